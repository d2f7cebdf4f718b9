/** Deno: `deno run --node-modules-dir=manual deno.mjs <gateway>`. The package is found through its own exports. */
import run from '../portable/run.mjs'

const { limits, results } = await run(Deno.args[0])
console.log(JSON.stringify({ version: Deno.version.deno, limits, results }))
