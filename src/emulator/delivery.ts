/** Posting notifications out, and repeating them until the merchant says that they arrived. */
import { setDeadline } from '../gateway/deadline.ts'
import type { Clock } from './clock.ts'

/** How long a merchant may take to answer, in real milliseconds. */
const PATIENCE = 15_000

/** One delivery of a notification. */
export interface NotificationAttempt {
  /** When it was sent, by the emulator's clock. */
  readonly time: Date
  /** Where it was posted to; bgcpay adds its common parameters and a signature to the `notify_url`. */
  readonly url: string
  /** The form body that was posted; each delivery has its own time and signature. */
  readonly body: string
  /** The HTTP status that came back, `200`; null while it runs and when no answer came. */
  readonly status: number | null
}

/** A notification and what became of it. */
export interface NotificationRecord {
  /**
   * Its number, the same in every delivery: `2026010100222080000…`. bgcpay numbers none: the trade's number and
   * state stand here, `2026010111001… TRADE_SUCCESS`.
   */
  readonly notifyId: string
  /** Where it goes: the order's `notify_url`. */
  readonly url: string
  /** The form body of the latest delivery. */
  readonly body: string
  /** The deliveries so far, at most eight; at most a hundred from bgcpay. */
  readonly attempts: readonly NotificationAttempt[]
  /** Whether the merchant answered 200 with exactly `success`, `SUCCESS` to bgcpay. */
  readonly acknowledged: boolean
}

/** What is to be delivered. */
export interface OutgoingNotification {
  readonly notifyId: string
  /** The order's `notify_url`. */
  readonly url: string
  /** The exact body that acknowledges: `success`. */
  readonly acknowledgement: string
  /** Milliseconds between one delivery and the next; there is one delivery more than pauses. */
  readonly pauses: readonly number[]
  /** Writes and signs a delivery at this moment. */
  write(moment: Date): Promise<WrittenNotification>
}

/** One delivery as it is posted. */
export interface WrittenNotification {
  readonly url: string
  /** The body's type: `application/x-www-form-urlencoded; charset=utf-8`. */
  readonly type: string
  readonly body: string
}

/** Delivers, repeats and remembers notifications. */
export interface Deliveries {
  /** Starts the first delivery at once. */
  send(notification: OutgoingNotification): void
  /** All notifications so far, in the order of their first delivery. */
  records(): NotificationRecord[]
}

interface Delivery {
  readonly notification: OutgoingNotification
  readonly attempts: { time: Date; url: string; body: string; status: number | null }[]
  acknowledged: boolean
}

/** Deliveries on a clock, carried by a function like `fetch`. */
export function createDeliveries(clock: Clock, carry: (request: Request) => Promise<Response>): Deliveries {
  const deliveries: Delivery[] = []

  async function deliver(delivery: Delivery): Promise<void> {
    const { notification, attempts } = delivery
    const attempt = { time: clock.now(), url: notification.url, body: '', status: null as number | null }
    const pause = notification.pauses[attempts.push(attempt) - 1]
    const written = await notification.write(attempt.time)
    attempt.url = written.url
    attempt.body = written.body
    try {
      const answer = await post(written)
      attempt.status = answer.status
      delivery.acknowledged = answer.status === 200 && answer.text === notification.acknowledgement
    } catch {
      // No answer is no acknowledgement: it is sent again.
    }
    if (delivery.acknowledged || pause === undefined) return
    clock.schedule(attempt.time.getTime() + pause, () => clock.track(deliver(delivery)))
  }

  async function post({ url, type, body }: WrittenNotification) {
    const deadline = setDeadline(PATIENCE)
    const request = new Request(url, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
      redirect: 'manual',
      signal: deadline.signal,
    })
    const answer = async () => read(await carry(request))
    return Promise.race([answer(), deadline.reached]).finally(deadline.release)
  }

  return {
    send(notification) {
      const delivery: Delivery = { notification, attempts: [], acknowledged: false }
      deliveries.push(delivery)
      clock.track(deliver(delivery))
    },
    records: () =>
      deliveries.map(({ notification: { notifyId, url }, attempts, acknowledged }) => ({
        notifyId,
        url,
        body: attempts.at(-1)?.body ?? '',
        attempts: attempts.map(attempt => ({ ...attempt })),
        acknowledged,
      })),
  }
}

/** Reads an answer; a byte order mark before `success` makes it another text. */
async function read(response: Response): Promise<{ status: number; text: string }> {
  const bytes = await response.arrayBuffer()
  return { status: response.status, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) }
}
