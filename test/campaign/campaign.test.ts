/** The campaign in its short form; `npm run campaign` is the full one. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GET_POSTGRES, GET_REDIS, postgresFolder, redisServer } from '../stores/processes.ts'
import { isHere } from '../support/requirements.ts'
import { describeReport, type Report, runCampaign } from './campaign.ts'
import type { Form } from './ledgers.ts'
import { FULL, makePlan, notificationsOf, SHORT } from './plan.ts'
import { faultsOf } from './verdict.ts'

const FORMS: readonly (readonly [form: Form, here: boolean, get: string])[] = [
  ['PostgreSQL, in transactions', postgresFolder !== undefined, GET_POSTGRES],
  ['Redis', redisServer !== undefined, GET_REDIS],
]

const seed = Math.floor(Math.random() * 2 ** 31)
const present = FORMS.filter(([form, here, get]) => isHere(form, here, get))
const running = new Map<Form, Promise<Report>>()
beforeAll(() => {
  // Side by side, for most of a short campaign is waiting for leases.
  for (const [form] of present) running.set(form, runCampaign(form, makePlan(seed, SHORT)))
})
afterAll(async () => {
  await Promise.allSettled(running.values())
})

describe.each(present)('%s', form => {
  test('nothing is lost, nothing forged counts, no refund is a payment', async () => {
    const report = (await running.get(form)) ?? expect.unreachable()
    console.info(`in short form: ${describeReport(report)}`)
    expect(faultsOf(form, report)).toEqual([])
    const { first, copied, forged } = report.posted
    expect(first + copied + forged).toBe(SHORT.deliveries)
    expect(report.kills).toBeGreaterThan(0)
    expect(report.answers['400']).toBeGreaterThan(0)
  })
})

describe('the plan', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(makePlan(7, FULL)).toEqual(makePlan(7, FULL))
    expect(makePlan(8, FULL)).not.toEqual(makePlan(7, FULL))
  })

  test('has what a gateway and a network do: duplicates, delays, lost answers, refunds, forgeries, kills', () => {
    const { trades, mishaps, kills } = makePlan(7, FULL)
    const all = [...mishaps.values()]
    const sum = (count: (mishap: (typeof all)[number]) => number): number =>
      all.reduce((total, mishap) => total + count(mishap), 0)
    expect(trades).toHaveLength(2000)
    expect(sum(({ copies, forgeries }) => 1 + copies.length + forgeries.length)).toBe(10_000)
    expect(sum(({ forgeries }) => forgeries.length)).toBe(500)
    expect(sum(({ isAnswerLost }) => Number(isAnswerLost))).toBeGreaterThan(100)
    expect(sum(({ delay }) => Number(delay > 0))).toBeGreaterThan(1000)
    expect(trades.filter(({ refunds }) => refunds.length > 0).length).toBeGreaterThan(500)
    expect(trades.filter(({ isPaid }) => !isPaid).length).toBeGreaterThan(50)
    expect(kills).toHaveLength(40)
    expect(mishaps.size).toBe(trades.flatMap(notificationsOf).length)
  })

  test('refunds are never all of a trade', () => {
    const cents = (text: string): number => Math.round(Number(text) * 100)
    for (const { amount, refunds } of makePlan(9, FULL).trades) {
      expect(refunds.reduce((sum, part) => sum + cents(part), 0)).toBeLessThan(cents(amount))
    }
  })
})

describe('the verdict', () => {
  const clean: Report = {
    product: 'PostgreSQL',
    seed: 1,
    trades: 1,
    notifications: 1,
    posted: { first: 1, repeated: 0, copied: 0, forged: 0 },
    answers: { 200: 1 },
    kills: 1,
    seconds: 1,
    unacknowledged: [],
    lost: [],
    invented: [],
    paidTwice: [],
    forgedAccepted: 0,
    countedAgain: 0,
  }
  test.each<[Partial<Report>, number, number]>([
    [{}, 0, 0],
    [{ lost: ['T00001 paid'] }, 1, 1],
    [{ unacknowledged: ['T00001 paid'] }, 1, 1],
    [{ invented: ['T00001 paid'] }, 1, 1],
    [{ forgedAccepted: 1 }, 1, 1],
    [{ paidTwice: ['T00001 paid'] }, 1, 0],
    [{ countedAgain: 2 }, 1, 0],
  ])('%j', (more, inTransactions, onRedis) => {
    expect(faultsOf('PostgreSQL, in transactions', { ...clean, ...more })).toHaveLength(inTransactions)
    expect(faultsOf('Redis', { ...clean, ...more })).toHaveLength(onRedis)
  })
})
