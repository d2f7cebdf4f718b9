/** What every store must hold. No test framework and nothing of one runtime: each case throws, or it holds. */
import type { Claim, NotificationStore } from '../../src/index.ts'
import {
  type Answer,
  deliver,
  deliverUntilAcknowledged,
  freshOrder,
  notification,
  pause,
} from './deliveries.ts'

/** A store under test. */
export interface StoreSubject {
  /** Two workers that share what is remembered; each with a connection of its own, where there are any. */
  readonly workers: readonly [NotificationStore, NotificationStore]
  /** Whose clock measures leases. */
  readonly clock: 'database' | 'caller'
  /** A worker whose clock is off by this; only where the caller's clock counts. */
  readonly skewed?: (milliseconds: number) => NotificationStore
}

/** What a handler in a transaction does: counts; counts and throws; counts and runs a statement that fails. */
export type Deed = 'count' | 'throw' | 'break'

/** A store with transactions under test, together with the shop that uses it. */
export interface TransactionalSubject {
  /** One delivery through `handleNotify`. */
  deliver(body: string, deed: Deed): Promise<Answer>
  /** How often an order was counted, which in this shop is not idempotent. */
  counted(order: string): Promise<number>
}

/** A case of the contract. */
export interface Case<Subject> {
  readonly name: string
  run(subject: Subject): Promise<void>
}

const LONG = { lease: 60_000 }
const SHORT = { lease: 40 }

export const storeContract: readonly Case<StoreSubject>[] = [
  {
    name: 'of 64 claims at once one is fresh, the others are busy',
    async run({ workers }) {
      for (let round = 0; round < 5; round++) {
        const id = freshId()
        const claims = await times(64, n => worker(workers, n).claim(id, LONG))
        equal(countOf(claims, 'fresh'), 1, 'fresh')
        equal(countOf(claims, 'busy'), 63, 'busy')
      }
    },
  },
  {
    name: 'what is finished is done for everyone, and stays so',
    async run({ workers: [one, other] }) {
      const id = freshId()
      const token = await fresh(one, id)
      equal(await one.finish(id, token), true, 'finish')
      const claims = await times(32, n => worker([one, other], n).claim(id, LONG))
      equal(countOf(claims, 'done'), 32, 'done')
      equal(await one.finish(id, token), false, 'finish again')
      await one.release(id, token)
      equal(await other.claim(id, LONG), { state: 'done' }, 'a claim after a late release')
    },
  },
  {
    name: 'what is released is fresh for the next',
    async run({ workers: [one, other] }) {
      const id = freshId()
      await one.release(id, await fresh(one, id))
      await fresh(other, id)
    },
  },
  {
    name: 'another token neither finishes nor releases',
    async run({ workers: [one, other] }) {
      const id = freshId()
      const token = await fresh(one, id)
      for (const wrong of [crypto.randomUUID(), '', '%', 'done', `${token} `]) {
        equal(await other.finish(id, wrong), false, `finish with ${JSON.stringify(wrong)}`)
        await other.release(id, wrong)
      }
      equal(await other.claim(id, LONG), { state: 'busy' }, 'a claim meanwhile')
      equal(await other.finish(id, token), true, 'finish with the token, by whoever has it')
    },
  },
  {
    name: 'nothing finishes or releases what nobody claimed',
    async run({ workers: [one] }) {
      const id = freshId()
      equal(await one.finish(id, crypto.randomUUID()), false, 'finish')
      await one.release(id, crypto.randomUUID())
      await fresh(one, id)
    },
  },
  {
    name: 'after its lease a claim is taken over by one of many, and the first can no longer finish or release',
    async run({ workers }) {
      const id = freshId()
      const [one, other] = workers
      const first = await fresh(one, id, SHORT)
      await pause(SHORT.lease + 30)
      const claims = await times(64, n => worker(workers, n).claim(id, LONG))
      equal(countOf(claims, 'fresh'), 1, 'fresh')
      equal(countOf(claims, 'busy'), 63, 'busy')
      const second = claims.find(claim => claim.state === 'fresh')
      await one.release(id, first)
      equal(await other.claim(id, LONG), { state: 'busy' }, 'a claim after the first released')
      equal(await one.finish(id, first), false, 'finish by the first')
      equal(await other.finish(id, second?.state === 'fresh' ? second.token : ''), true, 'by the second')
      equal(await one.finish(id, first), false, 'finish by the first, after the second')
      equal(await one.claim(id, LONG), { state: 'done' }, 'at last')
    },
  },
  {
    name: 'a token is still good after its lease while nobody took over: the work was done',
    async run({ workers: [one, other] }) {
      const id = freshId()
      const token = await fresh(one, id, SHORT)
      await pause(SHORT.lease + 30)
      equal(await one.finish(id, token), true, 'finish')
      equal(await other.claim(id, LONG), { state: 'done' }, 'a claim afterwards')
    },
  },
  {
    name: 'ids are values: quotes, percent signs, NULs’ neighbours and other scripts are told apart',
    async run({ workers: [one, other] }) {
      const base = freshId()
      const odd = [
        "'; DROP TABLE zhifu_notifications; --",
        '"',
        '%',
        '_',
        '\\',
        '鏈付',
        '\u0001',
        ' ',
        'A',
        'a',
      ]
      const ids = [...odd.map(end => base + end), base.repeat(5)]
      for (const id of ids) await fresh(one, id)
      for (const id of ids) equal(await other.claim(id, LONG), { state: 'busy' }, JSON.stringify(id))
    },
  },
  {
    name: '64 deliveries at once: handled once, and in the end all are acknowledged',
    async run({ workers }) {
      const order = freshOrder()
      const body = await notification(order)
      let handled = 0
      const count = async (): Promise<void> => {
        await pause(60)
        handled++
      }
      const attempts = await times(64, n =>
        deliverUntilAcknowledged(() => deliver({ store: worker(workers, n), count }, body)),
      )
      equal(handled, 1, 'handled')
      equal(
        attempts.some(number => number > 1),
        true,
        'some were busy and came again',
      )
    },
  },
  {
    name: 'a handler that fails gives the claim back, and the next delivery handles it',
    async run({ workers: [one, other] }) {
      const body = await notification(freshOrder())
      const fail = () => Promise.reject(new Error('no'))
      equal(await deliver({ store: one, count: fail }, body), { status: 500, body: 'fail' }, 'the first')
      let handled = 0
      const count = async () => void handled++
      equal(await deliver({ store: other, count }, body), { status: 200, body: 'success' }, 'the second')
      equal(handled, 1, 'handled')
    },
  },
  {
    name: 'a handler that outlives its lease cannot finish once another took over',
    async run({ workers: [one, other] }) {
      const body = await notification(freshOrder())
      const errors: unknown[] = []
      let handled = 0
      const takeOver = async (): Promise<void> => {
        const count = async () => void handled++
        await deliverUntilAcknowledged(() => deliver({ store: other, count }, body))
      }
      const slow = await deliver({ store: one, count: takeOver }, body, {
        ...SHORT,
        onError: error => errors.push(error),
      })
      equal(slow, { status: 500, body: 'fail' }, 'the slow one')
      equal(/lease of 40 ms/.test(String(errors[0])), true, 'and is told why')
      equal(handled, 1, 'handled by the other')
    },
  },
  {
    name: 'a caller whose clock is an hour off does not break the fence',
    async run({ workers: [one], clock, skewed }) {
      for (const off of [3_600_000, -3_600_000]) {
        const id = freshId()
        const wrong = skewed?.(off) ?? one
        const token = await fresh(one, id)
        const claim = await withClock(clock === 'database' ? off : 0, () => wrong.claim(id, LONG))
        const tookOver = clock === 'caller' && off > 0
        equal(claim.state, tookOver ? 'fresh' : 'busy', `a claim ${off} ms off`)
        equal(await one.finish(id, token), !tookOver, 'finish by the first')
        if (claim.state === 'fresh') equal(await wrong.finish(id, claim.token), true, 'by the second')
        equal(await one.claim(id, LONG), { state: 'done' }, 'at last')

        const early = freshId()
        const held = await withClock(clock === 'database' ? off : 0, () => wrong.claim(early, LONG))
        const next = await one.claim(early, LONG)
        // An hour behind, its lease ended before it began: it is taken over, and fenced off.
        equal(next.state, clock === 'caller' && off < 0 ? 'fresh' : 'busy', `after a claim ${off} ms off`)
        const finished = [
          held.state === 'fresh' && (await wrong.finish(early, held.token)),
          next.state === 'fresh' && (await one.finish(early, next.token)),
        ]
        equal(finished.filter(Boolean).length, 1, 'one finishes')
      }
    },
  },
]

export const transactionContract: readonly Case<TransactionalSubject>[] = [
  {
    name: '64 deliveries at once: counted once, and in the end all are acknowledged',
    async run(subject) {
      const order = freshOrder()
      const body = await notification(order)
      await times(64, () => deliverUntilAcknowledged(() => subject.deliver(body, 'count')))
      equal(await subject.counted(order), 1, 'counted')
      equal(await subject.deliver(body, 'count'), { status: 200, body: 'success' }, 'a repeat')
      equal(await subject.counted(order), 1, 'counted after a repeat')
    },
  },
  {
    name: 'when the handler throws, nothing of it counts, and the next delivery handles it',
    async run(subject) {
      for (const deed of ['throw', 'break'] as const) {
        const order = freshOrder()
        const body = await notification(order)
        for (let round = 0; round < 3; round++) {
          equal(await subject.deliver(body, deed), { status: 500, body: 'fail' }, deed)
          equal(await subject.counted(order), 0, `counted after ${deed}`)
        }
        equal(await subject.deliver(body, 'count'), { status: 200, body: 'success' }, 'the next')
        equal(await subject.counted(order), 1, 'counted')
      }
    },
  },
  {
    name: 'deliveries that fail among 64 at once change nothing: counted once',
    async run(subject) {
      const order = freshOrder()
      const body = await notification(order)
      const deeds: Deed[] = ['throw', 'count', 'break']
      await times(64, n => {
        let attempt = n
        return deliverUntilAcknowledged(() => subject.deliver(body, deeds[attempt++ % 3] as Deed))
      })
      equal(await subject.counted(order), 1, 'counted')
    },
  },
  {
    name: 'different notifications at once are each counted once',
    async run(subject) {
      const orders = Array.from({ length: 24 }, freshOrder)
      const bodies = await Promise.all(orders.map(notification))
      await times(72, n => deliverUntilAcknowledged(() => subject.deliver(bodies[n % 24] as string, 'count')))
      const counts = await Promise.all(orders.map(order => subject.counted(order)))
      equal(counts.join(), Array(24).fill(1).join(), 'counted')
    },
  },
]

/** What came of a case. */
export interface CaseResult {
  readonly name: string
  readonly error?: string
}

/** Runs cases one after the other, for runners that only print. */
export async function results<Subject>(
  cases: readonly Case<Subject>[],
  subject: Subject,
): Promise<CaseResult[]> {
  const found: CaseResult[] = []
  for (const { name, run } of cases) {
    try {
      await run(subject)
      found.push({ name })
    } catch (error) {
      found.push({ name, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
  }
  return found
}

function equal(actual: unknown, expected: unknown, what: string): void {
  const [found, wanted] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (found !== wanted) throw new Error(`${what}: ${found}, expected ${wanted}`)
}

function freshId(): string {
  return `alipay:2021000000000001:${crypto.randomUUID()}`
}

async function fresh(store: NotificationStore, id: string, options = LONG): Promise<string> {
  const claim = await store.claim(id, options)
  if (claim.state !== 'fresh') throw new Error(`a claim of ${JSON.stringify(id)} is ${claim.state}`)
  return claim.token
}

function worker(workers: StoreSubject['workers'], n: number): NotificationStore {
  return n % 2 === 0 ? workers[0] : workers[1]
}

function times<Result>(number: number, run: (n: number) => Promise<Result>): Promise<Result[]> {
  return Promise.all(Array.from({ length: number }, (_, n) => run(n)))
}

function countOf(claims: readonly Claim[], state: Claim['state']): number {
  return claims.filter(claim => claim.state === state).length
}

/** Runs with this process's clock set off; a store whose database has a clock must not notice. */
async function withClock<Result>(off: number, run: () => Promise<Result>): Promise<Result> {
  const now = Date.now
  Date.now = () => now() + off
  try {
    return await run()
  } finally {
    Date.now = now
  }
}
