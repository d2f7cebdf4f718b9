/** `alipay.data.dataservice.bill.downloadurl.query`: where the merchant's bill of a day or month is. */
import { readBeijingTime } from '../times.ts'
import { success } from './answers.ts'
import { type BillPeriod, entriesOf } from './bill.ts'
import type { Answer, Bank, Call } from './call.ts'
import { refuse, refuseFields } from './refusals.ts'

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR
/** A day's bill is made by nine o'clock, a month's on its third day. */
const READY = { day: 9 * HOUR, month: 2 * DAY + 9 * HOUR } as const
/** Older bills are thrown away. */
const KEPT = 6 * 365 * DAY

/** Answers an address for trade bills, which are the only ones here. */
export function dataDataserviceBillDownloadurlQuery({ app, fields }: Call, bank: Bank): Answer {
  const { clock, trades, bills } = bank
  const type = fields.text('bill_type', { required: true, pattern: TYPES })
  const date = fields.text('bill_date', { required: true, max: 10 })
  const smid = fields.text('smid', { max: 32 })
  if (smid !== '' && type !== 'trade_zft_merchant') fields.reject('smid')
  const period = readPeriod(date)
  if (period === undefined) fields.reject('bill_date')
  if (period === undefined || fields.problems.length > 0) {
    return refuseFields(fields.problems, 'INVAILID_ARGUMENTS')
  }
  const now = clock.now().getTime()
  const isReady = now >= period.until + (date.length === 10 ? READY.day : READY.month)
  if (type !== 'trade' || !isReady || period.from < now - KEPT) return refuse('BILL_NOT_EXIST')
  const own = trades.all().filter(({ sellerId }) => sellerId === app.sellerId)
  const entries = entriesOf(own, period)
  const name = date.replaceAll('-', '')
  const url = bills.issue({ sellerId: app.sellerId, name, period, entries })
  return success({
    bill_download_url: url,
    ...(entries.length === 0 ? { bill_file_code: 'EMPTY_DATA_WITH_BILL_FILE' } : {}),
  })
}

const TYPES = /^(?:trade|signcustomer|merchant_act|trade_zft_merchant|zft_acc|settlementMerge)$/

/** `2026-01-31` is a day, `2026-01` a month; undefined for anything else. */
function readPeriod(date: string): BillPeriod | undefined {
  const isMonth = /^\d{4}-\d\d$/.test(date)
  const from = readBeijingTime(`${isMonth ? `${date}-01` : date} 00:00:00`)
  if (from === undefined) return undefined
  if (!isMonth) return { from, until: from + DAY }
  const [year, month] = date.split('-').map(Number) as [number, number]
  const next = month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`
  return { from, until: readBeijingTime(`${next}-01 00:00:00`) ?? from }
}
