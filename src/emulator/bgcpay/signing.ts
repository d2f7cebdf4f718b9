/** MD5 with a shared key, as the app's settings have it. Only the bare digest is zhifu's; the text is not. */
import { md5 } from '../../signature/md5.ts'

/** A key that the gateway shares with one app. */
export interface SharedKey {
  /** Resolves to the 32 hex digits for a text, in the app's case. */
  sign(text: string): Promise<string>
  /** Whether a signature belongs to a text; its digits may be of either case. */
  verify(text: string, signature: string): Promise<boolean>
}

const digest = md5('the key is in the bytes already', { join: bytes => bytes })

/** Signs and verifies with `text + key` (`append`) or `text&key=key` (`amp-key`). */
export function createSharedKey(key: string, join: 'append' | 'amp-key', hex: 'lower' | 'upper'): SharedKey {
  const sign = (text: string) =>
    digest.sign(new TextEncoder().encode(`${text}${join === 'amp-key' ? '&key=' : ''}${key}`))
  return {
    sign: async text => (hex === 'upper' ? (await sign(text)).toUpperCase() : sign(text)),
    verify: async (text, signature) => (await sign(text)) === signature.toLowerCase(),
  }
}
