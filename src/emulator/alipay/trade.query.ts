/** `alipay.trade.query`: what became of an order. */
import { fromCents } from '../../message/amount.ts'
import { beijingTime } from '../../message/beijing-time.ts'
import { buyerFields, moneyFields, success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { findTrade } from './find.ts'

/** Answers the trade's state. */
export function tradeQuery(call: Call, bank: Bank): Answer {
  const trade = findTrade(call, bank)
  if ('code' in trade) return trade
  return success({
    ...buyerFields(trade),
    ...moneyFields(trade),
    out_trade_no: trade.outTradeNo,
    ...(trade.paidAt === undefined ? {} : { send_pay_date: beijingTime(trade.paidAt) }),
    total_amount: fromCents(trade.amount),
    trade_no: trade.tradeNo,
    trade_status: trade.status,
  })
}
