/** What the gateway checks before a method sees a request, in this order. */
import { isCharset } from '../charset.ts'
import { createAttackCheck, isParameterAddress, quoteSignedText } from '../checks.ts'
import { isSignType, signedText } from '../signing.ts'
import { readBeijingTime } from '../times.ts'
import type { App, AppCertificates } from './call.ts'
import { type Refusal, refuse, type SubCode } from './refusals.ts'

type Parameters = ReadonlyMap<string, string>

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
  ['sign_type', 'isv.invalid-signature-type', isSignType],
  ['format', 'isv.invalid-format', value => value.toLowerCase() === 'json'],
  ['charset', 'isv.invalid-charset', isCharset],
  ['timestamp', 'isv.invalid-timestamp', value => readBeijingTime(value) !== undefined],
  ['version', 'isv.invalid-parameter', value => value === '1.0'],
  ['notify_url', 'isv.invalid-parameter', isParameterAddress],
  ['return_url', 'isv.invalid-parameter', isParameterAddress],
  ['encrypt_type', 'isv.invalid-encrypt-type', value => value === 'AES'],
]

/** Whether a value looks like an attack. */
export const looksLikeAttack: (value: unknown) => boolean = createAttackCheck([
  'refund_fee',
  'buyer_id',
  'notify_id',
])

/** Why the gateway does not accept these common parameters; undefined if it does. */
export function refuseParameters(
  parameters: Parameters,
  app: App | undefined,
  isMethod: (name: string) => boolean,
): Refusal | undefined {
  const missing = REQUIRED.find(([name]) => (parameters.get(name) ?? '') === '')
  if (missing !== undefined) return refuse(missing[1])
  if (app === undefined) return refuse('isv.invalid-app-id')
  if (!isMethod(parameters.get('method') ?? '')) return refuse('isv.invalid-method')
  const malformed = FORMS.find(([name, , holds]) => {
    const value = parameters.get(name) ?? ''
    return value !== '' && !holds(value)
  })
  if (malformed !== undefined) return refuse(malformed[1])
  if ((parameters.get('encrypt_type') ?? '') !== '' && app.cipher === undefined) {
    return refuse('isv.decryption-error-not-valid-encrypt-key')
  }
  return app.certificates && refuseSerialNumbers(parameters, app.certificates)
}

/** In certificate mode a request names the app's certificate, whose key checks it, and the root that it trusts. */
function refuseSerialNumbers(
  parameters: Parameters,
  { appSn, rootSn }: AppCertificates,
): Refusal | undefined {
  const [named, trusted] = [parameters.get('app_cert_sn') ?? '', parameters.get('alipay_root_cert_sn') ?? '']
  if (named === '') return refuse('isv.missing-app-cert-sn')
  if (trusted === '') return refuse('isv.missing-alipay-root-cert-sn')
  if (named !== appSn) return refuse('isv.app-cert-not-exist')
  return trusted === rootSn ? undefined : refuse('isv.invalid-alipay-root-cert-sn')
}

/** Checks the signature; the refusal tells the text that the gateway built, escaped for HTML as it does. */
export async function refuseSignature(
  parameters: Parameters,
  app: App,
  charset: string,
): Promise<Refusal | undefined> {
  const text = signedText(parameters, ['sign'])
  const type = parameters.get('sign_type') === 'RSA' ? 'RSA' : 'RSA2'
  if (await app.verify(text, parameters.get('sign') ?? '', type, charset)) return undefined
  return refuse('isv.invalid-signature', quoteSignedText(text))
}
