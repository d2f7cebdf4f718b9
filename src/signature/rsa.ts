/** RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2) on WebCrypto: `RSA2` with SHA-256, `RSA` with SHA-1. */
import { KeyError } from '../errors.ts'
import { decodeBase64, encodeBase64 } from './base64.ts'
import { type KeyHalf, type RsaKeyInput, readRsaKey } from './rsa-key.ts'
import type { Signer, SignType, Verifier } from './signer.ts'
import { subtle } from './subtle.ts'

/** The longest signature in characters: 16,384 bits have 2732. No stranger shall make us decode megabytes. */
const LONGEST = 4096

const HASHES = { RSA2: 'SHA-256', RSA: 'SHA-1' } as const

/**
 * Signs with SHA256withRSA, `sign_type=RSA2`: what Alipay advises.
 *
 * @param privateKey your application's private key; see {@link RsaKeyInput} for the forms.
 * @throws {KeyError} at once when the key cannot be read.
 */
export function rsa2Signer(privateKey: RsaKeyInput): Signer {
  return signer('RSA2', privateKey)
}

/**
 * Signs with SHA1withRSA, `sign_type=RSA`: for old applications only.
 *
 * @param privateKey your application's private key; see {@link RsaKeyInput} for the forms.
 * @throws {KeyError} at once when the key cannot be read.
 */
export function rsaSigner(privateKey: RsaKeyInput): Signer {
  return signer('RSA', privateKey)
}

/**
 * Verifies SHA256withRSA.
 *
 * @param publicKey the gateway's public key (支付宝公钥), not your application's.
 * @throws {KeyError} at once when the key cannot be read.
 */
export function rsa2Verifier(publicKey: RsaKeyInput): Verifier {
  return verifier('RSA2', publicKey)
}

/**
 * Verifies SHA1withRSA: for old applications only.
 *
 * @param publicKey the gateway's public key (支付宝公钥), not your application's.
 * @throws {KeyError} at once when the key cannot be read.
 */
export function rsaVerifier(publicKey: RsaKeyInput): Verifier {
  return verifier('RSA', publicKey)
}

function signer(type: keyof typeof HASHES, input: RsaKeyInput): Signer {
  const key = lazyKey(input, 'private', HASHES[type])
  return {
    type,
    sign: async message => {
      const privateKey = await key()
      const signature = await subtle().sign('RSASSA-PKCS1-v1_5', privateKey, message as BufferSource)
      return encodeBase64(new Uint8Array(signature))
    },
  }
}

function verifier(type: keyof typeof HASHES, input: RsaKeyInput): Verifier {
  const key = lazyKey(input, 'public', HASHES[type])
  const types: readonly SignType[] = [type]
  return {
    types,
    verify: async (message, signature) => {
      const bytes = signature.length > LONGEST ? undefined : decodeBase64(signature)
      if (bytes === undefined) return false
      const publicKey = await key()
      // Some runtimes accept a signature whose leading zero byte was cut off.
      const { modulusLength } = publicKey.algorithm as RsaHashedKeyAlgorithm
      if (bytes.length !== Math.ceil(modulusLength / 8)) return false
      const platform = subtle()
      try {
        return await platform.verify(
          'RSASSA-PKCS1-v1_5',
          publicKey,
          bytes as BufferSource,
          message as BufferSource,
        )
      } catch (cause) {
        // Deno imports a key of 8192 bits and breaks here.
        const size = `an RSA key of ${modulusLength} bits`
        throw new KeyError(`the platform's WebCrypto does not verify with ${size}`, { cause })
      }
    },
  }
}

/** Reads the key now, so that a mistake shows where it is made, and imports it once, when first used. */
function lazyKey(input: RsaKeyInput, half: KeyHalf, hash: string): () => Promise<CryptoKey> {
  const key = readRsaKey(input, half, hash)
  let imported: Promise<CryptoKey> | undefined
  return () => {
    imported ??= importKey(key, half, hash)
    return imported
  }
}

async function importKey(
  key: ReturnType<typeof readRsaKey>,
  half: KeyHalf,
  hash: string,
): Promise<CryptoKey> {
  if (key.format === 'imported') return key.data as CryptoKey
  const platform = subtle()
  try {
    return await platform.importKey(
      // The overloads of importKey cannot be told apart by a union of formats.
      key.format as 'pkcs8',
      key.data as BufferSource,
      { name: 'RSASSA-PKCS1-v1_5', hash },
      false,
      [half === 'private' ? 'sign' : 'verify'],
    )
  } catch (cause) {
    throw new KeyError(`the platform's WebCrypto does not take this RSA ${half} key; is it damaged?`, {
      cause,
    })
  }
}
