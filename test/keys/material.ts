import { expect } from 'vitest'
import type { KeyDescription } from '../../src/keys/index.ts'
import { bare, keys, strangers } from './forms.ts'

/** Each spelling of a test key, and what it is. */
export const sources = [
  ['pkcs8', 'private', 'PKCS#8'],
  ['pkcs1', 'private', 'PKCS#1'],
  ['spki', 'public', 'SPKI'],
  ['pkcs1Public', 'public', 'PKCS#1'],
] as const

/** Everything secret or identifying that the test keys hold: any run of 12 characters of their base64. */
function runsOf(...texts: string[]): Set<string> {
  const runs = new Set<string>()
  for (const text of texts.map(bare))
    for (let at = 0; at + 12 <= text.length; at++) runs.add(text.slice(at, at + 12))
  return runs
}
const material = runsOf(
  ...Object.values(keys).flatMap(({ pkcs8, spki }) => [pkcs8, spki]),
  ...Object.values(strangers),
)
/** Holds a description against everything that the test keys are made of. */
export function expectNoMaterial(description: KeyDescription): void {
  const told = JSON.stringify(description)
  for (const run of runsOf(told)) expect(material.has(run), run).toBe(false)
}
