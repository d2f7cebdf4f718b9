/** The portable suite on the sources, for quick answers; `test/runtimes` runs it on the built package. */
import { afterAll, test } from 'vitest'
import { openGateway } from '../runtimes/gateway.ts'
import * as library from './library.mjs'
import { limitsHere } from './limits.mjs'
import suite from './suite.mjs'

const gateway = await openGateway()
afterAll(() => gateway.close())

for (const { name, run } of suite(library, { limits: await limitsHere(), gateway: gateway.url })) {
  test(name, async () => {
    await run()
  })
}
