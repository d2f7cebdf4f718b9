/** `bgcpay.fund.trans.common.query`: what became of a transfer. */
import { fromCents } from '../../message/amount.ts'
import { beijingTime } from '../../message/beijing-time.ts'
import type { Answer, Bank, Call } from './call.ts'
import { refuse, refuseFields } from './refusals.ts'

/** Answers the transfer; `order_id` wins over `out_biz_no`. */
export function fundTransCommonQuery({ app, fields }: Call, { ledger }: Bank): Answer {
  const orderId = fields.text('order_id', { max: 32 })
  const outBizNo = fields.text('out_biz_no', { max: 64 })
  if (orderId === '' && outBizNo === '') fields.reject('order_id')
  if (fields.invalid.length > 0) return refuseFields('INVALID_PARAMETER', fields.invalid)
  const transfer =
    orderId === '' ? ledger.transferByNumber(app.appId, outBizNo) : ledger.transferByOrderId(orderId)
  if (transfer === undefined) return refuse('ORDER_NOT_EXIST')
  if (transfer.appId !== app.appId) return refuse('NO_ORDER_PERMISSION')
  return {
    code: '10000',
    msg: 'Success',
    order_id: transfer.orderId,
    out_biz_no: transfer.outBizNo,
    currency: transfer.currency,
    trans_amount: fromCents(transfer.amount),
    trans_date: beijingTime(transfer.time),
    payee_did: transfer.payeeCid,
  }
}
