/** Writing and signing what Alipay tells of its own accord. */
import { beijingTime } from '../../message/beijing-time.ts'
import type { Cipher } from '../cipher.ts'
import type { OutgoingNotification, WrittenNotification } from '../delivery.ts'
import { writeParameters } from '../parameters.ts'
import type { Numbers } from '../random.ts'
import { type SignType, signedText } from '../signing.ts'
import type { Seals } from './seals.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** How something is written and signed: as the request was that it goes back to. */
export interface Style {
  readonly appId: string
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
  /** Encrypts its `biz_content`; absent where that travels as it is. */
  readonly cipher?: Cipher | undefined
}

/** What is to be delivered; Alipay repeats it after 4m, 10m, 10m, 1h, 2h, 6h, 15h. */
export function outgoing(
  { notifyId, url, style, fields, timed, cipher }: Message,
  seals: Seals,
): OutgoingNotification {
  return {
    notifyId,
    url,
    acknowledgement: 'success',
    pauses: [4 * MINUTE, 10 * MINUTE, 10 * MINUTE, HOUR, 2 * HOUR, 6 * HOUR, 15 * HOUR],
    async write(moment): Promise<WrittenNotification> {
      const told = new Map([...fields, ['notify_id', notifyId], timed(moment)])
      if (cipher !== undefined) await encryptContent(told, style.charset, cipher)
      return {
        url,
        type: `application/x-www-form-urlencoded; charset=${style.charset}`,
        body: await signedForm(told, style, seals),
      }
    },
  }
}

/** A notification's number: the day, a constant, the time, and digits of its own. */
export function numberAt(moment: Date, numbers: Numbers): string {
  const second = beijingTime(moment).replace(/\D/g, '')
  return `${second.slice(0, 8)}00222${second.slice(8)}${numbers.unique(15)}`
}

async function encryptContent(told: Map<string, string>, charset: string, cipher: Cipher): Promise<void> {
  told.set('biz_content', await cipher.encrypt(told.get('biz_content') ?? '', charset))
  told.set('encrypt_type', 'AES')
}

/**
 * Adds `sign` and `sign_type`, which are not signed themselves, and in certificate mode `alipay_cert_sn`, which is;
 * what is empty is left out.
 */
async function signedForm(
  fields: ReadonlyMap<string, string>,
  { appId, signType, charset }: Style,
  seals: Seals,
): Promise<string> {
  const seal = seals(appId)
  const told = [...fields, ['alipay_cert_sn', seal.certificateSn ?? ''] as const].filter(
    ([, value]) => value !== '',
  )
  const sign = await seal.sign(signedText(told, []), signType, charset)
  return writeParameters([...told, ['sign_type', signType], ['sign', sign]], charset)
}

/** An address to go back to, its own query kept, with signed parameters. */
export async function signedLocation(
  address: string,
  fields: ReadonlyMap<string, string>,
  style: Style,
  seals: Seals,
): Promise<string> {
  const query = await signedForm(fields, style, seals)
  // Spliced, not parsed: the merchant's own query must come back as it was written.
  const [, start = '', fragment = ''] = /^([^#]*)(.*)$/s.exec(address) ?? []
  return `${start}${start.includes('?') ? '&' : '?'}${query}${fragment}`
}
