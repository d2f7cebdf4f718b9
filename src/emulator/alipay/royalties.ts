/** Shares of paid trades that go on to others (分账), and who may get some. */
import type { Clock } from '../clock.ts'
import type { Numbers } from '../random.ts'
import { dayOf } from '../times.ts'
import type { Accounts } from './accounts.ts'
import type { Trade } from './trades.ts'

/** A share of a trade. */
export interface Share {
  readonly type: 'transfer' | 'replenish'
  readonly to: string
  /** How `to` names the receiver: `userId`. */
  readonly toType: string
  readonly from: string
  readonly fromType: string
  /** In cents. */
  readonly amount: bigint
}

/** Shares that were asked for in one call. */
export interface Settlement {
  readonly trade: Trade
  readonly outRequestNo: string
  readonly settleNo: string
  readonly time: Date
  readonly shares: readonly (Share & { readonly detailId: string })[]
  /** Whether nothing of the trade is shared after it. */
  readonly finishes: boolean
}

/** Who may get shares. */
export interface Receiver {
  readonly type: string
  readonly account: string
  readonly name: string
  readonly memo: string
}

/** Shares trades out and remembers it. Nothing of one app is ever seen through another. */
export interface Royalties {
  settle(trade: Trade, outRequestNo: string, shares: readonly Share[], finishes: boolean): Settlement
  byRequest(trade: Trade, outRequestNo: string): Settlement | undefined
  bySettleNo(appId: string, settleNo: string): Settlement | undefined
  /** What others have got of a trade so far, in cents. */
  sharedOf(trade: Trade): bigint
  /** Whether nothing more of a trade is to be shared. */
  isFinished(trade: Trade): boolean
  bind(appId: string, receivers: readonly Receiver[]): void
  unbind(appId: string, receivers: readonly Receiver[]): void
  /** Those who are bound, in the order in which they were. */
  receivers(appId: string): Receiver[]
}

/** Makes the book. */
export function createRoyalties(clock: Clock, numbers: Numbers, accounts: Accounts): Royalties {
  const settled = new Map<Trade, Map<string, Settlement>>()
  const numbered = new Map<string, Settlement>()
  const bound = new Map<string, Map<string, Receiver>>()
  const ofTrade = (trade: Trade) => [...(settled.get(trade)?.values() ?? [])]
  const key = ({ type, account }: Receiver) => `${type} ${account}`

  return {
    settle(trade, outRequestNo, shares, finishes) {
      const time = clock.now()
      const day = dayOf(time)
      const settlement: Settlement = {
        trade,
        outRequestNo,
        settleNo: `${day}10002${numbers.unique(19)}`,
        time,
        shares: shares.map(share => ({ ...share, detailId: `${day}${numbers.unique(16)}` })),
        finishes,
      }
      for (const { from, fromType, to, toType, amount } of shares) {
        if (fromType === 'userId') accounts.add(from, -amount)
        if (toType === 'userId') accounts.add(to, amount)
      }
      const own = settled.get(trade) ?? new Map<string, Settlement>()
      settled.set(trade, own.set(outRequestNo, settlement))
      numbered.set(settlement.settleNo, settlement)
      return settlement
    },
    byRequest: (trade, outRequestNo) => settled.get(trade)?.get(outRequestNo),
    bySettleNo(appId, settleNo) {
      const settlement = numbered.get(settleNo)
      return settlement?.trade.appId === appId ? settlement : undefined
    },
    sharedOf: trade =>
      ofTrade(trade)
        .flatMap(({ shares }) => shares)
        .filter(({ type }) => type === 'transfer')
        .reduce((sum, { amount }) => sum + amount, 0n),
    isFinished: trade => ofTrade(trade).some(({ finishes }) => finishes),
    bind(appId, receivers) {
      const own = bound.get(appId) ?? new Map<string, Receiver>()
      for (const receiver of receivers) own.set(key(receiver), receiver)
      bound.set(appId, own)
    },
    unbind(appId, receivers) {
      for (const receiver of receivers) bound.get(appId)?.delete(key(receiver))
    },
    receivers: appId => [...(bound.get(appId)?.values() ?? [])],
  }
}
