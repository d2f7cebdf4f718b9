/** What a notification and a payer's return are: the fields, which of them decide, and how they compare. */

/** A field's name and what its text must look like. */
export type Grammar = Readonly<Record<string, RegExp>>

/** What a notification and a return have in common. */
interface MessageType<Name extends string, Message> {
  /** The gateway it belongs to: `alipay`. */
  readonly gateway: Name
  /** Its name on the wire: `trade_status_sync`. */
  readonly name: string
  /** Every field it may carry, with its grammar. A field that fails it is left out, unless it decides. */
  readonly fields: Grammar
  /** Fields that decide something: without them, or with a bad one, the message is refused. */
  readonly decides: readonly string[]
  /** Carries the message's type; there is nothing here at run time. */
  readonly '~message'?: Message
}

/** A notification type: what the gateway posts to `notify_url`. */
export interface NotificationType<
  Name extends string = string,
  Message = unknown,
  Expected = unknown,
  Handled = Message,
> extends MessageType<Name, Message> {
  readonly kind: 'notification'
  /**
   * Makes the message from its fields, where it is more than these: lists packed into one field, say.
   *
   * @throws {MessageError} for a field that cannot be read, when something would be decided on it.
   */
  read?(fields: Readonly<Record<string, string>>): Message
  /** The names of the fields that are not what the order says; none when all is well. */
  compare(message: Message, expected: Expected): readonly string[]
  /** Adds what only the order can tell, before the message is handled. */
  complete?(message: Message, expected: Expected): Handled
}

/** A return type: the query with which the payer's browser comes back. It is no proof of payment. */
export interface PageReturn<Name extends string = string, Message = unknown>
  extends MessageType<Name, Message> {
  readonly kind: 'return'
}

/** Describes a notification type. One that the catalogue lacks is an equal citizen. */
export function defineNotification<Name extends string, Message, Expected, Handled = Message>(
  type: Omit<NotificationType<Name, Message, Expected, Handled>, 'kind'>,
): NotificationType<Name, Message, Expected, Handled> {
  return { ...type, kind: 'notification' }
}

/** Describes a return type. */
export function defineReturn<Name extends string, Message>(
  type: Omit<PageReturn<Name, Message>, 'kind'>,
): PageReturn<Name, Message> {
  return { ...type, kind: 'return' }
}
