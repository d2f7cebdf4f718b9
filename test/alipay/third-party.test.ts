/** A third party listens for the merchants who authorised its app, and for nobody else. */
import { expect, test } from 'vitest'
import { createAlipay, tradeAppPay, tradeStatusSync } from '../../src/alipay/index.ts'
import { readReply, rsa2Verifier, verifyNotify } from '../../src/index.ts'
import { gatewayPublicKey, signedForm, signedReply } from '../support/gateway-key.ts'

const [own, merchant, stranger] = ['2021000000000001', '2021000000000002', '2021000000000003']
const verifier = rsa2Verifier(gatewayPublicKey)
const alone = createAlipay({ appId: own, verifier })
const thirdParty = createAlipay({ appId: own, verifier, authorisedAppIds: [merchant] })
const fields = {
  app_id: own,
  notify_id: 'n',
  notify_type: 'trade_status_sync',
  out_trade_no: '1',
  trade_no: '2',
  trade_status: 'TRADE_SUCCESS',
  total_amount: '1.00',
}
const hear = (receiver: typeof alone, more: object) =>
  verifyNotify(receiver, tradeStatusSync, signedForm({ ...fields, ...more })).then(
    () => 'heard',
    error => error.diagnosis,
  )

test.each<[string, object, string, string]>([
  ['its own', {}, 'heard', 'heard'],
  ['its own, for a merchant who authorised it', { auth_app_id: merchant }, 'heard', 'heard'],
  ["a merchant's who authorised it", { app_id: merchant, auth_app_id: merchant }, 'someone-elses', 'heard'],
  ['its own, for somebody else', { auth_app_id: stranger }, 'heard', 'someone-elses'],
  ["somebody else's", { app_id: stranger }, 'someone-elses', 'someone-elses'],
  [
    "somebody else's, for a merchant",
    { app_id: stranger, auth_app_id: merchant },
    'someone-elses',
    'someone-elses',
  ],
])('a notification that is %s', async (_, more, byOne, byThirdParty) => {
  expect([await hear(alone, more), await hear(thirdParty, more)]).toEqual([byOne, byThirdParty])
})

test("an app's result too", async () => {
  const text = (appId: string) =>
    `{"code":"10000","msg":"Success","app_id":"${appId}","auth_app_id":"${appId}","charset":"utf-8","timestamp":"2026-01-01 00:00:00","out_trade_no":"1","total_amount":"1.00","trade_no":"2","seller_id":"2088"}`
  const read = (receiver: typeof alone, appId: string) =>
    readReply(receiver, tradeAppPay, signedReply('alipay_trade_app_pay_response', text(appId)), {
      out_trade_no: '1',
      total_amount: '1.00',
      subject: 'x',
    } as never).then(
      () => 'read',
      error => error.diagnosis,
    )
  expect([
    await read(thirdParty, merchant),
    await read(thirdParty, stranger),
    await read(alone, merchant),
  ]).toEqual(['read', 'someone-elses', 'someone-elses'])
})
