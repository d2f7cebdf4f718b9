/** `alipay.trade.refund.apply`: asks for a refund, and is told that it was made. */
import { fromCents } from '../../message/amount.ts'
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { refuse } from './refusals.ts'
import { makeRefund, readRefund } from './trade.refund.ts'

/** Refunds at once, which the real one may do later. */
export function tradeRefundApply(call: Call, bank: Bank): Answer {
  const request = readRefund(call, bank)
  if ('code' in request) {
    // This method has no code of its own for an empty account.
    const isPoor = request.sub_code === 'ACQ.SELLER_BALANCE_NOT_ENOUGH'
    return isPoor ? refuse('ACQ.TRADE_NOT_ALLOW_REFUND') : request
  }
  const { number, amount } = makeRefund(request, bank)
  return success({
    out_request_no: number,
    out_trade_no: request.trade.outTradeNo,
    refund_amount: fromCents(amount),
    refund_status: 'REFUND_SUCCESS',
    trade_no: request.trade.tradeNo,
  })
}
