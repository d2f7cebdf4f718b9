/** What bgcpay checks before a method sees a request, in this order. */
import { createAttackCheck, isParameterAddress, quoteSignedText } from '../checks.ts'
import { signedText } from '../signing.ts'
import { readBeijingTime } from '../times.ts'
import type { App } from './call.ts'
import { type Refusal, refuse, refuseFields, type SubCode } from './refusals.ts'

type Parameters = ReadonlyMap<string, string>

/** `sign_type` and `version` are optional in one table of document 003 and missed in another: they are missed here. */
const REQUIRED: readonly (readonly [name: string, subCode: SubCode])[] = [
  ['method', 'isv.missing-method'],
  ['sign', 'isv.missing-signature'],
  ['sign_type', 'isv.missing-signature-type'],
  ['app_id', 'isv.missing-app-id'],
  ['timestamp', 'isv.missing-timestamp'],
  ['version', 'isv.missing-version'],
]

/** Sub codes with what must hold of a parameter that is there. */
const FORMS: readonly (readonly [name: string, subCode: SubCode, holds: (value: string) => boolean])[] = [
  ['sign_type', 'isv.invalid-signature-type', value => /^md5$/i.test(value)],
  ['format', 'isv.invalid-format', value => /^json$/i.test(value)],
  ['charset', 'isv.invalid-charset', value => /^utf-?8$/i.test(value)],
  ['timestamp', 'isv.invalid-timestamp', value => readBeijingTime(value) !== undefined],
  ['version', 'isv.invalid-parameter', value => value === '1.0'],
  ['lang', 'isv.invalid-parameter', value => /^(?:en|zh-Hans|zh-Hant)$/.test(value)],
  ['notify_url', 'isv.invalid-parameter', isParameterAddress],
  ['return_url', 'isv.invalid-parameter', isParameterAddress],
]

/** Whether a value looks like an attack. */
export const looksLikeAttack: (value: unknown) => boolean = createAttackCheck([
  'currency',
  'payer_id',
  'method',
  'biz_content',
])

/** Why the gateway does not accept these common parameters; undefined if it does. */
export function refuseParameters(
  parameters: Parameters,
  app: App | undefined,
  isMethod: (name: string) => boolean,
): Refusal | undefined {
  const text = (name: string) => parameters.get(name) ?? ''
  const missing = REQUIRED.find(([name]) => text(name) === '')
  if (missing !== undefined) return refuse(missing[1])
  if (app === undefined) return refuse('isv.invalid-app-id')
  if (!app.hasKey) return refuse('isv.missing-signature-key')
  if (app.state === 'offline') return refuse('not-online-app')
  // The document's table has no word for a method that there is not.
  if (!isMethod(text('method'))) return refuseFields('isv.invalid-parameter', ['method'])
  const malformed = FORMS.find(([name, , holds]) => text(name) !== '' && !holds(text(name)))
  if (malformed === undefined) return undefined
  const [name, subCode] = malformed
  return subCode === 'isv.invalid-parameter' ? refuseFields(subCode, [name]) : refuse(subCode)
}

/** Checks the signature; the refusal tells the text that the gateway built, escaped for HTML as Alipay does. */
export async function refuseSignature(parameters: Parameters, app: App): Promise<Refusal | undefined> {
  const text = signedText(parameters, ['sign'])
  if (await app.key.verify(text, parameters.get('sign') ?? '')) return undefined
  return refuse('isv.invalid-signature', quoteSignedText(text))
}
