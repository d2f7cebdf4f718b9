/**
 * Notification stores in a Cloudflare Durable Object whose storage is SQLite.
 *
 * {@link durableObjectTransactions} is the strongest form, for a shop that lives in the same object: claim, your
 * own update and the mark are one transaction. What is written through `transaction` counts **exactly once**: an
 * object that ends before the transaction does has written nothing, and the next delivery handles it.
 *
 * {@link durableObjectStore} is for effects in another place. Of deliveries at the same time one is handled; once
 * `finish` was written no repeat is handled again. A crash before `handle` or inside it: the next delivery after
 * the lease handles it. After the effect, before `finish`: it is handled **again**, so make the effect idempotent.
 * {@link durableObjectClient} reaches it from a Worker.
 *
 * Leases are measured by the clock of the object. The table is made by itself; `prune()` in a daily `alarm` keeps
 * it small.
 *
 * @example
 * export class Notifications extends DurableObject {
 *   #store = durableObjectStore(this.ctx.storage)
 *   claim(id, options) { return this.#store.claim(id, options) }
 *   finish(id, token) { return this.#store.finish(id, token) }
 *   release(id, token) { return this.#store.release(id, token) }
 * }
 * const store = durableObjectClient(() => env.NOTIFICATIONS.get(env.NOTIFICATIONS.idFromName('alipay')))
 */
import type { NotificationStore, TransactionalStore } from '../incoming/store.ts'
import { retentionOf } from './retention.ts'
import { claimOf, type Statement, sqliteStatements, stateOf } from './sqlite-statements.ts'
import { type StoreTable, type TableOptions, tableName } from './table.ts'

/** What is used of `ctx.storage`. */
export interface DurableObjectStorage<Sql extends DurableObjectSql = DurableObjectSql> {
  readonly sql: Sql
  transaction<Result>(work: () => Promise<Result>): Promise<Result>
}

/** What is used of `ctx.storage.sql`. */
export interface DurableObjectSql {
  exec(sql: string, ...values: (string | number)[]): { toArray(): unknown[] }
}

/**
 * Remembers notifications in a Durable Object; for effects that are not in this object.
 *
 * @throws {RangeError} for a `table` that is no name, or a `retention` of less than 2 days.
 */
export function durableObjectStore(
  storage: DurableObjectStorage,
  options: TableOptions = {},
): NotificationStore & Pick<StoreTable, 'prune'> {
  const { run, prune } = open(storage, options)
  const { claim, finish, release } = sqliteStatements(tableName(options))

  return {
    prune,
    claim: async (id, { lease }) => {
      const token = crypto.randomUUID()
      return claimOf(run(claim(id, token, lease)), token)
    },
    finish: async (id, token) => run(finish(id, token)).length === 1,
    release: async (id, token) => {
      run(release(id, token))
    },
  }
}

/**
 * Handles notifications inside transactions of the object that holds the shop's own tables.
 *
 * For use in the object's `fetch`: while a transaction is open, the object does nothing else. So keep `handle`
 * short; Cloudflare ends an object that blocks for 30 seconds.
 *
 * @throws {RangeError} for a `table` that is no name, or a `retention` of less than 2 days.
 *
 * @example
 * handle: (trade, { transaction }) => {
 *   if (tradeEvent(trade) === 'paid')
 *     transaction.exec('UPDATE orders SET paid = 1 WHERE number = ?', trade.out_trade_no)
 * }
 */
export function durableObjectTransactions<Sql extends DurableObjectSql>(
  storage: DurableObjectStorage<Sql>,
  options: TableOptions = {},
): TransactionalStore<Sql> & Pick<StoreTable, 'prune'> {
  const { run, prune } = open(storage, options)
  const { look, lapse, done } = sqliteStatements(tableName(options))

  return {
    prune,
    once: (id, work) =>
      storage.transaction(async () => {
        const state = stateOf(run(look(id)))
        if (state !== undefined) return state
        run(lapse(id))
        run(done(id))
        await work(storage.sql)
        return 'handled'
      }),
  }
}

/**
 * The store of a Durable Object, as a Worker reaches it.
 *
 * A stub itself must not be given to `handleNotify`: it answers to every name, that of a store with transactions
 * too. One object is enough for hundreds of notifications a second; for more, choose the object by the id.
 *
 * @param stub gives the object's stub for a notification's id, a fresh one each time.
 */
export function durableObjectClient(stub: (id: string) => NotificationStore): NotificationStore {
  return {
    claim: async (id, { lease }) => stub(id).claim(id, { lease }),
    finish: async (id, token) => stub(id).finish(id, token),
    release: async (id, token) => stub(id).release(id, token),
  }
}

function open(storage: DurableObjectStorage, options: TableOptions) {
  const statements = sqliteStatements(tableName(options))
  const retention = retentionOf(options)
  const run = ({ sql, values }: Statement): unknown[] => storage.sql.exec(sql, ...values).toArray()
  storage.sql.exec(statements.create)
  return {
    run,
    prune: async (): Promise<void> => {
      run(statements.prune(retention))
    },
  }
}
