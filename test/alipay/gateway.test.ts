import { expect, test } from 'vitest'
import { createAlipay, tradePagePay, tradeStatusSync } from '../../src/alipay/index.ts'
import { defineApi, rsa2Signer, rsa2Verifier, signRequest } from '../../src/index.ts'
import { appId, appKeys } from '../support/keys.ts'

const client = createAlipay({
  appId,
  signer: rsa2Signer(appKeys.pkcs8),
  verifier: rsa2Verifier(appKeys.spki),
})

test('the keywords hold every name of a notification and of an envelope, so that no echoed text can make one ambiguous', async () => {
  const request = await signRequest(
    client,
    tradePagePay,
    { out_trade_no: '1', total_amount: '1', subject: 'x' },
    { notifyUrl: 'https://shop.example/n', returnUrl: 'https://shop.example/r', appAuthToken: 't' },
  )
  const names = [
    ...Object.keys(tradeStatusSync.fields),
    ...[...request.query, ...request.body].map(([name]) => name),
  ]
  const keywords = client.gateway.keywords.split(' ')
  expect(names.filter(name => !keywords.includes(name))).toEqual([])
  expect(new Set(keywords).size).toBe(keywords.length)
})

test('a text where a verifier belongs, and a number where the app id does, are named', () => {
  const asText = { appId, verifier: appKeys.spki } as never
  expect(() => createAlipay(asText)).toThrow(/verifier is missing, or is none: rsa2Verifier/)
  const asNumber = { appId: 2021000000000000, verifier: rsa2Verifier(appKeys.spki) } as never
  expect(() => createAlipay(asNumber)).toThrow('appId is missing, or is not a text without spaces')
})

test('fields at the top level travel in the body, each by its name, texts as they are', async () => {
  const api = defineApi<'alipay', object, unknown, 'call'>({
    ...tradePagePay,
    kind: 'call',
    place: 'top',
    input: () => tradePagePay.input() as never,
  })
  const order = {
    out_trade_no: '1',
    total_amount: '1',
    subject: '咖啡',
    goods_detail: [{ goods_id: 'a', goods_name: 'b', quantity: 1, price: '1' }],
  }
  const { query, body } = await signRequest(client, api, order)
  expect(Object.fromEntries(body)).toMatchObject({
    subject: '咖啡',
    goods_detail: JSON.stringify(order.goods_detail),
  })
  expect(query.map(([name]) => name)).not.toContain('subject')
  expect(body.map(([name]) => name)).not.toContain('biz_content')
})
