/** Alipay: what the payer's browser carries back from any checkout page (同步返回). */
import { defineReturn, type PageReturn } from '../../gateway/notification.ts'
import { AMOUNT } from '../../message/amount.ts'

/** What every return says beside what it is about. */
export interface ReturnFrame {
  /** App that the trade belongs to. Example: `2015102700040153`. */
  app_id: string
  /** What it answers. Example: `alipay.trade.page.pay.return`. */
  method?: string
  /** When Alipay sent the payer back, Beijing time. Example: `2026-01-31 09:30:00`. */
  timestamp?: string
  /**
   * App of the merchant who authorised you; `app_id` if you are the merchant. Example: `2015102700040153`.
   */
  auth_app_id?: string
  /** Charset of the parameters. Example: `utf-8`. */
  charset?: string
  /** Version of the interface. Example: `1.0`. */
  version?: string
  /** Which signature it says to carry, where that was signed too. Example: `RSA2`. */
  sign_type?: 'RSA2' | 'RSA'
}

/** The grammar of a merchant's number. It is wider than that of new orders, since old ones are refunded. */
export const MERCHANT_NUMBER: RegExp = /^[^\s&]{1,64}$/

/** The grammar of {@link ReturnFrame}, and of the two numbers of a trade. */
export const returnFields = (): Readonly<
  Record<'out_trade_no' | 'trade_no' | keyof ReturnFrame, RegExp>
> => ({
  app_id: /^\d{1,32}$/,
  out_trade_no: MERCHANT_NUMBER,
  trade_no: /^[0-9A-Za-z]{1,64}$/,
  method: /^[\w.]{1,128}$/,
  timestamp: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/,
  auth_app_id: /^\d{1,32}$/,
  charset: /^[\w-]{1,10}$/,
  version: /^[\d.]{1,3}$/,
  sign_type: /^RSA2?$/,
})

/**
 * What the payer's browser carries back. It is never proof of payment: show "thank you", and wait for the
 * notification or query the trade.
 */
export interface PaymentReturn extends ReturnFrame {
  /** Your order number (商户订单号). Example: `ORDER-1`. */
  out_trade_no: string
  /** Alipay's number of the trade (支付宝交易号). Example: `2013112011001004330000121536`. */
  trade_no: string
  /** Total of the order in yuan. Example: `128.00`. */
  total_amount: string
  /** User id of the seller (卖家). Example: `2088111111116894`. */
  seller_id?: string
}

/** Describes the return from a page by its name on the wire. */
export const paymentReturn = (name: string): PageReturn<'alipay', PaymentReturn> =>
  defineReturn({
    gateway: 'alipay',
    name,
    fields: { ...returnFields(), total_amount: AMOUNT, seller_id: /^\S{1,128}$/ },
    decides: ['app_id', 'out_trade_no', 'trade_no', 'total_amount'],
  })
