/** `alipay.trade.close`: an unpaid trade ends. */
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { findTrade } from './find.ts'
import { refuse } from './refusals.ts'

/** Closes a trade that waits; a paid or closed one stays what it is. */
export function tradeClose(call: Call, bank: Bank): Answer {
  call.fields.text('operator_id', { max: 28 })
  const trade = findTrade(call, bank)
  if ('code' in trade) return trade
  if (trade.status === 'TRADE_CLOSED') return refuse('ACQ.TRADE_STATUS_ERROR')
  if (trade.status !== 'WAIT_BUYER_PAY') return refuse('ACQ.REASON_TRADE_STATUS_INVALID')
  bank.trades.close(trade)
  return success({ out_trade_no: trade.outTradeNo, trade_no: trade.tradeNo })
}
