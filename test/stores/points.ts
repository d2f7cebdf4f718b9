/** Where a process may die during a delivery. */
import type { NotificationStore, TransactionalStore } from '../../src/index.ts'
import { PATIENCE } from '../support/patience.ts'
import { type Answer, deliverUntilAcknowledged, type Shop } from './deliveries.ts'

export type Point =
  | 'claimed'
  | 'after the effect'
  | 'finished'
  | 'inside the transaction'
  | 'after the transaction'

/** What must be true after the next deliveries: how often it was counted, and whether they had to wait. */
export const POINTS: Readonly<Record<Point, { readonly counted: number; readonly waits: boolean }>> = {
  claimed: { counted: 1, waits: true },
  // The effect and the mark are in two places: what such a crash leads to is a second count.
  'after the effect': { counted: 2, waits: true },
  finished: { counted: 1, waits: false },
  'inside the transaction': { counted: 1, waits: false },
  'after the transaction': { counted: 1, waits: false },
}

/** The lease of a shop that dies, in milliseconds. */
export const LEASE = 1500

/** What the next deliveries lead to. */
export interface Aftermath {
  /** How many it took until the notification was acknowledged. */
  readonly attempts: number
  /** When the first was answered, in milliseconds since 1970. */
  readonly first: number
  readonly counted: number
  /** The answer to one more delivery. */
  readonly repeat: Answer
  readonly countedAfterRepeat: number
}

/** Delivers until it is acknowledged, and once more. */
export async function aftermath(
  deliver: () => Promise<Answer>,
  counted: () => Promise<number>,
): Promise<Aftermath> {
  let first: number | undefined
  const attempts = await deliverUntilAcknowledged(async () => {
    const answer = await deliver()
    first ??= Date.now()
    return answer
  })
  return {
    attempts,
    first: first ?? 0,
    counted: await counted(),
    repeat: await deliver(),
    countedAfterRepeat: await counted(),
  }
}

/** A shop that says when it is at the point, and then does nothing any more. */
export function holding<Transaction>(shop: Shop<Transaction>, point: Point): Shop<Transaction> {
  const here = async (): Promise<never> => {
    console.log(`holding ${point}`)
    // A timer keeps the process alive; it is killed long before.
    await new Promise(resolve => setTimeout(resolve, PATIENCE))
    throw new Error('nobody came')
  }
  const { store } = shop
  return {
    store:
      'once' in store
        ? heldOnce(store, point === 'after the transaction' ? here : undefined)
        : heldFinish(store, point === 'finished' ? here : undefined),
    count: async (order, transaction) => {
      if (point === 'claimed') await here()
      await shop.count(order, transaction)
      if (point === 'after the effect' || point === 'inside the transaction') await here()
    },
  }
}

function heldOnce<Transaction>(
  store: TransactionalStore<Transaction>,
  here: (() => Promise<never>) | undefined,
): TransactionalStore<Transaction> {
  return {
    once: async (id, work) => {
      const state = await store.once(id, work)
      await here?.()
      return state
    },
  }
}

function heldFinish(store: NotificationStore, here: (() => Promise<never>) | undefined): NotificationStore {
  return {
    ...store,
    finish: async (id, token) => {
      const finished = await store.finish(id, token)
      await here?.()
      return finished
    },
  }
}
