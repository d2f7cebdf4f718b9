/** Koubei's and the shops' side of orders and vouchers, in the tester's hands. */
import type { App, Bank } from './call.ts'
import { createFinder } from './finder.ts'
import { usesLeft } from './tickets.ts'

/** What Koubei asks a maker of vouchers (码商) for, when an order was paid. */
export interface TicketOrder {
  /** Koubei's number of the order: `202601010012…`. */
  readonly orderNo: string
  /** Koubei's number of the delivery: `202601010014…`. */
  readonly sendOrderNo: string
  /** What must come back with the vouchers: `5e8dd9e7b2a04bd6`. */
  readonly sendToken: string
}

/** What Koubei and its shops do. */
export interface KoubeiDesk {
  /**
   * What Koubei would post to have vouchers made for an order, which must be paid (`emulator.pay`).
   *
   * @param outOrderNo the merchant's number in `koubei.trade.itemorder.buy`.
   * @throws {RangeError} when there is no such order, when it is not paid, or when several apps have it and none
   *   is named.
   */
  orderTickets(outOrderNo: string, appId?: string): TicketOrder
  /**
   * Uses a voucher in its shop; gives the number of that use, which `koubei.trade.ticket.ticketcode.cancel`
   * takes as `request_biz_no`.
   *
   * @param quantity how many of its uses, 1 by default.
   * @throws {RangeError} when there is no such voucher, when it cannot be used so often, or not now.
   */
  redeem(ticketCode: string, quantity?: number, appId?: string): string
}

/** Makes the desk. */
export function createKoubeiDesk(apps: ReadonlyMap<string, App>, bank: Bank): KoubeiDesk {
  const { clock, trades, itemOrders, tickets } = bank
  const appIds = [...apps.keys()]
  const orders = createFinder('order', clock, appIds, trades.byOrder)
  const codes = createFinder('voucher', clock, appIds, tickets.byCode)
  return {
    orderTickets(outOrderNo, appId) {
      const trade = orders.only(outOrderNo, appId)
      const order = itemOrders.byTrade(trade)
      if (order === undefined) throw new RangeError(`the order ${outOrderNo} is not Koubei's`)
      if (trade.status !== 'TRADE_SUCCESS')
        throw new RangeError(`the order ${outOrderNo} is ${trade.status}, not TRADE_SUCCESS`)
      return { orderNo: order.orderNo, sendOrderNo: order.sendOrderNo, sendToken: order.sendToken }
    },
    redeem(ticketCode, quantity = 1, appId) {
      const ticket = codes.only(ticketCode, appId)
      const status = tickets.statusOf(ticket)
      if (status !== 'EFFECTIVE' && status !== 'USING')
        throw new RangeError(`the voucher ${ticketCode} is ${status}`)
      const left = usesLeft(ticket)
      if (!Number.isSafeInteger(quantity) || quantity < 1 || quantity > left)
        throw new RangeError(`the voucher ${ticketCode} can be used ${left} times`)
      return tickets.redeem(ticket, quantity).requestNo
    },
  }
}
