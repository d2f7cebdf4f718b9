/** `alipay.trade.page.refund`: the page on which a refund is confirmed, and the way back to the merchant. */
import { fromCents } from '../../message/amount.ts'
import { beijingTime } from '../../message/beijing-time.ts'
import type { Bank, Call } from './call.ts'
import { signedLocation } from './notification.ts'
import type { Refusal } from './refusals.ts'
import type { Seals } from './seals.ts'
import { makeRefund, type RefundRequest, readRefund } from './trade.refund.ts'

/** Shows the page; the refund is made when its button is pressed. */
export function tradePageRefund(call: Call, bank: Bank, seals: Seals): Response | Refusal {
  call.fields.text('out_request_no', { required: true })
  const request = readRefund(call, bank)
  if ('code' in request) return request
  const { trade, order } = request
  return bank.consents.show({
    title: '退款 Refund',
    subject: trade.subject,
    amount: fromCents(order.amount),
    facts: [
      ['商户订单号 Order', trade.outTradeNo],
      ['支付宝交易号 Trade', trade.tradeNo],
      ['退款单号 Refund', order.number],
    ],
    button: '确认退款 Refund',
    async agree() {
      // The trade may have changed while the page stood open.
      const now = readRefund(call, bank)
      if ('code' in now) return now.sub_msg
      makeRefund(now, bank)
      if (call.returnUrl === '') return '退款成功 Refunded'
      const { app, charset, signType, returnUrl } = call
      const style = { appId: app.appId, charset, signType }
      return { location: await signedLocation(returnUrl, returnFields(call, now, bank), style, seals) }
    },
  })
}

function returnFields(
  { app, charset, method }: Call,
  { trade, order }: RefundRequest,
  { clock }: Bank,
): ReadonlyMap<string, string> {
  return new Map([
    ['charset', charset],
    ['method', `${method}.return`],
    ['version', '1.0'],
    ['app_id', app.appId],
    ['auth_app_id', app.authAppId],
    ['timestamp', beijingTime(clock.now())],
    ['out_request_no', order.number],
    ['out_trade_no', trade.outTradeNo],
    ['refund_amount', fromCents(order.amount)],
    ['trade_no', trade.tradeNo],
  ])
}
