/**
 * Notification stores on PostgreSQL 11 or later, through any driver.
 *
 * {@link postgresTransactions} is the strongest form there is: claim, your own update and the mark are one
 * transaction. What is written through `transaction` counts **exactly once**, wherever a process or the server
 * crashes: before `COMMIT` nothing of it is there and the next delivery handles it, after `COMMIT` all of it is
 * and the next delivery is acknowledged. What `handle` does elsewhere (mail, another service) is done at least
 * once, as ever: write it down in the transaction and do it afterwards.
 *
 * {@link postgresStore} is for effects in another place. Of deliveries at the same time one is handled; once
 * `finish` was written no repeat is handled again. A crash before `handle` or inside it: the next delivery after
 * the lease handles it. After the effect, before `finish`: it is handled **again**, so make the effect idempotent.
 *
 * Leases are measured by the server's clock. Both forms may share a table. `setup()` or {@link postgresTable}
 * makes it; `prune()` once a day keeps it small.
 */
import type { NotificationStore, TransactionalStore } from '../incoming/store.ts'
import { retentionOf } from './retention.ts'
import { type StoreTable, type TableOptions, tableName } from './table.ts'

export type { StoreTable, TableOptions } from './table.ts'

/**
 * Runs one statement with its values, `$1` onwards.
 *
 * @example
 * (text, values) => pool.query(text, values)                                  // pg
 * async (text, values) => ({ rows: await sql.unsafe(text, values as never[]) }) // postgres.js
 */
export type PostgresQuery = (
  text: string,
  values: unknown[],
) => Promise<{ readonly rows: readonly unknown[] }>

/**
 * Runs work in a transaction: commits when it resolves, rolls back when it rejects, and passes on either.
 *
 * @example
 * poolBegin(pool) // pg
 * work => sql.begin(tx => work(async (text, values) => ({ rows: await tx.unsafe(text, values) }), tx)) // postgres.js
 */
export type PostgresBegin<Transaction> = <Result>(
  work: (query: PostgresQuery, transaction: Transaction) => Promise<Result>,
) => Promise<Result>

/** What is used of a client of pg. */
export interface PostgresClient {
  query(text: string, values?: unknown[]): Promise<{ readonly rows: readonly unknown[] }>
  release(destroy?: boolean): void
  on(event: 'error', listener: (error: Error) => void): unknown
  off(event: 'error', listener: (error: Error) => void): unknown
}

/** What is used of a pool of pg. */
export interface PostgresPool<Client extends PostgresClient = PostgresClient> {
  // Two signatures, as pg has them: the client's type is found by the first.
  readonly connect: { (): Promise<Client>; (callback: never): unknown }
}

/** The statement that makes the table, for a migration. */
export function postgresTable(options: TableOptions = {}): string {
  return `CREATE TABLE IF NOT EXISTS ${tableName(options)} (
  id text PRIMARY KEY,
  token text NOT NULL,
  until timestamptz NOT NULL,
  done_at timestamptz
)`
}

/**
 * Remembers notifications in a table; for effects that are not in this database.
 *
 * @throws {RangeError} for a `table` that is no name, or a `retention` of less than 2 days.
 *
 * @example
 * const store = postgresStore((text, values) => pool.query(text, values))
 * await store.setup()
 */
export function postgresStore(
  query: PostgresQuery,
  options: TableOptions = {},
): NotificationStore & StoreTable {
  const table = tableName(options)
  // The time stands still within a statement, so that both columns change or neither.
  const unlessHeld = (column: string): string =>
    `${column} = CASE WHEN entry.done_at IS NULL AND entry.until <= statement_timestamp()
      THEN excluded.${column} ELSE entry.${column} END`
  const claim = `INSERT INTO ${table} AS entry (id, token, until)
    VALUES ($1, $2, statement_timestamp() + $3 * interval '1 millisecond')
    ON CONFLICT (id) DO UPDATE SET ${unlessHeld('token')}, ${unlessHeld('until')}
    RETURNING token, done_at IS NOT NULL AS done`
  const finish = `UPDATE ${table} SET done_at = statement_timestamp()
    WHERE id = $1 AND token = $2 AND done_at IS NULL RETURNING id`
  const release = `DELETE FROM ${table} WHERE id = $1 AND token = $2 AND done_at IS NULL`

  return {
    ...upkeep(query, options),
    claim: async (id, { lease }) => {
      const token = crypto.randomUUID()
      const { rows } = await query(claim, [id, token, lease])
      const entry = rows[0] as { readonly token: string; readonly done: boolean }
      if (entry.token === token) return { state: 'fresh', token }
      return { state: entry.done ? 'done' : 'busy' }
    },
    finish: async (id, token) => (await query(finish, [id, token])).rows.length === 1,
    release: async (id, token) => {
      await query(release, [id, token])
    },
  }
}

/**
 * Handles notifications inside transactions: with your own update, all of it counts once, or nothing.
 *
 * A transaction ends with its connection, and the claim with it: there is no lease to wait for. A host that
 * vanishes without a word holds its connection until the server notices; `idle_in_transaction_session_timeout`
 * makes it notice soon.
 *
 * @throws {RangeError} for a `table` that is no name, or a `retention` of less than 2 days.
 *
 * @example
 * const store = postgresTransactions(poolBegin(pool))
 * await store.setup()
 * handleNotify(alipay, tradeStatusSync, request, {
 *   expect,
 *   store,
 *   handle: async (trade, { transaction }) => {
 *     if (tradeEvent(trade) === 'paid')
 *       await transaction.query('UPDATE orders SET paid = true WHERE number = $1', [trade.out_trade_no])
 *   },
 * })
 */
export function postgresTransactions<Transaction>(
  begin: PostgresBegin<Transaction>,
  options: TableOptions = {},
): TransactionalStore<Transaction> & StoreTable {
  const table = tableName(options)
  // Whoever comes second is told so at once, where a row's lock would make it wait with a connection in its hand.
  const lock = 'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS mine'
  const look = `SELECT done_at IS NOT NULL AS done, until > statement_timestamp() AS held FROM ${table} WHERE id = $1`
  const finish = `INSERT INTO ${table} AS entry (id, token, until, done_at)
    VALUES ($1, '', statement_timestamp(), statement_timestamp())
    ON CONFLICT (id) DO UPDATE SET token = '', done_at = excluded.done_at
    WHERE entry.done_at IS NULL AND entry.until <= statement_timestamp() RETURNING id`

  return {
    ...upkeep((text, values) => begin(query => query(text, values)), options),
    once: (id, work) =>
      begin(async (query, transaction) => {
        const locked = (await query(lock, [`${table} ${id}`])).rows[0] as { readonly mine: boolean }
        if (!locked.mine) return 'busy'
        const [entry] = (await query(look, [id])).rows as { readonly done: boolean; readonly held: boolean }[]
        if (entry?.done) return 'done'
        if (entry?.held) return 'busy'
        await work(transaction)
        // Last, for it fails in a transaction in which a statement failed, even if `work` kept silent about that.
        const { rows } = await query(finish, [id])
        if (rows.length === 1) return 'handled'
        throw new Error('another worker claimed the notification meanwhile')
      }),
  }
}

/**
 * Transactions of pg's pool: `BEGIN`, then `COMMIT`, or `ROLLBACK` and the connection's end if even that fails.
 *
 * @example
 * postgresTransactions(poolBegin(new pg.Pool()))
 */
export function poolBegin<Client extends PostgresClient>(pool: PostgresPool<Client>): PostgresBegin<Client> {
  return async work => {
    const client = await pool.connect()
    let broken = false
    // Without a listener a connection that breaks would end the process; the next query tells of it.
    const noteBreak = (): void => {
      broken = true
    }
    client.on('error', noteBreak)
    try {
      await client.query('BEGIN')
      const result = await work((text, values) => client.query(text, values), client)
      await client.query('COMMIT')
      return result
    } catch (error) {
      await client.query('ROLLBACK').catch(noteBreak)
      throw error
    } finally {
      client.off('error', noteBreak)
      client.release(broken)
    }
  }
}

function upkeep(query: PostgresQuery, options: TableOptions): StoreTable {
  const table = tableName(options)
  const retention = retentionOf(options)
  return {
    setup: async () => {
      // Two processes that start together would both make it, and one of them would fail.
      const lock = `PERFORM pg_advisory_xact_lock(hashtextextended('${table}', 0))`
      await query(`DO $$ BEGIN ${lock}; ${postgresTable(options)}; END $$`, [])
    },
    prune: async () => {
      const old = `statement_timestamp() - $1 * interval '1 millisecond'`
      await query(`DELETE FROM ${table} WHERE coalesce(done_at, until) < ${old}`, [retention])
    },
  }
}
