/** Alipay: makes a trade for a payer who is known (统一收单交易创建, `alipay.trade.create`). */
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
import { inAppSignParams } from '../shapes.ts'

const own = () => ({
  /** Total in yuan (订单总金额), 0.01 to 100000000; the sum of its parts if both are given. Example: `88.88`. */
  total_amount: amount(),
  /**
   * The payer's user id (买家), at most 28. One of `buyer_id`, `buyer_open_id`, `buyer_logon_id` and
   * `op_buyer_open_id` is required. Example: `2088102146225135`.
   */
  buyer_id: v.optional(text(28)),
  /**
   * The payer's openid under your app, in place of `buyer_id`. Example:
   * `074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5`.
   */
  buyer_open_id: v.optional(v.string()),
  /** The payer's login, in place of `buyer_id` (买家支付宝账号). Example: `li.ming@example.com`. */
  buyer_logon_id: v.optional(v.string()),
  /** App id of the mini program that really trades (小程序). Example: `2021000000000001`. */
  op_app_id: v.optional(v.string()),
  /**
   * The payer's openid under `op_app_id`, in place of `buyer_id`. Example:
   * `074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5`.
   */
  op_buyer_open_id: v.optional(v.string()),
  /**
   * Product by contract (销售产品码): `FACE_TO_FACE_PAYMENT` by default, `JSAPI_PAY` for mini programs, or
   * another. Example: `JSAPI_PAY`.
   */
  product_code: v.optional(v.string()),
  /** User id of who receives (收款方), at most 28; the contract's by default. Example: `2088102146225135`. */
  seller_id: v.optional(text(28)),
  /** Alipay's number of the store (支付宝店铺编号). Example: `2016041400077000000003314986`. */
  alipay_store_id: v.optional(v.string()),
  /**
   * How long it may be paid (最晚付款时间): `1m` to `15d`, no decimals, or `1c` for until midnight, Beijing
   * time; face to face 3 hours by default, elsewhere `15d`. `time_expire` wins over it. Example: `90m`.
   */
  timeout_express: v.optional(timeoutExpress()),
  /** The only channels that may be used (可用渠道), joined by commas. Example: `pcredit,moneyFund`. */
  enable_pay_channels: v.optional(v.string()),
  /**
   * Channels that may not be used (禁用渠道), joined by commas; not beside `enable_pay_channels`. Example:
   * `pcredit,moneyFund`.
   */
  disable_pay_channels: v.optional(v.string()),
  /** The order's number in your original system (商户原始订单号). Example: `20161008001`. */
  merchant_order_no: v.optional(v.string()),
  /** What else a later answer should tell (返回参数选项). Example: `['hyb_amount']`. */
  query_options: v.optional(v.array(v.string())),
  /** The agreement to sign while paying (支付并签约). */
  agreement_sign_params: v.optional(inAppSignParams()),
  /** How the goods are sent (物流信息). */
  logistics_detail: v.optional(
    v.strictObject({
      /** By post, by express, not at all, by EMS, or handed over (物流类型). Example: `EXPRESS`. */
      logistics_type: v.optional(v.picklist(['POST', 'EXPRESS', 'VIRTUAL', 'EMS', 'DIRECT'])),
    }),
  ),
  /** Who gets the goods, and where (收货人). */
  receiver_address_info: v.optional(
    v.strictObject({
      /** Name; at most 512. Example: `Li Ming`. */
      name: v.optional(text(512)),
      /** Street and house; at most 512. Example: `1 Wantang Road, Hangzhou`. */
      address: v.optional(text(512)),
      /** Mobile number; at most 60. Example: `13120180615`. */
      mobile: v.optional(text(60)),
      /** Postal code; at most 40. Example: `200120`. */
      zip: v.optional(text(40)),
      /** Code of the district in China (行政区划代码); at most 16. Example: `310115`. */
      division_code: v.optional(text(16)),
    }),
  ),
})

// By name, so that declarations need not repeat all fields for every check.
interface Fields
  extends v.StrictObjectSchema<Entries<OrderFields & TillFields & ReturnType<typeof own>>, undefined> {}
interface Order extends v.InferOutput<Fields> {}

const input = () =>
  v.pipe(
    v.strictObject({ ...orderFields(), ...tillFields(), ...own() }) as Fields,
    v.forward(
      v.check(
        (order: Order) =>
          !!(order.buyer_id || order.buyer_open_id || order.buyer_logon_id || order.op_buyer_open_id),
        'or another name of the buyer is required: buyer_open_id, buyer_logon_id or op_buyer_open_id',
      ),
      ['buyer_id'],
    ),
    v.forward(
      v.check(
        (order: Order) => !order.buyer_id || order.buyer_id !== order.seller_id,
        'must be another one than seller_id',
      ),
      ['buyer_id'],
    ),
    sumOfParts<Order>(),
    channelsOnce<Order>(),
  )

/** Input of {@link tradeCreate}. */
export interface TradeCreateInput extends v.InferInput<ReturnType<typeof input>> {}

/** The trade was made. Nothing is paid yet: open the cashier with `trade_no`. */
export interface TradeCreateResult {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Alipay's number of the trade (支付宝交易号), which opens the cashier. Example: `2015042321001004720200028594`. */
  trade_no: string
  /** Your order number, as it was sent. Example: `ORDER-1`. */
  out_trade_no: string
}

/**
 * Makes a trade for a payer who is known, to be paid in Alipay's app or in a mini program.
 *
 * The page or mini program opens the cashier by JavaScript with the `trade_no`; the notification tells what
 * was paid.
 *
 * Sources: document 000, "alipay.trade.create"; Alipay's page of it and its 2026 SDK models.
 */
export const tradeCreate: Api<'alipay', TradeCreateInput, TradeCreateResult, 'call'> = defineApi({
  gateway: 'alipay',
  name: 'alipay.trade.create',
  kind: 'call',
  input,
  binds: ['out_trade_no'],
  marks: {
    holds: ['trade_no'],
    lacks: [
      ...['total_amount', 'trade_status', 'retry_flag', 'fund_change', 'refund_amount', 'refund_status'],
      ...['out_request_no', 'buyer_user_id', 'buyer_open_id'],
    ],
  },
  // Left out: whatever tells that the number has a trade already, or that time or a quota has run out. The trade
  // of an earlier identical call may be paid.
  refusals: [
    'ACQ.INVALID_PARAMETER',
    'ACQ.ACCESS_FORBIDDEN',
    'ACQ.EXIST_FORBIDDEN_WORD',
    'ACQ.PARTNER_ERROR',
    'ACQ.TOTAL_FEE_EXCEED',
    'ACQ.BUYER_SELLER_EQUAL',
    'ACQ.BUYER_ENABLE_STATUS_FORBID',
    'ACQ.SELLER_BEEN_BLOCKED',
    'ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT',
    'ACQ.SUB_MERCHANT_CREATE_FAIL',
    'ACQ.SUB_MERCHANT_TYPE_INVALID',
    'ACQ.SECONDARY_MERCHANT_STATUS_ERROR',
    'ACQ.BUYER_NOT_EXIST',
    'ACQ.PAYER_UNMATCHED',
    'ACQ.SECONDARY_MERCHANT_NOT_MATCH',
    'ACQ.TRADE_SETTLE_ERROR',
    'ACQ.SECONDARY_MERCHANT_ID_BLANK',
    'ACQ.INVALID_RECEIVE_ACCOUNT',
    'ACQ.SECONDARY_MERCHANT_ID_INVALID',
    'ACQ.BEYOND_PER_RECEIPT_SINGLE_RESTRICTION',
    'ACQ.SECONDARY_MERCHANT_ALIPAY_ACCOUNT_INVALID',
    'ACQ.SECONDARY_MERCHANT_ISV_PUNISH_INDIRECT',
    'ACQ.USER_LOGONID_DUP',
    'ACQ.CUSTOMER_VALIDATE_ERROR',
    'ACQ.INVALID_STORE_ID',
    'ACQ.SECONDARY_MERCHANT_CARD_ALIAS_NO_INVALID',
    'ACQ.NOT_SUPPORT_PAYMENT_INST',
    'ACQ.SELLER_NOT_EXIST',
    'ACQ.ILLEGAL_ARGUMENT',
    'ACQ.SUB_GOODS_SIZE_MAX_COUNT',
    'ACQ.PLATFORM_BUSINESS_ACQUIRE_MODE_MUST_MERCHANT_ID',
    'ACQ.ERROR_SELLER_CERTIFY_LEVEL_LIMIT',
    'ACQ.STORE_INFO_INVALID',
    'ACQ.DEFAULT_SETTLE_RULE_NOT_EXIST',
    'ACQ.MERCHANT_PERM_RECEIPT_SUSPEND_LIMIT',
    'ACQ.MERCHANT_PERM_RECEIPT_SINGLE_LIMIT',
    'ACQ.OPEN_ID_NOT_TINY_APP',
    'ACQ.RISK_MERCHANT_IP_NOT_EXIST',
    'ACQ.MERCHANT_STATUS_NOT_NORMAL',
  ],
  amounts: [],
})
