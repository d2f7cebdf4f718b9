/** Each mistake that users report, made on a genuine message: the error names that one, and never another. */
import { describe, expect, test } from 'vitest'
import {
  type AlipayClientOptions,
  createAlipay,
  tradePagePayReturn,
  tradePay,
  tradeStatusSync,
} from '../../src/alipay/index.ts'
import {
  readReply,
  rsa2Signer,
  rsa2Verifier,
  SignatureError,
  verifyNotify,
  verifyReturn,
} from '../../src/index.ts'
import { gatewayPublicKey, signedForm, signedReply } from '../support/gateway-key.ts'
import { appId, appKeys, keys } from '../support/keys.ts'

const fields = {
  app_id: appId,
  charset: 'utf-8',
  notify_id: 'n-1',
  notify_type: 'trade_status_sync',
  sign_type: 'RSA2',
  out_trade_no: 'ORDER-1',
  trade_no: '2026',
  trade_status: 'TRADE_SUCCESS',
  total_amount: '88.88',
  seller_id: '2088000000000001',
  subject: '咖啡 & "茶" <b>',
  fund_bill_list: '[{"amount":"88.88","fundChannel":"ALIPAYACCOUNT"}]',
}
/** A genuine body whose signature holds a `+`, so that the mistake with it can be made. */
const body = Array.from({ length: 50 }, (_, index) =>
  signedForm({ ...fields, notify_id: `n-${index}` }),
).find(text => /sign=[^&]*%2B/.test(text)) as string
const params = new URLSearchParams(body)
const change = (alter: (name: string, value: string) => string): string =>
  new URLSearchParams([...params].map(([name, value]) => [name, alter(name, value)])).toString()
const onSign = (alter: (sign: string) => string): string =>
  change((name, value) => (name === 'sign' ? alter(value) : value))
const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll("'", '&#039;')
const asLatin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

type Mistake = readonly [
  name: string,
  body: string,
  options: Partial<AlipayClientOptions>,
  diagnosis: string,
  says: RegExp,
]
const theirs = { verifier: rsa2Verifier(gatewayPublicKey) }
const unrelated = rsa2Verifier(keys.rsa1024.spki)
const foreign = signedForm({ ...fields, app_id: '2021000000000002' }, { key: keys.rsa4096.pkcs8 })

const mistakes: readonly Mistake[] = [
  [
    "the app's own public key configured as Alipay's",
    body,
    { verifier: rsa2Verifier(appKeys.spki), signer: rsa2Signer(appKeys.pkcs8) },
    'own-public-key',
    /public half of your private key/,
  ],
  [
    'a key of another environment, among the candidates',
    body,
    { verifier: unrelated, candidates: { old: rsa2Verifier(keys.rsa4096.spki), sandbox: theirs.verifier } },
    'candidate-key',
    /candidate "sandbox"/,
  ],
  [
    'a key that nobody can name',
    body,
    { verifier: unrelated, signer: rsa2Signer(appKeys.pkcs8) },
    'not-verified',
    /sandbox's in place of production's.*rotated/,
  ],
  ["another app's message, signed with that app's key", foreign, theirs, 'someone-elses', /another account/],
  [
    'HTML entities',
    change((name, value) => (name === 'sign' ? value : escapeHtml(value))),
    theirs,
    'html-entities',
    /&quot;/,
  ],
  [
    'HTML entities of double quotes alone',
    change((_, value) => value.replaceAll('"', '&#34;')),
    theirs,
    'html-entities',
    /escaping filter/,
  ],
  [
    '+ lost to a space',
    onSign(sign => sign.replaceAll('+', ' ')),
    theirs,
    'space-for-plus',
    /space where "\+" belongs/,
  ],
  ['one router parameter', `${body}&_url=%2Fnotify`, theirs, 'router-parameters', /: _url\. .*"ignore"/],
  [
    'two router parameters, beside a field that is new',
    `${signedForm({ ...fields, new_field: '1' })}&s=1&q=2`,
    theirs,
    'router-parameters',
    /: s, q\. /,
  ],
  [
    'eight router parameters',
    `${body}&${'abcdefgh'
      .split('')
      .map(name => `${name}=1`)
      .join('&')}`,
    theirs,
    'router-parameters',
    /a, b, c, d, e, f, g, h/,
  ],
  [
    'a text read as Latin-1',
    change((name, value) => (name === 'sign' ? value : asLatin1(value))),
    theirs,
    'charset',
    /Latin-1/,
  ],
  [
    'a text whose characters were replaced',
    change((_, value) => value.replaceAll('咖', '\ufffd')),
    theirs,
    'charset',
    /U\+FFFD/,
  ],
  ['a signature cut by 1', onSign(sign => sign.slice(0, -3)), theirs, 'malformed-signature', /cut/],
  ['a signature cut by a third', onSign(sign => sign.slice(0, 228)), theirs, 'malformed-signature', /cut/],
  [
    'a signature without its padding',
    onSign(sign => sign.replace(/=+$/, '')),
    theirs,
    'malformed-signature',
    /lost its padding/,
  ],
  ['a signature with a line end', onSign(sign => `${sign}\n`), theirs, 'malformed-signature', /padded/],
  ['a signature in quotes', onSign(sign => `"${sign}"`), theirs, 'malformed-signature', /padded/],
  [
    'a signature with something after its end',
    onSign(sign => `${sign}AAAA`),
    theirs,
    'malformed-signature',
    /after its end|padded/,
  ],
  [
    'a value altered',
    change((name, value) => (name === 'total_amount' ? '0.01' : value)),
    theirs,
    'not-verified',
    /forged or altered/,
  ],
  [
    'a forged signature',
    signedForm(fields, { key: keys.rsa1024.pkcs8 }),
    theirs,
    'not-verified',
    /forged or altered/,
  ],
]

describe('the mistake is named, and no other', () => {
  test.each(mistakes)('%s', async (_, text, options, diagnosis, says) => {
    const receiver = createAlipay({ appId, ...theirs, ...options })
    const error = await verifyNotify(receiver, tradeStatusSync, text).catch(error => error)
    expect(error).toBeInstanceOf(SignatureError)
    expect(error).toMatchObject({ diagnosis, outcome: 'untouched' })
    expect(error.message).toMatch(says)
    for (const [name, , , other, words] of mistakes) {
      if (other !== diagnosis) expect(error.message, `${name} is said too`).not.toMatch(words)
    }
    expect(`${error.message}${JSON.stringify(error)}`).not.toMatch(/ORDER|88\.88|咖|2088|[A-Za-z\d+/]{40}/)
  })

  test('a genuine message is believed under each of these configurations that has the right key', async () => {
    const receiver = createAlipay({
      appId,
      ...theirs,
      signer: rsa2Signer(appKeys.pkcs8),
      candidates: { old: unrelated },
    })
    expect((await verifyNotify(receiver, tradeStatusSync, body)).out_trade_no).toBe('ORDER-1')
  })

  test('nothing is believed by a candidate', async () => {
    const receiver = createAlipay({ appId, verifier: unrelated, candidates: { theirs: theirs.verifier } })
    await expect(verifyNotify(receiver, tradeStatusSync, body)).rejects.toThrow(SignatureError)
  })

  test('a candidate or signer that fails is passed over', async () => {
    const broken = { types: ['RSA2'], verify: () => Promise.reject(new Error('down')) }
    const signer = { type: 'RSA2', sign: () => Promise.reject(new Error('down')) }
    const receiver = createAlipay({
      appId,
      verifier: unrelated,
      signer,
      candidates: { broken, theirs: theirs.verifier },
    })
    await expect(verifyNotify(receiver, tradeStatusSync, body)).rejects.toMatchObject({
      diagnosis: 'candidate-key',
    })
  })

  test('a signer that is far away is asked once, however many messages are refused', async () => {
    let asked = 0
    const inner = rsa2Signer(appKeys.pkcs8)
    const sign = (bytes: Uint8Array) => {
      asked++
      return inner.sign(bytes)
    }
    const signer = { type: 'RSA2', sign }
    const receiver = createAlipay({ appId, verifier: rsa2Verifier(appKeys.spki), signer })
    for (let times = 0; times < 5; times++) {
      await expect(verifyNotify(receiver, tradeStatusSync, body)).rejects.toMatchObject({
        diagnosis: 'own-public-key',
      })
    }
    expect(asked).toBe(1)
  })

  test('nobody waits for what a signer was asked on behalf of another', async () => {
    let asked = (): void => {}
    const sign = (): Promise<string> => {
      asked()
      return new Promise(() => {})
    }
    const receiver = createAlipay({ appId, verifier: unrelated, signer: { type: 'RSA2', sign } })
    await new Promise<void>(resolve => {
      asked = resolve
      void verifyNotify(receiver, tradeStatusSync, body).catch(() => {})
    })
    await expect(verifyNotify(receiver, tradeStatusSync, body)).rejects.toMatchObject({
      diagnosis: 'not-verified',
    })
  })
})

test('a long forged message is refused without trying', async () => {
  let asked = 0
  const { types, verify } = rsa2Verifier(gatewayPublicKey)
  const verifier = {
    types,
    verify: (...given: Parameters<typeof verify>) => {
      asked++
      return verify(...given)
    },
  }
  const receiver = createAlipay({ appId, verifier })
  const long = `${body}&a=1&b=2&c=3&d=${'x'.repeat(20_000)}`
  await expect(verifyNotify(receiver, tradeStatusSync, long)).rejects.toMatchObject({
    diagnosis: 'not-verified',
  })
  expect(asked).toBeLessThan(5)
  await expect(verifyNotify(receiver, tradeStatusSync, `${body}&a=1`)).rejects.toMatchObject({
    diagnosis: 'router-parameters',
  })
})

test('a body in another charset than is configured', async () => {
  const receiver = createAlipay({ appId, ...theirs })
  const gbk = signedForm({ ...fields, charset: 'GBK', subject: 'x' }).replace('subject=x', 'subject=%BF%A7')
  await expect(verifyNotify(receiver, tradeStatusSync, gbk)).rejects.toThrow(
    /says charset=GBK, but utf-8 is configured/,
  )
})

test('a parsed object instead of the raw body is a TypeError that says so', async () => {
  const receiver = createAlipay({ appId, ...theirs })
  await expect(verifyNotify(receiver, tradeStatusSync, Object.fromEntries(params) as never)).rejects.toThrow(
    /raw body.*not a parsed object/,
  )
})

test('a return is diagnosed as well, and ignore takes router parameters out of it', async () => {
  const back = {
    app_id: appId,
    method: 'alipay.trade.page.pay.return',
    sign_type: 'RSA2',
    out_trade_no: 'ORDER-1',
    trade_no: '2026',
    total_amount: '88.88',
  }
  const url = `http://127.0.0.1:1/return?shop=1&${signedForm(back)}`
  const receiver = createAlipay({ appId, ...theirs })
  await expect(verifyReturn(receiver, tradePagePayReturn, url)).rejects.toThrow(
    /: shop\. Name them in the option "ignore"/,
  )
  expect((await verifyReturn({ ...receiver, ignore: ['shop'] }, tradePagePayReturn, url)).total_amount).toBe(
    '88.88',
  )
})

test("a reply's key is suspected in the same words", async () => {
  const reply = signedReply(
    'alipay_trade_pay_response',
    '{"code":"10000","out_trade_no":"1","trade_no":"1","total_amount":"1"}',
  )
  const signer = rsa2Signer(appKeys.pkcs8)
  const read = (options: Partial<AlipayClientOptions>) =>
    readReply(createAlipay({ appId, ...theirs, ...options }), tradePay, reply, { out_trade_no: '1' } as never)
  await expect(read({ signer, verifier: rsa2Verifier(appKeys.spki) })).rejects.toMatchObject({
    diagnosis: 'own-public-key',
    outcome: 'unknown',
  })
  await expect(read({ verifier: unrelated, candidates: { sandbox: theirs.verifier } })).rejects.toThrow(
    /candidate "sandbox"/,
  )
  await expect(read({ verifier: unrelated })).rejects.toThrow(/rotated/)
})
