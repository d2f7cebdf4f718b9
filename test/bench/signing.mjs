/** Building and signing a pay URL, against bare WebCrypto and against the official SDK. */
import { pageUrl } from 'zhifu'
import { tradePagePay } from 'zhifu/alipay'
import { againstBare } from './against-bare.mjs'
import { ALGORITHM, alipay, newsSignature, order, sdk, signingKey, urls } from './fixtures.mjs'

const message = textSignedIn(await pageUrl(alipay, tradePagePay, order, urls))

/** The least that makes such a URL: written, sorted, signed, nothing checked. It is what ours can at best be. */
async function byHand() {
  const params = new Map([
    ['app_id', alipay.appId],
    ['method', 'alipay.trade.page.pay'],
    ['format', 'JSON'],
    ['charset', 'utf-8'],
    ['sign_type', 'RSA2'],
    ['timestamp', new Date(Date.now() + 288e5).toISOString().slice(0, 19).replace('T', ' ')],
    ['version', '1.0'],
    ['notify_url', urls.notifyUrl],
    ['return_url', urls.returnUrl],
    ['biz_content', JSON.stringify(order)],
  ])
  const text = [...params.keys()]
    .sort()
    .map(name => `${name}=${params.get(name)}`)
    .join('&')
  const signature = await crypto.subtle.sign(ALGORITHM.name, signingKey, new TextEncoder().encode(text))
  params.set('sign', Buffer.from(signature).toString('base64'))
  return new URL(`${alipay.gateway.endpoint}?${new URLSearchParams([...params])}`)
}

/** One whose signature is there already: what is left is all that is ours. */
const stamped = { ...alipay, signer: { type: 'RSA2', sign: async () => newsSignature } }

await againstBare({
  what: 'a pay URL',
  bare: 'subtle.sign',
  contenders: {
    zhifu: () => pageUrl(alipay, tradePagePay, order, urls),
    'subtle.sign': () => crypto.subtle.sign(ALGORITHM.name, signingKey, message),
    'alipay-sdk': () => sdk.pageExecute('alipay.trade.page.pay', 'GET', { bizContent: order, ...urls }),
    'by hand': byHand,
    'zhifu without RSA': () => pageUrl(stamped, tradePagePay, order, urls),
  },
  each: { 1: 16, 64: 1 },
  atLeast: { bare: 0.95, official: 3 },
  count: 12_800,
})

/** What a pay URL's signature covers. */
function textSignedIn({ searchParams }) {
  const names = [...searchParams.keys()].filter(name => name !== 'sign').sort()
  return new TextEncoder().encode(names.map(name => `${name}=${searchParams.get(name)}`).join('&'))
}
