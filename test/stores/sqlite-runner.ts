/** Runs the contract on SQLite in whatever Node runs this: `sqlite-runner <driver> <file>`; prints JSON. */
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { type Case, results, type StoreSubject, storeContract, transactionContract } from './contract.ts'
import { deliver, deliverUntilAcknowledged } from './deliveries.ts'
import { type DatabaseShop, type Kind, openShop } from './node-shops.ts'
import { QUEUE, SHARED } from './own-cases.ts'

const [kind, file, rivalBody] = process.argv.slice(2) as [Kind, string, string | undefined]

const shop = await openShop(kind, file)
const transactions = (deed: 'count' | 'throw' | 'break') => shop.transactional?.(deed) as never

/** Both forms on one table. */
const shared: Case<DatabaseShop> = {
  name: SHARED,
  async run({ store }) {
    const { store: transactional } = shop.transactional?.('count') ?? {}
    if (transactional === undefined || !('once' in transactional)) throw new Error('no transactions')
    const [done, held, lapsed] = ['done', 'held', 'lapsed'].map(name => `${name} ${crypto.randomUUID()}`) as [
      string,
      string,
      string,
    ]
    const states = [
      await transactional.once(done, async () => {}),
      (await store.claim(done, { lease: 9e5 })).state,
    ]
    await store.claim(held, { lease: 9e5 })
    states.push(await transactional.once(held, async () => {}))
    const old = await store.claim(lapsed, { lease: 1 })
    await pause(10)
    states.push(await transactional.once(lapsed, async () => {}))
    const finished = old.state === 'fresh' && (await store.finish(lapsed, old.token))
    if (`${states} ${finished}` !== 'handled,done,busy,handled false')
      throw new Error(`${states} ${finished}`)
  },
}

/** One connection has one transaction at a time, and there is one writer. */
const queue: Case<DatabaseShop> = {
  name: QUEUE,
  async run() {
    const { store } = shop.transactional?.('count') ?? {}
    if (store === undefined || !('once' in store)) throw new Error('no transactions')
    const ids = Array.from({ length: 24 }, (_, n) => `queue ${n % 12} ${file}`)
    const states = await Promise.all(ids.map(id => store.once(id, () => pause(2))))
    const found = `${states.filter(state => state === 'handled').length} ${states.filter(state => state === 'done').length}`
    if (found !== '12 12') throw new Error(states.join())
  },
}

const own: StoreSubject = {
  workers: [shop.store, shop.store],
  clock: 'caller',
  ...(shop.skewed && { skewed: shop.skewed }),
}

if (rivalBody === undefined) {
  const second = await openShop(kind, file)
  const found = [
    ...(await results(storeContract, { ...own, workers: [shop.store, second.store] })).map(named('store')),
    ...(
      await results(transactionContract, {
        counted: shop.counted,
        deliver: (body, deed) => deliver(transactions(deed), body),
      })
    ).map(named('transactions')),
    ...(await results([shared, queue], shop)),
  ]
  await second.close()
  console.log(JSON.stringify({ product: shop.product, found }))
} else {
  // Several of these at once, each with 16 deliveries of the same notification.
  await Promise.all(
    Array.from({ length: 16 }, () =>
      deliverUntilAcknowledged(() => deliver(transactions('count'), rivalBody)),
    ),
  )
  console.log('acknowledged')
}
await shop.close()

function named(form: string): <Result extends { name: string }>(result: Result) => Result {
  return result => ({ ...result, name: `${form}: ${result.name}` })
}
