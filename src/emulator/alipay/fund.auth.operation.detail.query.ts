/** `alipay.fund.auth.operation.detail.query`: how one step with frozen money stands, and what is left. */
import { fromCents } from '../../message/amount.ts'
import { beijingTime } from '../../message/beijing-time.ts'
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { findOperation } from './find-operation.ts'
import { freezeNumbers, operationFields, payerFields } from './freeze-order.ts'
import { restOf } from './freezes.ts'

/** Answers the operation's state. */
export function fundAuthOperationDetailQuery(call: Call, bank: Bank): Answer {
  const found = findOperation(call, bank)
  if ('code' in found) return found
  const { freeze, operation } = found
  return success({
    ...freezeNumbers(freeze, operation),
    ...operationFields(operation),
    ...payerFields(freeze),
    gmt_create: beijingTime(operation.createdAt),
    operation_type: operation.type,
    order_status: freeze.status,
    order_title: freeze.title,
    ...(operation.remark === '' ? {} : { remark: operation.remark }),
    rest_amount: fromCents(restOf(freeze)),
    total_freeze_amount: fromCents(freeze.frozen),
    total_pay_amount: fromCents(freeze.taken),
  })
}
