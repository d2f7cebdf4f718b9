/** What mapi refuses before it takes a batch. Source: document 004, tables 4-1, 10-1 and 10-2. */
import { AMOUNT, toCents } from '../../message/amount.ts'
import { beijingTime } from '../../message/beijing-time.ts'
import type { Clock } from '../clock.ts'
import type { Batches, Partner, Transfer } from './batches.ts'

type Parameters = ReadonlyMap<string, string>

/** The batch's fields that must be there, with what is said when one is not. */
const REQUIRED: readonly (readonly [name: string, error: string])[] = [
  ['account_name', 'baccountNameIsNull'],
  ['detail_data', 'detailDataIsNull'],
  ['batch_no', 'batchNoIsNull'],
  ['batch_num', 'batchNumsIsNull'],
  ['batch_fee', 'batchFeesIsNull'],
  ['pay_date', 'payDateIsNull'],
  ['email', 'emailIsNull'],
]

const MOST_TRANSFERS = 1000

/** A batch that may be taken, or the code of what is wrong. */
export type CheckedBatch =
  | { readonly batchNo: string; readonly transfers: readonly Transfer[] }
  | { readonly error: string }

/** Checks a batch's fields and the account that pays. */
export function checkBatch(
  parameters: Parameters,
  partner: Partner,
  { clock, batches }: { readonly clock: Clock; readonly batches: Batches },
): CheckedBatch {
  const text = (name: string): string => parameters.get(name) ?? ''
  const missing = REQUIRED.find(([name]) => text(name) === '')
  if (missing !== undefined) return { error: missing[1] }
  const batchNo = text('batch_no')
  if (!/^[0-9A-Za-z]{11,32}$/.test(batchNo)) return { error: 'BATCH_NO_ERROR' }
  if (!AMOUNT.test(text('batch_fee'))) return { error: 'batchFeeIllegal' }
  if (text('pay_date') !== beijingTime(clock.now()).slice(0, 10).replaceAll('-', ''))
    return { error: 'ILLEGAL_ARGUMENT' }
  const account = text('buyer_account_name') || text('email')
  if (account !== partner.email) return { error: 'partnerORPayEmailError' }
  if (text('account_name') !== partner.accountName) return { error: 'PAY_EMAIL_NAME_NOT_MATCH' }
  if (partner.state === 'no-batches') return { error: 'PROFILE_BATCH_PAYMENT' }
  if (partner.state === 'blocked') return { error: 'USER_BLOCKED' }
  if (batches.byNumber(partner, batchNo) !== undefined) return { error: 'BATCH_NO_NOT_UNIQUE' }
  const transfers = text('detail_data').split('|').map(readTransfer)
  if (!transfers.every(transfer => transfer !== undefined)) return { error: 'ILLEGAL_ARGUMENT' }
  const error = refuseTransfers(transfers, parameters, partner, batches)
  return error === undefined ? { batchNo, transfers } : { error }
}

function refuseTransfers(
  transfers: readonly Transfer[],
  parameters: Parameters,
  partner: Partner,
  batches: Batches,
): string | undefined {
  const fee = toCents(parameters.get('batch_fee') ?? '0')
  const serials = transfers.map(({ serial }) => serial)
  const { mostPerTransfer, balance } = partner
  if (transfers.length > MOST_TRANSFERS) return 'TOTAL_NUMS_LIMIT'
  if (String(transfers.length) !== parameters.get('batch_num')) return 'BATCH_COUNT_ADD_NOT_MATCH_AMOUNT'
  if (transfers.reduce((sum, { amount }) => sum + amount, 0n) !== fee)
    return 'BATCH_MONEY_ADD_NOT_MATCH_AMOUNT'
  if (new Set(serials).size < serials.length) return 'TRANS_NO_NOT_UNIQUE'
  if (serials.some(serial => batches.knowsSerial(partner, serial))) return 'TRANS_NO_NOT_UNIQUE'
  if (mostPerTransfer !== undefined && transfers.some(({ amount }) => amount > mostPerTransfer))
    return 'MAX_SINGLE_FEE'
  return balance !== undefined && balance < fee ? 'NOT_ENOUGH_AMOUNT' : undefined
}

function readTransfer(record: string): Transfer | undefined {
  const parts = record.split('^')
  const [serial = '', account = '', name = '', amount = ''] = parts
  const isWhole = parts.length === 5 && serial !== '' && account !== '' && name !== ''
  return isWhole && AMOUNT.test(amount) ? { serial, account, name, amount: toCents(amount) } : undefined
}
