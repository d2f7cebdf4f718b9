/** The business part of a request, beneath its encryption. */
import type { Cipher } from '../cipher.ts'
import { readObject } from '../read-object.ts'
import { type Refusal, refuse } from './refusals.ts'

/** Decrypts what was signed as it travelled; a refusal where that is not possible. */
export async function openContent(
  content: string,
  encryptType: string,
  charset: string,
  cipher: Cipher | undefined,
): Promise<string | Refusal> {
  if (encryptType === '') {
    const isHidden =
      readObject(content) === undefined && (await cipher?.decrypt(content, charset)) !== undefined
    return isHidden ? refuse('isv.decryption-error-missing-encrypt-type') : content
  }
  if (content === '') return content
  return (await cipher?.decrypt(content, charset)) ?? refuse('isv.decryption-error-unknown')
}
