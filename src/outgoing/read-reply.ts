/** Reply bytes → signed part → verified → bound to the request → result. Nothing else is ever returned. */
import { AmbiguousError, MessageError, type Outcome, SignatureError, type ZhifuError } from '../errors.ts'
import type { Api } from '../gateway/api.ts'
import { requireSubject } from '../gateway/arguments.ts'
import { emit } from '../gateway/events.ts'
import type { Fields } from '../gateway/fields.ts'
import type { Client, Receiver } from '../gateway/gateway.ts'
import type { OpenedReply } from '../gateway/opened-reply.ts'
import { suspectKey } from '../gateway/suspect-key.ts'
import { MAX_BYTES, readBytes, tooLarge } from '../message/body.ts'
import { type Charset, utf8 } from '../message/charset.ts'
import { jsonReader } from './json-reader.ts'
import { refusalOf } from './refusal.ts'
import type { RawReply } from './send.ts'

/** A result, with the gateway's `trace_id` header beside it: not enumerable, since no signature covers it. */
export type Reply<Result> = Result & { readonly traceId?: string }

/** What a reply is held against. */
export interface Asked {
  /** The business fields that were sent. */
  readonly fields: Fields
  /** The text that was signed, to explain a refused signature. */
  readonly text?: string
}

/** Fields that every reply has, whatever it says. */
const STATUS = ['code', 'msg', 'sub_code', 'sub_msg']

/**
 * Reads a reply that came some other way than through `execute`: to a signed request that somebody else sent,
 * or the `result` text that the payer's app got (`resultStatus` beside it is not signed and proves nothing).
 *
 * @param input what was asked; the reply must be the answer to it.
 * @throws {SignatureError}, {MessageError}, {GatewayError} as `execute` does.
 * @throws {TypeError} for a parsed object, a body that was read already, or arguments of another kind.
 */
export async function readReply<Name extends string, Input, Result>(
  receiver: Receiver<NoInfer<Name>>,
  api: Api<Name, Input, Result, 'call' | 'app'>,
  reply: Response | Uint8Array | string,
  input: NoInfer<Input>,
): Promise<Reply<Result>> {
  requireSubject(receiver, api)
  if (typeof input !== 'object' || input === null)
    throw new TypeError('the input that was sent is expected fourth: the reply is held against it')
  const raw = await rawReply(reply, receiver.maxBytes ?? MAX_BYTES).catch(error => {
    throw error instanceof MessageError ? Object.assign(error, { outcome: outcomeOfDoubt(api) }) : error
  })
  return (await believeReply(receiver, api, raw, { fields: input as Fields })) as Reply<Result>
}

/** Verifies a reply and returns what was signed. */
export async function believeReply(
  receiver: Receiver & Pick<Client, 'explain'>,
  api: Api,
  raw: RawReply,
  asked: Asked,
): Promise<Fields> {
  const { traceId } = raw
  const charset = receiver.charset ?? utf8
  try {
    const opened = receiver.gateway.openReply(
      receiver,
      { ...raw, charset, json: jsonReader(charset, api.name) },
      api,
    )
    const verified = await isVerified(receiver, api, opened)
    const fields = opened.read(new Set(api.amounts), await decrypted(receiver, api, opened, verified))
    const verdict = receiver.gateway.judge(fields, api)
    if (!verdict.accepted) {
      if (verified) requireEcho(api, fields, asked.fields)
      const reply = readable(opened.signed, charset)
      throw refusalOf(api, verdict, { verified, text: asked.text, reply, traceId, explain: receiver.explain })
    }
    if (!verified && !isUnsigned(receiver, api)) {
      throw new SignatureError(`${api.name}: the reply is not signed`, { diagnosis: 'unsigned' })
    }
    if (opened.refusal) {
      throw new SignatureError(`${api.name}: the error envelope holds a success`, { diagnosis: 'relabelled' })
    }
    requireEcho(api, fields, asked.fields)
    if (api.kind === 'app') requireOurs(receiver, api, fields)
    if (verdict.code === undefined || verdict.code === (api.accepts?.[0] ?? '10000')) {
      requireMarks(api, fields, asked.fields)
    }
    if (traceId !== undefined && !Object.hasOwn(fields, 'traceId'))
      Object.defineProperty(fields, 'traceId', { value: traceId })
    return fields
  } catch (error) {
    throw error instanceof MessageError || error instanceof SignatureError || error instanceof AmbiguousError
      ? doubted(error, raw, outcomeOfDoubt(api))
      : error
  }
}

/** For a person to read; what is no text in the charset shall not hide the refusal. */
function readable(bytes: Uint8Array, charset: Charset): string {
  try {
    return charset.decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}

/** What a reply that is not believed says about the money. */
function outcomeOfDoubt({ reads }: Api): Outcome {
  return reads ? 'untouched' : 'unknown'
}

/** Completes an error by what its thrower did not know: after a write, a reply not believed leaves the outcome open. */
function doubted(
  error: MessageError | SignatureError | AmbiguousError,
  { bytes, traceId }: RawReply,
  outcome: Outcome,
): ZhifuError {
  Object.defineProperty(error, 'reply', { value: new TextDecoder().decode(bytes) })
  return Object.assign(error, { outcome }, traceId === undefined ? {} : { traceId })
}

async function rawReply(reply: Response | Uint8Array | string, maxBytes: number): Promise<RawReply> {
  if (reply instanceof Response) {
    if (reply.bodyUsed) throw new TypeError('the body of this Response was already read: pass it on unread')
    const traceId = reply.headers.get('trace_id') ?? undefined
    return {
      bytes: await readBytes(reply.body, maxBytes),
      contentType: reply.headers.get('content-type'),
      traceId,
    }
  }
  if (typeof reply !== 'string' && !(reply instanceof Uint8Array)) {
    throw new TypeError(
      'a Response, or the reply as it came (text or bytes) is expected here, not a parsed object',
    )
  }
  const bytes = typeof reply === 'string' ? utf8.encode(reply) : reply
  if (bytes.length > maxBytes) throw tooLarge(maxBytes)
  return { bytes, contentType: null, traceId: undefined }
}

/** The text beneath the encryption. What is not verified is not even decrypted. */
async function decrypted(
  { content, charset = utf8 }: Receiver,
  api: Api,
  { ciphertext }: OpenedReply,
  verified: boolean,
): Promise<string | undefined> {
  if (ciphertext === undefined) return undefined
  if (!verified)
    throw new SignatureError(`${api.name}: the reply is encrypted but not signed`, { diagnosis: 'unsigned' })
  if (content === undefined)
    throw new MessageError(`${api.name}: the reply is encrypted, and no content key is configured`)
  try {
    return await content.decrypt(ciphertext, charset)
  } catch (cause) {
    // A cipher that fails (a KMS is down) says nothing of what was done: the reply is not read, whatever it says.
    throw cause instanceof MessageError
      ? cause
      : new MessageError(`${api.name}: the cipher failed on the reply`, { cause })
  }
}

/** Whether nobody signs this API's replies, or this gateway's as it is configured. */
function isUnsigned(receiver: Receiver, { reply }: Api): boolean {
  return reply === 'unsigned' || (reply === undefined && receiver.gateway.signsReplies?.(receiver) === false)
}

/** Whether the signature is genuine; `false` only where there is none. */
async function isVerified(receiver: Receiver, api: Api, opened: OpenedReply): Promise<boolean> {
  const { verifier } = receiver
  const { signed, signature, certificateSn } = opened
  if (isUnsigned(receiver, api)) return false
  if (typeof api.reply !== 'function' && signature === undefined) return false
  let genuine = true
  const onMatch = (position: number): void => emit(receiver.onEvent, { type: 'key-matched', position })
  try {
    if (typeof api.reply === 'function') await api.reply(opened, verifier)
    else
      genuine = await verifier.verify(signed, signature ?? '', {
        certificateSn,
        onMatch,
        // An app's result comes through the payer's hands.
        solicited: api.kind !== 'app',
      })
  } catch (cause) {
    if (cause instanceof SignatureError) throw cause
    throw new SignatureError(`${api.name}: the verifier failed on the reply`, {
      diagnosis: 'not-verified',
      cause,
    })
  }
  if (genuine) return true
  const { diagnosis, message } = await suspectKey(receiver, other =>
    other.verify(signed, signature ?? '', { certificateSn }),
  )
  throw new SignatureError(`${api.name}: the reply's signature does not fit: ${message}`, { diagnosis })
}

/** What the reply says of the request must be the request's. */
function requireEcho(api: Api, fields: Fields, asked: Fields): void {
  for (const name of askedBinds(api, asked)) {
    if (fields[name] === undefined || fields[name] === asked[name]) continue
    throw new SignatureError(`${api.name}: a genuine reply, but it is about another ${name}`, {
      diagnosis: 'someone-elses',
    })
  }
}

/** The binding fields that the request had; an empty number names nothing, and no reply repeats it. */
function askedBinds({ binds = [] }: Api, asked: Fields): readonly string[] {
  return binds.filter(name => asked[name] !== undefined && asked[name] !== '')
}

/** What came through a payer's hands says itself for whom it is. */
function requireOurs(receiver: Receiver, api: Api, fields: Fields): void {
  const texts = Object.entries(fields).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  // One that does not say so is told from others by its marks.
  if (receiver.gateway.isOurs(receiver, new Map(texts)) !== false) return
  throw new SignatureError(`${api.name}: genuine, but for another account than the one that is configured`, {
    diagnosis: 'someone-elses',
  })
}

/** A success must say what it is about, and what only this API's success says. */
function requireMarks(api: Api, fields: Fields, asked: Fields): void {
  const { holds = [], holdsOneOf = [], lacks = [], mayBeEmpty } = api.marks ?? {}
  if (mayBeEmpty && Object.keys(fields).every(name => STATUS.includes(name))) return
  const echoes = askedBinds(api, asked)
  const isThere = (name: string): boolean => fields[name] !== undefined
  const missing =
    [...holds, ...echoes].find(name => !isThere(name)) ??
    (holdsOneOf.length === 0 || holdsOneOf.some(isThere) ? undefined : holdsOneOf.join(' or '))
  const foreign = lacks.find(isThere)
  if (missing === undefined && foreign === undefined) return
  const why = missing === undefined ? `it has ${foreign}` : `it lacks ${missing}`
  throw new SignatureError(`${api.name}: a genuine reply, but of another API: ${why}`, {
    diagnosis: 'relabelled',
  })
}
