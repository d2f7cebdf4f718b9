/** The portable suite on the sources, for quick answers; `test/runtimes` runs it on the built package. */
import { test } from 'vitest'
import * as zhifu from 'zhifu'
import * as alipay from 'zhifu/alipay'
import * as emulator from 'zhifu/emulator'
import suite from './suite.mjs'

for (const { name, run } of suite({ zhifu, alipay, emulator })) {
  test(name, async () => {
    await run()
  })
}
