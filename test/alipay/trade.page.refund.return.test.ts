/** The browser comes back from a refund's page, as OpenSSL signs it. */
import { expect, it } from 'vitest'
import {
  createAlipay,
  tradePagePayReturn,
  tradePageRefund,
  tradePageRefundReturn,
} from '../../src/alipay/index.ts'
import { MessageError, rsa2Verifier, SignatureError, verifyReturn } from '../../src/index.ts'
import { gatewayPublicKey, signedForm } from '../support/gateway-key.ts'
import { appId } from '../support/keys.ts'
import { broken } from './check.ts'

const receiver = createAlipay({ appId, verifier: rsa2Verifier(gatewayPublicKey) })
const back = {
  app_id: appId,
  method: 'alipay.trade.page.refund.return',
  charset: 'utf-8',
  version: '1.0',
  timestamp: '2026-01-31 09:30:00',
  sign_type: 'RSA2',
  trade_no: '2013112011001004330000121536',
  out_trade_no: 'ORDER-1',
  out_request_no: 'REFUND-1',
  refund_amount: '200.12',
}
const url = (fields: Readonly<Record<string, string>>): string =>
  `https://shop.example/back?${signedForm(fields)}`

it('tells which refund it was', async () => {
  const told = await verifyReturn(receiver, tradePageRefundReturn, url(back))
  const { sign_type: _, ...signed } = back
  expect(told).toEqual(signed)
})

it('tells of an order and a refund whose numbers are of any shape that the page takes', async () => {
  const odd = { out_trade_no: '订单.1', out_request_no: 'REFUND/1.2' }
  expect(broken(tradePageRefund, { ...odd, refund_amount: '200.12' })).toEqual([])
  expect(await verifyReturn(receiver, tradePageRefundReturn, url({ ...back, ...odd }))).toMatchObject(odd)
})

it('is believed only as it was signed, for us, of a refund, and whole', async () => {
  const verify = (at: string) => verifyReturn(receiver, tradePageRefundReturn, at)
  await expect(verify(url(back).replace('200.12', '0.01'))).rejects.toThrow(SignatureError)
  await expect(verify(url({ ...back, app_id: '2021000000000009' }))).rejects.toMatchObject({
    diagnosis: 'someone-elses',
  })
  await expect(verifyReturn(receiver, tradePagePayReturn, url(back))).rejects.toThrow(MessageError)
  for (const name of ['out_trade_no', 'trade_no', 'out_request_no', 'refund_amount'] as const) {
    const { [name]: _, ...rest } = back
    await expect(verify(url(rest)), name).rejects.toThrow(MessageError)
  }
})

it('names no seller, and passes where one is configured; another one does not', async () => {
  const ofSeller = { ...receiver, sellerId: '2088000000000001' }
  expect(await verifyReturn(ofSeller, tradePageRefundReturn, url(back))).toMatchObject({
    trade_no: back.trade_no,
  })
  await expect(
    verifyReturn(ofSeller, tradePageRefundReturn, url({ ...back, seller_id: '2088000000000002' })),
  ).rejects.toMatchObject({ code: 'ERR_MISMATCH' })
})
