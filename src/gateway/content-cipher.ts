import type { Charset } from '../message/charset.ts'

/**
 * Encrypts what business a request is about, beneath its signature (接口内容加密). It hides and does not vouch: only
 * what was verified is decrypted.
 */
export interface ContentCipher {
  /** What travels in `encrypt_type`: `AES`. */
  readonly type: string
  /** Resolves to the text that travels in place of the plain one, in the bytes of a charset; UTF-8 by default. */
  encrypt(text: string, charset?: Charset): Promise<string>
  /** @throws {MessageError} for what was not encrypted with this key, whatever is wrong with it. */
  decrypt(ciphertext: string, charset?: Charset): Promise<string>
}
