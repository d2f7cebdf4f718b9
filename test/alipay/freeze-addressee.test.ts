/** For whom news of a freeze is, and for whom an app's answer that does not say so. */
import { expect, test } from 'vitest'
import { createAlipay, fundAuthFreeze, fundAuthOrderAppFreeze, tradeAppPay } from '../../src/alipay/index.ts'
import { readReply, rsa2Verifier, verifyNotify } from '../../src/index.ts'
import { gatewayPublicKey, signedForm, signedReply } from '../support/gateway-key.ts'
import { appId } from '../support/keys.ts'

const receiver = createAlipay({
  appId,
  verifier: rsa2Verifier(gatewayPublicKey),
  sellerId: '2088000000000001',
})
const freeze = {
  app_id: appId,
  notify_id: 'n',
  notify_type: 'fund_auth_freeze',
  auth_no: '2026010110002001500000000001',
  out_order_no: 'FREEZE_1',
  operation_id: '20260101000000000001',
  out_request_no: 'R_1',
  operation_type: 'FREEZE',
  amount: '10.00',
  status: 'SUCCESS',
}

test.each<[string, object, string]>([
  ['names nobody', {}, 'heard'],
  ['names the configured seller', { payee_user_id: '2088000000000001' }, 'heard'],
  ['names another', { payee_user_id: '2088000000000002' }, 'ERR_MISMATCH'],
])('news of a freeze that %s as its payee', async (_, more, outcome) => {
  const heard = verifyNotify(receiver, fundAuthFreeze, signedForm({ ...freeze, ...more }))
  expect(
    await heard.then(
      () => 'heard',
      error => error.code,
    ),
  ).toBe(outcome)
})

test("an app's answer that has no app_id is told by its marks; one that has another's is refused", async () => {
  const fields = {
    code: '10000',
    msg: 'Success',
    auth_no: freeze.auth_no,
    out_order_no: 'FREEZE_1',
    operation_id: '1',
    out_request_no: 'R_1',
    amount: '10.00',
    status: 'SUCCESS',
    payer_user_id: '2088',
    gmt_trans: '2026-01-01 00:00:00',
  }
  const input = { out_order_no: 'FREEZE_1', out_request_no: 'R_1' } as never
  const read = (more: object) =>
    readReply(
      receiver,
      fundAuthOrderAppFreeze,
      signedReply('alipay_fund_auth_order_app_freeze_response', JSON.stringify({ ...fields, ...more })),
      input,
    ).then(
      () => 'read',
      error => error.diagnosis,
    )
  expect([await read({}), await read({ app_id: appId }), await read({ app_id: '2' })]).toEqual([
    'read',
    'read',
    'someone-elses',
  ])
  const pay =
    '{"code":"10000","msg":"Success","out_trade_no":"1","trade_no":"2","total_amount":"1.00","seller_id":"2088"}'
  await expect(
    readReply(receiver, tradeAppPay, signedReply('alipay_trade_app_pay_response', pay), {
      out_trade_no: '1',
    } as never),
  ).rejects.toMatchObject({ code: 'ERR_SIGNATURE' })
})
