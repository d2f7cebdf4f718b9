import { GatewayError, ZhifuError } from '../errors.ts'
import type { Api } from '../gateway/api.ts'
import { requireSubject } from '../gateway/arguments.ts'
import { emit } from '../gateway/events.ts'
import type { Client } from '../gateway/gateway.ts'
import type { CallOptions } from '../gateway/options.ts'
import { checkedTimeout } from '../gateway/timeout.ts'
import { MAX_BYTES } from '../message/body.ts'
import { believeReply, type Reply } from './read-reply.ts'
import { type RawReply, send } from './send.ts'
import { prepareRequest } from './sign-request.ts'

/** The total time of a call in milliseconds, unless the client or the call says otherwise. */
const TIMEOUT = 15_000

/**
 * Calls an API and returns its verified reply.
 *
 * Nothing that may move money is sent twice; a read is repeated at most twice, on transport failures only.
 * Where the error's `outcome` is `'unknown'`, ask with a query before anything else.
 *
 * @throws {InputError} for an input that does not fit, or a `timeout` that no timer keeps; nothing was sent.
 * @throws {SigningError}, {KeyError} when it could not be signed; nothing was sent.
 * @throws {TransportError} when no usable answer came.
 * @throws {MessageError}, {SignatureError} for a reply that cannot be believed.
 * @throws {GatewayError} when the gateway said no.
 */
export async function execute<Name extends string, Input, Result>(
  client: Client<NoInfer<Name>>,
  api: Api<Name, Input, Result, 'call'>,
  input: NoInfer<Input>,
  options: CallOptions = {},
): Promise<Reply<Result>> {
  requireSubject(client, api, 'call')
  const { timeout: usual = TIMEOUT } = client
  const timeout =
    options.timeout === undefined
      ? checkedTimeout('client', usual)
      : checkedTimeout(api.name, options.timeout)
  const { request, fields, text } = await prepareRequest(client, api, input, options)
  const started = Date.now()
  const common = { api: api.name }
  let raw: RawReply | undefined
  try {
    raw = await send(request, {
      fetch: client.fetch,
      timeout,
      signal: options.signal,
      maxBytes: client.maxBytes ?? MAX_BYTES,
      attempts: api.reads ? 3 : 1,
      outcome: api.reads ? 'untouched' : 'unknown',
      onAttempt: attempt => emit(client.onEvent, { type: 'request-started', ...common, attempt }),
    })
    const reply = await believeReply(client, api, raw, { fields, text })
    const { code } = client.gateway.judge(reply, api)
    const { traceId } = raw
    emit(client.onEvent, {
      type: 'request-answered',
      ...common,
      duration: Date.now() - started,
      code,
      traceId,
    })
    return reply as Reply<Result>
  } catch (error) {
    if (error instanceof ZhifuError) {
      const { code, outcome, traceId } = error
      const reason = error instanceof GatewayError ? (error.reason ?? error.gatewayCode) : undefined
      const duration = Date.now() - started
      emit(client.onEvent, {
        type: 'request-failed',
        ...common,
        duration,
        error: code,
        reason,
        traceId,
        outcome,
      })
    }
    throw error
  }
}
