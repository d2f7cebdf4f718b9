/** The payer's side of freezes, in the tester's hands. */
import { fromCents } from '../../message/amount.ts'
import type { App, Bank } from './call.ts'
import { createFinder } from './finder.ts'
import { type Freeze, type FreezeStatus, restOf } from './freezes.ts'
import { cashierPayer } from './payers.ts'

/** A freeze (资金预授权) as it is at this moment. Amounts are in yuan: `500.00`. */
export interface FreezeSnapshot {
  /** The app that it belongs to: `2014072300007148`. */
  readonly appId: string
  /** The merchant's number: `HOTEL-1`. */
  readonly outOrderNo: string
  /** The gateway's number, which taking and releasing name: `2026010110002001…`. */
  readonly authNo: string
  /** Its state: `INIT` as long as the payer did not agree, `AUTHORIZED`, `FINISH` or `CLOSED`. */
  readonly status: FreezeStatus
  /** Whose money it is; null as long as nobody agreed or must confirm: `2088101117955611`. */
  readonly payerId: string | null
  /** What was asked for. */
  readonly amount: string
  /** What was taken by `alipay.trade.pay`. */
  readonly takenAmount: string
  /** What was released. */
  readonly releasedAmount: string
  /** What is still frozen. */
  readonly restAmount: string
}

/** What payers do with freezes. */
export interface FreezeDesk {
  /**
   * Agrees to a freeze as its payer would, in the app or scanning its QR code.
   *
   * @throws {RangeError} when there is no such freeze, when it is not waiting, or when several apps have it and
   *   none is named.
   */
  authorize(outOrderNo: string, appId?: string): void
  /**
   * Lets a freeze that waits close, as when the payer does not agree in time.
   *
   * @throws {RangeError} as {@link FreezeDesk.authorize}.
   */
  close(outOrderNo: string, appId?: string): void
  /** The freeze of an order; null when there is none, or several apps have it and none is named. */
  find(outOrderNo: string, appId?: string): FreezeSnapshot | null
  /** All freezes, in the order in which they were asked for. */
  all(): FreezeSnapshot[]
}

/** Makes the desk. */
export function createFreezeDesk(apps: ReadonlyMap<string, App>, { clock, freezes }: Bank): FreezeDesk {
  const orders = createFinder('freeze', clock, [...apps.keys()], freezes.byOrder)

  function waiting(outOrderNo: string, appId?: string): Freeze {
    const freeze = orders.only(outOrderNo, appId)
    if (freeze.status !== 'INIT')
      throw new RangeError(`the freeze ${outOrderNo} is ${freeze.status}, not INIT`)
    return freeze
  }

  return {
    authorize(outOrderNo, appId) {
      const freeze = waiting(outOrderNo, appId)
      freezes.authorize(freeze, freeze.payer ?? cashierPayer)
    },
    close: (outOrderNo, appId) => freezes.close(waiting(outOrderNo, appId)),
    find(outOrderNo, appId) {
      const freeze = orders.find(outOrderNo, appId)
      return freeze === null ? null : snapshot(freeze)
    },
    all() {
      clock.catchUp()
      return freezes.all().map(snapshot)
    },
  }
}

function snapshot(freeze: Freeze): FreezeSnapshot {
  return {
    appId: freeze.appId,
    outOrderNo: freeze.outOrderNo,
    authNo: freeze.authNo,
    status: freeze.status,
    payerId: freeze.payer?.id ?? null,
    amount: fromCents(freeze.amount),
    takenAmount: fromCents(freeze.taken),
    releasedAmount: fromCents(freeze.released),
    restAmount: fromCents(restOf(freeze)),
  }
}
