import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  webcrypto,
} from 'node:crypto'
import { exportJWK, importPKCS8, importSPKI } from 'jose'
import { describe, expect, test } from 'vitest'
import {
  KeyError,
  type RsaJwk,
  rsa2Signer,
  rsa2Verifier,
  rsaSigner,
  rsaVerifier,
  type Signer,
  type Verifier,
} from '../../src/index.ts'
import { convertKey } from '../../src/keys/index.ts'
import keyData from '../vectors/keys.json' with { type: 'json' }
import signatureData from '../vectors/signatures.json' with { type: 'json' }

const { keys, strangers } = keyData
const makers: Record<string, { signer: typeof rsa2Signer; verifier: typeof rsa2Verifier }> = {
  RSA2: { signer: rsa2Signer, verifier: rsa2Verifier },
  RSA: { signer: rsaSigner, verifier: rsaVerifier },
}
const sizes = [1024, 2048, 4096] as const

const vectors = signatureData.messages.flatMap(({ name, text, signatures }) =>
  (['RSA2', 'RSA'] as const).flatMap(type =>
    sizes.map(bits => ({
      name,
      type,
      bits,
      bytes: new TextEncoder().encode(text),
      sign: signatures[type][bits],
    })),
  ),
)

describe.each(vectors)('$type with $bits bits over $name', ({ type, bits, bytes, sign }) => {
  const { pkcs8, spki } = keys[`rsa${bits}`]
  const make = makers[type] as (typeof makers)[string]

  test("signs as OpenSSL's command does", async () => {
    expect(await make.signer(pkcs8).sign(bytes)).toBe(sign)
  })

  test('verifies what OpenSSL signed, and nothing that was spoiled', async () => {
    const verifier = make.verifier(spki)
    expect(await verifier.verify(bytes, sign)).toBe(true)
    expect(await verifier.verify(bytes.with(3, 0x58), sign)).toBe(false)
    const other = type === 'RSA2' ? rsaVerifier(spki) : rsa2Verifier(spki)
    expect(await other.verify(bytes, sign)).toBe(false)
    const raw = Buffer.from(sign, 'base64')
    raw.writeUInt8(raw.readUInt8(raw.length - 1) ^ 1, raw.length - 1)
    for (const bad of [
      raw,
      raw.subarray(1),
      raw.subarray(0, -1),
      Buffer.concat([Buffer.of(0), raw]),
      Buffer.of(),
    ]) {
      expect(await verifier.verify(bytes, bad.toString('base64'))).toBe(false)
    }
  })
})

test('a signature has one spelling', async () => {
  const [{ text, signatures }] = signatureData.messages as [(typeof signatureData.messages)[0]]
  const verifier = rsa2Verifier(keys.rsa2048.spki)
  const sign = signatures.RSA2[2048]
  const bytes = new TextEncoder().encode(text)
  expect(await verifier.verify(bytes, sign)).toBe(true)
  for (const spelling of [
    ` ${sign}`,
    `${sign}\n`,
    sign.replace(/=+$/, ''),
    `${sign}=`,
    sign.replaceAll('+', ' ').replaceAll('/', '_'),
    '',
    '====',
  ]) {
    expect(await verifier.verify(bytes, spelling)).toBe(false)
  }
  const strayBits = `${sign.slice(0, -3)}${String.fromCharCode(sign.charCodeAt(sign.length - 3) + 1)}==`
  expect(Buffer.from(strayBits, 'base64').equals(Buffer.from(sign, 'base64'))).toBe(true)
  expect(await verifier.verify(bytes, strayBits)).toBe(false)
})

/** The damage that keys take on their way through consoles, chats and environment variables. */
const damage: Record<string, (pem: string) => string> = {
  'as it is': pem => pem,
  'with CRLF': pem => pem.replaceAll('\n', '\r\n'),
  'in one line with spaces': pem => pem.replaceAll('\n', ' '),
  'with literal \\n': pem => pem.replaceAll('\n', '\\n'),
  'with literal \\r\\n in quotes': pem => `"${pem.replaceAll('\n', '\\r\\n')}"`,
  'without header and footer': pem => pem.replace(/-----.*-----/g, ''),
  'as bare base64 in one line': pem => pem.replace(/-----.*-----|\n/g, ''),
  'without header only': pem => pem.replace(/-----BEGIN.*-----/, ''),
  'without base64 padding': pem => pem.replace(/=+/g, ''),
  'indented, with blank lines': pem => pem.replaceAll('\n', '\n\n\t  '),
  'with text around it': pem => pem.replace('-----BEGIN', '\n-----BEGIN'),
}

describe.each(Object.keys(damage))('a key %s', name => {
  const damaged = damage[name] as (pem: string) => string
  const bytes = new TextEncoder().encode('支付')

  test.each(sizes)('is read in all four forms with %i bits', async bits => {
    const { pkcs8, pkcs1, spki, pkcs1Public } = keys[`rsa${bits}`]
    const signatures = await Promise.all([pkcs8, pkcs1].map(pem => rsa2Signer(damaged(pem)).sign(bytes)))
    expect(signatures[0]).toBe(signatures[1])
    for (const pem of [spki, pkcs1Public]) {
      expect(await rsa2Verifier(damaged(pem)).verify(bytes, signatures[0] as string)).toBe(true)
    }
  })
})

function webCryptoPair() {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: Uint8Array.of(1, 0, 1),
  }
  return webcrypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
}

describe('keys that are not text', () => {
  const { pkcs8, spki } = keys.rsa2048
  const bytes = new TextEncoder().encode('支付')
  const agree = async (signer: Signer, verifier: Verifier) =>
    expect(await verifier.verify(bytes, await signer.sign(bytes))).toBe(true)
  const der = (pem: string, type: 'pkcs1' | 'pkcs8' | 'spki') =>
    type === 'spki'
      ? createPublicKey(pem).export({ type, format: 'der' })
      : createPrivateKey(pem).export({ type, format: 'der' })

  test('DER bytes, a view on a larger buffer, and an ArrayBuffer', async () => {
    const padded = new Uint8Array([9, 9, ...der(pkcs8, 'pkcs8'), 9]).subarray(2, -1)
    await agree(rsa2Signer(padded), rsa2Verifier(new Uint8Array(der(spki, 'spki'))))
    await agree(rsa2Signer(new Uint8Array(der(pkcs8, 'pkcs1')).buffer), rsa2Verifier(spki))
  })

  test('bytes that the caller overwrites afterwards', async () => {
    const mine = new Uint8Array(der(pkcs8, 'pkcs8'))
    const signer = rsa2Signer(mine)
    mine.fill(0)
    await agree(signer, rsa2Verifier(spki))
  })

  test('a JWK, whatever its alg and use say', async () => {
    const jwk = await exportJWK(await importPKCS8(pkcs8, 'RS256', { extractable: true }))
    const publicJwk = await exportJWK(await importSPKI(spki, 'RS256', { extractable: true }))
    await agree(rsa2Signer(jwk), rsa2Verifier(publicJwk))
    await agree(
      rsaSigner({ ...jwk, alg: 'PS512', use: 'enc', key_ops: ['decrypt'] }),
      rsaVerifier({ ...publicJwk, alg: 'ES256' }),
    )
  })

  test('a CryptoKey with the right hash and use', async () => {
    const pair = await webCryptoPair()
    await agree(rsa2Signer(pair.privateKey as CryptoKey), rsa2Verifier(pair.publicKey as CryptoKey))
    expect(() => rsaSigner(pair.privateKey as CryptoKey)).toThrow(/bound to SHA-256, where SHA-1/)
    expect(() => rsa2Signer(pair.publicKey as CryptoKey)).toThrow(/found: a public key/)
    expect(() => rsa2Verifier(pair.privateKey as CryptoKey)).toThrow(/found: a private key/)
  })

  test('a SHA-1 CryptoKey is refused by rsa2Verifier', async () => {
    const key = await webcrypto.subtle.importKey(
      'spki',
      der(spki, 'spki'),
      { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-1' },
      true,
      ['verify'],
    )
    expect(() => rsa2Verifier(key as CryptoKey)).toThrow(/bound to SHA-1, where SHA-256/)
  })

  test('a CryptoKey for another use or algorithm is refused', async () => {
    const spkiDer = der(spki, 'spki')
    const oaep = await webcrypto.subtle.importKey(
      'spki',
      spkiDer,
      { name: 'RSA-OAEP', hash: 'SHA-256' },
      true,
      ['encrypt'],
    )
    expect(() => rsa2Verifier(oaep as CryptoKey)).toThrow(/a CryptoKey for RSA-OAEP/)
    const idle = await webcrypto.subtle.importKey(
      'spki',
      spkiDer,
      { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
      true,
      [],
    )
    expect(() => rsa2Verifier(idle as CryptoKey)).toThrow(/may not verify/)
  })
})

describe('a key that cannot be read throws KeyError where it is given', () => {
  const { pkcs8, pkcs1, spki, pkcs1Public } = keys.rsa2048
  const bare = pkcs8.replace(/-----.*-----|\n/g, '')
  const pair = generateKeyPairSync('rsa', { modulusLength: 1024 })
  test.each<[string, () => unknown, RegExp]>([
    ['a public key as a private one', () => rsa2Signer(spki), /found: a public key/],
    ['a PKCS#1 public key as a private one', () => rsa2Signer(pkcs1Public), /found: a public key/],
    ['a private key as a public one', () => rsa2Verifier(pkcs8), /found: a private key/],
    ['a PKCS#1 private key as a public one', () => rsa2Verifier(pkcs1), /found: a private key/],
    [
      'a public key under a private header',
      () => rsa2Signer(spki.replaceAll('PUBLIC', 'PRIVATE')),
      /found: a public key/,
    ],
    [
      'a certificate',
      () => rsa2Verifier(strangers.certificate),
      /found: a certificate, .* zhifu\/certificate/,
    ],
    ['a PEM file read as bytes', () => rsa2Signer(Buffer.from(pkcs8)), /read as bytes, not as text/],
    [
      'a certificate without header',
      () => rsa2Verifier(strangers.certificate.replace(/-----.*-----/g, '')),
      /found: a certificate/,
    ],
    ['a certificate request', () => rsa2Verifier(strangers.request), /request/],
    ['an encrypted key', () => rsa2Signer(strangers.encrypted), /encrypted private key/],
    [
      'an encrypted key without header',
      () => rsa2Signer(strangers.encrypted.replace(/-----.*-----/g, '')),
      /encrypted private key/,
    ],
    ['an encrypted PKCS#1 key', () => rsa2Signer(strangers.encryptedTraditional), /encrypted private key/],
    ['an elliptic-curve key', () => rsa2Signer(strangers.ec), /not for RSA/],
    ['an elliptic-curve public key', () => rsa2Verifier(strangers.ecPublic), /not for RSA/],
    ['an Ed25519 key', () => rsa2Signer(strangers.ed25519), /not for RSA/],
    ['an HTML page', () => rsa2Signer('<!DOCTYPE html><html><body>Sign in</body></html>'), /HTML/],
    ['a file name', () => rsa2Signer('./keys/private.pem'), /neither PEM nor base64/],
    ['a truncated key', () => rsa2Signer(bare.slice(0, 800)), /no key/],
    [
      'a key with a byte too many',
      () => rsa2Signer(Buffer.concat([Buffer.from(bare, 'base64'), Buffer.of(0)])),
      /no key|after its end/,
    ],
    [
      'two keys in one',
      () => rsa2Signer(Buffer.concat([Buffer.from(bare, 'base64'), Buffer.from(bare, 'base64')])),
      /after its end/,
    ],
    ['an empty text', () => rsa2Signer(' \n'), /empty text/],
    [
      'a promise of a key',
      () => rsa2Signer(Promise.resolve(pkcs8) as never),
      /an RSA private key is expected here; found: a promise; await it/,
    ],
    [
      'a promise as a public key',
      () => rsa2Verifier(convertKey(spki, 'spki-pem') as never),
      /an RSA public key .* a promise; await it/,
    ],
    ["Node's key pair", () => rsa2Signer(pair as never), /a key pair; pass its privateKey to sign/],
    [
      'a key pair as a public key',
      () => rsa2Verifier({ privateKey: pkcs8, publicKey: spki } as never),
      /a key pair; .* its publicKey to verify what it signed/,
    ],
    [
      'a private KeyObject',
      () => rsa2Signer(pair.privateKey as never),
      /a private KeyObject; pass key\.export\(\{ type: 'pkcs8', format: 'pem' \}\)/,
    ],
    [
      'a public KeyObject',
      () => rsa2Verifier(pair.publicKey as never),
      /a public KeyObject; pass key\.export\(\{ type: 'spki', format: 'pem' \}\)/,
    ],
    ['a secret KeyObject', () => rsa2Signer(createSecretKey(Buffer.of(1)) as never), /of type object/],
    ['undefined', () => rsa2Signer(undefined as never), /undefined/],
    ['null', () => rsa2Signer(null as never), /null/],
    ['a number', () => rsa2Signer(5 as never), /number/],
    ['an elliptic-curve JWK', () => rsa2Signer({ kty: 'EC', crv: 'P-256' } as RsaJwk), /not for RSA/],
    [
      'a public JWK as a private one',
      () => rsa2Signer({ kty: 'RSA', n: 'AQ', e: 'AQAB' }),
      /found: a public key/,
    ],
    [
      'a private JWK as a public one',
      () => rsa2Verifier({ kty: 'RSA', n: 'AQ', e: 'AQAB', d: 'AQ' }),
      /found: a private key/,
    ],
    ['a private JWK without primes', () => rsa2Signer({ kty: 'RSA', n: 'AQ', e: 'AQAB', d: 'AQ' }), /primes/],
  ])('%s', (_, make, found) => {
    expect(make).toThrow(KeyError)
    expect(make).toThrow(found)
  })

  const givens = [
    ['an empty array', [], 'an array'],
    ['an empty text', '', 'an empty text'],
    ['undefined', undefined, 'undefined (an unset environment variable?)'],
    ['null', null, 'a value of type null'],
    ['a function', () => pkcs8, 'a value of type function'],
  ] as const
  test.each(givens)('%s: the argument and what it should be are named', (_, given, found) => {
    for (const make of [rsa2Signer, rsaSigner, rsa2Verifier, rsaVerifier]) {
      const half = make === rsa2Signer || make === rsaSigner ? 'private' : 'public'
      const message = `${half}Key: an RSA ${half} key is expected here; found: ${found}`
      expect(() => make(given as never)).toThrow(new KeyError(message))
    }
  })

  test('what WebCrypto makes as a pair is refused as one, and its halves are taken', async () => {
    const made = await webCryptoPair()
    expect(() => rsa2Signer(made as never)).toThrow(/a key pair/)
    const text = new TextEncoder().encode('支付')
    const signature = await rsa2Signer(made.privateKey as CryptoKey).sign(text)
    expect(await rsa2Verifier(made.publicKey as CryptoKey).verify(text, signature)).toBe(true)
  })

  test('what the error of a KeyObject advises gives the key', async () => {
    const text = new TextEncoder().encode('支付')
    const { privateKey, publicKey } = pair
    const signer = rsa2Signer(privateKey.export({ type: 'pkcs8', format: 'pem' }))
    const verifier = rsa2Verifier(publicKey.export({ type: 'spki', format: 'pem' }))
    expect(await verifier.verify(text, await signer.sign(text))).toBe(true)
  })

  test('and never says anything of the key itself', () => {
    try {
      rsa2Verifier(pkcs8)
      expect.unreachable()
    } catch (error) {
      const told = `${error} ${JSON.stringify(error)} ${Object.keys(error as object)}`
      expect(told).not.toContain(bare.slice(40, 60))
    }
  })

  test('a key whose DER is right but whose numbers are not throws KeyError at its first use', async () => {
    const damaged = Buffer.from(bare, 'base64')
    damaged.fill(0, 60, 300)
    const signer = rsa2Signer(damaged)
    await expect(signer.sign(new Uint8Array())).rejects.toThrow(KeyError)
  })
})
