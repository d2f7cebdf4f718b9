/** SQLite's statements, for the stores on SQLite, D1 and Durable Objects. */
import type { Claim } from '../incoming/store.ts'

/** A statement and its values, in the order of its question marks. */
export interface Statement {
  readonly sql: string
  readonly values: (string | number)[]
}

/** What the stores say to SQLite; every time in milliseconds since 1970. */
export interface SqliteStatements {
  /** Makes the table. */
  readonly create: string
  /** Claims, or tells who holds it: one statement, so that of many at once one is fresh. */
  claim(id: string, token: string, lease: number): Statement
  /** Gives a row if the token held. */
  finish(id: string, token: string): Statement
  release(id: string, token: string): Statement
  /** Whether it is done or held, if it is known at all. */
  look(id: string): Statement
  /** Deletes a claim whose lease ran out. */
  lapse(id: string): Statement
  /** Writes it down as done; fails if it is known. */
  done(id: string): Statement
  prune(retention: number): Statement
}

/** By the database's own clock, or by the caller's. */
export function sqliteStatements(table: string, now?: () => number): SqliteStatements {
  const clock = `WITH clock(now) AS (SELECT ${now === undefined ? "CAST(unixepoch('subsec') * 1000 AS INTEGER)" : '?'})`
  const timed = (sql: string, ...values: (string | number)[]): Statement => ({
    sql: `${clock} ${sql}`,
    values: now === undefined ? values : [now(), ...values],
  })
  const lapsed = 'done_at IS NULL AND until <= (SELECT now FROM clock)'
  const unlessHeld = (column: string): string =>
    `${column} = CASE WHEN ${lapsed} THEN excluded.${column} ELSE ${column} END`

  return {
    create: sqliteTableText(table),
    claim: (id, token, lease) =>
      timed(
        `INSERT INTO ${table} (id, token, until) SELECT ?, ?, now + ? FROM clock WHERE true
        ON CONFLICT (id) DO UPDATE SET ${unlessHeld('token')}, ${unlessHeld('until')}
        RETURNING token, done_at`,
        id,
        token,
        lease,
      ),
    finish: (id, token) =>
      timed(
        `UPDATE ${table} SET done_at = (SELECT now FROM clock) WHERE id = ? AND token = ? AND done_at IS NULL
        RETURNING id`,
        id,
        token,
      ),
    release: (id, token) => ({
      sql: `DELETE FROM ${table} WHERE id = ? AND token = ? AND done_at IS NULL RETURNING id`,
      values: [id, token],
    }),
    look: id =>
      timed(`SELECT done_at, until > (SELECT now FROM clock) AS held FROM ${table} WHERE id = ?`, id),
    lapse: id => timed(`DELETE FROM ${table} WHERE id = ? AND ${lapsed} RETURNING id`, id),
    done: id =>
      timed(
        `INSERT INTO ${table} (id, token, until, done_at) SELECT ?, '', now, now FROM clock RETURNING id`,
        id,
      ),
    prune: retention =>
      timed(`DELETE FROM ${table} WHERE coalesce(done_at, until) < (SELECT now FROM clock) - ?`, retention),
  }
}

/** The statement that makes a table whose name is quoted. */
export function sqliteTableText(table: string): string {
  return `CREATE TABLE IF NOT EXISTS ${table} (
  id TEXT NOT NULL PRIMARY KEY,
  token TEXT NOT NULL,
  until INTEGER NOT NULL,
  done_at INTEGER
)`
}

/** What the rows of `claim` say. */
export function claimOf([row]: readonly unknown[], token: string): Claim {
  const entry = row as { readonly token: string; readonly done_at: number | null } | undefined
  if (entry?.token === token) return { state: 'fresh', token }
  return { state: entry?.done_at == null ? 'busy' : 'done' }
}

/** What the rows of `look` say. */
export function stateOf([row]: readonly unknown[]): 'done' | 'busy' | undefined {
  const entry = row as { readonly done_at: number | null; readonly held: number } | undefined
  if (entry === undefined) return undefined
  if (entry.done_at !== null) return 'done'
  return entry.held ? 'busy' : undefined
}
