/** The SQLite stores through node:sqlite, better-sqlite3 and libsql, each in a process of its own. */
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PATIENCE } from '../support/patience.ts'
import { isHere } from '../support/requirements.ts'
import { type CaseResult, storeContract, transactionContract } from './contract.ts'
import { freshOrder, notification } from './deliveries.ts'
import { killAt } from './kills.ts'
import type { Kind } from './node-shops.ts'
import { QUEUE, SHARED } from './own-cases.ts'
import type { Aftermath, Point } from './points.ts'
import { bundle, nodes, output, root, run, temporaryFolder } from './processes.ts'

const POINTS: readonly Point[] = [
  'claimed',
  'after the effect',
  'finished',
  'inside the transaction',
  'after the transaction',
]
const CASES = [
  ...storeContract.map(({ name }) => `store: ${name}`),
  ...transactionContract.map(({ name }) => `transactions: ${name}`),
  SHARED,
  QUEUE,
]

const folder = temporaryFolder('sqlite')
let runner: string
let victim: string
let survivor: string
beforeAll(async () => {
  ;[runner, victim, survivor] = await Promise.all([
    bundle('stores/sqlite-runner.ts', folder),
    bundle('stores/victim.ts', folder),
    bundle('stores/survivor.ts', folder),
  ])
})

/** Whether an executable runs a line of code without an error. */
const can = (executable: string, code: string): boolean =>
  spawnSync(executable, ['-e', code], { cwd: join(root, 'test/runtimes'), timeout: PATIENCE }).status === 0

const GET = 'npm ci --prefix test/runtimes (x64 Linux only)'
const newer = nodes().filter(({ executable }) => can(executable, "require('node:sqlite')"))
isHere('node:sqlite in a Node 22 or later', newer.length > 0, GET)
const withBetterSqlite3 = nodes().filter(({ executable }) =>
  can(executable, "new (require('better-sqlite3'))(':memory:')"),
)
isHere(
  'better-sqlite3, compiled for the Node at hand,',
  withBetterSqlite3.length > 0,
  'npm rebuild --prefix test/runtimes better-sqlite3 (needs a compiler)',
)
const withLibsql = existsSync(join(root, 'test/runtimes/node_modules/@libsql/client'))
  ? nodes().slice(0, 1)
  : []
isHere('@libsql/client', withLibsql.length > 0, GET)

const DRIVERS: readonly (readonly [kind: Kind, name: string, executable: string])[] = [
  ...newer.map(({ name, executable }) => ['node:sqlite', name, executable] as const),
  ...withBetterSqlite3.map(({ name, executable }) => ['better-sqlite3', name, executable] as const),
  ...withLibsql.map(({ name, executable }) => ['libsql', name, executable] as const),
]

/** What each driver's run prints. Side by side, for much of the contract is waiting for leases. */
const printing = new Map<string, Promise<string>>()
beforeAll(() => {
  for (const [kind, name, executable] of DRIVERS) {
    const database = join(folder, `contract-${printing.size}.db`)
    printing.set(`${kind} ${name}`, output(executable, [runner, kind, database]))
  }
})
afterAll(async () => {
  await Promise.allSettled(printing.values())
  rmSync(folder, { recursive: true })
})

const firstOf = (kind: Kind): string | undefined => DRIVERS.find(([other]) => other === kind)?.[2]

describe.each(DRIVERS)('%s in %s', (kind, name, executable) => {
  const file = (test: string): string => join(folder, `${kind}-${name}-${test}.db`.replace(/[: ]/g, '-'))
  let found: ReadonlyMap<string, CaseResult>

  beforeAll(async () => {
    const printed = (await printing.get(`${kind} ${name}`)) ?? ''
    const line = printed.split('\n').find(text => text.startsWith('{"product"')) ?? ''
    const told = JSON.parse(line) as { product: string; found: CaseResult[] }
    console.info(`store contract on ${told.product}`)
    found = new Map(told.found.map(result => [result.name, result]))
  })

  test.each(CASES)('%s', key => {
    expect(found.get(key)).toEqual({ name: key })
  })

  test('three processes at once, 16 deliveries of one notification each: counted once', async () => {
    const [order, database] = [freshOrder(), file('rivals')]
    const body = await notification(order)
    const told = await Promise.all([1, 2, 3].map(() => output(executable, [runner, kind, database, body])))
    expect(told.map(text => text.trim())).toEqual(Array(3).fill('acknowledged'))
    expect(await countedIn(database, order)).toBe(1)
  })

  // The same file format and the same store under each Node: one of them is enough to be killed.
  const points = executable === firstOf(kind) ? POINTS : []
  test.each(points)('a process is killed: %s', async point => {
    const database = file(point)
    const form = point.endsWith('transaction') ? 'transaction' : 'plain'
    await killAt(
      point,
      body => run(executable, [victim, kind, database, point, body]),
      async (order, body) =>
        JSON.parse(await output(executable, [survivor, kind, database, form, order, body])) as Aftermath,
    )
  })

  async function countedIn(database: string, order: string): Promise<number> {
    return Number(await output(executable, [survivor, kind, database, 'counted', order]))
  }
})
