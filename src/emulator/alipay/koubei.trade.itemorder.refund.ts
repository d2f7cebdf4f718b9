/** `koubei.trade.itemorder.refund`: money back for goods of a shop, once per refund number. */
import { fromCents } from '../../message/amount.ts'
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import type { ItemOrder, OrderedItem } from './item-orders.ts'
import { refuse, refuseFields } from './refusals.ts'

/** Gives back no more for an item than it cost. */
export function koubeiTradeItemorderRefund(
  { app, fields }: Call,
  { itemOrders, trades, accounts }: Bank,
): Answer {
  const number = fields.text('out_request_no', { required: true, max: 64 })
  const reason = fields.text('reason', { max: 256 })
  const order = itemOrders.byOrderNo(app.appId, fields.text('order_no', { required: true, max: 64 }))
  if (order === undefined) fields.reject('order_no')
  const asked = new Map<OrderedItem, bigint>()
  for (const info of fields.items('refund_infos', { required: true })) {
    const itemNo = info.text('item_order_no', { required: true, max: 32 })
    const item = order?.items.find(({ itemOrderNo }) => itemOrderNo === itemNo)
    const amount = info.amount('amount', true)
    if (item === undefined) info.reject('item_order_no')
    else if (amount !== undefined) asked.set(item, (asked.get(item) ?? 0n) + amount)
  }
  if (order === undefined || fields.problems.length > 0) {
    return refuseFields(fields.problems, 'isv.invalid-parameter')
  }

  const earlier = order.refunds.get(number)
  if (earlier !== undefined) {
    return isSame(earlier, asked) ? refunded(order, number, asked) : refuse('ACQ.DISCORDANT_REPEAT_REQUEST')
  }
  if (order.trade.status !== 'TRADE_SUCCESS') return refuse('ACQ.TRADE_STATUS_ERROR')
  const exceeds = [...asked].some(
    ([item, amount]) => item.refunded + amount > item.price * BigInt(item.quantity),
  )
  if (exceeds) return refuse('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL')
  if (accounts.balance(order.trade.sellerId) < sumOf(asked)) return refuse('ACQ.SELLER_BALANCE_NOT_ENOUGH')
  for (const [item, amount] of asked) item.refunded += amount
  order.refunds.set(number, asked)
  trades.refund(order.trade, { number, amount: sumOf(asked), reason })
  return refunded(order, number, asked)
}

function sumOf(amounts: ReadonlyMap<OrderedItem, bigint>): bigint {
  return [...amounts.values()].reduce((sum, amount) => sum + amount, 0n)
}

function isSame(earlier: ReadonlyMap<OrderedItem, bigint>, asked: ReadonlyMap<OrderedItem, bigint>): boolean {
  return earlier.size === asked.size && [...asked].every(([item, amount]) => earlier.get(item) === amount)
}

function refunded(order: ItemOrder, number: string, asked: ReadonlyMap<OrderedItem, bigint>): Answer {
  return success({
    order_no: order.orderNo,
    out_request_no: number,
    real_refund_amount: fromCents(sumOf(asked)),
  })
}
