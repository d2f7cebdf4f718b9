/** `alipay.trade.cancel`: undoes a payment of which the merchant does not know whether it happened. */
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { findTrade } from './find.ts'
import { type Refusal, refuse } from './refusals.ts'
import type { CancelAction, Trade } from './trades.ts'

/**
 * Closes what is unpaid and gives back what was paid; a repeat answers the same and does nothing more.
 *
 * Where there is no trade there is nothing to undo: the answer is 10000 without `action`, and tells no
 * more than the numbers that were asked for. A QR code that nobody scanned yet is good no longer.
 */
export function tradeCancel(call: Call, bank: Bank): Answer {
  const trade = findTrade(call, bank)
  if ('code' in trade) return trade.sub_code === 'ACQ.TRADE_NOT_EXIST' ? nothing(call, bank) : trade
  const action = cancel(trade, bank)
  if (typeof action !== 'string') return action
  return success({
    action,
    out_trade_no: trade.outTradeNo,
    retry_flag: 'N',
    trade_no: trade.tradeNo,
  })
}

function nothing({ app, fields }: Call, { offers }: Bank): Answer {
  const outTradeNo = fields.text('out_trade_no')
  const tradeNo = fields.text('trade_no')
  offers.withdraw(app.appId, outTradeNo)
  return success({
    ...(outTradeNo === '' ? {} : { out_trade_no: outTradeNo }),
    retry_flag: 'N',
    ...(tradeNo === '' ? {} : { trade_no: tradeNo }),
  })
}

function cancel(trade: Trade, { trades, accounts }: Bank): CancelAction | Refusal {
  if (trade.cancelled !== undefined) return trade.cancelled
  if (trade.status === 'TRADE_FINISHED') return refuse('ACQ.TRADE_HAS_FINISHED')
  if (trade.refunded > 0n) return refuse('ACQ.REASON_TRADE_REFUND_FEE_ERR')
  if (trade.paidAt === undefined) {
    trades.close(trade)
    trade.cancelled = 'close'
  } else if (accounts.balance(trade.sellerId) < trade.amount) {
    return refuse('ACQ.SELLER_BALANCE_NOT_ENOUGH')
  } else {
    trades.refund(trade, { number: trade.outTradeNo, amount: trade.amount })
    trade.cancelled = 'refund'
  }
  return trade.cancelled
}
