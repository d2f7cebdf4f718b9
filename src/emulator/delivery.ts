/** Posting notifications out, and repeating them until the merchant says that they arrived. */
import type { Clock } from './clock.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Milliseconds between one delivery and the next: 4m, 10m, 10m, 1h, 2h, 6h, 15h. */
const PAUSES = [4 * MINUTE, 10 * MINUTE, 10 * MINUTE, HOUR, 2 * HOUR, 6 * HOUR, 15 * HOUR] as const

/** How long a merchant may take to answer, in real milliseconds. */
const PATIENCE = 15_000

/** One delivery of a notification. */
export interface NotificationAttempt {
  /** When it was sent, by the emulator's clock. */
  readonly time: Date
  /** The form body that was posted; each delivery has its own `notify_time` and signature. */
  readonly body: string
  /** The HTTP status that came back, `200`; null while it runs and when no answer came. */
  readonly status: number | null
}

/** A notification and what became of it. */
export interface NotificationRecord {
  /** Its number, the same in every delivery: `2026010100222080000…`. */
  readonly notifyId: string
  /** Where it goes: the order's `notify_url`. */
  readonly url: string
  /** The form body of the latest delivery. */
  readonly body: string
  /** The deliveries so far, at most eight. */
  readonly attempts: readonly NotificationAttempt[]
  /** Whether the merchant answered 200 with exactly `success`. */
  readonly acknowledged: boolean
}

/** What is to be delivered. */
export interface OutgoingNotification {
  readonly notifyId: string
  readonly url: string
  readonly charset: string
  /** The exact body that acknowledges: `success`. */
  readonly acknowledgement: string
  /** Writes and signs the form body for a delivery at this moment. */
  write(moment: Date): Promise<string>
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
  readonly attempts: { time: Date; body: string; status: number | null }[]
  acknowledged: boolean
}

/** Deliveries on a clock, carried by a function like `fetch`. */
export function createDeliveries(clock: Clock, carry: (request: Request) => Promise<Response>): Deliveries {
  const deliveries: Delivery[] = []

  async function deliver(delivery: Delivery): Promise<void> {
    const { notification, attempts } = delivery
    const attempt = { time: clock.now(), body: '', status: null as number | null }
    const pause = PAUSES[attempts.push(attempt) - 1]
    attempt.body = await notification.write(attempt.time)
    try {
      const answer = await post(notification, attempt.body)
      attempt.status = answer.status
      delivery.acknowledged = answer.status === 200 && answer.text === notification.acknowledgement
    } catch {
      // No answer is no acknowledgement: it is sent again.
    }
    if (delivery.acknowledged || pause === undefined) return
    clock.schedule(attempt.time.getTime() + pause, () => clock.track(deliver(delivery)))
  }

  async function post({ url, charset }: OutgoingNotification, body: string) {
    const late = AbortSignal.timeout(PATIENCE)
    const request = new Request(url, {
      method: 'POST',
      headers: { 'content-type': `application/x-www-form-urlencoded; charset=${charset}` },
      body,
      redirect: 'manual',
      signal: late,
    })
    const tooLate = new Promise<never>((_, reject) => {
      late.addEventListener('abort', () => reject(late.reason), { once: true })
    })
    const answer = async () => read(await carry(request))
    return Promise.race([answer(), tooLate])
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
