/** Runs the contract inside workerd, on D1 and in a Durable Object. */
import { DurableObject } from 'cloudflare:workers'
import type { NotificationStore } from '../../src/index.ts'
import { type D1, type D1Statement, d1Store, d1Transactions } from '../../src/stores/cloudflare-d1.ts'
import {
  type DurableObjectStorage,
  durableObjectClient,
  durableObjectStore,
  durableObjectTransactions,
} from '../../src/stores/durable-object.ts'
import { type Case, type Deed, results, storeContract, transactionContract } from './contract.ts'
import { deliver, pause } from './deliveries.ts'
import { LOSERS } from './own-cases.ts'

interface ObjectStub extends NotificationStore {
  fetch(url: string, init: { method: string; body: string }): Promise<Response>
  counted(order: string): Promise<number>
}

interface Env {
  readonly DB: D1
  readonly OBJECTS: { idFromName(name: string): unknown; get(id: unknown): ObjectStub }
}

const COUNTED = 'CREATE TABLE IF NOT EXISTS counted (number TEXT)'

/** A store for Workers elsewhere, and a shop that counts in its own storage. */
export class Shop extends DurableObject {
  #storage = (this as unknown as { ctx: { storage: DurableObjectStorage } }).ctx.storage
  #store = durableObjectStore(this.#storage)
  #transactions = durableObjectTransactions(this.#storage)

  claim(id: string, options: { lease: number }) {
    return this.#store.claim(id, options)
  }
  finish(id: string, token: string) {
    return this.#store.finish(id, token)
  }
  release(id: string, token: string) {
    return this.#store.release(id, token)
  }

  async fetch(request: Request): Promise<Response> {
    this.#storage.sql.exec(COUNTED)
    const deed = new URL(request.url).pathname.slice(1) as Deed
    const answer = await deliver(
      {
        store: this.#transactions,
        count: async (order, sql) => {
          sql.exec('INSERT INTO counted VALUES (?)', order)
          await new Promise(resolve => setTimeout(resolve, 1))
          if (deed === 'throw') throw new Error('no')
          if (deed === 'break') sql.exec('INSERT INTO nowhere VALUES (1)')
        },
      },
      await request.text(),
    )
    return Response.json(answer)
  }

  counted(order: string): number {
    this.#storage.sql.exec(COUNTED)
    const [row] = this.#storage.sql
      .exec('SELECT count(*) AS n FROM counted WHERE number = ?', order)
      .toArray()
    return (row as { n: number }).n
  }
}

async function d1Results({ DB }: Env) {
  const store = d1Store(DB)
  await store.setup()
  await DB.prepare(COUNTED).all()
  const insert = (table: string, order: string): D1Statement =>
    DB.prepare(`INSERT INTO ${table} VALUES (?)`).bind(order)
  // Prepared now, for SQLite would refuse it; it fails when it is run, as a broken rule of the shop's does.
  await DB.prepare('CREATE TABLE IF NOT EXISTS checked (number TEXT CHECK (length(number) > 100))').all()
  const transactions = d1Transactions(DB)
  const forgetful: D1 = {
    prepare: sql => DB.prepare(sql),
    batch: async statements => {
      await DB.batch(statements)
      throw new Error('the answer was lost')
    },
  }
  const own: Case<undefined> = {
    name: LOSERS,
    async run() {
      const [id, lost] = [crypto.randomUUID(), crypto.randomUUID()]
      const states = await Promise.all([1, 2, 3].map(() => transactions.once(id, () => pause(30))))
      const after = await d1Transactions(forgetful).once(lost, async () => {})
      const again = await transactions.once(lost, () => Promise.reject(new Error('handled again')))
      const found = [...states.sort(), after, again].join()
      if (found !== 'done,done,handled,done,done') throw new Error(found)
    },
  }
  return {
    own: await results([own], undefined),
    store: await results(storeContract, { workers: [store, d1Store(DB)], clock: 'database' }),
    transactions: await results(transactionContract, {
      deliver: (body, deed) =>
        deliver(
          {
            store: transactions,
            count: async (order, statements) => {
              statements.push(insert('counted', order))
              if (deed === 'throw') throw new Error('no')
              if (deed === 'break') statements.push(insert('checked', order))
            },
          },
          body,
        ),
      counted: async order => {
        const { results: rows } = await DB.prepare('SELECT count(*) AS n FROM counted WHERE number = ?')
          .bind(order)
          .all()
        return (rows[0] as { n: number }).n
      },
    }),
  }
}

async function objectResults({ OBJECTS }: Env) {
  const stub = (): ObjectStub => OBJECTS.get(OBJECTS.idFromName('shop'))
  return {
    store: await results(storeContract, {
      workers: [durableObjectClient(stub), durableObjectClient(stub)],
      clock: 'database',
    }),
    transactions: await results(transactionContract, {
      deliver: async (body, deed) =>
        (await stub().fetch(`http://shop/${deed}`, { method: 'POST', body })).json(),
      counted: order => stub().counted(order),
    }),
  }
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { pathname } = new URL(request.url)
    return Response.json(pathname === '/d1' ? await d1Results(env) : await objectResults(env))
  },
}
