/** From an answer to its text: the node, encrypted or not, and the signature over exactly the node's text. */
import type { Answer } from './call.ts'
import { OF_USERS } from './methods.ts'
import type { Reading } from './read-call.ts'
import type { Seals } from './seals.ts'

/**
 * The members of an answer, as JSON text: `…_response`, then `alipay_cert_sn` in certificate mode, then `sign`, these
 * only where it can be signed. A refusal is never encrypted.
 */
export async function writeMembers(
  answer: Answer,
  { app, method, node, signType, charset, cipher }: Reading,
  seals: Seals,
): Promise<string[]> {
  const name = 'sub_code' in answer && OF_USERS.has(method) ? 'error' : node
  const text = JSON.stringify(answer).replaceAll('/', '\\/')
  const isPlain = cipher === undefined || 'sub_code' in answer
  // Alipay's Java SDK takes what stands between the quotes as it is, so no slash is escaped there.
  const inner = isPlain ? text : JSON.stringify(await cipher.encrypt(text, charset))
  const member = `"${name}_response":${inner}`
  if (app === undefined || signType === undefined) return [member]
  const { certificateSn, sign } = seals(app.appId)
  const named = certificateSn === undefined ? [] : [`"alipay_cert_sn":"${certificateSn}"`]
  return [member, ...named, `"sign":"${await sign(inner, signType, charset)}"`]
}
