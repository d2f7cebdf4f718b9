/** Finding the trade that a call is about. */
import type { Bank, Call } from './call.ts'
import { type Refusal, refuse, refuseFields } from './refusals.ts'
import type { Trade } from './trades.ts'

/** The trade by `trade_no` or `out_trade_no`, among the app's own; `trade_no` wins. */
export function findTrade({ app, fields }: Call, { trades }: Bank): Trade | Refusal {
  const tradeNo = fields.text('trade_no', { max: 64 })
  const outTradeNo = fields.text('out_trade_no', { max: 64 })
  if (tradeNo === '' && outTradeNo === '') fields.reject('out_trade_no')
  if (fields.problems.length > 0) return refuseFields(fields.problems)
  const trade = tradeNo === '' ? trades.byOrder(app.appId, outTradeNo) : trades.byTradeNo(app.appId, tradeNo)
  return trade ?? refuse('ACQ.TRADE_NOT_EXIST')
}
