/** What a host hands over → the parameters as they were posted, nothing believed. */
import { MessageError } from '../errors.ts'
import type { Receiver } from '../gateway/gateway.ts'
import { MAX_BYTES, readBytes, tooLarge } from '../message/body.ts'
import { utf8 } from '../message/charset.ts'
import { decodeForm, printable } from '../message/form.ts'
import type { Params } from '../message/params.ts'

/** The most parameters of a message; a real one has a few dozen. */
const MOST_PARAMETERS = 1000

/** A notification as it came: the request itself, or its raw body. */
export type NotifySource = Request | string | Uint8Array | ArrayBuffer

/**
 * Reads a notification's parameters from its raw bytes.
 *
 * @throws {TypeError} for a body that was parsed or read already.
 * @throws {MessageError} for one that is too large or no form.
 */
export async function readNotification(receiver: Receiver, source: NotifySource): Promise<Params> {
  const maxBytes = receiver.maxBytes ?? MAX_BYTES
  if (!(source instanceof Request)) return without(receiver, decode(receiver, rawBody(source, maxBytes)))
  if (source.bodyUsed) {
    throw new TypeError('the body of this Request was already read: verify it first, or pass on the raw body')
  }
  const query = new URL(source.url).search.slice(1)
  if (source.method === 'GET') return without(receiver, decode(receiver, query))
  const contentType = source.headers.get('content-type') ?? ''
  const bytes = await bodyOf(source, maxBytes)
  const body = /^multipart\/form-data/i.test(contentType)
    ? await decodeMultipart(bytes, contentType)
    : decode(receiver, bytes)
  if (receiver.gateway.notifyParts === 'body') return without(receiver, body)
  return without(receiver, joined(decode(receiver, query), body))
}

/** A body that breaks off is nobody's wrong argument, though runtimes reject with a TypeError there too. */
async function bodyOf(request: Request, maxBytes: number): Promise<Uint8Array> {
  const { body } = request
  if (body?.locked) throw new TypeError('the body of this Request is being read elsewhere: verify it first')
  try {
    // Firefox has no `Request.body`.
    return await readBytes(body === undefined ? (await request.blob()).stream() : body, maxBytes)
  } catch (cause) {
    throw cause instanceof MessageError ? cause : new MessageError('the body broke off', { cause })
  }
}

/**
 * Reads a return's parameters from the URL that the payer's browser opened.
 *
 * @throws {TypeError} for what is no URL, {MessageError} for a query that is too large or no form.
 */
export function readReturn(receiver: Receiver, url: string | URL): Params {
  if (!(typeof url === 'string' || url instanceof URL) || !URL.canParse(url)) {
    throw new TypeError(
      'the full URL of the return is expected here; of a path make one by new URL(path, origin)',
    )
  }
  const { search } = new URL(url)
  return without(receiver, decode(receiver, rawBody(search.slice(1), receiver.maxBytes ?? MAX_BYTES)))
}

function rawBody(source: string | Uint8Array | ArrayBuffer, maxBytes: number): string | Uint8Array {
  if (typeof source !== 'string' && !(source instanceof Uint8Array) && !(source instanceof ArrayBuffer)) {
    throw new TypeError(
      'a Request or the raw body (text or bytes) is expected here, not a parsed object: parsing loses what was signed. Turn the body parser off for this route',
    )
  }
  const body = source instanceof ArrayBuffer ? new Uint8Array(source) : source
  if (bytesIn(body, maxBytes) > maxBytes) throw tooLarge(maxBytes)
  return body
}

/** How long a body is; a text's bytes are counted only where they may be too many. */
function bytesIn(body: string | Uint8Array, maxBytes: number): number {
  const mayBeTooLong = typeof body === 'string' && body.length * MOST_BYTES > maxBytes
  return mayBeTooLong ? utf8.encode(body).length : body.length
}

/** The most bytes that UTF-8 has for one of a string's units. */
const MOST_BYTES = 3

function decode({ charset = utf8 }: Receiver, body: string | Uint8Array): Params {
  try {
    return decodeForm(body, charset)
  } catch (cause) {
    const text = typeof body === 'string' ? body : new TextDecoder().decode(body)
    const written = /(?:^|&)charset=([\w-]{1,20})(?:&|$)/.exec(text)?.[1]
    if (!(cause instanceof MessageError) || written === undefined || written.toLowerCase() === charset.name)
      throw cause
    throw new MessageError(
      `the message says charset=${written}, but ${charset.name} is configured: ${cause.message}`,
      { cause },
    )
  }
}

async function decodeMultipart(bytes: Uint8Array, contentType: string): Promise<Params> {
  let form: FormData
  try {
    form = await new Response(bytes as BodyInit, { headers: { 'content-type': contentType } }).formData()
  } catch (cause) {
    throw new MessageError('the multipart body cannot be read', { cause })
  }
  const params = new Map<string, string>()
  form.forEach((value, name) => {
    if (typeof value !== 'string') throw new MessageError(`the parameter ${printable(name)} is a file`)
    if (params.has(name)) throw new MessageError(`the parameter ${printable(name)} is repeated`)
    params.set(name, value)
  })
  return params
}

function joined(query: Params, body: Params): Params {
  for (const name of query.keys()) {
    if (body.has(name))
      throw new MessageError(`the parameter ${printable(name)} stands in the query and in the body`)
  }
  return new Map([...query, ...body])
}

/** A stranger's body of the largest size holds hundreds of thousands, and each reading would sort them. */
function without({ ignore }: Receiver, params: Params): Params {
  if (params.size > MOST_PARAMETERS)
    throw new MessageError(`the message has more than ${MOST_PARAMETERS} parameters`)
  return ignore === undefined ? params : new Map([...params].filter(([name]) => !ignore.includes(name)))
}
