import { expect, test } from 'vitest'
import { createAlipay, tradeQuery } from '../../src/alipay/index.ts'
import { ZhifuError } from '../../src/errors.ts'
import { execute, rsa2Signer, rsa2Verifier } from '../../src/index.ts'
import { appId, appKeys } from '../support/keys.ts'
import { secretsIn } from './secrets.ts'

test.each([
  ['{"auth_code":"28763443825664394"}', ['a payer code']],
  ['no trade with 301234567890123456', ['a payer code']],
  ['auth_code%3A287634438256643940', ['a payer code']],
  ['seller_id=2088101117955611&', ['a buyer or seller id']],
  ['of 2088101117955611, who pays', ['a buyer or seller id']],
  ['{"traceId":"18e0bf2675221112576090a4febef9ff"}', []],
  ['{"traceId":"2675221112576090a4febef9ff18e0bf"}', []],
  ['{"traceId":"18e0bf2088101117955611a4febef9ff"}', []],
  ['2026010122001208810111795561', []],
])('in %s there is %j', (text, secrets) => {
  expect(secretsIn(text)).toEqual(secrets)
})

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
