/** What remembers which notifications were handled. */

/** The answer to a claim. */
export type Claim =
  /** Nobody handled it: it is yours until the lease ends. The token proves that to `finish` and `release`. */
  | { readonly state: 'fresh'; readonly token: string }
  /** It was handled before. */
  | { readonly state: 'done' }
  /** Another worker holds it, and its lease has not ended. */
  | { readonly state: 'busy' }

/**
 * Remembers notifications by id (`gateway:account:notifyId`), so that each is handled once.
 *
 * The token fences: a worker whose lease ran out and whose notification was claimed again can no longer
 * finish or release it.
 */
export interface NotificationStore {
  /** Claims a notification for `lease` milliseconds. Of several at once, one is `fresh`. */
  claim(id: string, options: { readonly lease: number }): Promise<Claim>
  /** Marks it as handled. Resolves to whether the token still held. */
  finish(id: string, token: string): Promise<boolean>
  /** Gives it back after a failure, so that the next delivery may handle it. */
  release(id: string, token: string): Promise<void>
}

/**
 * A store that can run the handler inside its own transaction: the strongest form, for effects in the same
 * database. What the handler writes through `transaction` counts together with the claim, or not at all.
 */
export interface TransactionalStore<Transaction> {
  /**
   * Claims, runs `work` and finishes in one transaction.
   *
   * Resolves to `handled` once all of it is committed, `done` for what was handled before, `busy` while
   * another worker is at it. When `work` throws, nothing is kept and its error is passed on.
   */
  once(id: string, work: (transaction: Transaction) => Promise<void>): Promise<'handled' | 'done' | 'busy'>
}
