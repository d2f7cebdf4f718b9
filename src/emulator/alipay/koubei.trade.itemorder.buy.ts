/** `koubei.trade.itemorder.buy`: a customer orders goods of a shop, to be paid in Koubei's cashier. */
import { AMOUNT, toCents } from '../../message/amount.ts'
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import type { FieldReader } from './fields.ts'
import type { Item } from './item-orders.ts'
import { readOrder, refuseRepeat } from './order.ts'
import { userPayer } from './payers.ts'
import { refuse, refuseFields } from './refusals.ts'

/** Opens the order and its trade; asking again opens the cashier again. No codes of its own are documented. */
export function koubeiTradeItemorderBuy(call: Call, bank: Bank): Answer {
  const { fields } = call
  fields.text('out_order_no', { required: true, max: 64, pattern: /^\w+$/ })
  fields.text('subject', { required: true, max: 256 })
  fields.text('biz_scene', { required: true, max: 32 })
  const bizProduct = fields.text('biz_product', { required: true, max: 32 })
  const shopId = fields.text('shop_id', { required: true, max: 64 })
  const buyerId = fields.text('buyer_id', { required: true, max: 64, pattern: /^2088\d{12}$/ })
  const timeout = fields.text('timeout', { pattern: /^(?:[1-9]|[12]\d|30)m$/ }) || '3m'
  const items = fields.items('item_order_details', { required: true }).map(readItem)
  const price = items.reduce((sum, item) => sum + item.price * BigInt(item.quantity), 0n)
  if (fields.amount('total_amount', true) !== price) fields.reject('total_amount')
  if (fields.problems.length > 0) return refuseFields(fields.problems, 'isv.invalid-parameter')
  const order = readOrder(call, bank, timeout, 'out_order_no')
  if ('code' in order) return refuseFields(fields.problems, 'isv.invalid-parameter')

  const earlier = bank.trades.byOrder(order.appId, order.outTradeNo)
  const repeated = refuseRepeat(earlier, order)
  if (repeated !== undefined) return repeated
  const trade = earlier ?? bank.trades.open(order)
  trade.payer = userPayer(buyerId)
  const known = bank.itemOrders.byTrade(trade)
  if (earlier !== undefined && known === undefined) return refuse('ACQ.CONTEXT_INCONSISTENT')
  const { orderNo } = known ?? bank.itemOrders.open({ trade, shopId, buyerId, bizProduct, items })
  return success({
    cashier_order_id: bank.numbers.hex(32),
    order_no: orderNo,
    trade_no: trade.tradeNo,
  })
}

function readItem(item: FieldReader): Item {
  const priceOf = (name: string) => {
    const text = item.text(name, { required: true, pattern: AMOUNT })
    return text === '' ? 0n : toCents(text)
  }
  return {
    skuId: item.text('sku_id', { required: true, max: 64 }),
    quantity: Number(item.text('quantity', { required: true, pattern: /^[1-9]\d{0,8}$/ })),
    price: priceOf('price'),
    originalPrice: priceOf('original_price'),
  }
}
