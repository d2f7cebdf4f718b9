/** `bgcpay.trade.query`: what became of an order. */
import { fromCents } from '../../message/amount.ts'
import { beijingTime } from '../../message/beijing-time.ts'
import type { Answer, Bank, Call } from './call.ts'
import { refuse, refuseFields } from './refusals.ts'

/** Answers the trade's state; `trade_no` wins over `out_trade_no`. What is not known yet is null. */
export function tradeQuery({ app, fields }: Call, { trades }: Bank): Answer {
  const tradeNo = fields.text('trade_no', { max: 64 })
  const outTradeNo = fields.text('out_trade_no', { max: 64 })
  if (tradeNo === '' && outTradeNo === '') fields.reject('trade_no')
  if (fields.invalid.length > 0) return refuseFields('ACQ.INVALID_PARAMETER', fields.invalid)
  const trade = tradeNo === '' ? trades.byOrder(app.appId, outTradeNo) : trades.byTradeNo(app.appId, tradeNo)
  if (trade === undefined) return refuse('ACQ.TRADE_NOT_EXIST')
  return {
    code: '10000',
    msg: 'Success',
    trade_no: trade.tradeNo,
    out_trade_no: trade.outTradeNo,
    payer_id: trade.payerId ?? null,
    trade_status: trade.status,
    currency: trade.currency,
    total_amount: fromCents(trade.amount),
    trade_date: beijingTime(trade.createdAt),
    pay_date: trade.paidAt === undefined ? null : beijingTime(trade.paidAt),
    subject: trade.subject,
    extend_params: trade.extendParams === '' ? null : trade.extendParams,
  }
}
