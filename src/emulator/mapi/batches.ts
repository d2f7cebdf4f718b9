/** The batches of all partners, and who owns what. All sums are integer cents. */
import { toCents } from '../../message/amount.ts'
import type { Clock } from '../clock.ts'
import type { Numbers } from '../random.ts'
import type { MapiSignType, Seal } from './signing.ts'
import type { MapiEmulatorPartner, MapiEmulatorPayee } from './surface.ts'

/** A partner that the gateway knows. */
export interface Partner extends Pick<MapiEmulatorPartner, 'partner' | 'email' | 'accountName'> {
  readonly state: 'normal' | 'blocked' | 'no-batches'
  readonly seals: ReadonlyMap<MapiSignType, Seal>
  /** In cents; undefined for endless means. */
  balance: bigint | undefined
  /** In cents. */
  readonly mostPerTransfer: bigint | undefined
}

/** One transfer and what became of it. */
export interface Transfer {
  readonly serial: string
  readonly account: string
  readonly name: string
  /** In cents. */
  readonly amount: bigint
  /** Set when the batch has ended. */
  result?: { readonly reason: string | null; readonly number: string }
}

/** What a partner asks for. */
export interface BatchOrder {
  readonly partner: Partner
  readonly batchNo: string
  readonly transfers: readonly Transfer[]
  /** Empty when the partner gave none. */
  readonly notifyUrl: string
  readonly signType: MapiSignType
  readonly charset: string
}

/** A batch and how far it is. */
export interface Batch extends BatchOrder {
  status: 'unconfirmed' | 'accepted' | 'settled'
  settledAt?: Date
}

/** Keeps batches and ends them. */
export interface Batches {
  /** Takes a batch; a confirmed one is paid after a while. */
  open(order: BatchOrder, status: 'unconfirmed' | 'accepted'): Batch
  /** The payer's password. */
  confirm(batch: Batch): void
  settle(batch: Batch): void
  byNumber(partner: Partner, batchNo: string): Batch | undefined
  /** Whether a partner has used a serial in any batch. */
  knowsSerial(partner: Partner, serial: string): boolean
  all(): readonly Batch[]
}

/** Makes the book; `announce` is called when a batch has ended. */
export function createBatches(
  clock: Clock,
  numbers: Numbers,
  payees: readonly MapiEmulatorPayee[] | undefined,
  settlesAfter: number,
  announce: (batch: Batch) => void,
): Batches {
  const all: Batch[] = []
  const byNumber = new Map<string, Batch>()
  const serials = new Set<string>()
  const payeesByAccount = payees && new Map(payees.map(payee => [payee.account, payee]))
  const key = (partner: Partner, number: string): string => `${partner.partner} ${number}`

  function refusal({ account, name, amount }: Transfer, partner: Partner): string | null {
    const payee = payeesByAccount?.get(account)
    if (payeesByAccount !== undefined && payee === undefined) return 'USER_NOT_EXIST'
    if (payee !== undefined && payee.name !== name) return 'ACCOUNT_NOT_MATCH'
    if (payee?.state === 'blocked') return 'USER_BLOCKED'
    if (payee?.state === 'failing') return 'TXN_RESULT_TRANSFER_OUT_CAN_NOT_EQUAL_IN'
    if (partner.balance === undefined) return null
    if (partner.balance < amount) return 'NOT_ENOUGH_AMOUNT'
    partner.balance -= amount
    return null
  }

  const schedule = (batch: Batch): void => {
    clock.schedule(clock.now().getTime() + settlesAfter, () => batches.settle(batch))
  }

  const batches: Batches = {
    open(order, status) {
      const batch: Batch = { ...order, status }
      all.push(batch)
      byNumber.set(key(order.partner, order.batchNo), batch)
      for (const { serial } of order.transfers) serials.add(key(order.partner, serial))
      if (status === 'accepted') schedule(batch)
      return batch
    },
    confirm(batch) {
      batch.status = 'accepted'
      schedule(batch)
    },
    settle(batch) {
      if (batch.status !== 'accepted') return
      for (const transfer of batch.transfers) {
        const day = clock.now().toISOString().slice(0, 10).replaceAll('-', '')
        transfer.result = { reason: refusal(transfer, batch.partner), number: `${day}${numbers.unique(12)}` }
      }
      batch.status = 'settled'
      batch.settledAt = clock.now()
      announce(batch)
    },
    byNumber: (partner, batchNo) => byNumber.get(key(partner, batchNo)),
    knowsSerial: (partner, serial) => serials.has(key(partner, serial)),
    all: () => all,
  }
  return batches
}

/** Cents of a setting in yuan. @throws {RangeError} for what is no decimal text. */
export function centsOf(setting: string | undefined): bigint | undefined {
  return setting === undefined ? undefined : toCents(setting)
}
