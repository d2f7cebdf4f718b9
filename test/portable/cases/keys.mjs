/** Keys: made, converted and told apart. */
import { bare, equal, fromBase64, importPrivate, ok, rejects, toBase64, utf8 } from '../checks.mjs'
import vectors from '../vectors.json' with { type: 'json' }

const { fingerprint: expected, parties } = vectors

export function describedKeys(add, { keys: { describeKey } }) {
  const { app } = parties
  add('keys are told apart, and so is what happened to them', () => {
    const cases = [
      [app.pkcs8, { kind: 'private', format: 'PKCS#8', form: 'PEM', bits: 2048, damage: [] }],
      [app.pkcs1, { kind: 'private', format: 'PKCS#1', form: 'PEM', bits: 2048, damage: [] }],
      [bare(app.spki), { kind: 'public', format: 'SPKI', form: 'bare base64', bits: 2048, damage: [] }],
      [fromBase64(bare(app.spki)), { kind: 'public', format: 'SPKI', form: 'DER', bits: 2048, damage: [] }],
      [app.privateJwk, { kind: 'private', format: 'JWK', form: 'object', bits: 2048, damage: [] }],
      [
        app.spki.replaceAll('\n', '\r\n'),
        { kind: 'public', format: 'SPKI', form: 'PEM', bits: 2048, damage: ['CRLF'] },
      ],
      [bare(app.pkcs8).slice(0, 400), { kind: 'truncated key', form: 'bare base64', damage: [] }],
      [vectors.ecPrivate, { kind: 'elliptic-curve key', form: 'PEM', damage: [] }],
      [vectors.dsa.spki, { kind: 'DSA key', form: 'PEM', damage: [] }],
      [vectors.certificates.app, { kind: 'certificate', form: 'PEM', damage: [] }],
    ]
    for (const [input, { ...told }] of cases) {
      const { advice, ...description } = describeKey(input)
      equal(description, told)
      ok(advice.length > 10, 'some advice')
    }
  })
}

export function keys(add, { zhifu: { rsa2Signer, rsa2Verifier }, keys }) {
  const { convertKey, fingerprint, generateKeyPair, publicKeyOf } = keys
  for (const key of vectors.rsa) {
    add(`a key of ${key.bits} bits is converted between all forms as OpenSSL does`, async () => {
      const forms = {
        'pkcs8-pem': key.pkcs8,
        'pkcs1-pem': key.pkcs1,
        'spki-pem': key.spki,
        'pkcs8-base64': bare(key.pkcs8),
        'pkcs1-base64': bare(key.pkcs1),
        'spki-base64': bare(key.spki),
      }
      for (const source of [key.pkcs8, key.pkcs1, key.privateJwk]) {
        for (const [form, text] of Object.entries(forms)) {
          equal((await convertKey(source, form)).trim(), text.trim(), form)
        }
        equal(toBase64(await convertKey(source, 'pkcs1-der')), bare(key.pkcs1))
        const { kty, n, e, d } = await convertKey(source, 'jwk')
        equal([kty, n, e, d], ['RSA', key.privateJwk.n, key.privateJwk.e, key.privateJwk.d])
      }
      equal((await publicKeyOf(key.pkcs8, 'pkcs1-pem')).trim(), key.publicPkcs1.trim())
      equal((await publicKeyOf(key.pkcs1)).trim(), key.spki.trim())
    })
  }

  add("a key's fingerprint is OpenSSL's, from either half", async () => {
    for (const key of [parties.app.pkcs8, parties.app.spki, parties.app.privateJwk]) {
      equal(await fingerprint(key), expected)
    }
  })

  add('a new pair signs and verifies, in each form that it is given in', async () => {
    const pair = await generateKeyPair()
    equal(pair.fingerprint, await fingerprint(pair.publicKey))
    const text = utf8('a=1')
    for (const key of [pair.privateKey, pair.privateKeyBase64, pair.privateKeyPkcs1]) {
      const signature = await rsa2Signer(key).sign(text)
      equal(await rsa2Verifier(pair.publicKeyBase64).verify(text, signature), true)
      equal(await rsa2Verifier(parties.app.spki).verify(text, signature), false)
    }
    await rejects(() => generateKeyPair({ bits: 1024 }), 'ERR_KEY')
  })

  add('a CryptoKey that may not leave the platform signs, but is not converted', async () => {
    const held = await importPrivate(parties.app, 'SHA-256')
    const text = utf8('a=1')
    equal(await rsa2Verifier(parties.app.spki).verify(text, await rsa2Signer(held).sign(text)), true)
    await rejects(() => convertKey(held, 'pkcs8-pem'), 'ERR_KEY', /extractable/)
    await rejects(() => convertKey(parties.app.spki, 'pkcs8-pem'), 'ERR_KEY', /public/)
    await rejects(() => convertKey(vectors.ecPrivate, 'pkcs8-pem'), 'ERR_KEY')
  })
}
