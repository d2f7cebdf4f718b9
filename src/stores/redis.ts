/**
 * A notification store on Redis 5 or later, or Valkey, through node-redis or ioredis.
 *
 * Each step is one script, so that it is atomic; leases are measured by the server's clock. Each notification is
 * a key of its own that expires by itself: nothing has to be set up or pruned.
 *
 * What it promises: of deliveries at the same time one is handled; once `handle` has returned and `finish` was
 * written, no repeat is handled again. What it cannot: the effect and the mark are in two places. A crash
 *
 * - before `handle`, or inside it: the next delivery after the lease handles it.
 * - after the effect, before `finish`: the next delivery after the lease handles it **again**. Make the effect
 *   idempotent: `UPDATE … SET paid = true WHERE paid = false`, a unique key of your own.
 * - after `finish`, before the answer: the repeat is acknowledged and not handled.
 *
 * A server that loses its newest writes loses marks, and those notifications are handled again: with
 * `appendfsync everysec` that is the last second before a crash, with replicas what a failover had not copied yet,
 * with an eviction policy other than `noeviction` whatever was evicted. Nothing is lost by that, some is repeated.
 *
 * @example
 * handleNotify(alipay, tradeStatusSync, request, { expect, handle, store: redisStore(client) })
 */
import type { NotificationStore } from '../incoming/store.ts'
import { type Retention, retentionOf } from './retention.ts'

/** What is used of node-redis: `createClient()`, `createClientPool()` or `createCluster()`. */
export interface NodeRedis {
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>
}

/** What is used of ioredis: `new Redis()` or `new Cluster()`. */
export interface IoRedis {
  call(command: string, ...args: string[]): Promise<unknown>
}

/** How a Redis store keeps its keys. */
export interface RedisStoreOptions extends Retention {
  /** What each key begins with; `zhifu:notification:` by default. */
  readonly prefix?: string | undefined
}

/**
 * Remembers notifications in Redis.
 *
 * @throws {RangeError} for a `retention` of less than 2 days.
 */
export function redisStore(client: NodeRedis | IoRedis, options: RedisStoreOptions = {}): NotificationStore {
  const { prefix = 'zhifu:notification:' } = options
  const retention = retentionOf(options)
  const run = (script: string, id: string, ...values: string[]): Promise<unknown> =>
    'call' in client
      ? client.call('EVAL', script, '1', prefix + id, ...values)
      : client.eval(script, { keys: [prefix + id], arguments: values })

  return {
    claim: async (id, { lease }) => {
      const token = crypto.randomUUID()
      const state = await run(CLAIM, id, token, String(lease), String(lease + retention))
      if (state === 'fresh') return { state, token }
      return { state: state === 'done' ? 'done' : 'busy' }
    },
    finish: async (id, token) => Number(await run(FINISH, id, token, String(retention))) === 1,
    release: async (id, token) => {
      await run(RELEASE, id, token)
    },
  }
}

/** A client that lost the answer may send the script again: its own token is then the one that holds. */
const CLAIM = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local held = redis.call('HMGET', KEYS[1], 'done', 'token', 'until')
if held[1] then return 'done' end
if held[2] and held[2] ~= ARGV[1] and tonumber(held[3]) > now then return 'busy' end
redis.call('HSET', KEYS[1], 'token', ARGV[1], 'until', string.format('%.0f', now + ARGV[2]))
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 'fresh'`

const FINISH = `
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'done', '1')
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1`

const RELEASE = `
if redis.call('HGET', KEYS[1], 'token') == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1`
