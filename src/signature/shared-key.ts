import { KeyError } from '../errors.ts'
import { utf8 } from '../message/charset.ts'
import { valueWords } from './value-words.ts'

/**
 * PEM, or how base64 of keys (PKCS#8, PKCS#1, SPKI) and certificates begins from 1024 bits on. A shared key of
 * base64 would do so by chance once in ten thousand million times.
 */
const NOT_SHARED = /-----(BEGIN|END) |^MI(I...(IBA|ANB|KCA|CC[A-D])|G[fJ](MA0|AoG))/

/**
 * The bytes of a key that both sides know.
 *
 * @throws {KeyError} for what cannot be one: nothing, no text, an RSA key, a text with white space at its ends.
 */
export function sharedKey(key: string): Uint8Array {
  const mistake = mistakeIn(key)
  if (mistake) throw new KeyError(`key: a shared key is expected here; found: ${mistake}`)
  return utf8.encode(key)
}

function mistakeIn(key: unknown): string | undefined {
  if (typeof key !== 'string') return valueWords(key)
  const trimmed = key.trim()
  if (trimmed === '') return 'an empty text'
  if (NOT_SHARED.test(trimmed)) return 'an RSA key, which rsa2Signer or rsa2Verifier takes, or a certificate'
  return trimmed === key ? undefined : 'a text with white space at its ends; trim it'
}
