/** Reading a freeze out of a call, for the three methods that open one, and telling of it. */
import { fromCents } from '../../message/amount.ts'
import { beijingTime } from '../../message/beijing-time.ts'
import { readDeadline } from '../times.ts'
import type { Bank, Call } from './call.ts'
import type { FieldReader } from './fields.ts'
import type { Freeze, FreezeOrder, Operation } from './freezes.ts'
import { type Refusal, refuse, refuseFields } from './refusals.ts'

/** Reads and checks what is to be frozen. */
export function readFreeze(
  { fields, app, notifyUrl, charset, signType }: Call,
  { clock }: Bank,
  productCode: 'PRE_AUTH' | 'PRE_AUTH_ONLINE',
): FreezeOrder | Refusal {
  const isAtTill = productCode === 'PRE_AUTH'
  const period = fields.text('pay_timeout', { max: 5 }) || fields.text('timeout_express')
  const deadline = readDeadline(clock.now().getTime(), '', period, '15d')
  if (deadline === undefined) fields.reject('pay_timeout')
  const outOrderNo = fields.text('out_order_no', { required: true, max: 64, pattern: NUMBER })
  const outRequestNo = fields.text('out_request_no', { required: true, max: 64, pattern: NUMBER })
  const title = fields.text('order_title', { required: true, max: 100 })
  const amount = fields.amount('amount', true)
  fields.text('product_code', { pattern: isAtTill ? /^PRE_AUTH$/ : /^PRE_AUTH_ONLINE$/ })
  const payeeId = fields.text('payee_user_id', { pattern: /^2088\d{12}$/ })
  if (fields.problems.length > 0 || deadline === undefined || amount === undefined) {
    return refuseFields(fields.problems, 'ILLEGAL_ARGUMENT')
  }
  return {
    appId: app.appId,
    authAppId: app.authAppId,
    outOrderNo,
    outRequestNo,
    title,
    amount,
    productCode,
    payeeId: payeeId === '' ? app.sellerId : payeeId,
    notifyUrl,
    charset,
    signType,
    deadline,
  }
}

const NUMBER = /^[\w-]+$/

/** The freeze of an order: the one that waits already, or a new one. */
export function freezeFor(order: FreezeOrder, { freezes }: Bank): Freeze | Refusal {
  const earlier = freezes.byOrder(order.appId, order.outOrderNo)
  return refuseRepeat(earlier, order) ?? earlier ?? freezes.open(order)
}

/** Why a freeze that came before cannot be agreed to by this request; undefined if it can. */
export function refuseRepeat(freeze: Freeze | undefined, order: FreezeOrder): Refusal | undefined {
  if (freeze === undefined) return undefined
  const isSame = freeze.outRequestNo === order.outRequestNo && freeze.amount === order.amount
  if (!isSame) return refuse('UNIQUE_VIOLATION')
  if (freeze.status === 'AUTHORIZED') return refuse('FREEZE_ALREADY_SUCCESS')
  return refuseEnded(freeze)
}

/** Why nothing can be done any more with a freeze that has ended; undefined if it has not. */
export function refuseEnded({ status }: Freeze): Refusal | undefined {
  if (status === 'FINISH') return refuse('ORDER_ALREADY_FINISH')
  return status === 'CLOSED' ? refuse('ORDER_ALREADY_CLOSED') : undefined
}

/** Why money is released: at most 100 letters, of which a Chinese character counts two. */
export function readRemark(fields: FieldReader): string {
  const remark = fields.text('remark', { required: true })
  const length = [...remark].reduce((sum, char) => sum + (char > '\xff' ? 2 : 1), 0)
  if (length > 100) fields.reject('remark')
  return remark
}

/** The numbers of a freeze and one of its operations. */
export function freezeNumbers(freeze: Freeze, operation: Operation): Readonly<Record<string, string>> {
  return {
    auth_no: freeze.authNo,
    operation_id: operation.operationId,
    out_order_no: freeze.outOrderNo,
    out_request_no: operation.outRequestNo,
  }
}

/** How one operation stands. */
export function operationFields({ amount, status, doneAt }: Operation): Readonly<Record<string, string>> {
  return {
    amount: fromCents(amount),
    status,
    ...(doneAt === undefined ? {} : { gmt_trans: beijingTime(doneAt) }),
  }
}

/** Who agreed to it; nothing as long as nobody has. */
export function payerFields({ payer }: Freeze): Readonly<Record<string, string>> {
  return payer === undefined ? {} : { payer_logon_id: payer.logonId, payer_user_id: payer.id }
}
