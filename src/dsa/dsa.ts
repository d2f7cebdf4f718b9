/** Signatures with DSA (FIPS 186-4) and nonces by RFC 6979, on BigInt. */
import { sha1 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { Signer, Verifier } from '../signature/signer.ts'
import { type DsaKeyInput, readPrivateKey, readPublicKey } from './dsa-key.ts'
import { type Armour, type Encoding, readPair, sign, verify, writePair } from './signature.ts'

/**
 * How the text is hashed and the signature is written.
 *
 * No document says it. The defaults fit the lengths of the samples that mapi's documents show; they were not
 * verified against the live gateway.
 */
export interface DsaOptions {
  /** `SHA-1` (default): what the gateway's 1024/160 keys are for. */
  readonly hash?: 'SHA-1' | 'SHA-256' | undefined
  /** `ieee-p1363` (default): r and s one after the other, 40 bytes for 1024/160. `der`: as OpenSSL writes. */
  readonly encoding?: Encoding | undefined
  /**
   * `base64` (default), or `case-escaped`: `_x` for the capital X, and `%2F` for `/`, as in the documents'
   * samples: `_p_w_l_h_j0b`.
   */
  readonly armour?: Armour | undefined
}

const HASHES = { 'SHA-1': sha1, 'SHA-256': sha256 } as const

/**
 * Signs with DSA, `sign_type=DSA`.
 *
 * @param privateKey your private key; see {@link DsaKeyInput} for the forms.
 * @throws {KeyError} at once when the key cannot be read.
 * @example createMapi({ partner, signer: dsaSigner(privateKey), verifier: dsaVerifier(gatewayKey) })
 */
export function dsaSigner(
  privateKey: DsaKeyInput,
  { hash = 'SHA-1', encoding = 'ieee-p1363', armour = 'base64' }: DsaOptions = {},
): Signer {
  const key = readPrivateKey(privateKey)
  return {
    type: 'DSA',
    sign: async message => writePair(sign(key, message, HASHES[hash]), key.q, encoding, armour),
  }
}

/**
 * Verifies DSA in the one hash, encoding and armour that are configured.
 *
 * @param publicKey the gateway's public key, not your own.
 * @throws {KeyError} at once when the key cannot be read.
 */
export function dsaVerifier(
  publicKey: DsaKeyInput,
  { hash = 'SHA-1', encoding = 'ieee-p1363', armour = 'base64' }: DsaOptions = {},
): Verifier {
  const key = readPublicKey(publicKey)
  return {
    types: ['DSA'],
    verify: async (message, signature) => {
      const pair = readPair(signature, key.q, encoding, armour)
      return pair !== undefined && verify(key, message, pair, HASHES[hash])
    },
  }
}
