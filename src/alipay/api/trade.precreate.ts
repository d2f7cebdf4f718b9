/** Alipay: makes the code that a payer scans (统一收单线下交易预创建, `alipay.trade.precreate`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import type { Entries } from '../fields.ts'
import { amount, text, timeoutExpress } from '../fields.ts'
import {
  channelsOnce,
  type OrderFields,
  orderFields,
  sumOfParts,
  type TillFields,
  tillFields,
} from '../order-fields.ts'

const own = () => ({
  /** Total in yuan (订单总金额), 0.01 to 100000000; the sum of its parts if both are given. Example: `88.88`. */
  total_amount: amount(),
  /**
   * Product by contract (销售产品码): `FACE_TO_FACE_PAYMENT` by default, `QR_CODE_OFFLINE`, whose contract
   * wants it sent, or another. Example: `QR_CODE_OFFLINE`.
   */
  product_code: v.optional(v.string()),
  /** User id of who receives (收款方), at most 32; the contract's by default. Example: `2088102146225135`. */
  seller_id: v.optional(text(32)),
  /** The payer's login (买家支付宝账号). Example: `li.ming@example.com`. */
  buyer_logon_id: v.optional(v.string()),
  /** `share_code` for a text to share in place of a code to scan (码类型). Example: `share_code`. */
  code_type: v.optional(v.string()),
  /** How it is paid (支付方式): `agent_pay`, or another by arrangement. Example: `agent_pay`. */
  payment_type: v.optional(v.string()),
  /** Alipay's number of the store (支付宝店铺编号). Example: `2016041400077000000003314986`. */
  alipay_store_id: v.optional(v.string()),
  /**
   * How long the order may be paid (最晚付款时间), counted from this call: `1m` to `15d`, no decimals, or `1c`
   * for until midnight, Beijing time; face to face 3 hours by default. The code dies after 2 hours all the
   * same. `time_expire` wins over it. Example: `90m`.
   */
  timeout_express: v.optional(timeoutExpress()),
  /**
   * The same, counted from when the code was made (二维码有效期); the code dies after 2 hours all the same.
   * Example: `90m`.
   */
  qr_code_timeout_express: v.optional(timeoutExpress()),
  /**
   * The only channels that may be used (可用渠道), joined by commas; at most 128. Example:
   * `pcredit,moneyFund`.
   */
  enable_pay_channels: v.optional(text(128)),
  /**
   * Channels that may not be used (禁用渠道), joined by commas; at most 128; not beside
   * `enable_pay_channels`. Example: `pcredit,moneyFund`.
   */
  disable_pay_channels: v.optional(text(128)),
  /** The order's number in your original system (商户原始订单号); at most 32. Example: `20161008001`. */
  merchant_order_no: v.optional(text(32)),
  /** What else a later answer should tell (返回参数选项). Example: `['hyb_amount']`. */
  query_options: v.optional(v.array(v.string())),
})

// By name, so that declarations need not repeat all fields for every check.
interface Fields
  extends v.StrictObjectSchema<Entries<OrderFields & TillFields & ReturnType<typeof own>>, undefined> {}
interface Order extends v.InferOutput<Fields> {}

const input = () =>
  v.pipe(
    v.strictObject({ ...orderFields(), ...tillFields(), ...own() }) as Fields,
    sumOfParts<Order>(),
    channelsOnce<Order>(),
  )

/** Input of {@link tradePrecreate}. */
export interface TradePrecreateInput extends v.InferInput<ReturnType<typeof input>> {}

/** The code was made. Nothing is paid yet. */
export interface TradePrecreateResult {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Your order number, as it was sent. Example: `ORDER-1`. */
  out_trade_no: string
  /**
   * The text of the code to show (二维码), good for 2 hours; draw it yourself. Absent where a `share_code` was
   * asked for. Example: `https://qr.alipay.com/bavh4wjlxf12tper3a`.
   */
  qr_code?: string
  /** The text to share (吱口令), good for 2 hours; with its `code_type`. Example: `share_code_text`. */
  share_code?: string
  /** What opens the cashier in Alipay's app. Example: `2026013122001401550430614892`. */
  prepay_id?: string
}

/**
 * Makes the code that a payer scans at a till or on a screen.
 *
 * Ask once for an order: show the same code again rather than make another. Until somebody scans it there may
 * be no trade to query; the notification tells what was paid.
 *
 * Sources: document 000, "alipay.trade.precreate"; Alipay's page of it and its 2026 SDK models.
 */
export const tradePrecreate: Api<'alipay', TradePrecreateInput, TradePrecreateResult, 'call'> = defineApi({
  gateway: 'alipay',
  name: 'alipay.trade.precreate',
  kind: 'call',
  input,
  binds: ['out_trade_no'],
  // Which of its three texts comes depends on what was asked.
  marks: { holdsOneOf: ['qr_code', 'share_code', 'prepay_id'] },
  // Left out: whatever tells that the number has a trade or a code already, or that time or a quota has run out,
  // and what is said of a payer. The code of an earlier identical call may have been paid, by another one.
  refusals: [
    'ACQ.INVALID_PARAMETER',
    'ACQ.ACCESS_FORBIDDEN',
    'ACQ.EXIST_FORBIDDEN_WORD',
    'ACQ.PARTNER_ERROR',
    'ACQ.TOTAL_FEE_EXCEED',
    'ACQ.SELLER_BEEN_BLOCKED',
    'ACQ.INVALID_STORE_ID',
    'ACQ.SECONDARY_MERCHANT_STATUS_ERROR',
    'ACQ.BEYOND_PER_RECEIPT_SINGLE_RESTRICTION',
    'ACQ.TRADE_SETTLE_ERROR',
    'ACQ.SECONDARY_MERCHANT_ID_INVALID',
    'ACQ.SECONDARY_MERCHANT_ISV_PUNISH_INDIRECT',
    'ACQ.SELLER_NOT_EXIST',
    'ACQ.SECONDARY_MERCHANT_ALIPAY_ACCOUNT_INVALID',
    'ACQ.INVALID_RECEIVE_ACCOUNT',
    'ACQ.SECONDARY_MERCHANT_ID_BLANK',
    'ACQ.SECONDARY_MERCHANT_NOT_MATCH',
    'ACQ.SUB_GOODS_SIZE_MAX_COUNT',
    'ACQ.DEFAULT_SETTLE_RULE_NOT_EXIST',
    'ACQ.MERCHANT_PERM_RECEIPT_SUSPEND_LIMIT',
    'ACQ.MERCHANT_PERM_RECEIPT_SINGLE_LIMIT',
    'ACQ.RISK_MERCHANT_IP_NOT_EXIST',
    'ACQ.MERCHANT_STATUS_NOT_NORMAL',
  ],
  amounts: [],
})
