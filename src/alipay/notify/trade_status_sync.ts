/** Alipay: tells that a trade's state changed (交易状态同步通知, `trade_status_sync`). */
import { expectedAmount } from '../../gateway/expectation.ts'
import { defineNotification, type NotificationType } from '../../gateway/notification.ts'
import { AMOUNT, sameAmount } from '../../message/amount.ts'

/**
 * A trade's news. The six fields that decide something are there for sure and well-formed; any other may
 * be missing, and its absence proves nothing.
 */
export interface TradeStatusSync {
  /**
   * Number of this piece of news (通知校验ID); repeats of it have the same. Example:
   * `2020010200222161821001551453140885`.
   */
  notify_id: string
  /** App that the trade belongs to. Example: `2015102700040153`. */
  app_id: string
  /** Your order number (商户订单号). Example: `ORDER-1`. */
  out_trade_no: string
  /** Alipay's number of the trade (支付宝交易号). Example: `2020010222001401551430614892`. */
  trade_no: string
  /**
   * The state (交易状态): `WAIT_BUYER_PAY` not paid yet; `TRADE_SUCCESS` paid, refunds are possible;
   * `TRADE_FINISHED` paid and final; `TRADE_CLOSED` never paid, or refunded in full. Ask {@link tradeEvent}
   * what happened: a partial refund arrives as `TRADE_SUCCESS` too.
   */
  trade_status: 'WAIT_BUYER_PAY' | 'TRADE_CLOSED' | 'TRADE_SUCCESS' | 'TRADE_FINISHED'
  /** Total of the order in yuan (订单金额), not of this payment or refund. Example: `88.88`. */
  total_amount: string
  /** When this was sent, Beijing time. Example: `2020-01-02 16:18:21`. */
  notify_time?: string
  /** `trade_status_sync` (通知类型). Example: `trade_status_sync`. */
  notify_type?: string
  /**
   * App of the merchant who authorised you; `app_id` if you are the merchant. Example: `2015102700040153`.
   */
  auth_app_id?: string
  /** Charset of the notification. Example: `utf-8`. */
  charset?: string
  /** Version of the interface. Example: `1.0`. */
  version?: string
  /** Which signature it says to carry, where that was signed too. Example: `RSA2`. */
  sign_type?: 'RSA2' | 'RSA'
  /** Your number of the refund, mostly (商户业务号). Example: `HZRF001`. */
  out_biz_no?: string
  /** Your number of the refund request (退款请求号). Example: `REFUND-1`. */
  out_request_no?: string
  /** The payer's user id (买家). Example: `2088812847201551`. */
  buyer_id?: string
  /** The payer's openid under your app. Example: `074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5`. */
  buyer_open_id?: string
  /** The payer's login, masked. Example: `185****2920`. */
  buyer_logon_id?: string
  /** User id of the seller (卖家). Example: `2088631240818980`. */
  seller_id?: string
  /** Login of the seller. Example: `shop@example.com`. */
  seller_email?: string
  /** What the merchant receives, in yuan (实收金额). Example: `0.02`. */
  receipt_amount?: string
  /** What an invoice may be written for, in yuan. Example: `0.02`. */
  invoice_amount?: string
  /** What the payer gave, in yuan. Example: `0.02`. */
  buyer_pay_amount?: string
  /** What was paid with points, in yuan (集分宝). Example: `0.00`. */
  point_amount?: string
  /**
   * All that the trade has given back so far, in yuan (总退款金额); `0.00` tells of no refund. Example: `8.88`.
   */
  refund_fee?: string
  /** What the merchant really gave back, in yuan (实际退款金额). Example: `2.08`. */
  send_back_fee?: string
  /** Amount of the refund in yuan. Example: `8.88`. */
  refund_amount?: string
  /** State of the refund. Example: `REFUND_SUCCESS`. */
  refund_status?: string
  /** Why it was refunded. Example: `Returned`. */
  refund_reason?: string
  /** Title of the order. Example: `Coffee`. */
  subject?: string
  /** What the order is. Example: `One coffee, large`. */
  body?: string
  /** When the trade was made, Beijing time. Example: `2020-01-02 16:18:21`. */
  gmt_create?: string
  /** When it was paid, Beijing time. Example: `2020-01-02 16:18:21`. */
  gmt_payment?: string
  /** When it was refunded, Beijing time with milliseconds. Example: `2015-04-28 15:45:57.320`. */
  gmt_refund?: string
  /** When it ended, Beijing time. Example: `2016-07-19 14:10:46`. */
  gmt_close?: string
  /**
   * Channels that funded it, as JSON text whose names are camelCase. Example:
   * `[{"amount":"0.02","fundChannel":"PCREDIT"}]`.
   */
  fund_bill_list?: string
  /**
   * Vouchers that were used, as JSON text whose names are mostly camelCase. Example:
   * `[{"voucherId":"2015","amount":"1.00"}]`.
   */
  voucher_detail_list?: string
  /** What you asked to have repeated; URL-decode it once more. Example: `kind%3dcoffee`. */
  passback_params?: string
  /** Alipay's number of the agreement that was debited by (代扣协议号). Example: `20170322450983769228`. */
  agreement_no?: string
  /** Your number of that agreement. Example: `test20190701`. */
  external_agreement_no?: string
  /** Whether a refund to a bank card succeeded, `S`, or failed, `F` (银行卡冲退状态). Example: `S`. */
  dback_status?: 'S' | 'F'
  /** Amount of that refund in yuan. Example: `1.01`. */
  dback_amount?: string
  /** When the bank answered, Beijing time. Example: `2020-06-02 14:03:48`. */
  bank_ack_time?: string
}

/** What your order says, for a {@link TradeStatusSync} to be compared with. */
export interface TradeExpectation {
  /** Total of the order in yuan. Example: `88.88`. */
  total_amount: string
  /** User id of the seller, if the notification must name it. Example: `2088631240818980`. */
  seller_id?: string | undefined
}

const TEXT = /^[\s\S]*$/
// Wider than what new orders may have: an old one, refunded today, has its news told too.
const NUMBER = /^[^\s&]{1,64}$/
const WORD = /^\S{1,128}$/
const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?$/
// Wider than an amount: what tells of a refund must not be dropped for a third decimal.
const FIGURE = /^\d{1,18}(?:\.\d{1,8})?$/

/**
 * Tells that a trade was paid, refunded, closed or finished; posted to your `notifyUrl`.
 *
 * Answered with `success`, or else sent again: eight times in all within 25 hours. By default Alipay tells of
 * `TRADE_SUCCESS` alone, so that a trade may close or finish without a word.
 *
 * Source: Alipay's page on asynchronous notifications (异步通知).
 */
export const tradeStatusSync: NotificationType<'alipay', TradeStatusSync, TradeExpectation> =
  defineNotification({
    gateway: 'alipay',
    name: 'trade_status_sync',
    fields: {
      notify_id: /^[\w.+/=%-]{1,128}$/,
      app_id: /^\d{1,32}$/,
      out_trade_no: NUMBER,
      trade_no: /^[0-9A-Za-z]{1,64}$/,
      trade_status: /^(?:WAIT_BUYER_PAY|TRADE_CLOSED|TRADE_SUCCESS|TRADE_FINISHED)$/,
      total_amount: AMOUNT,
      notify_time: TIME,
      notify_type: /^\w{1,64}$/,
      auth_app_id: /^\d{1,32}$/,
      charset: /^[\w-]{1,10}$/,
      version: /^[\d.]{1,3}$/,
      sign_type: /^RSA2?$/,
      out_biz_no: TEXT,
      out_request_no: TEXT,
      buyer_id: WORD,
      buyer_open_id: WORD,
      buyer_logon_id: TEXT,
      seller_id: WORD,
      seller_email: TEXT,
      receipt_amount: AMOUNT,
      invoice_amount: AMOUNT,
      buyer_pay_amount: AMOUNT,
      point_amount: AMOUNT,
      refund_fee: FIGURE,
      send_back_fee: FIGURE,
      refund_amount: FIGURE,
      refund_status: TEXT,
      refund_reason: TEXT,
      subject: TEXT,
      body: TEXT,
      gmt_create: TIME,
      gmt_payment: TIME,
      gmt_refund: TIME,
      gmt_close: TIME,
      fund_bill_list: TEXT,
      voucher_detail_list: TEXT,
      passback_params: TEXT,
      agreement_no: WORD,
      external_agreement_no: WORD,
      dback_status: /^[SF]$/,
      dback_amount: AMOUNT,
      bank_ack_time: TIME,
    },
    decides: ['notify_id', 'app_id', 'out_trade_no', 'trade_no', 'trade_status', 'total_amount'],
    compare: (trade, expected) => [
      ...(sameAmount(trade.total_amount, expectedAmount(expected, 'total_amount')) ? [] : ['total_amount']),
      ...(expected.seller_id === undefined || trade.seller_id === expected.seller_id ? [] : ['seller_id']),
    ],
  })

/** What happened to the money, as {@link tradeEvent} tells it. */
export type TradeEvent = 'waiting' | 'paid' | 'refunded' | 'closed' | 'finished'

const some = (figure: string | undefined): boolean => figure !== undefined && /[1-9]/.test(figure)

/**
 * Tells what happened to the money.
 *
 * - `waiting`: the order exists; no money came.
 * - `paid`: the money came, and can still be refunded. Deliver, once for each `out_trade_no`.
 * - `refunded`: money went back, in part or in full; `refund_fee` is all of it so far. Never a payment, though
 *   a partial refund carries `TRADE_SUCCESS` and a `notify_id` of its own.
 * - `closed`: it ended without having been paid; no money came.
 * - `finished`: the money is final, and no refund is possible any more. Where a product allows no refunds this
 *   is the first and only news of the payment, so treat it as `paid` if you have not counted it yet.
 */
export function tradeEvent(trade: TradeStatusSync): TradeEvent {
  if (trade.trade_status === 'WAIT_BUYER_PAY') return 'waiting'
  if (trade.trade_status === 'TRADE_FINISHED') return 'finished'
  if (tellsOfRefund(trade)) return 'refunded'
  if (trade.trade_status === 'TRADE_SUCCESS') return 'paid'
  // What was paid and is closed all the same has been given back.
  return trade.gmt_payment ? 'refunded' : 'closed'
}

/** Ordinary payments may carry `refund_fee=0.00`, or a number of their own; neither is a refund by itself. */
function tellsOfRefund(trade: TradeStatusSync): boolean {
  if (some(trade.refund_fee) || some(trade.refund_amount) || some(trade.send_back_fee)) return true
  if (trade.gmt_refund || trade.refund_status || trade.dback_status) return true
  return !!(trade.out_biz_no || trade.out_request_no) && trade.refund_fee !== undefined
}
