/** `koubei.trade.itemorder.query`: what became of an order of a shop. */
import { fromCents } from '../../message/amount.ts'
import { beijingTime } from '../../message/beijing-time.ts'
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import type { ItemOrder, OrderedItem } from './item-orders.ts'
import { refuseFields } from './refusals.ts'

/** Answers the order's state. */
export function koubeiTradeItemorderQuery({ app, fields }: Call, { itemOrders, tickets }: Bank): Answer {
  const order = itemOrders.byOrderNo(app.appId, fields.text('order_no', { required: true, max: 64 }))
  if (order === undefined) return refuseFields(['order_no'], 'isv.invalid-parameter')
  const { trade } = order
  const paid = fromCents(trade.paidAt === undefined ? 0n : trade.amount)
  const modified = trade.endedAt ?? trade.paidAt ?? trade.createdAt
  return success({
    biz_product: order.bizProduct,
    buyer_id: order.buyerId,
    deliver_seller_real_amount: paid,
    discount_amount: '0.00',
    gmt_create: beijingTime(trade.createdAt),
    gmt_modified: beijingTime(modified),
    ...(trade.paidAt === undefined ? {} : { gmt_payment: beijingTime(trade.paidAt) }),
    item_order_vo: order.items.map(item => itemFields(order, item)),
    order_no: order.orderNo,
    out_order_no: trade.outTradeNo,
    partner_id: trade.sellerId,
    real_pay_amount: paid,
    seller_id: trade.sellerId,
    status: statusOf(order, tickets.ofOrder(order).length > 0),
    total_amount: fromCents(trade.amount),
    trade_no: trade.tradeNo,
  })
}

/** `SUCCESS` is what was delivered; there is no word for what was closed or refunded but `FINISH`. */
function statusOf({ trade: { status } }: ItemOrder, isDelivered: boolean): string {
  if (status === 'WAIT_BUYER_PAY') return 'WAIT_PAY'
  if (status === 'TRADE_SUCCESS') return isDelivered ? 'SUCCESS' : 'PAID'
  return 'FINISH'
}

function itemFields({ trade }: ItemOrder, item: OrderedItem): Readonly<Record<string, unknown>> {
  const paid = trade.paidAt === undefined ? 'WAIT_PAY' : 'PAID'
  return {
    item_order_no: item.itemOrderNo,
    merchant_fund: '0.00',
    platform_fund: '0.00',
    price: fromCents(item.price),
    quantity: item.quantity,
    sku_id: item.skuId,
    status: item.refunded > 0n ? 'REFUND' : paid,
  }
}
