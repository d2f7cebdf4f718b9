/** Alipay: settles a Huabei membership (花呗先享会员结算申请, `alipay.pcredit.huabei.auth.settle.apply`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import { amountOrZero, type Entries, filled } from '../fields.ts'

const extraParams = () =>
  v.strictObject({
    /**
     * The period that is settled (协议结算周期), from its first to its last second, Beijing time. Example:
     * `20260101000000-20260131235959`.
     */
    period: v.optional(
      v.pipe(
        v.string(),
        v.regex(/^\d{14}-\d{14}$/, 'must be two times such as "20260101000000-20260131235959"'),
      ),
    ),
    /**
     * Your sums of the period, as JSON text, which Alipay compares with its own: amounts in yuan. Example:
     * `{"total_real_pay_amount":"10.00","total_pay_count":"2","total_discount_amount":"1.00"}`.
     */
    period_summary_info: v.optional(v.string()),
    /**
     * Who ends the agreement: `USER_CANCEL_QUIT` the payer, `SETTLE_APPLY_QUIT`, the default, the merchant. It
     * touches the payer's standing with Zhima (芝麻). Example: `SETTLE_APPLY_QUIT`.
     */
    quit_type: v.optional(v.picklist(['USER_CANCEL_QUIT', 'SETTLE_APPLY_QUIT'])),
    /** Which debit of the agreement it is (代扣期数); required with `PERIOD_SETTLE`. Example: `1`. */
    withhold_index: v.optional(v.string()),
  })

const own = () => ({
  /**
   * Number of this settlement (请求流水号): 1 to 64 letters, digits or Chinese characters, no `-` nor `_`; unique
   * with you. Example: `SETTLE1`.
   */
  out_request_no: v.pipe(
    v.string(),
    v.regex(/^[\u4e00-\u9fa5A-Za-z0-9]{1,64}$/, 'must be 1 to 64 letters, digits or Chinese characters'),
  ),
  /** Alipay's number of the payer's agreement (签约编号); 1 to 64. Example: `20170322450983769228`. */
  agreement_no: filled(64),
  /** Amount to pay in yuan (支付金额). Example: `88.88`. */
  pay_amount: amountOrZero(),
  /**
   * The payer's user id (用户): 16 digits, the first four `2088`. It or `open_id` is required. Example:
   * `2088101117955611`.
   */
  alipay_user_id: v.optional(
    v.pipe(v.string(), v.regex(/^2088\d{12}$/, 'must be 16 digits that begin with 2088')),
  ),
  /** The payer's openid under your app. Example: `074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5`. */
  open_id: v.optional(v.string()),
  /**
   * What is done (操作类型): `MERCHANT_SETTLE`, the default, settles once the payer has quit; `QUIT_SETTLE` ends
   * the agreement; `PERIOD_SETTLE` settles one period of it. Example: `PERIOD_SETTLE`.
   */
  action_type: v.optional(v.picklist(['MERCHANT_SETTLE', 'QUIT_SETTLE', 'PERIOD_SETTLE'])),
  /** Whether the agreement ends with it (是否解约); `true` is the default. Example: `false`. */
  need_terminated: v.optional(v.picklist(['true', 'false'])),
  /** User id of who receives (收款方); the contract's by default. Example: `2088102146225135`. */
  seller_id: v.optional(v.string()),
  /** What the product adds (业务扩展参数). */
  extend_params: v.optional(extraParams()),
})

// By name, so that declarations need not repeat all fields for every check.
interface Fields extends v.StrictObjectSchema<Entries<ReturnType<typeof own>>, undefined> {}
interface Settlement extends v.InferOutput<Fields> {}

const input = () =>
  v.pipe(
    v.strictObject(own()) as Fields,
    v.forward(
      v.check(
        ({ alipay_user_id, open_id }: Settlement) => !!(alipay_user_id || open_id),
        'or open_id is required',
      ),
      ['alipay_user_id'],
    ),
    v.forward(
      v.check(
        ({ action_type, extend_params }: Settlement) =>
          action_type !== 'PERIOD_SETTLE' || !!extend_params?.withhold_index,
        'must hold withhold_index with action_type PERIOD_SETTLE',
      ),
      ['extend_params'],
    ),
  )

/** Input of {@link pcreditHuabeiAuthSettleApply}. */
export interface PcreditHuabeiAuthSettleApplyInput extends v.InferInput<ReturnType<typeof input>> {}

/** The settlement was taken. Look at `fail_reason` before you count on it. */
export interface PcreditHuabeiAuthSettleApplyResult {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Number of this settlement, as it was sent. Example: `SETTLE1`. */
  out_request_no: string
  /**
   * Where your sums of the period and Alipay's differ (异常数据比对结果). Whether anything was settled then is not
   * documented. Example: `total_pay_count`.
   */
  fail_reason?: string
}

/**
 * Settles a payer's Huabei membership (花呗先享) by the signed agreement.
 *
 * Beware: it ends the agreement as well unless `need_terminated` is `false`; and a `10000` with `fail_reason` is
 * no settlement to count on. No query tells of it. Its codes suggest that a number is settled once, so repeat an
 * unknown outcome with the same `out_request_no` and amount, never with a new number.
 *
 * Sources: document 000, which names it; Alipay's SDK models of it up to 2026.
 */
export const pcreditHuabeiAuthSettleApply: Api<
  'alipay',
  PcreditHuabeiAuthSettleApplyInput,
  PcreditHuabeiAuthSettleApplyResult,
  'call'
> = defineApi({
  gateway: 'alipay',
  name: 'alipay.pcredit.huabei.auth.settle.apply',
  kind: 'call',
  input,
  binds: ['out_request_no'],
  // Every other answer with an out_request_no holds one of these.
  marks: {
    lacks: [
      'trade_no',
      'out_trade_no',
      'order_no',
      'out_order_no',
      'auth_no',
      'operation_dt',
      'royalty_detail_list',
    ],
  },
  // Codes that are known by name only are left out.
  refusals: ['INVALID_PARAMETER', 'ACCESS_FORBIDDEN'],
  amounts: [],
})
