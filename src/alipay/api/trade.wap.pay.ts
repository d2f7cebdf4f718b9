/** Alipay: opens the checkout page on a phone (手机网站支付接口 2.0, `alipay.trade.wap.pay`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import type { Entries } from '../fields.ts'
import { text } from '../fields.ts'
import {
  type CheckoutFields,
  channelAlone,
  channelsOnce,
  checkoutFields,
  type OrderFields,
  orderFields,
  type PhoneFields,
  phoneFields,
} from '../order-fields.ts'

const own = () => ({
  /** Product by contract (销售产品码); there is one, and it is filled in. Example: `QUICK_WAP_WAY`. */
  product_code: v.optional(v.picklist(['QUICK_WAP_WAY']), 'QUICK_WAP_WAY'),
  /** Where a payer goes who gives up (用户付款中途退出); at most 400. Example: `https://shop.example/cart`. */
  quit_url: v.optional(text(400)),
  /** User id of who receives (收款方), at most 28; the contract's by default. Example: `2088102146225135`. */
  seller_id: v.optional(text(28)),
  /**
   * The payer's token for your app, which signs in silently (用户授权令牌); at most 40. Example:
   * `appopenBb64d181d0146481ab6a762c00714cC27`.
   */
  auth_token: v.optional(text(40)),
})

// By name, so that declarations need not repeat all fields.
interface Fields
  extends v.StrictObjectSchema<
    Entries<OrderFields & CheckoutFields & PhoneFields & ReturnType<typeof own>>,
    undefined
  > {}
interface Order extends v.InferOutput<Fields> {}

const input = () =>
  v.pipe(
    v.strictObject({ ...orderFields(), ...checkoutFields(), ...phoneFields(), ...own() }) as Fields,
    channelsOnce<Order>(),
    channelAlone<Order>(),
  )

/** Input of {@link tradeWapPay}. */
export interface TradeWapPayInput extends v.InferInput<ReturnType<typeof input>> {}

/**
 * Opens Alipay's checkout page, or its app, from the browser of a phone.
 *
 * It has no answer: the payer comes back to the return URL, which proves nothing, and the notification tells
 * what was paid.
 *
 * Sources: document 000, which names it; Alipay's page of `alipay.trade.wap.pay` and its 2026 SDK models.
 */
export const tradeWapPay: Api<'alipay', TradeWapPayInput, never, 'page'> = defineApi({
  gateway: 'alipay',
  name: 'alipay.trade.wap.pay',
  kind: 'page',
  input,
})
