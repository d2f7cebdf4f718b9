import type { RsaKeyInput } from '../signature/rsa-key.ts'
import { subtle } from '../signature/subtle.ts'
import { publicKeyOf } from './convert-key.ts'

/**
 * The SHA-256 of a key's public half, in hex: the same for both halves of a pair and in every form.
 *
 * It tells whether two keys belong together without showing either: the one that signs and the one in the
 * console, the one on the server and the one in the backup. It is safe to log. OpenSSL gives the same:
 * `openssl pkey -in key.pem -pubout -outform DER | openssl dgst -sha256`.
 *
 * @throws {KeyError} for what is no RSA key, or a CryptoKey that may not be exported.
 */
export async function fingerprint(key: RsaKeyInput): Promise<string> {
  const spki = await publicKeyOf(key, 'spki-der')
  const digest = new Uint8Array(await subtle().digest('SHA-256', spki as BufferSource))
  return Array.from(digest, byte => byte.toString(16).padStart(2, '0')).join('')
}
