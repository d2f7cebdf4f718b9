/** Alipay: freezes money of the payer whose code was scanned (资金授权冻结, `alipay.fund.auth.order.freeze`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import type { Entries } from '../fields.ts'
import { filled } from '../fields.ts'
import {
  type FreezeFields,
  freezeFields,
  oneChannelList,
  oneDeadline,
  payChannels,
  paymentsOfMode,
} from '../freeze-fields.ts'
import type { FrozenFunds } from '../results.ts'

const own = () => ({
  /**
   * The payer's code (付款码): 16 to 24 digits that begin with 25 to 30, or a face token of 35 characters or of
   * 300 to 700; 1 to 700, any shape, for Alipay asks not to rely on it. Example: `28763443825664394`.
   */
  auth_code: filled(700),
  /** What the code is (授权码类型): a scanned one, or with `security_code` a face token. Example: `bar_code`. */
  auth_code_type: v.picklist(['bar_code', 'security_code']),
  /** Product by contract (销售产品码); there is one. Example: `PRE_AUTH`. */
  product_code: v.optional(v.picklist(['PRE_AUTH'])),
  /** `HOTEL` where a face is scanned, absent elsewhere (场景码). Example: `HOTEL`. */
  scene_code: v.optional(v.string()),
  /** The device's data or signature by arrangement (商户传入终端信息). Example: `{"terminalType":"IOT"}`. */
  terminal_params: v.optional(v.string()),
  /**
   * The only kinds of money that may be frozen (可用渠道): `MONEY_FUND` (Yu'E Bao), `PCREDIT_PAY` (Huabei),
   * `CREDITZHIMA` (credit) or another; sent as JSON of at most 128 characters; not beside
   * `disable_pay_channels`. Example: `[{ payChannelType: 'MONEY_FUND' }]`.
   */
  enable_pay_channels: v.optional(payChannels(128)),
})

// By name, so that declarations need not repeat all fields for every check.
interface Fields extends v.StrictObjectSchema<Entries<FreezeFields & ReturnType<typeof own>>, undefined> {}
interface Order extends v.InferOutput<Fields> {}

const input = () =>
  v.pipe(
    v.strictObject({ ...freezeFields(), ...own() }) as Fields,
    oneChannelList<Order>(),
    oneDeadline<Order>(),
    paymentsOfMode<Order>(),
  )

/** Input of {@link fundAuthOrderFreeze}. */
export interface FundAuthOrderFreezeInput extends v.InferInput<ReturnType<typeof input>> {}

/** The freeze was taken. The money is frozen only if `status` is `SUCCESS`. */
export interface FundAuthOrderFreezeResult extends FrozenFunds {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** The payer's login, masked. Example: `159****5620`. */
  payer_logon_id?: string
}

/**
 * Freezes money of the payer whose code was scanned. Beware: success is not yet a freeze, only `status` says.
 *
 * Nothing reaches you by it: what is frozen is taken with `tradePay` and its `auth_no`, and the rest released
 * with `fundAuthOrderUnfreeze`. While `status` is `INIT` the payer has to agree: wait for the notification
 * `fundAuthFreeze`, or query. After an error whose outcome is `unknown` query with
 * `fundAuthOperationDetailQuery`; only while that gives no clear answer, cancel with
 * `fundAuthOperationCancel`.
 *
 * Sources: document 000, which names it; Alipay's page of `alipay.fund.auth.order.freeze` and its 2026 SDK
 * models.
 */
export const fundAuthOrderFreeze: Api<'alipay', FundAuthOrderFreezeInput, FundAuthOrderFreezeResult, 'call'> =
  defineApi({
    gateway: 'alipay',
    name: 'alipay.fund.auth.order.freeze',
    kind: 'call',
    input,
    // Totals are compared in cents by who knows the order: 8.8 may come back as 8.80.
    binds: ['out_order_no', 'out_request_no'],
    marks: {
      holds: ['auth_no', 'operation_id', 'status'],
      lacks: ['operation_type', 'order_status', 'rest_amount', 'action'],
    },
    // Only what the request itself is at fault for. Left out: whatever tells of an order that is there
    // already, of a code that may have been used, or of a state that came about after an earlier identical
    // call froze.
    refusals: [
      'ILLEGAL_ARGUMENT',
      'EXIST_FORBIDDEN_WORD',
      'PAYER_PAYEE_EQUAL',
      'CURRENCY_VERIFICATION_FAIL',
      'USER_IDENTITY_INFO_VALIDATE_FAIL',
      'USER_ACCOUNT_VALIDATE_FAIL',
    ],
    amounts: ['amount', 'credit_amount', 'fund_amount'],
  })
