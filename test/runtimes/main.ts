/**
 * Runs the portable suite on every runtime that is installed and prints one table.
 *
 *     npm run runtimes                  all of them, on the package as just built
 *     npm run runtimes -- Deno Bun      those whose names begin so
 *
 * `PACKAGE` names the folder of another build.
 */

import * as library from '../portable/library.mjs'
import suite from '../portable/suite.mjs'
import { mustBeHere } from '../support/must-be-here.ts'
import { isHere, RUNTIMES, runOn, tableOf } from './runtimes.ts'

const wanted = process.argv.slice(2)
const chosen = RUNTIMES.filter(
  ({ name }) =>
    wanted.length === 0 || wanted.some(start => name.toLowerCase().startsWith(start.toLowerCase())),
)
const installed = chosen.filter(isHere)
let failed = mustBeHere ? chosen.length - installed.length : 0
const outcomes = await runOn(
  installed,
  ({ name, limits }, { broken, limits: found, results }) => {
    const wrong = results.filter(({ error }) => error !== undefined)
    const missing = suite(library, { limits, gateway: '' }).filter(
      (one, index) => one.name !== results[index]?.name,
    )
    if (broken !== undefined) console.error(`${name}: ${broken}`)
    for (const { name: title, error } of wrong) console.error(`${name}: ${title}\n${error}\n`)
    if (broken === undefined && missing.length > 0)
      console.error(
        `${name}: ${missing.length} cases were not run; it lacks ${found.join(', ') || 'nothing'}`,
      )
    failed += wrong.length + (broken === undefined ? missing.length : 1)
  },
  process.env['PACKAGE'],
)
console.log(tableOf(chosen, outcomes))
process.exitCode = failed > 0 || installed.length === 0 ? 1 : 0
