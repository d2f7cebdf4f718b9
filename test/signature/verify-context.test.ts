/** What a verifier is told beside message and signature. */
import { expect, test } from 'vitest'
import { createAlipay, tradeQuery, tradeStatusSync } from '../../src/alipay/index.ts'
import { readReply, type VerifyContext, verifyNotify } from '../../src/index.ts'
import { signedForm, signedReply } from '../support/gateway-key.ts'
import { appId } from '../support/keys.ts'

const told: (VerifyContext | undefined)[] = []
const receiver = createAlipay({
  appId,
  verifier: {
    types: ['RSA2'],
    verify: async (_, __, context) => {
      told.push(context)
      return true
    },
  },
})

test('a reply is solicited and names its certificate, a notification is not and does too', async () => {
  const text =
    '{"code":"10000","msg":"Success","out_trade_no":"1","trade_no":"2","trade_status":"TRADE_SUCCESS","total_amount":"1.00"}'
  await readReply(
    receiver,
    tradeQuery,
    signedReply('alipay_trade_query_response', text, ',"alipay_cert_sn":"abc"'),
    { out_trade_no: '1' },
  )
  await verifyNotify(
    receiver,
    tradeStatusSync,
    signedForm({
      app_id: appId,
      notify_id: 'n',
      notify_type: 'trade_status_sync',
      out_trade_no: '1',
      trade_no: '2',
      trade_status: 'TRADE_SUCCESS',
      total_amount: '1.00',
      alipay_cert_sn: 'def',
    }),
  )
  expect(told.map(context => [context?.certificateSn, context?.solicited])).toEqual([
    ['abc', true],
    ['def', undefined],
  ])
})
