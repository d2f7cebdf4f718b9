/** A signed request → the bytes of the gateway's reply. */
import ky from 'ky'
import { MessageError, type Outcome, TransportError, type TransportFailure } from '../errors.ts'
import type { SignedRequest } from '../gateway/signed-request.ts'
import { readBytes } from '../message/body.ts'
import { encodeForm } from '../message/form.ts'

/** A reply as it came, nothing believed. */
export interface RawReply {
  readonly bytes: Uint8Array
  readonly contentType: string | null
  readonly traceId: string | undefined
}

/** How a request may be sent. */
export interface SendPolicy {
  readonly fetch: (request: Request, init?: RequestInit) => Promise<Response>
  /** The total in milliseconds, of all attempts together. */
  readonly timeout: number
  readonly signal: AbortSignal | undefined
  readonly maxBytes: number
  /** How often it may be tried: 1 for whatever may move money. */
  readonly attempts: number
  /** What a failure says about the money once `fetch` was called. */
  readonly outcome: Outcome
  readonly onAttempt: (attempt: number) => void
}

/** The pause before a read is repeated, in milliseconds; doubled before the last repeat. */
const PAUSE = 100

/**
 * Sends a request.
 *
 * @throws {TransportError} when no usable answer came.
 */
export async function send(request: SignedRequest, policy: SendPolicy): Promise<RawReply> {
  if (policy.signal?.aborted) {
    throw new TransportError('aborted before anything was sent', {
      failure: 'aborted',
      cause: policy.signal.reason,
    })
  }
  const deadline = AbortSignal.timeout(policy.timeout)
  const signal = policy.signal === undefined ? deadline : AbortSignal.any([policy.signal, deadline])
  const { promise: aborted, stop } = rejectsOnAbort(signal)
  const attempts = async (): Promise<RawReply> => {
    for (let attempt = 1; ; attempt++) {
      policy.onAttempt(attempt)
      try {
        return await exchange(request, policy, signal)
      } catch (error) {
        if (attempt >= policy.attempts || signal.aborted || !isPassing(error)) throw error
        await new Promise(resolve => setTimeout(resolve, PAUSE * attempt))
        signal.throwIfAborted()
      }
    }
  }
  try {
    // A transport that does not heed its signal must not hold the caller longer than was asked for.
    return await Promise.race([attempts(), aborted])
  } catch (error) {
    throw signal.aborted ? abortedError(policy, deadline) : transportError(error, policy.outcome)
  } finally {
    stop()
  }
}

async function exchange(request: SignedRequest, policy: SendPolicy, signal: AbortSignal): Promise<RawReply> {
  const { fetch, outcome } = policy
  const query = encodeForm(request.query, request.charset)
  const response = await ky(query ? `${request.endpoint}?${query}` : request.endpoint, {
    method: request.method,
    ...(request.method === 'POST' && encodeBody(request)),
    // Browsers and Workers refuse their fetch when it is called as a member of something, as ky calls it.
    fetch: (input, init) => fetch(input as Request, init),
    signal,
    redirect: 'manual',
    retry: 0,
    timeout: false,
    throwHttpErrors: false,
  })
  const { status } = response
  const traceId = response.headers.get('trace_id') ?? undefined
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    const message = 'the gateway answered with a redirect, which is not followed; is the endpoint right?'
    throw new TransportError(message, { failure: 'redirect', status, outcome, traceId })
  }
  if (!response.ok) {
    throw new TransportError(`the gateway answered with HTTP status ${status}`, {
      failure: 'status',
      status,
      outcome,
      traceId,
    })
  }
  const bytes = await readBytes(response.body, policy.maxBytes)
  return { bytes, contentType: response.headers.get('content-type'), traceId }
}

function encodeBody({ body, files, encoding, charset }: SignedRequest): {
  body: BodyInit
  headers?: Record<string, string>
} {
  if (encoding === 'form') {
    const headers = { 'content-type': `application/x-www-form-urlencoded;charset=${charset.name}` }
    return { body: encodeForm(body, charset), headers }
  }
  const form = new FormData()
  for (const [name, value] of body) form.append(name, value)
  for (const [name, file] of files ?? []) form.append(name, file)
  return { body: form }
}

/** A promise that rejects when the signal aborts, and a way to stop listening. */
function rejectsOnAbort(signal: AbortSignal): { promise: Promise<never>; stop: () => void } {
  let stop = (): void => {}
  const promise = new Promise<never>((_, reject) => {
    const onAbort = (): void => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    stop = () => signal.removeEventListener('abort', onAbort)
  })
  return { promise, stop }
}

/** Whether trying again may help: not for a redirect or an endless reply. */
function isPassing(error: unknown): boolean {
  if (error instanceof MessageError) return false
  return !(error instanceof TransportError) || (error.failure === 'status' && (error.status ?? 0) >= 500)
}

function abortedError({ signal, timeout, outcome }: SendPolicy, deadline: AbortSignal): TransportError {
  const failure: TransportFailure = signal?.aborted && !deadline.aborted ? 'aborted' : 'timeout'
  const message =
    failure === 'timeout' ? `no answer within ${timeout} ms` : 'aborted while waiting for the answer'
  return new TransportError(message, { failure, outcome })
}

function transportError(error: unknown, outcome: Outcome): TransportError {
  if (error instanceof TransportError) return error
  if (error instanceof MessageError)
    return new TransportError(error.message, { failure: 'too-large', outcome })
  return new TransportError('the gateway could not be reached', {
    failure: 'connection',
    outcome,
    cause: withoutQueries(error),
  })
}

/**
 * Runtimes put the whole URL, with signature and token, into a fetch's error: into its words, those of its cause
 * (Deno), or a property (Bun). What stands before `?` is kept of the words, and of the properties the code.
 */
function withoutQueries(error: unknown, depth = 0): Error {
  const { name, message, code, cause } = Object(error) as Readonly<Record<string, unknown>>
  const words = String(message ?? '').replace(/\?[^\s"')]*/g, '?…')
  const isDeepest = cause === undefined || depth === 3
  const scrubbed = new Error(words, isDeepest ? undefined : { cause: withoutQueries(cause, depth + 1) })
  if (typeof name === 'string') scrubbed.name = name
  return typeof code === 'string' ? Object.assign(scrubbed, { code: code.replace(/\W/g, '') }) : scrubbed
}
