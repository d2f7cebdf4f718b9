import { expect, test } from 'vitest'
import { createAlipay, tradeStatusSync } from '../../src/alipay/index.ts'
import {
  anyOf,
  md5,
  rsa2Signer,
  rsa2Verifier,
  rsaVerifier,
  SignatureError,
  verifyNotify,
  type ZhifuEvent,
} from '../../src/index.ts'
import { gatewayPublicKey, signedForm } from '../support/gateway-key.ts'
import { appId, appKeys, otherKeys } from '../support/keys.ts'

const old = rsa2Verifier(appKeys.spki)
const current = rsa2Verifier(gatewayPublicKey)
const fields = {
  app_id: appId,
  notify_id: 'n-1',
  notify_type: 'trade_status_sync',
  sign_type: 'RSA2',
  out_trade_no: 'ORDER-1',
  trade_no: '2026',
  trade_status: 'TRADE_SUCCESS',
  total_amount: '88.88',
}

function listen(verifier = anyOf(current, old)) {
  const events: ZhifuEvent[] = []
  return { events, receiver: createAlipay({ appId, verifier, onEvent: event => events.push(event) }) }
}

test.each([
  ['the new key', otherKeys.pkcs8, 0],
  ['the old key', appKeys.pkcs8, 1],
])('what %s signed passes, and an event says which it was', async (_, key, position) => {
  const { events, receiver } = listen()
  await verifyNotify(receiver, tradeStatusSync, signedForm(fields, { key }))
  expect(events.filter(({ type }) => type === 'key-matched')).toEqual([{ type: 'key-matched', position }])
})

test('what none of them signed is refused, and no event names a key', async () => {
  const { events, receiver } = listen()
  const forged = signedForm(fields).replace('88.88', '0.01')
  await expect(verifyNotify(receiver, tradeStatusSync, forged)).rejects.toMatchObject({
    code: 'ERR_SIGNATURE',
  })
  expect(events.some(({ type }) => type === 'key-matched')).toBe(false)
})

test('it stands for the types of all, and each checks with its own hash', async () => {
  expect(anyOf(current, rsaVerifier(gatewayPublicKey), md5('k')).types).toEqual(['RSA2', 'RSA', 'MD5'])
  const { receiver } = listen(anyOf(current))
  const sha1 = signedForm({ ...fields, sign_type: 'RSA2' }, { hash: 'sha1' })
  await expect(verifyNotify(receiver, tradeStatusSync, sha1)).rejects.toMatchObject({ code: 'ERR_SIGNATURE' })
})

test('none is a mistake', () => {
  expect(() => anyOf()).toThrow(TypeError)
})

test.each([
  ['an array of them', [[current, old]], /position 0: an array/],
  ['a key in place of its verifier', [current, gatewayPublicKey], /position 1: a value of type string/],
  ['one that is undefined', [current, old, undefined], /position 2: undefined/],
  ['a signer', [rsa2Signer(appKeys.pkcs8)], /position 0/],
])('%s is refused where it is given', (_, verifiers, words) => {
  const make = () => anyOf(...(verifiers as never[]))
  expect(make).toThrow(TypeError)
  expect(make).toThrow(words)
  expect(make).not.toThrow(/MII/)
})

test('a certificate that one of them does not know leaves the others their turn', async () => {
  const unknown = {
    types: ['RSA2'] as const,
    verify: () => Promise.reject(new SignatureError('no such certificate', { diagnosis: 'not-verified' })),
  }
  const { receiver } = listen(anyOf(unknown, current))
  await verifyNotify(receiver, tradeStatusSync, signedForm(fields))
  const none = listen(anyOf(unknown, old)).receiver
  await expect(verifyNotify(none, tradeStatusSync, signedForm(fields))).rejects.toThrow('no such certificate')
  const broken = { types: ['RSA2'] as const, verify: () => Promise.reject(new Error('the KMS is down')) }
  const failing = listen(anyOf(broken, current)).receiver
  await expect(verifyNotify(failing, tradeStatusSync, signedForm(fields))).rejects.toThrow(
    'the verifier failed',
  )
})

test('nor does it take from them the readings that come later', async () => {
  const unknown = {
    types: ['RSA2'] as const,
    verify: () => Promise.reject(new SignatureError('no such certificate', { diagnosis: 'not-verified' })),
  }
  const dropped = signedForm({ ...fields, body: '' }, { dropEmpty: true })
  for (const verifier of [anyOf(unknown, current), anyOf(current, unknown)]) {
    await verifyNotify(listen(verifier).receiver, tradeStatusSync, dropped)
  }
})

test('of several among several, the event names the outer position alone', async () => {
  const { events, receiver } = listen(anyOf(old, anyOf(old, current)))
  await verifyNotify(receiver, tradeStatusSync, signedForm(fields))
  expect(events.filter(({ type }) => type === 'key-matched')).toEqual([{ type: 'key-matched', position: 1 }])
})
