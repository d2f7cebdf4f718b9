/** Node, and any runtime that runs a file: the package is found through its own exports. */
import run from '../portable/run.mjs'

console.log(JSON.stringify(await run()))
