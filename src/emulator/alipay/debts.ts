/** What users owe Alipay for orders that it advanced the money for (先享后付). */
import { toCents } from '../../message/amount.ts'
import type { Clock } from '../clock.ts'
import type { Numbers } from '../random.ts'
import { dayOf } from '../times.ts'

/** Money that was advanced and not paid back. */
export interface Debt {
  readonly orderId: string
  /** In cents. */
  readonly amount: bigint
}

/** Who owes what. */
export interface Debts {
  of(userId: string): readonly Debt[]
  /** @throws {RangeError} for what is no amount. */
  add(userId: string, yuan: string): void
}

/** Makes the list. */
export function createDebts(clock: Clock, numbers: Numbers): Debts {
  const owed = new Map<string, Debt[]>()
  const of = (userId: string) => owed.get(userId) ?? []
  return {
    of,
    add(userId, yuan) {
      const orderId = `${dayOf(clock.now())}00263001${numbers.unique(16)}`
      owed.set(userId, [...of(userId), { orderId, amount: toCents(yuan) }])
    },
  }
}
