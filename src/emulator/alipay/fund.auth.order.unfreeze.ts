/** `alipay.fund.auth.order.unfreeze`: frozen money is free again, once per release number. */
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { freezeNumbers, operationFields, readRemark, refuseEnded } from './freeze-order.ts'
import { type Freeze, type Operation, restOf } from './freezes.ts'
import { refuse, refuseFields } from './refusals.ts'

/** Releases a part of what is frozen, or all of it. */
export function fundAuthOrderUnfreeze({ app, fields, notifyUrl }: Call, { freezes }: Bank): Answer {
  const authNo = fields.text('auth_no', { required: true, max: 64 })
  const number = fields.text('out_request_no', { required: true, max: 64 })
  const amount = fields.amount('amount', true)
  const remark = readRemark(fields)
  if (amount === undefined || fields.problems.length > 0) {
    return refuseFields(fields.problems, 'ILLEGAL_ARGUMENT')
  }
  const freeze = freezes.byAuthNo(app.appId, authNo)
  if (freeze === undefined) return refuse('AUTH_ORDER_NOT_EXIST')

  const earlier = freeze.operations.find(
    ({ type, outRequestNo }) => type !== 'PAY' && outRequestNo === number,
  )
  if (earlier !== undefined) {
    const isSame = earlier.type === 'UNFREEZE' && earlier.amount === amount
    return isSame ? released(freeze, earlier) : refuse('UNIQUE_VIOLATION')
  }
  if (freeze.status === 'INIT') return refuse('ILLEGAL_STATUS')
  const ended = refuseEnded(freeze)
  if (ended !== undefined) return ended
  if (amount > restOf(freeze)) return refuse('REQUEST_AMOUNT_EXCEED')
  return released(freeze, freezes.release(freeze, { number, amount, remark, notifyUrl }))
}

function released(freeze: Freeze, operation: Operation): Answer {
  return success({ ...freezeNumbers(freeze, operation), ...operationFields(operation) })
}
