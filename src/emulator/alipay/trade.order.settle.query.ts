/** `alipay.trade.order.settle.query`: what became of the shares that one call asked for. */
import { fromCents } from '../../message/amount.ts'
import { beijingTime } from '../../message/beijing-time.ts'
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { refuseFields } from './refusals.ts'

/** Finds by `settle_no`, or by the trade and the request's number. */
export function tradeOrderSettleQuery({ app, fields }: Call, { trades, royalties }: Bank): Answer {
  const settleNo = fields.text('settle_no', { max: 64 })
  const required = settleNo === ''
  const number = fields.text('out_request_no', { required, max: 64 })
  const trade = trades.byTradeNo(app.appId, fields.text('trade_no', { required, max: 64 }))
  const settlement = required
    ? trade && royalties.byRequest(trade, number)
    : royalties.bySettleNo(app.appId, settleNo)
  // No other documented code of this method speaks of what is not there.
  if (settlement === undefined) fields.reject(required ? 'out_request_no' : 'settle_no')
  if (settlement === undefined || fields.problems.length > 0) {
    return refuseFields(fields.problems, 'INVALID_PARAMETER')
  }
  const time = beijingTime(settlement.time)
  return success({
    operation_dt: time,
    out_request_no: settlement.outRequestNo,
    royalty_detail_list: settlement.shares.map(share => ({
      amount: fromCents(share.amount),
      detail_id: share.detailId,
      execute_dt: time,
      operation_type: share.type,
      state: 'SUCCESS',
      trans_in: share.to,
      trans_in_type: share.toType,
      trans_out: share.from,
      trans_out_type: share.fromType,
    })),
  })
}
