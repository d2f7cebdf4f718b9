/** Node: `node node.mjs <gateway>`. The package is found through its own exports. */
import run from '../portable/run.mjs'

const { limits, results } = await run(process.argv[2])
console.log(JSON.stringify({ version: process.versions.node, limits, results }))
