/** Alipay: hands a refund in, to be made later (异步退款受理, `alipay.trade.refund.apply`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import type { Entries } from '../fields.ts'
import { amount, jsonObject, jsonString, notEmpty } from '../fields.ts'
import { ofOneTrade, type TradeNumbers, tradeNumbers } from '../order-fields.ts'

const own = () => ({
  /** Amount to give back in yuan (退款金额), 0.01 to what is left of the trade. Example: `200.12`. */
  refund_amount: amount(),
  /**
   * Number of this refund (退款请求号); not empty. A new one for each refund, and the same one to repeat a refund.
   * Required here, because without it a second partial refund counts as a repeat of the first. Example:
   * `REFUND-1`.
   */
  out_request_no: notEmpty(),
  /** Why, shown to the payer (退款原因). Example: `Returned`. */
  refund_reason: v.optional(v.string()),
  /** Your number of who refunds (商户操作员编号). Example: `OP001`. */
  operator_id: v.optional(v.string()),
  /** Your number of the store (商户门店编号). Example: `NJ_S_001`. */
  store_id: v.optional(v.string()),
  /** Your number of the till (商户机具终端编号). Example: `NJ_T_001`. */
  terminal_id: v.optional(v.string()),
  /** What you agreed upon with Alipay (业务扩展参数); sent as JSON. Example: `{ cancel_bill_no: '1' }`. */
  extend_params: v.optional(jsonString(jsonObject())),
  /** Where the money comes from (退款资金明细); only for the product `SETTLE_OFFLINE_GROUP`. */
  refund_fund_details: v.optional(
    v.array(
      v.strictObject({
        /** What the item tells: `paySerialNo`, or one that Alipay added since. Example: `paySerialNo`. */
        type: v.optional(v.string()),
        /** The money, each as JSON text. Example: `['{"paySerialNo":"1","amount":"0.10"}']`. */
        funds: v.optional(v.array(v.string())),
        /** Account that receives (收入方). Example: `2088101126708402`. */
        trans_in: v.optional(v.string()),
        /** What `trans_in` is. Example: `userId`. */
        trans_in_type: v.optional(v.string()),
      }),
    ),
  ),
})

// By name, so that declarations need not repeat all fields for the check.
interface Fields extends v.StrictObjectSchema<Entries<TradeNumbers & ReturnType<typeof own>>, undefined> {}
interface Trade extends v.InferOutput<Fields> {}

const input = () => v.pipe(v.strictObject({ ...tradeNumbers(), ...own() }) as Fields, ofOneTrade<Trade>())

/** Input of {@link tradeRefundApply}. */
export interface TradeRefundApplyInput extends v.InferInput<ReturnType<typeof input>> {}

/** The refund was taken in. Only `refund_status` `REFUND_SUCCESS` says that the money went back. */
export interface TradeRefundApplyResult {
  /** `10000`: the refund was taken in, which is not yet a refund. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /**
   * How far it has come (退款状态). `REFUND_PROCESSING`: it will be made; ask `tradeFastpayRefundQuery` later.
   * `REFUND_SUCCESS`: the money went back. `REFUND_FAIL`: it did not. Example: `REFUND_PROCESSING`.
   */
  refund_status: 'REFUND_PROCESSING' | 'REFUND_SUCCESS' | 'REFUND_FAIL'
  /** Alipay's number of the trade (支付宝交易号). Example: `2014112611001004680073956707`. */
  trade_no?: string
  /** Your order number. Example: `ORDER-1`. */
  out_trade_no?: string
  /** Your number of the refund. Example: `REFUND-1`. */
  out_request_no: string
  /** Amount of this refund in yuan; no proof without its status. Example: `200.12`. */
  refund_amount?: string
}

/**
 * Hands a refund in that Alipay makes later, and tries again by itself while money is missing.
 *
 * Code `10000` means accepted, not refunded: deliver the news only at `REFUND_SUCCESS`, here or from
 * `tradeFastpayRefundQuery`. When an error says `unknown`, repeat it with the same `out_request_no` and
 * amount, or query the refund; a new number may refund twice.
 *
 * Sources: Alipay's page of `alipay.trade.refund.apply` and its 2026 SDK models.
 */
export const tradeRefundApply: Api<'alipay', TradeRefundApplyInput, TradeRefundApplyResult, 'call'> =
  defineApi({
    gateway: 'alipay',
    name: 'alipay.trade.refund.apply',
    kind: 'call',
    input,
    binds: ['trade_no', 'out_trade_no', 'out_request_no'],
    marks: { holds: ['refund_status'], lacks: ['total_amount'] },
    // Left out: whatever speaks of what was refunded, finished or closed already. An earlier identical call
    // may have done it, or may have been in time.
    refusals: ['ACQ.INVALID_PARAMETER', 'ACQ.TRADE_NOT_EXIST'],
    amounts: ['refund_amount'],
  })
