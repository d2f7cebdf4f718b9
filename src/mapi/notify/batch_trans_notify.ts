/** mapi: tells what became of a batch's transfers (批量付款结果通知, `batch_trans_notify`). */
import { MessageError } from '../../errors.ts'
import { defineNotification, type NotificationType } from '../../gateway/notification.ts'
import { fromCents, toCents } from '../../message/amount.ts'
import { printable } from '../../message/form.ts'
import { type Reconciliation, reconcile, type SentBatch } from '../reconcile.ts'
import { readRecords, type TransferRecord } from '../records.ts'

/** How many transfers, and how much. */
export interface BatchTotal {
  /** How many. Example: `2`. */
  count: number
  /** Their sum in yuan. Example: `40.00`. */
  amount: string
}

/** A batch's news: what was paid and what was not. */
export interface BatchTransNotification {
  /** Number of the notification, the same in every repeat (通知校验 ID). Example: `70fec0c2730b27528665af4517c27b95`. */
  notify_id: string
  /** Your number of the batch (批次号). Example: `20260101001`. */
  batch_no: string
  /** User id of the paying account (付款账号 ID). Example: `2088002464631181`. */
  pay_user_id: string
  /** The transfers that were paid. */
  succeeded: TransferRecord[]
  /** The transfers that were not paid, with the reason of each. */
  failed: TransferRecord[]
  /** What was paid in all. */
  paid: BatchTotal
  /** What was not paid in all. */
  unpaid: BatchTotal
  /** When it was sent, in Beijing time. Example: `2009-08-12 11:08:32`. */
  notify_time?: string
  /** `batch_trans_notify`, though the document's sample has another text. Example: `batch_trans_notify`. */
  notify_type?: string
  /** Name of the paying account (付款账号姓名). Example: `毛毛`. */
  pay_user_name?: string
  /** The paying account (付款账号): a number or an e-mail address. Example: `20880024646311810156`. */
  pay_account_no?: string
}

/** A batch's news, held against the batch that was sent. */
export interface ReconciledBatch extends BatchTransNotification {
  /** What became of each transfer; those that are `missing` may come with another notification. */
  reconciliation: Reconciliation
}

const TEXT = /^[\s\S]*$/

/**
 * Tells which transfers of a batch were paid; posted, or asked for by GET, at your `notifyUrl`.
 *
 * `expect` gives the batch that was sent. A transfer that was not sent, is told twice, or has another account,
 * name or amount is a mismatch; one that is not told of is `missing` in the result's `reconciliation`. Answered
 * with `success`, or else sent again after 2 minutes, 10, 10, 1 hour, 2, 6 and 15.
 *
 * Source: document 004, sections 6 and 7.
 */
export const batchTransNotification: NotificationType<
  'mapi',
  BatchTransNotification,
  SentBatch,
  ReconciledBatch
> = defineNotification({
  gateway: 'mapi',
  name: 'batch_trans_notify',
  fields: {
    notify_id: /^[\w.+/=%-]{1,128}$/,
    batch_no: /^[0-9A-Za-z]{11,32}$/,
    pay_user_id: /^\d{16}$/,
    success_details: TEXT,
    fail_details: TEXT,
    notify_time: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/,
    notify_type: TEXT,
    pay_user_name: TEXT,
    pay_account_no: TEXT,
    sign_type: /^(?:DSA|RSA|MD5)$/,
  },
  decides: ['notify_id', 'batch_no', 'pay_user_id'],
  read: ({ success_details = '', fail_details = '', ...fields }) => {
    const succeeded = readRecords(success_details, 'S', 'success_details')
    const failed = readRecords(fail_details, 'F', 'fail_details')
    if (succeeded.length + failed.length === 0)
      throw new MessageError('batch_trans_notify: it tells of no transfer, so nothing can be decided on it')
    const lists = { succeeded, failed, paid: total(succeeded), unpaid: total(failed) }
    return Object.assign(Object.create(null), fields, lists) as BatchTransNotification
  },
  compare: (message, expected) => {
    // First, since it refuses what is no batch at all: that is no mismatch of the sender's.
    const { unknown, repeated, different } = reconcile(message, expected)
    if (message.batch_no !== expected.batch_no) return ['batch_no']
    return [
      ...unknown.map(serial => `transfer ${printable(serial)} (unknown)`),
      ...repeated.map(serial => `transfer ${printable(serial)} (told twice)`),
      ...different.map(({ serial, fields }) => `transfer ${printable(serial)} (${fields.join(', ')})`),
    ]
  },
  complete: (message, expected) =>
    Object.assign(Object.create(null), message, { reconciliation: reconcile(message, expected) }),
})

function total(records: readonly TransferRecord[]): BatchTotal {
  const cents = records.reduce((sum, { amount }) => sum + toCents(amount), 0n)
  return { count: records.length, amount: fromCents(cents) }
}
