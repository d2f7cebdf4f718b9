import { expect, test } from 'vitest'
import { createAlipay, tradeRefund } from '../../src/alipay/index.ts'
import { type ExplainRefusal, execute, rsa2Signer, rsa2Verifier } from '../../src/index.ts'
import { gatewayPublicKey, signedReply } from '../support/gateway-key.ts'
import { appId, appKeys } from '../support/keys.ts'

const refusal = signedReply(
  'alipay_trade_refund_response',
  '{"code":"40004","msg":"Business Failed","sub_code":"ACQ.SELLER_BALANCE_NOT_ENOUGH","sub_msg":"卖家余额不足"}',
)

const refund = (explain: ExplainRefusal | undefined) =>
  execute(
    createAlipay({
      appId,
      signer: rsa2Signer(appKeys.pkcs8),
      verifier: rsa2Verifier(gatewayPublicKey),
      fetch: async () => new Response(refusal),
      explain,
    }),
    tradeRefund,
    { out_trade_no: 'ORDER-1', refund_amount: '1.00', out_request_no: 'R-1' },
  ).catch(error => error)

test('a client that was given a catalogue says what to do about a refusal', async () => {
  const asked: unknown[] = []
  const error = await refund(({ gatewayCode, reason }, api) => {
    asked.push([gatewayCode, reason, api.name])
    return { remedy: 'Top up the account.' }
  })
  expect(error.remedy).toBe('Top up the account.')
  expect(asked).toEqual([['40004', 'ACQ.SELLER_BALANCE_NOT_ENOUGH', 'alipay.trade.refund']])
  expect(JSON.parse(JSON.stringify(error)).remedy).toBe('Top up the account.')
})

test.each<[string, ExplainRefusal | undefined]>([
  ['none', undefined],
  ['one that does not know the code', () => undefined],
  [
    'one that fails',
    () => {
      throw new Error('broken catalogue')
    },
  ],
])('with %s the refusal is the same, without a remedy', async (_, explain) => {
  const error = await refund(explain)
  expect(error).toMatchObject({ code: 'ERR_GATEWAY', reason: 'ACQ.SELLER_BALANCE_NOT_ENOUGH' })
  expect('remedy' in error).toBe(false)
})
