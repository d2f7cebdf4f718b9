/** Money that merchants send to accounts and bank cards, once for each of their numbers. */
import type { Clock } from '../clock.ts'
import type { Numbers } from '../random.ts'
import { dayOf } from '../times.ts'
import type { Accounts } from './accounts.ts'

/** The states of a transfer: arrived, on its way to a bank, come back from it. */
export type TransferStatus = 'SUCCESS' | 'DEALING' | 'REFUND'

/** A bank takes so long to book what arrives. */
const BANK = 2 * 60 * 60 * 1000

/** What is sent to whom; a repeat must say the same. */
export interface TransferOrder {
  readonly appId: string
  readonly payerId: string
  readonly outBizNo: string
  readonly productCode: string
  readonly scene: string
  /** How `identity` names the payee: `ALIPAY_USER_ID`. */
  readonly identityType: string
  readonly identity: string
  /** The payee's name; empty where it is not to be checked. */
  readonly name: string
  /** In cents. */
  readonly amount: bigint
  readonly passbackParams: string
}

/** A transfer and what became of it. */
export interface Transfer extends TransferOrder {
  readonly orderId: string
  readonly fundOrderId: string
  readonly sentAt: Date
  /** When a bank has booked it at the latest; undefined for an account, which has it at once. */
  readonly arrivesBy: Date | undefined
  status: TransferStatus
}

/** Sends money and remembers it. Nothing of one app is ever seen through another. */
export interface Transfers {
  send(order: TransferOrder): Transfer
  byOutBizNo(appId: string, outBizNo: string): Transfer | undefined
  /** By `order_id` or `pay_fund_order_id`. */
  byNumber(appId: string, number: string): Transfer | undefined
  all(): Transfer[]
  /** The bank sends back what it has not booked yet. */
  giveBack(transfer: Transfer): void
}

/** Makes the book. */
export function createTransfers(clock: Clock, numbers: Numbers, accounts: Accounts): Transfers {
  const sent = new Map<string, Map<string, Transfer>>()
  const numbered = new Map<string, Transfer>()

  return {
    send(order) {
      const sentAt = clock.now()
      const toBank = order.identityType === 'BANKCARD_ACCOUNT'
      const day = dayOf(sentAt)
      const transfer: Transfer = {
        ...order,
        orderId: `${day}110070${numbers.unique(18)}`,
        fundOrderId: `${day}110070${numbers.unique(18)}`,
        sentAt,
        arrivesBy: toBank ? new Date(sentAt.getTime() + BANK) : undefined,
        status: toBank ? 'DEALING' : 'SUCCESS',
      }
      accounts.add(order.payerId, -order.amount)
      if (order.identityType === 'ALIPAY_USER_ID') accounts.add(order.identity, order.amount)
      const own = sent.get(order.appId) ?? new Map<string, Transfer>()
      sent.set(order.appId, own.set(order.outBizNo, transfer))
      numbered.set(transfer.orderId, transfer)
      numbered.set(transfer.fundOrderId, transfer)
      if (transfer.arrivesBy !== undefined) {
        clock.schedule(transfer.arrivesBy.getTime(), () => {
          if (transfer.status === 'DEALING') transfer.status = 'SUCCESS'
        })
      }
      return transfer
    },
    byOutBizNo: (appId, outBizNo) => sent.get(appId)?.get(outBizNo),
    byNumber(appId, number) {
      const transfer = numbered.get(number)
      return transfer?.appId === appId ? transfer : undefined
    },
    all: () => [...new Set(numbered.values())],
    giveBack(transfer) {
      if (transfer.status !== 'DEALING') return
      transfer.status = 'REFUND'
      accounts.add(transfer.payerId, transfer.amount)
    },
  }
}
