/**
 * A notification store on Deno KV.
 *
 * Each step reads an entry and writes it back only if nobody changed it in between. Entries expire by themselves:
 * nothing has to be set up or pruned. Deno KV tells no time, so that leases are measured by the caller's clock:
 * where hosts disagree, a lease is shorter or longer by as much, but still only one of them can finish.
 *
 * On a local file one process writes at a time, and Deno KV does not wait for the other: the store does, for two
 * seconds at most.
 *
 * What it promises: of deliveries at the same time one is handled; once `handle` has returned and `finish` was
 * written, no repeat is handled again. What it cannot: the effect and the mark are two writes. A crash
 *
 * - before `handle`, or inside it: the next delivery after the lease handles it.
 * - after the effect, before `finish`: the next delivery after the lease handles it **again**. Make the effect
 *   idempotent.
 * - after `finish`, before the answer: the repeat is acknowledged and not handled.
 *
 * @example
 * const store = denoKvStore(await Deno.openKv())
 */
import type { NotificationStore } from '../incoming/store.ts'
import { type Retention, retentionOf } from './retention.ts'

/** What is used of `Deno.Kv`. */
export interface DenoKv {
  get(key: string[]): Promise<{ readonly value: unknown; readonly versionstamp: string | null }>
  atomic(): DenoKvAtomic
}

/** What is used of `Deno.AtomicOperation`. */
export interface DenoKvAtomic {
  check(check: { key: string[]; versionstamp: string | null }): DenoKvAtomic
  set(key: string[], value: unknown, options: { expireIn: number }): DenoKvAtomic
  delete(key: string[]): DenoKvAtomic
  commit(): Promise<{ readonly ok: boolean }>
}

/** How a store on Deno KV keeps its entries. */
export interface DenoKvStoreOptions extends Retention {
  /** What each key begins with; `['zhifu', 'notifications']` by default. */
  readonly prefix?: readonly string[] | undefined
  /** The clock that leases are measured by, in milliseconds since 1970; the host's by default. */
  readonly now?: (() => number) | undefined
}

type Entry = { readonly done: true } | { readonly token: string; readonly until: number }

/**
 * Remembers notifications in Deno KV.
 *
 * @throws {RangeError} for a `retention` of less than 2 days.
 */
export function denoKvStore(kv: DenoKv, options: DenoKvStoreOptions = {}): NotificationStore {
  const { prefix = ['zhifu', 'notifications'], now = Date.now } = options
  const retention = retentionOf(options)

  async function read(id: string) {
    const key = [...prefix, id]
    const { value, versionstamp } = await kv.get(key)
    const unchanged = (): DenoKvAtomic => kv.atomic().check({ key, versionstamp })
    return { key, entry: value as Entry | null, unchanged }
  }
  const holds = (entry: Entry | null, token: string): boolean =>
    entry !== null && 'token' in entry && entry.token === token

  return {
    claim: (id, { lease }) =>
      patiently(async () => {
        const { key, entry, unchanged } = await read(id)
        if (entry !== null && 'done' in entry) return { state: 'done' }
        const moment = now()
        if (entry !== null && entry.until > moment) return { state: 'busy' }
        const token = crypto.randomUUID()
        const claimed: Entry = { token, until: moment + lease }
        const { ok } = await unchanged()
          .set(key, claimed, { expireIn: lease + retention })
          .commit()
        return ok ? { state: 'fresh', token } : { state: 'busy' }
      }),
    finish: (id, token) =>
      patiently(async () => {
        const { key, entry, unchanged } = await read(id)
        if (!holds(entry, token)) return false
        const done: Entry = { done: true }
        return (await unchanged().set(key, done, { expireIn: retention }).commit()).ok
      }),
    release: (id, token) =>
      patiently(async () => {
        const { key, entry, unchanged } = await read(id)
        if (holds(entry, token)) await unchanged().delete(key).commit()
      }),
  }
}

/** Runs it again while the file is locked; then nothing of it was written. */
async function patiently<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run()
    } catch (error) {
      const isLocked = error instanceof Error && /database is locked/.test(error.message)
      if (!isLocked || attempt === 20) throw error
      await new Promise(resolve => setTimeout(resolve, 10 * attempt * (0.5 + Math.random())))
    }
  }
}
