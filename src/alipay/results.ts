/** Alipay: the shapes that several replies share. */

/** One channel that funded a payment or took a refund back (资金渠道). */
export interface FundBill {
  /**
   * The channel: `ALIPAYACCOUNT`, `BANKCARD`, `COUPON`, `POINT`, `DISCOUNT`, `PCARD`, `MCARD`, `MDISCOUNT`,
   * `MCOUPON`, or one that Alipay added since.
   */
  fund_channel: string
  /** Amount in yuan through this channel. Example: `10.00`. */
  amount: string
  /** Amount in yuan that the channel itself paid. Example: `11.21`. */
  real_amount?: string
  /** The bank's code. Example: `CEB`. */
  bank_code?: string
  /** Kind of card behind the channel `BANKCARD`. Example: `DEBIT_CARD`. */
  fund_type?: 'DEBIT_CARD' | 'CREDIT_CARD' | 'MIXED_CARD'
}

/** A part of a voucher that somebody else paid. */
export interface VoucherContribution {
  /** Who paid it. Example: `PLATFORM`. */
  contribute_type?: string
  /** Amount in yuan. Example: `8.00`. */
  contribute_amount?: string
}

/** A voucher that was used in a payment or given back by a refund (优惠券). */
export interface VoucherDetail {
  /** The voucher's number. Example: `2015102600073002039000002D5O`. */
  id: string
  /** Its name. Example: `5 yuan off`. */
  name: string
  /**
   * Its type: `ALIPAY_FIX_VOUCHER`, `ALIPAY_DISCOUNT_VOUCHER`, `ALIPAY_ITEM_VOUCHER`, `ALIPAY_CASH_VOUCHER`,
   * `ALIPAY_BIZ_VOUCHER`, or one that Alipay added since.
   */
  type: string
  /** Its value in yuan: the merchant's part and all others'. Example: `10.00`. */
  amount: string
  /** The merchant's part in yuan. Example: `9.00`. */
  merchant_contribute?: string
  /** The part of others in yuan. Example: `1.00`. */
  other_contribute?: string
  /** Who those others are. */
  other_contribute_detail?: VoucherContribution[]
  /** A remark. Example: `Students only`. */
  memo?: string
  /** Number of the template it was made from. Example: `20171030000730015359000EMZP0`. */
  template_id?: string
  /** What the payer gave for it when it was bought, in yuan. Example: `2.01`. */
  purchase_buyer_contribute?: string
  /** What the merchant gave for it when it was bought, in yuan. Example: `1.03`. */
  purchase_merchant_contribute?: string
  /** What the platform gave for it when it was bought, in yuan. Example: `0.82`. */
  purchase_ant_contribute?: string
}

/** The fee on one part of a combined payment. */
export interface SubFeeDetail {
  /** Fee in yuan that was charged. Example: `0.10`. */
  charge_fee?: string
  /** Fee in yuan before any reduction. Example: `0.20`. */
  original_charge_fee?: string
  /** The rate by contract. Example: `0.006`. */
  switch_fee_rate?: string
}

/** A fee that the payment cost the merchant (手续费). */
export interface ChargeInfo {
  /** Fee in yuan that was charged. Example: `0.10`. */
  charge_fee?: string
  /** Fee in yuan before any reduction. Example: `0.20`. */
  original_charge_fee?: string
  /** The rate by contract. Example: `0.006`. */
  switch_fee_rate?: string
  /** Whether the payee's account bears it. Example: `Y`. */
  is_rating_on_trade_receiver?: 'Y' | 'N'
  /** Whether the account named in the contract bears it. Example: `N`. */
  is_rating_on_switch?: 'Y' | 'N'
  /** What it is for: the trade, Huabei instalments, or a charge. Example: `trade`. */
  charge_type?: 'trade' | 'hbfq' | 'charge'
  /** The parts of a combined payment. */
  sub_fee_detail_list?: SubFeeDetail[]
}

/** The fee given back on one part of a combined payment. */
export interface RefundSubFeeDetail {
  /** Fee in yuan that was given back. Example: `0.10`. */
  refund_charge_fee?: string
  /** The rate by contract. Example: `0.01`. */
  switch_fee_rate?: string
}

/** A fee that a refund gave back to the merchant. */
export interface RefundChargeInfo {
  /** Fee in yuan that was given back. Example: `0.01`. */
  refund_charge_fee?: string
  /** The rate by contract. Example: `0.01`. */
  switch_fee_rate?: string
  /** What it was for: the trade, Huabei instalments, or a charge. Example: `trade`. */
  charge_type?: 'trade' | 'hbfq' | 'charge'
  /** The parts of a combined payment. */
  refund_sub_fee_detail_list?: RefundSubFeeDetail[]
}

/** About a payment that the payer's company bears (因公付). */
export interface EnterprisePayInfo {
  /** Whether the company's money was used. Example: `true`. */
  is_use_enterprise_pay?: boolean
  /** Amount in yuan that may be invoiced. Example: `80.00`. */
  invoice_amount?: string
  /** Details, as JSON text. Example: `{"enterprise_id":"2088"}`. */
  biz_info?: string
}

/** What the clearing house tells an acquiring institution (间连). */
export interface BkagentRespInfo {
  /** Serial number of the first payment by express. Example: `20191223`. */
  bindtrx_id?: string
  /** The clearing house: `01`, `02`, `03`, or a newer code. Example: `01`. */
  bindclrissr_id?: string
  /** The payer's institution with the clearing house. Example: `C1010311000013`. */
  bindpyeracctbk_id?: string
  /** Token for the payer's account with the bank. Example: `20191223`. */
  bkpyeruser_code?: string
  /** Where the device probably stands. Example: `+37.28/-121.268`. */
  estter_location?: string
}

/** About a payment by tapping the phone (碰一下). */
export interface TapPayInfo {
  /** What was tapped. Example: `NFC`. */
  payment_medium_type?: string
  /** Whole discount in yuan for tapping. Example: `0.50`. */
  total_discount_amount?: string
  /** Name of that discount, as it is shown. Example: `Tap bonus`. */
  total_discount_name?: string
}

/** What Koubei answers to whatever is done with a voucher. */
export interface TicketRequest {
  /** Number of the call, as it was sent. Example: `20180112REQUEST1`. */
  request_id: string
  /**
   * How it was done (业务属性): `BIZ_ALREADY_SUCCESS` where an earlier identical call had done it, or a newer code.
   * Example: `BIZ_ALREADY_SUCCESS`.
   */
  biz_code?: string
}

/** What a freeze says of itself (资金授权). */
export interface FrozenFunds {
  /**
   * Alipay's number of the pre-authorisation (支付宝授权资金订单号): keep it, what is frozen is taken and released by
   * it. Example: `2014070800002001550000014417`.
   */
  auth_no: string
  /** Your number of the pre-authorisation, as it was sent. Example: `HOTEL_1`. */
  out_order_no: string
  /** Alipay's number of this freeze. Example: `2014070800032850551`. */
  operation_id: string
  /** Your number of this freeze, as it was sent. Example: `HOTEL_1_FREEZE`. */
  out_request_no: string
  /** Amount of the freeze in yuan. Example: `0.01`. */
  amount?: string
  /** Its part that is credit, in yuan (信用金额); for a freeze by credit. Example: `0.01`. */
  credit_amount?: string
  /** Its part that is the payer's own money, in yuan (自有资金金额); for a freeze by credit. Example: `0.01`. */
  fund_amount?: string
  /**
   * How it stands (资金操作状态): `SUCCESS` the money is frozen; `INIT` the payer has to agree; `CLOSED` it ended
   * without a freeze. Example: `SUCCESS`.
   */
  status: 'INIT' | 'SUCCESS' | 'CLOSED'
  /** When Alipay booked it, Beijing time. Example: `2014-06-09 11:02:15`. */
  gmt_trans?: string
  /** The payer's user id. Example: `2088402019148643`. */
  payer_user_id?: string
  /** The payer's openid under your app. Example: `074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5`. */
  payer_open_id?: string
  /** `CREDIT_AUTH` for a freeze by credit (信用授权); absent for one of money. Example: `CREDIT_AUTH`. */
  pre_auth_type?: 'CREDIT_AUTH'
  /** Currency of the amounts, across borders. Example: `USD`. */
  trans_currency?: string
}
