/** Orders behind a QR code: no trade exists until a payer scans it. */
import type { Clock } from '../clock.ts'
import type { Numbers } from '../random.ts'
import type { Order } from './trades.ts'

/** A QR code is good for two hours, whatever the order says. */
const LIFE = 2 * 60 * 60 * 1000

/** An order that waits behind a QR code. */
export interface Offer {
  readonly order: Order
  /** The text of the QR code, an address. */
  readonly address: string
}

/** Keeps offers and forgets them when their time is over. */
export interface Offers {
  make(order: Order): Offer
  /** The offer of an order that can still be scanned. */
  byOrder(appId: string, outTradeNo: string): Offer | undefined
  /** The offer behind the last part of its address, if it can still be scanned. */
  byToken(token: string): Offer | undefined
  /** Makes the QR code useless. */
  withdraw(appId: string, outTradeNo: string): void
}

/** Makes the list of offers; their addresses begin with `address`. */
export function createOffers(address: string, clock: Clock, numbers: Numbers): Offers {
  const offers = new Map<string, Offer>()
  const latest = new Map<string, string>()
  const key = (appId: string, outTradeNo: string) => `${appId} ${outTradeNo}`
  return {
    make(order) {
      const token = numbers.unique(20)
      const offer = { order, address: `${address}${token}` }
      offers.set(token, offer)
      latest.set(key(order.appId, order.outTradeNo), token)
      clock.schedule(Math.min(order.deadline, clock.now().getTime() + LIFE), () => offers.delete(token))
      return offer
    },
    byOrder: (appId, outTradeNo) => offers.get(latest.get(key(appId, outTradeNo)) ?? ''),
    byToken: token => offers.get(token),
    withdraw(appId, outTradeNo) {
      offers.delete(latest.get(key(appId, outTradeNo)) ?? '')
    },
  }
}
