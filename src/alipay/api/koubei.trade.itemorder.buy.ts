/** Koubei: orders goods of a shop for a buyer to pay (口碑商品交易购买, `koubei.trade.itemorder.buy`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import {
  amount,
  amountOrZero,
  cents,
  type Entries,
  filled,
  filledList,
  jsonObject,
  jsonString,
  wholeNumber,
} from '../fields.ts'

const item = () =>
  v.strictObject({
    /** Koubei's number of the goods (商品 SKU); 1 to 64. Example: `2015060400076000000000012100`. */
    sku_id: filled(64),
    /** How many of it, a whole number. Example: `2`. */
    quantity: wholeNumber(Number.MAX_SAFE_INTEGER),
    /** Price of one piece in yuan, as it is sold now (商品现价). Example: `10.00`. */
    price: amountOrZero(),
    /** Price of one piece in yuan before any reduction (商品原价). Example: `50.00`. */
    original_price: amountOrZero(),
  })

const own = () => ({
  /**
   * Your number of the order (商户订单号): 1 to 64 letters, digits or `_`, no `-`; unique with you. The answer
   * does not repeat it. Example: `A2018011200000001`.
   */
  out_order_no: v.pipe(v.string(), v.regex(/^[0-9A-Za-z_]{1,64}$/, 'must be 1 to 64 letters, digits or "_"')),
  /** Title of the order (订单标题); 1 to 256. Example: `Gift card`. */
  subject: filled(256),
  /** Koubei's code of the product (业务产品); 1 to 32. Example: `ONLINE_PURCHASE`. */
  biz_product: filled(32),
  /** Koubei's code of the scene (业务场景); 1 to 32. Example: `giftCard`. */
  biz_scene: filled(32),
  /** Koubei's number of the shop (门店 ID); 1 to 64. Example: `2015051100077000000000000300`. */
  shop_id: filled(64),
  /** The buyer's Alipay user id (买家); 1 to 64. Example: `2088102015433735`. */
  buyer_id: filled(64),
  /** Total in yuan (订单总金额), 0.01 to 100000000: the sum of the items' prices. Example: `20.00`. */
  total_amount: amount(),
  /** The goods (购买商品信息), one at least. */
  item_order_details: filledList(item()),
  /**
   * Marketing data agreed with Koubei (营销信息); sent as JSON of at most 512 characters. Example:
   * `{ key: 'value' }`.
   */
  promo_params: v.optional(jsonString(jsonObject(), 512)),
  /**
   * How long the buyer may take to pay (最晚付款时间), in whole minutes: `1m` to `30m`, `3m` by default; unpaid
   * by then, the order is closed. Example: `15m`.
   */
  timeout: v.optional(
    v.pipe(v.string(), v.regex(/^([1-9]|[12]\d|30)m$/, 'must be whole minutes from "1m" to "30m"')),
  ),
})

// By name, so that declarations need not repeat all fields for the check.
interface Fields extends v.StrictObjectSchema<Entries<ReturnType<typeof own>>, undefined> {}
interface Order extends v.InferOutput<Fields> {}

/** What the items cost in cents, `undefined` where an item breaks its own rules already. */
function costOf({ item_order_details: items }: Order): bigint | undefined {
  let cost = 0n
  for (const { price, quantity } of items) {
    const each = cents(price)
    if (each === undefined || !Number.isSafeInteger(quantity)) return undefined
    cost += each * BigInt(quantity)
  }
  return cost
}

const input = () =>
  v.pipe(
    v.strictObject(own()) as Fields,
    v.forward(
      v.check((order: Order) => {
        const total = cents(order.total_amount)
        const cost = costOf(order)
        return total === undefined || cost === undefined || total === cost
      }, 'must be the sum of price times quantity over item_order_details'),
      ['total_amount'],
    ),
  )

/** Input of {@link koubeiTradeItemorderBuy}. */
export interface KoubeiTradeItemorderBuyInput extends v.InferInput<ReturnType<typeof input>> {}

/** The order was made. Nothing is paid yet. */
export interface KoubeiTradeItemorderBuyResult {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /**
   * What opens the cashier (收银单 id), for this one call: a second attempt to pay needs a new one. Example:
   * `2018011221001004680073956707`.
   */
  cashier_order_id: string
  /** Koubei's number of the order (口碑订单号), which query and refund ask for. Example: `20180112000001`. */
  order_no?: string
  /** Alipay's number of the trade (支付宝交易号). Example: `2018011221001004680073956707`. */
  trade_no?: string
}

/**
 * Orders goods of a Koubei shop; the buyer pays them in the cashier that `cashier_order_id` opens.
 *
 * SUCCESS means ordered, not paid: ask `koubeiTradeItemorderQuery`. The answer does not repeat your number, so
 * keep `order_no` with your order at once.
 *
 * Sources: document 000, which names it; Alipay's SDK models of it up to 2026.
 */
export const koubeiTradeItemorderBuy: Api<
  'alipay',
  KoubeiTradeItemorderBuyInput,
  KoubeiTradeItemorderBuyResult,
  'call'
> = defineApi({
  gateway: 'alipay',
  name: 'koubei.trade.itemorder.buy',
  kind: 'call',
  input,
  marks: { holds: ['cashier_order_id'] },
  // No list of its codes is known, so that no refusal is sure to have moved nothing.
  refusals: [],
  amounts: [],
})
