/**
 * Alipay: makes the freeze that your app hands to Alipay's app (线上资金授权冻结).
 *
 * `alipay.fund.auth.order.app.freeze`
 */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import type { Entries } from '../fields.ts'
import {
  type FreezeFields,
  freezeFields,
  oneChannelList,
  oneDeadline,
  paymentsOfMode,
} from '../freeze-fields.ts'
import type { FrozenFunds } from '../results.ts'

const own = () => ({
  /** Product by contract (销售产品码); there is one. Example: `PRE_AUTH_ONLINE`. */
  product_code: v.picklist(['PRE_AUTH_ONLINE']),
  /** Scene by arrangement (场景码). Example: `OVERSEAS_ONLINE_AUTH_COMMON_SCENE`. */
  scene_code: v.optional(v.string()),
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

/** Input of {@link fundAuthOrderAppFreeze}. */
export interface FundAuthOrderAppFreezeInput extends v.InferInput<ReturnType<typeof input>> {}

/**
 * What Alipay's app hands back to yours (同步通知).
 *
 * It is the member `alipay_fund_auth_order_app_freeze_response` of `result`. Your server should not rely on
 * it: the notification, or a query, tells what is frozen. Alipay's page does not promise an `app_id` in it;
 * where one stands there, `readReply` wants it to be yours.
 */
export interface FundAuthOrderAppFreezeResult extends FrozenFunds {
  /** `10000`: the freeze was taken. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
}

/**
 * Makes the freeze that your app hands to Alipay's app, for the payer to agree to.
 *
 * Nothing is sent from here, and nothing that a phone says is proof: the notification `fundAuthFreeze`, or
 * `fundAuthOperationDetailQuery`, tells whether money is frozen. What is frozen is taken with `tradePay` and
 * its `auth_no`.
 *
 * Sources: Alipay's page of `alipay.fund.auth.order.app.freeze` and its 2026 SDK models.
 */
export const fundAuthOrderAppFreeze: Api<
  'alipay',
  FundAuthOrderAppFreezeInput,
  FundAuthOrderAppFreezeResult,
  'app'
> = defineApi({
  gateway: 'alipay',
  name: 'alipay.fund.auth.order.app.freeze',
  kind: 'app',
  input,
  binds: ['out_order_no', 'out_request_no'],
  marks: {
    holds: ['auth_no', 'operation_id', 'status'],
    lacks: ['operation_type', 'order_status', 'rest_amount', 'action'],
  },
  // Only what the order itself is at fault for: what is said of a payer may be said of the second who opened
  // it.
  refusals: [
    'EXIST_FORBIDDEN_WORD',
    'ILLEGAL_ARGUMENT',
    'CURRENCY_VERIFICATION_FAIL',
    'SUB_MERCHANT_ORG_ID_ERROR',
  ],
  amounts: ['amount', 'credit_amount', 'fund_amount'],
})
