import type { Outcome } from '../errors.ts'

/**
 * What a client or receiver tells its `onEvent` listener: names, codes and durations, nothing secret and
 * nothing of a payer's. Durations are in milliseconds.
 */
export type ZhifuEvent =
  | { readonly type: 'request-started'; readonly api: string; readonly attempt: number }
  | {
      readonly type: 'request-answered'
      readonly api: string
      readonly duration: number
      readonly code: string | undefined
      readonly traceId: string | undefined
    }
  | {
      readonly type: 'request-failed'
      readonly api: string
      readonly duration: number
      readonly error: string
      readonly reason: string | undefined
      readonly traceId: string | undefined
      readonly outcome: Outcome
    }
  | { readonly type: 'notification-verified'; readonly notification: string; readonly duration: number }
  | {
      readonly type: 'notification-refused'
      readonly notification: string
      readonly duration: number
      readonly error: string
      readonly diagnosis: string | undefined
    }
  | { readonly type: 'field-left-out'; readonly notification: string; readonly field: string }
  /** Which of several keys a message was signed with, by its position in `anyOf` from 0. */
  | { readonly type: 'key-matched'; readonly position: number }

/** Tells the listener; one that throws must not turn a payment into an error. */
export function emit(listener: ((event: ZhifuEvent) => void) | undefined, event: ZhifuEvent): void {
  try {
    listener?.(event)
  } catch {
    // What a listener does wrong is its own affair.
  }
}
