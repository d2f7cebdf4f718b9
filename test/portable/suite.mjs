/**
 * What must hold on every runtime: the library is an argument, and nothing of Node or of a framework is used.
 *
 * `suite(library)` is a list of cases, `{ name, run }`; a case fails by throwing. Where a runtime cannot do
 * something (no WebCrypto on an insecure origin, say) its refusal is asserted instead.
 */
import vectors from './vectors.json' with { type: 'json' }

const { texts, shared, appId, sellerId, parties } = vectors

export default function suite({ zhifu, alipay, emulator }) {
  const cases = []
  const add = (name, run) => cases.push({ name, run })

  if (globalThis.crypto?.subtle === undefined) {
    withoutWebCrypto(add, zhifu)
    sharedKeys(add, zhifu)
    spoiledBase64Mac(add, zhifu)
    moments(add, zhifu)
    return cases
  }
  rsaKeys(add, zhifu)
  spoiledSignatures(add, zhifu)
  keyErrors(add, zhifu)
  sharedKeys(add, zhifu)
  spoiledBase64Mac(add, zhifu)
  moments(add, zhifu)
  pages(add, zhifu, alipay)
  messages(add, zhifu, alipay)
  replies(add, zhifu, alipay)
  calls(add, zhifu, alipay, emulator)
  return cases
}

// --- keys and signatures ---

function rsaKeys(add, { rsa2Signer, rsa2Verifier, rsaSigner, rsaVerifier }) {
  const types = [
    { type: 'RSA2', hash: 'SHA-256', signer: rsa2Signer, verifier: rsa2Verifier },
    { type: 'RSA', hash: 'SHA-1', signer: rsaSigner, verifier: rsaVerifier },
  ]
  const forms = {
    'PKCS#8 and SPKI in PEM': key => [key.pkcs8, key.spki],
    'PKCS#1 in PEM': key => [key.pkcs1, key.publicPkcs1],
    'PEM with CRLF': key => [key.pkcs8.replaceAll('\n', '\r\n'), key.spki.replaceAll('\n', '\r\n')],
    'PEM with literal \\n': key => [key.pkcs8.replaceAll('\n', '\\n'), key.spki.replaceAll('\n', '\\n')],
    'bare base64 of PKCS#8 and SPKI': key => [bare(key.pkcs8), bare(key.spki)],
    'bare base64 of PKCS#1': key => [bare(key.pkcs1), bare(key.publicPkcs1)],
    'DER of PKCS#8 and SPKI': key => [fromBase64(bare(key.pkcs8)), fromBase64(bare(key.spki))],
    'DER of PKCS#1 in an ArrayBuffer': key => [
      fromBase64(bare(key.pkcs1)).buffer,
      fromBase64(bare(key.publicPkcs1)).buffer,
    ],
    JWK: key => [key.privateJwk, key.publicJwk],
    'a JWK that names another hash': key => [
      { ...key.privateJwk, alg: 'RS512' },
      { ...key.publicJwk, alg: 'RS512' },
    ],
    CryptoKey: (key, hash) => Promise.all([importPrivate(key, hash), importPublic(key, hash)]),
  }
  for (const key of vectors.rsa) {
    for (const { type, hash, signer, verifier } of types) {
      for (const [form, make] of Object.entries(forms)) {
        add(`${type} with ${key.bits} bits, key as ${form}`, async () => {
          const [privateKey, publicKey] = await make(key, hash)
          const sign = signer(privateKey)
          const verify = verifier(publicKey)
          equal(sign.type, type)
          equal([...verify.types], [type])
          for (const [name, text] of Object.entries(texts)) {
            const expected = key.signatures[name][type]
            equal(await sign.sign(utf8(text)), expected, `signature of ${name}`)
            equal(await verify.verify(utf8(text), expected), true, `verification of ${name}`)
          }
        })
      }
    }
  }
}

function spoiledSignatures(add, { rsa2Verifier, rsaVerifier, md5, hmac }) {
  const [key, other] = [vectors.rsa[1], vectors.rsa[2]]
  const text = utf8(texts.chinese)
  const genuine = key.signatures.chinese
  const spoil = {
    'with one bit flipped': bytes => toBase64(flipped(bytes)),
    'one byte short': bytes => toBase64(bytes.slice(0, -1)),
    'without its first byte': bytes => toBase64(bytes.slice(1)),
    'one byte long': bytes => toBase64(new Uint8Array([...bytes, 0])),
    'of zeros': bytes => toBase64(new Uint8Array(bytes.length)),
    empty: () => '',
    'with a space for plus': bytes => toBase64(bytes).replace('+', ' ').replace('/', ' '),
    'in the URL alphabet': bytes => toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_'),
    'with a line end': bytes => `${toBase64(bytes)}\n`,
    'without padding': bytes => toBase64(bytes).replace(/=+$/, ''),
    'not in base64': () => '支付宝',
  }
  for (const [how, change] of Object.entries(spoil)) {
    add(`an RSA2 signature ${how} is refused`, async () => {
      const changed = change(fromBase64(genuine.RSA2))
      ok(changed !== genuine.RSA2, 'something was changed')
      equal(await rsa2Verifier(key.spki).verify(text, changed), false)
    })
  }
  add('an RSA2 signature has one spelling', async () => {
    // The last digit before the padding holds bits that no byte uses.
    const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
    const [, start, last] = /^(.*)(.)==$/.exec(genuine.RSA2)
    const other = `${start}${digits[digits.indexOf(last) ^ 1]}==`
    equal(atob(other), atob(genuine.RSA2))
    equal(await rsa2Verifier(key.spki).verify(text, other), false)
  })
  add('a signature of the other hash is refused', async () => {
    equal(await rsa2Verifier(key.spki).verify(text, genuine.RSA), false)
    equal(await rsaVerifier(key.spki).verify(text, genuine.RSA2), false)
  })
  add("another key's signature is refused", async () => {
    equal(await rsa2Verifier(other.spki).verify(text, genuine.RSA2), false)
    equal(await rsa2Verifier(key.spki).verify(text, other.signatures.chinese.RSA2), false)
  })
  add('a signature of another text is refused', async () => {
    equal(await rsa2Verifier(key.spki).verify(utf8(`${texts.chinese} `), genuine.RSA2), false)
    equal(await rsa2Verifier(key.spki).verify(new Uint8Array(), genuine.RSA2), false)
  })
  for (const [name, verifier, mac] of [
    ['MD5', md5(shared.key), shared.md5.chinese.append],
    ['HMAC', hmac(shared.key, { encoding: 'hex' }), shared.hmac.chinese],
  ]) {
    const wrong = {
      'with a digit changed': `${mac.slice(0, -1)}${mac.endsWith('0') ? '1' : '0'}`,
      'cut short': mac.slice(0, -1),
      'cut by a byte': mac.slice(0, -2),
      'made longer': `${mac}00`,
      empty: '',
      'with a space': ` ${mac.slice(1)}`,
      'that is not hex': `${mac.slice(0, -1)}g`,
      'in wide digits': [...mac].map(char => String.fromCharCode(char.charCodeAt(0) + 0xfee0)).join(''),
    }
    for (const [how, changed] of Object.entries(wrong)) {
      add(`an ${name} ${how} is refused`, async () => {
        equal(await verifier.verify(text, mac), true)
        equal(await verifier.verify(text, changed), false)
      })
    }
  }
}

function spoiledBase64Mac(add, { hmac }) {
  add('an HMAC in base64 made longer or shorter is refused', async () => {
    const mac = fromHex(shared.hmac.chinese)
    const verifier = hmac(shared.key)
    const text = utf8(texts.chinese)
    equal(await verifier.verify(text, toBase64(mac)), true)
    for (const changed of [new Uint8Array([...mac, 0]), mac.slice(0, -1), mac.slice(0, 0), flipped(mac)]) {
      equal(await verifier.verify(text, toBase64(changed)), false)
    }
  })
}

function keyErrors(add, { rsa2Signer, rsa2Verifier, rsaSigner }) {
  const key = vectors.rsa[1]
  const asPrivate = {
    'a public key': key.spki,
    'a bare public key': bare(key.spki),
    'a public JWK': key.publicJwk,
    'a certificate': '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
    'an encrypted key': '-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----',
    'an elliptic-curve key': vectors.ecPrivate,
    'an HTML page': '<!doctype html><title>404</title>',
    'a file name': './app-private-key.pem',
    'an empty text': '',
    'half a key': bare(key.pkcs8).slice(0, 400),
    'a key and something more': toBase64(new Uint8Array([...fromBase64(bare(key.pkcs8)), 0])),
    'no bytes': new Uint8Array(),
    null: null,
    undefined: undefined,
    'a number': 1,
  }
  for (const [what, value] of Object.entries(asPrivate)) {
    add(`${what} as a private key is a KeyError at once`, () => {
      const error = throws(() => rsa2Signer(value), 'ERR_KEY')
      ok(!error.message.includes(bare(key.pkcs8).slice(0, 24)), 'no key in the message')
    })
  }
  add('a private key as a public one is a KeyError at once', () => {
    for (const value of [key.pkcs8, key.pkcs1, bare(key.pkcs1), key.privateJwk]) {
      throws(() => rsa2Verifier(value), 'ERR_KEY', /private/)
    }
  })
  add('a CryptoKey with another hash, or for another use, is a KeyError at once', async () => {
    const sha1 = await importPrivate(key, 'SHA-1')
    throws(() => rsa2Signer(sha1), 'ERR_KEY', /SHA-1/)
    rsaSigner(sha1)
    throws(() => rsa2Verifier(sha1), 'ERR_KEY')
    const publicKey = await importPublic(key, 'SHA-256')
    throws(() => rsa2Signer(publicKey), 'ERR_KEY', /public/)
    const hmacKey = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
    throws(() => rsa2Signer(hmacKey), 'ERR_KEY', /HMAC/)
  })
  add('a damaged key is a KeyError when it is first used', async () => {
    const bytes = fromBase64(bare(key.pkcs8))
    // The version inside: a key that looks right and that no runtime imports.
    bytes.set([0x02, 0x01, 0x07], 26)
    const error = await rejects(async () => rsa2Signer(bytes).sign(utf8('a=1')), 'ERR_KEY')
    equal(error.outcome, 'untouched')
  })
}

function sharedKeys(add, { md5, hmac }) {
  for (const [name, text] of Object.entries(texts)) {
    add(`MD5 of ${name}`, async () => {
      for (const [join, expected] of Object.entries(shared.md5[name])) {
        const both = md5(shared.key, { join })
        equal(both.type, 'MD5')
        equal(await both.sign(utf8(text)), expected)
        equal(await md5(shared.key, { join, hex: 'upper' }).sign(utf8(text)), expected.toUpperCase())
        equal(await both.verify(utf8(text), expected), true)
        equal(await both.verify(utf8(text), expected.toUpperCase()), true)
      }
    })
    add(`HMAC of ${name}`, async () => {
      const hex = hmac(shared.key, { encoding: 'hex' })
      equal(hex.type, 'HMAC_SHA1')
      equal(await hex.sign(utf8(text)), shared.hmac[name])
      equal(await hex.verify(utf8(text), shared.hmac[name].toUpperCase()), true)
      const base64 = toBase64(fromHex(shared.hmac[name]))
      equal(await hmac(shared.key).sign(utf8(text)), base64)
      equal(await hmac(shared.key).verify(utf8(text), base64), true)
    })
  }
  add('MD5 with a join of its own', async () => {
    const own = md5(shared.key, { join: message => message })
    equal(await own.sign(utf8('abc')), '900150983cd24fb0d6963f7d28e17f72')
  })
  add('an empty shared key is a KeyError at once', () => {
    for (const make of [md5, hmac]) {
      throws(() => make(''), 'ERR_KEY')
      throws(() => make(undefined), 'ERR_KEY')
    }
  })
}

function withoutWebCrypto(add, { rsa2Signer, rsa2Verifier }) {
  const key = vectors.rsa[1]
  add('without WebCrypto signing is refused, and the error says why', async () => {
    await rejects(() => rsa2Signer(key.pkcs8).sign(utf8('a=1')), 'ERR_KEY', /WebCrypto/)
  })
  add('without WebCrypto verifying is refused, never passed', async () => {
    const { RSA2 } = key.signatures.plain
    await rejects(() => rsa2Verifier(key.spki).verify(utf8(texts.plain), RSA2), 'ERR_KEY', /WebCrypto/)
  })
}

// --- time ---

function moments(add, { beijingTime }) {
  add("Beijing time is the same in every host's zone", () => {
    equal(beijingTime(new Date('2026-01-01T00:00:00Z')), '2026-01-01 08:00:00')
    equal(beijingTime(new Date('2025-12-31T16:00:00.999Z')), '2026-01-01 00:00:00')
    equal(beijingTime(new Date('2028-02-28T16:30:00Z')), '2028-02-29 00:30:00')
    // Summer time in Beijing until 1991, and elsewhere today: neither counts.
    equal(beijingTime(new Date('1989-07-01T00:00:00Z')), '1989-07-01 08:00:00')
    equal(beijingTime(new Date('2026-07-01T04:05:06Z')), '2026-07-01 12:05:06')
  })
}

// --- pages ---

const NOW = new Date('2026-11-21T02:00:00Z')
const ORDER = {
  out_trade_no: 'ORDER-1',
  total_amount: '88.88',
  subject: '拿铁咖啡 ☕ + 50% <b>"\'&amp;',
  product_code: 'FAST_INSTANT_TRADE_PAY',
}

function pages(add, { pageUrl, pageForm, rsa2Signer, rsa2Verifier, explainSignature }, alipay) {
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

// --- notifications and returns ---

function messages(
  add,
  { verifyNotify, verifyReturn, handleNotify, memoryStore, rsa2Signer, rsa2Verifier, rsaVerifier, md5 },
  alipay,
) {
  const { tradeStatusSync, tradePagePayReturn, tradeEvent } = alipay
  const receiver = (more = {}) =>
    alipay.createAlipay({ appId, verifier: rsa2Verifier(parties.gateway.spki), ...more })
  const { notification, pageReturn } = vectors
  const body = (changes = {}) => String(new URLSearchParams({ ...notification, ...changes }))
  const post = (text = body()) =>
    new Request('https://shop.test/notify', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: text,
    })

  add('a genuine notification is verified, from a request, a string and bytes', async () => {
    for (const source of [post(), body(), utf8(body())]) {
      const trade = await verifyNotify(receiver(), tradeStatusSync, source)
      equal(trade.out_trade_no, 'ORDER-1')
      equal(trade.total_amount, '88.88')
      equal(trade.subject, notification.subject)
      equal(tradeEvent(trade), 'paid')
      ok(!('sign' in trade), 'the signature is no field')
    }
  })

  const forged = {
    'with another amount': { total_amount: '0.01' },
    'with another order': { out_trade_no: 'ORDER-2' },
    'with another state': { trade_status: 'TRADE_FINISHED' },
    'with a field more': { refund_fee: '88.88' },
    'without a signature': { sign: '' },
    "with another notification's signature": { sign: pageReturn.sign },
    'with a bit of the signature flipped': { sign: toBase64(flipped(fromBase64(notification.sign))) },
    'with spaces for plus in its signature': {
      sign: notification.sign.replaceAll('+', ' ').replaceAll('/', ' '),
    },
    'that claims another hash': { sign_type: 'MD5' },
  }
  for (const [how, changes] of Object.entries(forged)) {
    add(`a notification ${how} is refused`, async () => {
      await rejects(() => verifyNotify(receiver(), tradeStatusSync, body(changes)), 'ERR_SIGNATURE')
    })
  }

  add("a genuine notification is refused by another app, hash, key or seller's receiver", async () => {
    const refusals = [
      [receiver({ appId: '2016000000000009' }), 'ERR_SIGNATURE'],
      [receiver({ verifier: rsaVerifier(parties.gateway.spki) }), 'ERR_SIGNATURE'],
      [receiver({ verifier: rsa2Verifier(parties.app.spki) }), 'ERR_SIGNATURE'],
      [receiver({ verifier: md5(shared.key) }), 'ERR_SIGNATURE'],
      [receiver({ sellerId: '2088000000000009' }), 'ERR_MISMATCH'],
    ]
    for (const [other, code] of refusals)
      await rejects(() => verifyNotify(other, tradeStatusSync, body()), code)
    await verifyNotify(receiver({ sellerId }), tradeStatusSync, body())
  })

  add('a sign_type that differs from the configured one is refused with its own message', async () => {
    const claimed = body({ sign_type: 'RSA' })
    const error = await rejects(
      () => verifyNotify(receiver(), tradeStatusSync, claimed),
      'ERR_SIGNATURE',
      /sign_type/,
    )
    equal(error.diagnosis, 'sign-type')
  })

  add('a repeated parameter is refused', async () => {
    const twice = `${body()}&total_amount=88.88`
    await rejects(() => verifyNotify(receiver(), tradeStatusSync, twice), 'ERR_MESSAGE')
  })

  add('what is not a raw body is a TypeError', async () => {
    for (const source of [notification, undefined, null, 1]) {
      const error = await rejects(() => verifyNotify(receiver(), tradeStatusSync, source))
      ok(error instanceof TypeError, `a TypeError, not ${error}`)
    }
    const read = post()
    await read.text()
    const error = await rejects(() => verifyNotify(receiver(), tradeStatusSync, read))
    ok(error instanceof TypeError, `a TypeError, not ${error}`)
  })

  /** Signs as the gateway would. */
  const genuine = async changes => {
    const params = Object.entries({ ...notification, ...changes }).filter(
      ([name]) => !/^sign(_type)?$/.test(name),
    )
    params.sort(([a], [b]) => (a < b ? -1 : 1))
    const text = params.map(([name, value]) => `${name}=${value}`).join('&')
    const sign = await rsa2Signer(parties.gateway.pkcs8).sign(utf8(text))
    return String(new URLSearchParams([...params, ['sign', sign]]))
  }

  add('names from outside meet no prototype', async () => {
    const odd = { constructor: '1', toString: '2', ['__proto__']: '3' }
    const trade = await verifyNotify(receiver(), tradeStatusSync, await genuine(odd))
    equal(trade.out_trade_no, 'ORDER-1')
    for (const [name, value] of Object.entries(odd)) {
      equal(Object.getOwnPropertyDescriptor(trade, name)?.value, value, name)
    }
  })

  add('a genuine text that can be read in two ways is refused', async () => {
    const source = await genuine({ subject: 'x&total_amount=0.01' })
    const error = await rejects(() => verifyNotify(receiver(), tradeStatusSync, source), 'ERR_AMBIGUOUS')
    equal([error.field, error.smuggled, error.outcome], ['subject', 'total_amount', 'unknown'])
    // A name that could not stand there in order leaves one reading only.
    const passback_params = 'x&out_trade_no=ORDER-2'
    const trade = await verifyNotify(receiver(), tradeStatusSync, await genuine({ passback_params }))
    equal([trade.out_trade_no, trade.passback_params], ['ORDER-1', passback_params])
  })

  add('a genuine return is verified, an altered one refused', async () => {
    const url = changes => `https://shop.test/back?${new URLSearchParams({ ...pageReturn, ...changes })}`
    const back = await verifyReturn(receiver(), tradePagePayReturn, url())
    equal(back.out_trade_no, 'ORDER-1')
    equal(back.total_amount, '88.88')
    await rejects(
      () => verifyReturn(receiver(), tradePagePayReturn, url({ total_amount: '0.01' })),
      'ERR_SIGNATURE',
    )
    await rejects(
      () => verifyReturn(receiver(), tradePagePayReturn, 'https://shop.test/back'),
      'ERR_SIGNATURE',
    )
  })

  const answer = async (request, { expect = () => ({ total_amount: '88.88' }), ...options } = {}) => {
    const handled = []
    const errors = []
    const response = await handleNotify(receiver(), tradeStatusSync, request, {
      expect,
      handle: trade => void handled.push(trade),
      onError: error => void errors.push(error),
      ...options,
    })
    return { status: response.status, text: await response.text(), handled, errors }
  }

  add('handleNotify handles a genuine notification and acknowledges it', async () => {
    const { status, text, handled, errors } = await answer(post())
    equal([status, text, handled.length, errors.length], [200, 'success', 1, 0])
    equal(handled[0].trade_no, notification.trade_no)
  })

  add('handleNotify handles a repeated notification once, even at the same time', async () => {
    const store = memoryStore()
    let count = 0
    const handle = () => void count++
    const first = await answer(post(), { store, handle })
    const again = await answer(post(), { store, handle })
    equal([first.status, first.text, again.status, again.text, count], [200, 'success', 200, 'success', 1])
    const busy = memoryStore()
    await Promise.all(Array.from({ length: 8 }, () => answer(post(), { store: busy, handle })))
    equal(count, 2)
  })

  add('handleNotify refuses a forged notification and handles nothing', async () => {
    const { status, text, handled, errors } = await answer(post(body({ total_amount: '0.01' })))
    equal([status, text, handled.length, errors.length], [400, 'fail', 0, 1])
    equal(errors[0].code, 'ERR_SIGNATURE')
  })

  add('handleNotify refuses a wrong amount and an unknown order', async () => {
    for (const expected of [{ total_amount: '88.89' }, null]) {
      const { status, text, handled, errors } = await answer(post(), { expect: () => expected })
      equal([status, text, handled.length, errors.length], [400, 'fail', 0, 1])
      equal(errors[0].code, 'ERR_MISMATCH')
    }
    const later = await answer(post(), {
      expect: async () => ({ total_amount: '88.88', seller_id: sellerId }),
    })
    equal(later.status, 200)
  })

  add('handleNotify asks for a repeat when the handler fails', async () => {
    const store = memoryStore()
    const handle = () => Promise.reject(new Error('the database is down'))
    const failed = await answer(post(), { store, handle })
    equal([failed.status, failed.text, failed.errors.length], [500, 'fail', 1])
    const repeated = await answer(post(), { store })
    equal([repeated.status, repeated.text, repeated.handled.length], [200, 'success', 1])
  })

  add('handleNotify refuses what is too large before it is read', async () => {
    const large = post(`${body()}&filler=${'x'.repeat(3 * 1024 * 1024)}`)
    const { status, text, handled, errors } = await answer(large)
    equal([status, text, handled.length, errors.length], [413, 'fail', 0, 1])
  })
}

// --- replies ---

function replies(add, { execute, rsa2Signer, rsa2Verifier }, alipay) {
  const client = fetch =>
    alipay.createAlipay({
      appId,
      signer: rsa2Signer(parties.app.pkcs8),
      verifier: rsa2Verifier(parties.gateway.spki),
      endpoint: 'https://gateway.test/gateway.do',
      fetch,
    })
  const sign = text => rsa2Signer(parties.gateway.pkcs8).sign(utf8(text))
  const query = (text, out_trade_no = 'ORDER-1') =>
    execute(
      client(async () => new Response(text)),
      alipay.tradeQuery,
      { out_trade_no },
    )
  const refund = text =>
    execute(
      client(async () => new Response(text)),
      alipay.tradeRefund,
      { out_trade_no: 'ORDER-1', refund_amount: '8.88', out_request_no: 'REFUND-1' },
    )
  const QUERY = 'alipay_trade_query_response'
  const trade =
    '{ "code":"10000","msg":"Success","out_trade_no":"ORDER-1","trade_no":"2026112122001400000000000001",' +
    '"trade_status":"TRADE_SUCCESS","total_amount":88.80,"buyer_logon_id":"a\\"}\\\\","subject":"\\u62ff铁"}'
  const REFUSAL = '{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.invalid-app-id","sub_msg":"x"}'

  add('a reply is what was signed, byte for byte, and amounts keep their digits', async () => {
    const signature = await sign(trade)
    for (const text of [
      `{"${QUERY}":${trade},"sign":"${signature}"}`,
      `{ "sign" : "${signature}" , "unknown":{"total_amount":"1"}, "${QUERY}" :\n${trade} }\n`,
    ]) {
      const reply = await query(text)
      equal([reply.total_amount, reply.trade_status, reply.subject], ['88.80', 'TRADE_SUCCESS', '拿铁'])
      ok(!('unknown' in reply), 'nothing unsigned')
    }
  })

  add('a reply without a signature, or with an empty one, is refused', async () => {
    await rejects(() => query(`{"${QUERY}":${trade}}`), 'ERR_SIGNATURE')
    await rejects(() => query(`{"${QUERY}":${trade},"sign":""}`), 'ERR_SIGNATURE')
    await rejects(() => query(`{"${QUERY}":${trade},"sign":null}`), 'ERR_SIGNATURE')
    const error = await rejects(() => refund(`{"alipay_trade_refund_response":${trade}}`), 'ERR_SIGNATURE')
    equal(error.outcome, 'unknown')
  })

  add('a reply that could be read in two ways is refused', async () => {
    const signature = await sign(trade)
    const signed = `"${QUERY}":${trade},"sign":"${signature}"`
    const other = trade.replace('88.80', '99.99')
    const escaped = QUERY.replace('q', '\\u0071')
    await rejects(() => query(`{${signed},"${QUERY}":${other}}`), 'ERR_MESSAGE')
    await rejects(() => query(`{"${escaped}":${other},${signed}}`), 'ERR_MESSAGE')
    await rejects(() => query(`{${signed},"error_response":${REFUSAL}}`), 'ERR_MESSAGE')
    await rejects(() => query(`{${signed},"sign":"${signature}"}`), 'ERR_MESSAGE')
  })

  add('a genuine reply to another request is refused', async () => {
    const signature = await sign(trade)
    await rejects(() => query(`{"${QUERY}":${trade},"sign":"${signature}"}`, 'ORDER-2'), 'ERR_SIGNATURE')
  })

  add('a genuine reply of another API is refused, whatever its label', async () => {
    const signature = await sign(trade)
    for (const label of [QUERY, 'alipay_trade_refund_response', 'error_response']) {
      const error = await rejects(
        () => refund(`{"${label}":${trade},"sign":"${signature}"}`),
        'ERR_SIGNATURE',
      )
      equal(error.outcome, 'unknown')
    }
  })

  add('a genuine success in the error envelope is refused', async () => {
    await rejects(
      async () => query(`{"error_response":${trade},"sign":"${await sign(trade)}"}`),
      'ERR_SIGNATURE',
    )
  })

  add('an unsigned refusal is a refusal, marked unverified, and never a success', async () => {
    const error = await rejects(
      () => refund(`{"error_response":${REFUSAL}}`),
      'ERR_GATEWAY',
      /invalid-app-id/,
    )
    equal([error.verified, error.reason, error.outcome], [false, 'isv.invalid-app-id', 'unknown'])
    const verified = `{"error_response":${REFUSAL},"sign":"${await sign(REFUSAL)}"}`
    const sure = await rejects(() => refund(verified), 'ERR_GATEWAY')
    equal([sure.verified, sure.outcome], [true, 'untouched'])
    for (const label of ['error_response', 'alipay_trade_refund_response']) {
      await rejects(() => refund(`{"${label}":{"code":"10000","msg":"Success"}}`), 'ERR_SIGNATURE')
    }
  })

  add('a refused signature names the first difference, values masked', async () => {
    let text = ''
    const fetch = async request => {
      const url = new URL(request.url)
      const params = [...url.searchParams, ...new URLSearchParams(await request.text())]
      const theirs = params
        .filter(([name]) => name !== 'sign')
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => `${name}=${value}`)
        .join('&')
      text = theirs.replace('secret-order', 'altered-order')
      const sub_msg = `验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配，网关生成的验签字符串为：${text}`
      const refusal = { code: '40002', msg: 'Invalid Arguments', sub_code: 'isv.invalid-signature', sub_msg }
      return new Response(JSON.stringify({ error_response: refusal }))
    }
    const call = () => execute(client(fetch), alipay.tradeQuery, { out_trade_no: 'secret-order' })
    const error = await rejects(call, 'ERR_GATEWAY', /biz_content/)
    ok(text.includes('altered-order'), 'the gateway read another text')
    const told = `${error.message}${JSON.stringify(error)}${Object.values(error)}`
    ok(!/secret-order|altered-order|altered|2016000000000001/.test(told), 'no value')
    ok(error.subMsg.includes('altered-order'), 'the words of the gateway are there for the caller')
  })
}

// --- calls ---

function calls(add, zhifu, alipay, emulator) {
  const { execute, pageUrl, verifyReturn, handleNotify, memoryStore, rsa2Signer, rsa2Verifier } = zhifu
  const baseUrl = 'https://emulator.test'

  const open = async () => {
    const shop = { receive: async () => new Response('success') }
    const world = await emulator.createEmulator({
      baseUrl,
      apps: [{ appId, publicKey: parties.app.spki, sellerId }],
      fetch: request => shop.receive(request),
    })
    const client = alipay.createAlipay({
      appId,
      signer: rsa2Signer(parties.app.pkcs8),
      verifier: rsa2Verifier(world.alipayPublicKey),
      endpoint: world.gateway,
      fetch: world.fetch,
    })
    const order = (out_trade_no, total_amount = '88.88') => ({
      out_trade_no,
      total_amount,
      subject: '拿铁咖啡',
      scene: 'bar_code',
      auth_code: world.issuePayerCode(),
    })
    return { world, client, shop, order }
  }

  add('a page is opened and paid; the return and the notification are believed', async () => {
    const { world, client, shop } = await open()
    const [orders, handled, answers, errors] = [new Map([['ORDER-1', '88.88']]), [], [], []]
    const store = memoryStore()
    shop.receive = async request => {
      const response = await handleNotify(client, alipay.tradeStatusSync, request, {
        expect: ({ out_trade_no }) => ({ total_amount: orders.get(out_trade_no), seller_id: sellerId }),
        handle: trade => void handled.push([trade.out_trade_no, alipay.tradeEvent(trade)]),
        onError: error => void errors.push(error),
        store,
      })
      answers.push(response.status)
      return response
    }
    const urls = { returnUrl: 'https://shop.test/back', notifyUrl: 'https://shop.test/notify' }
    const input = { ...ORDER, subject: '拿铁咖啡 ☕ + 50%' }
    const url = await pageUrl(client, alipay.tradePagePay, input, urls)
    const cashier = await world.fetch(new Request(url))
    equal(cashier.status, 200)
    const back = await world.pay('ORDER-1')
    const returned = await verifyReturn(client, alipay.tradePagePayReturn, back)
    equal([returned.out_trade_no, returned.total_amount], ['ORDER-1', '88.88'])
    await rejects(
      () => verifyReturn(client, alipay.tradePagePayReturn, back.replace('88.88', '0.01')),
      'ERR_SIGNATURE',
    )
    await world.advance(0)
    equal([handled, answers, errors], [[['ORDER-1', 'paid']], [200], []])
    const refund = { out_trade_no: 'ORDER-1', refund_amount: '8.88', out_request_no: 'REFUND-1' }
    await execute(client, alipay.tradeRefund, refund)
    await world.advance(0)
    equal(handled[1], ['ORDER-1', 'refunded'])
  })

  add('a notification that is not acknowledged comes again, and is handled once', async () => {
    const { world, client, shop } = await open()
    const store = memoryStore()
    let [tries, handled] = [0, 0]
    shop.receive = request =>
      handleNotify(client, alipay.tradeStatusSync, request, {
        expect: () => ({ total_amount: '88.88' }),
        handle: () => {
          if (++tries < 3) throw new Error('the database is down')
          handled++
        },
        store,
      })
    await pageUrl(client, alipay.tradePagePay, ORDER, { notifyUrl: 'https://shop.test/notify' }).then(url =>
      world.fetch(new Request(url)),
    )
    await world.pay('ORDER-1')
    await world.advance(48 * 60 * 60 * 1000)
    equal([tries, handled], [3, 1])
  })

  add('an order is paid, asked for, and refunded in two parts', async () => {
    const { client, order } = await open()
    const paid = await execute(client, alipay.tradePay, order('ORDER-1'))
    equal(paid.code, '10000')
    equal(paid.out_trade_no, 'ORDER-1')
    equal(paid.total_amount, '88.88')
    const query = await execute(client, alipay.tradeQuery, { out_trade_no: 'ORDER-1' })
    equal([query.trade_no, query.trade_status, query.total_amount], [paid.trade_no, 'TRADE_SUCCESS', '88.88'])
    const parts = [
      ['REFUND-1', '8.88', '8.88'],
      ['REFUND-2', '80.00', '88.88'],
    ]
    for (const [out_request_no, refund_amount, total] of parts) {
      const refund = await execute(client, alipay.tradeRefund, {
        out_trade_no: 'ORDER-1',
        refund_amount,
        out_request_no,
      })
      equal([refund.trade_no, refund.fund_change, refund.refund_fee], [paid.trade_no, 'Y', total])
    }
    const more = { out_trade_no: 'ORDER-1', refund_amount: '0.01', out_request_no: 'REFUND-3' }
    await rejects(() => execute(client, alipay.tradeRefund, more), 'ERR_GATEWAY')
  })

  add("the gateway's refusal is a GatewayError with its reason", async () => {
    const { client } = await open()
    const error = await rejects(
      () => execute(client, alipay.tradeQuery, { out_trade_no: 'NOWHERE' }),
      'ERR_GATEWAY',
      /ACQ\.TRADE_NOT_EXIST/,
    )
    equal([error.reason, error.verified, error.outcome], ['ACQ.TRADE_NOT_EXIST', true, 'untouched'])
  })

  add('an altered reply is refused, and the money may have moved', async () => {
    const { client, order } = await open()
    const altering = {
      ...client,
      fetch: async (request, init) => {
        const response = await client.fetch(request, init)
        return new Response((await response.text()).replace('88.88', '99.99'), response)
      },
    }
    const error = await rejects(() => execute(altering, alipay.tradePay, order('ORDER-1')), 'ERR_SIGNATURE')
    equal(error.outcome, 'unknown')
  })

  add("another gateway's reply is refused", async () => {
    const { client } = await open()
    const other = { ...client, verifier: rsa2Verifier(parties.gateway.spki) }
    const query = () => execute(other, alipay.tradeQuery, { out_trade_no: 'ORDER-1' })
    const error = await rejects(query, 'ERR_SIGNATURE')
    equal(error.outcome, 'untouched')
  })

  add('a write is sent once, a read again, when the connection fails', async () => {
    const { client, order } = await open()
    let sent = 0
    const fetch = async () => {
      sent++
      throw new TypeError('connection reset')
    }
    const broken = { ...client, fetch }
    const write = await rejects(() => execute(broken, alipay.tradePay, order('ORDER-1')), 'ERR_TRANSPORT')
    equal([sent, write.outcome], [1, 'unknown'])
    const read = () => execute(broken, alipay.tradeQuery, { out_trade_no: 'ORDER-1' })
    equal((await rejects(read, 'ERR_TRANSPORT')).outcome, 'untouched')
    equal(sent, 4)
  })

  add('a redirect is not followed', async () => {
    const { client, order } = await open()
    const fetch = async () =>
      new Response(null, { status: 302, headers: { location: 'https://elsewhere.test/' } })
    const error = await rejects(
      () => execute({ ...client, fetch }, alipay.tradePay, order('ORDER-1')),
      'ERR_TRANSPORT',
    )
    equal(error.failure, 'redirect')
  })

  add('a call that takes too long is given up', async () => {
    const { client, order } = await open()
    const fetch = () => new Promise(() => {})
    // Where a process ends when nothing is under way, this stands for the open connection.
    const connection = setInterval(() => {}, 1000)
    try {
      const pay = () => execute({ ...client, fetch }, alipay.tradePay, order('ORDER-1'), { timeout: 20 })
      const error = await rejects(pay, 'ERR_TRANSPORT')
      equal([error.failure, error.outcome], ['timeout', 'unknown'])
    } finally {
      clearInterval(connection)
    }
  })

  add('an aborted call is not sent', async () => {
    const { client, order } = await open()
    const options = { signal: AbortSignal.abort() }
    const error = await rejects(
      () => execute(client, alipay.tradePay, order('ORDER-1'), options),
      'ERR_TRANSPORT',
    )
    equal([error.failure, error.outcome], ['aborted', 'untouched'])
  })
}

// --- helpers ---

function ok(value, what = 'it is so') {
  if (!value) throw new Error(`expected: ${what}`)
}

function equal(actual, expected, what = 'value') {
  if (Object.is(actual, expected) || JSON.stringify(actual) === JSON.stringify(expected)) return
  throw new Error(`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`)
}

function matching(error, code, pattern) {
  const text = `${error?.name}: ${error?.message}`
  if (code !== undefined && error?.code !== code) {
    throw new Error(`expected an error with code ${code}, found ${error?.code} (${text})`, { cause: error })
  }
  if (pattern !== undefined && !pattern.test(error.message))
    throw new Error(`${text} does not match ${pattern}`)
  return error
}

function throws(run, code, pattern) {
  let returned
  try {
    returned = run()
  } catch (error) {
    return matching(error, code, pattern)
  }
  throw new Error(`expected ${code} to be thrown, found a value of type ${typeof returned}`)
}

async function rejects(run, code, pattern) {
  try {
    await run()
  } catch (error) {
    return matching(error, code, pattern)
  }
  throw new Error(`expected ${code ?? 'an error'}, found none`)
}

function utf8(text) {
  return new TextEncoder().encode(text)
}

function bare(pem) {
  return pem.replace(/-----[^-]+-----|\s/g, '')
}

function fromBase64(text) {
  return Uint8Array.from(atob(text), char => char.charCodeAt(0))
}

function toBase64(bytes) {
  return btoa(String.fromCharCode(...bytes))
}

function fromHex(text) {
  return Uint8Array.from(text.match(/../g), digits => Number.parseInt(digits, 16))
}

function flipped(bytes) {
  const changed = bytes.slice()
  changed[changed.length >> 1] ^= 1
  return changed
}

function unescapeHtml(text) {
  return text.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
}

function importPrivate({ pkcs8 }, hash) {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash }
  return crypto.subtle.importKey('pkcs8', fromBase64(bare(pkcs8)), algorithm, false, ['sign'])
}

function importPublic({ spki }, hash) {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash }
  return crypto.subtle.importKey('spki', fromBase64(bare(spki)), algorithm, true, ['verify'])
}
