/** What mapi refuses, in this order. Source: document 004, tables 4-1, 10-1 and 10-2. */
import { AMOUNT, toCents } from '../../message/amount.ts'
import { isCharset } from '../charset.ts'
import { isAddress } from '../checks.ts'
import type { Clock } from '../clock.ts'
import { signedText } from '../signing.ts'
import { dayOf } from '../times.ts'
import type { Batches, Partner, TransferOrder } from './batches.ts'
import { isMapiSignType, type MapiSignType } from './signing.ts'

/** Gives a parameter's text; empty for one that is not there. */
export type Read = (name: string) => string

/** What is wrong, as the gateway's tables call it. */
export interface Refused {
  readonly error: string
}

/** Who asks, with a signature that fits. */
export interface Caller {
  readonly partner: Partner
  readonly signType: MapiSignType
  /** The text that was signed. */
  readonly text: string
}

/** Checks who asks. `charset` is that of the URL, by which the body was read. */
export async function checkCaller(
  parameters: ReadonlyMap<string, string>,
  partners: ReadonlyMap<string, Partner>,
  isService: (name: string) => boolean,
  charset: string,
): Promise<Caller | Refused> {
  const read: Read = name => parameters.get(name) ?? ''
  const [signType, partner] = [read('sign_type'), partners.get(read('partner'))]
  if (!isService(read('service'))) return { error: 'ILLEGAL_SERVICE' }
  if (partner === undefined) return { error: 'ILLEGAL_PARTNER' }
  if (!isCharset(read('_input_charset'))) return { error: 'ILLEGAL_CHARSET' }
  if (!isMapiSignType(signType)) return { error: 'ILLEGAL_SIGN_TYPE' }
  const seal = partner.seals.get(signType)
  if (seal === undefined) return { error: 'ILLEGAL_SECURITY_PROFILE' }
  const text = signedText(parameters, ['sign', 'sign_type'])
  const isGenuine = await seal.verify(text, read('sign'), charset)
  return isGenuine ? { partner, signType, text } : { error: 'ILLEGAL_SIGN' }
}

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

/** A batch that may be taken. */
export interface CheckedBatch {
  readonly batchNo: string
  readonly transfers: readonly TransferOrder[]
}

/** Checks a batch's fields and the account that pays. */
export function checkBatch(
  read: Read,
  partner: Partner,
  { clock, batches }: { readonly clock: Clock; readonly batches: Batches },
): CheckedBatch | Refused {
  const batchNo = read('batch_no')
  const error =
    refuseFields(read, clock) ??
    refusePayer(read, partner) ??
    (batches.byNumber(partner, batchNo) === undefined ? undefined : 'BATCH_NO_NOT_UNIQUE')
  if (error !== undefined) return { error }
  const transfers = read('detail_data').split('|').map(readTransfer)
  if (!transfers.every(transfer => transfer !== undefined)) return { error: 'ILLEGAL_ARGUMENT' }
  const wrong = refuseTransfers(transfers, read, partner, batches)
  return wrong === undefined ? { batchNo, transfers } : { error: wrong }
}

function refuseFields(read: Read, clock: Clock): string | undefined {
  const missing = REQUIRED.find(([name]) => read(name) === '')
  if (missing !== undefined) return missing[1]
  if (!/^[0-9A-Za-z]{11,32}$/.test(read('batch_no'))) return 'BATCH_NO_ERROR'
  if (!AMOUNT.test(read('batch_fee'))) return 'batchFeeIllegal'
  const isFit =
    read('pay_date') === dayOf(clock.now()) &&
    read('extend_param').length <= 200 &&
    (read('notify_url') === '' || isAddress(read('notify_url')))
  return isFit ? undefined : 'ILLEGAL_ARGUMENT'
}

function refusePayer(read: Read, { email, accountName, state }: Partner): string | undefined {
  if ((read('buyer_account_name') || read('email')) !== email) return 'partnerORPayEmailError'
  if (read('account_name') !== accountName) return 'PAY_EMAIL_NAME_NOT_MATCH'
  if (state === 'no-batches') return 'PROFILE_BATCH_PAYMENT'
  return state === 'blocked' ? 'USER_BLOCKED' : undefined
}

function refuseTransfers(
  transfers: readonly TransferOrder[],
  read: Read,
  partner: Partner,
  batches: Batches,
): string | undefined {
  const { mostPerTransfer, balance } = partner
  const serials = new Set(transfers.map(({ serial }) => serial))
  const sum = transfers.reduce((total, { amount }) => total + amount, 0n)
  if (transfers.length > MOST_TRANSFERS) return 'TOTAL_NUMS_LIMIT'
  if (String(transfers.length) !== read('batch_num')) return 'BATCH_COUNT_ADD_NOT_MATCH_AMOUNT'
  if (sum !== toCents(read('batch_fee'))) return 'BATCH_MONEY_ADD_NOT_MATCH_AMOUNT'
  if (serials.size < transfers.length) return 'TRANS_NO_NOT_UNIQUE'
  if ([...serials].some(serial => batches.knowsSerial(partner, serial))) return 'TRANS_NO_NOT_UNIQUE'
  if (mostPerTransfer !== undefined && transfers.some(({ amount }) => amount > mostPerTransfer))
    return 'MAX_SINGLE_FEE'
  return balance !== undefined && balance < sum ? 'NOT_ENOUGH_AMOUNT' : undefined
}

/** Reads `serial^account^name^amount^note`, of which only the note may be empty. */
function readTransfer(record: string): TransferOrder | undefined {
  const parts = record.split('^')
  const [serial = '', account = '', name = '', text = '', note = ''] = parts
  const isWhole = parts.length === 5 && serial !== '' && account !== '' && name !== ''
  const amount = isWhole && AMOUNT.test(text) ? toCents(text) : 0n
  return amount > 0n ? { serial, account, name, amount, note } : undefined
}
