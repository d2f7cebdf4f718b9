import { MessageError } from '../errors.ts'
import { requireSubject } from '../gateway/arguments.ts'
import type { Receiver } from '../gateway/gateway.ts'
import type { PageReturn } from '../gateway/notification.ts'
import { readReturn } from './read-source.ts'
import { readFields, verifyMessage } from './verify-message.ts'

/**
 * Verifies the URL with which the payer's browser came back, and returns its signed fields.
 *
 * It says which order the payer comes from, not that it was paid: for that there is the notification, or a
 * query.
 *
 * @param url the full URL that was opened, `request.url` in most hosts.
 * @throws {SignatureError} for what is unsigned, forged, altered or addressed to another account.
 * @throws {AmbiguousError} for a signed text that can be read in two ways.
 * @throws {MessageError} for what is too large, malformed, or of another type.
 * @throws {MismatchError} for another seller than the configured one.
 * @throws {TypeError} for a path in place of the full URL, or arguments of another kind.
 */
export async function verifyReturn<Name extends string, Message>(
  receiver: Receiver<NoInfer<Name>>,
  type: PageReturn<Name, Message>,
  url: string | URL,
): Promise<Message> {
  requireSubject(receiver, type, 'return')
  const genuine = await verifyMessage(receiver, [type as PageReturn], readReturn(receiver, url))
  if (genuine.type === undefined) throw new MessageError(`genuine, but not a return of type ${type.name}`)
  return readFields(receiver, genuine.type, genuine.params) as Message
}
