/** Answers the question of every first day: what is it that I have pasted here? */
import { INTEGER, readSequence } from '../signature/der.ts'
import { type Finding, type RsaKeyInput, recogniseKey } from '../signature/rsa-key.ts'
import { ADVICE } from './key-advice.ts'
import { bitLength, pkcs1Within } from './key-bytes.ts'
import { damageOf, type KeyDamage } from './key-damage.ts'
import { type KeyKind, kindOf } from './key-kind.ts'

/** What a key, or what stands in its place, is. It never holds any of the key, and is safe to show. */
export interface KeyDescription {
  /** What it is: `private` and `public` are RSA keys, everything else is named. */
  readonly kind: KeyKind
  /** How an RSA key is built; absent for a CryptoKey and for what is no RSA key. */
  readonly format?: 'PKCS#8' | 'PKCS#1' | 'SPKI' | 'JWK'
  /** How it is written; absent where it is nothing of the kind. */
  readonly form?: 'PEM' | 'bare base64' | 'DER' | 'JSON' | 'object' | 'CryptoKey'
  /** Bits of an RSA key's modulus: `2048`. */
  readonly bits?: number
  /** What happened to the text on its way; empty for a whole one. */
  readonly damage: readonly KeyDamage[]
  /** Where it belongs or what to do, in English sentences for a person. */
  readonly advice: string
}

/** Kinds that are neither PEM nor base64 of anything. */
const NO_KEY_TEXT: readonly KeyKind[] = ['html', 'empty', 'file name', 'shared key', 'unknown']

/**
 * Tells what a pasted text is, what happened to it, and where it belongs. It throws for nothing.
 *
 * @param input a text, DER, a JWK (or its JSON), a CryptoKey; of anything else, a promise, a key pair and Node's
 * KeyObject are named.
 * @example describeKey(process.env.ALIPAY_KEY).advice
 */
export function describeKey(input: RsaKeyInput | null | undefined): KeyDescription {
  const jwk = typeof input === 'string' ? jwkIn(input) : undefined
  const found = recogniseKey(jwk ?? input)
  const text = typeof input === 'string' && jwk === undefined ? input : undefined
  const kind = kindOf(found, jwk ?? input)
  const format = formatOf(found)
  const form = jwk === undefined ? formOf(input, kind) : 'JSON'
  const bits = bitsOf(found)
  const damaged = text !== undefined && (form !== undefined || kind === 'damaged key')
  const damage = damaged ? damageOf(text, labelOf(found)) : []
  const advice = [ADVICE[kind], ...remarks(kind, format, form, bits)].join(' ')
  return {
    kind,
    ...(format && { format }),
    ...(form && { form }),
    ...(bits && { bits }),
    damage,
    advice,
  }
}

function remarks(
  kind: KeyKind,
  format: KeyDescription['format'],
  form: KeyDescription['form'],
  bits = 2048,
): string[] {
  const said: string[] = []
  if (kind === 'public' && format === 'PKCS#1')
    said.push("The console takes it after convertKey(key, 'spki-base64').")
  if (form === 'JSON') said.push('Give it as an object (JSON.parse), not as text.')
  if (bits < 2048) said.push(`With ${bits} bits it is weaker than the 2048 that are asked for today.`)
  return said
}

/** A JWK that was pasted as JSON, which the signers do not take as text. */
function jwkIn(text: string): object | undefined {
  if (!/^\s*\{/.test(text)) return undefined
  try {
    const value: object = JSON.parse(text)
    return 'kty' in value ? value : undefined
  } catch {
    return undefined
  }
}

function formatOf(found: Finding): KeyDescription['format'] {
  if (!('key' in found) || found.key.format === 'imported') return undefined
  if (found.key.format === 'jwk') return 'JWK'
  if (found.pkcs1) return 'PKCS#1'
  return found.kind === 'private' ? 'PKCS#8' : 'SPKI'
}

/** The PEM label that the key's bytes ask for. */
function labelOf(found: Finding): string | undefined {
  return 'key' in found ? `${found.pkcs1 ? 'RSA ' : ''}${found.kind.toUpperCase()} KEY` : undefined
}

function formOf(input: unknown, kind: KeyKind): KeyDescription['form'] {
  if (typeof input === 'string') {
    if (NO_KEY_TEXT.includes(kind)) return undefined
    if (/-----(BEGIN|END) /.test(input)) return 'PEM'
    return /[^\w+/=\s"'\\]/.test(input) ? undefined : 'bare base64'
  }
  if (input instanceof Uint8Array || input instanceof ArrayBuffer) return 'DER'
  if (typeof CryptoKey !== 'undefined' && input instanceof CryptoKey) return 'CryptoKey'
  return typeof input === 'object' && input !== null && 'kty' in input ? 'object' : undefined
}

function bitsOf(found: Finding): number | undefined {
  if (!('key' in found)) return undefined
  const { format, data } = found.key
  if (format === 'imported') return (data.algorithm as RsaHashedKeyAlgorithm).modulusLength
  if (format === 'jwk') return jwkBits(data.n)
  const pkcs1 = pkcs1Within(data, format)
  const numbers = pkcs1 === undefined ? undefined : readSequence(pkcs1)
  const modulus = numbers?.[found.kind === 'private' ? 1 : 0]
  return modulus?.tag === INTEGER ? bitLength(modulus.content) : undefined
}

function jwkBits(n: unknown): number | undefined {
  if (typeof n !== 'string' || !/^[\w-]+$/.test(n) || n.length % 4 === 1) return undefined
  const binary = atob(n.replaceAll('-', '+').replaceAll('_', '/'))
  return bitLength(Uint8Array.from(binary, char => char.charCodeAt(0)))
}
