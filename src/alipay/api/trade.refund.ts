/** Alipay: gives a trade's money back, in whole or in part (统一收单交易退款, `alipay.trade.refund`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import type { Entries } from '../fields.ts'
import { amount, amountOrZero, currency, filled, queryOptions, text } from '../fields.ts'
import { ofOneTrade, type TradeNumbers, tradeNumbers } from '../order-fields.ts'
import type { FundBill, RefundChargeInfo, VoucherDetail } from '../results.ts'
import { royaltyShare } from '../royalty.ts'
import { goodsDetail } from '../shapes.ts'

const own = () => ({
  /** Amount to give back in yuan (退款金额), 0.01 to what is left of the trade. Example: `200.12`. */
  refund_amount: amount(),
  /**
   * Number of this refund (退款请求号); 1 to 64. A new one for each refund, and the same one to repeat a
   * refund: Alipay pays once for a number. Required here, because without it a second partial refund
   * counts as a repeat of the first. Example: `REFUND-1`.
   */
  out_request_no: filled(64),
  /** Why, shown to the payer (退款原因); at most 256. Example: `Returned`. */
  refund_reason: v.optional(text(256)),
  /** Currency of `refund_amount` (退款币种), one of 26. Example: `USD`. */
  refund_currency: v.optional(currency()),
  /** The items that are given back (退款商品列表). */
  refund_goods_detail: v.optional(
    v.array(
      v.strictObject({
        /** The item's number, as it was sent with the payment (商品编号); 1 to 32. Example: `apple-01`. */
        goods_id: filled(32),
        /** What this item gives back, in yuan. Example: `19.50`. */
        refund_amount: amountOrZero(),
        /** Your number of this item in a mini program; at most 64. Example: `outItem_01`. */
        out_item_id: v.optional(text(64)),
        /** Your number of this variant in a mini program; at most 64. Example: `outSku_01`. */
        out_sku_id: v.optional(text(64)),
        /** Numbers of the certificates that lose their worth (外部凭证号). Example: `['20232109327']`. */
        out_certificate_no_list: v.optional(v.array(v.string())),
      }),
    ),
  ),
  /** The items in the older shape; `refund_goods_detail` is the newer. */
  goods_detail: v.optional(v.array(goodsDetail())),
  /** Shares of the payment that are taken back (退分账明细). */
  refund_royalty_parameters: v.optional(v.array(royaltyShare())),
  /**
   * What else the answer should tell (查询选项): `refund_detail_item_list`, `deposit_back_info`,
   * `refund_voucher_detail_list` or another; at most 1024 characters as JSON.
   * Example: `['refund_detail_item_list']`.
   */
  query_options: v.optional(queryOptions(1024)),
  /** PID of the acquiring institution (间连); at most 16. Example: `2088101117952222`. */
  org_pid: v.optional(text(16)),
  /** Your number of who refunds (商户操作员编号); at most 30. Example: `OP001`. */
  operator_id: v.optional(text(30)),
  /** Your number of the store (商户门店编号); at most 32. Example: `NJ_S_001`. */
  store_id: v.optional(text(32)),
  /** Your number of the till (商户机具终端编号); at most 32. Example: `NJ_T_001`. */
  terminal_id: v.optional(text(32)),
  /** Account that advances the money (垫资退款). Example: `2088101126765726`. */
  refund_advance_account: v.optional(v.string()),
  /** What `refund_advance_account` is. Example: `userId`. */
  refund_advance_account_type: v.optional(v.picklist(['default', 'userId', 'loginName'])),
  /** Account that pays the refund (退款出资). Example: `2088101126765726`. */
  refund_trans_out: v.optional(v.string()),
  /** What `refund_trans_out` is. Example: `userId`. */
  refund_trans_out_type: v.optional(v.picklist(['userId', 'loginName'])),
  /**
   * Number of the settlement that a trade settled later was confirmed by (结算确认). Example:
   * `2023041800000001`.
   */
  related_settle_confirm_no: v.optional(v.string()),
})

// By name, so that declarations need not repeat all fields for the check.
interface Fields extends v.StrictObjectSchema<Entries<TradeNumbers & ReturnType<typeof own>>, undefined> {}
interface Trade extends v.InferOutput<Fields> {}

const input = () => v.pipe(v.strictObject({ ...tradeNumbers(), ...own() }) as Fields, ofOneTrade<Trade>())

/** Input of {@link tradeRefund}. */
export interface TradeRefundInput extends v.InferInput<ReturnType<typeof input>> {}

/** A prepaid asset that a refund gave back. */
export interface RefundPresetPaytool {
  /** Amounts in yuan. Example: `['12.21']`. */
  amount: string[]
  /** Kind of asset; the name is Alipay's spelling. Example: `MERCHANT_CARD`. */
  assert_type_code: string
}

/** The refund was accepted. It moved money if `fund_change` is `Y`; if not, query the refund. */
export interface TradeRefundResult {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Alipay's number of the trade (支付宝交易号). Example: `2013112011001004330000121536`. */
  trade_no: string
  /** Your order number. Example: `ORDER-1`. */
  out_trade_no: string
  /**
   * Whether this very call moved money (本次退款是否发生了资金变化). `N` also stands for a repeat of a refund that
   * succeeded before: ask `alipay.trade.fastpay.refund.query`. Example: `Y`.
   */
  fund_change: 'Y' | 'N'
  /** All that this trade has given back so far, in yuan, not this refund alone (退款总金额). Example: `88.88`. */
  refund_fee: string
  /** When it was paid, Beijing time. Example: `2023-08-18 14:08:20`. */
  gmt_refund_pay: string
  /** The payer's login, masked. Example: `159****5620`. */
  buyer_logon_id: string
  /** The payer's user id (买家). Example: `2088101117955611`. */
  buyer_user_id?: string
  /** The payer's openid under your app. Example: `074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5`. */
  buyer_open_id?: string
  /** The same openid, under another name. Example: `074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5`. */
  open_id?: string
  /** Name of the store. Example: `证大五道口店`. */
  store_name?: string
  /**
   * Amount in yuan that the merchant really gave (商家实际退款); with the option `refund_detail_item_list`.
   * Example: `1.80`.
   */
  send_back_fee?: string
  /** The channels that it went back through (退款资金渠道); with its query option. */
  refund_detail_item_list?: FundBill[]
  /** The vouchers that it gave back; with its query option. */
  refund_voucher_detail_list?: VoucherDetail[]
  /** Whether a bank card is refunded later (银行卡冲退); with the option `deposit_back_info`. Example: `true`. */
  has_deposit_back?: string
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
  /** Currency of the refund. Example: `USD`. */
  refund_currency?: string
  /** Rebate that goes back, in yuan (惠营宝). Example: `10.24`. */
  refund_hyb_amount?: string
  /** Prepaid assets that go back: one by the official model, a list by its name. */
  refund_preset_paytool_list?: RefundPresetPaytool | RefundPresetPaytool[]
  /**
   * Clearing number of the refund for an acquiring bank's accounts. Example: `2018101610032004620239146945`.
   */
  refund_settlement_id?: string
  /** What of a pre-authorisation was cancelled, in yuan. Example: `10.00`. */
  pre_auth_cancel_fee?: string
}

/**
 * Gives money back, in whole or in part, as often as anything is left.
 *
 * Refunds of one trade need about three seconds between them. When an error says `unknown`, repeat it with
 * the same `out_request_no` and amount, or query the refund.
 *
 * Sources: document 000, which names it; Alipay's page of `alipay.trade.refund` and its 2026 SDK models.
 */
export const tradeRefund: Api<'alipay', TradeRefundInput, TradeRefundResult, 'call'> = defineApi({
  gateway: 'alipay',
  name: 'alipay.trade.refund',
  kind: 'call',
  input,
  binds: ['trade_no', 'out_trade_no'],
  marks: { holds: ['fund_change', 'refund_fee'], lacks: ['trade_status'] },
  // Left out: whatever speaks of what was refunded or closed already, since an earlier identical call may have
  // done it; and what is wrong with one receiver of shares, since nothing says that the others gave nothing back.
  refusals: [
    'ACQ.INVALID_PARAMETER',
    'ACQ.REASON_TRADE_BEEN_FREEZEN',
    'ACQ.TRADE_NOT_EXIST',
    'ACQ.BUYER_NOT_EXIST',
    'ACQ.BUYER_ENABLE_STATUS_FORBID',
    'ACQ.NOT_ALLOW_PARTIAL_REFUND',
    'ACQ.ONLINE_TRADE_VOUCHER_NOT_ALLOW_REFUND',
    'ACQ.BUYER_ERROR',
    'ACQ.CURRENCY_NOT_SUPPORT',
    'ACQ.OVERDRAFT_ASSIGN_ACCOUNT_INVALID',
    'ACQ.OVERDRAFT_AGREEMENT_NOT_MATCH',
    'ACQ.REFUND_ACCOUNT_NOT_EXIST',
  ],
  amounts: [
    'pre_auth_cancel_fee',
    'present_refund_buyer_amount',
    'present_refund_discount_amount',
    'present_refund_mdiscount_amount',
    'refund_charge_amount',
    'refund_charge_fee',
    'amount',
    'real_amount',
    'refund_fee',
    'refund_hyb_amount',
    'contribute_amount',
    'merchant_contribute',
    'other_contribute',
    'purchase_ant_contribute',
    'purchase_buyer_contribute',
    'purchase_merchant_contribute',
    'send_back_fee',
  ],
})
