/** Alipay: takes back a payment whose outcome is unknown (统一收单交易撤销, `alipay.trade.cancel`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import type { Entries } from '../fields.ts'
import { ofOneTrade, type TradeNumbers, tradeNumbers } from '../order-fields.ts'

// By name, so that declarations need not repeat all fields for the check.
interface Fields extends v.StrictObjectSchema<Entries<TradeNumbers>, undefined> {}
interface Trade extends v.InferOutput<Fields> {}

const input = () => v.pipe(v.strictObject({ ...tradeNumbers() }) as Fields, ofOneTrade<Trade>())

/** Input of {@link tradeCancel}. */
export interface TradeCancelInput extends v.InferInput<ReturnType<typeof input>> {}

/** The cancellation was taken. It is done only if `retry_flag` is `N`; `action` tells what it did. */
export interface TradeCancelResult {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Alipay's number of the trade (支付宝交易号); absent where there was none. Example: `2013112011001004330000121536`. */
  trade_no?: string
  /** Your order number. Example: `ORDER-1`. */
  out_trade_no: string
  /**
   * Whether it must be repeated (是否需要重试). `Y`: it is not done, the payer's money may still be with you; call
   * again with the same numbers. `N`: it is done. Example: `N`.
   */
  retry_flag: 'Y' | 'N'
  /**
   * What happened to the money (本次撤销触发的交易动作). `close`: nobody had paid, and the trade is closed; no money
   * moved. `refund`: the payer had paid, and all of it was given back. Absent: no trade was found, or the call
   * failed; then nothing was closed, so do not count on it that nobody can pay. Example: `close`.
   */
  action?: 'close' | 'refund'
  /** When the refund was paid, Beijing time; for acquiring institutions (间连). Example: `2016-11-27 15:45:57`. */
  gmt_refund_pay?: string
  /** Clearing number of the refund for an acquiring bank's accounts. Example: `2018101610032004620239146945`. */
  refund_settlement_id?: string
}

/**
 * Takes back a payment whose outcome is unknown. Beware: it gives the money back if it was paid.
 *
 * An unpaid trade is closed, and one that was paid is refunded in full, without asking. After `tradePay`
 * with the outcome `unknown`, or with a payer who does not confirm: query first. Paid is paid, so deliver;
 * only while the query gives no clear answer, cancel, and repeat that while `retry_flag` is `Y` or the outcome
 * is unknown. A trade that is known to be paid is refunded with `tradeRefund` instead.
 *
 * Sources: document 000, "alipay.trade.cancel"; Alipay's page of it and its 2026 SDK models.
 */
export const tradeCancel: Api<'alipay', TradeCancelInput, TradeCancelResult, 'call'> = defineApi({
  gateway: 'alipay',
  name: 'alipay.trade.cancel',
  kind: 'call',
  input,
  binds: ['trade_no', 'out_trade_no'],
  marks: { holds: ['retry_flag'] },
  // Left out: whatever speaks of a state, a time or an amount that does not allow it any more. An earlier
  // identical call may have given the money back.
  refusals: ['ACQ.INVALID_PARAMETER', 'ACQ.REASON_TRADE_BEEN_FREEZEN'],
  amounts: [],
})
