/** Alipay: makes the order that your app hands to Alipay's app (应用内支付, `alipay.trade.app.pay`). */
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
import { inAppSignParams } from '../shapes.ts'

const own = () => ({
  /**
   * Product by contract (销售产品码): `QUICK_MSECURITY_PAY`, the default, or `CYCLE_PAY_AUTH` to pay and sign an
   * agreement for recurring debits. Example: `QUICK_MSECURITY_PAY`.
   */
  product_code: v.optional(v.picklist(['QUICK_MSECURITY_PAY', 'CYCLE_PAY_AUTH'])),
  /** User id of who receives (收款方), at most 16; the contract's by default. Example: `2088111111116894`. */
  seller_id: v.optional(text(16)),
  /** The agreement to sign while paying (支付并签约); required with `CYCLE_PAY_AUTH`. */
  agreement_sign_params: v.optional(inAppSignParams()),
})

// By name, so that declarations need not repeat all fields for every check.
interface Fields
  extends v.StrictObjectSchema<
    Entries<OrderFields & CheckoutFields & PhoneFields & ReturnType<typeof own>>,
    undefined
  > {}
interface Order extends v.InferOutput<Fields> {}

const input = () =>
  v.pipe(
    v.strictObject({ ...orderFields(), ...checkoutFields(), ...phoneFields(), ...own() }) as Fields,
    v.forward(
      v.check(
        (order: Order) =>
          order.product_code !== 'CYCLE_PAY_AUTH' || !!order.agreement_sign_params?.period_rule_params,
        'with its period_rule_params is required with product_code CYCLE_PAY_AUTH',
      ),
      ['agreement_sign_params'],
    ),
    channelsOnce<Order>(),
    channelAlone<Order>(),
  )

/** Input of {@link tradeAppPay}. */
export interface TradeAppPayInput extends v.InferInput<ReturnType<typeof input>> {}

/**
 * What Alipay's app hands back to yours (同步通知, member `alipay_trade_app_pay_response` of `result`).
 *
 * Your server should not deliver on it: the notification, or a query, tells what was paid.
 */
export interface TradeAppPayResult {
  /** `10000`: the payment was taken. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** App that the trade belongs to. Example: `2014072300007148`. */
  app_id: string
  /** Your order number, as it was sent. Example: `ORDER-1`. */
  out_trade_no: string
  /** Alipay's number of the trade (支付宝交易号). Example: `2016081621001004400236957647`. */
  trade_no: string
  /** Total of the order in yuan. Example: `0.01`. */
  total_amount: string
  /** User id of the seller (卖家). Example: `2088702849871851`. */
  seller_id?: string
  /** Charset of the answer. Example: `utf-8`. */
  charset?: string
  /** When Alipay answered, Beijing time. Example: `2016-10-11 17:43:36`. */
  timestamp?: string
  /** The order's number in your original system. Example: `20161008001`. */
  merchant_order_no?: string
  /** Number of the agreement with Zhima Credit (芝麻). Example: `20161008001`. */
  credit_agreement_id?: string
  /** Number of the order with Zhima Credit (芝麻). Example: `ZMCB99202103310000450000041833`. */
  credit_biz_order_id?: string
  /**
   * How credit was used: `creditAdvanceV2`; take any other for a failure and ask Alipay. Example:
   * `creditAdvanceV2`.
   */
  credit_pay_mode?: string
}

/**
 * Makes the order that your app hands to Alipay's app.
 *
 * Nothing is sent from here. `resultStatus` 9000 says paid, 8000 and 6004 say not known yet: query. Nothing
 * that a phone says is proof; the notification tells what was paid.
 *
 * Sources: document 000, which names it; Alipay's page of `alipay.trade.app.pay` and its 2026 SDK models.
 */
export const tradeAppPay: Api<'alipay', TradeAppPayInput, TradeAppPayResult, 'app'> = defineApi({
  gateway: 'alipay',
  name: 'alipay.trade.app.pay',
  kind: 'app',
  input,
  // Totals are compared in cents by who knows the order: 8.8 may come back as 8.80.
  binds: ['out_trade_no'],
  marks: { holds: ['trade_no', 'total_amount', 'app_id'], lacks: ['trade_status'] },
  // Left out: whatever tells that the number has a trade already, and what is said of a payer. An earlier
  // identical order may be paid, by another one.
  refusals: [
    'ACQ.ACCESS_FORBIDDEN',
    'ACQ.EXIST_FORBIDDEN_WORD',
    'ACQ.PARTNER_ERROR',
    'ACQ.TOTAL_FEE_EXCEED',
    'ACQ.SELLER_BEEN_BLOCKED',
    'ACQ.INVALID_PARAMETER',
  ],
  amounts: ['total_amount'],
})
