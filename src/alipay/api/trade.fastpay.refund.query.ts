/** Alipay: tells whether one refund was made (统一收单交易退款查询, `alipay.trade.fastpay.refund.query`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import type { Entries } from '../fields.ts'
import { filled, queryOptions, text } from '../fields.ts'
import { ofOneTrade, type TradeNumbers, tradeNumbers } from '../order-fields.ts'
import type { EnterprisePayInfo, FundBill, RefundChargeInfo, VoucherDetail } from '../results.ts'

const own = () => ({
  /**
   * Number of the refund (退款请求号), as it was sent with it; the `out_trade_no` where the refund had none; 1 to
   * 64. Example: `REFUND-1`.
   */
  out_request_no: filled(64),
  /**
   * What else the answer should tell (查询选项): `refund_detail_item_list`, `gmt_refund_pay`,
   * `deposit_back_info`, `refund_voucher_detail_list` or another; at most 1024 characters as JSON. Example:
   * `['gmt_refund_pay']`.
   */
  query_options: v.optional(queryOptions(1024)),
  /** PID of the acquiring institution (间连); at most 16. Example: `2088101117952222`. */
  org_pid: v.optional(text(16)),
})

// By name, so that declarations need not repeat all fields for the check.
interface Fields extends v.StrictObjectSchema<Entries<TradeNumbers & ReturnType<typeof own>>, undefined> {}
interface Trade extends v.InferOutput<Fields> {}

const input = () => v.pipe(v.strictObject({ ...tradeNumbers(), ...own() }) as Fields, ofOneTrade<Trade>())

/** Input of {@link tradeFastpayRefundQuery}. */
export interface TradeFastpayRefundQueryInput extends v.InferInput<ReturnType<typeof input>> {}

/** How far a refund to a bank card has come (银行卡冲退). */
export interface DepositBackInfo {
  /** Whether a bank card is refunded at all. Example: `true`. */
  has_deposit_back?: 'true' | 'false'
  /**
   * `S`: the card has it. `F`: the bank refused, and the payer's Alipay balance has it. `P`: on its way.
   * Example: `S`.
   */
  dback_status?: 'S' | 'F' | 'P'
  /** Amount in yuan for the card. Example: `1.01`. */
  dback_amount?: string
  /** When the bank answered, Beijing time. Example: `2020-06-02 14:03:48`. */
  bank_ack_time?: string
  /** When it should be there, Beijing time. Example: `2020-06-02 14:03:48`. */
  est_bank_receipt_time?: string
}

/** A share of the payment that the refund took back (退分账). */
export interface RefundRoyaltyResult {
  /** Amount in yuan that was taken back. Example: `10.00`. */
  refund_amount: string
  /** `SUCCESS` if that worked. Example: `SUCCESS`. */
  result_code: string
  /** What was done; `transfer` by default. Example: `transfer`. */
  royalty_type?: string
  /** Account that gave. Example: `2088102210397302`. */
  trans_out?: string
  /** Login of who gave. Example: `alipay-test03@alipay.com`. */
  trans_out_email?: string
  /** Account that received. Example: `2088102210397302`. */
  trans_in?: string
  /** Login of who received. Example: `zen_gwen@hotmail.com`. */
  trans_in_email?: string
  /** Account that was asked to give. Example: `2088111111111111`. */
  ori_trans_out?: string
  /** Account that was asked to receive. Example: `2088222222222222`. */
  ori_trans_in?: string
}

/**
 * What is known of one refund. Code `10000` says only that the query worked.
 *
 * Only `refund_status` `REFUND_SUCCESS` is sure: the money went back. Without it the refund was not made, or
 * not yet: repeat the refund with the same `out_request_no` and amount, which pays once, or ask again.
 */
export interface TradeFastpayRefundQueryResult {
  /** `10000`: the query worked, which says nothing of the refund. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /**
   * `REFUND_SUCCESS`: refunded (退款状态). Anything else, or nothing: not refunded, or not yet. Old pages took its
   * absence for success; do not. Example: `REFUND_SUCCESS`.
   */
  refund_status?: string
  /** Alipay's number of the trade (支付宝交易号). Example: `2014112611001004680073956707`. */
  trade_no?: string
  /** Your order number. Example: `ORDER-1`. */
  out_trade_no?: string
  /** Number of the refund, as it was asked for. Example: `REFUND-1`. */
  out_request_no?: string
  /** Total of the order in yuan. Example: `100.20`. */
  total_amount?: string
  /** Amount of this refund in yuan (本次退款金额); no proof without `refund_status`. Example: `12.33`. */
  refund_amount?: string
  /** Why, as it was sent with the refund. Example: `Returned`. */
  refund_reason?: string
  /** When it was paid, Beijing time; with its query option. Example: `2014-11-27 15:45:57`. */
  gmt_refund_pay?: string
  /**
   * Amount in yuan that the merchant really gave (商家实际退款); with the option `refund_detail_item_list`.
   * Example: `88.00`.
   */
  send_back_fee?: string
  /** The channels that it went back through (退款资金渠道); with its query option. */
  refund_detail_item_list?: FundBill[]
  /** The vouchers that it gave back; with its query option. */
  refund_voucher_detail_list?: VoucherDetail[]
  /** The shares that it took back (退分账结果). */
  refund_royaltys?: RefundRoyaltyResult[]
  /** How far a bank card's refund has come; with the option `deposit_back_info`. */
  deposit_back_info?: DepositBackInfo
  /** The same for several cards. */
  deposit_back_info_list?: DepositBackInfo[]
  /** Why it failed, if it did. Example: `ACQ.SELLER_BALANCE_NOT_ENOUGH`. */
  error_code?: string
  /** What of this refund goes to the payer, in yuan. Example: `88.88`. */
  present_refund_buyer_amount?: string
  /** What of this refund goes back to the platform for its discount, in yuan. Example: `88.88`. */
  present_refund_discount_amount?: string
  /** What of this refund goes back to the merchant for the discount, in yuan. Example: `88.88`. */
  present_refund_mdiscount_amount?: string
  /** Fee that you get back, in yuan. Example: `0.05`. */
  refund_charge_amount?: string
  /** The fees that you get back, in detail. */
  refund_charge_info_list?: RefundChargeInfo[]
  /** Rebate that goes back, in yuan (惠营宝). Example: `10.24`. */
  refund_hyb_amount?: string
  /**
   * Clearing number of the refund for an acquiring bank's accounts. Example: `2018101610032004620239146945`.
   */
  refund_settlement_id?: string
  /** What of a pre-authorisation was cancelled, in yuan. Example: `10.00`. */
  pre_auth_cancel_fee?: string
  /** What the payer's company gets back (因公付). */
  enterprise_pay_info?: EnterprisePayInfo
  /** Data of an industry; the name is Alipay's spelling. Example: `{"registration_order_pay":{}}`. */
  industry_sepc_detail?: string
  /** Channels of a refund by medical insurance, as JSON text (医保). Example: `[]`. */
  refund_channel_list?: string
  /** How far those channels have come together. Example: `SUCCESS`. */
  refund_channel_status?: 'SUCCESS' | 'FAIL' | 'PART_SUCCESS'
}

/**
 * Tells whether one refund was made.
 *
 * Ask at least ten seconds after the refund. Only `REFUND_SUCCESS` is sure; code `10000` alone proves nothing.
 * It only reads, so it is repeated when the network fails.
 *
 * Sources: document 000, "alipay.trade.fastpay.refund.query"; Alipay's page of it and its 2026 SDK models.
 */
export const tradeFastpayRefundQuery: Api<
  'alipay',
  TradeFastpayRefundQueryInput,
  TradeFastpayRefundQueryResult,
  'call'
> = defineApi({
  gateway: 'alipay',
  name: 'alipay.trade.fastpay.refund.query',
  kind: 'call',
  input,
  binds: ['trade_no', 'out_trade_no', 'out_request_no'],
  marks: { mayBeEmpty: true, lacks: ['trade_status', 'fund_change', 'retry_flag'] },
  reads: true,
  amounts: [
    'dback_amount',
    'invoice_amount',
    'pre_auth_cancel_fee',
    'present_refund_buyer_amount',
    'present_refund_discount_amount',
    'present_refund_mdiscount_amount',
    'refund_amount',
    'refund_charge_amount',
    'refund_charge_fee',
    'amount',
    'real_amount',
    'refund_hyb_amount',
    'contribute_amount',
    'merchant_contribute',
    'other_contribute',
    'purchase_ant_contribute',
    'purchase_buyer_contribute',
    'purchase_merchant_contribute',
    'send_back_fee',
    'total_amount',
  ],
})
