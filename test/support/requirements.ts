/** What must be on this machine for a test to run, and what is said where it is not. */
import { expect, test } from 'vitest'
import { mustBeHere } from './must-be-here.ts'

/** Whether something is here. If not: a failure where all must be here, elsewhere a word on how to get it. */
export function isHere(name: string, here: boolean, get: string): boolean {
  if (here) return true
  if (!mustBeHere) console.info(`left out: ${name} is missing; to get it: ${get}`)
  test.skipIf(!mustBeHere)(`${name} is here`, () => expect.unreachable(`${name} is missing: ${get}`))
  return false
}
