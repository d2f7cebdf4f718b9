/** The records of a batch's notification: text between `^` and `|` → what became of each transfer. */
import { MessageError } from '../errors.ts'
import { AMOUNT } from '../message/amount.ts'

/** What became of one transfer. */
export interface TransferRecord {
  /** Your number of the transfer (流水号). Example: `0315001`. */
  serial: string
  /** The receiver's account (收款方账号). Example: `a@example.com`. */
  account: string
  /** The receiver's name (收款账号姓名). Example: `龚本林`. */
  name: string
  /** What was to be paid, in yuan. Example: `20.00`. */
  amount: string
  /**
   * Why it failed (失败原因); null for one that was paid, and where none is given. Example:
   * `TXN_RESULT_TRANSFER_OUT_CAN_NOT_EQUAL_IN`.
   */
  reason: string | null
  /** Alipay's own number of it (支付宝内部流水号); empty where none was given. Example: `200810248427067`. */
  alipaySerial: string
  /** When it ended, in Beijing time as the gateways write it elsewhere. Example: `2008-10-24 14:36:52`. */
  finishedAt: string
}

const TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/

/**
 * Reads `success_details` (flag `S`) or `fail_details` (flag `F`).
 *
 * @throws {MessageError} for a record that is not its eight fields: something would be decided on it.
 */
export function readRecords(details: string, flag: 'S' | 'F', field: string): TransferRecord[] {
  const records = details.replace(/\|$/, '').split('|')
  if (records.length === 1 && records[0] === '') return []
  return records.map((record, index) => {
    const parts = record.split('^')
    const [
      serial = '',
      account = '',
      name = '',
      amount = '',
      said,
      reason = '',
      alipaySerial = '',
      time = '',
    ] = parts
    const wellFormed =
      parts.length === 8 && serial !== '' && AMOUNT.test(amount) && said === flag && TIME.test(time)
    if (!wellFormed) throw new MessageError(`batch_trans_notify: ${field}[${index}] is malformed`)
    return {
      serial,
      account,
      name,
      amount,
      reason: reason === 'null' || reason === '' ? null : reason,
      alipaySerial,
      finishedAt: time.replace(TIME, '$1-$2-$3 $4:$5:$6'),
    }
  })
}
