/** bgcpay: looks a transfer up (轉帳業務單據查詢, `bgcpay.fund.trans.common.query`). */
import * as v from 'valibot'
import { type Api, defineApi, type Unsigned } from '../../gateway/api.ts'
import { either, text } from '../fields.ts'

const fields = () =>
  v.strictObject({
    /**
     * The gateway's number of the transfer (鏈付轉帳單據號); wins over `out_biz_no`; at most 32. Example:
     * `20190801110070000006380000250621`.
     */
    order_id: v.optional(text(32)),
    /**
     * Your number of the transfer (商戶轉帳唯一訂單號); at most 64. One of the two numbers is required.
     * Example: `PAYOUT_1`.
     */
    out_biz_no: v.optional(text(64)),
  })

interface Transfer extends v.InferOutput<ReturnType<typeof fields>> {}

const input = () => v.pipe(fields(), either<Transfer>('order_id', 'out_biz_no'))

/** Input of {@link fundTransCommonQuery}. */
export interface FundTransCommonQueryInput extends v.InferInput<ReturnType<typeof input>> {}

/** A transfer that was made. It has no state: that it was found is the only sign of its success. */
export interface FundTransCommonQueryResult {
  /** `10000`: the transfer was found. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** The gateway's number of the transfer (鏈付轉帳單據號). Example: `20190801110070000006380000250621`. */
  order_id: string
  /** Your number of the transfer. Example: `PAYOUT_1`. */
  out_biz_no: string
  /** Which digital asset was sent. Example: `USDT`. */
  currency: string
  /** How much in that currency (付款金額). Example: `32.00`. */
  trans_amount: string
  /** When it was made, as the gateway writes it. Example: `2013-01-01 08:08:08`. */
  trans_date: string
  /** CID of the payee (收款人CID). Example: `BJGv1jeHA8QxZ5jjwY8wc4PQ2GHg4772L8`. */
  payee_did: string
}

/**
 * Looks a transfer up.
 *
 * `ORDER_NOT_EXIST` is no failure of the transfer: it may still be under way. Make sure that the number is
 * yours, then query again after some minutes, or send the transfer again with the same `out_biz_no`. It only
 * reads, so it is repeated when the network fails.
 *
 * Source: document 003, bgcpay.fund.trans.common.query.
 */
export const fundTransCommonQuery: Api<
  'bgcpay',
  FundTransCommonQueryInput,
  Unsigned<FundTransCommonQueryResult>,
  'call'
> = defineApi({
  gateway: 'bgcpay',
  name: 'bgcpay.fund.trans.common.query',
  kind: 'call',
  input,
  binds: ['order_id', 'out_biz_no'],
  marks: { holds: ['trans_amount'] },
  reads: true,
  amounts: ['trans_amount'],
})
