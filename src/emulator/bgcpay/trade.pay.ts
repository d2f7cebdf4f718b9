/** `bgcpay.trade.pay`: an order that waits for its payer. */
import type { Answer, Bank, Call } from './call.ts'
import { refuse, refuseFields } from './refusals.ts'

/** Opens a trade. An order number is good for one trade, whatever became of it. */
export function tradePay({ app, fields, notifyUrl }: Call, { clock, trades }: Bank): Answer {
  const outTradeNo = fields.text('out_trade_no', { required: true, max: 64, pattern: /^\w+$/ })
  const currency = fields.text('currency', { required: true, max: 64 })
  const amount = fields.amount('total_amount')
  const subject = fields.text('subject', { required: true, max: 256, pattern: /^[^/=&]+$/ })
  const extendParams = fields.text('extend_params')
  const timeout = fields.text('timeout', { max: 11, pattern: /^[1-9]\d*$/ })
  if (amount === 0n) fields.reject('total_amount')
  if (fields.missing.length > 0) return refuseFields('ACQ.MISSING_PARAMETER', fields.missing)
  if (fields.invalid.length > 0 || amount === undefined) {
    return refuseFields('ACQ.INVALID_PARAMETER', fields.invalid)
  }
  if (app.state === 'suspended') return refuse('ACQ.MERCHANT_PERM_RECEIPT_SUSPEND_LIMIT')
  if (!app.currencies.includes(currency)) return refuse('ACQ.CURRENCY_NOT_SUPPORT')
  if (amount > app.mostPerTrade) return refuse('ACQ.TOTAL_FEE_EXCEED')
  if (trades.byOrder(app.appId, outTradeNo) !== undefined) return refuse('ACQ.TRADE_HAS_EXIST')
  const { tradeNo } = trades.open({
    appId: app.appId,
    outTradeNo,
    currency,
    amount,
    subject,
    extendParams,
    notifyUrl,
    deadline: timeout === '' ? undefined : clock.now().getTime() + Number(timeout) * 1000,
  })
  return { code: '10000', msg: 'Success', trade_no: tradeNo, out_trade_no: outTradeNo }
}
