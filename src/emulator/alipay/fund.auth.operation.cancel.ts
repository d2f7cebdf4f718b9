/** `alipay.fund.auth.operation.cancel`: undoes a freeze of which the merchant does not know whether it happened. */
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { findOperation } from './find-operation.ts'
import { freezeNumbers, readRemark, refuseEnded } from './freeze-order.ts'
import { type Freeze, restOf } from './freezes.ts'
import { type Refusal, refuse } from './refusals.ts'

/** Closes what nobody agreed to and releases what was frozen; a repeat answers the same and does no more. */
export function fundAuthOperationCancel(call: Call, bank: Bank): Answer {
  const remark = readRemark(call.fields)
  const found = findOperation(call, bank)
  // This method has no code of its own for an operation that is not there.
  if ('code' in found) return found.sub_code === 'AUTH_OPERATION_NOT_EXIST' ? NOTHING : found
  const { freeze, operation } = found
  if (operation.type !== 'FREEZE') return NOTHING
  const action = cancel(freeze, remark, bank)
  return typeof action === 'string' ? success({ ...freezeNumbers(freeze, operation), action }) : action
}

function cancel(freeze: Freeze, remark: string, { freezes }: Bank): 'close' | 'unfreeze' | Refusal {
  if (freeze.cancelled !== undefined) return freeze.cancelled
  const ended = refuseEnded(freeze)
  if (ended !== undefined) return ended
  // What was taken or released in part is known to have been frozen: there is nothing unclear to undo.
  if (freeze.status === 'AUTHORIZED' && restOf(freeze) < freeze.frozen) return refuse('REQUEST_AMOUNT_EXCEED')
  if (freeze.status === 'INIT') {
    freezes.close(freeze)
    freeze.cancelled = 'close'
  } else {
    freezes.release(freeze, { number: freeze.outRequestNo, amount: freeze.frozen, remark })
    freeze.cancelled = 'unfreeze'
  }
  return freeze.cancelled
}

const NOTHING = refuse('AUTH_ORDER_NOT_EXIST')
