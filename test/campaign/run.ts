/** The campaign: `npm run campaign`, or with the seed of an earlier run `npm run campaign -- 123`. */
import process from 'node:process'
import { GET_POSTGRES, GET_REDIS, postgresFolder, redisServer } from '../stores/processes.ts'
import { describeReport, runCampaign } from './campaign.ts'
import type { Form } from './ledgers.ts'
import { FULL, makePlan } from './plan.ts'
import { faultsOf } from './verdict.ts'

const [given] = process.argv.slice(2)
const seed = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given)
if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError('the seed is a whole number')

const FORMS: readonly (readonly [form: Form, here: boolean, get: string])[] = [
  ['PostgreSQL, in transactions', postgresFolder !== undefined, GET_POSTGRES],
  ['Redis', redisServer !== undefined, GET_REDIS],
]

console.log(`seed ${seed}: npm run campaign -- ${seed} repeats the plan`)
for (const [form, here, get] of FORMS) {
  if (!here) {
    console.log(`left out: ${form}; to get it: ${get}`)
    process.exitCode = 1
    continue
  }
  const report = await runCampaign(form, makePlan(seed, FULL))
  console.log(describeReport(report))
  const faults = faultsOf(form, report)
  for (const fault of faults) console.log(`  FAULT: ${fault}`)
  if (faults.length > 0) process.exitCode = 1
}
