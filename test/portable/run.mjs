/** Runs the portable suite on the package as built, found by its name, and returns what came of each case. */
import * as zhifu from 'zhifu'
import * as alipay from 'zhifu/alipay'
import * as emulator from 'zhifu/emulator'
import suite from './suite.mjs'

export default async function run() {
  const results = []
  for (const { name, run } of suite({ zhifu, alipay, emulator })) {
    try {
      await run()
      results.push({ name })
    } catch (error) {
      results.push({ name, error: String(error?.stack ?? error) })
    }
  }
  return results
}
