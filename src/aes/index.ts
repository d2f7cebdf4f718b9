/**
 * Alipay's content encryption (接口内容加密方式): AES-CBC with PKCS#7 padding, beneath the signature.
 *
 * The initialisation vector is 16 zero bytes: Alipay's choice, not ours. So equal texts have equal ciphertexts, and
 * texts that begin alike have ciphertexts that do. And nothing in CBC tells whether a ciphertext was altered: that
 * the signature does, which is why only what was verified is decrypted.
 *
 * Sources: Alipay's page "接口内容加密方式"; NIST SP 800-38A section 6.2; RFC 5652 section 6.3 for the padding.
 *
 * @module
 */
import { KeyError, MessageError } from '../errors.ts'
import type { ContentCipher } from '../gateway/content-cipher.ts'
import { utf8 } from '../message/charset.ts'
import { decodeBase64, encodeBase64 } from '../signature/base64.ts'
import { subtle } from '../signature/subtle.ts'

export type { ContentCipher }

/**
 * Encrypts and decrypts with AES, `encrypt_type=AES`: the option `content` of a client or receiver.
 *
 * @param key the AES key from Alipay's console (接口内容加密密钥), base64 of 16 or 32 bytes.
 * @example createAlipay({ appId, signer, verifier, content: aes(contentKey) })
 * @throws {KeyError} at once for a key that is none.
 */
export function aes(key: string): ContentCipher {
  const bytes = readKey(key)
  const algorithm = { name: 'AES-CBC', iv: new Uint8Array(16) }
  let imported: Promise<CryptoKey> | undefined
  const cryptoKey = (): Promise<CryptoKey> => {
    imported ??= subtle().importKey('raw', bytes as BufferSource, algorithm, false, ['encrypt', 'decrypt'])
    return imported
  }
  return {
    type: 'AES',
    encrypt: async (text, charset = utf8) => {
      const plain = charset.encode(text) as BufferSource
      return encodeBase64(new Uint8Array(await subtle().encrypt(algorithm, await cryptoKey(), plain)))
    },
    decrypt: async (ciphertext, charset = utf8) => {
      const key = await cryptoKey()
      try {
        const encrypted = decodeBase64(ciphertext) as BufferSource
        const text = charset.decode(new Uint8Array(await subtle().decrypt(algorithm, key, encrypted)))
        // Contents are always JSON. Whoever reads it later would tell of a wrong key in other words.
        JSON.parse(text)
        return text
      } catch {
        // One error for all that can be wrong, and without its cause: each would tell of the plain text.
        throw new MessageError('the content was not encrypted with the configured AES key, or is damaged')
      }
    },
  }
}

function readKey(key: string): Uint8Array {
  const bytes = typeof key === 'string' ? decodeBase64(key.trim()) : undefined
  if (bytes?.length === 16 || bytes?.length === 32) return bytes
  const found =
    bytes === undefined
      ? 'what is not base64'
      : bytes.length === 24
        ? '24 bytes, which not every browser takes (is it hex, not base64?)'
        : `${bytes.length} bytes`
  throw new KeyError(`an AES key is expected here, base64 of 16 or 32 bytes; found: ${found}`)
}
