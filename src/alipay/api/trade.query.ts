/** Alipay: tells the state of a trade (统一收单交易查询, `alipay.trade.query`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import type { Entries } from '../fields.ts'
import { queryOptions, text } from '../fields.ts'
import { ofOneTrade, type TradeNumbers, tradeNumbers } from '../order-fields.ts'
import type {
  BkagentRespInfo,
  ChargeInfo,
  EnterprisePayInfo,
  FundBill,
  TapPayInfo,
  VoucherDetail,
} from '../results.ts'

const own = () => ({
  /** PID of the acquiring institution (间连); at most 16. Example: `2088101117952222`. */
  org_pid: v.optional(text(16)),
  /**
   * What else the answer should tell (查询选项): `trade_settle_info`, `fund_bill_list`, `voucher_detail_list`,
   * `discount_goods_detail`, `mdiscount_amount`, `medical_insurance_info`, `async_pay_info` or another; at
   * most 1024 characters as JSON. Example: `['trade_settle_info']`.
   */
  query_options: v.optional(queryOptions(1024)),
})

// By name, so that declarations need not repeat all fields for the check.
interface Fields extends v.StrictObjectSchema<Entries<TradeNumbers & ReturnType<typeof own>>, undefined> {}
interface Trade extends v.InferOutput<Fields> {}

const input = () => v.pipe(v.strictObject({ ...tradeNumbers(), ...own() }) as Fields, ofOneTrade<Trade>())

/** Input of {@link tradeQuery}. */
export interface TradeQueryInput extends v.InferInput<ReturnType<typeof input>> {}

/** The payer's account with another institution. */
export interface ExternalPayerInfo {
  /** The card with that institution. Example: `6228***********1234`. */
  out_inst_card_no?: string
  /** The institution's code. Example: `ICBC`. */
  out_inst_payer_inst_id?: string
  /** The company, where one pays for another. Example: `Drip Ltd`. */
  out_payer_account_name?: string
}

/** One fulfilment of a pre-authorised order (履约). */
export interface FulfillmentDetail {
  /** Amount in yuan. Example: `10.00`. */
  fulfillment_amount?: string
  /** When it was paid, Beijing time. Example: `2026-01-31 09:30:00`. */
  gmt_payment?: string
  /** Number of its request. Example: `FULFIL-1`. */
  out_request_no?: string
}

/** An item of the order, as it was sent with the payment. */
export interface GoodsDetailEcho {
  /** The item's number. Example: `apple-01`. */
  goods_id: string
  /** Its name. Example: `iPad`. */
  goods_name: string
  /** How many of it. Example: `1`. */
  quantity: number
  /** Price of one piece in yuan. Example: `2000.00`. */
  price: string
  /** Alipay's own number for this kind of goods. Example: `20010001`. */
  alipay_goods_id?: string
  /** Your category for it. Example: `34543238`. */
  goods_category?: string
  /** Path of category ids from the root, joined by `|`. Example: `124868003|126232002`. */
  categories_tree?: string
  /** What it is. Example: `16 GB, black`. */
  body?: string
  /** A page or picture that shows it. Example: `https://shop.example/apple-01.jpg`. */
  show_url?: string
  /** Barcode on the package. Example: `6901234567892`. */
  goods_ean_id?: string
  /** Your number of this item in a mini program. Example: `outItem_01`. */
  out_item_id?: string
  /** Your number of this variant in a mini program. Example: `outSku_01`. */
  out_sku_id?: string
}

/** How Huabei instalments paid (花呗分期). */
export interface HbFqPayInfo {
  /** Number of instalments. Example: `3`. */
  user_install_num?: string
  /** Amount in yuan that they paid. Example: `88.88`. */
  fq_amount?: string
  /** Who provides them. Example: `HUABEI`. */
  fq_inst_id?: string
}

/** One fee of the trade, in full. */
export interface IntactChargeInfo {
  /** What Alipay numbers this fee by. Example: `2026013100000001`. */
  service_target?: string
  /** Kind of service that it is for. Example: `trade`. */
  service_type?: string
  /** Kind of fee. Example: `charge`. */
  bill_type?: string
  /** The product that costs it. Example: `Face-to-face payment`. */
  product_name?: string
  /** Fee in yuan that was planned. Example: `0.20`. */
  plan_amount?: string
  /** Fee in yuan that was charged. Example: `0.10`. */
  actual_amount?: string
  /** How far charging it has come. Example: `SUCCESS`. */
  status?: string
  /** When it was charged, Beijing time. Example: `2026-01-31 09:30:00`. */
  gmt_pay?: string
  /** Whether it was given back. Example: `false`. */
  is_refund?: boolean
  /** Number of the request outside. Example: `FEE-1`. */
  out_biz_no?: string
  /** The account that bore it. Example: `20881020000000000156`. */
  target_account_no?: string
  /** The user id that bore it. Example: `2088102146225135`. */
  target_user_id?: string
}

/** Numbers of payments by kind of money; not open to the public. */
export interface PaymentInfoWithId {
  /** Kind of money. Example: `BALANCE`. */
  type?: string
  /** The payments' numbers. Example: `['2026013100000001']`. */
  payment_ids?: string[]
}

/** One step of settling or sharing out a trade. */
export interface TradeSettleDetail {
  /** What was done: shared out, topped up, settled, or one of these taken back. Example: `transfer`. */
  operation_type?:
    | 'replenish'
    | 'replenish_refund'
    | 'transfer'
    | 'transfer_refund'
    | 'settle'
    | 'settle_refund'
    | 'on_settle'
  /** Your number of the step. Example: `20160727001`. */
  operation_serial_no?: string
  /** When it was accepted, Beijing time. Example: `2019-05-16 09:59:17`. */
  operation_dt?: string
  /** Account that gave. Example: `2088111111111111`. */
  trans_out?: string
  /** Account that received. Example: `2088222222222222`. */
  trans_in?: string
  /** Amount in yuan. Example: `10.00`. */
  amount?: string
  /** Account that was asked to give. Example: `2088111111111111`. */
  ori_trans_out?: string
  /** Account that was asked to receive. Example: `2088222222222222`. */
  ori_trans_in?: string
}

/** How a trade was settled and shared out. */
export interface TradeSettleInfo {
  /** What was done, step by step. */
  trade_settle_detail_list?: TradeSettleDetail[]
  /** What is not settled yet, in yuan. Example: `10.00`. */
  trade_unsettled_amount?: string
}

/** The state of a trade. Code `10000` says only that the query worked: read `trade_status`. */
export interface TradeQueryResult {
  /** `10000`: the query worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Alipay's number of the trade (支付宝交易号). Example: `2013112011001004330000121536`. */
  trade_no: string
  /** Your order number. Example: `ORDER-1`. */
  out_trade_no: string
  /**
   * The state (交易状态): `WAIT_BUYER_PAY` not paid yet; `TRADE_SUCCESS` paid, refunds are possible;
   * `TRADE_FINISHED` paid and final; `TRADE_CLOSED` never paid, or refunded in full.
   */
  trade_status: 'WAIT_BUYER_PAY' | 'TRADE_CLOSED' | 'TRADE_SUCCESS' | 'TRADE_FINISHED'
  /** More about the state: `SELLER_NOT_RECEIVED` or a newer mark. Example: `SELLER_NOT_RECEIVED`. */
  additional_status?: string
  /** Why it is not paid, in some cases. Example: `RISK`. */
  unpaid_reason?: string
  /** Total of the order in yuan. Example: `88.88`. */
  total_amount: string
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
  /** What you receive, before fees, in yuan (实收金额). Example: `15.25`. */
  receipt_amount?: string
  /** What the payer gave, discounts taken off, in yuan. Example: `8.88`. */
  buyer_pay_amount?: string
  /** What was paid with points, in yuan (集分宝). Example: `10.00`. */
  point_amount?: string
  /** What an invoice may be written for, in yuan. Example: `12.11`. */
  invoice_amount?: string
  /** Discount that the merchant bears, in yuan; with its query option. Example: `88.88`. */
  mdiscount_amount?: string
  /** Discount that the platform bears, in yuan. Example: `88.88`. */
  discount_amount?: string
  /** When the seller was paid, Beijing time; absent while nobody has paid. Example: `2014-11-27 15:45:57`. */
  send_pay_date?: string
  /** The channels that funded it (资金渠道); with its query option, and only once it is paid. */
  fund_bill_list?: FundBill[]
  /** The vouchers that were used (优惠券); with its query option. */
  voucher_detail_list?: VoucherDetail[]
  /** Discounts by item, as JSON text; with its query option. Example: `[{"goods_id":"apple-01"}]`. */
  discount_goods_detail?: string
  /** Title of the order. Example: `Coffee`. */
  subject?: string
  /** What the order is. Example: `One coffee, large`. */
  body?: string
  /** The items, as they were sent. */
  req_goods_detail?: GoodsDetailEcho[]
  /** What you asked to have repeated. Example: `kind%3dcoffee`. */
  passback_params?: string
  /** Your number of the store. Example: `NJ_S_001`. */
  store_id?: string
  /** Name of the store. Example: `证大五道口店`. */
  store_name?: string
  /** Your number of the till. Example: `NJ_T_001`. */
  terminal_id?: string
  /** Alipay's number of the store. Example: `2016041400077000000003314986`. */
  alipay_store_id?: string
  /** Alipay's number of the merchant behind an institution. Example: `2088301372182171`. */
  alipay_sub_merchant_id?: string
  /** Amount in the currency of settlement. Example: `2.96`. */
  settle_amount?: string
  /** Currency of settlement. Example: `USD`. */
  settle_currency?: string
  /** Currency of the price. Example: `TWD`. */
  trans_currency?: string
  /** Currency that the payer paid in. Example: `CNY`. */
  pay_currency?: string
  /** Amount in the currency that the payer paid in. Example: `8.88`. */
  pay_amount?: string
  /** Rate from the currency of settlement to that of the price. Example: `30.025`. */
  settle_trans_rate?: string
  /** Rate from the currency of the price to the payer's. Example: `0.264`. */
  trans_pay_rate?: string
  /** A debit that happens later: `S` means accepted; take anything else for unknown. Example: `S`. */
  async_pay_apply_status?: string
  /**
   * How a pre-authorised payment was made: `CREDIT_PREAUTH_PAY` or a newer mode. Example:
   * `CREDIT_PREAUTH_PAY`.
   */
  auth_trade_pay_mode?: string
  /** What is still to be fulfilled of a pre-authorised order, in yuan. Example: `10.00`. */
  pre_auth_pay_amount?: string
  /** What was fulfilled of it. */
  fulfillment_detail_list?: FulfillmentDetail[]
  /** How a trade that is settled later is settled. Example: `DEFER`. */
  biz_settle_mode?: string
  /** Scene of a trade that is settled later. Example: `PERIOD`. */
  period_scene?: string
  /** How it was settled and shared out; with its query option. */
  trade_settle_info?: TradeSettleInfo
  /** Clearing number for an acquiring bank's accounts. Example: `2018101610032004620239146945`. */
  settlement_id?: string
  /** What the clearing house tells an acquiring institution. */
  bkagent_resp_info?: BkagentRespInfo
  /** Where the payer paid: in the app or on a web page; with its query option. Example: `APP`. */
  cashier_type?: 'APP' | 'WAP'
  /** Fee that you are charged, in yuan (手续费). Example: `8.88`. */
  charge_amount?: string
  /**
   * The campaign that your rate belongs to: `bluesea_1`, `trade_special_00`, `industry_special_00`,
   * `industry_special_01`, `industry_special_on_00`, `industry_special_on_01` or a newer one. Example:
   * `bluesea_1`.
   */
  charge_flags?: string
  /** The fees in detail. */
  charge_info_list?: ChargeInfo[]
  /** The fees in full. */
  intact_charge_info_list?: IntactChargeInfo[]
  /** Number of the order with Zhima Credit (芝麻). Example: `ZMCB99202103310000450000041833`. */
  credit_biz_order_id?: string
  /** How credit was used: `creditAdvanceV2`; ask Alipay about any other. Example: `creditAdvanceV2`. */
  credit_pay_mode?: string
  /** What the payer's company bears (因公付). */
  enterprise_pay_info?: EnterprisePayInfo
  /** More about the trade by arrangement, as JSON text. Example: `{"action":"cancel"}`. */
  ext_infos?: string
  /** The payer's account with another institution. */
  external_payer_info?: ExternalPayerInfo
  /** How Huabei instalments paid, by arrangement (花呗分期). */
  hb_fq_pay_info?: HbFqPayInfo
  /** Rebate in yuan (惠营宝). Example: `10.24`. */
  hyb_amount?: string
  /** Data of an industry; the name is Alipay's spelling. Example: `{"registration_order_pay":{}}`. */
  industry_sepc_detail?: string
  /** What personal medical insurance paid; the name is Alipay's spelling (医保个账). Example: `{}`. */
  industry_sepc_detail_acc?: string
  /** What the medical insurance fund paid; the name is Alipay's spelling (医保统筹). Example: `{}`. */
  industry_sepc_detail_gov?: string
  /** About medical insurance (医保); with its query option. Example: `{}`. */
  medical_insurance_info?: string
  /** Numbers of payments; not open to the public. */
  payment_info_with_id_list?: PaymentInfoWithId[]
  /** Who bought the foreign currency. Example: `ALIPAY`. */
  purchase_entity?: string
  /** `DC` when it is settled in digital yuan (数字人民币). Example: `DC`. */
  receipt_currency_type?: string
  /** About a payment by tapping the phone (碰一下). */
  tap_pay_info?: TapPayInfo
}

/**
 * Tells the state of a trade.
 *
 * Ask when no notification came, after any error whose outcome is `unknown`, and while a payment waits for
 * the payer. It only reads, so it is repeated when the network fails.
 *
 * Sources: document 000, which names it; Alipay's page of `alipay.trade.query` and its 2026 SDK models.
 */
export const tradeQuery: Api<'alipay', TradeQueryInput, TradeQueryResult, 'call'> = defineApi({
  gateway: 'alipay',
  name: 'alipay.trade.query',
  kind: 'call',
  input,
  binds: ['trade_no', 'out_trade_no'],
  marks: { holds: ['trade_status'] },
  reads: true,
  amounts: [
    'buyer_pay_amount',
    'charge_amount',
    'charge_fee',
    'original_charge_fee',
    'discount_amount',
    'invoice_amount',
    'fulfillment_amount',
    'amount',
    'real_amount',
    'fq_amount',
    'hyb_amount',
    'actual_amount',
    'plan_amount',
    'mdiscount_amount',
    'pay_amount',
    'point_amount',
    'pre_auth_pay_amount',
    'receipt_amount',
    'price',
    'settle_amount',
    'total_discount_amount',
    'total_amount',
    'trade_unsettled_amount',
    'contribute_amount',
    'merchant_contribute',
    'other_contribute',
    'purchase_ant_contribute',
    'purchase_buyer_contribute',
    'purchase_merchant_contribute',
  ],
})
