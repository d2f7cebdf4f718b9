import type { Api } from '../gateway/api.ts'
import type { Gateway } from '../gateway/gateway.ts'
import { canonicalText, sortedNames } from '../message/canonical.ts'
import { type Charset, utf8 } from '../message/charset.ts'

/** What was signed, step by step, to compare with what somebody else signed. */
export interface SignatureExplanation {
  /** The names that count, in their order. */
  readonly counted: readonly string[]
  /** The names that do not, and why. */
  readonly dropped: readonly { readonly name: string; readonly why: 'empty' | 'not signed' }[]
  /** The text to sign. It holds the values as they are: treat it as you treat them. */
  readonly text: string
  /** That text in the charset: what goes into the signer. */
  readonly bytes: Uint8Array
}

/**
 * Shows how a request's parameters become the bytes that are signed.
 *
 * It does not sign: it is the tool to lay beside another implementation when signatures differ.
 *
 * @param params the request's parameters by name, raw values; `undefined` and `''` count as empty.
 * @param options a client or receiver, or `{ gateway }`; `charset` is UTF-8 by default.
 *
 * Source: document 003, 簽名.
 */
export function explainSignature(
  params: Readonly<Record<string, string | undefined>>,
  {
    gateway,
    charset = utf8,
    api,
  }: { gateway: Gateway; charset?: Charset | undefined; api?: Api | undefined },
): SignatureExplanation {
  const counted = new Map<string, string>()
  const dropped: { name: string; why: 'empty' | 'not signed' }[] = []
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || value === '') dropped.push({ name, why: 'empty' })
    else if (!gateway.signs(name, api)) dropped.push({ name, why: 'not signed' })
    else counted.set(name, value)
  }
  const text = canonicalText(counted)
  return { counted: sortedNames(counted), dropped, text, bytes: charset.encode(text) }
}
