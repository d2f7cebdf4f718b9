/**
 * Alipay: tells that a refund to a bank card ended (银行卡冲退完成通知).
 *
 * It comes as a message: `msg_method` names it, and `biz_content` holds what it says.
 */
import { MessageError } from '../../errors.ts'
import { expectedAmount, expectedText } from '../../gateway/expectation.ts'
import { defineNotification, type NotificationType } from '../../gateway/notification.ts'
import { AMOUNT, toCents } from '../../message/amount.ts'
import { quoteNumbers } from '../../message/raw-json.ts'

/**
 * The news of a refund to a bank card. What it says stands in `biz_content`: read it with
 * {@link readDepositback}.
 */
export interface TradeRefundDepositbackCompleted {
  /** Number of this piece of news (消息 ID); repeats of it have the same. Example: `2026013100262102`. */
  notify_id: string
  /** App that it is sent to. Example: `2015102700040153`. */
  app_id: string
  /** What it tells of (消息接口名称). Example: `alipay.trade.refund.depositback.completed`. */
  msg_method: 'alipay.trade.refund.depositback.completed'
  /** What it says, as JSON text. Example: `{"out_request_no":"REFUND-1","dback_status":"S"}`. */
  biz_content: string
  /** When it was sent, in milliseconds since 1970 (UTC). Example: `1769823000000`. */
  utc_timestamp?: string
  /** Whom it is for: the system, a user or an app. Example: `sys`. */
  msg_type?: 'sys' | 'usr' | 'app'
  /** App that it belongs to. Example: `2015102700040153`. */
  msg_app_id?: string
  /** Version of the message. Example: `1.1`. */
  version?: '1.0' | '1.1'
  /** Which signature it says to carry, where that was signed too. Example: `RSA2`. */
  sign_type?: string
  /** How `biz_content` was encrypted; plain without. Example: `AES`. */
  encrypt_type?: string
  /** Charset of the message. Example: `UTF-8`. */
  charset?: string
  /** Kind of the notification; in version 1.0 only. Example: `trade_refund`. */
  notify_type?: string
  /** When it was sent, Beijing time; in version 1.0 only. Example: `2026-01-31 09:30:00`. */
  notify_time?: string
  /** App of the merchant who authorised you; in version 1.0 only. Example: `2015102700040153`. */
  auth_app_id?: string
}

/** How a refund to a bank card ended. */
export interface Depositback {
  /** Alipay's number of the trade (支付宝交易号). Example: `2020060222001401551430614892`. */
  trade_no: string
  /** Your order number (商户订单号). Example: `ORDER-1`. */
  out_trade_no: string
  /** Your number of the refund (退款请求号). Example: `REFUND-1`. */
  out_request_no: string
  /** `S`: the card has it. `F`: the bank refused, and the payer's Alipay balance has it. Example: `S`. */
  dback_status: 'S' | 'F'
  /** Amount in yuan for the card. Example: `1.01`. */
  dback_amount: string
  /** When the bank answered, Beijing time. Example: `2020-06-02 14:03:48`. */
  bank_ack_time?: string
  /** When it should be there, Beijing time. Example: `2020-06-02 14:03:48`. */
  est_bank_receipt_time?: string
}

/** What your refund says, for a {@link TradeRefundDepositbackCompleted} to be compared with. */
export interface DepositbackExpectation {
  /** Your order number. Example: `ORDER-1`. */
  out_trade_no: string
  /** Your number of the refund. Example: `REFUND-1`. */
  out_request_no: string
  /** Amount of the refund in yuan; the card may get less, never more. Example: `8.88`. */
  refund_amount: string
}

const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/
const NUMBER = /^[\s\S]{1,64}$/

const DECIDING: readonly (readonly [string, RegExp])[] = [
  ['trade_no', /^[0-9A-Za-z]{1,64}$/],
  ['out_trade_no', NUMBER],
  ['out_request_no', NUMBER],
  ['dback_status', /^[SF]$/],
  ['dback_amount', AMOUNT],
]

/**
 * Reads what the news says.
 *
 * @throws {MessageError} when `biz_content` is not what the message's page says.
 */
export function readDepositback({
  biz_content,
}: Pick<TradeRefundDepositbackCompleted, 'biz_content'>): Depositback {
  const fields: Record<string, unknown> = Object.assign(Object.create(null), parse(biz_content))
  const has = (name: string, grammar: RegExp): boolean => {
    const value = fields[name]
    return typeof value === 'string' && grammar.test(value)
  }
  for (const [name, grammar] of DECIDING) {
    if (!has(name, grammar)) throw new MessageError(`biz_content: ${name} is missing or malformed`)
  }
  for (const name of ['bank_ack_time', 'est_bank_receipt_time']) if (!has(name, TIME)) delete fields[name]
  return fields as unknown as Depositback
}

function parse(json: string): unknown {
  try {
    return JSON.parse(quoteNumbers(json, new Set(['dback_amount'])))
  } catch {
    // The engine's own words would quote from it.
    throw new MessageError('biz_content is not JSON')
  }
}

/**
 * Tells that a refund to a bank card ended; posted to your app's gateway (应用网关), not to `notifyUrl`.
 *
 * Sent only for a refund that asked for `deposit_back_info` and really went to a card. The refund itself was
 * made before; this tells only where its money lies. In `expect` and `handle` read it with
 * {@link readDepositback}. Answered with `success`, or else sent again.
 *
 * Source: Alipay's page of this message; which of its fields are required was not to be had from it.
 */
export const tradeRefundDepositbackCompleted: NotificationType<
  'alipay',
  TradeRefundDepositbackCompleted,
  DepositbackExpectation
> = defineNotification({
  gateway: 'alipay',
  name: 'alipay.trade.refund.depositback.completed',
  fields: {
    notify_id: /^[\w.+/=%-]{1,128}$/,
    app_id: /^\d{1,32}$/,
    msg_method: /^alipay\.trade\.refund\.depositback\.completed$/,
    // What is encrypted is no object, and is refused before anything is decided on it.
    biz_content: /^\s*\{[\s\S]*\}\s*$/,
    utc_timestamp: /^\d{1,16}$/,
    msg_type: /^(?:sys|usr|app)$/,
    msg_app_id: /^\d{1,32}$/,
    version: /^1\.[01]$/,
    sign_type: /^\w{1,10}$/,
    encrypt_type: /^\w{1,10}$/,
    charset: /^[\w-]{1,10}$/,
    notify_type: /^[\w.]{1,64}$/,
    notify_time: TIME,
    auth_app_id: /^\d{1,32}$/,
  },
  decides: ['notify_id', 'app_id', 'msg_method', 'biz_content'],
  compare: (news, expected) => {
    const { out_trade_no, out_request_no, dback_amount } = readDepositback(news)
    return [
      ...(out_trade_no === expectedText(expected, 'out_trade_no') ? [] : ['out_trade_no']),
      ...(out_request_no === expectedText(expected, 'out_request_no') ? [] : ['out_request_no']),
      ...(toCents(dback_amount) <= toCents(expectedAmount(expected, 'refund_amount'))
        ? []
        : ['dback_amount']),
    ]
  },
})
