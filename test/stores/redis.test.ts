/** The Redis store on a real server, through both clients. */
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { redisStore } from '../../src/stores/redis.ts'
import { isHere } from '../support/requirements.ts'
import { storeContract } from './contract.ts'
import { deliver, deliverUntilAcknowledged, freshOrder, notification } from './deliveries.ts'
import { killAt } from './kills.ts'
import { type DatabaseShop, openShop } from './node-shops.ts'
import { aftermath } from './points.ts'
import { bundle, GET_REDIS, redisServer, run, type Server, startRedis, temporaryFolder } from './processes.ts'

const POINTS = ['claimed', 'after the effect', 'finished'] as const

if (isHere('Redis', redisServer !== undefined, GET_REDIS))
  describe('Redis', () => {
    const folder = temporaryFolder('redis-test')
    let server: Server
    let victim: string
    beforeAll(async () => {
      ;[server, victim] = await Promise.all([startRedis(), bundle('stores/victim.ts', folder)])
    })
    afterAll(async () => {
      await server.end()
      rmSync(folder, { recursive: true })
    })

    describe.each(['node-redis', 'ioredis'] as const)('through %s', kind => {
      let shops: [DatabaseShop, DatabaseShop]
      beforeAll(async () => {
        shops = [await openShop(kind, String(server.port)), await openShop(kind, String(server.port))]
        console.info(`store contract on ${shops[0].product}`)
      })
      afterAll(async () => {
        for (const shop of shops) await shop.close()
      })

      test.each(storeContract.map(({ name, run }) => [name, run] as const))('%s', async (_, run) => {
        await run({ workers: [shops[0].store, shops[1].store], clock: 'database' })
      })

      test.each(POINTS)('a process is killed: %s', async point => {
        await killAt(
          point,
          body => run(process.execPath, [victim, kind, String(server.port), point, body]),
          (order, body) =>
            aftermath(
              () => deliver(shops[0].plain, body),
              () => shops[0].counted(order),
            ),
        )
      })

      test('the server is killed and started: claims and marks are still there, and the clients come back', async () => {
        const [done, held] = [freshOrder(), freshOrder()]
        const shop = shops[0]
        const claim = await shop.store.claim(done, { lease: 60_000 })
        if (claim.state !== 'fresh') expect.unreachable()
        expect(await shop.store.finish(done, claim.token)).toBe(true)
        const token = await shop.store.claim(held, { lease: 60_000 })
        if (token.state !== 'fresh') expect.unreachable()
        await server.crash()
        const body = await notification(freshOrder())
        const meanwhile = deliverUntilAcknowledged(() => deliver(shop.plain, body))
        await server.start()
        expect(await shop.store.claim(done, { lease: 60_000 })).toEqual({ state: 'done' })
        expect(await shops[1].store.claim(held, { lease: 60_000 })).toEqual({ state: 'busy' })
        expect(await shop.store.finish(held, token.token)).toBe(true)
        expect(await meanwhile).toBeGreaterThan(0)
      })
    })

    test('keys have a prefix, and expire: marks after the retention, claims no sooner', async () => {
      const { createClient } = await import('redis')
      const client = createClient({ socket: { host: '127.0.0.1', port: server.port } })
      await client.connect()
      try {
        const day = 24 * 60 * 60 * 1000
        const store = redisStore(client, { prefix: 'shop:', retention: 3 * day })
        const id = freshOrder()
        const claim = await store.claim(id, { lease: 60_000 })
        if (claim.state !== 'fresh') expect.unreachable()
        const claimed = await client.pTTL(`shop:${id}`)
        expect(claimed).toBeGreaterThan(3 * day)
        expect(claimed).toBeLessThanOrEqual(3 * day + 60_000)
        await store.finish(id, claim.token)
        const done = await client.pTTL(`shop:${id}`)
        expect(done).toBeGreaterThan(3 * day - 60_000)
        expect(done).toBeLessThanOrEqual(3 * day)
        expect((await redisStore(client).claim(id, { lease: 1 })).state).toBe('fresh')
        expect(await client.pTTL(`zhifu:notification:${id}`)).toBeGreaterThan(29 * day)
      } finally {
        client.destroy()
      }
    })

    test('a claim whose answer was lost and that is sent again is still the own', async () => {
      const { Redis } = await import('ioredis')
      const client = new Redis({ host: '127.0.0.1', port: server.port })
      const twice = {
        call: async (command: string, ...args: string[]) => {
          await client.call(command, ...args)
          return client.call(command, ...args)
        },
      }
      expect((await redisStore(twice).claim(freshOrder(), { lease: 60_000 })).state).toBe('fresh')
      client.disconnect()
    })
  })
