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
import { valueWords } from './value-words.ts'

/**
 * An RSA key: PEM or bare base64 of PKCS#8, PKCS#1 or SPKI (CRLF, spaces, literal `\n` and missing header
 * lines do no harm), the DER bytes, a JWK, or a CryptoKey for RSASSA-PKCS1-v1_5.
 */
export type RsaKeyInput = string | Uint8Array | ArrayBuffer | RsaJwk | WebCryptoKey

/** A CryptoKey, as far as types tell it; `@types/node` has no global name for it. */
export interface WebCryptoKey {
  /** `private` or `public`. */
  readonly type: string
  /** Whether it may leave the platform's WebCrypto. */
  readonly extractable: boolean
  /** What it is for: `{ name: 'RSASSA-PKCS1-v1_5', … }`. */
  readonly algorithm: { readonly name: string }
  /** What it may be used for: `sign`, `verify`. */
  readonly usages: readonly string[]
}

/** An RSA key as a JWK (RFC 7517, RFC 7518 section 6.3): numbers as base64url, `d` and what follows it private. */
export interface RsaJwk {
  /** `RSA`. */
  readonly kty?: string
  /** The modulus. */
  readonly n?: string
  /** The public exponent: `AQAB`. */
  readonly e?: string
  /** The private exponent. */
  readonly d?: string
  /** The first prime. */
  readonly p?: string
  /** The second prime. */
  readonly q?: string
  /** The first prime's exponent. */
  readonly dp?: string
  /** The second prime's exponent. */
  readonly dq?: string
  /** The inverse of the second prime. */
  readonly qi?: string
  /** What it says of its use is ignored, as are `use`, `key_ops`, `ext` and `kid`: which hash is used is the signer's choice. */
  readonly alg?: string
  readonly use?: string
  readonly key_ops?: string[]
  readonly ext?: boolean
  readonly kid?: string
}

/** A key that was recognised: either in a form that `subtle.importKey` takes, or imported already. */
export type RsaKey =
  | { readonly format: 'pkcs8' | 'spki'; readonly data: Uint8Array }
  | { readonly format: 'jwk'; readonly data: RsaJwk }
  | { readonly format: 'imported'; readonly data: WebCryptoKey }

export type KeyHalf = 'private' | 'public'

/** What else turns up where a key is expected: a PEM label names it, a page shows, the rest is `other`. */
export type Stranger = Label | 'html' | 'empty' | 'other'

type Label =
  | 'CERTIFICATE'
  | 'CERTIFICATE REQUEST'
  | 'ENCRYPTED PRIVATE KEY'
  | 'EC PRIVATE KEY'
  | 'DSA PRIVATE KEY'
  | 'OPENSSH PRIVATE KEY'

/**
 * What an input turned out to be: an RSA key (`pkcs1` if it came bare, without its algorithm), or something
 * else, with its bytes where they were read. `words` follow "found:" and never hold any of the key.
 */
export type Finding =
  | { readonly kind: KeyHalf; readonly words: string; readonly pkcs1: boolean; readonly key: RsaKey }
  | { readonly kind: Stranger; readonly words: string; readonly der?: Uint8Array | undefined }

/** `SEQUENCE { 1.2.840.113549.1.1.1 rsaEncryption, NULL }` */
const RSA_ALGORITHM = new Uint8Array([0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 1, 5, 0])

/**
 * Recognises a key without importing it, so that the mistake is reported where it is made.
 *
 * @param hash the hash that a CryptoKey must be bound to.
 * @throws {KeyError} saying what was found instead; never any of the key.
 */
export function readRsaKey(input: RsaKeyInput, half: KeyHalf, hash: string): RsaKey {
  const found = recogniseKey(input)
  if (found.kind !== half || !('key' in found)) throw expected(half, found.words)
  const { key } = found
  if (key.format === 'imported') requireUse(key.data, half, hash)
  return key
}

function expected(half: KeyHalf, found: string): KeyError {
  return new KeyError(`${half}Key: an RSA ${half} key is expected here; found: ${found}`)
}

/** Tells what an input is, whichever it is; it does not throw. */
export function recogniseKey(input: unknown): Finding {
  if (typeof input === 'string') return fromText(input)
  if (input instanceof Uint8Array) return fromDer(new Uint8Array(input))
  if (input instanceof ArrayBuffer) return fromDer(new Uint8Array(input.slice(0)))
  if (typeof CryptoKey !== 'undefined' && input instanceof CryptoKey) return fromCryptoKey(input)
  return typeof input === 'object' && input !== null
    ? fromObject(input)
    : stranger('other', valueWords(input))
}

function rsa(kind: KeyHalf, key: RsaKey, pkcs1 = false): Finding {
  const words = kind === 'public' ? 'a public key' : 'a private key (keep it secret, and use its public half)'
  return { kind, words, pkcs1, key }
}

function stranger(kind: Stranger, words = NOT_KEYS[kind as Label], der?: Uint8Array): Finding {
  return { kind, words, der }
}

function fromText(text: string): Finding {
  const label = /-----BEGIN (?:NEW )?([A-Z0-9 ]+)-----/.exec(text)?.[1] as Label
  if (NOT_KEYS[label]) return stranger(label)
  if (/Proc-Type:.*ENCRYPTED/.test(text)) return stranger(ENCRYPTED)
  if (/<(?:!doctype|html|\?xml)/i.test(text)) return stranger('html', 'an HTML or XML page')
  const base64 = bareText(text).replace(/={1,2}$/, '')
  if (base64 === '') return stranger('empty', 'an empty text')
  const bytes = decodeBase64(base64.padEnd(Math.ceil(base64.length / 4) * 4, '='))
  return bytes === undefined
    ? stranger('other', 'a text that is neither PEM nor base64 (a part missing, or a file name?)')
    : fromDer(bytes)
}

/** What stands in a text beside header lines, white space, literal `\\n` and quotes. */
export function bareText(text: string): string {
  return text.replace(/-----[^-]*-----|\\r|\\n|[\s"']/g, '')
}

const ENCRYPTED = 'ENCRYPTED PRIVATE KEY'

const NOT_KEYS: Readonly<Record<Label | '__proto__', string>> = {
  __proto__: null as never,
  CERTIFICATE: 'a certificate, not a bare key (certificate mode is in zhifu/certificate)',
  'CERTIFICATE REQUEST': 'a certificate request (CSR)',
  [ENCRYPTED]: 'an encrypted private key; decrypt it first (openssl pkey)',
  'EC PRIVATE KEY': 'an elliptic-curve private key',
  'DSA PRIVATE KEY': 'a DSA private key',
  'OPENSSH PRIVATE KEY': 'an OpenSSH private key; convert it (ssh-keygen -p -m PEM)',
}

function fromDer(bytes: Uint8Array): Finding {
  const [body, ...rest] = readDer(bytes) ?? []
  const parts = body?.tag === SEQUENCE ? readDer(body.content) : undefined
  if (parts === undefined)
    return stranger(
      'other',
      'bytes that are no key (is a part missing, or was a PEM file read as bytes, not as text?)',
      bytes,
    )
  if (rest.length > 0) return stranger('other', 'a key with something after its end', bytes)
  const [first, second, third] = parts
  const tags = parts.map(({ tag }) => tag)

  if (tags.length >= 9 && tags.every(tag => tag === INTEGER)) {
    const pkcs8 = der(SEQUENCE, der(INTEGER, new Uint8Array(1)), RSA_ALGORITHM, der(OCTET_STRING, bytes))
    return rsa('private', { format: 'pkcs8', data: pkcs8 }, true)
  }
  if (tags.length === 2 && tags.every(tag => tag === INTEGER)) {
    const spki = der(SEQUENCE, RSA_ALGORITHM, der(BIT_STRING, new Uint8Array(1), bytes))
    return rsa('public', { format: 'spki', data: spki }, true)
  }
  if (first?.tag === INTEGER && second?.tag === SEQUENCE && third?.tag === OCTET_STRING) {
    if (!isRsa(second)) return stranger('other', 'a private key that is not for RSA', bytes)
    return rsa('private', { format: 'pkcs8', data: bytes })
  }
  if (first?.tag === SEQUENCE && second?.tag === BIT_STRING) {
    if (!isRsa(first)) return stranger('other', 'a public key that is not for RSA', bytes)
    return rsa('public', { format: 'spki', data: bytes })
  }
  if (first?.tag === SEQUENCE && second?.tag === OCTET_STRING) return stranger(ENCRYPTED)
  if (first?.tag === SEQUENCE && second?.tag === SEQUENCE)
    return stranger('CERTIFICATE', 'a certificate or certificate request', bytes)
  return stranger('other', 'a key of another kind (elliptic-curve?)', bytes)
}

function isRsa(algorithm: DerElement): boolean {
  const oid = RSA_ALGORITHM.subarray(2, 13)
  return oid.every((byte, index) => algorithm.content[index] === byte)
}

/** A JWK, or what a key is to be taken out of first. A KeyObject, which is Node's, is told by its members. */
function fromObject(input: Partial<Record<'kty' | 'privateKey' | 'export' | 'type', unknown>>): Finding {
  if ('kty' in input) return fromJwk(input as RsaJwk)
  if ('privateKey' in input)
    return stranger(
      'other',
      'a key pair; pass its privateKey to sign, its publicKey to verify what it signed',
    )
  const { type } = input
  if ('export' in input && (type === 'private' || type === 'public')) {
    const form = type === 'private' ? 'pkcs8' : 'spki'
    return stranger('other', `a ${type} KeyObject; pass key.export({ type: '${form}', format: 'pem' })`)
  }
  return stranger('other', valueWords(input))
}

function fromJwk(jwk: RsaJwk): Finding {
  const key = membersOf(jwk)
  if (typeof key === 'string') return stranger('other', key)
  return rsa(jwk.d === undefined ? 'public' : 'private', key)
}

/** The members that make the key, or what is wrong with them. */
function membersOf(jwk: RsaJwk): RsaKey | string {
  if (jwk.kty !== 'RSA') return 'a JWK that is not for RSA'
  const { n, e, d, p, q, dp, dq, qi } = jwk
  if (n === undefined || e === undefined) return 'a JWK without n or e'
  if (d === undefined) return { format: 'jwk', data: { kty: 'RSA', n, e } }
  if (!(p && q && dp && dq && qi)) return 'a private key as a JWK without its primes (p, q, dp, dq, qi)'
  // alg, use and key_ops stay behind: which hash is used is this call's choice, not the key's.
  return { format: 'jwk', data: { kty: 'RSA', n, e, d, p, q, dp, dq, qi } }
}

function fromCryptoKey(key: WebCryptoKey): Finding {
  const { name } = key.algorithm
  if (name !== 'RSASSA-PKCS1-v1_5') return stranger('other', `a CryptoKey for ${name}`)
  return rsa(key.type as KeyHalf, { format: 'imported', data: key })
}

function requireUse(key: WebCryptoKey, half: KeyHalf, hash: string): void {
  const algorithm = key.algorithm as RsaHashedKeyAlgorithm
  const usage = half === 'private' ? 'sign' : 'verify'
  if (algorithm.hash.name !== hash) {
    throw expected(half, `a CryptoKey bound to ${algorithm.hash.name}, where ${hash} is needed`)
  }
  if (!key.usages.includes(usage)) throw expected(half, `a CryptoKey that may not ${usage}`)
}
