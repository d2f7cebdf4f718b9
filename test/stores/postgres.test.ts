/** The PostgreSQL stores on a real server. */
import { rmSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { poolBegin, postgresStore, postgresTable, postgresTransactions } from '../../src/stores/postgres.ts'
import { isHere } from '../support/requirements.ts'
import { storeContract, type TransactionalSubject, transactionContract } from './contract.ts'
import { deliver, deliverUntilAcknowledged, freshOrder, notification } from './deliveries.ts'
import { killAt } from './kills.ts'
import { type DatabaseShop, openShop } from './node-shops.ts'
import { aftermath } from './points.ts'
import {
  bundle,
  GET_POSTGRES,
  postgresFolder,
  run,
  type Server,
  startPostgres,
  temporaryFolder,
} from './processes.ts'

const POINTS = [
  'claimed',
  'after the effect',
  'finished',
  'inside the transaction',
  'after the transaction',
] as const

const LONG = { lease: 60_000 }

describe('poolBegin', () => {
  /** A client that keeps a diary, and fails where it is told to. */
  function poolOf(fails: RegExp) {
    const diary: string[] = []
    const client = {
      query: async (text: string) => {
        diary.push(text)
        if (fails.test(text)) throw new Error(`${text} failed`)
        return { rows: [] }
      },
      release: (destroy?: boolean) => void diary.push(destroy ? 'destroyed' : 'released'),
      on: (event: string) => void diary.push(`on ${event}`),
      off: (event: string) => void diary.push(`off ${event}`),
    }
    return { diary, begin: poolBegin({ connect: async () => client }) }
  }

  test.each([
    [/never/, 'BEGIN, SELECT, COMMIT, off error, released', undefined],
    [/SELECT/, 'BEGIN, SELECT, ROLLBACK, off error, released', 'SELECT failed'],
    [/COMMIT/, 'BEGIN, SELECT, COMMIT, ROLLBACK, off error, released', 'COMMIT failed'],
    [/BEGIN/, 'BEGIN, ROLLBACK, off error, released', 'BEGIN failed'],
    // A connection whose transaction may still be open must not go back among the others.
    [/SELECT|ROLLBACK/, 'BEGIN, SELECT, ROLLBACK, off error, destroyed', 'SELECT failed'],
  ])('when %s fails: %s', async (fails, expected, message) => {
    const { diary, begin } = poolOf(fails)
    const work = begin(async query => {
      await query('SELECT', [])
      return 'result'
    })
    if (message === undefined) expect(await work).toBe('result')
    else await expect(work).rejects.toThrow(message)
    expect(diary.join(', ')).toBe(`on error, ${expected}`)
  })
})

if (isHere('PostgreSQL', postgresFolder !== undefined, GET_POSTGRES))
  describe('PostgreSQL', () => {
    const folder = temporaryFolder('postgres-test')
    let server: Server
    let victim: string
    let shops: [DatabaseShop, DatabaseShop]
    let pool: pg.Pool
    let turn = 0
    const transactional: TransactionalSubject = {
      deliver: (body, deed) => deliver(shops[turn++ % 2]?.transactional?.(deed) as never, body),
      counted: order => shops[0].counted(order),
    }
    beforeAll(async () => {
      ;[server, victim] = await Promise.all([startPostgres(), bundle('stores/victim.ts', folder)])
      const open = () => openShop('postgres', String(server.port))
      // Together, for two that start at once must not trip over each other's tables.
      shops = await Promise.all([open(), open()])
      pool = new pg.Pool({ ...address(), max: 12 })
      pool.on('error', () => {})
      console.info(`store contract on ${shops[0].product}`)
    })
    afterAll(async () => {
      for (const shop of shops ?? []) await shop.close()
      await pool?.end()
      await server?.end()
      rmSync(folder, { recursive: true })
    })

    test.each(storeContract.map(({ name, run }) => [name, run] as const))('store: %s', async (_, run) => {
      await run({ workers: [shops[0].store, shops[1].store], clock: 'database' })
    })

    test.each(transactionContract.map(({ name, run }) => [name, run] as const))(
      'transactions: %s',
      async (_, run) => run(transactional),
    )

    test.each(POINTS)('a process is killed: %s', async point => {
      const inTransaction = point.endsWith('transaction')
      await killAt(
        point,
        body => run(process.execPath, [victim, 'postgres', String(server.port), point, body]),
        async (order, body) => {
          if (inTransaction) await noOpenTransaction()
          const again = () =>
            inTransaction ? transactional.deliver(body, 'count') : deliver(shops[0].plain, body)
          return aftermath(again, () => shops[0].counted(order))
        },
      )
    })

    /** The server notices a moment later that the killed process is gone. */
    async function noOpenTransaction(): Promise<void> {
      const open = `SELECT 1 FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'`
      for (let waited = 0; waited < 500 && (await pool.query(open)).rows.length > 0; waited++) {
        await new Promise(resolve => setTimeout(resolve, 10))
      }
    }

    test('the server is killed and started: claims and marks are still there, what was open is not', async () => {
      const [done, held] = [freshOrder(), freshOrder()]
      const [one, other] = [shops[0].store, shops[1].store]
      const claim = await one.claim(done, LONG)
      const second = await one.claim(held, LONG)
      if (claim.state !== 'fresh' || second.state !== 'fresh') expect.unreachable()
      expect(await one.finish(done, claim.token)).toBe(true)
      const order = freshOrder()
      const body = await notification(order)
      const interrupted = deliver(
        {
          store: postgresTransactions(poolBegin(pool)),
          count: async (number, transaction) => {
            await transaction.query('INSERT INTO counted VALUES ($1)', [number])
            await server.crash()
          },
        },
        body,
      )
      expect(await interrupted).toEqual({ status: 500, body: 'fail' })
      await server.start()
      expect(await shops[0].counted(order).catch(() => shops[0].counted(order))).toBe(0)
      await deliverUntilAcknowledged(() => transactional.deliver(body, 'count'))
      expect(await shops[0].counted(order)).toBe(1)
      expect(await one.claim(done, LONG)).toEqual({ state: 'done' })
      expect(await other.claim(held, LONG)).toEqual({ state: 'busy' })
      expect(await one.finish(held, second.token)).toBe(true)
    })

    test('whoever comes second is told at once that another is at it, and does not wait', async () => {
      const store = postgresTransactions(poolBegin(pool))
      const id = freshOrder()
      let states: string[] = []
      const first = await store.once(id, async () => {
        states = await Promise.all(
          Array.from({ length: 8 }, () => store.once(id, () => Promise.reject(new Error()))),
        )
      })
      expect([first, ...states]).toEqual(['handled', ...Array(8).fill('busy')])
      expect(await store.once(id, () => Promise.reject(new Error('handled again')))).toBe('done')
    })

    test('a statement that failed does not count, even when the handler kept silent about it', async () => {
      const body = await notification(freshOrder())
      const store = postgresTransactions(poolBegin(pool))
      const silent = async (_: string, transaction: pg.PoolClient): Promise<void> => {
        await transaction.query('SELECT * FROM nowhere').catch(() => {})
      }
      expect(await deliver({ store, count: silent }, body)).toEqual({ status: 500, body: 'fail' })
      let handled = 0
      const count = async () => void handled++
      expect(await deliver({ store, count }, body)).toEqual({ status: 200, body: 'success' })
      expect(handled).toBe(1)
    })

    test('another driver’s transactions, and its rows, will do', async () => {
      const order = freshOrder()
      interface Handle {
        run(text: string, ...values: unknown[]): Promise<unknown[]>
      }
      // As postgres.js and most query builders have them: a function that is given the transaction.
      const store = postgresTransactions<Handle>(async work => {
        const client = new pg.Client(address())
        await client.connect()
        const run = async (text: string, ...values: unknown[]) => (await client.query(text, values)).rows
        try {
          await run('BEGIN')
          const result = await work(async (text, values) => ({ rows: await run(text, ...values) }), { run })
          await run('COMMIT')
          return result
        } finally {
          // Whatever was not committed ends with the connection.
          await client.end()
        }
      })
      const body = await notification(order)
      const failing = { store, count: () => Promise.reject(new Error('no')) }
      expect((await deliver(failing, body)).status).toBe(500)
      const counting = {
        store,
        count: async (number: string, { run }: Handle) => {
          await run('INSERT INTO counted VALUES ($1)', number)
        },
      }
      for (let repeat = 0; repeat < 3; repeat++) expect((await deliver(counting, body)).status).toBe(200)
      expect(await shops[0].counted(order)).toBe(1)
    })

    const address = () => ({ host: '127.0.0.1', port: server.port, user: 'postgres', database: 'postgres' })

    test('a connection that is ended during the handler fails that delivery, and only that', async () => {
      const body = await notification(freshOrder())
      const store = postgresTransactions(poolBegin(pool))
      const end = async (_: string, transaction: pg.PoolClient): Promise<void> => {
        const { rows } = await transaction.query('SELECT pg_backend_pid() AS pid')
        await shopless(`SELECT pg_terminate_backend(${rows[0].pid})`)
        await new Promise(resolve => setTimeout(resolve, 50))
      }
      expect(await deliver({ store, count: end }, body)).toEqual({ status: 500, body: 'fail' })
      expect(await deliver({ store, count: async () => {} }, body)).toEqual({ status: 200, body: 'success' })
    })

    async function shopless(text: string): Promise<void> {
      const client = new pg.Client(address())
      await client.connect()
      await client.query(text)
      await client.end()
    }

    test('both forms share a table: what one has done or holds, the other sees', async () => {
      const [plain, transactions] = [shops[0].store, postgresTransactions(poolBegin(pool))]
      const [done, held, lapsed, taken] = [freshOrder(), freshOrder(), freshOrder(), freshOrder()]
      expect(await transactions.once(done, async () => {})).toBe('handled')
      expect(await plain.claim(done, LONG)).toEqual({ state: 'done' })
      await plain.claim(held, LONG)
      expect(await transactions.once(held, async () => {})).toBe('busy')
      const old = await plain.claim(lapsed, { lease: 1 })
      await new Promise(resolve => setTimeout(resolve, 20))
      expect(await transactions.once(lapsed, async () => {})).toBe('handled')
      if (old.state !== 'fresh') expect.unreachable()
      expect(await plain.finish(lapsed, old.token)).toBe(false)
      const late = transactions.once(taken, async () => {
        expect((await plain.claim(taken, LONG)).state).toBe('fresh')
      })
      await expect(late).rejects.toThrow('another worker claimed')
    })

    test('other tables and schemas, made by a migration or by setup, and made small again', async () => {
      await pool.query('CREATE SCHEMA shop')
      const table = 'shop.order'
      await pool.query(postgresTable({ table }))
      const day = 24 * 60 * 60 * 1000
      const query = (text: string, values: unknown[]) => pool.query(text, values)
      const store = postgresStore(query, { table, retention: 2 * day })
      await Promise.all(Array.from({ length: 8 }, () => store.setup()))
      const [young, old, abandoned] = [freshOrder(), freshOrder(), freshOrder()]
      for (const id of [young, old]) {
        const claim = await store.claim(id, LONG)
        if (claim.state === 'fresh') await store.finish(id, claim.token)
      }
      await store.claim(abandoned, LONG)
      const age = `now() - interval '49 hours'`
      await pool.query(`UPDATE shop."order" SET done_at = ${age} WHERE id = $1`, [old])
      await pool.query(`UPDATE shop."order" SET until = ${age} WHERE id = $1`, [abandoned])
      await postgresTransactions(poolBegin(pool), { table, retention: 2 * day }).prune()
      expect((await pool.query('SELECT id FROM shop."order"')).rows).toEqual([{ id: young }])
    })
  })
