import { expect, test } from 'vitest'
import { createAlipay, tradePagePay } from '../../src/alipay/index.ts'
import { explainSignature, rsa2Signer, rsa2Verifier, signRequest } from '../../src/index.ts'
import { appId, appKeys } from '../support/keys.ts'

const client = createAlipay({
  appId,
  signer: rsa2Signer(appKeys.pkcs8),
  verifier: rsa2Verifier(appKeys.spki),
})

test('the example of document 003 (簽名, 示例), whose parameters are not in order, becomes its text to sign', () => {
  const biz_content = '{"total_amount":"10.08", "buyer_id":"2088123456781234", "discount_amount":""}'
  const { counted, dropped, text, bytes } = explainSignature(
    {
      timestamp: '2019-01-01 08:09:33',
      method: 'bgcpay.trade.create',
      app_id: '20135234674',
      sign_type: 'MD5',
      biz_content,
      sign: 'x',
      notify_url: '',
      return_url: undefined,
    },
    client,
  )
  expect(counted).toEqual(['app_id', 'biz_content', 'method', 'sign_type', 'timestamp'])
  expect(dropped).toEqual([
    { name: 'sign', why: 'not signed' },
    { name: 'notify_url', why: 'empty' },
    { name: 'return_url', why: 'empty' },
  ])
  expect(text).toBe(
    `app_id=20135234674&biz_content=${biz_content}&method=bgcpay.trade.create&sign_type=MD5&timestamp=2019-01-01 08:09:33`,
  )
  expect(new TextDecoder().decode(bytes)).toBe(text)
})

test('what it explains is what is signed', async () => {
  const order = { out_trade_no: 'ORDER-1', total_amount: '88.88', subject: '咖啡' }
  const request = await signRequest(client, tradePagePay, order)
  const params = Object.fromEntries([...request.query, ...request.body])
  expect(await client.signer.sign(explainSignature(params, client).bytes)).toBe(params['sign'])
})

test('the bytes are those of the charset', () => {
  const charset = { name: 'test', encode: () => Uint8Array.of(1), decode: () => '' }
  expect(explainSignature({ a: '1' }, { gateway: client.gateway, charset }).bytes).toEqual(Uint8Array.of(1))
})
