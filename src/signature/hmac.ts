/** HMAC-SHA1 (RFC 2104) with a shared key, which error tables of these gateways name as `HMAC_SHA1`. */
import { hmac as mac } from '@noble/hashes/hmac.js'
import { sha1 } from '@noble/hashes/legacy.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { decodeBase64, encodeBase64 } from './base64.ts'
import { requireChoice } from './choice.ts'
import { equalInConstantTime } from './constant-time.ts'
import { sharedKey } from './shared-key.ts'
import type { Signer, Verifier } from './signer.ts'

/** How the MAC is written; no document says it, so it is a choice. */
export interface HmacOptions {
  /** `base64` (default) or `hex`, in lower case when signing and in either when verifying. */
  readonly encoding?: 'base64' | 'hex' | undefined
}

/**
 * Signs and verifies with HMAC-SHA1 and a key that both sides know, `sign_type=HMAC_SHA1`.
 *
 * @param key the shared key.
 * @throws {KeyError} for what cannot be one: nothing, no text, an RSA key, a text with white space at its ends.
 * @throws {TypeError} for an `encoding` that is none of its two.
 */
export function hmac(key: string, { encoding = 'base64' }: HmacOptions = {}): Signer & Verifier {
  requireChoice('encoding', encoding, ['base64', 'hex'])
  const keyBytes = sharedKey(key)
  return {
    type: 'HMAC_SHA1',
    types: ['HMAC_SHA1'],
    sign: async message => {
      const bytes = mac(sha1, keyBytes, message)
      return encoding === 'hex' ? bytesToHex(bytes) : encodeBase64(bytes)
    },
    verify: async (message, signature) => {
      const bytes = encoding === 'hex' ? hexBytes(signature) : decodeBase64(signature)
      return bytes !== undefined && equalInConstantTime(mac(sha1, keyBytes, message), bytes)
    },
  }
}

function hexBytes(text: string): Uint8Array | undefined {
  return /^[\da-f]{40}$/i.test(text) ? hexToBytes(text) : undefined
}
