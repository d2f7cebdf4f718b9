/**
 * Alipay: makes a code by which a payer agrees to a freeze (资金授权发码).
 *
 * `alipay.fund.auth.order.voucher.create`
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

const own = () => ({
  /** Product by contract (销售产品码); there is one. Example: `PRE_AUTH`. */
  product_code: v.picklist(['PRE_AUTH']),
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

/** Input of {@link fundAuthOrderVoucherCreate}. */
export interface FundAuthOrderVoucherCreateInput extends v.InferInput<ReturnType<typeof input>> {}

/** The code is there; nothing is frozen before a payer scans it and agrees. */
export interface FundAuthOrderVoucherCreateResult {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Your number of the pre-authorisation, as it was sent. Example: `HOTEL_1`. */
  out_order_no: string
  /** Your number of the freeze, as it was sent. Example: `HOTEL_1_FREEZE`. */
  out_request_no: string
  /** What the code is; only `qrCode` is made today. Example: `qrCode`. */
  code_type?: 'barCode' | 'qrCode'
  /** The text to show as a QR code (二维码码值). Example: `https://qr.alipay.com/hprz4ehz9cdjb30h67`. */
  code_value: string
  /**
   * A picture of the code with Alipay's sign. Example: `https://mobilecodec.alipay.com/show.htm?code=hpr`.
   */
  code_url?: string
}

/**
 * Makes a code that a payer scans to have money frozen. Nothing is frozen by this call itself.
 *
 * Wait for the notification `fundAuthFreeze`, or query with `fundAuthOperationDetailQuery`; before the payer
 * scans, the query finds no order. What is frozen is taken with `tradePay` and its `auth_no`.
 *
 * Sources: Alipay's page of `alipay.fund.auth.order.voucher.create` and its 2026 SDK models.
 */
export const fundAuthOrderVoucherCreate: Api<
  'alipay',
  FundAuthOrderVoucherCreateInput,
  FundAuthOrderVoucherCreateResult,
  'call'
> = defineApi({
  gateway: 'alipay',
  name: 'alipay.fund.auth.order.voucher.create',
  kind: 'call',
  input,
  binds: ['out_order_no', 'out_request_no'],
  marks: { holds: ['code_value'] },
  // Only what the request itself is at fault for: an earlier identical call may have made a code by which a
  // payer has agreed since.
  refusals: ['ILLEGAL_ARGUMENT', 'EXIST_FORBIDDEN_WORD', 'CURRENCY_VERIFICATION_FAIL'],
  amounts: [],
})
