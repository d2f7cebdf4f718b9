/** Finding one operation of a freeze, for the methods that ask about one. */
import type { Bank, Call } from './call.ts'
import type { Freeze, Operation } from './freezes.ts'
import { type Refusal, refuse, refuseFields } from './refusals.ts'

/** A freeze with one of its operations. */
export interface FoundOperation {
  readonly freeze: Freeze
  readonly operation: Operation
}

/**
 * The operation by `operation_id` or `out_request_no` of the freeze by `auth_no` or `out_order_no`; Alipay's
 * numbers win. Of several with one number the freeze comes first, then the release.
 */
export function findOperation({ app, fields }: Call, { freezes }: Bank): FoundOperation | Refusal {
  const authNo = fields.text('auth_no', { max: 64 })
  const outOrderNo = fields.text('out_order_no', { max: 64 })
  const operationId = fields.text('operation_id', { max: 64 })
  const outRequestNo = fields.text('out_request_no', { max: 64 })
  const type = fields.text('operation_type', { pattern: /^(?:FREEZE|UNFREEZE|PAY)$/ })
  if (authNo === '' && outOrderNo === '') fields.reject('auth_no')
  if (operationId === '' && outRequestNo === '') fields.reject('operation_id')
  if (fields.problems.length > 0) return refuseFields(fields.problems, 'ILLEGAL_ARGUMENT')
  const freeze = authNo === '' ? freezes.byOrder(app.appId, outOrderNo) : freezes.byAuthNo(app.appId, authNo)
  if (freeze === undefined) return refuse('AUTH_ORDER_NOT_EXIST')

  const isMeant = (operation: Operation) =>
    operationId === '' ? operation.outRequestNo === outRequestNo : operation.operationId === operationId
  const [operation] = freeze.operations
    .filter(one => isMeant(one) && (type === '' || one.type === type))
    .sort((a, b) => ORDER.indexOf(a.type) - ORDER.indexOf(b.type))
  return operation === undefined ? refuse('AUTH_OPERATION_NOT_EXIST') : { freeze, operation }
}

const ORDER: readonly Operation['type'][] = ['FREEZE', 'UNFREEZE', 'PAY']
