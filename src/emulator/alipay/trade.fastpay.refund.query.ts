/** `alipay.trade.fastpay.refund.query`: what became of one refund. */
import { fromCents } from '../../message/amount.ts'
import { beijingTime } from '../../message/beijing-time.ts'
import { depositBackFields, refundDetails, success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { findTrade } from './find.ts'

/** Answers the refund's state; a number that no refund has is answered 10000 with nothing more. */
export function tradeFastpayRefundQuery(call: Call, bank: Bank): Answer {
  const { fields } = call
  const number = fields.text('out_request_no', { required: true, max: 64 })
  const trade = findTrade(call, bank)
  if ('code' in trade) return trade
  const refund = trade.refunds.get(number)
  if (refund === undefined) return success()
  const wants = (option: string) => fields.lists('query_options', option)
  return success({
    ...(wants('deposit_back_info') ? { deposit_back_info: depositBackFields(refund) } : {}),
    ...(wants('gmt_refund_pay') ? { gmt_refund_pay: beijingTime(refund.time) } : {}),
    out_request_no: refund.number,
    out_trade_no: trade.outTradeNo,
    refund_amount: fromCents(refund.amount),
    ...(wants('refund_detail_item_list') ? refundDetails(refund) : {}),
    ...(refund.reason === '' ? {} : { refund_reason: refund.reason }),
    refund_status: 'REFUND_SUCCESS',
    total_amount: fromCents(trade.amount),
    trade_no: trade.tradeNo,
  })
}
