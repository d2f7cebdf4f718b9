/** Content encryption (接口内容加密) by WebCrypto alone: the emulator must not check zhifu with zhifu's own code. */
import { decode, encode } from './charset.ts'
import { base64, bytesOf } from './signing.ts'

/** Encrypts and decrypts with one key: AES-CBC, PKCS#7 padding, an initialisation vector of zeros, base64. */
export interface Cipher {
  encrypt(text: string, charset: string): Promise<string>
  /** Resolves to undefined for what was not encrypted with this key. */
  decrypt(ciphertext: string, charset: string): Promise<string | undefined>
}

const AES = { name: 'AES-CBC', iv: new Uint8Array(16) }

/**
 * Reads an AES key.
 *
 * @throws {TypeError} for what is not base64 of 16 or 32 bytes.
 */
export async function createCipher(key: string): Promise<Cipher> {
  const bytes = bytesOf(key)
  if (bytes?.length !== 16 && bytes?.length !== 32)
    throw new TypeError('encryptKey must be base64 of 16 or 32 bytes')
  const aes = await crypto.subtle.importKey('raw', bytes as BufferSource, AES, false, ['encrypt', 'decrypt'])
  return {
    async encrypt(text, charset) {
      const plain = encode(text, charset) as BufferSource
      return base64(new Uint8Array(await crypto.subtle.encrypt(AES, aes, plain)))
    },
    async decrypt(ciphertext, charset) {
      const encrypted = bytesOf(ciphertext) as BufferSource | undefined
      if (encrypted === undefined) return undefined
      try {
        return decode(new Uint8Array(await crypto.subtle.decrypt(AES, aes, encrypted)), charset)
      } catch {
        return undefined
      }
    },
  }
}
