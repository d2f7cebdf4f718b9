/** Building and signing a pay URL, against bare WebCrypto and against the official SDK. */
import { pageUrl } from 'zhifu'
import { tradePagePay } from 'zhifu/alipay'
import { ALGORITHM, alipay, newsSignature, order, sdk, signingKey, urls } from './fixtures.mjs'
import { compare } from './paired.mjs'
import { hold, tell } from './report.mjs'

const message = textSignedIn(await pageUrl(alipay, tradePagePay, order, urls))

/** One whose signature is there already: what is left is all that is ours. */
const stamped = { ...alipay, signer: { type: 'RSA2', sign: async () => newsSignature } }

const contenders = {
  zhifu: () => pageUrl(alipay, tradePagePay, order, urls),
  'subtle.sign': () => crypto.subtle.sign(ALGORITHM.name, signingKey, message),
  'alipay-sdk': () => sdk.pageExecute('alipay.trade.page.pay', 'GET', { bizContent: order, ...urls }),
  'zhifu without RSA': () => pageUrl(stamped, tradePagePay, order, urls),
}

for (const width of [1, 64]) {
  const each = width === 1 ? 16 : 1
  const { time, cpu, speed, effort } = await compare(contenders, { width, each })
  for (const name of Object.keys(contenders))
    tell(
      `${width} at once: ${name} ${time(name).toFixed(0)} µs, of processor time ${cpu(name).toFixed(0)} µs`,
    )
  tell(
    `${width} at once: ${effort('zhifu', 'subtle.sign').toFixed(2)} times the processor time of subtle.sign`,
  )
  const bare = `a pay URL, ${width} at once, in speed of bare subtle.sign`
  const official = `a pay URL, ${width} at once, in speed of the official SDK`
  if (width === 64) {
    hold(bare, speed('zhifu', 'subtle.sign'), { atLeast: 0.95 })
    hold(official, speed('zhifu', 'alipay-sdk'), { atLeast: 3 })
  } else {
    tell(`${bare}: ${speed('zhifu', 'subtle.sign').toFixed(2)}`)
    tell(`${official}: ${speed('zhifu', 'alipay-sdk').toFixed(2)}`)
  }
}

/** What a pay URL's signature covers. */
function textSignedIn({ searchParams }) {
  const names = [...searchParams.keys()].filter(name => name !== 'sign').sort()
  return new TextEncoder().encode(names.map(name => `${name}=${searchParams.get(name)}`).join('&'))
}
