/** Alipay: gives frozen money free again (资金授权解冻, `alipay.fund.auth.order.unfreeze`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import { amount, filled, jsonObject, jsonString } from '../fields.ts'
import { remark } from '../freeze-fields.ts'

const input = () =>
  v.strictObject({
    /**
     * Alipay's number of the pre-authorisation (支付宝授权资金订单号); 1 to 64. Example:
     * `2016101210002001810258115912`.
     */
    auth_no: filled(64),
    /**
     * Your number of this release (商户解冻请求流水号); 1 to 64. A new one for each release; to repeat one, the same
     * number with the same amount. Example: `HOTEL_1_RELEASE`.
     */
    out_request_no: filled(64),
    /** Amount to give free in yuan (解冻金额), 0.01 to what is still frozen. Example: `200.00`. */
    amount: amount(),
    /**
     * Why, shown to the payer (解冻说明): 1 to 100 letters, of which a Chinese character counts two. Example:
     * `Deposit back`.
     */
    remark: remark(),
    /**
     * What the business adds (业务扩展参数); sent as JSON. A freeze by credit says here that its order was
     * fulfilled. Example: `{ unfreezeBizInfo: '{"bizComplete":"true"}' }`.
     */
    extra_param: v.optional(jsonString(jsonObject())),
  })

/** Input of {@link fundAuthOrderUnfreeze}. */
export interface FundAuthOrderUnfreezeInput extends v.InferInput<ReturnType<typeof input>> {}

/** The release was taken. The money is free if `status` is `SUCCESS`. */
export interface FundAuthOrderUnfreezeResult {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Alipay's number of the pre-authorisation. Example: `2016101210002001810258115912`. */
  auth_no: string
  /** Your number of the pre-authorisation. Example: `HOTEL_1`. */
  out_order_no?: string
  /** Alipay's number of this release. Example: `20161012405744018102`. */
  operation_id: string
  /** Your number of this release, as it was sent. Example: `HOTEL_1_RELEASE`. */
  out_request_no: string
  /** Amount that is given free, in yuan. Example: `200.00`. */
  amount?: string
  /** Its part that was credit, in yuan (信用金额). Example: `100.00`. */
  credit_amount?: string
  /** Its part that was the payer's own money, in yuan (自有资金金额). Example: `100.00`. */
  fund_amount?: string
  /** How far it has come; take any but `SUCCESS` for not yet free, and query. Example: `SUCCESS`. */
  status: string
  /** When Alipay booked it, Beijing time. Example: `2016-10-12 09:00:00`. */
  gmt_trans?: string
}

/**
 * Gives frozen money free again, in whole or in part.
 *
 * It gives back what was never taken; what `tradePay` took is given back with `tradeRefund`. After an error
 * whose outcome is `unknown`, repeat it with the same `out_request_no` and `amount`, or query.
 *
 * Sources: Alipay's page of `alipay.fund.auth.order.unfreeze` and its 2026 SDK models.
 */
export const fundAuthOrderUnfreeze: Api<
  'alipay',
  FundAuthOrderUnfreezeInput,
  FundAuthOrderUnfreezeResult,
  'call'
> = defineApi({
  gateway: 'alipay',
  name: 'alipay.fund.auth.order.unfreeze',
  kind: 'call',
  input,
  binds: ['auth_no', 'out_request_no'],
  // A freeze's reply names its payer, a query's the operation, a cancellation's what it did.
  marks: {
    holds: ['operation_id', 'status'],
    lacks: [
      'payer_user_id',
      'payer_open_id',
      'payer_logon_id',
      'pre_auth_type',
      'trans_currency',
      'operation_type',
      'order_status',
      'action',
    ],
  },
  // Left out: whatever speaks of what is left or of a state. An earlier identical call may have led to it.
  refusals: ['ILLEGAL_ARGUMENT', 'AUTH_ORDER_NOT_EXIST'],
  amounts: ['amount', 'credit_amount', 'fund_amount'],
})
