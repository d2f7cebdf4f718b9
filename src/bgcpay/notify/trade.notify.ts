/** bgcpay: tells that an order's state changed (通知推送, `alipay.trade.notify`). */
import { expectedAmount, expectedText } from '../../gateway/expectation.ts'
import { defineNotification, type NotificationType } from '../../gateway/notification.ts'
import { AMOUNT, sameAmount } from '../../message/amount.ts'

/**
 * An order's news. The six fields that decide something are there for sure and well-formed; any other may be
 * missing, and its absence proves nothing.
 */
export interface TradeNotify {
  /** App that the order belongs to. Example: `2014072300007148`. */
  app_id: string
  /** The gateway's number of the order (鏈付帳單號). Example: `2013112011001004330000121536`. */
  trade_no: string
  /** Your order number (商戶訂單號). Example: `ORDER_1`. */
  out_trade_no: string
  /** Which digital asset it is priced in (貨幣單位). Example: `USDT`. */
  currency: string
  /** Total of the order in that currency. Example: `188.00`. */
  total_amount: string
  /**
   * The state (交易狀態): `TRADE_SUCCESS` paid: deliver, once for each `out_trade_no`; `TRADE_FINISHED` paid
   * and final: deliver if you have not yet; `WAIT_PAY` or `WAIT_BUYER_PAY` not paid yet; `TRADE_CLOSED` never
   * paid, or refunded in full. By default the gateway tells of `TRADE_SUCCESS` alone.
   */
  trade_status: 'WAIT_PAY' | 'WAIT_BUYER_PAY' | 'TRADE_CLOSED' | 'TRADE_SUCCESS' | 'TRADE_FINISHED'
  /** Title of the order. Example: `Coffee`. */
  subject?: string
  /** What you wanted repeated (商戶透傳擴展資訊). Example: `table 7`. */
  extend_params?: string
  /** CID of the payer. Example: `Bwewqwi2w932wwxadf22ddaawwxadf22dc`. */
  payer_id?: string
  /** When the order was made, as the gateway writes it. Example: `2014-07-24 03:05:50`. */
  trade_date?: string
  /** When it was paid, as the gateway writes it. Example: `2014-07-24 03:07:05`. */
  pay_date?: string
  /** `alipay.trade.notify`, as the document has it, or `bgcpay.trade.notify`. Example: `alipay.trade.notify`. */
  method?: string
  /** When this was sent, as the gateway writes it. Example: `2014-07-24 03:07:05`. */
  timestamp?: string
  /** Charset of the notification. Example: `UTF-8`. */
  charset?: string
  /** `json`, though the fields travel in a form. Example: `json`. */
  format?: string
  /** Version of the interface. Example: `1.0`. */
  version?: string
  /** Which signature it says to carry. Example: `MD5`. */
  sign_type?: 'MD5'
}

/** What your order says, for a {@link TradeNotify} to be compared with. */
export interface BgcpayTradeExpectation {
  /** Total of the order in its currency. Example: `88.88`. */
  total_amount: string
  /** Which digital asset it is priced in, letter by letter. Example: `USDT`. */
  currency: string
}

const TEXT = /^[\s\S]*$/
const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/

/**
 * Tells that an order was made, paid, closed or finished; posted to your `notifyUrl`.
 *
 * Its common parameters and `sign` stand in the query, its business fields in a multipart form. It is sent within 30
 * seconds, and unless it is answered with `SUCCESS` again after 1 minute, then 1 minute 30 and so on, 100 times in
 * all. It has no number of its own: `trade_no` and `trade_status` together tell repeats.
 *
 * Source: document 003, bgcpay.trade.pay.
 */
export const tradeNotify: NotificationType<'bgcpay', TradeNotify, BgcpayTradeExpectation> =
  defineNotification({
    gateway: 'bgcpay',
    name: 'alipay.trade.notify',
    fields: {
      app_id: /^[\w-]{1,32}$/,
      trade_no: /^[\w-]{1,64}$/,
      out_trade_no: /^[0-9A-Za-z_]{1,64}$/,
      currency: /^[^\s&=]{1,64}$/,
      total_amount: AMOUNT,
      trade_status: /^(?:WAIT_PAY|WAIT_BUYER_PAY|TRADE_CLOSED|TRADE_SUCCESS|TRADE_FINISHED)$/,
      subject: TEXT,
      extend_params: TEXT,
      payer_id: /^\S{1,100}$/,
      trade_date: TIME,
      pay_date: TIME,
      method: /^[\w.]{1,128}$/,
      timestamp: TIME,
      charset: /^[\w-]{1,10}$/,
      format: /^\w{1,40}$/,
      version: /^[\d.]{1,3}$/,
      sign_type: /^MD5$/,
    },
    decides: ['app_id', 'trade_no', 'out_trade_no', 'total_amount', 'currency', 'trade_status'],
    compare: (trade, expected) => [
      ...(sameAmount(trade.total_amount, expectedAmount(expected, 'total_amount')) ? [] : ['total_amount']),
      ...(trade.currency === expectedText(expected, 'currency') ? [] : ['currency']),
    ],
  })
