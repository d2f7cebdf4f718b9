/** Koubei: gives back what items of an order cost (口碑商品交易退货, `koubei.trade.itemorder.refund`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import { amountOrZero, filled, filledList, text } from '../fields.ts'

const input = () =>
  v.strictObject({
    /** Koubei's number of the order (口碑订单号); 1 to 64. Example: `20180112000001`. */
    order_no: filled(64),
    /** Number of this refund (退款请求号); 1 to 64; a new one for each refund of an order. Example: `REFUND_1`. */
    out_request_no: filled(64),
    /** What is given back (退货明细), one item at least. */
    refund_infos: filledList(
      v.strictObject({
        /** Koubei's number of the item in the order (商品单 ID); 1 to 32. Example: `2018011200000101`. */
        item_order_no: filled(32),
        /** What this item gives back, in yuan. Example: `10.00`. */
        amount: amountOrZero(),
      }),
    ),
    /** Why (退款原因); at most 256. Example: `Returned`. */
    reason: v.optional(text(256)),
  })

/** Input of {@link koubeiTradeItemorderRefund}. */
export interface KoubeiTradeItemorderRefundInput extends v.InferInput<ReturnType<typeof input>> {}

/** The refund was made. */
export interface KoubeiTradeItemorderRefundResult {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Koubei's number of the order, as it was sent. Example: `20180112000001`. */
  order_no: string
  /** Number of this refund, as it was sent. Example: `REFUND_1`. */
  out_request_no: string
  /** Amount in yuan that was really given back (实际退款金额), perhaps less than was asked. Example: `10.00`. */
  real_refund_amount: string
}

/**
 * Gives back what items of a Koubei order cost, in whole or in part.
 *
 * That a repeat with the same `out_request_no` pays once is not documented, and no query tells of one refund:
 * after the outcome `unknown` ask `koubeiTradeItemorderQuery` for the items' states before you repeat it.
 *
 * Sources: document 000, which names it; Alipay's SDK models of it before they were withdrawn.
 */
export const koubeiTradeItemorderRefund: Api<
  'alipay',
  KoubeiTradeItemorderRefundInput,
  KoubeiTradeItemorderRefundResult,
  'call'
> = defineApi({
  gateway: 'alipay',
  name: 'koubei.trade.itemorder.refund',
  kind: 'call',
  input,
  binds: ['order_no', 'out_request_no'],
  marks: { holds: ['real_refund_amount'] },
  // No list of its codes is known, so that no refusal is sure to have moved nothing.
  refusals: [],
  amounts: ['real_refund_amount'],
})
