/** Runs the contract on SQLite in whatever Node runs this: `sqlite-runner <driver> <file>`; prints JSON. */
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { type Case, results, type StoreSubject, storeContract, transactionContract } from './contract.ts'
import { deliver, deliverUntilAcknowledged } from './deliveries.ts'
import { type DatabaseShop, type Kind, openShop } from './node-shops.ts'

const [kind, file, rivalBody] = process.argv.slice(2) as [Kind, string, string | undefined]

const shop = await openShop(kind, file)
const transactions = (deed: 'count' | 'throw' | 'break') => shop.transactional?.(deed) as never

/** Both forms on one table. */
const shared: Case<DatabaseShop> = {
  name: 'both forms share a table: what one has done or holds, the other sees',
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
    ...(await results([shared], shop)),
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
