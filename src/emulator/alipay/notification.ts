/** Writing and signing what Alipay tells of its own accord. */
import { beijingTime } from '../../message/beijing-time.ts'
import type { OutgoingNotification, WrittenNotification } from '../delivery.ts'
import { writeParameters } from '../parameters.ts'
import type { Numbers } from '../random.ts'
import { type KeyPair, type SignType, signedText } from '../signing.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** How something is written and signed: as the request was that it goes back to. */
export interface Style {
  readonly charset: string
  readonly signType: SignType
}

/** A message with a number of its own. */
export interface Message {
  readonly notifyId: string
  readonly url: string
  readonly style: Style
  /** What it says at each delivery; what is empty is left out. */
  readonly fields: ReadonlyMap<string, string>
  /** What differs from delivery to delivery: its time. */
  readonly timed: (moment: Date) => readonly [name: string, value: string]
}

/** What is to be delivered; Alipay repeats it after 4m, 10m, 10m, 1h, 2h, 6h, 15h. */
export function outgoing(
  { notifyId, url, style, fields, timed }: Message,
  keys: KeyPair,
): OutgoingNotification {
  return {
    notifyId,
    url,
    acknowledgement: 'success',
    pauses: [4 * MINUTE, 10 * MINUTE, 10 * MINUTE, HOUR, 2 * HOUR, 6 * HOUR, 15 * HOUR],
    async write(moment): Promise<WrittenNotification> {
      const told = new Map([...fields, ['notify_id', notifyId], timed(moment)])
      return {
        url,
        type: `application/x-www-form-urlencoded; charset=${style.charset}`,
        body: await signedForm(told, style, keys),
      }
    },
  }
}

/** A notification's number: the day, a constant, the time, and digits of its own. */
export function numberAt(moment: Date, numbers: Numbers): string {
  const second = beijingTime(moment).replace(/\D/g, '')
  return `${second.slice(0, 8)}00222${second.slice(8)}${numbers.unique(15)}`
}

/** Adds `sign` and `sign_type`, which are not signed themselves; what is empty is left out. */
async function signedForm(
  fields: ReadonlyMap<string, string>,
  { signType, charset }: Style,
  keys: KeyPair,
): Promise<string> {
  const told = [...fields].filter(([, value]) => value !== '')
  const sign = await keys.sign(signedText(told, []), signType, charset)
  return writeParameters([...told, ['sign_type', signType], ['sign', sign]], charset)
}

/** An address to go back to, its own query kept, with signed parameters. */
export async function signedLocation(
  address: string,
  fields: ReadonlyMap<string, string>,
  style: Style,
  keys: KeyPair,
): Promise<string> {
  const query = await signedForm(fields, style, keys)
  // Spliced, not parsed: the merchant's own query must come back as it was written.
  const [, start = '', fragment = ''] = /^([^#]*)(.*)$/s.exec(address) ?? []
  return `${start}${start.includes('?') ? '&' : '?'}${query}${fragment}`
}
