/**
 * Holds every API's input, amounts, marks and refusals to its table. What the interfaces say:
 * `facts.types.test.ts`.
 */
import { describe, expect, it } from 'vitest'
import type { Row } from '../support/fact-tables.ts'
import { looseObjects, silentChecks } from '../support/schema-tree.ts'
import { CALLS, differences, MESSAGES, settle, strayDifferences, withoutTable } from './facts.ts'
import { compareSchema } from './facts-schema.ts'

it('has a table for every API, notification and return', () => {
  expect(withoutTable).toEqual([])
  expect(CALLS.length).toBeGreaterThan(10)
  expect(MESSAGES.length).toBeGreaterThan(3)
})

it('gives a reason for each difference, and lists it once', () => {
  expect(differences.filter(([, reason]) => reason.length < 10)).toEqual([])
  expect(differences.map(([name]) => name).filter((name, at, all) => all.indexOf(name) !== at)).toEqual([])
  expect(strayDifferences()).toEqual([])
})

describe.each(CALLS)('$key', ({ key, api, schema, table }) => {
  it('takes the fields of the table by the rules of the table', () => {
    settle(key, 'request', compareSchema(schema, table.request))
  })

  it('states its rules without the value: every check has a fixed text', () => {
    expect(silentChecks(schema)).toEqual([])
  })

  it('refuses an unknown name at every depth', () => {
    expect(looseObjects(schema)).toEqual([])
  })

  it('names each amount of the reply, and nothing that is not money', () => {
    const named = new Set(api.amounts)
    const { amounts, others } = figures(table.response)
    // A page has no reply.
    if (api.kind === 'page') expect(api.amounts).toBeUndefined()
    else
      settle(key, 'amounts', [
        ...[...amounts].filter(name => !named.has(name)).map(name => `${name} missing`),
        ...[...named].filter(name => !amounts.has(name)).map(name => `${name} extra`),
        ...[...amounts].filter(name => others.has(name)).map(name => `${name} elsewhere no money`),
      ])
  })

  it('is bound and marked by fields of the table', () => {
    const asked = table.request.map(({ name }) => name)
    const answered = table.response.map(({ name }) => name)
    const { binds = [], marks = {} } = api
    expect(binds.filter(name => !asked.includes(name) || !answered.includes(name))).toEqual([])
    const held = [...(marks.holds ?? []), ...(marks.holdsOneOf ?? [])]
    expect(held.filter(name => !answered.includes(name))).toEqual([])
    expect((marks.lacks ?? []).filter(name => answered.includes(name))).toEqual([])
  })

  it('is refused for sure by the documented final codes, but for those with room for an earlier call', () => {
    const final = table.errors
      .filter(({ retry, basis }) => retry === 'final' && basis === 'documented')
      .map(({ code }) => code)
    if (api.reads || api.kind === 'page') expect(api.refusals).toBeUndefined()
    else {
      const { refusals = [] } = api
      settle(key, 'refusals', [
        ...final.filter(code => !refusals.includes(code)).map(code => `${code} left out`),
        ...refusals.filter(code => !final.includes(code)).map(code => `${code} extra`),
      ])
      expect(refusals.filter((code, at) => refusals.indexOf(code) !== at)).toEqual([])
    }
  })
})

/** Some rows have a unit and no format: what a voucher's parts are worth, what a balance is made of. */
const isYuan = (row: Row & { readonly description_en?: string }): boolean =>
  row.description_en?.endsWith(', yuan') === true

/** The names, at any depth, that are money somewhere and that are something else somewhere. */
function figures(rows: readonly Row[]): { amounts: Set<string>; others: Set<string> } {
  const amounts = new Set<string>()
  const others = new Set<string>()
  for (const row of rows) {
    const inner = figures(row.children ?? [])
    for (const name of inner.amounts) amounts.add(name)
    for (const name of inner.others) others.add(name)
    const money = row.format === 'amount-2dp' || row.name === 'amount' || isYuan(row)
    ;(money ? amounts : others).add(row.name)
  }
  return { amounts, others }
}
