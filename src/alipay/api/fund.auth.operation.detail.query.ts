/**
 * Alipay: tells how one freeze, release or capture stands (资金授权操作查询).
 *
 * `alipay.fund.auth.operation.detail.query`
 */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import type { Entries } from '../fields.ts'
import {
  type OperationNumbers,
  ofItsOperation,
  ofItsRequest,
  ofOneOrder,
  operationNumbers,
} from '../freeze-fields.ts'

const own = () => ({
  /**
   * Which operation is meant (资金操作类型): a freeze, a release or a capture. Without it the only one that fits is
   * told, of several the freeze, else a release. Example: `FREEZE`.
   */
  operation_type: v.optional(v.picklist(['FREEZE', 'UNFREEZE', 'PAY'])),
  /** What else the answer should tell (查询选项). Example: `['credit_risk_info']`. */
  query_options: v.optional(v.array(v.string())),
})

// By name, so that declarations need not repeat all fields for every check.
interface Fields
  extends v.StrictObjectSchema<Entries<OperationNumbers & ReturnType<typeof own>>, undefined> {}
interface Operation extends v.InferOutput<Fields> {}

const input = () =>
  v.pipe(
    v.strictObject({ ...operationNumbers(), ...own() }) as Fields,
    ofOneOrder<Operation>(),
    ofItsOperation<Operation>(),
    ofItsRequest<Operation>(),
  )

/** Input of {@link fundAuthOperationDetailQuery}. */
export interface FundAuthOperationDetailQueryInput extends v.InferInput<ReturnType<typeof input>> {}

/** What Zhima tells of a payer's risk (芝麻); with its query option. */
export interface CreditRiskInfo {
  /** Whether asking again may help where it was not told. Example: `false`. */
  can_retry?: boolean
  /** Whether it was told, and why not. Example: `QUERY_REFUSED_FOR_UNKNOWN_REASON`. */
  code?: string
  /** What it is, as JSON text. Example: `{"miniZm":false}`. */
  data?: string
}

/** How an operation stands, and the whole pre-authorisation with it. */
export interface FundAuthOperationDetailQueryResult {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Alipay's number of the pre-authorisation. Example: `2014031600002001260000001000`. */
  auth_no?: string
  /** Your number of the pre-authorisation. Example: `HOTEL_1`. */
  out_order_no?: string
  /**
   * How the pre-authorisation stands (授权单状态): `INIT` nobody has agreed yet; `AUTHORIZED` money is frozen;
   * `FINISH` all of it was taken or released; `CLOSED` nobody agreed in time. Example: `AUTHORIZED`.
   */
  order_status?: 'INIT' | 'AUTHORIZED' | 'FINISH' | 'CLOSED'
  /** Title of the order. Example: `Deposit, room 501`. */
  order_title?: string
  /** Alipay's number of the operation. Example: `20140216355864862002`. */
  operation_id?: string
  /** Your number of the operation. Example: `HOTEL_1_RELEASE`. */
  out_request_no?: string
  /** What the operation is: a freeze, a release or a capture. Example: `UNFREEZE`. */
  operation_type: 'FREEZE' | 'UNFREEZE' | 'PAY'
  /** How the operation stands (资金操作状态); money moved only with `SUCCESS`. Example: `SUCCESS`. */
  status: 'INIT' | 'SUCCESS' | 'CLOSED'
  /** Amount of the operation in yuan. Example: `200.00`. */
  amount?: string
  /** Its part that is credit, in yuan (信用金额). Example: `0.01`. */
  credit_amount?: string
  /** Its part that is the payer's own money, in yuan (自有资金金额). Example: `0.01`. */
  fund_amount?: string
  /** All that is still frozen, in yuan (剩余冻结金额). Example: `4600.00`. */
  rest_amount?: string
  /** The credit that is still frozen, in yuan. Example: `0.01`. */
  rest_credit_amount?: string
  /** The payer's own money that is still frozen, in yuan. Example: `0.01`. */
  rest_fund_amount?: string
  /** All that was frozen so far, in yuan (累计冻结金额). Example: `4800.00`. */
  total_freeze_amount?: string
  /** All credit that was frozen so far, in yuan. Example: `0.01`. */
  total_freeze_credit_amount?: string
  /** All of the payer's own money that was frozen so far, in yuan. Example: `0.01`. */
  total_freeze_fund_amount?: string
  /** All that was taken so far, in yuan (累计支付金额). Example: `0.00`. */
  total_pay_amount?: string
  /** All credit that was taken so far, in yuan. Example: `0.01`. */
  total_pay_credit_amount?: string
  /** All of the payer's own money that was taken so far, in yuan. Example: `0.01`. */
  total_pay_fund_amount?: string
  /** Currency of the amounts, across borders. Example: `USD`. */
  trans_currency?: string
  /** The payer's login, masked. Example: `ali*@alipay.com`. */
  payer_logon_id?: string
  /** The payer's user id. Example: `2088402019148643`. */
  payer_user_id?: string
  /** The payer's openid under your app. Example: `074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5`. */
  payer_open_id?: string
  /** `CREDIT_AUTH` for a freeze by credit (信用授权); absent for one of money. Example: `CREDIT_AUTH`. */
  pre_auth_type?: 'CREDIT_AUTH'
  /** What was remarked. Example: `Deposit back`. */
  remark?: string
  /** When the operation was made, Beijing time. Example: `2014-06-09 11:02:15`. */
  gmt_create?: string
  /** When Alipay booked it, Beijing time. Example: `2014-06-09 11:02:15`. */
  gmt_trans?: string
  /** What the business added, as JSON text. Example: `{"merchantExt":"key1=value1"}`. */
  extra_param?: string
  /** What Zhima shares with the merchant, as JSON text. Example: `{"1003190":"true"}`. */
  credit_merchant_ext?: string
  /** What Zhima tells of the payer's risk. */
  credit_risk_info?: CreditRiskInfo
  /** About money that the payer's company bears (因公付), as JSON text. Example: `{"biz_info":"{}"}`. */
  enterprise_pay_info?: string
}

/**
 * Tells how one freeze, release or capture stands, and what is left of its pre-authorisation.
 *
 * Ask when no notification came, after any error whose outcome is `unknown`, and while a payer has to agree.
 * It only reads, so it is repeated when the network fails. A code that nobody has scanned has no order yet.
 *
 * Sources: Alipay's page of `alipay.fund.auth.operation.detail.query` and its 2026 SDK models.
 */
export const fundAuthOperationDetailQuery: Api<
  'alipay',
  FundAuthOperationDetailQueryInput,
  FundAuthOperationDetailQueryResult,
  'call'
> = defineApi({
  gateway: 'alipay',
  name: 'alipay.fund.auth.operation.detail.query',
  kind: 'call',
  input,
  // Who asked for a capture must not be told of the freeze.
  binds: ['auth_no', 'operation_id', 'out_order_no', 'out_request_no', 'operation_type'],
  marks: { holds: ['operation_type', 'status'] },
  reads: true,
  amounts: [
    'amount',
    'credit_amount',
    'fund_amount',
    'rest_amount',
    'rest_credit_amount',
    'rest_fund_amount',
    'total_freeze_amount',
    'total_freeze_credit_amount',
    'total_freeze_fund_amount',
    'total_pay_amount',
    'total_pay_credit_amount',
    'total_pay_fund_amount',
  ],
})
