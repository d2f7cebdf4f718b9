/** Every API of a payment's life against the emulator, each through the library's own verbs. */
import { expect, test } from 'vitest'
import {
  createAlipay,
  readDepositback,
  tradeAppPay,
  tradeCancel,
  tradeClose,
  tradeCreate,
  tradeEvent,
  tradeFastpayRefundQuery,
  tradePagePay,
  tradePagePayReturn,
  tradePay,
  tradePrecreate,
  tradeQuery,
  tradeRefund,
  tradeRefundDepositbackCompleted,
  tradeStatusSync,
  tradeWapPay,
  tradeWapPayReturn,
} from '../../src/alipay/index.ts'
import {
  appString,
  execute,
  handleNotify,
  pageUrl,
  readReply,
  rsa2Verifier,
  SignatureError,
  verifyNotify,
  verifyReturn,
} from '../../src/index.ts'
import { gatewayPublicKey, gatewaySign } from '../support/gateway-key.ts'
import { appId, appKeys } from '../support/keys.ts'
import { notifyUrl, returnUrl, sandbox } from '../support/sandbox.ts'

const order = (out_trade_no: string) => ({ out_trade_no, total_amount: '88.88', subject: '咖啡 Coffee' })
const { emulator, client, posted } = await sandbox({
  apps: [{ appId, publicKey: appKeys.spki, appGateway: 'http://127.0.0.1:1/app-gateway' }],
})
const lastPosted = async () => (posted.at(-1) as Request).clone().text()

test.each([
  {
    name: 'a desktop page',
    open: (input: ReturnType<typeof order>) => pageUrl(client, tradePagePay, input, { notifyUrl, returnUrl }),
    verify: (url: string) => verifyReturn(client, tradePagePayReturn, url),
  },
  {
    name: 'a phone page',
    open: (input: ReturnType<typeof order>) => pageUrl(client, tradeWapPay, input, { notifyUrl, returnUrl }),
    verify: (url: string) => verifyReturn(client, tradeWapPayReturn, url),
  },
])('$name: opened, paid, returned, notified', async ({ name, open, verify }) => {
  const input = order(`PAGE-${name.length}`)
  const page = await emulator.fetch(new Request(await open(input)))
  expect(await page.text()).toContain('¥88.88')
  const returned = (await emulator.pay(input.out_trade_no)) as string
  expect(await verify(returned)).toMatchObject({
    out_trade_no: input.out_trade_no,
    total_amount: '88.88',
  })
  await expect(verify(returned.replace('88.88', '0.01'))).rejects.toThrow(SignatureError)
  await emulator.advance(0)
  expect(tradeEvent(await verifyNotify(client, tradeStatusSync, await lastPosted()))).toBe('paid')
})

test('an app: its order string opens the cashier, and its own result is verified', async () => {
  const input = order('APP-1')
  const checkout = await emulator.openApp(await appString(client, tradeAppPay, input, { notifyUrl }))
  const { resultStatus, result } = await checkout.pay()
  expect(resultStatus).toBe('9000')
  expect(await readReply(client, tradeAppPay, result, input)).toMatchObject({
    code: '10000',
    out_trade_no: 'APP-1',
    total_amount: '88.88',
  })
  await emulator.advance(0)
  expect(tradeEvent(await verifyNotify(client, tradeStatusSync, await lastPosted()))).toBe('paid')

  await expect(readReply(client, tradeAppPay, result.replace('88.88', '0.01'), input)).rejects.toMatchObject({
    diagnosis: 'not-verified',
  })
  await expect(readReply(client, tradeAppPay, result, order('APP-2'))).rejects.toMatchObject({
    diagnosis: 'someone-elses',
  })
  const stranger = createAlipay({ ...client, appId: '2021000000000009' })
  await expect(readReply(stranger, tradeAppPay, result, input)).rejects.toMatchObject({
    diagnosis: 'someone-elses',
  })
  const refusal = '{"code":"40004","msg":"Business Failed","sub_code":"ACQ.INVALID_PARAMETER"}'
  const text = `{"alipay_trade_app_pay_response":${refusal},"sign":"${gatewaySign(refusal)}"}`
  const pinned = createAlipay({ ...client, verifier: rsa2Verifier(gatewayPublicKey) })
  // Another order's refusal may be handed in, and the order string stays payable.
  await expect(readReply(pinned, tradeAppPay, text, input)).rejects.toMatchObject({
    verified: true,
    outcome: 'unknown',
  })
  await expect(appString(client, tradePay as never, input as never)).rejects.toThrow(
    /^an app of alipay is expected second; found alipay.trade.pay, a call of alipay$/,
  )
})

test('a code that the payer scans (precreate), and a trade for a known buyer (create)', async () => {
  const { qr_code } = await execute(client, tradePrecreate, order('QR-1'), { notifyUrl })
  expect(await (await emulator.fetch(new Request(qr_code as string))).text()).toContain('¥88.88')
  const created = await execute(
    client,
    tradeCreate,
    { ...order('CREATE-1'), buyer_id: '2088102146225135' },
    { notifyUrl },
  )
  for (const out_trade_no of ['QR-1', 'CREATE-1']) {
    expect(await execute(client, tradeQuery, { out_trade_no })).toMatchObject({
      trade_status: 'WAIT_BUYER_PAY',
    })
    await emulator.pay(out_trade_no)
    expect(await execute(client, tradeQuery, { out_trade_no })).toMatchObject({
      trade_status: 'TRADE_SUCCESS',
    })
  }
  expect((await execute(client, tradeQuery, { trade_no: created.trade_no })).out_trade_no).toBe('CREATE-1')
})

test('a payer who must confirm and never does: cancelled; an order nobody pays: closed', async () => {
  const auth_code = emulator.issuePayerCode({ confirms: true })
  const waiting = await execute(client, tradePay, { ...order('WAIT-1'), scene: 'bar_code', auth_code })
  expect(waiting.code).toBe('10003')
  expect(await execute(client, tradeCancel, { out_trade_no: 'WAIT-1' })).toMatchObject({
    action: 'close',
    retry_flag: 'N',
  })
  expect(await execute(client, tradeQuery, { out_trade_no: 'WAIT-1' })).toMatchObject({
    trade_status: 'TRADE_CLOSED',
  })

  await execute(client, tradeCreate, { ...order('CLOSE-1'), buyer_id: '2088102146225135' })
  expect(await execute(client, tradeClose, { out_trade_no: 'CLOSE-1' })).toMatchObject({
    out_trade_no: 'CLOSE-1',
  })
})

test('a paid trade: cancelling gives the money back', async () => {
  const auth_code = emulator.issuePayerCode()
  await execute(client, tradePay, { ...order('PAID-1'), scene: 'bar_code', auth_code })
  await expect(execute(client, tradeClose, { out_trade_no: 'PAID-1' })).rejects.toMatchObject({
    code: 'ERR_GATEWAY',
  })
  expect(await execute(client, tradeCancel, { out_trade_no: 'PAID-1' })).toMatchObject({ action: 'refund' })
})

test('a refund, asked about, and its way back to a bank card', async () => {
  const auth_code = emulator.issuePayerCode()
  await execute(client, tradePay, { ...order('CARD-1'), scene: 'bar_code', auth_code }, { notifyUrl })
  const refund = { out_trade_no: 'CARD-1', out_request_no: 'R-1', refund_amount: '8.88' }
  await execute(client, tradeRefund, { ...refund, query_options: ['deposit_back_info'] })
  const found = await execute(client, tradeFastpayRefundQuery, {
    out_trade_no: 'CARD-1',
    out_request_no: 'R-1',
  })
  expect(found).toMatchObject({ refund_status: 'REFUND_SUCCESS', refund_amount: '8.88' })
  const none = await execute(client, tradeFastpayRefundQuery, {
    out_trade_no: 'CARD-1',
    out_request_no: 'NONE',
  })
  expect(none.refund_status).toBeUndefined()

  emulator.depositBack('CARD-1', 'R-1')
  await emulator.advance(0)
  const told: string[] = []
  const body = await lastPosted()
  const answer = await handleNotify(client, [tradeStatusSync, tradeRefundDepositbackCompleted], body, {
    expect: news => ('biz_content' in news ? refund : { total_amount: '88.88' }),
    handle: news => {
      if ('biz_content' in news) told.push(readDepositback(news).dback_status)
    },
  })
  expect([answer.status, await answer.text(), told]).toEqual([200, 'success', ['S']])
  const sellers = createAlipay({ ...client, sellerId: '2088000000000009' })
  await verifyNotify(sellers, tradeRefundDepositbackCompleted, body)
  const less = { ...refund, refund_amount: '8.00' }
  const refused = await handleNotify(client, tradeRefundDepositbackCompleted, body, {
    expect: () => less,
    handle: () => {},
  })
  expect(refused.status).toBe(400)
})
