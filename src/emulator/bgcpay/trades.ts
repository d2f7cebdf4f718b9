/** The trades of all apps and the only ways in which they change state. */
import type { Clock } from '../clock.ts'
import type { Numbers } from '../random.ts'
import { dayOf } from '../times.ts'

/** The states of a trade: waiting, paid, closed, paid and final. */
export type BgcpayTradeStatus = 'WAIT_BUYER_PAY' | 'TRADE_SUCCESS' | 'TRADE_CLOSED' | 'TRADE_FINISHED'

/** What may be told to `notify_url`. */
export type BgcpayTradeEvent = 'waiting' | 'paid' | 'closed' | 'finished'

/** What a merchant asks for. */
export interface Order {
  readonly appId: string
  readonly outTradeNo: string
  readonly currency: string
  /** In cents. */
  readonly amount: bigint
  readonly subject: string
  /** Empty when the merchant gave none. */
  readonly extendParams: string
  readonly notifyUrl: string
  /** When an unpaid order closes, in milliseconds since 1970; undefined if never. */
  readonly deadline: number | undefined
}

/** An order and what became of it. */
export interface Trade extends Order {
  readonly tradeNo: string
  readonly createdAt: Date
  status: BgcpayTradeStatus
  /** The payer's CID. */
  payerId: string | undefined
  paidAt: Date | undefined
}

/** Looks trades up and changes them. Nothing of one app is ever seen through another. */
export interface Trades {
  open(order: Order): Trade
  byOrder(appId: string, outTradeNo: string): Trade | undefined
  byTradeNo(appId: string, tradeNo: string): Trade | undefined
  all(): Trade[]
  pay(trade: Trade, payerId: string): void
  close(trade: Trade): void
  finish(trade: Trade): void
}

/** Makes the book; `announce` is called at each change of state. */
export function createTrades(
  clock: Clock,
  numbers: Numbers,
  announce: (trade: Trade, event: BgcpayTradeEvent) => void,
): Trades {
  const orders = new Map<string, Map<string, Trade>>()
  const numbered = new Map<string, Trade>()

  const trades: Trades = {
    open(order) {
      const createdAt = clock.now()
      const tradeNo = `${dayOf(createdAt)}11001${numbers.unique(15)}`
      const trade: Trade = {
        ...order,
        tradeNo,
        createdAt,
        status: 'WAIT_BUYER_PAY',
        payerId: undefined,
        paidAt: undefined,
      }
      const own = orders.get(order.appId) ?? new Map<string, Trade>()
      orders.set(order.appId, own.set(order.outTradeNo, trade))
      numbered.set(tradeNo, trade)
      if (order.deadline !== undefined) clock.schedule(order.deadline, () => trades.close(trade))
      announce(trade, 'waiting')
      return trade
    },
    byOrder: (appId, outTradeNo) => orders.get(appId)?.get(outTradeNo),
    byTradeNo(appId, tradeNo) {
      const trade = numbered.get(tradeNo)
      return trade?.appId === appId ? trade : undefined
    },
    all: () => [...numbered.values()],
    pay(trade, payerId) {
      trade.status = 'TRADE_SUCCESS'
      trade.payerId = payerId
      trade.paidAt = clock.now()
      announce(trade, 'paid')
    },
    close(trade) {
      if (trade.status !== 'WAIT_BUYER_PAY') return
      trade.status = 'TRADE_CLOSED'
      announce(trade, 'closed')
    },
    finish(trade) {
      trade.status = 'TRADE_FINISHED'
      announce(trade, 'finished')
    },
  }
  return trades
}
