/** Alipay: tells how a transfer stands (转账业务单据查询, `alipay.fund.trans.common.query`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import { rule } from '../fields.ts'

const fields = () =>
  v.strictObject({
    /**
     * Alipay's number of the payment behind the transfer (支付宝支付资金流水号); wins over the others. Example:
     * `20190801110070001506380000251556`.
     */
    pay_fund_order_id: v.optional(v.string()),
    /**
     * Alipay's number of the transfer (支付宝转账单据号); wins over `out_biz_no`. Example:
     * `20190801110070000006380000250621`.
     */
    order_id: v.optional(v.string()),
    /**
     * Your number of the transfer (商户转账唯一订单号); alone it needs `product_code` and `biz_scene`. One of the
     * three numbers is required. Example: `PAYOUT-1`.
     */
    out_biz_no: v.optional(v.string()),
    /**
     * Product that the transfer was made with (销售产品码): `TRANS_ACCOUNT_NO_PWD` to an account,
     * `TRANS_BANKCARD_NO_PWD` to a bank card, `STD_RED_PACKET` a red packet, or another. Example:
     * `TRANS_ACCOUNT_NO_PWD`.
     */
    product_code: v.optional(v.string()),
    /**
     * Scene that it was made in (业务场景): `DIRECT_TRANSFER`, or `PERSONAL_PAY`, `PERSONAL_COLLECTION` and
     * `REFUND` for the steps of a red packet between persons, or another. Example: `DIRECT_TRANSFER`.
     */
    biz_scene: v.optional(v.string()),
  })

// By name, so that declarations need not repeat all fields for every check.
interface Fields extends ReturnType<typeof fields> {}
interface Transfer extends v.InferOutput<Fields> {}

const byYourNumber = ({ pay_fund_order_id, order_id }: Transfer): boolean => !pay_fund_order_id && !order_id

const input = () =>
  v.pipe(
    fields() as Fields,
    rule<Transfer>(
      'out_biz_no',
      transfer => !byYourNumber(transfer) || !!transfer.out_biz_no,
      'or order_id or pay_fund_order_id is required',
    ),
    rule<Transfer>(
      'product_code',
      transfer => !byYourNumber(transfer) || !!transfer.product_code,
      'is required where out_biz_no alone tells the transfer',
    ),
    rule<Transfer>(
      'biz_scene',
      transfer => !byYourNumber(transfer) || !!transfer.biz_scene,
      'is required where out_biz_no alone tells the transfer',
    ),
  )

/** Input of {@link fundTransCommonQuery}. */
export interface FundTransCommonQueryInput extends v.InferInput<ReturnType<typeof input>> {}

/** How a transfer stands. */
export interface FundTransCommonQueryResult {
  /** `10000`: the call worked; `status` tells how the transfer stands. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Alipay's number of the transfer. Example: `20190801110070000006380000250621`. */
  order_id?: string
  /** Alipay's number of the payment behind it. Example: `20190801110070001506380000251556`. */
  pay_fund_order_id?: string
  /** Your number of the transfer. Example: `PAYOUT-1`. */
  out_biz_no?: string
  /**
   * How it stands (转账单据状态): `SUCCESS` the payee has it; `WAIT_PAY` the payer has to pay; `DEALING` on its way
   * to a bank; `REFUND` the bank sent it back, even after a `SUCCESS`; `CLOSED` never paid in time; `FAIL`
   * not made. Example: `SUCCESS`.
   */
  status: 'SUCCESS' | 'WAIT_PAY' | 'CLOSED' | 'FAIL' | 'DEALING' | 'REFUND'
  /** Whether a transfer that succeeded was given back since. Example: `SUCCESS`. */
  sub_status?: 'SUCCESS' | 'REFUNDED'
  /** When it was paid, Beijing time. Example: `2013-01-01 08:08:08`. */
  pay_date?: string
  /** Amount in yuan; only where it succeeded. Example: `200.00`. */
  trans_amount?: string
  /** When a bank may have it, Beijing time; a guess. Example: `2013-01-01 08:08:08`. */
  arrival_time_end?: string
  /** Fee in yuan that is expected, to a bank card. Example: `0.02`. */
  order_fee?: string
  /** Why it failed, in words. Example: `单笔额度超限`. */
  fail_reason?: string
  /** Code of why it failed. Example: `ORDER_NOT_EXIST`. */
  error_code?: string
  /** The bank that it failed with. Example: `工商银行`. */
  fail_inst_name?: string
  /** The bank's words for why. Example: `账户状态异常`. */
  fail_inst_reason?: string
  /** The bank's own code for why. Example: `BANK_REFUSED`. */
  fail_inst_error_code?: string
  /** How the part that failed stands. Example: `FAIL`. */
  sub_order_status?: string
  /** Code of why a part failed. Example: `MID_ACCOUNT_CARD_INFO_ERROR`. */
  sub_order_error_code?: string
  /** Why a part failed, in words. Example: `收款方银行卡信息有误`. */
  sub_order_fail_reason?: string
  /** Who received: the user id. Example: `2088302412345678`. */
  receiver_user_id?: string
  /** Who received: the openid under your app. Example: `074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5`. */
  receiver_open_id?: string
  /** Clearing number, 31 characters. Example: `2020110100011000010001000000001`. */
  settle_serial_no?: string
  /** Clearing number of the part that came in, 31 characters. Example: `2020110100011000010001000000002`. */
  inflow_settle_serial_no?: string
  /** What you asked to have repeated in the notification. Example: `kind%3dwages`. */
  passback_params?: string
  /** What a debit said of its bill. Example: `{"billType":"RENT"}`. */
  deduct_bill_info?: string
  /** What a payout said of its bill. Example: `{"billType":"WAGES"}`. */
  transfer_bill_info?: string
}

/**
 * Tells how a transfer stands. Beware: `10000` says that it was found, only `status` that it was made.
 *
 * Ask after any error of `fundTransUniTransfer` whose outcome is `unknown`. `ORDER_NOT_EXIST` is no proof
 * that it failed: the transfer may still be on its way. Ask again after some minutes, or repeat it with the
 * same `out_biz_no`, never with a new one. It only reads, so it is repeated when the network fails.
 *
 * Sources: Alipay's page of `alipay.fund.trans.common.query` and its 2026 SDK models.
 */
export const fundTransCommonQuery: Api<
  'alipay',
  FundTransCommonQueryInput,
  FundTransCommonQueryResult,
  'call'
> = defineApi({
  gateway: 'alipay',
  name: 'alipay.fund.trans.common.query',
  kind: 'call',
  input,
  binds: ['pay_fund_order_id', 'order_id', 'out_biz_no'],
  marks: { holds: ['status'], lacks: ['trans_date', 'link'] },
  reads: true,
  amounts: ['order_fee', 'trans_amount'],
})
