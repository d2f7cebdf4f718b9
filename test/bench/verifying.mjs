/**
 * Verifying a whole notification (parsed, sorted, verified, read), against bare WebCrypto and against the official
 * SDK, which parses nothing: the platform's URLSearchParams does that for it.
 */
import { verifyNotify } from 'zhifu'
import { tradeStatusSync } from 'zhifu/alipay'
import { againstBare } from './against-bare.mjs'
import { ALGORITHM, alipay, newsBody, newsSignature, newsText, sdk, verifyingKey } from './fixtures.mjs'

const message = new TextEncoder().encode(newsText)
const signature = Buffer.from(newsSignature, 'base64')
/** One whose signature is believed unread: what is left is all that is ours. */
const trusting = { ...alipay, verifier: { types: ['RSA2'], verify: async () => true } }

/** The least that verifies this notification: split, sorted, verified, nothing checked. It is what ours can at best be. */
function byHand() {
  const params = new Map(newsBody.split('&').map(pair => pair.split('=').map(decode)))
  const signed = [...params.keys()].filter(name => name !== 'sign' && name !== 'sign_type').sort()
  const text = new TextEncoder().encode(signed.map(name => `${name}=${params.get(name)}`).join('&'))
  return crypto.subtle.verify(ALGORITHM.name, verifyingKey, Buffer.from(params.get('sign'), 'base64'), text)
}

function decode(text) {
  return decodeURIComponent(text.replaceAll('+', ' '))
}

const contenders = {
  zhifu: () => verifyNotify(alipay, tradeStatusSync, newsBody),
  'subtle.verify': () => crypto.subtle.verify(ALGORITHM.name, verifyingKey, signature, message),
  'alipay-sdk': () => sdk.checkNotifySignV2(Object.fromEntries(new URLSearchParams(newsBody))),
  'by hand': byHand,
  'zhifu without RSA': () => verifyNotify(trusting, tradeStatusSync, newsBody),
}
for (const verify of Object.values(contenders)) if (!(await verify())) throw new Error('it does not verify')

await againstBare({
  what: 'a notification',
  bare: 'subtle.verify',
  contenders,
  each: { 1: 128, 64: 4 },
  atLeast: { bare: 0.8, official: 5 },
  count: 64_000,
})
