/** `alipay.trade.orderinfo.sync`: the merchant tells how a payer kept an order on credit. */
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { findTrade } from './find.ts'
import { refuse, refuseFields } from './refusals.ts'

/** Takes the report of a trade that a payer is known of; a repeat must say the same. */
export function tradeOrderinfoSync(call: Call, bank: Bank): Answer {
  const { app, fields, method } = call
  const number = fields.text('out_request_no', { required: true, max: 64 })
  const type = fields.text('biz_type', { required: true, max: 64 })
  fields.text('orig_request_no', { max: 64 })
  fields.text('order_biz_info', { max: 2018 })
  fields.text('trade_no', { required: true, max: 64 })
  const status = fields.object('order_biz_info')?.text('status', { required: true }) ?? ''
  if (fields.problems.length > 0) return refuseFields(fields.problems)
  const trade = findTrade(call, bank)
  if ('code' in trade) return trade
  const isStatus = status === '' || /^(?:COMPLETE|CLOSED|VIOLATED)$/.test(status)
  if (trade.payer === undefined || !isStatus) return refuse('ACQ.NOTIFY_STATUS_INVALID')
  const said = JSON.stringify([trade.tradeNo, type, status])
  if (bank.requests.compare(app.appId, method, number, said) === 'other') {
    return refuse('ACQ.NOTIFY_STATUS_INVALID')
  }
  bank.requests.done(app.appId, method, number, said)
  const { payer } = trade
  return success({
    ...(payer.openId === undefined ? { buyer_user_id: payer.id } : { buyer_open_id: payer.openId }),
    out_trade_no: trade.outTradeNo,
    trade_no: trade.tradeNo,
  })
}
