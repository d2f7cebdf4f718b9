/** `koubei.trade.order.precreate`: a QR code on the table, for a meal that is paid when it is eaten. */
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { refuseFields } from './refusals.ts'

/** Answers a QR code, the same one for the same `request_id`. */
export function koubeiTradeOrderPrecreate({ app, fields }: Call, { tables }: Bank): Answer {
  const requestId = fields.text('request_id', { required: true, max: 64 })
  fields.text('biz_type', { required: true, pattern: /^POST_ORDER_PAY$/ })
  const outOrderNo = fields.text('out_order_no', { required: true, max: 64 })
  const shopId = fields.text('shop_id', { required: true, max: 64 })
  if (fields.problems.length > 0) return refuseFields(fields.problems, 'isv.invalid-parameter')
  const table = tables.lay(app.appId, requestId, outOrderNo, shopId)
  const isSame = table.outOrderNo === outOrderNo && table.shopId === shopId
  if (!isSame) return refuseFields(['request_id'], 'isv.invalid-parameter')
  return success({ order_no: table.orderNo, qr_code: table.address })
}
