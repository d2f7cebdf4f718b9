/** Frozen money, transfers, shares and bills against the emulator, each through the library's own verbs. */
import { beforeEach, expect, test } from 'vitest'
import { downloadBill } from '../../src/alipay/bill/index.ts'
import {
  dataDataserviceBillDownloadurlQuery,
  fundAccountQuery,
  fundAuthFreeze,
  fundAuthOperationCancel,
  fundAuthOperationDetailQuery,
  fundAuthOrderAppFreeze,
  fundAuthOrderFreeze,
  fundAuthOrderUnfreeze,
  fundAuthOrderVoucherCreate,
  fundTransCommonQuery,
  fundTransUniTransfer,
  tradeOrderSettle,
  tradeOrderSettleQuery,
  tradePay,
  tradeRefund,
  tradeRefundApply,
  tradeRoyaltyRelationBatchquery,
  tradeRoyaltyRelationBind,
} from '../../src/alipay/index.ts'
import { appString, execute, handleNotify, readReply } from '../../src/index.ts'
import { notifyUrl, type Sandbox, sandbox } from '../support/sandbox.ts'

const DAY = 24 * 60 * 60_000
const start = new Date('2026-01-01T00:00:00Z')
const hotel = { out_order_no: 'HOTEL_1', out_request_no: 'HOTEL_1_F', order_title: '押金', amount: '500.00' }
const byCode = { ...hotel, auth_code_type: 'bar_code', product_code: 'PRE_AUTH' } as const
const seller_id = '2088000000000001'

let world: Sandbox
beforeEach(async () => {
  world = await sandbox({ now: () => start })
})
const detail = (out_request_no: string) =>
  execute(world.client, fundAuthOperationDetailQuery, { out_order_no: 'HOTEL_1', out_request_no })

test('a deposit: frozen, told, taken in part, the rest released', async () => {
  const { emulator, client, posted } = world
  const auth_code = emulator.issuePayerCode({ confirms: true })
  const waiting = await execute(client, fundAuthOrderFreeze, { ...byCode, auth_code }, { notifyUrl })
  expect(waiting.status).toBe('INIT')
  expect((await detail('HOTEL_1_F')).order_status).toBe('INIT')

  emulator.freezes.authorize('HOTEL_1')
  await emulator.advance(0)
  const frozen: string[] = []
  const answer = await handleNotify(client, fundAuthFreeze, (await posted.at(-1)?.clone().text()) ?? '', {
    expect: ({ out_request_no }) => (out_request_no === 'HOTEL_1_F' ? { amount: '500' } : null),
    handle: ({ operation_type, status }) => void frozen.push(`${operation_type} ${status}`),
  })
  expect([answer.status, frozen]).toEqual([200, ['FREEZE SUCCESS']])

  const { auth_no } = waiting
  const paid = await execute(client, tradePay, {
    ...{ out_trade_no: 'STAY_1', subject: '住宿', total_amount: '380.00', product_code: 'PRE_AUTH' },
    ...{ auth_no, seller_id, buyer_id: waiting.payer_user_id as string, auth_confirm_mode: 'NOT_COMPLETE' },
  })
  expect(paid.code).toBe('10000')
  expect(await detail('STAY_1')).toMatchObject({ operation_type: 'PAY', rest_amount: '120.00' })

  const release = { auth_no, out_request_no: 'HOTEL_1_U', amount: '120.00', remark: '退还押金' }
  expect((await execute(client, fundAuthOrderUnfreeze, release)).status).toBe('SUCCESS')
  expect((await execute(client, fundAuthOrderUnfreeze, release)).status).toBe('SUCCESS')
  expect(await detail('HOTEL_1_U')).toMatchObject({ order_status: 'FINISH', rest_amount: '0.00' })
  expect(emulator.freezes.find('HOTEL_1')).toMatchObject({ takenAmount: '380.00', releasedAmount: '120.00' })
})

test('a freeze whose reply was lost: queried, then undone', async () => {
  const { emulator, client } = world
  emulator.fault('reply-lost', { method: 'alipay.fund.auth.order.freeze' })
  const auth_code = emulator.issuePayerCode()
  await expect(execute(client, fundAuthOrderFreeze, { ...byCode, auth_code })).rejects.toMatchObject({
    code: 'ERR_TRANSPORT',
    outcome: 'unknown',
  })
  expect(await detail('HOTEL_1_F')).toMatchObject({ status: 'SUCCESS', total_freeze_amount: '500.00' })
  const { out_order_no, out_request_no } = hotel
  const numbers = { out_order_no, out_request_no, remark: 'reply lost' }
  expect(await execute(client, fundAuthOperationCancel, numbers)).toMatchObject({ action: 'unfreeze' })
  expect(emulator.freezes.find('HOTEL_1')?.restAmount).toBe('0.00')
})

test('a freeze in the app, and one behind a QR code', async () => {
  const { emulator, client } = world
  const online = { ...hotel, product_code: 'PRE_AUTH_ONLINE' } as const
  const app = await emulator.openApp(await appString(client, fundAuthOrderAppFreeze, online))
  const { result } = await app.pay()
  const told = await readReply(client, fundAuthOrderAppFreeze, result, online)
  expect(told).toMatchObject({ status: 'SUCCESS', amount: '500.00' })

  const second = { ...hotel, out_order_no: 'HOTEL_2', product_code: 'PRE_AUTH' } as const
  const { code_value } = await execute(client, fundAuthOrderVoucherCreate, second)
  expect((await emulator.fetch(new Request(code_value))).status).toBe(200)
  emulator.freezes.authorize('HOTEL_2')
  expect(emulator.freezes.find('HOTEL_2')?.status).toBe('AUTHORIZED')
})

const salary = {
  out_biz_no: 'SALARY_1',
  trans_amount: '88.88',
  product_code: 'TRANS_ACCOUNT_NO_PWD',
  biz_scene: 'DIRECT_TRANSFER',
  order_title: '工资',
  payee_info: { identity: '2088101117955611', identity_type: 'ALIPAY_USER_ID' },
} as const

test.each(['reply-lost', 'request-lost', 'unavailable-before', 'unavailable-after'] as const)(
  'a transfer after %s: queried, and repeated with its own number if need be',
  async kind => {
    const { emulator, client } = world
    emulator.fault(kind, { method: 'alipay.fund.trans.uni.transfer' })
    await expect(execute(client, fundTransUniTransfer, salary)).rejects.toMatchObject({ outcome: 'unknown' })
    const numbers = {
      out_biz_no: 'SALARY_1',
      product_code: 'TRANS_ACCOUNT_NO_PWD',
      biz_scene: 'DIRECT_TRANSFER',
    } as const
    const asked = execute(client, fundTransCommonQuery, numbers)
    const isDone = kind === 'reply-lost' || kind === 'unavailable-after'
    if (isDone) expect(await asked).toMatchObject({ status: 'SUCCESS', trans_amount: '88.88' })
    else await expect(asked).rejects.toMatchObject({ reason: 'ORDER_NOT_EXIST' })
    expect((await execute(client, fundTransUniTransfer, salary)).status).toBe('SUCCESS')
    expect(emulator.balance('2088101117955611')).toBe('88.88')
  },
)

test('a transfer that is refused moved nothing, and says so', async () => {
  const { emulator, client } = world
  const ours = { ...salary, payee_info: { ...salary.payee_info, identity: seller_id } }
  await expect(execute(client, fundTransUniTransfer, ours)).rejects.toMatchObject({
    reason: 'PAYER_PAYEE_CANNOT_SAME',
    outcome: 'untouched',
  })
  expect(emulator.transfers.all()).toEqual([])
  const account_type = 'ACCTRANS_ACCOUNT'
  const balance = { alipay_user_id: seller_id, account_type } as const
  expect((await execute(client, fundAccountQuery, balance)).available_amount).toBe('1000000.00')
})

async function sell(out_trade_no: string): Promise<string> {
  const { emulator, client } = world
  const auth_code = emulator.issuePayerCode()
  const order = { out_trade_no, total_amount: '88.88', subject: '咖啡, 大杯', scene: 'bar_code', auth_code }
  const paid = await execute(client, tradePay, order as typeof order & { scene: 'bar_code' })
  return paid.trade_no as string
}

test('a sale shared with a partner', async () => {
  const { emulator, client } = world
  const partner = '2088101126708402'
  const receiver_list = [{ type: 'userId', account: partner, memo: '合作方' }] as const
  await execute(client, tradeRoyaltyRelationBind, { out_request_no: 'B1', receiver_list: [...receiver_list] })
  const bound = await execute(client, tradeRoyaltyRelationBatchquery, { out_request_no: 'B2' })
  expect(bound.receiver_list?.[0]?.account).toBe(partner)

  const trade_no = await sell('SHARED_1')
  const royalty_parameters = [{ trans_in: partner, trans_in_type: 'userId', amount: '8.88' }] as const
  const share = { trade_no, out_request_no: 'S1', royalty_parameters: [...royalty_parameters] }
  const { settle_no = '' } = await execute(client, tradeOrderSettle, share)
  expect((await execute(client, tradeOrderSettle, share)).settle_no).toBe(settle_no)
  const found = await execute(client, tradeOrderSettleQuery, { settle_no })
  expect(found.royalty_detail_list[0]).toMatchObject({ amount: '8.88', state: 'SUCCESS' })
  expect(emulator.balance(partner)).toBe('8.88')
})

test('a day in the books', async () => {
  const { emulator, client } = world
  await sell('BOOK_1')
  await execute(client, tradeRefund, { out_trade_no: 'BOOK_1', refund_amount: '8.88', out_request_no: 'R1' })
  const apply = { out_trade_no: 'BOOK_1', refund_amount: '0.01', out_request_no: 'R2' }
  expect((await execute(client, tradeRefundApply, apply)).refund_status).toBe('REFUND_SUCCESS')
  await emulator.advance(2 * DAY)
  const { bill_download_url } = await execute(client, dataDataserviceBillDownloadurlQuery, {
    bill_type: 'trade',
    bill_date: '2026-01-01',
  })
  const lines: string[] = []
  const totals: string[] = []
  for await (const { kind, rows, trailer } of downloadBill(bill_download_url, { fetch: emulator.fetch })) {
    for await (const row of rows) {
      if (kind === 'detail') lines.push(`${row['商品名称']} ${row['业务类型']} ${row['订单金额（元）']}`)
    }
    totals.push(...trailer.filter(line => line.includes('合计')))
  }
  expect(lines).toEqual(['咖啡, 大杯 交易 88.88', '咖啡, 大杯 退款 -8.88', '咖啡, 大杯 退款 -0.01'])
  expect(totals).toEqual([
    '#交易合计：1笔，商家实收共88.88元，商家优惠共0.00元',
    '#退款合计：2笔，商家实收退款共-8.89元，商家优惠退款共0.00元',
  ])
})
