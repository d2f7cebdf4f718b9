/** Orders of Koubei's shops (口碑): goods, what was given back of them, and the vouchers made for them. */
import type { Clock } from '../clock.ts'
import type { Numbers } from '../random.ts'
import { dayOf } from '../times.ts'
import type { Trade } from './trades.ts'

/** Goods that are ordered. Amounts are in cents. */
export interface Item {
  readonly skuId: string
  readonly quantity: number
  readonly price: bigint
  readonly originalPrice: bigint
}

/** Goods of an order, with what was given back for them. */
export interface OrderedItem extends Item {
  readonly itemOrderNo: string
  refunded: bigint
}

/** What a shop's customer orders. */
export interface ItemOrderRequest {
  readonly trade: Trade
  readonly shopId: string
  readonly buyerId: string
  readonly bizProduct: string
  readonly items: readonly Item[]
}

/** An order of a shop. Its trade says whether it is paid. */
export interface ItemOrder extends Omit<ItemOrderRequest, 'items'> {
  readonly orderNo: string
  readonly items: readonly OrderedItem[]
  /** Which refund gave back how much of which items, by the refund's number. */
  readonly refunds: Map<string, ReadonlyMap<OrderedItem, bigint>>
  /** What Koubei asks for vouchers with. */
  readonly sendOrderNo: string
  readonly sendToken: string
}

/** The orders of all apps. Nothing of one app is ever seen through another. */
export interface ItemOrders {
  open(request: ItemOrderRequest): ItemOrder
  byTrade(trade: Trade): ItemOrder | undefined
  byOrderNo(appId: string, orderNo: string): ItemOrder | undefined
}

/** Makes the book. */
export function createItemOrders(clock: Clock, numbers: Numbers): ItemOrders {
  const ofTrades = new Map<Trade, ItemOrder>()
  const numbered = new Map<string, ItemOrder>()
  return {
    open(request) {
      const day = dayOf(clock.now())
      const order: ItemOrder = {
        ...request,
        orderNo: `${day}0012${numbers.unique(16)}`,
        items: request.items.map(item => ({
          ...item,
          itemOrderNo: `${day}0013${numbers.unique(16)}`,
          refunded: 0n,
        })),
        refunds: new Map(),
        sendOrderNo: `${day}0014${numbers.unique(16)}`,
        sendToken: numbers.hex(16),
      }
      ofTrades.set(request.trade, order)
      numbered.set(order.orderNo, order)
      return order
    },
    byTrade: trade => ofTrades.get(trade),
    byOrderNo(appId, orderNo) {
      const order = numbered.get(orderNo)
      return order?.trade.appId === appId ? order : undefined
    },
  }
}
