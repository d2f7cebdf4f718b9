import type { NotificationStore } from './store.ts'

/** How much a memory store remembers. */
export interface MemoryStoreOptions {
  /** The most ids that are remembered; 10,000 by default. Beyond, the oldest that are done are forgotten. */
  readonly maxEntries?: number | undefined
  /** The clock, in milliseconds; the host's by default. */
  readonly now?: (() => number) | undefined
}

type Entry =
  | { readonly done: true }
  | { readonly done: false; readonly token: string; readonly until: number }

/**
 * Remembers in this process: enough for one process that may repeat after a restart, and for tests.
 *
 * A second process, or the next one after a crash, knows nothing of it.
 */
export function memoryStore({
  maxEntries = 10_000,
  now = Date.now,
}: MemoryStoreOptions = {}): NotificationStore {
  const entries = new Map<string, Entry>()
  let tokens = 0

  const holds = (id: string, token: string): boolean => {
    const entry = entries.get(id)
    return entry !== undefined && !entry.done && entry.token === token
  }
  // A Map keeps the order of insertion, so that the first done entry is the oldest.
  const forget = (): void => {
    for (const [id, entry] of entries) {
      if (entries.size <= maxEntries) return
      if (entry.done || entry.until <= now()) entries.delete(id)
    }
  }

  return {
    claim: async (id, { lease }) => {
      const entry = entries.get(id)
      if (entry?.done) return { state: 'done' }
      if (entry !== undefined && entry.until > now()) return { state: 'busy' }
      const token = String(++tokens)
      entries.delete(id)
      entries.set(id, { done: false, token, until: now() + lease })
      forget()
      return { state: 'fresh', token }
    },
    finish: async (id, token) => {
      if (!holds(id, token)) return false
      entries.set(id, { done: true })
      return true
    },
    release: async (id, token) => {
      if (holds(id, token)) entries.delete(id)
    },
  }
}
