import { describe, expect, it } from 'vitest'
import {
  appId,
  call,
  coffee,
  common,
  emulate,
  keys,
  otherAppId,
  otherKeys,
  pem,
  post,
  signed,
} from './support.ts'

const HOUR = 60 * 60_000
const transfer = 'alipay.fund.trans.uni.transfer'
const query = 'alipay.fund.trans.common.query'
const seller = '2088102146225135'

const salary = {
  out_biz_no: 'SALARY-1',
  trans_amount: '88.88',
  product_code: 'TRANS_ACCOUNT_NO_PWD',
  biz_scene: 'DIRECT_TRANSFER',
  order_title: '工资',
  payee_info: { identity: '2088101117955611', identity_type: 'ALIPAY_USER_ID' },
}
const byNumber = {
  out_biz_no: 'SALARY-1',
  product_code: 'TRANS_ACCOUNT_NO_PWD',
  biz_scene: 'DIRECT_TRANSFER',
}
const toCard = {
  ...salary,
  product_code: 'TRANS_BANKCARD_NO_PWD',
  payee_info: {
    identity: '6222000000000000',
    identity_type: 'BANKCARD_ACCOUNT',
    name: '张三',
    bankcard_ext_info: { account_type: '2' },
  },
}
const rich = (balance: string) =>
  emulate({ apps: [{ appId, publicKey: pem(keys.publicKey), sellerId: seller, balance }] })

describe(transfer, () => {
  it('sends once for a number, and answers a repeat as the first', async () => {
    const emulator = await rich('100.00')
    const first = await call(emulator, transfer, salary)
    expect(first).toEqual({
      code: '10000',
      msg: 'Success',
      order_id: expect.stringMatching(/^20260101\d{24}$/),
      out_biz_no: 'SALARY-1',
      pay_fund_order_id: expect.stringMatching(/^20260101\d{24}$/),
      status: 'SUCCESS',
      trans_date: '2026-01-01 08:00:00',
    })
    expect(await call(emulator, transfer, salary)).toEqual(first)
    expect(emulator.balance(seller)).toBe('11.12')
    expect(emulator.balance('2088101117955611')).toBe('88.88')
    expect(emulator.transfers.all()).toHaveLength(1)
  })

  it.each([
    [{ trans_amount: '88.89' }],
    [{ payee_info: { ...salary.payee_info, identity: '2088101117955612' } }],
    [{ payee_info: { ...salary.payee_info, name: '李四' } }],
    [{ biz_scene: 'PERSONAL_COLLECTION' }],
  ])('refuses a repeat that says something else: %j', async more => {
    const emulator = await emulate()
    await call(emulator, transfer, salary)
    const answer = await call(emulator, transfer, { ...salary, ...more })
    expect(answer).toMatchObject({ code: '40004', sub_code: 'PAYMENT_INFO_INCONSISTENCY' })
    expect(emulator.transfers.all()).toHaveLength(1)
  })

  it.each([
    [{ out_biz_no: undefined }, 'out_biz_no'],
    [{ trans_amount: '1.234' }, 'trans_amount'],
    [{ trans_amount: '100000000.01' }, 'trans_amount'],
    [{ product_code: 'TRANS' }, 'product_code'],
    [{ biz_scene: 'GIFT' }, 'biz_scene'],
    [{ payee_info: undefined }, 'payee_info'],
    [{ payee_info: 'nobody' }, 'payee_info'],
    [{ payee_info: { identity_type: 'ALIPAY_USER_ID' } }, 'payee_info.identity'],
    [{ payee_info: { identity: '1', identity_type: 'FRIEND' } }, 'payee_info.identity_type'],
    [{ payee_info: { identity: 'a@b.cn', identity_type: 'ALIPAY_LOGON_ID' } }, 'payee_info.name'],
    [{ ...toCard, payee_info: { ...toCard.payee_info, bankcard_ext_info: undefined } }, 'bankcard_ext_info'],
    [{ payee_info: toCard.payee_info }, 'payee_info.identity_type'],
    [{ product_code: 'STD_RED_PACKET' }, 'business_params'],
    [{ product_code: 'STD_RED_PACKET', business_params: '{}' }, 'business_params.sub_biz_scene'],
  ])('refuses %j', async (more, name) => {
    const emulator = await emulate()
    const answer = await call(emulator, transfer, { ...salary, ...more })
    expect(answer).toMatchObject({ code: '40004', sub_code: 'INVALID_PARAMETER' })
    expect(answer['sub_msg']).toContain(name)
    expect(emulator.transfers.all()).toEqual([])
  })

  it.each([
    [{ trans_amount: '0.09' }, 'EXCEED_LIMIT_SM_MIN_AMOUNT'],
    [{ trans_amount: '50000.00' }, 'MEMO_REQUIRED_IN_TRANSFER_ERROR'],
    [{ payee_info: { ...salary.payee_info, identity: seller } }, 'PAYER_PAYEE_CANNOT_SAME'],
    [{ payee_info: { ...salary.payee_info, identity: '1' } }, 'PAYEE_NOT_EXIST'],
    [
      { payee_info: { identity: 'nobody', identity_type: 'ALIPAY_LOGON_ID', name: '张三' } },
      'PAYEE_NOT_EXIST',
    ],
    [{ trans_amount: '1000000.01', remark: 'bonus' }, 'PAYER_BALANCE_NOT_ENOUGH'],
  ])('refuses %j with %s', async (more, subCode) => {
    const emulator = await emulate()
    const answer = await call(emulator, transfer, { ...salary, ...more })
    expect(answer).toMatchObject({ code: '40004', sub_code: subCode })
    expect(emulator.balance(seller)).toBe('1000000.00')
  })

  it.each([
    [{ trans_amount: '0.1' }],
    [{ trans_amount: '50000.00', remark: 'bonus' }],
    [{ trans_amount: '1000000.00', remark: 'all of it' }],
    [{ payee_info: { identity: '13800138000', identity_type: 'ALIPAY_LOGON_ID', name: '张三' } }],
    [{ payee_info: { identity: 'a@b.cn', identity_type: 'ALIPAY_LOGON_ID', name: '张三' } }],
    [
      {
        product_code: 'STD_RED_PACKET',
        trans_amount: '0.01',
        business_params: '{"sub_biz_scene":"REDPACKET"}',
      },
    ],
  ])('takes %j', async more => {
    expect(await call(await emulate(), transfer, { ...salary, ...more })).toMatchObject({ status: 'SUCCESS' })
  })

  it('sends what was paid, but not what was refunded', async () => {
    const emulator = await rich('0.00')
    expect((await call(emulator, transfer, salary))['sub_code']).toBe('PAYER_BALANCE_NOT_ENOUGH')
    await call(emulator, 'alipay.trade.pay', coffee)
    expect(emulator.balance(seller)).toBe('88.88')
    const back = { out_trade_no: 'ORDER-1', refund_amount: '0.01', out_request_no: 'R1' }
    await call(emulator, 'alipay.trade.refund', back)
    expect((await call(emulator, transfer, salary))['sub_code']).toBe('PAYER_BALANCE_NOT_ENOUGH')
    expect((await call(emulator, transfer, { ...salary, trans_amount: '88.87' }))['code']).toBe('10000')
    expect(emulator.balance(seller)).toBe('0.00')
  })

  it('is on its way to a bank for two hours', async () => {
    const emulator = await emulate()
    expect(await call(emulator, transfer, toCard)).toMatchObject({ status: 'DEALING' })
    const ask = () => call(emulator, query, { ...byNumber, product_code: 'TRANS_BANKCARD_NO_PWD' })
    expect(await ask()).toMatchObject({ status: 'DEALING', arrival_time_end: '2026-01-01 10:00:00' })
    await emulator.advance(2 * HOUR)
    expect(await ask()).toMatchObject({ status: 'SUCCESS' })
    expect(() => emulator.transfers.giveBack('SALARY-1')).toThrow(RangeError)
  })

  it('comes back when the bank cannot book it, and stays so', async () => {
    const emulator = await emulate()
    await call(emulator, transfer, toCard)
    expect(emulator.balance(seller)).toBe('999911.12')
    emulator.transfers.giveBack('SALARY-1')
    expect(emulator.balance(seller)).toBe('1000000.00')
    await emulator.advance(3 * HOUR)
    expect(await call(emulator, query, { ...byNumber, product_code: 'TRANS_BANKCARD_NO_PWD' })).toMatchObject(
      {
        status: 'REFUND',
        fail_reason: expect.any(String),
      },
    )
    expect(emulator.transfers.find('SALARY-1')?.status).toBe('REFUND')
    expect(() => emulator.transfers.giveBack('NOBODY')).toThrow(RangeError)
  })

  it('is done once although its reply was lost', async () => {
    const emulator = await emulate()
    emulator.fault('reply-lost', { method: transfer })
    await expect(post(emulator, signed(common(transfer, salary)))).rejects.toThrow(TypeError)
    expect(await call(emulator, query, byNumber)).toMatchObject({ status: 'SUCCESS', trans_amount: '88.88' })
    expect((await call(emulator, transfer, salary))['status']).toBe('SUCCESS')
    expect(emulator.balance(seller)).toBe('999911.12')
  })
})

describe(query, () => {
  it('finds by each number; the funding number wins', async () => {
    const emulator = await emulate()
    const { order_id, pay_fund_order_id } = await call(emulator, transfer, {
      ...salary,
      passback_params: 'p',
    })
    const found = await call(emulator, query, byNumber)
    expect(found).toEqual({
      code: '10000',
      msg: 'Success',
      order_id,
      out_biz_no: 'SALARY-1',
      passback_params: 'p',
      pay_date: '2026-01-01 08:00:00',
      pay_fund_order_id,
      receiver_user_id: '2088101117955611',
      status: 'SUCCESS',
      trans_amount: '88.88',
    })
    expect(await call(emulator, query, { order_id })).toEqual(found)
    expect(await call(emulator, query, { pay_fund_order_id, order_id: 'X', out_biz_no: 'X' })).toEqual(found)
  })

  it.each([
    [{ ...byNumber, out_biz_no: 'NOBODY' }, 'ORDER_NOT_EXIST'],
    [{ ...byNumber, product_code: 'STD_RED_PACKET' }, 'ORDER_NOT_EXIST'],
    [{ order_id: '1' }, 'ORDER_NOT_EXIST'],
    [{ out_biz_no: 'SALARY-1' }, 'INVALID_PARAMETER'],
    [{}, 'INVALID_PARAMETER'],
  ])('refuses %j', async (business, subCode) => {
    const emulator = await emulate()
    await call(emulator, transfer, salary)
    expect((await call(emulator, query, business))['sub_code']).toBe(subCode)
  })

  it('shows an app its own transfers only', async () => {
    const emulator = await emulate()
    const { order_id } = await call(emulator, transfer, salary)
    const app = [{ app_id: otherAppId }, otherKeys.privateKey] as const
    expect((await call(emulator, query, byNumber, ...app))['sub_code']).toBe('ORDER_NOT_EXIST')
    expect((await call(emulator, query, { order_id }, ...app))['sub_code']).toBe('ORDER_NOT_EXIST')
    await call(emulator, transfer, salary, ...app)
    expect(emulator.transfers.find('SALARY-1')).toBeNull()
    expect(emulator.transfers.find('SALARY-1', otherAppId)?.appId).toBe(otherAppId)
  })
})

it('gives back and shares only what the merchant still has', async () => {
  const emulator = await rich('0.00')
  const { trade_no } = await call(emulator, 'alipay.trade.pay', coffee)
  await call(emulator, transfer, { ...salary, trans_amount: '88.80' })
  const refund = (refund_amount: string) =>
    call(emulator, 'alipay.trade.refund', { trade_no, refund_amount, out_request_no: refund_amount })
  expect((await refund('0.09'))['sub_code']).toBe('ACQ.SELLER_BALANCE_NOT_ENOUGH')
  expect((await call(emulator, 'alipay.trade.cancel', { trade_no }))['sub_code']).toBe(
    'ACQ.SELLER_BALANCE_NOT_ENOUGH',
  )
  const apply = { trade_no, refund_amount: '0.09', out_request_no: 'A1' }
  expect((await call(emulator, 'alipay.trade.refund.apply', apply))['sub_code']).toBe(
    'ACQ.TRADE_NOT_ALLOW_REFUND',
  )
  const share = (amount: string) => ({ trans_in: '2088101126708402', amount })
  const settle = (...royalty_parameters: object[]) =>
    call(emulator, 'alipay.trade.order.settle', { trade_no, out_request_no: 'S1', royalty_parameters })
  expect((await settle(share('0.05'), share('0.04')))['sub_code']).toBe(
    'ACQ.TXN_RESULT_ACCOUNT_BALANCE_NOT_ENOUGH',
  )
  expect((await settle(share('0.05')))['code']).toBe('10000')
  expect((await refund('0.03'))['code']).toBe('10000')
  expect(emulator.balance(seller)).toBe('0.00')
})

it('tells the merchant’s own balance', async () => {
  const emulator = await rich('12.30')
  const ask = { alipay_user_id: seller, account_type: 'ACCTRANS_ACCOUNT' }
  const method = 'alipay.fund.account.query'
  expect(await call(emulator, method, ask)).toMatchObject({
    available_amount: '12.30',
    freeze_amount: '0.00',
  })
  const other = await call(emulator, method, { ...ask, alipay_user_id: '2088101117955611' })
  expect(other['sub_code']).toBe('AUTHOREE_IS_NOT_MATCH')
  expect((await call(emulator, method, { alipay_user_id: seller }))['sub_code']).toBe('INVALID_PARAMETER')
  await expect(rich('much')).rejects.toThrow(RangeError)
})
