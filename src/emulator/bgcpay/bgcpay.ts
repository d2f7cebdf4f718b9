/** Puts bgcpay's parts together, beside Alipay's and on the same clock. */
import { fromCents, toCents } from '../../message/amount.ts'
import type { Clock } from '../clock.ts'
import type { Deliveries } from '../delivery.ts'
import type { Faults } from '../faults.ts'
import type { Numbers } from '../random.ts'
import type { App } from './call.ts'
import { createGateway } from './gateway.ts'
import { createLedger, type Transfer } from './ledger.ts'
import { tradeNotification } from './notify.ts'
import { createSharedKey } from './signing.ts'
import type {
  BgcpayEmulator,
  BgcpayEmulatorApp,
  BgcpayEmulatorOptions,
  BgcpayTradeSnapshot,
  BgcpayTransferSnapshot,
} from './surface.ts'
import { type BgcpayTradeStatus, createTrades, type Trade } from './trades.ts'

/** The most that the document lets one trade or transfer move. */
const MOST = '100000000'

/** Who pays where nobody is named and no users are known: the payer of the document's sample notification. */
const SOMEBODY = 'Bwewqwi2w932wwxadf22ddaawwxadf22dc'

/** What bgcpay shares with the rest of the emulator. */
export interface SharedParts {
  readonly clock: Clock
  readonly numbers: Numbers
  readonly deliveries: Deliveries
  readonly faults: Faults
}

/**
 * Makes the gateway and its surface.
 *
 * @throws {RangeError} for a balance or limit that is no decimal text.
 */
export function createBgcpayEmulator(
  gateway: string,
  { apps: settings, users = [], notifies = ['paid'] }: BgcpayEmulatorOptions,
  { clock, numbers, deliveries, faults }: SharedParts,
): { answer: (request: Request) => Promise<Response>; surface: BgcpayEmulator } {
  const apps = new Map(settings.map(app => [app.appId, readApp(app)]))
  const ledger = createLedger(settings, users, clock, numbers)
  const trades = createTrades(clock, numbers, (trade, event) => {
    const key = apps.get(trade.appId)?.key
    if (key === undefined || trade.notifyUrl === '' || !notifies.includes(event)) return
    deliveries.send(tradeNotification(trade, key, numbers))
  })

  function find(outTradeNo: string, appId?: string): Trade[] {
    clock.catchUp()
    const owners = appId === undefined ? [...apps.keys()] : [appId]
    return owners.map(owner => trades.byOrder(owner, outTradeNo)).filter(trade => trade !== undefined)
  }

  function onlyIn(status: BgcpayTradeStatus, outTradeNo: string, appId?: string): Trade {
    const [trade, ...others] = find(outTradeNo, appId)
    if (trade === undefined) throw new RangeError(`there is no order ${outTradeNo}`)
    if (others.length > 0) throw new RangeError(`several apps have an order ${outTradeNo}: name the app`)
    if (trade.status !== status)
      throw new RangeError(`the order ${outTradeNo} is ${trade.status}, not ${status}`)
    return trade
  }

  const surface: BgcpayEmulator = {
    gateway,
    pay(outTradeNo, payerCid, appId) {
      const trade = onlyIn('WAIT_BUYER_PAY', outTradeNo, appId)
      const payer = payerCid === undefined ? ledger.firstUser() : ledger.userByCid(payerCid)
      if (payerCid !== undefined && payer === undefined) throw new RangeError(`there is no user ${payerCid}`)
      if (!ledger.pay(payer, trade.appId, trade.currency, trade.amount)) {
        throw new RangeError(`the payer owns less than ${fromCents(trade.amount)} ${trade.currency}`)
      }
      trades.pay(trade, payer?.cid ?? SOMEBODY)
    },
    close: (outTradeNo, appId) => trades.close(onlyIn('WAIT_BUYER_PAY', outTradeNo, appId)),
    finish: (outTradeNo, appId) => trades.finish(onlyIn('TRADE_SUCCESS', outTradeNo, appId)),
    trade(outTradeNo, appId) {
      const [trade, ...others] = find(outTradeNo, appId)
      return trade === undefined || others.length > 0 ? null : tradeSnapshot(trade)
    },
    trades() {
      clock.catchUp()
      return trades.all().map(tradeSnapshot)
    },
    transfers: () => ledger.transfers().map(transferSnapshot),
    balance(owner) {
      const sums = ledger.balance(owner)
      if (sums === undefined) throw new RangeError(`there is no user or app ${owner}`)
      return Object.fromEntries(Array.from(sums, ([currency, cents]) => [currency, fromCents(cents)]))
    },
  }
  return { answer: createGateway(apps, { clock, trades, ledger }, faults), surface }
}

function readApp(app: BgcpayEmulatorApp): App {
  const { appId, key, join = 'append', hex = 'lower', replies = 'unsigned', limits, methods } = app
  return {
    appId,
    hasKey: key !== '',
    key: createSharedKey(key, join, hex),
    replies,
    currencies: app.currencies ?? ['USDT', 'AEDB'],
    methods,
    mostPerTrade: toCents(limits?.trade ?? MOST),
    mostPerTransfer: toCents(limits?.transfer ?? MOST),
    state: app.state ?? 'online',
  }
}

function tradeSnapshot(trade: Trade): BgcpayTradeSnapshot {
  return {
    appId: trade.appId,
    outTradeNo: trade.outTradeNo,
    tradeNo: trade.tradeNo,
    status: trade.status,
    currency: trade.currency,
    totalAmount: fromCents(trade.amount),
    subject: trade.subject,
    payerId: trade.payerId ?? null,
    createdAt: trade.createdAt,
    paidAt: trade.paidAt ?? null,
    deadline: trade.deadline === undefined ? null : new Date(trade.deadline),
  }
}

function transferSnapshot(transfer: Transfer): BgcpayTransferSnapshot {
  const { appId, outBizNo, orderId, currency, amount, title, payeeCid, time } = transfer
  return { appId, outBizNo, orderId, currency, amount: fromCents(amount), title, payeeCid, time }
}
