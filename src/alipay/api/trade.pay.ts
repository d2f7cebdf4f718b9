/** Alipay: charges the payer whose code was scanned (统一收单交易支付, `alipay.trade.pay`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import type { Entries } from '../fields.ts'
import {
  amount,
  beijingTime,
  currency,
  jsonObject,
  jsonString,
  queryOptions,
  text,
  timeoutExpress,
} from '../fields.ts'
import { type OrderFields, orderFields, sumOfParts, type TillFields, tillFields } from '../order-fields.ts'
import type {
  BkagentRespInfo,
  ChargeInfo,
  EnterprisePayInfo,
  FundBill,
  TapPayInfo,
  VoucherDetail,
} from '../results.ts'

const agreementParams = () =>
  v.strictObject({
    /** Alipay's number of the agreement (协议号). Example: `20170322450983769228`. */
    agreement_no: v.optional(v.string()),
    /** Number of a step by which the payer confirmed, where one was asked for. Example: `423979`. */
    auth_confirm_no: v.optional(v.string()),
    /**
     * Token of that step's application, where one was asked for. Example:
     * `MDEDUCT0068292ca377d1d44b65fa24ec9cd89132f`.
     */
    apply_token: v.optional(v.string()),
    /** Permit to debit (扣款许可) that a merchant obtained. Example: `2021000000000001`. */
    deduct_permission: v.optional(v.string()),
  })

const own = () => ({
  /**
   * Total in yuan (订单总金额), 0.01 to 100000000. May be left out only beside `discountable_amount` and
   * `undiscountable_amount`, whose sum it is. Example: `88.88`.
   */
  total_amount: v.optional(amount()),
  /**
   * How the code was taken (支付场景): `bar_code` (scanned), `security_code` (face), or `wave_code`
   * (sound, an old one). Required beside `auth_code`. Example: `bar_code`.
   */
  scene: v.optional(v.picklist(['bar_code', 'security_code', 'wave_code'])),
  /**
   * The payer's code (付款码): 16 to 24 digits that begin with 25 to 30, or a face token; at most 64, any
   * shape, for Alipay asks not to rely on it. Unless `agreement_params` or `auth_no` is sent. Example:
   * `28763443825664394`.
   */
  auth_code: v.optional(text(64)),
  /**
   * Product by contract (销售产品码): `FACE_TO_FACE_PAYMENT` by default, `GENERAL_WITHHOLDING`,
   * `CYCLE_PAY_AUTH`, `PRE_AUTH`, `PRE_AUTH_ONLINE`, `OFFLINE_PAYMENT` or another; at most 32. Required
   * without `auth_code`. Example: `FACE_TO_FACE_PAYMENT`.
   */
  product_code: v.optional(text(32)),
  /**
   * The payer's user id (买家), at most 28; from the code by default, needed beside `auth_no`. Example:
   * `2088202954065786`.
   */
  buyer_id: v.optional(text(28)),
  /**
   * The payer's openid under your app, in place of `buyer_id`. Example:
   * `074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5`.
   */
  buyer_open_id: v.optional(v.string()),
  /**
   * User id of who receives (收款方), at most 28; the contract's by default, needed beside `auth_no`.
   * Example: `2088102146225135`.
   */
  seller_id: v.optional(text(28)),
  /** Currency of `total_amount` (标价币种), one of 26. Example: `USD`. */
  trans_currency: v.optional(currency()),
  /** Currency to be settled in (结算币种), one of 26. Example: `USD`. */
  settle_currency: v.optional(currency()),
  /** Alipay's number of the store (支付宝店铺编号); at most 32. Example: `2016041400077000000003314986`. */
  alipay_store_id: v.optional(text(32)),
  /**
   * How long it may be paid (最晚付款时间): `1m` to `15d`, no decimals, or `1c` for until midnight, Beijing
   * time; face to face 3 hours by default. `time_expire` wins over it. Example: `90m`.
   */
  timeout_express: v.optional(timeoutExpress()),
  /**
   * `COMPLETE` ends the pre-authorisation and frees what is left of it; `NOT_COMPLETE`, the default, leaves that
   * frozen (预授权确认模式); only beside `auth_no`. Example: `COMPLETE`.
   */
  auth_confirm_mode: v.optional(v.picklist(['COMPLETE', 'NOT_COMPLETE'])),
  /**
   * The device's data or signature by arrangement; sent as JSON of at most 2048 characters. Example:
   * `{ key: 'value' }`.
   */
  terminal_params: v.optional(jsonString(jsonObject(), 2048)),
  /** Marketing data by arrangement (优惠参数). */
  promo_params: v.optional(
    v.strictObject({
      /**
       * When the payer really ordered, Beijing time; for debits that come later. Example:
       * `2018-09-25 22:47:33`.
       */
      actual_order_time: v.optional(beijingTime()),
    }),
  ),
  /**
   * `ENJOY_PAY_V2` allows enjoying first and paying later (先享后付); at most 20. Example: `ENJOY_PAY_V2`.
   */
  advance_payment_type: v.optional(text(20)),
  /** The agreement to debit by (代扣协议), in place of a code. */
  agreement_params: v.optional(agreementParams()),
  /**
   * Number of the pre-authorisation to take the money from (预授权号), in place of a code. Example:
   * `2016110310002001760201905725`.
   */
  auth_no: v.optional(v.string()),
  /** Channels that may not be used (禁用渠道), joined by commas. Example: `pcredit,moneyFund`. */
  disable_pay_channels: v.optional(v.string()),
  /** Whether a debit by agreement may happen later (异步支付). Example: `true`. */
  is_async_pay: v.optional(v.boolean()),
  /** The order's number in your original system (商户原始订单号). Example: `20161008001`. */
  merchant_order_no: v.optional(v.string()),
  /** How a debit that may happen later is tried. */
  pay_params: v.optional(
    v.pipe(
      v.strictObject({
        /** How late it may be (异步支付类型). Example: `NORMAL_ASYNC`. */
        async_type: v.optional(v.picklist(['NORMAL_ASYNC', 'NEAR_REAL_TIME_ASYNC'])),
        /**
         * What follows a failure; `RETY` is Alipay's spelling; only with `NORMAL_ASYNC`. Example: `NONE`.
         */
        retry_type: v.optional(v.picklist(['NONE_AND_CLOSETRADE', 'NONE', 'RETY'])),
      }),
      v.forward(
        v.check(
          ({ async_type, retry_type }) => !retry_type || async_type === 'NORMAL_ASYNC',
          'goes only with async_type NORMAL_ASYNC',
        ),
        ['retry_type'],
      ),
    ),
  ),
  /**
   * What else the answer should tell (返回参数选项): `fund_bill_list`, `voucher_detail_list`,
   * `enterprise_pay_info`, `discount_goods_detail`, `discount_amount`, `mdiscount_amount`, `hyb_amount`,
   * `async_pay_info` or another; at most 1024 characters as JSON. Example: `['fund_bill_list']`.
   */
  query_options: v.optional(queryOptions(1024)),
  /** PID of the acquiring institution (间连). Example: `2088101117952222`. */
  request_org_pid: v.optional(v.string()),
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
        (order: Order) => !!(order.auth_code || order.agreement_params || order.auth_no),
        'is required unless agreement_params or auth_no is given',
      ),
      ['auth_code'],
    ),
    v.forward(
      v.check((order: Order) => !order.auth_code || !!order.scene, 'is required beside auth_code'),
      ['scene'],
    ),
    v.forward(
      v.check(
        (order: Order) =>
          !!order.product_code || !!order.auth_code || !(order.agreement_params || order.auth_no),
        'is required without auth_code',
      ),
      ['product_code'],
    ),
    v.forward(
      v.check(
        (order: Order) => !order.auth_no || !!(order.buyer_id || order.buyer_open_id),
        'or buyer_open_id is required beside auth_no',
      ),
      ['buyer_id'],
    ),
    v.forward(
      v.check((order: Order) => !order.auth_no || !!order.seller_id, 'is required beside auth_no'),
      ['seller_id'],
    ),
    v.forward(
      v.check((order: Order) => !order.auth_confirm_mode || !!order.auth_no, 'goes only with auth_no'),
      ['auth_confirm_mode'],
    ),
    v.forward(
      v.check(
        (order: Order) =>
          !!order.total_amount || !!(order.discountable_amount && order.undiscountable_amount),
        'is required unless discountable_amount and undiscountable_amount are both given',
      ),
      ['total_amount'],
    ),
    sumOfParts<Order>(),
  )

/** Input of {@link tradePay}. */
export interface TradePayInput extends v.InferInput<ReturnType<typeof input>> {}

/**
 * The payment was taken.
 *
 * A debit by agreement that may happen later is the exception: where `async_pay_apply_status` is there, the
 * debit was accepted and not yet made, so query the trade before you deliver.
 */
export interface TradePaid {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Alipay's number of the trade (支付宝交易号). Example: `2013112011001004330000121536`. */
  trade_no: string
  /** Your order number, as it was sent. Example: `ORDER-1`. */
  out_trade_no: string
  /** The payer's login, masked. Example: `159****5620`. */
  buyer_logon_id: string
  /** The payer's user id (买家); apps of the openid kind get `buyer_open_id`. Example: `2088101117955611`. */
  buyer_user_id?: string
  /** The payer's openid under your app. Example: `074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5`. */
  buyer_open_id?: string
  /** The same openid, under another name. Example: `074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5`. */
  open_id?: string
  /** The payer's name, by arrangement. Example: `菜鸟网络有限公司`. */
  buyer_user_name?: string
  /** Whether the payer is a company or a person. Example: `PRIVATE`. */
  buyer_user_type?: 'CORPORATE' | 'PRIVATE'
  /** Total of the order in yuan. Example: `120.88`. */
  total_amount: string
  /** What you receive, before fees, in yuan (实收金额). Example: `88.88`. */
  receipt_amount: string
  /** What the payer gave, discounts taken off, in yuan. Example: `8.88`. */
  buyer_pay_amount?: string
  /** What was paid with points, in yuan (集分宝). Example: `8.12`. */
  point_amount?: string
  /** What an invoice may be written for, in yuan. Example: `12.50`. */
  invoice_amount?: string
  /** Discount that the merchant bears, in yuan. Example: `88.88`. */
  mdiscount_amount?: string
  /** Discount that the platform bears, in yuan. Example: `88.88`. */
  discount_amount?: string
  /** When it was paid, Beijing time. Example: `2014-11-27 15:45:57`. */
  gmt_payment: string
  /** The channels that funded it (资金渠道); newer apps get it with its query option. */
  fund_bill_list?: FundBill[]
  /** The vouchers that were used (优惠券). */
  voucher_detail_list?: VoucherDetail[]
  /** Discounts by item, as JSON text. Example: `[{"goods_id":"apple-01","discount_amount":"100.00"}]`. */
  discount_goods_detail?: string
  /** Amount in the currency of settlement. Example: `88.88`. */
  settle_amount?: string
  /** Currency of settlement. Example: `USD`. */
  settle_currency?: string
  /** Currency of the price. Example: `USD`. */
  trans_currency?: string
  /** Currency that the payer paid in. Example: `CNY`. */
  pay_currency?: string
  /** Amount in the currency that the payer paid in. Example: `580.04`. */
  pay_amount?: string
  /** Rate from the currency of settlement to that of the price. Example: `1`. */
  settle_trans_rate?: string
  /** Rate from the currency of the price to the payer's. Example: `6.5261`. */
  trans_pay_rate?: string
  /** What is left on the payer's Alipay card, in yuan. Example: `98.23`. */
  card_balance?: string
  /** Name of the store. Example: `证大五道口店`. */
  store_name?: string
  /** What Alipay advanced for the payer, in yuan (先享后付); absent if nothing. Example: `88.8`. */
  advance_amount?: string
  /**
   * How a pre-authorised payment was made: `CREDIT_PREAUTH_PAY` or a newer mode. Example:
   * `CREDIT_PREAUTH_PAY`.
   */
  auth_trade_pay_mode?: string
  /** Fee that you are charged, in yuan (手续费). Example: `8.88`. */
  charge_amount?: string
  /**
   * The campaign that your rate belongs to: `bluesea_1`, `trade_special_00`, `industry_special_00`,
   * `industry_special_01`, `industry_special_on_00`, `industry_special_on_01` or a newer one. Example:
   * `bluesea_1`.
   */
  charge_flags?: string
  /** The fee in detail: one by the official model of this call, a list in a query's. */
  charge_info_list?: ChargeInfo | ChargeInfo[]
  /** Clearing number for an acquiring bank's accounts. Example: `2018101610032004620239146945`. */
  settlement_id?: string
  /** What you agreed upon with Alipay, as JSON text. Example: `{"data":"123"}`. */
  business_params?: string
  /**
   * A debit that happens later: `S` means accepted; take anything else for unknown and query. Example: `S`.
   */
  async_pay_apply_status?: string
  /** How a debit that may happen later was really made. Example: `SYNC_DIRECT_PAY`. */
  async_payment_mode?:
    | 'ASYNC_DELAY_PAY'
    | 'ASYNC_REALTIME_PAY'
    | 'SYNC_DIRECT_PAY'
    | 'NORMAL_ASYNC_PAY'
    | 'QUOTA_OCCUPYIED_ASYNC_PAY'
  /** What the clearing house tells an acquiring institution. */
  bkagent_resp_info?: BkagentRespInfo
  /** Whether a debit that failed may be paid in the app instead. Example: `T`. */
  can_turn_to_app_pay?: string
  /** Number of the order with Zhima Credit (芝麻). Example: `ZMCB99202103310000450000041833`. */
  credit_biz_order_id?: string
  /** How credit was used: `creditAdvanceV2`; ask Alipay about any other. Example: `creditAdvanceV2`. */
  credit_pay_mode?: string
  /** What the payer's company bears (因公付). */
  enterprise_pay_info?: EnterprisePayInfo
  /** Rebate in yuan (惠营宝). Example: `10.24`. */
  hyb_amount?: string
  /** What is still to be fulfilled of a pre-authorised order, in yuan. Example: `10.00`. */
  pre_auth_pay_amount?: string
  /** Who bought the foreign currency. Example: `ALIPAY`. */
  purchase_entity?: string
  /** `DC` when it is settled in digital yuan (数字人民币). Example: `DC`. */
  receipt_currency_type?: string
  /** About a payment by tapping the phone (碰一下). */
  tap_pay_info?: TapPayInfo
}

/**
 * The payer has to confirm in the app, or the outcome is not known yet (等待用户付款).
 *
 * Nothing may be delivered. Query the trade every few seconds; cancel it if it stays undecided.
 */
export interface TradePayWaiting {
  /** `10003`: waiting for the payer. */
  code: '10003'
  /** The gateway's short text. Example: `order success pay inprocess`. */
  msg: string
  /** Alipay's number of the trade (支付宝交易号). Example: `2013112011001004330000121536`. */
  trade_no?: string
  /** Your order number, as it was sent. Example: `ORDER-1`. */
  out_trade_no?: string
  /** The payer's login, masked. Example: `159****5620`. */
  buyer_logon_id?: string
  /** The payer's user id. Example: `2088101117955611`. */
  buyer_user_id?: string
  /** Total of the order in yuan; not paid yet. Example: `120.88`. */
  total_amount?: string
}

/** What {@link tradePay} answers: paid, or waiting for the payer. Switch on `code`. */
export type TradePayResult = TradePaid | TradePayWaiting

/**
 * Charges a payer by code, by agreement, or out of a pre-authorisation.
 *
 * When an error says `unknown`, or the answer is `10003`, query the trade; do not send it again blindly.
 *
 * Sources: document 000, "alipay.trade.pay"; document 002 for the error codes; Alipay's 2026 SDK models.
 */
export const tradePay: Api<'alipay', TradePayInput, TradePayResult, 'call'> = defineApi({
  gateway: 'alipay',
  name: 'alipay.trade.pay',
  kind: 'call',
  input,
  binds: ['out_trade_no'],
  marks: {
    holds: ['trade_no', 'total_amount'],
    lacks: ['trade_status', 'refund_fee', 'refund_amount', 'out_request_no'],
  },
  accepts: ['10000', '10003'],
  // Left out: whatever tells that a code, a deadline, an authorisation or a quota is used up or has run out,
  // or that the number is taken. An earlier identical call may be what used it.
  refusals: [
    'ACQ.INVALID_PARAMETER',
    'ACQ.ACCESS_FORBIDDEN',
    'ACQ.EXIST_FORBIDDEN_WORD',
    'ACQ.PARTNER_ERROR',
    'ACQ.TOTAL_FEE_EXCEED',
    'ACQ.BUYER_BALANCE_NOT_ENOUGH',
    'ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH',
    'ACQ.ERROR_BALANCE_PAYMENT_DISABLE',
    'ACQ.BUYER_SELLER_EQUAL',
    'ACQ.BUYER_ENABLE_STATUS_FORBID',
    'ACQ.MOBILE_PAYMENT_SWITCH_OFF',
    'ACQ.SELLER_BEEN_BLOCKED',
    'ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT',
    'ACQ.PAYMENT_REQUEST_HAS_RISK',
    'ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE',
    'ACQ.USER_FACE_PAYMENT_SWITCH_OFF',
    'ACQ.INVALID_STORE_ID',
    'ACQ.SUB_MERCHANT_CREATE_FAIL',
    'ACQ.SUB_MERCHANT_TYPE_INVALID',
    'ACQ.AGREEMENT_NOT_EXIST',
    'ACQ.AGREEMENT_INVALID',
    'ACQ.AGREEMENT_STATUS_NOT_NORMAL',
    'ACQ.MERCHANT_AGREEMENT_NOT_EXIST',
    'ACQ.MERCHANT_AGREEMENT_INVALID',
    'ACQ.MERCHANT_STATUS_NOT_NORMAL',
    'ACQ.CARD_USER_NOT_MATCH',
    'ACQ.CARD_TYPE_ERROR',
    'ACQ.AMOUNT_OR_CURRENCY_ERROR',
    'ACQ.CURRENCY_NOT_SUPPORT',
    'ACQ.MERCHANT_UNSUPPORT_ADVANCE',
    'ACQ.BUYER_UNSUPPORT_ADVANCE',
    'ACQ.ORDER_UNSUPPORT_ADVANCE',
    'ACQ.CYCLE_PAY_SINGLE_FEE_EXCEED',
    'ACQ.SECONDARY_MERCHANT_STATUS_ERROR',
    'ACQ.BUYER_NOT_EXIST',
    'ACQ.SECONDARY_MERCHANT_ALIPAY_ACCOUNT_INVALID',
    'ACQ.INVALID_RECEIVE_ACCOUNT',
    'ACQ.SELLER_NOT_EXIST',
    'ACQ.AGREEMENT_ERROR',
    'ACQ.BEYOND_PER_RECEIPT_SINGLE_RESTRICTION',
    'ACQ.PAYER_UNMATCHED',
    'ACQ.PRE_AUTH_PROD_CODE_INCONSISTENT',
    'ACQ.SECONDARY_MERCHANT_ID_INVALID',
    'ACQ.SECONDARY_MERCHANT_NOT_MATCH',
    'ACQ.SUB_GOODS_SIZE_MAX_COUNT',
    'ACQ.NOT_SUPPORT_PAYMENT_INST',
    'ACQ.BUYER_NOT_MAINLAND_CERT',
    'ACQ.SECONDARY_MERCHANT_ID_BLANK',
    'ACQ.TRADE_SETTLE_ERROR',
    'ACQ.AUTH_TOKEN_IS_NOT_EXIST',
    'ACQ.SMILE_PAY_MERCHANT_NOT_MATCH',
    'ACQ.NOT_CERTIFIED_USER',
    'ACQ.SECONDARY_MERCHANT_ISV_PUNISH_INDIRECT',
    'ACQ.PLATFORM_BUSINESS_ACQUIRE_MODE_MUST_MERCHANT_ID',
    'ACQ.MERCHANT_PERM_RECEIPT_SUSPEND_LIMIT',
    'ACQ.MERCHANT_PERM_RECEIPT_SINGLE_LIMIT',
    'ACQ.USER_LOGONID_DUP',
    'ACQ.AUTH_ORDER_NOT_PAID',
    'ACQ.ZM_AUTH_AMOUNT_EXCEED',
    'ACQ.ZM_CREDIT_AUTH_FAIL',
    'ACQ.ZM_AUTH_RULE_LIMIT',
    'ACQ.ROYALTY_ACCOUNT_NOT_EXIST',
    'ACQ.RISK_MERCHANT_IP_NOT_EXIST',
    'ACQ.UN_SUPPORT_TRADE_SCENE',
  ],
  amounts: [
    'settle_amount',
    'pay_amount',
    'total_amount',
    'receipt_amount',
    'buyer_pay_amount',
    'point_amount',
    'invoice_amount',
    'amount',
    'real_amount',
    'card_balance',
    'contribute_amount',
    'merchant_contribute',
    'other_contribute',
    'purchase_ant_contribute',
    'purchase_buyer_contribute',
    'purchase_merchant_contribute',
    'advance_amount',
    'charge_amount',
    'mdiscount_amount',
    'discount_amount',
    'charge_fee',
    'original_charge_fee',
    'hyb_amount',
    'pre_auth_pay_amount',
    'total_discount_amount',
  ],
})
