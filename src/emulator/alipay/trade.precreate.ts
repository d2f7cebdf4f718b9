/** `alipay.trade.precreate`: the payer scans the merchant's QR code. */
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { readOrder, refuseRepeat } from './order.ts'

/**
 * Answers a QR code; asking again for the same order gives the same one as long as it is good.
 *
 * Until a payer scans it there is no trade: a query answers `ACQ.TRADE_NOT_EXIST`.
 */
export function tradePrecreate(call: Call, bank: Bank): Answer {
  const period = call.fields.text('qr_code_timeout_express', { pattern: /^(?:[1-9]\d*[mhd]|1c)$/ })
  const order = readOrder(call, bank, period === '' ? '3h' : period)
  if ('code' in order) return order
  const { appId, outTradeNo } = order
  const earlier = bank.offers.byOrder(appId, outTradeNo)
  const repeated = refuseRepeat(bank.trades.byOrder(appId, outTradeNo), order, earlier?.order)
  if (repeated !== undefined) return repeated
  const { address } = earlier ?? bank.offers.make(order)
  return success({ out_trade_no: outTradeNo, qr_code: address })
}
