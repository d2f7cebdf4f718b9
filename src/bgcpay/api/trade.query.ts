/** bgcpay: tells the state of an order (統一收單交易查詢, `bgcpay.trade.query`). */
import * as v from 'valibot'
import { type Api, defineApi, type Unsigned } from '../../gateway/api.ts'
import { either, text } from '../fields.ts'

const fields = () =>
  v.strictObject({
    /**
     * The gateway's number of the order (鏈付帳單號); wins over `out_trade_no`; at most 64. Example:
     * `2014112611001004680073956707`.
     */
    trade_no: v.optional(text(64)),
    /** Your order number (商戶訂單號); at most 64. One of the two numbers is required. Example: `ORDER_1`. */
    out_trade_no: v.optional(text(64)),
    /**
     * What else the answer should tell. It stands in the example of the document alone, not in its list of
     * parameters, so what it does is not known. Example: `['trade_settle_info']`.
     */
    query_options: v.optional(v.array(v.string())),
  })

interface Trade extends v.InferOutput<ReturnType<typeof fields>> {}

const input = () => v.pipe(fields(), either<Trade>('trade_no', 'out_trade_no'))

/** Input of {@link tradeQuery}. */
export interface TradeQueryInput extends v.InferInput<ReturnType<typeof input>> {}

/** The state of an order. Code `10000` says only that the query worked: read `trade_status`. */
export interface TradeQueryResult {
  /** `10000`: the query worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** The gateway's number of the order (鏈付帳單號). Example: `2013112011001004330000121536`. */
  trade_no: string
  /** Your order number. Example: `ORDER_1`. */
  out_trade_no: string
  /** Which digital asset it is priced in. Compare it with your order. Example: `USDT`. */
  currency: string
  /** Total of the order in that currency. Compare it with your order. Example: `88.88`. */
  total_amount: string
  /** The payer's account, masked (付款人鏈付帳號); none while nobody has paid. Example: `59****5620`. */
  payer_id?: string | null
  /**
   * The state (交易狀態): `WAIT_BUYER_PAY` not paid yet; `TRADE_SUCCESS` paid; `TRADE_FINISHED` paid, and no
   * refund is possible; `TRADE_CLOSED` never paid, or refunded in full. A notification calls the first one
   * `WAIT_PAY`.
   */
  trade_status: 'WAIT_BUYER_PAY' | 'TRADE_CLOSED' | 'TRADE_SUCCESS' | 'TRADE_FINISHED'
  /** Title of the order. Example: `Coffee`. */
  subject: string
  /** What you wanted repeated; `null` where there is nothing. Example: `table 7`. */
  extend_params?: string | null
  /** When the order was made, as the gateway writes it. Example: `2014-11-27 15:45:57`. */
  trade_date?: string
  /** When it was paid, as the gateway writes it; none while nobody has. Example: `2014-11-27 15:48:57`. */
  pay_date?: string | null
}

/**
 * Tells the state of an order.
 *
 * Ask when no notification came and after any error whose outcome is `unknown`. It only reads, so it is
 * repeated when the network fails.
 *
 * Source: document 003, bgcpay.trade.query.
 */
export const tradeQuery: Api<'bgcpay', TradeQueryInput, Unsigned<TradeQueryResult>, 'call'> = defineApi({
  gateway: 'bgcpay',
  name: 'bgcpay.trade.query',
  kind: 'call',
  input,
  binds: ['trade_no', 'out_trade_no'],
  marks: { holds: ['trade_status'] },
  reads: true,
  amounts: ['total_amount'],
})
