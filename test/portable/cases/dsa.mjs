/** DSA, which no WebCrypto has: signatures of RFC 6979 and of OpenSSL, in each way of writing them. */
import { bare, equal, flipped, fromBase64, throws, toBase64, utf8 } from '../checks.mjs'
import vectors from '../vectors.json' with { type: 'json' }

const { dsa: key, texts, rsa } = vectors

export function dsa(add, { dsa: { dsaSigner, dsaVerifier } }) {
  const ways = {
    der: { encoding: 'der' },
    'ieee-p1363': { encoding: 'ieee-p1363' },
    'case-escaped': { armour: 'case-escaped' },
  }

  add('DSA signs as RFC 6979 does', async () => {
    for (const { hash, message, signature } of key.rfc6979.signatures) {
      equal(await dsaSigner(key.rfc6979.pkcs8, { hash }).sign(utf8(message)), signature, `${hash} ${message}`)
    }
  })
  for (const hash of ['SHA-1', 'SHA-256']) {
    for (const [way, options] of Object.entries(ways)) {
      add(`DSA with ${hash}, written as ${way}`, async () => {
        const verifier = dsaVerifier(key.spki, { hash, ...options })
        for (const [name, text] of Object.entries(texts)) {
          const theirs = key.signatures[name][hash][way]
          equal(await verifier.verify(utf8(text), theirs), true, `OpenSSL's of ${name}`)
          equal(await verifier.verify(utf8(`${text} `), theirs), false, `OpenSSL's of ${name}, another text`)
          const ours = await dsaSigner(key.pkcs8, { hash, ...options }).sign(utf8(text))
          equal(await verifier.verify(utf8(text), ours), true, `ours of ${name}`)
        }
        for (const [other, theirs] of Object.entries(key.signatures.plain[hash])) {
          if (other !== way)
            equal(await verifier.verify(utf8(texts.plain), theirs), false, `written as ${other}`)
        }
      })
    }
  }
  add('a spoiled DSA signature is refused', async () => {
    const verifier = dsaVerifier(key.spki)
    const bytes = fromBase64(key.signatures.plain['SHA-1']['ieee-p1363'])
    const spoiled = [flipped(bytes), bytes.slice(1), new Uint8Array([...bytes, 0]), new Uint8Array(40), []]
    for (const changed of spoiled) {
      equal(await verifier.verify(utf8(texts.plain), toBase64(changed)), false)
    }
    equal(await verifier.verify(utf8(texts.plain), '支付宝'), false)
  })
  add('DSA keys are read in each form, and nothing else is', async () => {
    const expected = await dsaSigner(key.pkcs8).sign(utf8('a=1'))
    for (const form of [key.traditional, bare(key.pkcs8), fromBase64(bare(key.traditional)).buffer]) {
      equal(await dsaSigner(form).sign(utf8('a=1')), expected)
    }
    equal(await dsaVerifier(bare(key.spki)).verify(utf8('a=1'), expected), true)
    throws(() => dsaSigner(key.spki), 'ERR_KEY', /public/)
    throws(() => dsaVerifier(key.pkcs8), 'ERR_KEY', /private/)
    throws(() => dsaSigner(rsa[0].pkcs8), 'ERR_KEY', /RSA/)
  })
}
