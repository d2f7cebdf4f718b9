/** What the stores take fits what drivers have, and the handler's transaction is the driver's own. */
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Cluster, Redis } from 'ioredis'
import type pg from 'pg'
import { createClientPool, createCluster, createClient as createRedisClient } from 'redis'
import { afterAll, describe, expect, expectTypeOf, test } from 'vitest'
import { createAlipay, tradeStatusSync } from '../../src/alipay/index.ts'
import { handleNotify, memoryStore, type NotificationStore, rsa2Verifier } from '../../src/index.ts'
import { poolBegin, postgresStore, postgresTransactions } from '../../src/stores/postgres.ts'
import { redisStore } from '../../src/stores/redis.ts'
import { PATIENCE } from '../support/patience.ts'
import { isHere } from '../support/requirements.ts'
import keyData from '../vectors/keys.json' with { type: 'json' }
import { deno, root, temporaryFolder } from './processes.ts'

/** Never called: that it compiles is the test, which `npm run typecheck` makes. */
async function compiles(pool: pg.Pool): Promise<void> {
  const receiver = createAlipay({ appId: '1', verifier: rsa2Verifier(keyData.keys.other.spki) })
  const expectOrder = () => ({ total_amount: '88.88' })
  await handleNotify(receiver, tradeStatusSync, '', {
    expect: expectOrder,
    store: postgresTransactions(poolBegin(pool)),
    handle: async (_, { transaction, order }) => {
      expectTypeOf(transaction).toEqualTypeOf<pg.PoolClient>()
      expectTypeOf(order.total_amount).toEqualTypeOf<string>()
    },
  })
  await handleNotify(receiver, tradeStatusSync, '', {
    expect: expectOrder,
    store: postgresStore((text, values) => pool.query(text, values)),
    handle: (_, { transaction }) => void expectTypeOf(transaction).toEqualTypeOf<undefined>(),
  })
}

test('a store is a store, whatever is behind it', () => {
  expectTypeOf(compiles).toBeFunction()
  expectTypeOf(redisStore).returns.toEqualTypeOf<NotificationStore>()
  expectTypeOf(memoryStore).returns.toEqualTypeOf<NotificationStore>()
})

test('every kind of Redis client will do', () => {
  const single = new Redis({ lazyConnect: true })
  const clients = [
    redisStore(single),
    redisStore(new Cluster([], { lazyConnect: true })),
    redisStore(createRedisClient()),
    redisStore(createRedisClient({ RESP: 3 })),
    redisStore(createClientPool()),
    redisStore(createCluster({ rootNodes: [] })),
  ]
  single.disconnect()
  expect(clients.map(store => Object.keys(store))).toEqual(Array(6).fill(['claim', 'finish', 'release']))
})

const GET = 'npm ci --prefix test/runtimes (x64 Linux only)'
if (isHere('Deno', existsSync(deno), GET))
  describe('by Deno’s own types', () => {
    const folder = temporaryFolder('types')
    afterAll(() => rmSync(folder, { recursive: true }))

    /** Checks a module against Deno's declarations; gives what is wrong with it. */
    function check(body: string): string {
      const file = join(folder, 'check.ts')
      const stores = `${root}/src/stores`
      writeFileSync(
        file,
        `import { DatabaseSync } from 'node:sqlite'
      import { denoKvStore } from '${stores}/deno-kv.ts'
      import { sqliteStore, sqliteTransactions } from '${stores}/sqlite.ts'
      ${body}`,
      )
      const flags = ['--unstable-kv', '--no-lock', '--no-remote', '--no-config']
      const env = {
        ...process.env,
        DENO_DIR: join(folder, 'cache'),
        NO_COLOR: '1',
        DENO_NO_UPDATE_CHECK: '1',
      }
      const { status, stderr } = spawnSync(deno, ['check', ...flags, file], {
        env,
        encoding: 'utf8',
        timeout: PATIENCE,
      })
      return status === 0 ? '' : stderr
    }

    test('Deno.Kv and DatabaseSync will do, and the transaction is the database', () => {
      const fits = `
      export const kv = denoKvStore(await Deno.openKv())
      export const plain = sqliteStore(new DatabaseSync(':memory:'))
      export const store = sqliteTransactions(new DatabaseSync(':memory:'))
      await store.once('a', async database => void database.createSession())`
      expect(check(fits)).toBe('')
      expect(check('sqliteStore(await Deno.openKv())')).toMatch(/TS2345/)
    })
  })
