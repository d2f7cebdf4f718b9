/** What must be on this machine for a test to run, and what is said where it is not. */
import process from 'node:process'
import { expect, test } from 'vitest'

/** Whether something is here. If not: a failure where all must be here, elsewhere a word on how to get it. */
export function isHere(name: string, here: boolean, get: string): boolean {
  if (here) return true
  const mustBeHere = ![undefined, '', 'false', '0'].includes(process.env['CI'])
  if (!mustBeHere) console.info(`left out: ${name} is missing; to get it: ${get}`)
  test.skipIf(!mustBeHere)(`${name} is here`, () => expect.unreachable(`${name} is missing: ${get}`))
  return false
}
