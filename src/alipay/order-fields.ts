/** Alipay: the fields that orders of every kind share, and the rules that hold between an order's fields. */
import * as v from 'valibot'
import {
  amount,
  beijingTime,
  cents,
  filled,
  jsonObject,
  jsonString,
  orderNumber,
  queryOptions,
  rule,
  text,
  timeoutExpress,
} from './fields.ts'
import {
  bkagentReqInfo,
  businessParams,
  extendParams,
  extUserInfo,
  goodsDetail,
  invoiceInfo,
  royaltyInfo,
  settleInfo,
  subMerchant,
} from './shapes.ts'

const orderFieldsShape = () => ({
  /**
   * Merchant order number (商户订单号): 1 to 64 letters, digits, `_` or `-`; unique per merchant. Example:
   * `ORDER-1`.
   */
  out_trade_no: orderNumber(),
  /**
   * Title of the order, shown to the payer (订单标题); 1 to 256. Alipay wants no special characters in it, such as
   * `/`, `=` or `&`. Example: `Coffee`.
   */
  subject: filled(256),
  /**
   * What the order is, repeated in notifications and bills (订单描述); at most 128. Example:
   * `One coffee, large`.
   */
  body: v.optional(text(128)),
  /** The items (商品列表). */
  goods_detail: v.optional(v.array(goodsDetail())),
  /** What a business adds by arrangement (业务扩展参数). */
  extend_params: v.optional(extendParams()),
  /**
   * Until when it may be paid, Beijing time (绝对超时时间): on pages and in apps 1 minute to 15 days ahead by
   * the gateway's clock. Wins over `timeout_express`. Example: `2026-01-31 09:30:00`.
   */
  time_expire: v.optional(beijingTime()),
  /** Your number of the store (商户门店编号); at most 32. Example: `NJ_001`. */
  store_id: v.optional(text(32)),
  /** Who may pay (外部指定买家). */
  ext_user_info: v.optional(extUserInfo()),
  /** How the payment is shared out (分账). */
  royalty_info: v.optional(royaltyInfo()),
  /** The merchant behind you, if you collect for others (二级商户). */
  sub_merchant: v.optional(subMerchant()),
  /** Where the money is settled to; needed in direct pay (直付通), wrong elsewhere. */
  settle_info: v.optional(settleInfo()),
})

/** The entries of {@link orderFields}, by name. */
export interface OrderFields extends ReturnType<typeof orderFieldsShape> {}

/** What every order can say. */
export const orderFields: () => OrderFields = orderFieldsShape

const checkoutFieldsShape = () => ({
  /** Total in yuan (订单总金额), 0.01 to 100000000. Example: `88.88`. */
  total_amount: amount(),
  /**
   * How long it may be paid (最晚付款时间): `1m` to `15d`, no decimals, or `1c` for until midnight, Beijing
   * time; `15d` by default. On phones less than `5m` counts as `5m`. Example: `90m`.
   */
  timeout_express: v.optional(timeoutExpress()),
  /** `0` virtual, which Huabei cannot pay, or `1` physical (商品主类型). Example: `1`. */
  goods_type: v.optional(v.picklist(['0', '1'])),
  /**
   * Repeated in the notification (公用回传参数); URL-encode it first; at most 512. Example: `kind%3dcoffee`.
   */
  passback_params: v.optional(text(512)),
  /**
   * Marketing data by arrangement (优惠参数); sent as JSON of at most 512 characters. Example:
   * `{ storeIdType: '1' }`.
   */
  promo_params: v.optional(jsonString(jsonObject(), 512)),
  /**
   * What you agreed upon with Alipay (商户业务信息); sent as JSON of at most 512 characters. Example:
   * `{ data: '123' }`.
   */
  business_params: v.optional(jsonString(jsonObject(), 512)),
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
  /** What an invoice needs (开票信息). */
  invoice_info: v.optional(invoiceInfo()),
})

/** The entries of {@link checkoutFields}, by name. */
export interface CheckoutFields extends ReturnType<typeof checkoutFieldsShape> {}

/** What an order adds that is paid on Alipay's page or in its app. */
export const checkoutFields: () => CheckoutFields = checkoutFieldsShape

const phoneFieldsShape = () => ({
  /**
   * `pcredit` offers Huabei alone (指定渠道); not beside Huabei instalments in `extend_params`. Example:
   * `pcredit`.
   */
  specified_channel: v.optional(v.picklist(['pcredit'])),
  /**
   * What else a later answer should tell (返回参数选项): `hyb_amount`, `enterprise_pay_info`,
   * `medical_insurance_info`, `credit_pay_mode`, `cashier_type` or another; at most 1024 characters as JSON.
   * Example: `['hyb_amount']`.
   */
  query_options: v.optional(queryOptions(1024)),
})

/** The entries of {@link phoneFields}, by name. */
export interface PhoneFields extends ReturnType<typeof phoneFieldsShape> {}

/** What an order adds that is paid on a phone. */
export const phoneFields: () => PhoneFields = phoneFieldsShape

const tillFieldsShape = () => ({
  /**
   * Part of the total that discounts apply to, in yuan (可打折金额); the rest of it by default. Example:
   * `8.88`.
   */
  discountable_amount: v.optional(amount()),
  /** Part of the total that no discount applies to, in yuan (不可打折金额). Example: `80.00`. */
  undiscountable_amount: v.optional(amount()),
  /** Your number of the cashier who charges (商户操作员编号); at most 28. Example: `yx_001`. */
  operator_id: v.optional(text(28)),
  /** Your number of the till (商户机具终端编号); at most 32. Example: `NJ_T_001`. */
  terminal_id: v.optional(text(32)),
  /** Who acquires, for an acquiring institution (间连). */
  bkagent_req_info: v.optional(bkagentReqInfo()),
  /** What you agreed upon with Alipay (商户业务信息). */
  business_params: v.optional(businessParams()),
  /** Repeated in the notification (公用回传参数); URL-encode it first. Example: `kind%3dcoffee`. */
  passback_params: v.optional(v.string()),
})

/** The entries of {@link tillFields}, by name. */
export interface TillFields extends ReturnType<typeof tillFieldsShape> {}

/** What an order adds that the merchant's system makes by a call. */
export const tillFields: () => TillFields = tillFieldsShape

const tradeNumbersShape = () => ({
  /**
   * Alipay's number of the trade (支付宝交易号); wins over `out_trade_no`; at most 64. Example:
   * `2014112611001004680073956707`.
   */
  trade_no: v.optional(text(64)),
  /**
   * Merchant order number (商户订单号); at most 64, any characters, for old orders. One of the two numbers is
   * required. Example: `ORDER-1`.
   */
  out_trade_no: v.optional(text(64)),
})

/** The entries of {@link tradeNumbers}, by name. */
export interface TradeNumbers extends ReturnType<typeof tradeNumbersShape> {}

/** The two numbers of a trade that exists already. */
export const tradeNumbers: () => TradeNumbers = tradeNumbersShape

type Some<Name extends string> = { readonly [Key in Name]?: string | undefined }

/** Requires one of the {@link tradeNumbers}. */
export const ofOneTrade = <Trade extends Some<'trade_no' | 'out_trade_no'>>() =>
  rule<Trade>('trade_no', trade => !!(trade.trade_no || trade.out_trade_no), 'or out_trade_no is required')

/** Requires that channels are allowed or forbidden, not both. */
export const channelsOnce = <Order extends Some<'enable_pay_channels' | 'disable_pay_channels'>>() =>
  rule<Order>(
    'disable_pay_channels',
    order => !(order.enable_pay_channels && order.disable_pay_channels),
    'cannot go with enable_pay_channels',
  )

interface ChannelAndInstalments extends Some<'specified_channel'> {
  readonly extend_params?: Some<'hb_fq_num' | 'hb_fq_seller_percent'> | undefined
}

/** Requires that a channel is specified without the instalments that exclude it. */
export const channelAlone = <Order extends ChannelAndInstalments>() =>
  rule<Order>(
    'specified_channel',
    ({ specified_channel, extend_params }) =>
      !(specified_channel && (extend_params?.hb_fq_num || extend_params?.hb_fq_seller_percent)),
    'cannot go with Huabei instalments',
  )

type Parts = Some<'total_amount' | 'discountable_amount' | 'undiscountable_amount'>

/** Requires that a total is the sum of its two parts in cents, as far as they are given. */
export const sumOfParts = <Order extends Parts>() =>
  rule<Order>(
    'total_amount',
    order => {
      const total = cents(order.total_amount)
      const parts = [cents(order.discountable_amount), cents(order.undiscountable_amount)]
      const [one, other] = parts
      if (total === undefined) return true
      if (one !== undefined && other !== undefined) return one + other === total
      return parts.every(part => part === undefined || part <= total)
    },
    'must be the sum of discountable_amount and undiscountable_amount, and no less than either',
  )
