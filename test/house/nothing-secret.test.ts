import { expect, test } from 'vitest'
import { createAlipay, tradeQuery } from '../../src/alipay/index.ts'
import { ZhifuError } from '../../src/errors.ts'
import { execute, rsa2Signer, rsa2Verifier } from '../../src/index.ts'
import { appId, appKeys } from '../support/keys.ts'

test('the watch is set: errors of the library are seen when they are made', () => {
  expect(Object.getPrototypeOf(ZhifuError).toString()).toContain('errors.push')
})

test('the watch is set: events are seen on their way', async () => {
  const { emit } = await import('../../src/gateway/events.ts')
  expect(emit.toString()).toContain('told.push')
  const client = createAlipay({
    appId,
    signer: rsa2Signer(appKeys.pkcs8),
    verifier: rsa2Verifier(appKeys.spki),
    fetch: async () => new Response(''),
  })
  await expect(execute(client, tradeQuery, { out_trade_no: '1' })).rejects.toThrow(ZhifuError)
})
