/** Shops on real databases, as Node reaches them. Each counts orders, and a second count is seen. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { Redis } from 'ioredis'
import pg from 'pg'
import { createClient } from 'redis'
import type { NotificationStore, TransactionalStore } from '../../src/index.ts'
import { poolBegin, postgresStore, postgresTransactions } from '../../src/stores/postgres.ts'
import { redisStore } from '../../src/stores/redis.ts'
import {
  type LibsqlClient,
  type LibsqlTransaction,
  type SqliteDatabase,
  sqliteStore,
  sqliteTransactions,
} from '../../src/stores/sqlite.ts'
import type { Deed } from './contract.ts'
import type { Shop } from './deliveries.ts'

export type Kind = 'node-redis' | 'ioredis' | 'postgres' | 'node:sqlite' | 'better-sqlite3' | 'libsql'

/** A shop and its database. */
export interface DatabaseShop {
  /** What it runs on, with the version that answered: `PostgreSQL 15.14`. */
  readonly product: string
  readonly store: NotificationStore
  /** The store by a clock that is off; only where the caller's clock counts. */
  readonly skewed?: (milliseconds: number) => NotificationStore
  readonly plain: Shop<undefined>
  /** The shop that counts inside the store's transaction. */
  readonly transactional?: (deed: Deed) => Shop<never>
  counted(order: string): Promise<number>
  prune(): Promise<void>
  close(): Promise<void>
}

/** Opens a shop. `address` is a port on 127.0.0.1, or a file. */
export async function openShop(kind: Kind, address: string): Promise<DatabaseShop> {
  if (kind === 'node-redis' || kind === 'ioredis') return redisShop(kind, Number(address))
  if (kind === 'postgres') return postgresShop(Number(address))
  return kind === 'libsql' ? libsqlShop(address) : sqliteShop(kind, address)
}

async function redisShop(kind: 'node-redis' | 'ioredis', port: number): Promise<DatabaseShop> {
  const reached = kind === 'ioredis' ? ioredis(port) : await nodeRedis(port)
  const { store, command, close } = reached
  const [, version] = /redis_version:(\S+)/.exec(String(await command('INFO', 'server'))) ?? []
  return {
    product: `Redis ${version} through ${kind} ${versionOf(kind === 'ioredis' ? 'ioredis' : 'redis')}`,
    store,
    plain: {
      store,
      count: async order => {
        await command('INCR', `counted:${order}`)
      },
    },
    counted: async order => Number((await command('GET', `counted:${order}`)) ?? 0),
    prune: async () => {},
    close,
  }
}

async function nodeRedis(port: number) {
  const client = createClient({ socket: { host: '127.0.0.1', port, reconnectStrategy: 50 } })
  client.on('error', () => {})
  await client.connect()
  return {
    store: redisStore(client),
    command: (...words: string[]): Promise<unknown> => client.sendCommand(words),
    close: async () => client.destroy(),
  }
}

function ioredis(port: number) {
  const client = new Redis({ host: '127.0.0.1', port, retryStrategy: () => 50 })
  client.on('error', () => {})
  return {
    store: redisStore(client),
    command: (name: string, ...words: string[]): Promise<unknown> => client.call(name, ...words),
    close: async () => client.disconnect(),
  }
}

async function postgresShop(port: number): Promise<DatabaseShop> {
  const pool = new pg.Pool({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres', max: 8 })
  pool.on('error', () => {})
  const store = postgresStore((text, values) => pool.query(text, values))
  const transactions = postgresTransactions(poolBegin(pool))
  await store.setup()
  await pool.query(
    `DO $$ BEGIN PERFORM pg_advisory_xact_lock(1); CREATE TABLE IF NOT EXISTS counted (number text); END $$`,
  )
  const { rows } = await pool.query('SHOW server_version')
  const insert = 'INSERT INTO counted VALUES ($1)'
  return {
    product: `PostgreSQL ${rows[0].server_version} through pg ${versionOf('pg')}`,
    store,
    plain: {
      store,
      count: async order => {
        await pool.query(insert, [order])
      },
    },
    transactional: deed => ({
      store: transactions as unknown as TransactionalStore<never>,
      count: async (order, transaction: pg.PoolClient) => {
        await transaction.query(insert, [order])
        if (deed === 'throw') throw new Error('no')
        if (deed === 'break') await transaction.query('SELECT * FROM nowhere')
      },
    }),
    counted: async order =>
      (await pool.query('SELECT count(*)::int AS n FROM counted WHERE number = $1', [order])).rows[0].n,
    prune: transactions.prune,
    close: () => pool.end(),
  }
}

const COUNTED = 'CREATE TABLE IF NOT EXISTS counted (number TEXT)'
const INSERT = 'INSERT INTO counted VALUES (?)'
const HOW_OFTEN = 'SELECT count(*) AS n FROM counted WHERE number = ?'
const VERSION = 'SELECT sqlite_version() AS version'

interface WritingDatabase extends SqliteDatabase {
  close(): void
}

async function sqliteShop(kind: 'node:sqlite' | 'better-sqlite3', file: string): Promise<DatabaseShop> {
  const open = async (): Promise<WritingDatabase> => {
    const database = await (kind === 'node:sqlite' ? nodeSqlite(file) : betterSqlite3(file))
    database.exec('PRAGMA busy_timeout = 5000')
    database.exec('PRAGMA journal_mode = WAL')
    return database
  }
  const [database, own] = [await open(), await open()]
  database.exec(COUNTED)
  const store = sqliteStore(database)
  const transactions = sqliteTransactions(own)
  await store.setup()
  const first = <Row>(sql: string, ...values: string[]): Row => database.prepare(sql).all(...values)[0] as Row
  const through =
    kind === 'node:sqlite' ? `Node ${process.versions.node}` : `better-sqlite3 ${runtimesVersionOf(kind)}`
  return {
    product: `SQLite ${first<{ version: string }>(VERSION).version} through ${through}`,
    store,
    skewed: milliseconds => sqliteStore(database, { now: () => Date.now() + milliseconds }),
    plain: {
      store,
      count: async order => {
        database.prepare(INSERT).run(order)
      },
    },
    transactional: deed => ({
      store: transactions as unknown as TransactionalStore<never>,
      count: async (order, transaction: WritingDatabase) => {
        transaction.prepare(INSERT).run(order)
        await new Promise(resolve => setTimeout(resolve, 1))
        if (deed === 'throw') throw new Error('no')
        if (deed === 'break') transaction.exec('INSERT INTO nowhere VALUES (1)')
      },
    }),
    counted: async order => first<{ n: number }>(HOW_OFTEN, order).n,
    prune: transactions.prune,
    close: async () => {
      own.close()
      database.close()
    },
  }
}

async function libsqlShop(file: string): Promise<DatabaseShop> {
  interface Client extends LibsqlClient<LibsqlTransaction> {
    close(): void
  }
  const { createClient } = (await import(pathToFileURL(runtimes().resolve('@libsql/client')).href)) as {
    createClient(options: { url: string; timeout: number }): Client
  }
  const client = createClient({ url: `file:${file}`, timeout: 5000 })
  const execute = async (sql: string, ...args: string[]) => (await client.execute({ sql, args })).rows[0]
  await execute('PRAGMA journal_mode = WAL')
  await execute(COUNTED)
  const store = sqliteStore(client)
  const transactions = sqliteTransactions(client)
  await store.setup()
  const { version } = (await execute(VERSION)) as { version: string }
  return {
    product: `libsql (SQLite ${version}) through @libsql/client ${runtimesVersionOf('@libsql/client')}`,
    store,
    skewed: milliseconds => sqliteStore(client, { now: () => Date.now() + milliseconds }),
    plain: {
      store,
      count: async order => {
        await execute(INSERT, order)
      },
    },
    transactional: deed => ({
      store: transactions as unknown as TransactionalStore<never>,
      count: async (order, transaction: LibsqlTransaction) => {
        await transaction.execute({ sql: INSERT, args: [order] })
        await new Promise(resolve => setTimeout(resolve, 1))
        if (deed === 'throw') throw new Error('no')
        if (deed === 'break') await transaction.execute({ sql: 'INSERT INTO nowhere VALUES (1)', args: [] })
      },
    }),
    counted: async order => Number(((await execute(HOW_OFTEN, order)) as { n: number }).n),
    prune: transactions.prune,
    close: async () => client.close(),
  }
}

async function nodeSqlite(file: string): Promise<WritingDatabase> {
  // Not in Node 20, nor in its types.
  const name = 'node:sqlite'
  const { DatabaseSync } = (await import(name)) as { DatabaseSync: new (file: string) => WritingDatabase }
  return new DatabaseSync(file)
}

async function betterSqlite3(file: string): Promise<WritingDatabase> {
  const Database = runtimes()('better-sqlite3') as new (file: string) => WritingDatabase
  return new Database(file)
}

/** Resolves from test/runtimes, whose packages are not among those of the repository. */
function runtimes(): NodeJS.Require {
  return createRequire(`${process.env['STORES_ROOT'] ?? process.cwd()}/test/runtimes/package.json`)
}

function runtimesVersionOf(name: string): string {
  const file = `${process.env['STORES_ROOT'] ?? process.cwd()}/test/runtimes/node_modules/${name}/package.json`
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

function versionOf(name: string): string {
  const require = createRequire(`${process.env['STORES_ROOT'] ?? process.cwd()}/package.json`)
  return (require(`${name}/package.json`) as { version: string }).version
}
