/** A batch of transfers as its two services take it: one input, and the flat fields that follow from it. */
import * as v from 'valibot'
import { InputError } from '../errors.ts'
import type { Fields } from '../gateway/fields.ts'
import { fromCents, toCents } from '../message/amount.ts'
import { beijingTime } from '../message/beijing-time.ts'
import {
  batchNumber,
  computed,
  day,
  extendParam,
  filled,
  optionalPart,
  part,
  transferAmount,
} from './fields.ts'

const transfer = () =>
  v.strictObject({
    /** Your number of this transfer (流水号), once in a batch; without `^` and `|`. Example: `0315006`. */
    serial: part(),
    /** The receiver's Alipay account (收款方账号): an e-mail address or telephone number. Example: `a@example.com`. */
    account: part(),
    /** The receiver's real name (收款账号姓名), compared with the account's. Example: `常炜`. */
    name: part(),
    /** What is paid in yuan (付款金额), at least 0.01. Example: `20.00`. */
    amount: transferAmount(),
    /** A remark (备注说明); the gateway may refuse a batch that lacks one: `REASON_NOT_NULL`. Example: `March`. */
    note: v.optional(optionalPart()),
  })

/** What a batch is made of. */
export const batch = () =>
  v.strictObject({
    /**
     * Your number of the batch (批量付款批次号), 11 to 32 letters and digits, case-sensitive. The gateway pays a
     * number once: keep it when you send again. Example: `20260101001`.
     */
    batch_no: batchNumber(),
    /** Name of the paying account (付款账号名). Example: `毛毛`. */
    account_name: filled(),
    /** The paying account (付款账号), an e-mail address. Example: `payer@example.com`. */
    email: filled(),
    /** Day of the payment (支付日期), which must be today in Beijing; today when absent. Example: `20260101`. */
    pay_date: v.optional(day()),
    /** The paying account under another name (付款账号别名); it wins over `email`. Example: `payer@example.com`. */
    buyer_account_name: v.optional(filled()),
    /** Named values that were agreed on with Alipay (业务扩展参数); at most 200 characters. Example: `{ agent: '123456' }`. */
    extend_param: v.optional(extendParam()),
    /** The transfers, 1 to 1000 (付款详细数据). */
    transfers: v.pipe(v.array(transfer()), v.minLength(1), v.maxLength(1000), v.rawCheck(repeatedSerials)),
    /** Never given (付款总笔数): how many transfers there are, such as `2`, is counted. */
    batch_num: computed(),
    /** Never given (付款总金额): what the transfers add up to, such as `40.00`, is computed. */
    batch_fee: computed(),
    /** Never given: the transfers as they travel, such as `0315006^a@example.com^常炜^20.00^March`. */
    detail_data: computed(),
  })

/** A batch, checked: what was sent, and what its notification is compared with. */
export type Batch = v.InferInput<ReturnType<typeof batch>>

type Transfers = v.InferInput<ReturnType<typeof transfer>>[]

type CheckContext = Parameters<Parameters<typeof v.rawCheck<Transfers>>[0]>[0]

/** Notifications name transfers by their serial alone, so that two of one serial could not be told apart. */
function repeatedSerials({ dataset, addIssue }: CheckContext): void {
  if (!dataset.typed) return
  const seen = new Map<string, number>()
  for (const [index, { serial }] of dataset.value.entries()) {
    const earlier = seen.get(serial)
    if (earlier === undefined) seen.set(serial, index)
    else addIssue({ message: `must have a serial each: [${earlier}] and [${index}] have the same` })
  }
}

/**
 * The fields as they travel.
 *
 * @throws {InputError} for a day that is not today in Beijing.
 */
export function batchFields(fields: Fields, { now }: { readonly now: Date }): Fields {
  // What stands here passed the schema, whose output is its input but for `extend_param`.
  const { transfers, pay_date, ...rest } = fields as unknown as Batch
  const today = beijingTime(now).slice(0, 10).replaceAll('-', '')
  if (pay_date !== undefined && pay_date !== today) {
    throw new InputError('batch', [{ path: 'pay_date', rule: `must be today in Beijing, ${today}` }])
  }
  const amounts = transfers.map(({ amount }) => toCents(amount))
  return {
    ...rest,
    pay_date: today,
    batch_num: String(transfers.length),
    batch_fee: fromCents(amounts.reduce((sum, cents) => sum + cents, 0n)),
    detail_data: transfers
      .map(({ serial, account, name, note = '' }, index) =>
        [serial, account, name, fromCents(amounts[index] as bigint), note].join('^'),
      )
      .join('|'),
  }
}
