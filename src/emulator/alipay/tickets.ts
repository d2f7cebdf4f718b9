/** Vouchers (凭证) that buyers show in Koubei's shops, each good for a number of uses. */
import type { Clock } from '../clock.ts'
import type { Numbers } from '../random.ts'
import { dayOf } from '../times.ts'
import type { ItemOrder } from './item-orders.ts'

/** The states of a voucher. */
export type TicketStatus = 'EFFECTIVE' | 'UN_EFFECTIVE' | 'USING' | 'USED' | 'REFUNDED'

/** One use of a voucher. */
export interface Redemption {
  /** The number of the call that used it. */
  readonly requestNo: string
  readonly transId: string
  readonly quantity: number
  readonly time: Date
  /** The last change: when it was used or undone. */
  changedAt: Date
  undone: boolean
}

/** A voucher and its uses. Times are in milliseconds since 1970. */
export interface Ticket {
  readonly code: string
  readonly order: ItemOrder
  readonly quantity: number
  readonly start: number
  end: number
  readonly redemptions: Map<string, Redemption>
}

/** The vouchers of all apps. */
export interface Tickets {
  /** Hands a voucher over; undefined where the code is taken already. */
  add(order: ItemOrder, code: string, quantity: number, start: number, end: number): Ticket | undefined
  byCode(appId: string, code: string): Ticket | undefined
  ofOrder(order: ItemOrder): readonly Ticket[]
  redeem(ticket: Ticket, quantity: number): Redemption
  undo(redemption: Redemption): void
  statusOf(ticket: Ticket): TicketStatus
}

/** How often a voucher can still be used. */
export function usesLeft({ quantity, redemptions }: Ticket): number {
  const used = [...redemptions.values()].filter(({ undone }) => !undone)
  return used.reduce((left, redemption) => left - redemption.quantity, quantity)
}

/** Makes the book. */
export function createTickets(clock: Clock, numbers: Numbers): Tickets {
  const tickets = new Map<string, Ticket>()
  const ofOrders = new Map<ItemOrder, Ticket[]>()
  const key = (appId: string, code: string) => `${appId} ${code}`
  return {
    add(order, code, quantity, start, end) {
      const name = key(order.trade.appId, code)
      if (tickets.has(name)) return undefined
      const ticket: Ticket = { code, order, quantity, start, end, redemptions: new Map() }
      tickets.set(name, ticket)
      ofOrders.set(order, [...(ofOrders.get(order) ?? []), ticket])
      return ticket
    },
    ofOrder: order => ofOrders.get(order) ?? [],
    byCode: (appId, code) => tickets.get(key(appId, code)),
    redeem(ticket, quantity) {
      const time = clock.now()
      const requestNo = `${dayOf(time)}${numbers.unique(12)}`
      const transId = `${dayOf(time)}0015${numbers.unique(16)}`
      const redemption: Redemption = { requestNo, transId, quantity, time, changedAt: time, undone: false }
      ticket.redemptions.set(requestNo, redemption)
      return redemption
    },
    undo(redemption) {
      redemption.undone = true
      redemption.changedAt = clock.now()
    },
    statusOf(ticket) {
      const now = clock.now().getTime()
      const left = usesLeft(ticket)
      if (ticket.order.trade.status === 'TRADE_CLOSED') return 'REFUNDED'
      if (left === 0) return 'USED'
      if (now < ticket.start || now > ticket.end) return 'UN_EFFECTIVE'
      return left < ticket.quantity ? 'USING' : 'EFFECTIVE'
    },
  }
}
