/**
 * Notification stores on SQLite 3.35 or later: node:sqlite, bun:sqlite, better-sqlite3 and libsql.
 *
 * {@link sqliteTransactions} is the strongest form there is: claim, your own update and the mark are one
 * transaction. What is written through `transaction` counts **exactly once**, wherever the process crashes: before
 * `COMMIT` nothing of it is there and the next delivery handles it, after `COMMIT` all of it is and the next
 * delivery is acknowledged. What `handle` does elsewhere is done at least once, as ever.
 *
 * {@link sqliteStore} is for effects in another place. Of deliveries at the same time one is handled; once
 * `finish` was written no repeat is handled again. A crash before `handle` or inside it: the next delivery after
 * the lease handles it. After the effect, before `finish`: it is handled **again**, so make the effect idempotent.
 *
 * SQLite runs in your process, so that leases are measured by your clock (`now`). Both forms may share a table.
 * `setup()` or {@link sqliteTable} makes it; `prune()` once a day keeps it small.
 *
 * Where several processes use a file, say `PRAGMA journal_mode = WAL` and how long to wait for the other's lock:
 * `PRAGMA busy_timeout = 5000`, for libsql its option `timeout`. A file that is locked for longer is an error, and
 * the gateway repeats. While it waits, a process with node:sqlite or better-sqlite3 does nothing else: one store
 * with transactions per process, and a short `handle`.
 */
import type { NotificationStore, TransactionalStore } from '../incoming/store.ts'
import { retentionOf } from './retention.ts'
import { claimOf, type Statement, sqliteStatements, sqliteTableText, stateOf } from './sqlite-statements.ts'
import { type StoreTable, type TableOptions, tableName } from './table.ts'

export type { StoreTable, TableOptions } from './table.ts'

/** What is used of node:sqlite's `DatabaseSync`, bun:sqlite's and better-sqlite3's `Database`. */
export interface SqliteDatabase {
  exec(sql: string): unknown
  prepare(sql: string): SqliteStatement
}

/** What is used of their statements. */
export interface SqliteStatement {
  all(...values: (string | number)[]): unknown[]
  run(...values: (string | number)[]): unknown
}

/** What is used of a client of libsql. */
export interface LibsqlClient<Transaction extends LibsqlTransaction = LibsqlTransaction>
  extends LibsqlExecutor {
  transaction(mode: 'write'): Promise<Transaction>
}

/** What is used of a transaction of libsql. */
export interface LibsqlTransaction extends LibsqlExecutor {
  commit(): Promise<void>
  close(): void
}

/** What runs a statement of libsql. */
export interface LibsqlExecutor {
  execute(statement: {
    sql: string
    args: (string | number)[]
  }): Promise<{ readonly rows: readonly unknown[] }>
}

/** Which table, for how long, by which clock. */
export interface SqliteStoreOptions extends TableOptions {
  /** The clock that leases are measured by, in milliseconds since 1970; the host's by default. */
  readonly now?: (() => number) | undefined
}

/** The statement that makes the table, for a migration. */
export function sqliteTable(options: TableOptions = {}): string {
  return sqliteTableText(tableName(options))
}

/**
 * Remembers notifications in a table; for effects that are not in this database.
 *
 * @throws {RangeError} for a `table` that is no name, or a `retention` of less than 2 days.
 *
 * @example
 * const store = sqliteStore(new DatabaseSync('shop.db'))
 * await store.setup()
 */
export function sqliteStore(
  database: SqliteDatabase | LibsqlClient,
  options: SqliteStoreOptions = {},
): NotificationStore & StoreTable {
  const run = runner(database)
  const { claim, finish, release } = sqliteStatements(tableName(options), options.now ?? Date.now)

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
 * Handles notifications inside transactions: with your own update, all of it counts once, or nothing.
 *
 * They come one after the other, as SQLite has one writer. A transaction belongs to its connection: give a
 * `SqliteDatabase` of its own, for whatever else runs on it during `handle` becomes part of the transaction, and
 * write through `transaction` only. libsql opens a connection by itself (of a file or a server; not of `:memory:`,
 * where each connection is another database).
 *
 * @throws {RangeError} for a `table` that is no name, or a `retention` of less than 2 days.
 *
 * @example
 * const store = sqliteTransactions(new DatabaseSync('shop.db'))
 * handleNotify(alipay, tradeStatusSync, request, {
 *   expect,
 *   store,
 *   handle: (trade, { transaction }) => {
 *     if (tradeEvent(trade) === 'paid')
 *       transaction.prepare('UPDATE orders SET paid = 1 WHERE number = ?').run(trade.out_trade_no)
 *   },
 * })
 */
export function sqliteTransactions<Database extends SqliteDatabase>(
  database: Database,
  options?: SqliteStoreOptions,
): TransactionalStore<Database> & StoreTable
export function sqliteTransactions<Transaction extends LibsqlTransaction>(
  client: LibsqlClient<Transaction>,
  options?: SqliteStoreOptions,
): TransactionalStore<Transaction> & StoreTable
export function sqliteTransactions(
  database: SqliteDatabase | LibsqlClient,
  options: SqliteStoreOptions = {},
): TransactionalStore<SqliteDatabase | LibsqlTransaction> & StoreTable {
  const { look, lapse, done } = sqliteStatements(tableName(options), options.now ?? Date.now)
  let last: Promise<unknown> = Promise.resolve()

  return {
    ...upkeep(database, options),
    once: (id, work) => {
      const turn = last.then(() =>
        begin(database, async transaction => {
          const run = runner(transaction)
          const state = stateOf(await run(look(id)))
          if (state !== undefined) return state
          // First, for a failure that makes SQLite roll back by itself must not leave the mark alone behind.
          await run(lapse(id))
          await run(done(id))
          await work(transaction)
          return 'handled'
        }),
      )
      last = turn.catch(() => {})
      return turn
    },
  }
}

async function begin<Result>(
  database: SqliteDatabase | LibsqlClient,
  work: (transaction: SqliteDatabase | LibsqlTransaction) => Promise<Result>,
): Promise<Result> {
  if ('transaction' in database && 'execute' in database) {
    const transaction = await database.transaction('write')
    try {
      const result = await work(transaction)
      await transaction.commit()
      return result
    } finally {
      // What is not committed is rolled back.
      transaction.close()
    }
  }
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = await work(database)
    database.exec('COMMIT')
    return result
  } catch (error) {
    try {
      database.exec('ROLLBACK')
    } catch {
      // SQLite has rolled back already; the first error is the one to tell.
    }
    throw error
  }
}

type Run = (statement: Statement) => Promise<readonly unknown[]>

function runner(database: SqliteDatabase | LibsqlExecutor): Run {
  return 'execute' in database
    ? async ({ sql, values }) => (await database.execute({ sql, args: values })).rows
    : async ({ sql, values }) => database.prepare(sql).all(...values)
}

function upkeep(database: SqliteDatabase | LibsqlClient, options: SqliteStoreOptions): StoreTable {
  const { create, prune } = sqliteStatements(tableName(options), options.now ?? Date.now)
  const retention = retentionOf(options)
  return {
    setup: async () => {
      if ('execute' in database) await database.execute({ sql: create, args: [] })
      else database.exec(create)
    },
    prune: async () => {
      const { sql, values } = prune(retention)
      if ('execute' in database) await database.execute({ sql, args: values })
      else database.prepare(sql).run(...values)
    },
  }
}
