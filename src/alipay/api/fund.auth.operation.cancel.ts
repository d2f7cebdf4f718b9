/** Alipay: takes back a freeze whose outcome is unknown (资金授权撤销, `alipay.fund.auth.operation.cancel`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import type { Entries } from '../fields.ts'
import {
  type OperationNumbers,
  ofItsOperation,
  ofItsRequest,
  ofOneOrder,
  operationNumbers,
  remark,
} from '../freeze-fields.ts'

const own = () => ({
  /**
   * Why (撤销说明): 1 to 100 letters, of which a Chinese character counts two. Example:
   * `No answer from the till`.
   */
  remark: remark(),
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

/** Input of {@link fundAuthOperationCancel}. */
export interface FundAuthOperationCancelInput extends v.InferInput<ReturnType<typeof input>> {}

/** The freeze is taken back; `action` tells what that did. */
export interface FundAuthOperationCancelResult {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Alipay's number of the pre-authorisation. Example: `2014021601002000640012345678`. */
  auth_no?: string
  /** Alipay's number of the operation. Example: `20140216010020006400`. */
  operation_id?: string
  /** Your number of the pre-authorisation. Example: `HOTEL_1`. */
  out_order_no?: string
  /** Your number of the operation. Example: `HOTEL_1_FREEZE`. */
  out_request_no?: string
  /**
   * What happened to the money (本次撤销触发的资金动作). `close`: nothing was frozen, and nothing will be.
   * `unfreeze`: money was frozen, and is free again. Example: `close`.
   */
  action: 'close' | 'unfreeze'
}

/**
 * Takes back a freeze whose outcome is unknown. Beware: it gives the money free if it was frozen.
 *
 * After `fundAuthOrderFreeze` with the outcome `unknown`, or with a payer who does not agree: query first.
 * Only while the query gives no clear answer, cancel, and repeat that while its outcome is unknown. A freeze
 * that is known to hold is released with `fundAuthOrderUnfreeze` instead. `AUTH_ORDER_NOT_EXIST` took nothing
 * back: a freeze that is still on its way may arrive later.
 *
 * Sources: Alipay's page of `alipay.fund.auth.operation.cancel` and its 2026 SDK models.
 */
export const fundAuthOperationCancel: Api<
  'alipay',
  FundAuthOperationCancelInput,
  FundAuthOperationCancelResult,
  'call'
> = defineApi({
  gateway: 'alipay',
  name: 'alipay.fund.auth.operation.cancel',
  kind: 'call',
  input,
  binds: ['auth_no', 'operation_id', 'out_order_no', 'out_request_no'],
  // A trade's cancellation tells an action too, but of other numbers.
  marks: { holds: ['action'], lacks: ['retry_flag', 'trade_no', 'status'] },
  // Left out: whatever speaks of a state or an amount that does not allow it any more. An earlier identical
  // call may have given the money free.
  refusals: ['ILLEGAL_ARGUMENT', 'AUTH_ORDER_NOT_EXIST'],
  amounts: [],
})
