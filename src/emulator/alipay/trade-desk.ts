/** The payer's and the bank's side of trades, in the tester's hands. */
import { fromCents } from '../../message/amount.ts'
import type { Deliveries } from '../delivery.ts'
import type { Numbers } from '../random.ts'
import type { App, Bank } from './call.ts'
import type { Cashier } from './cashier.ts'
import { createFinder } from './finder.ts'
import { depositBackNotification } from './notify.ts'
import { tradeFor } from './order.ts'
import type { Seals } from './seals.ts'
import type { AlipayEmulator, TradeSnapshot } from './surface.ts'
import type { Trade, TradeStatus } from './trades.ts'

/** What a desk works with. */
export interface TradeDeskParts {
  readonly apps: ReadonlyMap<string, App>
  readonly bank: Bank
  readonly cashier: Cashier
  readonly deliveries: Deliveries
  readonly seals: Seals
  readonly numbers: Numbers
}

/** The part of the surface that is about trades. */
export type TradeDesk = Pick<
  AlipayEmulator,
  'issuePayerCode' | 'pay' | 'close' | 'finish' | 'depositBack' | 'trade' | 'trades'
>

/** Makes the desk. */
export function createTradeDesk(parts: TradeDeskParts): TradeDesk {
  const { apps, bank, cashier, deliveries, seals, numbers } = parts
  const { clock, trades, offers, codes } = bank
  const orders = createFinder('order', clock, [...apps.keys()], trades.byOrder)

  function onlyIn(status: TradeStatus, outTradeNo: string, appId?: string): Trade {
    const trade = orders.only(outTradeNo, appId)
    if (trade.status !== status)
      throw new RangeError(`the order ${outTradeNo} is ${trade.status}, not ${status}`)
    return trade
  }

  /** Who pays an order behind a QR code scans it first. */
  function scan(outTradeNo: string, appId?: string): void {
    clock.catchUp()
    for (const owner of appId === undefined ? apps.keys() : [appId]) {
      const offer = offers.byOrder(owner, outTradeNo)
      if (offer !== undefined) tradeFor(offer.order, bank)
    }
  }

  return {
    issuePayerCode: (terms = {}) => codes.issue(terms),
    async pay(outTradeNo, appId) {
      scan(outTradeNo, appId)
      return cashier.pay(onlyIn('WAIT_BUYER_PAY', outTradeNo, appId))
    },
    close: (outTradeNo, appId) => trades.close(onlyIn('WAIT_BUYER_PAY', outTradeNo, appId)),
    finish: (outTradeNo, appId) => trades.finish(onlyIn('TRADE_SUCCESS', outTradeNo, appId)),
    depositBack(outTradeNo, outRequestNo, { status = 'S', appId } = {}) {
      const trade = orders.only(outTradeNo, appId)
      const app = apps.get(trade.appId)
      const refund = trade.refunds.get(outRequestNo)
      if (refund === undefined) throw new RangeError(`the order ${outTradeNo} has no refund ${outRequestNo}`)
      if (refund.depositBack !== undefined)
        throw new RangeError(`the refund ${outRequestNo} has ended already`)
      refund.depositBack = { status, time: clock.now() }
      if (!refund.tellsDepositBack || app === undefined || app.appGateway === '') return
      deliveries.send(depositBackNotification(app, trade, refund, refund.depositBack, numbers, seals))
    },
    trade(outTradeNo, appId) {
      const trade = orders.find(outTradeNo, appId)
      return trade === null ? null : snapshot(trade)
    },
    trades() {
      clock.catchUp()
      return trades.all().map(snapshot)
    },
  }
}

function snapshot(trade: Trade): TradeSnapshot {
  return {
    appId: trade.appId,
    outTradeNo: trade.outTradeNo,
    tradeNo: trade.tradeNo,
    status: trade.status,
    subject: trade.subject,
    totalAmount: fromCents(trade.amount),
    refundedAmount: fromCents(trade.refunded),
    sellerId: trade.sellerId,
    buyerId: trade.payer?.id ?? null,
    createdAt: trade.createdAt,
    paidAt: trade.paidAt ?? null,
    deadline: new Date(trade.deadline),
  }
}
