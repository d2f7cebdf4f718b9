/**
 * Verifying a whole notification (parsed, sorted, verified, read), against bare WebCrypto and against the official
 * SDK, which parses nothing: the platform's URLSearchParams does that for it.
 */
import { verifyNotify } from 'zhifu'
import { tradeStatusSync } from 'zhifu/alipay'
import { ALGORITHM, alipay, newsBody, newsSignature, newsText, sdk, verifyingKey } from './fixtures.mjs'
import { compare } from './paired.mjs'
import { profile } from './profile.mjs'
import { hold, tell } from './report.mjs'

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

for (const width of [1, 64]) {
  const { time, cpu, speed, effort } = await compare(contenders, { width, each: width === 1 ? 128 : 4 })
  for (const name of Object.keys(contenders))
    tell(
      `${width} at once: ${name} ${time(name).toFixed(1)} µs, of processor time ${cpu(name).toFixed(1)} µs`,
    )
  tell(
    `${width} at once: ${effort('zhifu', 'subtle.verify').toFixed(2)} times the processor time of subtle.verify`,
  )
  tell(
    `${width} at once: by hand in speed of bare subtle.verify: ${speed('by hand', 'subtle.verify').toFixed(2)}`,
  )
  const bare = `a notification, ${width} at once, in speed of bare subtle.verify`
  const official = `a notification, ${width} at once, in speed of the official SDK`
  if (width === 64) {
    hold(bare, speed('zhifu', 'subtle.verify'), { atLeast: 0.8 })
    hold(official, speed('zhifu', 'alipay-sdk'), { atLeast: 5 })
  } else {
    tell(`${bare}: ${speed('zhifu', 'subtle.verify').toFixed(2)}`)
    tell(`${official}: ${speed('zhifu', 'alipay-sdk').toFixed(2)}`)
  }
}
tell(`64 at once, on the main thread: ${await profile(contenders.zhifu, { width: 64, count: 64_000 })}`)
