/** What the table is called, how long it remembers, and how it is kept small. */
import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { d1Store, d1Table, d1Transactions } from '../../src/stores/cloudflare-d1.ts'
import { denoKvStore } from '../../src/stores/deno-kv.ts'
import { durableObjectStore } from '../../src/stores/durable-object.ts'
import { postgresStore, postgresTable, postgresTransactions } from '../../src/stores/postgres.ts'
import { redisStore } from '../../src/stores/redis.ts'
import {
  type SqliteStatement,
  sqliteStore,
  sqliteTable,
  sqliteTransactions,
} from '../../src/stores/sqlite.ts'
import { isHere } from '../support/requirements.ts'
import { root } from './processes.ts'

const DAY = 24 * 60 * 60 * 1000
const nothing = (): never => {
  throw new Error('a store must not use its database before it is asked to')
}
const sqlite = { exec: nothing, prepare: nothing }
const d1 = { prepare: nothing, batch: nothing }
const object = { sql: { exec: nothing }, transaction: nothing }

const STORES: readonly (readonly [name: string, make: (options: object) => unknown])[] = [
  ['sqliteStore', options => sqliteStore(sqlite, options)],
  ['sqliteTransactions', options => sqliteTransactions(sqlite, options)],
  ['d1Store', options => d1Store(d1, options)],
  ['d1Transactions', options => d1Transactions(d1, options)],
  ['durableObjectStore', options => durableObjectStore(object, options)],
  ['postgresStore', options => postgresStore(nothing, options)],
  ['postgresTransactions', options => postgresTransactions(nothing, options)],
]

const WRONG_NAMES = [
  ...['', 'a b', 'a;b', 'a"b', "a'b", 'A', '1a', 'a.b.c', '.a', 'a.', 'a--', 'ü', 'a\n', 'a'.repeat(64)],
  'zhifu"; DROP TABLE orders; --',
]

describe.each(STORES)('%s', (_, make) => {
  test.each(WRONG_NAMES)('refuses the table %j', table => {
    expect(() => make({ table })).toThrow(RangeError)
  })
})

test('the statements for migrations refuse them too, and quote the others', () => {
  for (const statement of [sqliteTable, d1Table, postgresTable]) {
    for (const table of WRONG_NAMES) expect(() => statement({ table })).toThrow(RangeError)
    expect(statement()).toContain('CREATE TABLE IF NOT EXISTS "zhifu_notifications" (')
    expect(statement({ table: 'shop.order' })).toContain('"shop"."order" (')
  }
})

test.each([
  ...STORES,
  ['redisStore', (options: object) => redisStore({ eval: nothing }, options)] as const,
  ['denoKvStore', (options: object) => denoKvStore({ get: nothing, atomic: nothing }, options)] as const,
])('%s refuses to forget while gateways still repeat', (_, make) => {
  for (const retention of [
    0,
    -1,
    DAY,
    2 * DAY - 1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2.5 * DAY + 0.5,
    '9',
  ]) {
    expect(() => make({ retention })).toThrow(/retention is a whole number/)
  }
})

/** better-sqlite3 in this process: what time does is seen best with a clock in the hand. */
function openDatabase() {
  try {
    const Database = createRequire(`${root}/test/runtimes/package.json`)('better-sqlite3')
    return new Database(':memory:') as {
      exec(sql: string): unknown
      prepare(sql: string): SqliteStatement
    }
  } catch {
    return undefined
  }
}

const database = openDatabase()
const GET = 'npm rebuild --prefix test/runtimes better-sqlite3 (needs a compiler)'
if (isHere('better-sqlite3, compiled for the Node at hand,', database !== undefined, GET))
  describe('prune', () => {
    test('forgets marks and lapsed claims after the retention, and nothing before', async () => {
      if (database === undefined) expect.unreachable()
      let now = Date.parse('2026-01-01T00:00:00Z')
      const store = sqliteStore(database, { table: 'pruned', retention: 3 * DAY, now: () => now })
      await store.setup()
      await store.setup()
      const claim = await store.claim('done', { lease: 1000 })
      if (claim.state !== 'fresh') expect.unreachable()
      await store.finish('done', claim.token)
      await store.claim('abandoned', { lease: 1000 })
      const left = (): unknown[] => database.prepare('SELECT id FROM pruned ORDER BY id').all()
      now += 3 * DAY
      await store.prune()
      expect(left()).toEqual([{ id: 'abandoned' }, { id: 'done' }])
      now += 1
      await store.prune()
      expect(left()).toEqual([{ id: 'abandoned' }])
      now += 1000
      await store.claim('held', { lease: 1000 })
      await store.prune()
      expect(left()).toEqual([{ id: 'held' }])
    })

    test('remembers for 30 days unless told otherwise', async () => {
      if (database === undefined) expect.unreachable()
      let now = Date.parse('2026-01-01T00:00:00Z')
      const store = sqliteTransactions(database, { now: () => now })
      await store.setup()
      expect(await store.once('a', async () => {})).toBe('handled')
      now += 30 * DAY
      await store.prune()
      expect(await store.once('a', async () => {})).toBe('done')
      now += 1
      await store.prune()
      expect(await store.once('a', async () => {})).toBe('handled')
    })

    test('a lease ends to the millisecond', async () => {
      if (database === undefined) expect.unreachable()
      let now = 1000
      const store = sqliteStore(database, { table: 'leased', now: () => now })
      await store.setup()
      await store.claim('a', { lease: 500 })
      now = 1499
      expect((await store.claim('a', { lease: 500 })).state).toBe('busy')
      now = 1500
      expect((await store.claim('a', { lease: 500 })).state).toBe('fresh')
    })
  })
