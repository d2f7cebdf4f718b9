/** Alipay: opens the page that refunds an order on credit (统一收单退款页面, `alipay.trade.page.refund`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import type { Entries } from '../fields.ts'
import { amount, filled } from '../fields.ts'
import { ofOneTrade, type TradeNumbers, tradeNumbers } from '../order-fields.ts'

const own = () => ({
  /** Amount to give back in yuan (退款金额), more than nothing. Example: `200.12`. */
  refund_amount: amount(),
  /**
   * Number of this refund (退款请求号); 1 to 64; a new one for each refund of a trade, and the same one to repeat
   * a refund. Example: `REFUND-1`.
   */
  out_request_no: filled(64),
  /** What it is for (退款场景): `CREDIT_REFUND`, or one that Alipay added since. Example: `CREDIT_REFUND`. */
  biz_type: v.optional(v.string()),
  /** Why, shown to the payer (退款原因). Example: `Returned`. */
  refund_reason: v.optional(v.string()),
  /** Your number of who refunds (商户操作员编号). Example: `OP001`. */
  operator_id: v.optional(v.string()),
  /** Your number of the store (商户门店编号). Example: `NJ_S_001`. */
  store_id: v.optional(v.string()),
  /** Your number of the till (商户机具终端编号). Example: `NJ_T_001`. */
  terminal_id: v.optional(v.string()),
  /** What a business adds by arrangement (业务扩展参数). */
  extend_params: v.optional(
    v.strictObject({
      /** Category with Zhima Credit (芝麻外部类目). Example: `credit_life`. */
      credit_category_id: v.optional(v.string()),
      /** Number of the credit service (信用服务). Example: `2020042800000000000001`. */
      credit_service_id: v.optional(v.string()),
    }),
  ),
})

// By name, so that declarations need not repeat all fields for the check.
interface Fields extends v.StrictObjectSchema<Entries<TradeNumbers & ReturnType<typeof own>>, undefined> {}
interface Trade extends v.InferOutput<Fields> {}

const input = () => v.pipe(v.strictObject({ ...tradeNumbers(), ...own() }) as Fields, ofOneTrade<Trade>())

/** Input of {@link tradePageRefund}. */
export interface TradePageRefundInput extends v.InferInput<ReturnType<typeof input>> {}

/**
 * Opens Alipay's page that refunds an order on credit, in the browser.
 *
 * It has no answer: the page tells whether the refund worked and goes on to the return URL, which proves
 * nothing. Ask `tradeFastpayRefundQuery`. Other refunds need no page: `tradeRefund`.
 *
 * Sources: document 000, "alipay.trade.page.refund"; Alipay's 2026 SDK models.
 */
export const tradePageRefund: Api<'alipay', TradePageRefundInput, never, 'page'> = defineApi({
  gateway: 'alipay',
  name: 'alipay.trade.page.refund',
  kind: 'page',
  input,
})
