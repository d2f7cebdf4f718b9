/** What is told of frozen money: `fund_auth_freeze` and `fund_auth_unfreeze`. */
import { fromCents } from '../../message/amount.ts'
import { beijingTime } from '../../message/beijing-time.ts'
import type { OutgoingNotification } from '../delivery.ts'
import type { Numbers } from '../random.ts'
import { type Freeze, type Operation, restOf } from './freezes.ts'
import { numberAt, outgoing } from './notification.ts'
import type { Seals } from './seals.ts'

/** The notification of a step with frozen money, as things stand now; repeats tell the same. */
export function freezeNotification(
  freeze: Freeze,
  operation: Operation,
  url: string,
  now: Date,
  numbers: Numbers,
  seals: Seals,
): OutgoingNotification {
  const fields = new Map([
    ['notify_type', operation.type === 'UNFREEZE' ? 'fund_auth_unfreeze' : 'fund_auth_freeze'],
    ['charset', freeze.charset],
    ['version', '1.0'],
    ['app_id', freeze.appId],
    ['auth_app_id', freeze.authAppId],
    ['auth_no', freeze.authNo],
    ['out_order_no', freeze.outOrderNo],
    ['operation_id', operation.operationId],
    ['out_request_no', operation.outRequestNo],
    ['operation_type', operation.type],
    ['amount', fromCents(operation.amount)],
    ['status', operation.status],
    ['gmt_create', beijingTime(operation.createdAt)],
    ['gmt_trans', operation.doneAt === undefined ? '' : beijingTime(operation.doneAt)],
    ['payer_logon_id', freeze.payer?.logonId ?? ''],
    ['payer_user_id', freeze.payer?.id ?? ''],
    ['payee_user_id', freeze.payeeId],
    ['total_freeze_amount', fromCents(freeze.frozen)],
    ['total_unfreeze_amount', fromCents(freeze.released)],
    ['total_pay_amount', fromCents(freeze.taken)],
    ['rest_amount', fromCents(restOf(freeze))],
  ])
  const timed = (moment: Date) => ['notify_time', beijingTime(moment)] as const
  return outgoing({ notifyId: numberAt(now, numbers), url, style: freeze, fields, timed }, seals)
}
