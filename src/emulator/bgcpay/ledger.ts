/** Who owns what, and the transfers from merchants to users. All sums are integer cents. */
import { toCents } from '../../message/amount.ts'
import type { Clock } from '../clock.ts'
import type { Numbers } from '../random.ts'
import { dayOf } from '../times.ts'
import type { BgcpayEmulatorApp, BgcpayEmulatorUser } from './surface.ts'

/** A user that the gateway knows. */
export interface User {
  readonly cid: string
  readonly email: string
  readonly displayName: string
  readonly frozen: boolean
  /** Whether the user's payments are taken out of the balance; else the means are endless. */
  readonly limited: boolean
}

/** What a merchant asks for; a repeat of the transfer must say the same. */
export interface TransferOrder {
  readonly appId: string
  readonly outBizNo: string
  readonly currency: string
  /** In cents. */
  readonly amount: bigint
  readonly title: string
  readonly payeeCid: string
  readonly remark: string
}

/** A transfer that was done. */
export interface Transfer extends TransferOrder {
  readonly orderId: string
  readonly time: Date
}

/** The accounts of users and merchants. */
export interface Ledger {
  /** The user with a CID. */
  userByCid(cid: string): User | undefined
  /** The user with an email address, in either case of letters. */
  userByEmail(email: string): User | undefined
  /** Who pays where nobody is named. */
  firstUser(): User | undefined
  /** An owner's cents by currency; undefined for somebody unknown. */
  balance(owner: string): ReadonlyMap<string, bigint> | undefined
  /** Takes a payment from its payer, if known, to the merchant; false when the payer owns too little. */
  pay(payer: User | undefined, appId: string, currency: string, amount: bigint): boolean
  /** Does a transfer; undefined when the merchant owns too little. */
  transfer(order: TransferOrder): Transfer | undefined
  transferByNumber(appId: string, outBizNo: string): Transfer | undefined
  /** The transfer with the gateway's number, whoever's it is. */
  transferByOrderId(orderId: string): Transfer | undefined
  transfers(): Transfer[]
}

/**
 * Opens the accounts.
 *
 * @throws {RangeError} for a balance that is no decimal text.
 */
export function createLedger(
  apps: readonly BgcpayEmulatorApp[],
  users: readonly BgcpayEmulatorUser[],
  clock: Clock,
  numbers: Numbers,
): Ledger {
  const byCid = new Map(users.map(user => [user.cid, readUser(user)]))
  const byEmail = new Map([...byCid.values()].map(user => [user.email.toLowerCase(), user]))
  const accounts = new Map([
    ...users.map(({ cid, balance }) => [cid, readBalance(balance)] as const),
    ...apps.map(({ appId, balance }) => [appId, readBalance(balance)] as const),
  ])
  const byNumber = new Map<string, Transfer>()
  const byOrderId = new Map<string, Transfer>()
  const key = (appId: string, outBizNo: string) => `${appId} ${outBizNo}`

  const owned = (owner: string, currency: string) => accounts.get(owner)?.get(currency) ?? 0n
  function add(owner: string, currency: string, amount: bigint): void {
    accounts.get(owner)?.set(currency, owned(owner, currency) + amount)
  }

  return {
    userByCid: cid => byCid.get(cid),
    userByEmail: email => byEmail.get(email.toLowerCase()),
    firstUser: () => byCid.values().next().value,
    balance: owner => accounts.get(owner),
    pay(payer, appId, currency, amount) {
      if (payer?.limited) {
        if (owned(payer.cid, currency) < amount) return false
        add(payer.cid, currency, -amount)
      }
      add(appId, currency, amount)
      return true
    },
    transfer(order) {
      if (owned(order.appId, order.currency) < order.amount) return undefined
      add(order.appId, order.currency, -order.amount)
      add(order.payeeCid, order.currency, order.amount)
      const time = clock.now()
      const transfer = { ...order, orderId: `${dayOf(time)}110070${numbers.unique(18)}`, time }
      byNumber.set(key(order.appId, order.outBizNo), transfer)
      byOrderId.set(transfer.orderId, transfer)
      return transfer
    },
    transferByNumber: (appId, outBizNo) => byNumber.get(key(appId, outBizNo)),
    transferByOrderId: orderId => byOrderId.get(orderId),
    transfers: () => [...byOrderId.values()],
  }
}

function readUser({ cid, email, displayName, balance, frozen = false }: BgcpayEmulatorUser): User {
  // As document 003 shows it: te*@gmail.com.
  const masked = email.replace(/^(.{0,2})[^@]*/, '$1*')
  return { cid, email, displayName: displayName ?? masked, frozen, limited: balance !== undefined }
}

function readBalance(balance: Readonly<Record<string, string>> = {}): Map<string, bigint> {
  return new Map(Object.entries(balance).map(([currency, amount]) => [currency, toCents(amount)]))
}
