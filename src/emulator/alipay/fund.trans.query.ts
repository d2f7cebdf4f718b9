/** `alipay.fund.trans.common.query`: what became of a transfer. */
import { fromCents } from '../../message/amount.ts'
import { beijingTime } from '../../message/beijing-time.ts'
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { refuse, refuseFields } from './refusals.ts'
import type { Transfer } from './transfers.ts'

/** Finds by `pay_fund_order_id`, else by `order_id`, else by `out_biz_no` with product and scene. */
export function fundTransCommonQuery({ app, fields }: Call, { transfers }: Bank): Answer {
  const number = fields.text('pay_fund_order_id', { max: 64 }) || fields.text('order_id', { max: 64 })
  const required = number === ''
  const outBizNo = fields.text('out_biz_no', { required, max: 64 })
  const productCode = fields.text('product_code', { required })
  const scene = fields.text('biz_scene', { required })
  if (fields.problems.length > 0) return refuseFields(fields.problems, 'INVALID_PARAMETER')
  const transfer = required
    ? transfers.byOutBizNo(app.appId, outBizNo)
    : transfers.byNumber(app.appId, number)
  if (transfer === undefined) return refuse('ORDER_NOT_EXIST')
  if (required && !(transfer.productCode === productCode && transfer.scene === scene)) {
    return refuse('ORDER_NOT_EXIST')
  }
  return success(found(transfer))
}

function found(transfer: Transfer): Readonly<Record<string, string>> {
  const { arrivesBy, passbackParams, status } = transfer
  return {
    ...(arrivesBy === undefined ? {} : { arrival_time_end: beijingTime(arrivesBy), order_fee: '0.00' }),
    ...(status === 'REFUND'
      ? { error_code: 'PAYEE_CARD_INFO_ERROR', fail_reason: '收款方银行卡信息有误' }
      : {}),
    order_id: transfer.orderId,
    out_biz_no: transfer.outBizNo,
    ...(passbackParams === '' ? {} : { passback_params: passbackParams }),
    pay_date: beijingTime(transfer.sentAt),
    pay_fund_order_id: transfer.fundOrderId,
    ...(transfer.identityType === 'ALIPAY_USER_ID' ? { receiver_user_id: transfer.identity } : {}),
    status,
    trans_amount: fromCents(transfer.amount),
  }
}
