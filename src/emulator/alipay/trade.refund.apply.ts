/** `alipay.trade.refund.apply`: asks for a refund, and is told that it was made. */
import { fromCents } from '../../message/amount.ts'
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { makeRefund, readRefund } from './trade.refund.ts'

/** Refunds at once, which the real one may do later. */
export function tradeRefundApply(call: Call, bank: Bank): Answer {
  const request = readRefund(call, bank)
  if ('code' in request) return request
  const { number, amount } = makeRefund(request, bank)
  return success({
    out_request_no: number,
    out_trade_no: request.trade.outTradeNo,
    refund_amount: fromCents(amount),
    refund_status: 'REFUND_SUCCESS',
    trade_no: request.trade.tradeNo,
  })
}
