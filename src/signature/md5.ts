/**
 * MD5 over the text and a shared key: the oldest of the gateways' schemes.
 *
 * The key's place is not the same everywhere: mapi appends it bare, similar gateways write `&key=` before
 * it. MD5 is broken for collisions; as a keyed check it is weak, and stands here only because gateways ask
 * for it. Source: document 004, 8.2.1; document 003, 簽名方式.
 */
import { md5 as digest } from '@noble/hashes/legacy.js'
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { utf8 } from '../message/charset.ts'
import { requireChoice } from './choice.ts'
import { equalInConstantTime } from './constant-time.ts'
import { sharedKey } from './shared-key.ts'
import type { Signer, Verifier } from './signer.ts'

/** How the shared key joins the text, and how the digest is written. */
export interface Md5Options {
  /** `append` (default): text, then key. `amp-key`: text, `&key=`, key. Or a function of both. */
  readonly join?: 'append' | 'amp-key' | ((message: Uint8Array, key: Uint8Array) => Uint8Array) | undefined
  /** The case of the hex digits when signing; `lower` by default. Either is accepted when verifying. */
  readonly hex?: 'lower' | 'upper' | undefined
}

/**
 * Signs and verifies with MD5 and a key that both sides know, `sign_type=MD5`.
 *
 * @param key the shared key (安全校验码), 32 letters and digits at mapi.
 * @throws {KeyError} for what cannot be one: nothing, no text, an RSA key, a text with white space at its ends.
 * @throws {TypeError} for a `join` or `hex` that is none of theirs.
 */
export function md5(key: string, { join = 'append', hex = 'lower' }: Md5Options = {}): Signer & Verifier {
  if (typeof join !== 'function') requireChoice('join', join, ['append', 'amp-key'])
  requireChoice('hex', hex, ['lower', 'upper'])
  const keyBytes = sharedKey(key)
  const joined = (message: Uint8Array): Uint8Array => {
    if (typeof join === 'function') return join(message, keyBytes)
    return concatBytes(message, utf8.encode(join === 'amp-key' ? '&key=' : ''), keyBytes)
  }
  return {
    type: 'MD5',
    types: ['MD5'],
    sign: async message => {
      const text = bytesToHex(digest(joined(message)))
      return hex === 'upper' ? text.toUpperCase() : text
    },
    verify: async (message, signature) =>
      /^[\da-f]{32}$/i.test(signature) && equalInConstantTime(digest(joined(message)), hexToBytes(signature)),
  }
}
