/** The books of the campaign's shop, on PostgreSQL and on Redis. Each count is one more: none is idempotent. */
import pg from 'pg'
import { createClient } from 'redis'
import type { NotificationStore, TransactionalStore } from '../../src/index.ts'
import { poolBegin, postgresTransactions } from '../../src/stores/postgres.ts'
import { redisStore } from '../../src/stores/redis.ts'

export type Form = 'PostgreSQL, in transactions' | 'Redis'

/** The books of one process. `Transaction` is what the store gives to a handler. */
export interface Ledger<Transaction> {
  readonly product: string
  readonly store: NotificationStore | TransactionalStore<Transaction>
  /** Makes the books, with these orders. */
  prepare(orders: ReadonlyMap<string, string>): Promise<void>
  /** An order's total; undefined for an order that is not ours. */
  total(number: string): Promise<string | undefined>
  /** Counts an event of an order: `paid`, `refunded R1`. */
  count(number: string, event: string, transaction: Transaction): Promise<void>
  /** What was counted, by the event's name (`T0001 paid`): how often, and whether it is known at all. */
  read(): Promise<ReadonlyMap<string, { readonly times: number; readonly isKnown: boolean }>>
  close(): Promise<void>
}

export async function openLedger(form: Form, port: number): Promise<Ledger<never>> {
  const ledger = form === 'Redis' ? await redisLedger(port) : await postgresLedger(port)
  return ledger as Ledger<never>
}

async function postgresLedger(port: number): Promise<Ledger<pg.PoolClient>> {
  const pool = new pg.Pool({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres', max: 8 })
  pool.on('error', () => {})
  const store = postgresTransactions(poolBegin(pool))
  const { rows } = await pool.query('SHOW server_version')
  return {
    product: `PostgreSQL ${rows[0].server_version}`,
    store,
    prepare: async orders => {
      await store.setup()
      await pool.query(
        'CREATE TABLE orders (number text PRIMARY KEY, total text NOT NULL); CREATE TABLE counted (name text NOT NULL)',
      )
      await pool.query('INSERT INTO orders SELECT * FROM unnest($1::text[], $2::text[])', [
        [...orders.keys()],
        [...orders.values()],
      ])
    },
    total: async number =>
      (await pool.query('SELECT total FROM orders WHERE number = $1', [number])).rows[0]?.total,
    count: async (number, event, transaction) => {
      await transaction.query('INSERT INTO counted VALUES ($1)', [`${number} ${event}`])
    },
    read: async () => {
      const found = await pool.query('SELECT name, count(*)::int AS times FROM counted GROUP BY name')
      return new Map(
        (found.rows as { name: string; times: number }[]).map(({ name, times }) => [
          name,
          { times, isKnown: true },
        ]),
      )
    },
    close: () => pool.end(),
  }
}

async function redisLedger(port: number): Promise<Ledger<undefined>> {
  const client = createClient({ socket: { host: '127.0.0.1', port } })
  client.on('error', () => {})
  await client.connect()
  const [, version] = /redis_version:(\S+)/.exec(String(await client.info('server'))) ?? []
  return {
    product: `Redis ${version}`,
    store: redisStore(client),
    prepare: async orders => {
      await client.hSet('orders', Object.fromEntries(orders))
    },
    total: async number => (await client.hGet('orders', number)) ?? undefined,
    count: async (number, event) => {
      const name = `${number} ${event}`
      // The same effect in both manners: adding to a set is idempotent, adding to a number is not.
      await client.sAdd('known', name)
      await client.hIncrBy('counted', name, 1)
    },
    read: async () => {
      const [known, counted] = await Promise.all([client.sMembers('known'), client.hGetAll('counted')])
      const names = new Set([...known, ...Object.keys(counted)])
      const isKnown = new Set(known)
      return new Map(
        [...names].map(name => [name, { times: Number(counted[name] ?? 0), isKnown: isKnown.has(name) }]),
      )
    },
    close: async () => client.destroy(),
  }
}
