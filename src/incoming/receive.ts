import { SignatureError, ZhifuError } from '../errors.ts'
import { emit } from '../gateway/events.ts'
import type { Receiver } from '../gateway/gateway.ts'
import type { NotificationType } from '../gateway/notification.ts'
import { utf8 } from '../message/charset.ts'
import type { Params } from '../message/params.ts'
import { type NotifySource, readNotification } from './read-source.ts'
import { readFields, verifyMessage } from './verify-message.ts'

/** A genuine notification; without a type it is none of those that were expected. */
export interface Received<Type extends NotificationType> {
  readonly type: Type | undefined
  readonly params: Params
  readonly message: unknown
}

/** Reads and verifies a notification and tells the listener how that went. */
export async function receive<Type extends NotificationType>(
  receiver: Receiver,
  types: readonly Type[],
  source: NotifySource,
): Promise<Received<Type>> {
  const started = Date.now()
  try {
    const genuine = await verifyMessage(receiver, types, await readNotification(receiver, source))
    const { type } = genuine
    const params = await decrypted(receiver, genuine.params)
    const fields = type && readFields(receiver, type, params)
    const message = type?.read === undefined ? fields : type.read(fields ?? {})
    const notification = type?.name ?? 'other'
    emit(receiver.onEvent, { type: 'notification-verified', notification, duration: Date.now() - started })
    return { type, params, message }
  } catch (error) {
    if (error instanceof ZhifuError) {
      const notification = types.map(({ name }) => name).join(' ')
      const diagnosis = error instanceof SignatureError ? error.diagnosis : undefined
      const duration = Date.now() - started
      emit(receiver.onEvent, {
        type: 'notification-refused',
        notification,
        duration,
        error: error.code,
        diagnosis,
      })
    }
    throw error
  }
}

/** Beneath the signature the business part may be encrypted; it is read as if it had come plain. */
async function decrypted({ content, charset = utf8 }: Receiver, params: Params): Promise<Params> {
  const ciphertext = params.get('biz_content')
  if (!params.get('encrypt_type') || ciphertext === undefined || content === undefined) return params
  return new Map(params).set('biz_content', await content.decrypt(ciphertext, charset))
}
