/** `alipay.trade.pay` with `auth_no`: takes money that a payer has frozen (预授权转支付). */
import type { Bank, Call } from './call.ts'
import { type Freeze, restOf } from './freezes.ts'
import { readOrder, refuseRepeat } from './order.ts'
import { type Refusal, refuse, refuseFields } from './refusals.ts'
import type { Trade } from './trades.ts'

/** Pays out of a freeze; with `auth_confirm_mode` `COMPLETE` what is left of it is released. */
export function payFrozen(call: Call, bank: Bank): Trade | Refusal {
  const { app, fields } = call
  const authNo = fields.text('auth_no', { max: 64 })
  const product = fields.text('product_code', { required: true, max: 64 })
  const openId = fields.text('buyer_open_id', { max: 128 })
  const buyer = fields.text('buyer_id', { required: openId === '', max: 28 })
  fields.text('seller_id', { required: true })
  const mode = fields.text('auth_confirm_mode', { pattern: /^(?:NOT_)?COMPLETE$/ })
  const order = readOrder(call, bank, '3h')
  if ('code' in order) return order
  if (fields.problems.length > 0) return refuseFields(fields.problems)

  const earlier = bank.trades.byOrder(order.appId, order.outTradeNo)
  const repeated = refuseRepeat(earlier, order)
  if (repeated !== undefined) return repeated
  const freeze = bank.freezes.byAuthNo(app.appId, authNo)
  if (freeze === undefined) return refuse('ACQ.AUTH_NO_ERROR')
  const { payer } = freeze
  const refusal = refuseState(freeze)
  if (refusal !== undefined || payer === undefined) return refusal ?? refuse('ACQ.AUTH_ORDER_NOT_PAID')
  if (freeze.productCode !== product) return refuse('ACQ.PRE_AUTH_PROD_CODE_INCONSISTENT')
  if (buyer === '' ? payer.openId !== openId : payer.id !== buyer) return refuse('ACQ.PAYER_UNMATCHED')
  if (order.amount > restOf(freeze)) return refuse('ACQ.AUTH_AMOUNT_NOT_ENOUGH')

  const trade = earlier ?? bank.trades.open(order)
  bank.freezes.take(freeze, { number: order.outTradeNo, amount: order.amount })
  bank.trades.pay(trade, payer)
  const rest = restOf(freeze)
  if (mode === 'COMPLETE' && rest > 0n)
    bank.freezes.release(freeze, { number: order.outTradeNo, amount: rest })
  return trade
}

function refuseState({ status }: Freeze): Refusal | undefined {
  if (status === 'INIT') return refuse('ACQ.AUTH_ORDER_NOT_PAID')
  if (status === 'FINISH') return refuse('ACQ.AUTH_ORDER_HAS_FINISHED')
  return status === 'CLOSED' ? refuse('ACQ.AUTH_ORDER_HAS_CLOSED') : undefined
}
