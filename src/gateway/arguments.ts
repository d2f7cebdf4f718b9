/** The arguments that every verb takes, as callers whom no compiler holds may give them. */
import type { ApiKind } from './api.ts'
import type { Receiver } from './gateway.ts'
import type { NotificationType } from './notification.ts'

/** An API, or the type of a notification or return. */
interface Subject {
  readonly gateway: string
  readonly name: string
  readonly kind: ApiKind | NotificationType['kind'] | 'return'
}

/**
 * Requires what a verb is about to be of the receiver's gateway and of the verb's kind: a refund opened as a page
 * would put its signature into a browser.
 *
 * @param kind absent where any kind of API will do.
 * @throws {TypeError} for what is no receiver, and for another subject or none.
 */
export function requireSubject(
  receiver: Receiver,
  subject: Subject | undefined,
  kind?: Subject['kind'],
): void {
  const gateway = receiver?.gateway?.name
  if (gateway === undefined) throw new TypeError('a client or receiver is expected first')
  if (subject?.gateway === gateway && subject.name && (kind ?? subject.kind) === subject.kind) return
  const found = subject?.name ? `${subject.name}, ${a(subject.kind)} of ${subject.gateway}` : 'none'
  throw new TypeError(`${a(kind ?? 'call, page or app')} of ${gateway} is expected second; found ${found}`)
}

function a(kind: string): string {
  return `${kind === 'app' ? 'an' : 'a'} ${kind}`
}
