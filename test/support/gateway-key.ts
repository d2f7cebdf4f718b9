import { createSign } from 'node:crypto'
import { otherKeys } from './keys.ts'

/** The gateway's own key in these tests, and what it signs: by OpenSSL, not by the code under test. */
export const gatewayPublicKey: string = otherKeys.spki

export function gatewaySign(signed: string | Uint8Array, hash = 'sha256', key = otherKeys.pkcs8): string {
  return createSign(hash).update(signed).sign(key, 'base64')
}

/** A reply as Alipay writes it: the node's text as it is, and a signature over exactly that text. */
export function signedReply(node: string, text: string, more = ''): string {
  return `{"${node}":${text},"sign":"${gatewaySign(text)}"${more}}`
}

/** A notification or return as Alipay posts it, signed over all but `sign` and `sign_type` or as told. */
export function signedForm(
  fields: Readonly<Record<string, string>>,
  { unsigned = ['sign', 'sign_type'], key = otherKeys.pkcs8, hash = 'sha256', dropEmpty = false } = {},
): string {
  const text = Object.entries(fields)
    .filter(([name, value]) => !unsigned.includes(name) && !(dropEmpty && value === ''))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(pair => pair.join('='))
    .join('&')
  return new URLSearchParams({ ...fields, sign: gatewaySign(text, hash, key) }).toString()
}
