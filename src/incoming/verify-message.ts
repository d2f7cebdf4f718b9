/** Parameters → verified with the configured algorithm → read in one way only → ours → field grammar. */
import { AmbiguousError, MessageError, MismatchError, SignatureError, ZhifuError } from '../errors.ts'
import { emit } from '../gateway/events.ts'
import type { Receiver } from '../gateway/gateway.ts'
import { anyNames, keywordsOf } from '../gateway/known-names.ts'
import type { NotificationType, PageReturn } from '../gateway/notification.ts'
import { canonicalText, type Names, secondReading } from '../message/canonical.ts'
import { bytesIfWritable, utf8 } from '../message/charset.ts'
import { printable } from '../message/form.ts'
import { countedParams, type Params } from '../message/params.ts'
import type { Verifier } from '../signature/signer.ts'
import { diagnose } from './diagnose.ts'

type MessageType = NotificationType | PageReturn

/** A message that is genuine and addressed to us. */
export interface GenuineMessage<Type extends MessageType> {
  /** Which of the expected types it is, if it is one of them. */
  readonly type: Type | undefined
  /** The parameters that were signed, and no others. */
  readonly params: Params
}

/**
 * Verifies a notification or a return, whatever its type.
 *
 * @throws {SignatureError}, {AmbiguousError}, {MismatchError}
 */
export async function verifyMessage<Type extends MessageType>(
  receiver: Receiver,
  types: readonly Type[],
  posted: Params,
): Promise<GenuineMessage<Type>> {
  const { gateway } = receiver
  const ofTypes = { has: (name: string) => types.some(({ fields }) => Object.hasOwn(fields, name)) }
  const known = anyNames(keywordsOf(gateway), ofTypes)
  const params = await signedParams(receiver, posted, known)
  const smuggled = secondReading(params, anyNames(known, params))
  if (smuggled !== undefined) throw new AmbiguousError(smuggled.field, smuggled.name)
  if (!gateway.isOurs(receiver, params)) {
    throw new SignatureError('genuine, but addressed to another account than the one that is configured', {
      diagnosis: 'someone-elses',
    })
  }
  if (!gateway.isSellers(receiver, params))
    throw new MismatchError('genuine, but for another seller', ['seller_id'])
  return { type: types.find(type => gateway.isType(params, type)), params }
}

/** The parameters that the signature covers, in the first of the gateway's readings that it fits. */
async function signedParams(receiver: Receiver, posted: Params, known: Names): Promise<Params> {
  const { gateway, verifier, charset = utf8 } = receiver
  const signature = posted.get('sign')
  if (!signature) {
    throw new SignatureError(whyUnsigned(posted), { diagnosis: 'unsigned' })
  }
  const signType = posted.get('sign_type')
  if (signType !== undefined && !verifier.types.includes(signType)) {
    const message = `it says sign_type=${printable(signType)}, but ${verifier.types.join(' or ')} is configured`
    throw new SignatureError(message, { diagnosis: 'sign-type' })
  }
  const certificateSn = posted.get('alipay_cert_sn')
  const onMatch = (position: number): void => emit(receiver.onEvent, { type: 'key-matched', position })
  const tried: string[] = []
  let refusal: SignatureError | undefined
  for (const reading of gateway.notifyReadings) {
    const params = countedParams(posted, reading)
    const text = canonicalText(params)
    if (tried.includes(text)) continue
    tried.push(text)
    const bytes = bytesIfWritable(text, charset)
    if (bytes === undefined) continue
    try {
      if (await verified(verifier, bytes, signature, { certificateSn, onMatch })) return params
    } catch (error) {
      // Of several keys one may not want to say, and another may still have signed the next reading.
      if (!(error instanceof SignatureError)) throw error
      refusal ??= error
    }
  }
  const [text] = tried
  throw refusal ?? (await diagnose(receiver, posted, known, text))
}

function whyUnsigned(posted: Params): string {
  if (posted.size === 0)
    return 'nothing came: was the body read or parsed before, or the query of a return cut off?'
  const [first = ''] = posted.keys()
  return /^\s*[{[<]/.test(first)
    ? 'it is JSON or XML, not the form that was posted'
    : 'it carries no signature (sign)'
}

/** A verifier that fails has verified nothing, and is not the sender's fault. */
async function verified(verifier: Verifier, ...given: Parameters<Verifier['verify']>): Promise<boolean> {
  try {
    return await verifier.verify(...given)
  } catch (cause) {
    throw cause instanceof ZhifuError ? cause : new Error('the verifier failed', { cause })
  }
}

/**
 * Reads the fields of a genuine message. A field that fails its grammar is left out and told to the
 * listener, so that no paid order is lost to it, unless it decides something.
 *
 * @throws {MessageError} when a field that decides is missing or malformed.
 */
export function readFields(receiver: Receiver, type: MessageType, params: Params): Record<string, string> {
  const message = { __proto__: null } as unknown as Record<string, string>
  for (const [name, value] of params) {
    const grammar = Object.hasOwn(type.fields, name) ? type.fields[name] : undefined
    if (grammar === undefined || grammar.test(value)) message[name] = value
    else if (!type.decides.includes(name)) {
      emit(receiver.onEvent, { type: 'field-left-out', notification: type.name, field: name })
    }
  }
  for (const name of type.decides) {
    if (message[name] === undefined) {
      const what = params.has(name) ? 'is malformed' : 'is missing'
      throw new MessageError(`${type.name}: ${name} ${what}, so nothing can be decided on it`)
    }
  }
  return message
}
