/** `mybank.payment.trade.order.create`: tells MYbank (网商银行) of a payment or refund. Its answer says no more. */

import { readBeijingTime } from '../times.ts'
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { refuseFields } from './refusals.ts'

/** Takes an order once; a repeat must say the same. No codes of its own are documented. */
export function mybankPaymentTradeOrderCreate({ app, fields, method }: Call, { requests }: Bank): Answer {
  const number = fields.text('out_trade_no', { required: true, max: 64 })
  const said = [
    fields.text('partner_id', { required: true, max: 32 }),
    fields.text('pay_type', { required: true, pattern: /^(?:pay|refund)$/ }),
    fields.text('pay_date', { required: true, max: 19 }),
    // In cents, unlike anywhere else.
    fields.text('total_amount', { required: true, pattern: /^(?:[1-9]\d{0,7}|100000000)$/ }),
    fields.text('currency_code', { required: true, max: 16 }),
    fields.text('seller_id', { required: true, max: 64 }),
    fields.text('ev_code', { required: true, max: 32 }),
    fields.text('pd_code', { required: true, max: 32 }),
    fields.text('recon_related_no', { required: true, max: 64 }),
  ]
  fields.text('remark', { max: 256 })
  for (const goods of fields.items('goods_info', { required: true })) {
    goods.text('goods_name', { required: true, max: 256 })
    goods.text('goods_price', { required: true, pattern: /^\d+(?:\.\d{1,2})?$/ })
  }
  const [, , payDate = ''] = said
  if (payDate !== '' && readBeijingTime(payDate) === undefined) fields.reject('pay_date')
  const repeat = requests.compare(app.appId, method, number, JSON.stringify(said))
  if (repeat === 'other') fields.reject('out_trade_no')
  if (fields.problems.length > 0) return refuseFields(fields.problems, 'isv.invalid-parameter')
  requests.done(app.appId, method, number, JSON.stringify(said))
  return success()
}
