/** Koubei: makes the code that a guest pays a meal with (口碑订单预下单, `koubei.trade.order.precreate`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import { type Entries, filled, notEmpty, text } from '../fields.ts'

const own = () => ({
  /** Number of this call (请求 id); 1 to 64; the same one again gives the same order. Example: `REQUEST-1`. */
  request_id: filled(64),
  /**
   * Kind of order (业务类型): `POST_ORDER_PAY` for a meal that is paid after it was ordered, or another that
   * Koubei added since. Example: `POST_ORDER_PAY`.
   */
  biz_type: notEmpty(),
  /**
   * Your number of the order (外部订单号); at most 64; required with `POST_ORDER_PAY`. The answer does not
   * repeat it. Example: `ORDER-1`.
   */
  out_order_no: v.optional(text(64)),
  /**
   * Koubei's number of the shop (门店 id); at most 64; required with `POST_ORDER_PAY`. Example:
   * `2015051100077000000000000300`.
   */
  shop_id: v.optional(text(64)),
})

// By name, so that declarations need not repeat all fields for every check.
interface Fields extends v.StrictObjectSchema<Entries<ReturnType<typeof own>>, undefined> {}
interface Order extends v.InferOutput<Fields> {}

/** Requires a field of an order that is paid after the meal. */
const afterMeal = (field: 'out_order_no' | 'shop_id') =>
  v.forward(
    v.check(
      (order: Order) => order.biz_type !== 'POST_ORDER_PAY' || !!order[field],
      'is required with biz_type POST_ORDER_PAY',
    ),
    [field],
  )

const input = () => v.pipe(v.strictObject(own()) as Fields, afterMeal('out_order_no'), afterMeal('shop_id'))

/** Input of {@link koubeiTradeOrderPrecreate}. */
export interface KoubeiTradeOrderPrecreateInput extends v.InferInput<ReturnType<typeof input>> {}

/** The order was made. Nothing is paid yet. */
export interface KoubeiTradeOrderPrecreateResult {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Koubei's number of the order (口碑订单号). Example: `20180112000001`. */
  order_no: string
  /**
   * The text of the code to show (二维码); draw it yourself. With `POST_ORDER_PAY`. Example:
   * `https://qr.alipay.com/bavh4wjlxf12tper3a`.
   */
  qr_code?: string
}

/**
 * Makes an order with Koubei before it is paid, and the code that the guest scans.
 *
 * SUCCESS means that there is a code, not that anybody paid. Neither of your numbers comes back in the answer;
 * a repeat with the same `request_id` answers the same.
 *
 * Sources: document 000, which names it; Alipay's SDK models of it before they were withdrawn.
 */
export const koubeiTradeOrderPrecreate: Api<
  'alipay',
  KoubeiTradeOrderPrecreateInput,
  KoubeiTradeOrderPrecreateResult,
  'call'
> = defineApi({
  gateway: 'alipay',
  name: 'koubei.trade.order.precreate',
  kind: 'call',
  input,
  // Every other answer with an order_no holds one of these.
  marks: {
    holds: ['order_no'],
    lacks: ['cashier_order_id', 'trade_no', 'out_request_no', 'status', 'ticket_status'],
  },
  // No list of its codes is known, so that no refusal is sure to have moved nothing.
  refusals: [],
  amounts: [],
})
