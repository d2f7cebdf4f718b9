/** Alipay: lets a trade's money go to the merchant (统一收单确认结算, `alipay.trade.settle.confirm`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import { notEmpty } from '../fields.ts'
import { settleInfo } from '../shapes.ts'

const input = () =>
  v.strictObject({
    /**
     * Number of this confirmation (确认结算请求流水号); not empty. Alipay settles once for a number: the same one to
     * repeat a call whose outcome is unknown. Example: `CONFIRM-1`.
     */
    out_request_no: notEmpty(),
    /** Alipay's number of the trade (支付宝交易号); not empty. Example: `2014030411001007850000672009`. */
    trade_no: notEmpty(),
    /** Where the money goes, and how much of it (结算信息). */
    settle_info: v.optional(settleInfo()),
    /** What a business adds by arrangement (业务扩展参数). */
    extend_params: v.optional(
      v.strictObject({
        /**
         * `true` keeps the settled money for a later royalty (冻结分账); `false` is the default. Example: `true`.
         */
        royalty_freeze: v.optional(v.picklist(['true', 'false'])),
      }),
    ),
  })

/** Input of {@link tradeSettleConfirm}. */
export interface TradeSettleConfirmInput extends v.InferInput<ReturnType<typeof input>> {}

/** The settlement was confirmed. */
export interface TradeSettleConfirmResult {
  /** `10000`: the settlement was confirmed. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Alipay's number of the trade (支付宝交易号). Example: `2014030411001007850000672009`. */
  trade_no: string
  /** Your number of the confirmation. Example: `CONFIRM-1`. */
  out_request_no: string
  /** Amount in yuan that this confirmation settles (结算金额). Example: `0.10`. */
  settle_amount?: string
}

/**
 * Lets the money of a trade of direct pay (直付通) go to the merchant behind you.
 *
 * The amount is that of the trade less what was refunded, unless `actual_amount` settles a part. When an
 * error says `unknown`, repeat it with the same `out_request_no` and amounts, which settles once; a new number
 * may settle twice.
 *
 * Sources: Alipay's 2026 SDK models of `alipay.trade.settle.confirm`.
 */
export const tradeSettleConfirm: Api<'alipay', TradeSettleConfirmInput, TradeSettleConfirmResult, 'call'> =
  defineApi({
    gateway: 'alipay',
    name: 'alipay.trade.settle.confirm',
    kind: 'call',
    input,
    binds: ['trade_no', 'out_request_no'],
    marks: { lacks: ['out_trade_no', 'refund_status', 'refund_amount', 'total_amount'] },
    // Left out: whatever says that settling failed or that the trade's state does not allow it any more. An
    // earlier identical call may have settled it.
    refusals: [
      'ACQ.INVALID_PARAMETER',
      'ACQ.TRADE_NOT_EXIST',
      'ACQ.PARTNER_ERROR',
      'ACQ.DEFAULT_SETTLE_RULE_NOT_EXIST',
      'ACQ.SECONDARY_MERCHANT_ID_INVALID',
      'ACQ.USER_LOGONID_DUP',
      'ACQ.SECONDARY_MERCHANT_ALIPAY_ACCOUNT_INVALID',
      'ACQ.INVALID_STORE_ID',
    ],
    amounts: ['settle_amount'],
  })
