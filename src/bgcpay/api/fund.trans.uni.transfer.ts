/** bgcpay: sends money to a user (單筆轉帳, `bgcpay.fund.trans.uni.transfer`). */
import * as v from 'valibot'
import { type Api, defineApi, type Unsigned } from '../../gateway/api.ts'
import { filled, text, transferAmount } from '../fields.ts'

const input = () =>
  v.strictObject({
    /**
     * Your number of this transfer (商家側唯一訂單號); 1 to 64; unique with you. Keep it when you repeat the
     * transfer: a new number is a second transfer. Example: `PAYOUT_1`.
     */
    out_biz_no: filled(64),
    /** Which digital asset is sent (貨幣單位); 1 to 64. Example: `USDT`. */
    currency: filled(64),
    /**
     * How much in that currency (訂單總金額), 0.1 to 100000000, at most two decimals, no thousands separator.
     * Example: `23.00`.
     */
    trans_amount: transferAmount(),
    /** Title in the payee's bill (轉帳業務的標題); 1 to 128. Example: `Wages of May`. */
    order_title: filled(128),
    /**
     * Who receives it (收款方資訊), mostly a CID; 1 to 128. Example: `BJGv1jeHA8QxZ5jjwY8wc4PQ2GHg4772L8`.
     */
    payee_did: filled(128),
    /** A remark (業務備註); at most 200. Example: `Wages of May`. */
    remark: v.optional(text(200)),
  })

/** Input of {@link fundTransUniTransfer}. */
export interface FundTransUniTransferInput extends v.InferInput<ReturnType<typeof input>> {}

/** The transfer was made. */
export interface FundTransUniTransferResult {
  /** `10000`: the transfer was made. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Your number of the transfer. Example: `PAYOUT_1`. */
  out_biz_no: string
  /** The gateway's number of the transfer (鏈付轉帳訂單號). Example: `20190801110070000006380000250621`. */
  order_id: string
  /** When it was paid, as the gateway writes it. Example: `2019-08-21 00:00:00`. */
  trans_date: string
}

/**
 * Sends money to a user.
 *
 * After `SYSTEM_ERROR`, and after any other error whose outcome is `unknown`, query by `out_biz_no`; a query
 * that finds nothing is no failure yet. Never send it again under a new number before that is settled.
 *
 * Source: document 003, bgcpay.fund.trans.uni.transfer.
 */
export const fundTransUniTransfer: Api<
  'bgcpay',
  FundTransUniTransferInput,
  Unsigned<FundTransUniTransferResult>,
  'call'
> = defineApi({
  gateway: 'bgcpay',
  name: 'bgcpay.fund.trans.uni.transfer',
  kind: 'call',
  input,
  binds: ['out_biz_no'],
  marks: { holds: ['trans_date', 'order_id'], lacks: ['trans_amount'] },
  // Left out: balances, daily and monthly limits, which an earlier identical call may itself have used up,
  // and what depends on the day: agreements and contracts may have ended since, accounts been frozen.
  refusals: [
    'INVALID_PARAMETER',
    'EXCEED_LIMIT_ENT_SM_AMOUNT',
    'EXCEED_LIMIT_PERSONAL_SM_AMOUNT',
    'EXCEED_LIMIT_SM_AMOUNT',
    'EXCEED_LIMIT_SM_MIN_AMOUNT',
  ],
})
