/** A signed request → the bytes of the gateway's reply. */
import ky from 'ky'
import { MessageError, type Outcome, TransportError, type TransportFailure } from '../errors.ts'
import { setDeadline } from '../gateway/deadline.ts'
import type { Receiver } from '../gateway/gateway.ts'
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
  /** How it is carried, where it is not by the platform's own `fetch`. */
  readonly fetch: Receiver['fetch']
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

/** The pause before a read is repeated, in milliseconds; twice as long before the next repeat. */
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
  const deadline = setDeadline(policy.timeout, policy.signal)
  const { signal } = deadline
  let attempts = 0
  let lastError: unknown
  const attempt = async (): Promise<RawReply> => {
    policy.onAttempt(++attempts)
    try {
      return await exchange(request, policy, signal)
    } catch (error) {
      if (!signal.aborted) lastError = error
      throw error
    }
  }
  const carried = async (): Promise<RawReply> => {
    try {
      return await attempt()
    } catch (error) {
      if (policy.attempts === 1) throw error
      return await repeat(attempt, policy.attempts - 1, { after: error, endpoint: request.endpoint, signal })
    }
  }
  try {
    return await Promise.race([carried(), deadline.reached])
  } catch (error) {
    const failure = deadline.failure()
    throw failure === undefined
      ? transportError(error, policy.outcome)
      : endedError(failure, policy, lastError)
  } finally {
    deadline.release()
  }
}

/**
 * Repeats what failed in passing. To pause, to give up and to heed the signal is ky's work; it begins with the first
 * failure, since what arrives at once, as nearly all does, would pay for it and have nothing of it.
 */
function repeat(
  attempt: () => Promise<RawReply>,
  times: number,
  { after, endpoint, signal }: { after: unknown; endpoint: string; signal: AbortSignal },
): Promise<RawReply> {
  let next = (): Promise<RawReply> => Promise.reject(after)
  return new Promise((resolve, reject) => {
    const fetch = async (): Promise<Response> => {
      const carried = next()
      next = attempt
      resolve(await carried)
      return new Response()
    }
    const shouldRetry = ({ error }: { error: unknown }): boolean => isPassing(error)
    const retry = { limit: times, delay: (count: number) => PAUSE * count, shouldRetry }
    ky(endpoint, { fetch, retry, signal, timeout: false }).catch(reject)
  })
}

async function exchange(request: SignedRequest, policy: SendPolicy, signal: AbortSignal): Promise<RawReply> {
  const { fetch, outcome } = policy
  const query = encodeForm(request.query, request.charset)
  const url = query ? `${request.endpoint}?${query}` : request.endpoint
  const init: RequestInit = {
    method: request.method,
    ...(request.method === 'POST' && encodeBody(request)),
    signal,
    redirect: 'manual',
  }
  const response = await (fetch === undefined ? globalThis.fetch(url, init) : fetch(new Request(url, init)))
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

/** Whether trying again may help: not for a redirect or an endless reply. */
function isPassing(error: unknown): boolean {
  if (error instanceof MessageError) return false
  return !(error instanceof TransportError) || (error.failure === 'status' && (error.status ?? 0) >= 500)
}

/** The end of a call that waited: of a read, maybe after attempts that had failed, and the last of them says why. */
function endedError(
  failure: TransportFailure,
  { timeout, outcome }: SendPolicy,
  lastError: unknown,
): TransportError {
  const ended =
    failure === 'timeout' ? `no answer within ${timeout} ms` : 'aborted while waiting for the answer'
  if (lastError === undefined) return new TransportError(ended, { failure, outcome })
  const cause = transportError(lastError, outcome)
  return new TransportError(`${ended}, after an attempt that failed: ${cause.message}`, {
    failure,
    outcome,
    cause,
  })
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
