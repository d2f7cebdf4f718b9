/** bgcpay: makes an order that a user can pay (統一收單交易支付, `bgcpay.trade.pay`). */
import * as v from 'valibot'
import { type Api, defineApi, type Unsigned } from '../../gateway/api.ts'
import { filled, orderNumber, seconds, subject, tradeAmount } from '../fields.ts'

const input = () =>
  v.strictObject({
    /**
     * Your order number (商戶訂單號): 1 to 64 letters, digits or `_`; unique with you. Example: `ORDER_1`.
     */
    out_trade_no: orderNumber(),
    /** Which digital asset it is priced in (貨幣單位), such as `USDT` or `AEDB`; 1 to 64. Example: `USDT`. */
    currency: filled(64),
    /** Total in that currency (訂單總金額), 0.01 to 100000000, at most two decimals. Example: `88.88`. */
    total_amount: tradeAmount(),
    /** Title of the order (訂單標題); 1 to 256, without `/`, `=` and `&`. Example: `Coffee`. */
    subject: subject(),
    /**
     * What you want repeated in the notification and in queries (商戶透傳擴展資訊); any length. Example:
     * `table 7`.
     */
    extend_params: v.optional(v.string()),
    /** After how many seconds it can no longer be paid (多少秒後過期), 1 to 2147483647. Example: `900`. */
    timeout: v.optional(seconds()),
  })

/** Input of {@link tradePay}. */
export interface TradePayInput extends v.InferInput<ReturnType<typeof input>> {}

/** The order exists. Nobody has paid it yet. */
export interface TradePayResult {
  /** `10000`: the order was made. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** The gateway's number of the order (鏈付帳單號). Example: `2013112011001004330000121536`. */
  trade_no: string
  /** Your order number. Example: `ORDER_1`. */
  out_trade_no: string
}

/**
 * Makes an order that a user can pay.
 *
 * Its answer is no payment: wait for the notification that says `TRADE_SUCCESS`, or query. How the payer
 * reaches the cashier is not documented; no address is in the answer. After `ACQ.SYSTEM_ERROR` the order may
 * exist or not: query before anything else.
 *
 * `timeout` is a number of seconds. The sample value of the document is a date, against its type and its
 * text.
 *
 * Source: document 003, bgcpay.trade.pay.
 */
export const tradePay: Api<'bgcpay', TradePayInput, Unsigned<TradePayResult>, 'call'> = defineApi({
  gateway: 'bgcpay',
  name: 'bgcpay.trade.pay',
  kind: 'call',
  input,
  binds: ['out_trade_no'],
  marks: { holds: ['trade_no'], lacks: ['trade_status'] },
  // Left out: what depends on the day. The contract, its currencies and the merchant's standing may have been
  // better when an earlier identical call was made.
  refusals: ['ACQ.TOTAL_FEE_EXCEED', 'ACQ.INVALID_PARAMETER', 'ACQ.MISSING_PARAMETER'],
})
