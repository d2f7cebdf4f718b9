/** Holds what became of a batch against what was sent: every transfer exactly once, or named. */
import { AMOUNT, sameAmount } from '../message/amount.ts'
import type { Batch } from './batch.ts'
import type { TransferRecord } from './records.ts'

/** As much of a batch as its notification is compared with. */
export type SentBatch = Pick<Batch, 'batch_no' | 'transfers'>

/** A transfer that is not what was sent. */
export interface DifferentTransfer {
  /** Your number of it. Example: `0315006`. */
  readonly serial: string
  /** What differs. Example: `['amount']`. */
  readonly fields: readonly ('account' | 'name' | 'amount')[]
}

/** What became of a batch, by the numbers of its transfers. */
export interface Reconciliation {
  /** Paid. */
  readonly paid: readonly string[]
  /** Not paid. */
  readonly failed: readonly string[]
  /** Sent, but not told of: they may come with another notification, and are not known to be paid. */
  readonly missing: readonly string[]
  /** Told of, but not sent. */
  readonly unknown: readonly string[]
  /** Told of more than once. */
  readonly repeated: readonly string[]
  /** Told of, but with another account, name or amount than was sent. */
  readonly different: readonly DifferentTransfer[]
}

/**
 * Compares records with a batch.
 *
 * @throws {TypeError} for a batch that is not what was sent: without its transfers, say.
 */
export function reconcile(
  {
    succeeded,
    failed,
  }: { readonly succeeded: readonly TransferRecord[]; readonly failed: readonly TransferRecord[] },
  batch: SentBatch,
): Reconciliation {
  if (!isSent(batch)) {
    throw new TypeError(
      'expect must give the batch as it was sent: { batch_no, transfers: [{ serial, account, name, amount }] }, all texts',
    )
  }
  const { transfers } = batch
  const sent = new Map(transfers.map(transfer => [transfer.serial, transfer]))
  const told = new Set<string>()
  const repeated = new Set<string>()
  const unknown: string[] = []
  const different: DifferentTransfer[] = []
  for (const record of [...succeeded, ...failed]) {
    const { serial } = record
    if (told.has(serial)) repeated.add(serial)
    told.add(serial)
    const transfer = sent.get(serial)
    if (transfer === undefined) {
      unknown.push(serial)
      continue
    }
    const fields = (['account', 'name'] as const).filter(field => record[field] !== transfer[field])
    const differing = [
      ...fields,
      ...(sameAmount(record.amount, transfer.amount) ? [] : (['amount'] as const)),
    ]
    if (differing.length > 0) different.push({ serial, fields: differing })
  }
  return {
    paid: succeeded.map(({ serial }) => serial),
    failed: failed.map(({ serial }) => serial),
    missing: transfers.map(({ serial }) => serial).filter(serial => !told.has(serial)),
    unknown,
    repeated: [...repeated],
    different,
  }
}

/** For callers whom no compiler holds: a batch from a database may lack its transfers, or hold amounts as numbers. */
function isSent({ batch_no, transfers }: Partial<SentBatch>): boolean {
  const isText = (value: unknown): boolean => typeof value === 'string'
  return (
    isText(batch_no) &&
    Array.isArray(transfers) &&
    transfers.every(sent => TEXTS.every(name => isText(sent?.[name])) && AMOUNT.test(sent.amount))
  )
}

const TEXTS = ['serial', 'account', 'name', 'amount'] as const
