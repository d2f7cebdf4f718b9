/** Alipay: tells that money was frozen, released or taken later (资金授权冻结通知, `fund_auth_freeze`). */
import { expectedAmount } from '../../gateway/expectation.ts'
import { defineNotification, type NotificationType } from '../../gateway/notification.ts'
import { AMOUNT, sameAmount } from '../../message/amount.ts'

/**
 * A pre-authorisation's news. The eight fields that decide something are there for sure and well-formed; any
 * other may be missing, and its absence proves nothing.
 */
export interface FundAuthFreeze {
  /**
   * Number of this piece of news (通知校验ID); repeats of it have the same. Example:
   * `2019062100222144030081886861`.
   */
  notify_id: string
  /** App that the pre-authorisation belongs to. Example: `2015102700040153`. */
  app_id: string
  /**
   * Alipay's number of the pre-authorisation (支付宝授权资金订单号): what is frozen is taken and released by it.
   * Example: `2019062110002001000281886861`.
   */
  auth_no: string
  /** Your number of the pre-authorisation (商户授权资金订单号). Example: `HOTEL_1`. */
  out_order_no: string
  /** Your number of the operation (商户授权资金操作流水号). Example: `HOTEL_1_FREEZE`. */
  out_request_no: string
  /**
   * What this tells of (资金操作类型): `FREEZE` money was frozen, `UNFREEZE` released, `PAY` taken by `tradePay`.
   * Money that was released or taken is frozen no more. Example: `FREEZE`.
   */
  operation_type: 'FREEZE' | 'UNFREEZE' | 'PAY'
  /**
   * How the operation stands (资金操作状态): only `SUCCESS` moved money; `INIT` waits for the payer; `CLOSED` ended
   * without, because nobody agreed in time. Example: `SUCCESS`.
   */
  status: 'INIT' | 'SUCCESS' | 'CLOSED'
  /** Amount of this operation in yuan (操作金额), not of what is frozen in all. Example: `500.00`. */
  amount: string
  /** When this was sent, Beijing time. Example: `2019-06-21 14:40:30`. */
  notify_time?: string
  /** Kind of the notification (通知类型). Example: `fund_auth_freeze`. */
  notify_type?: 'fund_auth_freeze' | 'fund_auth_unfreeze'
  /**
   * App of the merchant who authorised you; `app_id` if you are the merchant. Example: `2015102700040153`.
   */
  auth_app_id?: string
  /** Charset of the notification. Example: `utf-8`. */
  charset?: string
  /** Version of the interface. Example: `1.0`. */
  version?: string
  /** Which signature it says to carry, where that was signed too. Example: `RSA2`. */
  sign_type?: string
  /** Alipay's number of the operation (支付宝授权资金操作流水号). Example: `20190621025153970002`. */
  operation_id?: string
  /** When the operation was made, Beijing time. Example: `2019-06-21 14:40:28`. */
  gmt_create?: string
  /** When Alipay booked it, Beijing time. Example: `2019-06-21 14:40:30`. */
  gmt_trans?: string
  /** The payer's login, masked. Example: `185****2920`. */
  payer_logon_id?: string
  /** The payer's user id. Example: `2088622903359001`. */
  payer_user_id?: string
  /** The payee's login, masked. Example: `sho***@example.com`. */
  payee_logon_id?: string
  /** The payee's user id. Example: `2088631240818980`. */
  payee_user_id?: string
  /** All that was frozen so far, in yuan (累计冻结金额). Example: `500.00`. */
  total_freeze_amount?: string
  /** All that was released so far, in yuan (累计解冻金额). Example: `0.00`. */
  total_unfreeze_amount?: string
  /** All that was taken so far, in yuan (累计支付金额). Example: `0.00`. */
  total_pay_amount?: string
  /** All that is still frozen, in yuan (剩余冻结金额). Example: `500.00`. */
  rest_amount?: string
  /** The operation's part that is credit, in yuan (信用金额). Example: `100.00`. */
  credit_amount?: string
  /** The operation's part that is the payer's own money, in yuan (自有资金金额). Example: `400.00`. */
  fund_amount?: string
  /** All credit that was frozen so far, in yuan. Example: `100.00`. */
  total_freeze_credit_amount?: string
  /** All of the payer's own money that was frozen so far, in yuan. Example: `400.00`. */
  total_freeze_fund_amount?: string
  /** All credit that was released so far, in yuan. Example: `0.00`. */
  total_unfreeze_credit_amount?: string
  /** All of the payer's own money that was released so far, in yuan. Example: `0.00`. */
  total_unfreeze_fund_amount?: string
  /** All credit that was taken so far, in yuan. Example: `0.00`. */
  total_pay_credit_amount?: string
  /** All of the payer's own money that was taken so far, in yuan. Example: `0.00`. */
  total_pay_fund_amount?: string
  /** The credit that is still frozen, in yuan. Example: `100.00`. */
  rest_credit_amount?: string
  /** The payer's own money that is still frozen, in yuan. Example: `400.00`. */
  rest_fund_amount?: string
  /** `CREDIT_AUTH` for a freeze by credit (信用授权); absent for one of money. Example: `CREDIT_AUTH`. */
  pre_auth_type?: 'CREDIT_AUTH'
  /** Currency of the amounts, across borders. Example: `USD`. */
  trans_currency?: string
  /** What Zhima shares with the merchant (芝麻), as JSON text. Example: `{"1003190":"true"}`. */
  credit_merchant_ext?: string
}

/** What your operation says, for a {@link FundAuthFreeze} to be compared with. */
export interface FundAuthExpectation {
  /** Amount of the operation that `out_request_no` names, in yuan. Example: `500.00`. */
  amount: string
}

const TEXT = /^[\s\S]*$/
// Wider than what a freeze may have: a release may have any number, and so may an order that it is paid for.
const NUMBER = /^[^\s&]{1,64}$/
const WORD = /^\S{1,128}$/
const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?$/

/**
 * Tells that money was frozen, released or taken by a pre-authorisation; posted to your `notifyUrl`.
 *
 * Money is frozen only by `operation_type` `FREEZE` with `status` `SUCCESS`: count nothing else as a freeze,
 * and no freeze as a payment. Find what you expect by `out_request_no`, for each operation has an amount of
 * its own. Answered with `success`, or else sent again: eight times in all within 25 hours. What names itself
 * `fund_auth_unfreeze`, as the news of a release may, is of another type: it goes to `onOther`, unless
 * `{ ...fundAuthFreeze, name: 'fund_auth_unfreeze' }` is expected too.
 *
 * Source: Alipay's pages on pre-authorisation (资金预授权) and on asynchronous notifications (异步通知); which of its
 * fields are required was not to be had from them.
 */
export const fundAuthFreeze: NotificationType<'alipay', FundAuthFreeze, FundAuthExpectation> =
  defineNotification({
    gateway: 'alipay',
    name: 'fund_auth_freeze',
    fields: {
      notify_id: /^[\w.+/=%-]{1,128}$/,
      app_id: /^\d{1,32}$/,
      auth_no: /^[0-9A-Za-z]{1,64}$/,
      out_order_no: /^[0-9A-Za-z_-]{1,64}$/,
      out_request_no: NUMBER,
      operation_type: /^(?:FREEZE|UNFREEZE|PAY)$/,
      status: /^(?:INIT|SUCCESS|CLOSED)$/,
      amount: AMOUNT,
      notify_time: TIME,
      notify_type: /^fund_auth_(?:un)?freeze$/,
      auth_app_id: /^\d{1,32}$/,
      charset: /^[\w-]{1,10}$/,
      version: /^[\d.]{1,3}$/,
      sign_type: /^\w{1,10}$/,
      operation_id: WORD,
      gmt_create: TIME,
      gmt_trans: TIME,
      payer_logon_id: TEXT,
      payer_user_id: WORD,
      payee_logon_id: TEXT,
      payee_user_id: WORD,
      total_freeze_amount: AMOUNT,
      total_unfreeze_amount: AMOUNT,
      total_pay_amount: AMOUNT,
      rest_amount: AMOUNT,
      credit_amount: AMOUNT,
      fund_amount: AMOUNT,
      total_freeze_credit_amount: AMOUNT,
      total_freeze_fund_amount: AMOUNT,
      total_unfreeze_credit_amount: AMOUNT,
      total_unfreeze_fund_amount: AMOUNT,
      total_pay_credit_amount: AMOUNT,
      total_pay_fund_amount: AMOUNT,
      rest_credit_amount: AMOUNT,
      rest_fund_amount: AMOUNT,
      pre_auth_type: /^CREDIT_AUTH$/,
      trans_currency: /^[A-Z]{3}$/,
      credit_merchant_ext: TEXT,
    },
    decides: [
      'notify_id',
      'app_id',
      'auth_no',
      'out_order_no',
      'out_request_no',
      'operation_type',
      'status',
      'amount',
    ],
    compare: ({ amount }, expected) =>
      sameAmount(amount, expectedAmount(expected, 'amount')) ? [] : ['amount'],
  })
