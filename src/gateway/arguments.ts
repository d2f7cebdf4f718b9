/** The arguments that every verb takes, as callers whom no compiler holds may give them. */
import type { Api, ApiKind } from './api.ts'
import type { Receiver } from './gateway.ts'
import type { NotificationType, PageReturn } from './notification.ts'

/**
 * Requires an API of the receiver's gateway.
 *
 * @param kind which kind of API the verb is for; any where absent. A refund opened as a page would put its
 *   signature into a browser.
 * @throws {TypeError} for what is no receiver, no API, or not one for this verb.
 */
export function requireApi(receiver: Receiver, api: Api, kind?: ApiKind): void {
  requireReceiver(receiver)
  if (typeof api?.kind !== 'string')
    throw new TypeError('an API such as tradePay is expected second, and then its input')
  requireGateway(receiver, api)
  if (kind !== undefined && api.kind !== kind)
    throw new TypeError(`${api.name} is a ${api.kind}, not a ${kind}`)
}

/**
 * Requires types of messages of the receiver's gateway.
 *
 * @throws {TypeError} for what is no receiver, and for no type at all.
 */
export function requireTypes<Type extends NotificationType | PageReturn>(
  receiver: Receiver,
  types: readonly Type[],
  kind: Type['kind'],
): void {
  requireReceiver(receiver)
  if (types.length === 0 || types.some(type => type?.kind !== kind)) {
    const example = kind === 'return' ? 'tradePagePayReturn' : 'tradeStatusSync'
    throw new TypeError(`the type of a ${kind} is expected second, such as ${example}`)
  }
  for (const type of types) requireGateway(receiver, type)
}

function requireReceiver(receiver: Receiver): void {
  if (typeof receiver?.gateway?.isOurs === 'function') return
  throw new TypeError('a client or receiver is expected first, such as createAlipay makes')
}

function requireGateway(
  { gateway }: Receiver,
  of: { readonly name: string; readonly gateway: string },
): void {
  if (of.gateway !== gateway.name) throw new TypeError(`${of.name} is not of the gateway ${gateway.name}`)
}
