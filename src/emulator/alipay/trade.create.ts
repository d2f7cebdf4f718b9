/** `alipay.trade.create`: an order for a known buyer, to be paid in a page or mini program of the merchant. */
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { readOrder, refuseRepeat } from './order.ts'
import { openIdPayer, userPayer } from './payers.ts'
import { refuse, refuseFields } from './refusals.ts'

/** Opens a trade that waits for its buyer. */
export function tradeCreate(call: Call, bank: Bank): Answer {
  const { fields } = call
  const buyerId = fields.text('buyer_id', { pattern: /^2088\d{12}$/ })
  const openId = fields.text('buyer_open_id', { max: 128 })
  const isFaceToFace = fields.text('product_code', { max: 64 }) === 'FACE_TO_FACE_PAYMENT'
  if (buyerId === '' && openId === '') fields.reject('buyer_id')
  const order = readOrder(call, bank, isFaceToFace ? '3h' : '15d')
  if ('code' in order) return order
  if (fields.problems.length > 0) return refuseFields(fields.problems)
  const payer = buyerId === '' ? openIdPayer(openId) : userPayer(buyerId)
  if (payer.id === order.sellerId) return refuse('ACQ.BUYER_SELLER_EQUAL')

  const earlier = bank.trades.byOrder(order.appId, order.outTradeNo)
  const repeated = refuseRepeat(earlier, order)
  if (repeated !== undefined) return repeated
  if (earlier?.payer !== undefined && earlier.payer.id !== payer.id)
    return refuse('ACQ.TRADE_BUYER_NOT_MATCH')
  const trade = earlier ?? bank.trades.open(order)
  trade.payer = payer
  return success({ out_trade_no: trade.outTradeNo, trade_no: trade.tradeNo })
}
