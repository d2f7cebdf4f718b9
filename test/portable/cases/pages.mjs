/** Pages: URLs and forms that the payer's browser opens. */
import { equal, ok, rejects, unescapeHtml, utf8 } from '../checks.mjs'
import vectors from '../vectors.json' with { type: 'json' }

const { appId, parties } = vectors

const NOW = new Date('2026-11-21T02:00:00Z')
const ORDER = {
  out_trade_no: 'ORDER-1',
  total_amount: '88.88',
  subject: '拿铁咖啡 ☕ + 50% <b>"\'&amp;',
  product_code: 'FAST_INSTANT_TRADE_PAY',
}

export function pages(add, { zhifu, alipay }) {
  const { pageUrl, pageForm, rsa2Signer, rsa2Verifier, explainSignature } = zhifu
  const client = (more = {}) =>
    alipay.createAlipay({
      appId,
      signer: rsa2Signer(parties.app.pkcs8),
      verifier: rsa2Verifier(parties.gateway.spki),
      endpoint: 'https://gateway.test/gateway.do',
      now: () => NOW,
      ...more,
    })
  const urls = { returnUrl: 'https://shop.test/back?a=1&b=2', notifyUrl: 'https://shop.test/notify' }

  const checkParams = async params => {
    equal(params.get('app_id'), appId)
    equal(params.get('method'), 'alipay.trade.page.pay')
    equal(params.get('charset'), 'utf-8')
    equal(params.get('sign_type'), 'RSA2')
    equal(params.get('version'), '1.0')
    equal(params.get('timestamp'), '2026-11-21 10:00:00')
    equal(params.get('return_url'), urls.returnUrl)
    equal(params.get('notify_url'), urls.notifyUrl)
    const content = JSON.parse(params.get('biz_content'))
    for (const [name, value] of Object.entries(ORDER)) equal(content[name], value, name)
    const sign = params.get('sign')
    params.delete('sign')
    const text = [...params]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}=${value}`)
      .join('&')
    const verifier = rsa2Verifier(parties.app.spki)
    equal(await verifier.verify(utf8(text), sign), true, 'the signature fits')
    return text
  }

  add('a page URL says what was asked, and its signature fits', async () => {
    const url = await pageUrl(client(), alipay.tradePagePay, ORDER, urls)
    ok(url instanceof URL, 'a URL')
    equal(url.origin + url.pathname, 'https://gateway.test/gateway.do')
    const params = new Map(url.searchParams)
    const given = Object.fromEntries(params)
    const text = await checkParams(params)
    equal(explainSignature(given, client()).text, text)
  })

  add('a page form says what was asked, and its signature fits', async () => {
    const form = await pageForm(client(), alipay.tradePagePay, ORDER, urls)
    const action = /<form[^>]* action="([^"]*)"/.exec(form)?.[1]
    const url = new URL(unescapeHtml(action))
    equal(url.origin + url.pathname, 'https://gateway.test/gateway.do')
    const params = new Map(url.searchParams)
    for (const [, name, value] of form.matchAll(/<input[^>]* name="([^"]*)" value="([^"]*)"/g)) {
      ok(!params.has(name), `${name} stands once`)
      params.set(unescapeHtml(name), unescapeHtml(value))
    }
    await checkParams(params)
  })

  add('a signer that lives elsewhere is asked for bytes', async () => {
    const signed = []
    const sign = async message => {
      signed.push(message)
      return 'c2lnbmVk'
    }
    const signer = { type: 'RSA2', sign }
    const url = await pageUrl(client({ signer }), alipay.tradePagePay, ORDER)
    equal(url.searchParams.get('sign'), 'c2lnbmVk')
    ok(signed.length === 1 && signed[0] instanceof Uint8Array, 'bytes, once')
  })

  add('a signer that fails is a SigningError with its cause', async () => {
    const cause = new Error('the KMS is down')
    const signer = { type: 'RSA2', sign: () => Promise.reject(cause) }
    const error = await rejects(() => pageUrl(client({ signer }), alipay.tradePagePay, ORDER), 'ERR_SIGNING')
    equal(error.cause, cause)
    equal(error.outcome, 'untouched')
  })

  add('an input that does not fit is an InputError that names the field, not the value', async () => {
    const wrong = { ...ORDER, total_amount: 71.53 }
    const error = await rejects(
      () => pageUrl(client(), alipay.tradePagePay, wrong),
      'ERR_INPUT',
      /total_amount/,
    )
    ok(
      error.issues.some(({ path }) => path === 'total_amount'),
      'the path',
    )
    ok(!JSON.stringify(error).includes('71.53') && !error.message.includes('71.53'), 'no value')
    await rejects(
      () => pageUrl(client(), alipay.tradePagePay, { ...ORDER, subjekt: 'x' }),
      'ERR_INPUT',
      /subject/,
    )
    const smuggling = { ...ORDER, subject: 'x&total_amount=0.01' }
    await rejects(() => pageUrl(client(), alipay.tradePagePay, smuggling), 'ERR_INPUT', /subject/)
  })
}
