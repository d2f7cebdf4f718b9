/** A bill's URL → its bytes. The URL's query is a secret token, and is in no error. */
import { InputError, MessageError, TransportError } from '../../errors.ts'
import type { Pull } from './byte-source.ts'

/** How a bill is fetched. */
export interface Transport {
  readonly fetch: (request: Request, init?: RequestInit) => Promise<Response>
  readonly signal: AbortSignal | undefined
  /** The longest wait for the next bytes, in milliseconds. */
  readonly timeout: number
  readonly maxBytes: number
}

/** A download that has begun. */
export interface Download {
  readonly contentType: string
  readonly read: Pull
  /** Lets go of the connection. */
  stop(): void
}

/**
 * Asks for a bill.
 *
 * @throws {InputError} for what is no URL.
 * @throws {TransportError} when it does not come; reading throws it too.
 * @throws {MessageError} while reading, beyond `maxBytes`.
 */
export async function download(url: string, transport: Transport): Promise<Download> {
  const { fetch, signal, maxBytes } = transport
  if (!isPlainUrl(url)) {
    throw new InputError('downloadBill', [{ path: 'url', rule: 'must be an http or https URL' }])
  }
  if (signal?.aborted) throw new TransportError('aborted before anything was sent', { failure: 'aborted' })
  const stopping = new AbortController()
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  const stop = (): void => {
    stopping.abort()
    // A fetch that does not heed its signal still has a body to let go of.
    reader?.cancel().catch(() => {})
  }
  try {
    // Within a function, so that a fetch that throws at once is treated as one that rejects.
    const asked = async (): Promise<Response> =>
      fetch(new Request(url, { redirect: 'manual', signal: stopping.signal }))
    const response = await soon(asked(), transport)
    requireBill(response)
    reader = response.body?.getReader()
    const count = counter(maxBytes)
    const read = async (): Promise<Uint8Array | undefined> => {
      const more = reader && (await soon(reader.read(), transport)).value
      count(more?.length ?? 0)
      return more
    }
    return { contentType: response.headers.get('content-type') ?? '', read, stop }
  } catch (error) {
    stop()
    throw error
  }
}

/** Counts bytes, up to a limit. */
export function counter(maxBytes: number): (bytes: number) => void {
  let total = 0
  return bytes => {
    total += bytes
    if (total > maxBytes) {
      throw new MessageError(`the bill is larger than maxBytes (${maxBytes} bytes)`, { tooLarge: true })
    }
  }
}

/** A name or password in a URL makes `Request` throw, with the URL in its words. */
function isPlainUrl(text: unknown): boolean {
  if (typeof text !== 'string' || !URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  return /^https?:$/.test(protocol) && username === '' && password === ''
}

function requireBill({ status, type, ok }: Response): void {
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    throw new TransportError("the bill's URL answered with a redirect, which is not followed", {
      failure: 'redirect',
      status,
    })
  }
  if (!ok) {
    const hint = "a bill's URL is good for about thirty seconds"
    throw new TransportError(`the bill's URL answered with HTTP status ${status}; ${hint}`, {
      failure: 'status',
      status,
    })
  }
}

/** Waits no longer than the transport allows. */
async function soon<T>(work: Promise<T>, { signal, timeout }: Transport): Promise<T> {
  let stop = (): void => {}
  const interrupted = new Promise<never>((_, reject) => {
    const onAbort = (): void =>
      reject(new TransportError('aborted while the bill was read', { failure: 'aborted' }))
    const timer = setTimeout(
      () =>
        reject(
          new TransportError(`nothing more of the bill came within ${timeout} ms`, { failure: 'timeout' }),
        ),
      timeout,
    )
    signal?.addEventListener('abort', onAbort, { once: true })
    if (signal?.aborted) onAbort()
    stop = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    }
  })
  try {
    return await Promise.race([work, interrupted])
  } catch (error) {
    if (error instanceof TransportError) throw error
    throw new TransportError('the bill could not be fetched, or broke off', {
      failure: 'connection',
      cause: withoutUrl(error),
    })
  } finally {
    stop()
  }
}

/** Runtimes put the URL into their errors, at any depth: only what kind of error it was is kept. */
function withoutUrl(error: unknown): unknown {
  const { name, code, cause } = Object(error) as {
    name?: unknown
    code?: unknown
    cause?: { code?: unknown }
  }
  const words = [name, code, cause?.code].filter(word => typeof word === 'string' && /^\w{1,64}$/.test(word))
  return new Error(words.join(' '))
}
