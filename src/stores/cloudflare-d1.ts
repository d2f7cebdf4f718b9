/**
 * Notification stores on Cloudflare D1.
 *
 * {@link d1Transactions} is the strongest form: `handle` collects statements, and they are run together with the
 * mark in one batch, which D1 runs whole or not at all. What is collected counts **exactly once**, wherever the
 * Worker ends: before the batch nothing of it is there and the next delivery handles it, after it all of it is and
 * the next delivery is acknowledged. Of deliveries at the same time several may collect, one batch wins; so do
 * nothing else in `handle`.
 *
 * {@link d1Store} is for effects in another place. Of deliveries at the same time one is handled; once `finish`
 * was written no repeat is handled again. A Worker that ends before `handle` or inside it: the next delivery after
 * the lease handles it. After the effect, before `finish`: it is handled **again**, so make the effect idempotent.
 *
 * Leases are measured by the database's clock. Both forms may share a table. `setup()` or {@link d1Table} (for
 * `wrangler d1 migrations`) makes it; `prune()` in a daily `scheduled` handler keeps it small.
 *
 * Cloudflare KV is not fit for this: it has no write that fails when another came first, and of fifty workers that
 * look and then write, all fifty find nothing.
 */
import type { NotificationStore, TransactionalStore } from '../incoming/store.ts'
import { retentionOf } from './retention.ts'
import { claimOf, type Statement, sqliteStatements, sqliteTableText, stateOf } from './sqlite-statements.ts'
import { type StoreTable, type TableOptions, tableName } from './table.ts'

export type { StoreTable, TableOptions } from './table.ts'

/** What is used of a `D1Database`. */
export interface D1<Prepared extends D1Statement = D1Statement> {
  prepare(sql: string): Prepared
  batch(statements: Prepared[]): Promise<unknown>
}

/** What is used of a `D1PreparedStatement`. */
export interface D1Statement {
  bind(...values: (string | number)[]): this
  all(): Promise<{ readonly results: readonly unknown[] }>
}

/** The statement that makes the table, for a migration. */
export function d1Table(options: TableOptions = {}): string {
  return sqliteTableText(tableName(options))
}

/**
 * Remembers notifications in a table; for effects that are not in this database.
 *
 * @throws {RangeError} for a `table` that is no name, or a `retention` of less than 2 days.
 *
 * @example
 * const store = d1Store(env.DB)
 */
export function d1Store(database: D1, options: TableOptions = {}): NotificationStore & StoreTable {
  const { claim, finish, release } = sqliteStatements(tableName(options))
  const run = async (statement: Statement) => (await prepared(database, statement).all()).results

  return {
    ...upkeep(database, options),
    claim: async (id, { lease }) => {
      const token = crypto.randomUUID()
      return claimOf(await run(claim(id, token, lease)), token)
    },
    finish: async (id, token) => (await run(finish(id, token))).length === 1,
    release: async (id, token) => {
      await run(release(id, token))
    },
  }
}

/**
 * Handles notifications by a batch: the statements that `handle` adds and the mark, all of it once, or nothing.
 *
 * @throws {RangeError} for a `table` that is no name, or a `retention` of less than 2 days.
 *
 * @example
 * handleNotify(alipay, tradeStatusSync, request, {
 *   expect,
 *   store: d1Transactions(env.DB),
 *   handle: (trade, { transaction }) => {
 *     if (tradeEvent(trade) === 'paid')
 *       transaction.push(env.DB.prepare('UPDATE orders SET paid = 1 WHERE number = ?').bind(trade.out_trade_no))
 *   },
 * })
 */
export function d1Transactions<Prepared extends D1Statement>(
  database: D1<Prepared>,
  options: TableOptions = {},
): TransactionalStore<Prepared[]> & StoreTable {
  const statements = sqliteStatements(tableName(options))
  const look = async (id: string) => stateOf((await prepared(database, statements.look(id)).all()).results)

  return {
    ...upkeep(database, options),
    once: async (id, work) => {
      const state = await look(id)
      if (state !== undefined) return state
      const collected: Prepared[] = []
      await work(collected)
      const mark = [statements.lapse(id), statements.done(id)].map(statement => prepared(database, statement))
      try {
        await database.batch([...mark, ...collected])
        return 'handled'
      } catch (error) {
        // Another's mark makes the batch fail; so does a lost answer, after which the mark is our own.
        const found = await look(id).catch(() => undefined)
        if (found !== undefined) return found
        throw error
      }
    },
  }
}

function prepared<Prepared extends D1Statement>(
  database: D1<Prepared>,
  { sql, values }: Statement,
): Prepared {
  return database.prepare(sql).bind(...values)
}

function upkeep(database: D1, options: TableOptions): StoreTable {
  const { create, prune } = sqliteStatements(tableName(options))
  const retention = retentionOf(options)
  return {
    setup: async () => {
      await database.prepare(create).all()
    },
    prune: async () => {
      await prepared(database, prune(retention)).all()
    },
  }
}
