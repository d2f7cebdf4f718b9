/** Writing and signing what mapi tells a batch's `notify_url`. Source: document 004, sections 6 and 7.2. */
import { fromCents } from '../../message/amount.ts'
import { beijingTime } from '../../message/beijing-time.ts'
import type { OutgoingNotification } from '../delivery.ts'
import { writeParameters } from '../parameters.ts'
import type { Numbers } from '../random.ts'
import { signedText } from '../signing.ts'
import type { Batch } from './batches.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Eight deliveries within 25 hours, the first one at once. */
const PAUSES: readonly number[] = [2 * MINUTE, 10 * MINUTE, 10 * MINUTE, HOUR, 2 * HOUR, 6 * HOUR, 15 * HOUR]

/** The news of a batch that has ended; repeats tell the same under the same number. */
export function batchNotification(batch: Batch, numbers: Numbers): OutgoingNotification {
  const { partner, charset, signType, notifyUrl } = batch
  const notifyId = numbers.hex(32)
  const fields: [string, string][] = [
    ['notify_type', 'batch_trans_notify'],
    ['notify_id', notifyId],
    ['batch_no', batch.batchNo],
    ['pay_user_id', partner.partner],
    ['pay_user_name', partner.accountName],
    ['pay_account_no', `${partner.partner}0156`],
    ['success_details', details(batch, 'S')],
    ['fail_details', details(batch, 'F')],
  ]
  return {
    notifyId,
    url: notifyUrl,
    acknowledgement: 'success',
    pauses: PAUSES,
    async write(moment) {
      const told = [
        ['notify_time', beijingTime(moment)] as const,
        ...fields.filter(([, value]) => value !== ''),
      ]
      const sign = (await partner.seals.get(signType)?.sign(signedText(told, []), charset)) ?? ''
      return {
        url: notifyUrl,
        type: `application/x-www-form-urlencoded; text/html; charset=${charset}`,
        body: writeParameters([...told, ['sign_type', signType], ['sign', sign]], charset),
      }
    },
  }
}

/** The records of what was paid (`S`) or not (`F`), each with `|` at its end. */
function details({ transfers, settledAt }: Batch, flag: 'S' | 'F'): string {
  const time = settledAt === undefined ? '' : beijingTime(settledAt).replace(/\D/g, '')
  return transfers
    .filter(({ result }) => (result?.reason === undefined) === (flag === 'S'))
    .map(({ serial, account, name, amount, result }) => {
      const { reason = 'null', number = '' } = result ?? {}
      return `${[serial, account, name, fromCents(amount), flag, reason, number, time].join('^')}|`
    })
    .join('')
}
