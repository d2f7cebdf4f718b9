/**
 * RSA keys in every form that Alipay's console, OpenSSL and other libraries hand out.
 *
 * WebCrypto reads PKCS#8 and SPKI only, and each runtime words its refusals in its own way, so the form is
 * told apart here: by the DER inside, never by the PEM label, which people paste wrongly. Sources: RFC 8017
 * appendix A.1 (PKCS#1), RFC 5208 (PKCS#8), RFC 5280 section 4.1 (SPKI), RFC 7517 (JWK).
 */
import { KeyError } from '../errors.ts'
import { decodeBase64 } from './base64.ts'
import { BIT_STRING, type DerElement, der, INTEGER, OCTET_STRING, readDer, SEQUENCE } from './der.ts'

/**
 * An RSA key: PEM or bare base64 of PKCS#8, PKCS#1 or SPKI (CRLF, spaces, literal `\n` and missing header
 * lines do no harm), the DER bytes, a JWK, or a CryptoKey for RSASSA-PKCS1-v1_5.
 */
export type RsaKeyInput = string | Uint8Array | ArrayBuffer | JsonWebKey | CryptoKey

/** A key that was recognised: either in a form that `subtle.importKey` takes, or imported already. */
export type RsaKey =
  | { readonly format: 'pkcs8' | 'spki'; readonly data: Uint8Array }
  | { readonly format: 'jwk'; readonly data: JsonWebKey }
  | { readonly format: 'imported'; readonly data: CryptoKey }

export type KeyHalf = 'private' | 'public'

/** `SEQUENCE { 1.2.840.113549.1.1.1 rsaEncryption, NULL }` */
const RSA_ALGORITHM = new Uint8Array([0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 1, 5, 0])

/**
 * Recognises a key without importing it, so that the mistake is reported where it is made.
 *
 * @param hash the hash that a CryptoKey must be bound to.
 * @throws {KeyError} saying what was found instead; never any of the key.
 */
export function readRsaKey(input: RsaKeyInput, half: KeyHalf, hash: string): RsaKey {
  if (typeof input === 'string') return fromDer(textToDer(input, half), half)
  if (input instanceof Uint8Array) return fromDer(input.slice(), half)
  if (input instanceof ArrayBuffer) return fromDer(new Uint8Array(input.slice(0)), half)
  if (typeof CryptoKey !== 'undefined' && input instanceof CryptoKey) return fromCryptoKey(input, half, hash)
  if (typeof input === 'object' && input !== null && 'kty' in input) return fromJwk(input, half)
  throw expected(half, `a value of type ${input === null ? 'null' : typeof input}`)
}

function expected(half: KeyHalf, found: string): KeyError {
  return new KeyError(`an RSA ${half} key is expected here; found: ${found}`)
}

function textToDer(text: string, half: KeyHalf): Uint8Array {
  const unescaped = text.replace(/\\r|\\n/g, '\n')
  const label = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(unescaped)?.[1]
  if (label !== undefined && NOT_KEYS[label] !== undefined) throw expected(half, NOT_KEYS[label])
  if (/Proc-Type:.*ENCRYPTED/.test(unescaped)) throw expected(half, ENCRYPTED)
  if (/<(?:!doctype|html|\?xml)/i.test(unescaped)) throw expected(half, 'an HTML or XML page')
  const base64 = unescaped.replace(/-----[^-]*-----/g, '').replace(/[\s"']/g, '')
  if (base64 === '') throw expected(half, 'an empty text')
  const bytes = decodeBase64(
    base64.replace(/=+$/, '').padEnd(Math.ceil(base64.replace(/=+$/, '').length / 4) * 4, '='),
  )
  if (bytes === undefined)
    throw expected(half, 'a text that is neither PEM nor base64 (a part missing, or a file name?)')
  return bytes
}

const ENCRYPTED = 'an encrypted private key; decrypt it first (openssl pkey)'

const NOT_KEYS: { readonly [label: string]: string | undefined } = {
  __proto__: null as never,
  CERTIFICATE: 'a certificate, not a bare key',
  'CERTIFICATE REQUEST': 'a certificate request (CSR)',
  'NEW CERTIFICATE REQUEST': 'a certificate request (CSR)',
  'ENCRYPTED PRIVATE KEY': ENCRYPTED,
  'EC PRIVATE KEY': 'an elliptic-curve private key',
  'DSA PRIVATE KEY': 'a DSA private key',
  'OPENSSH PRIVATE KEY': 'an OpenSSH private key; convert it (ssh-keygen -p -m PEM)',
}

function fromDer(bytes: Uint8Array, half: KeyHalf): RsaKey {
  const outer = readDer(bytes)
  const [body, ...rest] = outer ?? []
  const parts = body?.tag === SEQUENCE ? readDer(body.content) : undefined
  if (body === undefined || parts === undefined)
    throw expected(half, 'bytes that are no key (is a part missing?)')
  if (rest.length > 0) throw expected(half, 'a key with something after its end')
  const [first, second, third] = parts
  const tags = parts.map(({ tag }) => tag)

  if (tags.length >= 9 && tags.every(tag => tag === INTEGER)) {
    const pkcs8 = der(SEQUENCE, der(INTEGER, new Uint8Array(1)), RSA_ALGORITHM, der(OCTET_STRING, bytes))
    return chosen(half, 'private', { format: 'pkcs8', data: pkcs8 })
  }
  if (tags.length === 2 && tags.every(tag => tag === INTEGER)) {
    const spki = der(SEQUENCE, RSA_ALGORITHM, der(BIT_STRING, new Uint8Array(1), bytes))
    return chosen(half, 'public', { format: 'spki', data: spki })
  }
  if (first?.tag === INTEGER && second?.tag === SEQUENCE && third?.tag === OCTET_STRING) {
    requireRsa(second, half, 'private')
    return chosen(half, 'private', { format: 'pkcs8', data: bytes })
  }
  if (first?.tag === SEQUENCE && second?.tag === BIT_STRING) {
    requireRsa(first, half, 'public')
    return chosen(half, 'public', { format: 'spki', data: bytes })
  }
  if (first?.tag === SEQUENCE && second?.tag === OCTET_STRING) throw expected(half, ENCRYPTED)
  if (first?.tag === SEQUENCE && second?.tag === SEQUENCE)
    throw expected(half, 'a certificate or certificate request')
  throw expected(half, 'a key of another kind (elliptic-curve?)')
}

function requireRsa(algorithm: DerElement, half: KeyHalf, found: KeyHalf): void {
  const oid = RSA_ALGORITHM.subarray(2, 13)
  if (!oid.every((byte, index) => algorithm.content[index] === byte)) {
    throw expected(half, `a ${found} key that is not for RSA`)
  }
}

function chosen(half: KeyHalf, found: KeyHalf, key: RsaKey): RsaKey {
  if (half === found) return key
  throw expected(
    half,
    found === 'public' ? 'a public key' : 'a private key (keep it secret, and use its public half)',
  )
}

function fromJwk(jwk: JsonWebKey, half: KeyHalf): RsaKey {
  if (jwk.kty !== 'RSA') throw expected(half, 'a JWK that is not for RSA')
  if (jwk.n === undefined || jwk.e === undefined) throw expected(half, 'a JWK without n or e')
  if (half === 'public') {
    if (jwk.d !== undefined) return chosen(half, 'private', { format: 'jwk', data: {} })
    return { format: 'jwk', data: { kty: 'RSA', n: jwk.n, e: jwk.e } }
  }
  if (jwk.d === undefined) return chosen(half, 'public', { format: 'jwk', data: {} })
  const { n, e, d, p, q, dp, dq, qi } = jwk
  if (!(p && q && dp && dq && qi)) throw expected(half, 'a private JWK without its primes (p, q, dp, dq, qi)')
  // alg, use and key_ops stay behind: which hash is used is this call's choice, not the key's.
  return { format: 'jwk', data: { kty: 'RSA', n, e, d, p, q, dp, dq, qi } }
}

function fromCryptoKey(key: CryptoKey, half: KeyHalf, hash: string): RsaKey {
  const algorithm = key.algorithm as RsaHashedKeyAlgorithm
  const usage = half === 'private' ? 'sign' : 'verify'
  if (algorithm.name !== 'RSASSA-PKCS1-v1_5') throw expected(half, `a CryptoKey for ${algorithm.name}`)
  if (key.type !== half)
    return chosen(half, key.type === 'public' ? 'public' : 'private', { format: 'imported', data: key })
  if (algorithm.hash.name !== hash) {
    throw expected(half, `a CryptoKey bound to ${algorithm.hash.name}, where ${hash} is needed`)
  }
  if (!key.usages.includes(usage)) throw expected(half, `a CryptoKey that may not ${usage}`)
  return { format: 'imported', data: key }
}
