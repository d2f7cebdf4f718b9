/** Runs the portable suite on the package as built, found by its name, and says what came of each case. */
import * as library from './library.mjs'
import { limitsHere } from './limits.mjs'
import suite from './suite.mjs'

/** `gateway` is the URL of the gateway on loopback that the cases send to. */
export default async function run(gateway) {
  const limits = await limitsHere()
  const results = []
  // Node ends when nothing is under way; this stands for the connections on which some cases wait in vain.
  const waiting = setInterval(() => {}, 1000)
  for (const { name, run } of suite(library, { limits, gateway })) {
    try {
      await run()
      results.push({ name })
    } catch (error) {
      // Firefox's stacks do not say what went wrong.
      results.push({ name, error: `${error}\n${error?.stack ?? ''}` })
    }
  }
  clearInterval(waiting)
  return { limits, results }
}
