/** From an answer to its text: the node, and the signature over exactly the node's text. */
import type { KeyPair } from '../signing.ts'
import type { Answer } from './call.ts'
import { FLAT } from './methods.ts'
import type { Reading } from './read-call.ts'

/** The members `…_response` and `sign` of an answer, as JSON text; the second only where it can be signed. */
export async function writeMembers(
  answer: Answer,
  { method, node, signType, charset }: Reading,
  keys: KeyPair,
): Promise<string[]> {
  const name = 'sub_code' in answer && FLAT.has(method) ? 'error' : node
  const inner = JSON.stringify(answer).replaceAll('/', '\\/')
  const member = `"${name}_response":${inner}`
  return signType === undefined ? [member] : [member, `"sign":"${await keys.sign(inner, signType, charset)}"`]
}
