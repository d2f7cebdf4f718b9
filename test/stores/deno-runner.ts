/**
 * Deno KV in Deno: `contract <file>`, `hold <file> <point> <body>` or `aftermath <file> <order> <body>`; prints
 * JSON.
 */

import type { DenoKv } from '../../src/stores/deno-kv.ts'
import { denoKvStore } from '../../src/stores/deno-kv.ts'
import { results, storeContract } from './contract.ts'
import { deliver, type Shop } from './deliveries.ts'
import { aftermath, holding, LEASE, type Point } from './points.ts'

interface CountingKv extends DenoKv {
  set(key: string[], value: unknown): Promise<unknown>
  close(): void
}
declare const Deno: {
  readonly args: string[]
  readonly version: { readonly deno: string }
  openKv(path: string): Promise<CountingKv>
}

const [task, file = '', ...rest] = Deno.args
const kv = await Deno.openKv(file)
const store = denoKvStore(kv)
const counted = async (order: string): Promise<number> =>
  Number((await kv.get(['counted', order])).value ?? 0)
const shop: Shop<undefined> = {
  store,
  // One shop at a time counts here, and a second count is seen.
  count: async order => {
    await kv.set(['counted', order], (await counted(order)) + 1)
  },
}

if (task === 'contract') {
  const second = await Deno.openKv(file)
  const found = await results(storeContract, {
    workers: [store, denoKvStore(second)],
    clock: 'caller',
    skewed: milliseconds => denoKvStore(second, { now: () => Date.now() + milliseconds }),
  })
  second.close()
  console.log(JSON.stringify({ product: `Deno KV in Deno ${Deno.version.deno}`, found }))
} else if (task === 'hold') {
  const [point = '', body = ''] = rest
  await deliver(holding(shop, point as Point), body, { lease: LEASE })
} else {
  const [order = '', body = ''] = rest
  console.log(
    JSON.stringify(
      await aftermath(
        () => deliver(shop, body),
        () => counted(order),
      ),
    ),
  )
}
kv.close()
