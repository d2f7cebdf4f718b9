/** The trades of all apps and the only ways in which they change state. */

import type { Clock } from '../clock.ts'
import type { Numbers } from '../random.ts'
import type { SignType } from '../signing.ts'
import { dayOf } from '../times.ts'

/** The states of a trade: waiting, paid, closed (unpaid or refunded in full), paid and final. */
export type TradeStatus = 'WAIT_BUYER_PAY' | 'TRADE_SUCCESS' | 'TRADE_CLOSED' | 'TRADE_FINISHED'

/** What may be told to `notify_url`, in the words of zhifu's `tradeEvent`. */
export type TradeEvent = 'waiting' | 'paid' | 'refunded' | 'closed' | 'finished'

/** Who pays. */
export interface Payer {
  readonly id: string
  readonly logonId: string
  /** Who it is to one app; such a payer is told by it instead of by `id`. */
  readonly openId?: string
}

/** What a merchant asks for; a repeat of the order must say the same. */
export interface Order {
  readonly appId: string
  /** The app of the merchant that is acted for; the same as `appId` where nobody is. */
  readonly authAppId: string
  readonly outTradeNo: string
  readonly subject: string
  readonly body: string
  /** In cents. */
  readonly amount: bigint
  readonly sellerId: string
  readonly passbackParams: string
  readonly notifyUrl: string
  /** How notifications about it are written and signed: as the request was. */
  readonly charset: string
  readonly signType: SignType
  /** When an unpaid order closes, in milliseconds since 1970. */
  readonly deadline: number
}

/** What a merchant asks back. */
export interface RefundOrder {
  readonly number: string
  /** In cents. */
  readonly amount: bigint
  readonly reason?: string
  /** Whether the merchant wants to hear of money that goes back to a bank card. */
  readonly tellsDepositBack?: boolean
}

/** How a refund to a bank card ended: on the card (`S`), or in the payer's Alipay balance instead (`F`). */
export interface DepositBack {
  readonly status: 'S' | 'F'
  readonly time: Date
}

/** Money that went back. */
export interface Refund extends Required<RefundOrder> {
  /** All refunds of the trade up to this one, in cents. */
  readonly total: bigint
  readonly time: Date
  depositBack: DepositBack | undefined
}

/** How a payer came to the cashier, and where it leads back to. */
export interface Visit {
  /** The method that opened the page: `alipay.trade.wap.pay`. */
  readonly method: string
  /** Where a payer goes who has paid; empty when there is no such place. */
  readonly returnUrl: string
  /** Where a payer goes who gives up; empty when there is no such place. */
  readonly quitUrl: string
}

/** What cancelling did to a trade, in the words of `action`. */
export type CancelAction = 'close' | 'refund'

/** An order and what became of it. */
export interface Trade extends Order {
  readonly tradeNo: string
  readonly createdAt: Date
  status: TradeStatus
  payer: Payer | undefined
  paidAt: Date | undefined
  endedAt: Date | undefined
  visit: Visit | undefined
  cancelled: CancelAction | undefined
  readonly refunds: Map<string, Refund>
  /** The sum of the refunds, in cents. */
  refunded: bigint
}

/** Looks trades up and changes them. Nothing of one app is ever seen through another. */
export interface Trades {
  open(order: Order): Trade
  byOrder(appId: string, outTradeNo: string): Trade | undefined
  byTradeNo(appId: string, tradeNo: string): Trade | undefined
  all(): Trade[]
  pay(trade: Trade, payer: Payer): void
  close(trade: Trade): void
  finish(trade: Trade): void
  refund(trade: Trade, order: RefundOrder): Refund
}

/** Makes the book; `announce` is called at each change of state and each refund. */
export function createTrades(
  clock: Clock,
  numbers: Numbers,
  refundPeriod: number,
  announce: (trade: Trade, event: TradeEvent, refund?: Refund) => void,
): Trades {
  const orders = new Map<string, Map<string, Trade>>()
  const numbered = new Map<string, Trade>()

  function end(trade: Trade, status: 'TRADE_CLOSED' | 'TRADE_FINISHED'): void {
    trade.status = status
    trade.endedAt = clock.now()
  }

  const trades: Trades = {
    open(order) {
      const createdAt = clock.now()
      const trade: Trade = {
        ...order,
        tradeNo: `${dayOf(createdAt)}22001${numbers.unique(15)}`,
        createdAt,
        status: 'WAIT_BUYER_PAY',
        payer: undefined,
        paidAt: undefined,
        endedAt: undefined,
        visit: undefined,
        cancelled: undefined,
        refunds: new Map(),
        refunded: 0n,
      }
      const own = orders.get(order.appId) ?? new Map<string, Trade>()
      orders.set(order.appId, own.set(order.outTradeNo, trade))
      numbered.set(trade.tradeNo, trade)
      clock.schedule(order.deadline, () => trades.close(trade))
      announce(trade, 'waiting')
      return trade
    },
    byOrder: (appId, outTradeNo) => orders.get(appId)?.get(outTradeNo),
    byTradeNo(appId, tradeNo) {
      const trade = numbered.get(tradeNo)
      return trade?.appId === appId ? trade : undefined
    },
    all: () => [...numbered.values()],
    pay(trade, payer) {
      if (trade.status !== 'WAIT_BUYER_PAY') return
      trade.status = 'TRADE_SUCCESS'
      trade.payer = payer
      trade.paidAt = clock.now()
      clock.schedule(trade.paidAt.getTime() + refundPeriod, () => trades.finish(trade))
      announce(trade, 'paid')
    },
    close(trade) {
      if (trade.status !== 'WAIT_BUYER_PAY') return
      end(trade, 'TRADE_CLOSED')
      announce(trade, 'closed')
    },
    finish(trade) {
      if (trade.status !== 'TRADE_SUCCESS') return
      end(trade, 'TRADE_FINISHED')
      announce(trade, 'finished')
    },
    refund(trade, order) {
      trade.refunded += order.amount
      const refund: Refund = {
        reason: '',
        tellsDepositBack: false,
        ...order,
        total: trade.refunded,
        time: clock.now(),
        depositBack: undefined,
      }
      trade.refunds.set(refund.number, refund)
      if (trade.refunded === trade.amount) end(trade, 'TRADE_CLOSED')
      announce(trade, 'refunded', refund)
      return refund
    },
  }
  return trades
}
