/** The batches of all partners, and who owns what. All sums are integer cents. */
import type { Clock } from '../clock.ts'
import type { Numbers } from '../random.ts'
import { dayOf } from '../times.ts'
import type { MapiSignType, Seal } from './signing.ts'
import type { MapiBatchStatus, MapiEmulatorPartner, MapiEmulatorPayee } from './surface.ts'

/** A partner that the gateway knows. */
export interface Partner extends Pick<MapiEmulatorPartner, 'partner' | 'email' | 'accountName'> {
  readonly state: 'normal' | 'blocked' | 'no-batches'
  readonly seals: ReadonlyMap<MapiSignType, Seal>
  /** In cents; undefined for endless means. */
  balance: bigint | undefined
  /** In cents. */
  readonly mostPerTransfer: bigint | undefined
}

/** One transfer as it was asked for. */
export interface TransferOrder {
  readonly serial: string
  readonly account: string
  readonly name: string
  /** In cents. */
  readonly amount: bigint
  readonly note: string
}

/** One transfer and what became of it. */
export interface Transfer extends TransferOrder {
  /** Set when the batch has ended; without a reason it was paid. */
  result?: { readonly reason: string | undefined; readonly number: string }
}

/** What a partner asks for. */
export interface BatchOrder {
  readonly partner: Partner
  readonly batchNo: string
  readonly transfers: readonly TransferOrder[]
  /** Empty when the partner gave none. */
  readonly notifyUrl: string
  readonly signType: MapiSignType
  readonly charset: string
  /** The text that was signed, by which a repeated request is told from another one. */
  readonly text: string
}

/** A batch and how far it is. */
export interface Batch extends BatchOrder {
  readonly transfers: readonly Transfer[]
  status: MapiBatchStatus
  settledAt: Date | undefined
}

/** Keeps batches and ends them. */
export interface Batches {
  /** Takes a batch; one that needs no confirmation is paid after a while. */
  open(order: BatchOrder, status: 'unconfirmed' | 'accepted'): Batch
  /** The payer's password: the batch is paid after a while. */
  confirm(batch: Batch): void
  /** Pays what can be paid. What has ended, or is not confirmed, stays as it is. */
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
  const known = payees && new Map(payees.map(payee => [payee.account, payee]))
  const key = ({ partner }: Partner, number: string): string => `${partner} ${number}`

  /** Why a transfer fails, whatever the payer owns. */
  function refusal({ account, name }: Transfer): string | undefined {
    if (known === undefined) return undefined
    const payee = known.get(account)
    if (payee === undefined) return 'USER_NOT_EXIST'
    if (payee.name !== name) return 'ACCOUNT_NOT_MATCH'
    if (payee.state === 'blocked') return 'USER_BLOCKED'
    return payee.state === 'failing' ? 'TXN_RESULT_TRANSFER_OUT_CAN_NOT_EQUAL_IN' : undefined
  }

  function pay(transfer: Transfer, partner: Partner): string | undefined {
    const reason = refusal(transfer)
    if (reason !== undefined || partner.balance === undefined) return reason
    if (partner.balance < transfer.amount) return 'NOT_ENOUGH_AMOUNT'
    partner.balance -= transfer.amount
    return undefined
  }

  const batches: Batches = {
    open(order, status) {
      const transfers = order.transfers.map(transfer => ({ ...transfer }))
      const batch: Batch = { ...order, transfers, status: 'unconfirmed', settledAt: undefined }
      all.push(batch)
      byNumber.set(key(order.partner, order.batchNo), batch)
      for (const { serial } of order.transfers) serials.add(key(order.partner, serial))
      if (status === 'accepted') batches.confirm(batch)
      return batch
    },
    confirm(batch) {
      if (batch.status !== 'unconfirmed') return
      batch.status = 'accepted'
      clock.schedule(clock.now().getTime() + settlesAfter, () => batches.settle(batch))
    },
    settle(batch) {
      if (batch.status !== 'accepted') return
      const now = clock.now()
      for (const transfer of batch.transfers) {
        const number = `${dayOf(now)}${numbers.unique(12)}`
        transfer.result = { reason: pay(transfer, batch.partner), number }
      }
      batch.status = 'settled'
      batch.settledAt = now
      announce(batch)
    },
    byNumber: (partner, batchNo) => byNumber.get(key(partner, batchNo)),
    knowsSerial: (partner, serial) => serials.has(key(partner, serial)),
    all: () => all,
  }
  return batches
}
