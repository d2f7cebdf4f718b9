/** The portable suite, on the package as built, on each runtime. */
import { beforeAll, describe, expect, test } from 'vitest'
import { read } from '../house/source.ts'
import * as library from '../portable/library.mjs'
import suite from '../portable/suite.mjs'
import { mustBeHere } from '../support/must-be-here.ts'
import { isHere, type Outcome, RUNTIMES, runOn, tableOf } from './runtimes.ts'

const installed = RUNTIMES.filter(isHere)
const namesFor = (limits: readonly string[]): string[] =>
  suite(library, { limits, gateway: '' }).map(({ name }) => name)

let outcomes: ReadonlyMap<string, Outcome> = new Map()
beforeAll(async () => {
  outcomes = await runOn(installed)
  console.info(tableOf(RUNTIMES, outcomes))
}, 1_800_000)

test('the cases have names of their own', () => {
  const names = namesFor([])
  expect(names.length).toBeGreaterThan(200)
  expect(new Set(names).size).toBe(names.length)
})

test('the suite opens every door of the package', () => {
  const { exports } = JSON.parse(read('package.json')) as { exports: Record<string, unknown> }
  const doors = Object.keys(exports)
    .filter(subpath => subpath !== './package.json')
    .map(subpath => `'zhifu${subpath.slice(1)}'`)
  for (const file of ['library.mjs', 'library.d.mts']) {
    expect(
      read(`test/portable/${file}`)
        .match(/'zhifu[^']*'/g)
        ?.sort(),
    ).toEqual(doors.sort())
  }
})

for (const runtime of RUNTIMES) {
  const { name, get, limits } = runtime
  if (!installed.includes(runtime)) {
    test.skipIf(!mustBeHere)(`${name} is here`, () => expect.unreachable(`${name} is missing: ${get}`))
    continue
  }
  describe(name, () => {
    const found = (): Outcome => outcomes.get(name) as Outcome
    const names = namesFor(limits)

    test('can and cannot do what is known of it', () => {
      expect(found().broken).toBeUndefined()
      expect(found().limits).toEqual(limits)
    })
    test('runs every case', () => {
      expect(found().results.map(result => result.name)).toEqual(names)
    })
    test.each(names)('%s', key => {
      const result = found().results.find(one => one.name === key)
      if (result === undefined) expect.unreachable('this case was not run')
      else if (result.error !== undefined) throw new Error(result.error)
    })
  })
}
