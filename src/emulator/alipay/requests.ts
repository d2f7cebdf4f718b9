/** Calls that are done once for each of their numbers, and what they said. */

/** Whether a call was done before, and with the same words. */
export type Repeat = 'new' | 'same' | 'other'

/** Remembers calls. */
export interface Requests {
  /** How this call compares with the one that had its number before. */
  compare(appId: string, method: string, number: string, said: string): Repeat
  /** The call was done: from here on its number stands for it. */
  done(appId: string, method: string, number: string, said: string): void
}

/** Makes the memory. */
export function createRequests(): Requests {
  const calls = new Map<string, string>()
  const key = (appId: string, method: string, number: string) => `${appId} ${method} ${number}`
  return {
    compare(appId, method, number, said) {
      const earlier = calls.get(key(appId, method, number))
      if (earlier === undefined) return 'new'
      return earlier === said ? 'same' : 'other'
    },
    done: (appId, method, number, said) => void calls.set(key(appId, method, number), said),
  }
}
