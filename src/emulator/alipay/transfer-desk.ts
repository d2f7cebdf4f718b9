/** The payee's and the bank's side of transfers, in the tester's hands. */
import { fromCents } from '../../message/amount.ts'
import type { App, Bank } from './call.ts'
import { createFinder } from './finder.ts'
import type { Transfer, TransferStatus } from './transfers.ts'

/** A transfer as it is at this moment. */
export interface TransferSnapshot {
  /** The app that sent it: `2014072300007148`. */
  readonly appId: string
  /** The merchant's number: `SALARY-1`. */
  readonly outBizNo: string
  /** The gateway's number: `20260101110070…`. */
  readonly orderId: string
  /** `SUCCESS` once it is there, `DEALING` on its way to a bank, `REFUND` when the bank sent it back. */
  readonly status: TransferStatus
  /** In yuan: `88.88`. */
  readonly amount: string
  /** The payee, as the merchant named it: `2088101117955611`. */
  readonly payee: string
  /** When it was sent. */
  readonly sentAt: Date
}

/** What becomes of transfers. */
export interface TransferDesk {
  /**
   * Sends back what a bank has not booked yet: `REFUND`. Left alone, it arrives two hours after it was sent.
   *
   * @throws {RangeError} when there is no such transfer, when it is not on its way to a bank, or when several
   *   apps have it and none is named.
   */
  giveBack(outBizNo: string, appId?: string): void
  /** The transfer with a number; null when there is none, or several apps have it and none is named. */
  find(outBizNo: string, appId?: string): TransferSnapshot | null
  /** All transfers, in the order in which they were sent. */
  all(): TransferSnapshot[]
}

/** Makes the desk. */
export function createTransferDesk(apps: ReadonlyMap<string, App>, { clock, transfers }: Bank): TransferDesk {
  const orders = createFinder('transfer', clock, [...apps.keys()], transfers.byOutBizNo)
  return {
    giveBack(outBizNo, appId) {
      const transfer = orders.only(outBizNo, appId)
      if (transfer.status !== 'DEALING')
        throw new RangeError(`the transfer ${outBizNo} is ${transfer.status}, not DEALING`)
      transfers.giveBack(transfer)
    },
    find(outBizNo, appId) {
      const transfer = orders.find(outBizNo, appId)
      return transfer === null ? null : snapshot(transfer)
    },
    all() {
      clock.catchUp()
      return transfers.all().map(snapshot)
    },
  }
}

function snapshot(transfer: Transfer): TransferSnapshot {
  return {
    appId: transfer.appId,
    outBizNo: transfer.outBizNo,
    orderId: transfer.orderId,
    status: transfer.status,
    amount: fromCents(transfer.amount),
    payee: transfer.identity,
    sentAt: transfer.sentAt,
  }
}
