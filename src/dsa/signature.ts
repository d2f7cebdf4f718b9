/** The two numbers of a signature: made, checked, and written as text. Source: FIPS 186-4 section 4.6, 4.7. */
import type { CHash } from '@noble/hashes/utils.js'
import { decodeBase64, encodeBase64 } from '../signature/base64.ts'
import { der, INTEGER, readDer, SEQUENCE } from '../signature/der.ts'
import type { DsaPrivateKey, DsaPublicKey } from './dsa-key.ts'
import { bitLength, bytesOf, inverse, numberOf, power, randomBelow, secretPower } from './modular.ts'
import { leadingBits, nonces } from './nonce.ts'

/** A signature; both numbers are from 1 to q - 1. */
export interface Pair {
  readonly r: bigint
  readonly s: bigint
}

/** How a pair becomes bytes: two numbers of q's length one after the other, or a SEQUENCE of two INTEGERs. */
export type Encoding = 'ieee-p1363' | 'der'

/** How the bytes become text. */
export type Armour = 'base64' | 'case-escaped'

/** Signs; the same message always gives the same signature. */
export function sign({ p, q, g, x }: DsaPrivateKey, message: Uint8Array, hash: CHash): Pair {
  const digest = hash(message)
  const z = leadingBits(digest, q)
  const nextNonce = nonces(hash, q, x, digest)
  for (;;) {
    const k = nextNonce()
    const r = secretPower(g, k, q, p) % q
    // (z + x r) / k with both sides multiplied by a random number, which the time then depends on instead.
    const blind = randomBelow(q)
    const s = (inverse((k * blind) % q, q) * (blind * z + ((blind * x) % q) * r)) % q
    if (r !== 0n && s !== 0n) return { r, s }
  }
}

/** Whether a pair is a signature over the message. All numbers here are public. */
export function verify(
  { p, q, g, y }: DsaPublicKey,
  message: Uint8Array,
  { r, s }: Pair,
  hash: CHash,
): boolean {
  if (r <= 0n || r >= q || s <= 0n || s >= q) return false
  const w = inverse(s, q)
  const z = leadingBits(hash(message), q)
  return ((power(g, (z * w) % q, p) * power(y, (r * w) % q, p)) % p) % q === r
}

/** Writes a pair as the text of `sign`. */
export function writePair(pair: Pair, q: bigint, encoding: Encoding, armour: Armour): string {
  const base64 = encodeBase64(encode(pair, q, encoding))
  return armour === 'base64' ? base64 : escapeCase(base64)
}

/** No signature is longer: 72 bytes of DER are 96 characters, each at most three under the armour. */
const LONGEST = 288

/** Reads what {@link writePair} writes; `undefined` for every other spelling of the same numbers. */
export function readPair(text: string, q: bigint, encoding: Encoding, armour: Armour): Pair | undefined {
  if (text.length > LONGEST) return undefined
  const base64 = armour === 'base64' ? text : unescapeCase(text)
  const bytes = base64 === undefined ? undefined : decodeBase64(base64)
  const pair = bytes === undefined ? undefined : decode(bytes, q, encoding)
  return pair !== undefined && encodeBase64(encode(pair, q, encoding)) === base64 ? pair : undefined
}

function encode({ r, s }: Pair, q: bigint, encoding: Encoding): Uint8Array {
  if (encoding === 'der') return der(SEQUENCE, integer(r), integer(s))
  const length = numberLength(q)
  const bytes = new Uint8Array(2 * length)
  bytes.set(bytesOf(r, length))
  bytes.set(bytesOf(s, length), length)
  return bytes
}

function decode(bytes: Uint8Array, q: bigint, encoding: Encoding): Pair | undefined {
  const length = numberLength(q)
  if (encoding === 'ieee-p1363') {
    if (bytes.length !== 2 * length) return undefined
    return { r: numberOf(bytes.subarray(0, length)), s: numberOf(bytes.subarray(length)) }
  }
  // Tags, trailing bytes and lengths are not looked at here: what is not written back the same is refused.
  const [first, second] = readDer(readDer(bytes)?.[0]?.content ?? bytes) ?? []
  return first && second && { r: numberOf(first.content), s: numberOf(second.content) }
}

function numberLength(q: bigint): number {
  return Math.ceil(bitLength(q) / 8)
}

/** A positive INTEGER: a byte more where its first bit would make it negative. */
function integer(number: bigint): Uint8Array {
  return der(INTEGER, bytesOf(number, Math.floor(bitLength(number) / 8) + 1))
}

/**
 * Capitals as `_` and the small letter, then percent escapes but for `=`: so the documents' samples stand in
 * `sign` itself, before the query's own encoding (`%252F` in a URL).
 */
function escapeCase(base64: string): string {
  return base64
    .replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
    .replaceAll('/', '%2F')
    .replaceAll('+', '%2B')
}

/** Takes the text with its percent escapes or with these decoded, as one decoding more leaves it. */
function unescapeCase(text: string): string | undefined {
  const plain = text.replaceAll('%2F', '/').replaceAll('%2B', '+')
  if (!/^(?:_[a-z]|[a-z\d+/=])*$/.test(plain)) return undefined
  return plain.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
