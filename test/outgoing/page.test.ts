import { Window } from 'happy-dom'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { createAlipay, tradePagePay, tradeQuery } from '../../src/alipay/index.ts'
import { defineApi, InputError, pageForm, pageUrl, rsa2Signer, rsa2Verifier, utf8 } from '../../src/index.ts'
import { appId, appKeys } from '../support/keys.ts'

const client = createAlipay({
  appId,
  signer: rsa2Signer(appKeys.pkcs8),
  verifier: rsa2Verifier(appKeys.spki),
  now: () => new Date('2026-01-01T00:00:00Z'),
})
const order = {
  out_trade_no: 'ORDER-1',
  total_amount: '88.88',
  subject: `"咖啡" & <b>'茶'</b> &copy; 50%+\u00a0😀`,
} as const
const options = {
  returnUrl: 'http://127.0.0.1:1/return?a=1&not=2',
  notifyUrl: 'http://127.0.0.1:1/notify?x=1&copy=2',
}

/** A form as a browser reads it: where it goes, and what it posts. */
function readForm(html: string) {
  const { document } = new Window()
  document.body.innerHTML = html
  const form = document.querySelector('form')
  const inputs = [...document.querySelectorAll('input')].map(({ name, value }) => [name, value] as const)
  const script = document.querySelector('script')
  return {
    action: new URL(form?.getAttribute('action') ?? ''),
    inputs: new Map(inputs),
    method: form?.getAttribute('method'),
    charset: form?.getAttribute('accept-charset'),
    script,
    buttons: [...document.querySelectorAll('button')].map(button => button.textContent),
  }
}

test('the URL goes to the gateway, holds everything once, and reads back as it was given', async () => {
  const url = await pageUrl(client, tradePagePay, order, options)
  expect(url.origin + url.pathname).toBe('https://openapi.alipay.com/gateway.do')
  const params = Object.fromEntries(url.searchParams)
  expect([...url.searchParams.keys()]).toHaveLength(Object.keys(params).length)
  expect(params).toMatchObject({
    app_id: appId,
    method: 'alipay.trade.page.pay',
    format: 'JSON',
    charset: 'utf-8',
    sign_type: 'RSA2',
    timestamp: '2026-01-01 08:00:00',
    version: '1.0',
    notify_url: options.notifyUrl,
    return_url: options.returnUrl,
  })
  expect(JSON.parse(params['biz_content'] as string)).toEqual({
    ...order,
    product_code: 'FAST_INSTANT_TRADE_PAY',
  })
  expect(url.href).not.toContain('+')
})

describe('the form', () => {
  test('posts the same parameters as the URL holds, the query in its action', async () => {
    const form = readForm(await pageForm(client, tradePagePay, order, options))
    const url = await pageUrl(client, tradePagePay, order, options)
    expect(new Map([...form.action.searchParams, ...form.inputs])).toEqual(new Map(url.searchParams))
    expect([...form.inputs.keys()]).toEqual(['biz_content'])
    expect(form.action.searchParams.get('charset')).toBe('utf-8')
    expect([form.method, form.charset]).toEqual(['post', 'utf-8'])
  })

  test('holds nothing that could end an attribute or become an entity by itself', async () => {
    const html = await pageForm(client, tradePagePay, order, { ...options, autoSubmit: false })
    expect(html).toMatch(/^[\x20-\x7e]*$/)
    const attributes = [...html.matchAll(/="([^"]*)"/g)].map(([, value]) => value as string)
    for (const value of attributes) {
      expect(value).not.toMatch(/[<>'`]/)
      expect(value.replace(/&#\d+;/g, '')).not.toContain('&')
    }
    expect(html.replace(/="[^"]*"/g, '')).toBe(
      '<form method action accept-charset><input type name value><button type>Continue to payment</button></form>',
    )
  })

  test('submits itself, with the nonce that was given; a button stands in for scripts', async () => {
    const nonce = 'a"><script>alert(1)</script>'
    const form = readForm(await pageForm(client, tradePagePay, order, { nonce }))
    expect(form.script?.getAttribute('nonce')).toBe(nonce)
    expect(form.script?.textContent).toContain('submit()')
    expect(await pageForm(client, tradePagePay, order)).toMatch(/<noscript><button.*<script>document/)
  })

  test('waits for its button when it shall not submit itself', async () => {
    const form = readForm(
      await pageForm(client, tradePagePay, order, { autoSubmit: false, buttonText: '去付款 <&>' }),
    )
    expect(form.script).toBeNull()
    expect(form.buttons).toEqual(['去付款 <&>'])
  })

  test('refuses what a browser would rewrite as it submits', async () => {
    const page = defineApi<'alipay', { memo: string }, never, 'page'>({
      gateway: 'alipay',
      name: 'test.page',
      kind: 'page',
      place: 'top',
      input: () => v.strictObject({ memo: v.string() }),
    })
    for (const memo of ['a\nb', 'a\rb', 'a\0b']) {
      await expect(pageForm(client, page, { memo })).rejects.toThrow(InputError)
    }
  })
})

test('a call is no page, where no compiler looks', async () => {
  await expect(pageUrl(client, tradeQuery as never, { out_trade_no: '1' } as never)).rejects.toThrow(
    /^a page of alipay is expected second; found alipay.trade.query, a call of alipay$/,
  )
  await expect(pageForm(client, tradeQuery as never, { out_trade_no: '1' } as never)).rejects.toThrow(
    /^a page of alipay is expected second; found alipay.trade.query, a call of alipay$/,
  )
})

test('another charset stands in charset, in accept-charset, and in what is percent-encoded and signed', async () => {
  const seen: Uint8Array[] = []
  const upsideDown = {
    name: 'test-charset',
    encode: (text: string) => utf8.encode([...text].map(char => (char === '咖' ? 'ÿ' : char)).join('')),
    decode: utf8.decode,
  }
  const signer = { type: 'RSA2', sign: async (bytes: Uint8Array) => `c2lnbg${seen.push(bytes)}=` }
  const form = await pageForm({ ...client, signer, charset: upsideDown }, tradePagePay, {
    ...order,
    subject: '咖',
  })
  expect(readForm(form).charset).toBe('test-charset')
  expect(new TextDecoder().decode(seen[0])).toContain('"subject":"ÿ"')
  const url = await pageUrl({ ...client, signer, charset: upsideDown }, tradePagePay, {
    ...order,
    subject: '咖',
  })
  expect(url.href).toContain('%22subject%22%3A%22%C3%BF%22')
})
