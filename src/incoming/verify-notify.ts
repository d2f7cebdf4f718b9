import { MessageError } from '../errors.ts'
import { requireSubject } from '../gateway/arguments.ts'
import type { Receiver } from '../gateway/gateway.ts'
import type { NotificationType } from '../gateway/notification.ts'
import type { NotifySource } from './read-source.ts'
import { receive } from './receive.ts'

/**
 * Verifies a notification and returns its signed fields.
 *
 * It does not compare the amount with your order, does not tell a repeat, and does not ask mapi whether it sent
 * it: `handleNotify` does all three.
 *
 * @param source the request, or its raw body as text or bytes; never a parsed object.
 * @throws {SignatureError} for what is unsigned, forged, altered or addressed to another account.
 * @throws {AmbiguousError} for a signed text that can be read in two ways.
 * @throws {MessageError} for what is too large, malformed, or of another type.
 * @throws {MismatchError} for another seller than the configured one.
 * @throws {TypeError} for a parsed object or a body that was read already.
 */
export async function verifyNotify<Name extends string, Message>(
  receiver: Receiver<NoInfer<Name>>,
  type: NotificationType<Name, Message>,
  source: NotifySource,
): Promise<Message> {
  requireSubject(receiver, type, 'notification')
  const { message } = await receive(receiver, [type as NotificationType], source)
  if (message === undefined) throw new MessageError(`genuine, but not a notification of type ${type.name}`)
  return message as Message
}
