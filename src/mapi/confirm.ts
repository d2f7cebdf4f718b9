/** Asks the gateway whether a notification is its own (`notify_verify`), with the receiver's own `fetch`. */
import { MessageError, SignatureError, TransportError } from '../errors.ts'
import { setDeadline } from '../gateway/deadline.ts'
import type { Receiver } from '../gateway/gateway.ts'
import { readTimeout, TIMEOUT_RULE } from '../gateway/timeout.ts'
import { readBytes } from '../message/body.ts'
import { utf8 } from '../message/charset.ts'
import { encodeForm } from '../message/form.ts'
import type { Params } from '../message/params.ts'

/** The total time of the question in milliseconds, unless the receiver says otherwise. */
const TIMEOUT = 15_000

/** `true`, `false` or `invalid`; a longer answer is another page. */
const MAX_BYTES = 1024

/**
 * Asks with the notification's number, which names it alone and says nothing of its content: the signature must
 * have been verified before.
 *
 * @throws {TransportError} when the gateway cannot be asked; the notification is to come again.
 * @throws {SignatureError} when it does not say `true`: not its own, or asked too late.
 * @throws {TypeError} for a receiver with a `timeout` that no timer keeps. It is not the sender's mistake: the
 *   notification is to come again.
 */
export async function confirmNotification(
  { fetch = globalThis.fetch, timeout = TIMEOUT, ...receiver }: Receiver & { readonly partner: string },
  endpoint: string,
  params: Params,
): Promise<void> {
  const milliseconds = readTimeout(timeout)
  if (milliseconds === undefined) throw new TypeError(`notify_verify was not asked: timeout ${TIMEOUT_RULE}`)
  const question = [
    ['service', 'notify_verify'],
    ['partner', receiver.partner],
    // Encoded exactly once: an id may hold what would end the parameter.
    ['notify_id', params.get('notify_id') ?? ''],
  ] as const
  const answer = await ask(`${endpoint}?${encodeForm(question, utf8)}`, fetch, milliseconds)
  if (answer === 'true') return
  const said = answer === 'false' || answer === 'invalid' ? `"${answer}"` : 'something else'
  throw new SignatureError(
    `the signature fits, but the gateway did not confirm the notification: it said ${said} where "true" was expected`,
    { diagnosis: 'not-confirmed' },
  )
}

async function ask(url: string, fetch: NonNullable<Receiver['fetch']>, timeout: number): Promise<string> {
  const deadline = setDeadline(timeout)
  const { signal } = deadline
  const exchange = async (): Promise<string> => {
    const response = await fetch(new Request(url, { redirect: 'manual', signal }))
    const { status } = response
    if (!response.ok) {
      const failure =
        response.type === 'opaqueredirect' || (status >= 300 && status < 400) ? 'redirect' : 'status'
      throw new TransportError(`notify_verify was answered with HTTP status ${status}`, { failure, status })
    }
    return new TextDecoder().decode(await readBytes(response.body, MAX_BYTES)).trim()
  }
  try {
    return await Promise.race([exchange(), deadline.reached])
  } catch (error) {
    if (error instanceof TransportError) throw error
    if (error instanceof MessageError)
      throw new TransportError('notify_verify was answered with a page', { failure: 'too-large' })
    const failure = deadline.failure() ?? 'connection'
    // The platform's own words may hold the URL.
    throw new TransportError('notify_verify could not be asked', { failure })
  } finally {
    deadline.release()
  }
}
