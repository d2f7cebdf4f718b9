/** RSA: every key size and form, and every way in which a signature is spoiled. */
import {
  bare,
  equal,
  flipped,
  fromBase64,
  importPrivate,
  importPublic,
  ok,
  rejects,
  throws,
  toBase64,
  utf8,
} from '../checks.mjs'
import { NO_LONG_KEYS } from '../limits.mjs'
import vectors from '../vectors.json' with { type: 'json' }

const { texts } = vectors

export function rsaKeys(add, { zhifu: { rsa2Signer, rsa2Verifier, rsaSigner, rsaVerifier } }) {
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

/** Nobody needs so long a key, but some have one. */
export function longKeys(add, { zhifu: { rsa2Signer, rsa2Verifier, rsaSigner, rsaVerifier } }, { limits }) {
  const { pkcs8, spki, signatures } = vectors.longKey
  const text = utf8(texts.plain)
  add('RSA of 8192 bits signs', async () => {
    equal(await rsa2Signer(pkcs8).sign(text), signatures.plain.RSA2)
    equal(await rsaSigner(pkcs8).sign(text), signatures.plain.RSA)
  })
  if (limits.includes(NO_LONG_KEYS)) {
    add(
      'RSA of 8192 bits is refused where the platform cannot verify it, and the error says why',
      async () => {
        for (const [verifier, signature] of [
          [rsa2Verifier(spki), signatures.plain.RSA2],
          [rsaVerifier(spki), signatures.plain.RSA],
        ]) {
          const error = await rejects(() => verifier.verify(text, signature), 'ERR_KEY', /8192 bits/)
          equal(error.outcome, 'untouched')
        }
      },
    )
    return
  }
  add('RSA of 8192 bits verifies', async () => {
    equal(await rsa2Verifier(spki).verify(text, signatures.plain.RSA2), true)
    equal(await rsaVerifier(spki).verify(text, signatures.plain.RSA), true)
    const spoiled = toBase64(flipped(fromBase64(signatures.plain.RSA2)))
    equal(await rsa2Verifier(spki).verify(text, spoiled), false)
  })
}

export function spoiledSignatures(add, { zhifu: { rsa2Verifier, rsaVerifier } }) {
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
}

export function keyErrors(add, { zhifu: { rsa2Signer, rsa2Verifier, rsaSigner } }) {
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
  add('a promise and a key pair are named in the place of a key', async () => {
    const algorithm = {
      name: 'RSASSA-PKCS1-v1_5',
      hash: 'SHA-256',
      modulusLength: 1024,
      publicExponent: new Uint8Array([1, 0, 1]),
    }
    const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
    for (const [key, words] of [
      [Promise.resolve(pair.privateKey), /await it/],
      [pair, /pass its privateKey/],
    ])
      throws(() => rsa2Signer(key), 'ERR_KEY', words)
  })

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
