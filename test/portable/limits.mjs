/** What this platform cannot do, asked of the platform alone. The suite holds the library to a clear refusal. */
import { fromBase64, importPublic, utf8 } from './checks.mjs'
import vectors from './vectors.json' with { type: 'json' }

/** Browsers hide it from pages that anybody on the way may alter. */
export const NO_WEBCRYPTO = 'WebCrypto'
/** Deno imports a key of 8192 bits and signs with it, and breaks when it verifies. */
export const NO_LONG_KEYS = 'verifying with RSA of 8192 bits'
/** Before GB18030-2022 they were in the private use area; workerd keeps that up for Workers of an older date. */
export const OLD_GB18030 = 'eighteen characters of GBK'

/** The names of what is missing here. */
export async function limitsHere() {
  const limits = []
  if (globalThis.crypto?.subtle === undefined) limits.push(NO_WEBCRYPTO)
  else if (!(await verifiesLongKeys())) limits.push(NO_LONG_KEYS)
  if (new TextDecoder('gb18030').decode(Uint8Array.of(0xa6, 0xd9)) !== '\ufe10') limits.push(OLD_GB18030)
  return limits
}

async function verifiesLongKeys() {
  const { spki, signatures } = vectors.longKey
  const signature = fromBase64(signatures.plain.RSA2)
  const text = utf8(vectors.texts.plain)
  try {
    return await crypto.subtle.verify(
      'RSASSA-PKCS1-v1_5',
      await importPublic({ spki }, 'SHA-256'),
      signature,
      text,
    )
  } catch {
    return false
  }
}
