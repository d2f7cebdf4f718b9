/** Gives every API the inputs that its table allows and forbids, through the check that every verb makes. */
import { describe, expect, it } from 'vitest'
import { InputError, type InputIssue } from '../../src/errors.ts'
import { checkInput } from '../../src/outgoing/check-input.ts'
import type { Row } from '../support/fact-tables.ts'
import { bare, type Schema } from '../support/schema-tree.ts'
import { CALLS, type Call, isDeliberate } from './facts.ts'
import { fills, isTimeRange, jsonOf, sampleOf } from './facts-schema.ts'

type Fields = Readonly<Record<string, unknown>>

/** A field with the fields that it is inside of, outermost first. */
type Place = readonly [Row, ...Row[]]

const isList = ({ type }: Row): boolean => type.endsWith('[]')

/** How an error names a place: `goods_detail[0].goods_id`. */
const pathOf = (place: readonly Row[]): string =>
  place.map((row, at) => row.name + (isList(row) && at < place.length - 1 ? '[0]' : '')).join('.')

/** Every field at every depth. */
function* places(rows: readonly Row[], outer: readonly Row[] = []): Generator<Place> {
  for (const row of rows) {
    const place: Place = [...outer, row] as never
    yield place
    yield* places(row.children ?? [], place)
  }
}

/** The fields with a value in a place; what is around it is the least that the table asks for. */
function put(fields: Fields, [row, ...inner]: readonly Row[], value: unknown): Fields {
  if (!row) return value as Fields
  if (inner.length === 0) return { ...fields, [row.name]: value }
  const around = fields[row.name] ?? sampleOf(row)
  const next = put((isList(row) ? (around as Fields[])[0] : around) as Fields, inner, value)
  return { ...fields, [row.name]: isList(row) ? [next] : next }
}

function issuesOf({ api, schema }: Call, input: unknown): readonly InputIssue[] {
  try {
    checkInput(api, schema, input)
    return []
  } catch (error) {
    if (error instanceof InputError) return error.issues
    throw error
  }
}

/** The required fields, and those that a rule asks for beside them; each rule names what it wants. */
function smallest(call: Call): Fields {
  const { schema, table } = call
  const required = table.request.filter(row => row.required === true && !isFilledIn(schemaAt(schema, [row])))
  let input: Fields = Object.fromEntries(required.map(row => [row.name, sampleOf(row)]))
  const known = [...places(table.request)]
  for (let rules = 0; rules <= known.length; rules++) {
    const [issue] = issuesOf(call, input)
    if (!issue) return input
    const wanted = known.find(place => pathOf(place) === issue.path)
    // A field that no table has is there on purpose, or else another test fails.
    input = wanted ? put(input, wanted, sampleOf(wanted.at(-1) as Row)) : { ...input, [issue.path]: 'x' }
  }
  throw new Error(`no input passes: ${issuesOf(call, input).map(({ path, rule }) => `${path} ${rule}`)}`)
}

/** The schema of a place; `undefined` where the field is left out on purpose. */
function schemaAt(schema: Schema, [row, ...inner]: readonly Row[]): Schema | undefined {
  if (!row) return schema
  const entry = bare(schema).entries?.[row.name]
  if (!entry || inner.length === 0) return entry
  return schemaAt((isList(row) ? bare(entry).item : bare(entry)) as Schema, inner)
}

/** Whether a field that the gateway requires has a default here. */
const isFilledIn = (schema: Schema | undefined): boolean => schema?.default !== undefined

/** Values just beyond a field's limit. */
function beyond(row: Row, schema: Schema): unknown[] {
  const { enum: list, enum_open: open, format, max_length: max, range, type } = row
  if (format === 'amount-2dp') return ['100000000.01', '1.001', 1]
  if (format === 'yyyy-MM-dd HH:mm:ss') return ['2026-02-30 00:00:00']
  if (format === 'date') return ['2026-02-30']
  if (type === 'number') return [0, 1.5, ...(/^\(0,100\]/.test(range ?? '') ? [101] : [])]
  if (isTimeRange(row)) return ['366d', '0m']
  if (list && !open && type === 'string') return list.map(value => `${value}x`)
  if (!max) return []
  if (format === 'json-string') return [jsonOf(schema)?.(max + 1)].filter(Boolean)
  if (type === 'string[]') return [['x'.repeat(max + 1 - '[""]'.length)]]
  return type === 'string' ? fills.map(fill => fill(max + 1)) : []
}

describe.each(CALLS)('$key', call => {
  const { key, schema, table } = call
  const all = [...places(table.request)].filter(place => schemaAt(schema, place))
  const differs = (place: Place, what: string): boolean =>
    isDeliberate(`${key} request ${place.map(({ name }) => name).join('.')} ${what}`)

  let least: Fields | undefined
  const start = (): Fields => {
    least ??= smallest(call)
    return least
  }

  /** The places that an input with this value is not refused for. */
  function unnoticed(tries: readonly { place: Place; value: unknown; path?: string }[]): string[] {
    return tries
      .filter(({ place, value, path = pathOf(place) }) =>
        issuesOf(call, put(start(), place, value)).every(issue => issue.path !== path),
      )
      .map(({ place, path = pathOf(place) }) => path)
  }

  it('takes the smallest input, and none that is smaller', () => {
    expect(issuesOf(call, start())).toEqual([])
    for (const name of Object.keys(start())) {
      const { [name]: _, ...rest } = start()
      expect(issuesOf(call, rest), `without ${name}`).not.toEqual([])
    }
  })

  it('names each required field that is missing, at every depth', () => {
    const required = all.filter(place => {
      const inner = schemaAt(schema, place)
      return place.at(-1)?.required === true && !isFilledIn(inner) && !differs(place, 'required')
    })
    expect(unnoticed(required.map(place => ({ place, value: undefined })))).toEqual([])
  })

  it('names each field beyond its limit, at every depth', () => {
    const tries = all.flatMap(place => {
      const row = place.at(-1) as Row
      const rules = [
        'max_length',
        'enum',
        'amount',
        'time',
        'date',
        'number',
        'range',
        'type',
        'pattern none',
      ]
      if (rules.some(rule => differs(place, rule))) return []
      const inner = bare(schemaAt(schema, place) as Schema)
      return beyond(row, inner).map(value => ({ place, value }))
    })
    expect(unnoticed(tries)).toEqual([])
  })

  it('names each unknown field, at every depth', () => {
    expect(issuesOf(call, { ...start(), unheard_of: 'x' }).map(({ path }) => path)).toEqual(['unheard_of'])
    const tries = all
      .filter(place => place.at(-1)?.children)
      .map(place => {
        const row = place.at(-1) as Row
        const unheard: Row = { name: 'unheard_of', type: 'string', required: null }
        const deeper: Place = [...place, unheard] as never
        return { place: deeper, value: 'x', path: `${pathOf(place)}${isList(row) ? '[0]' : ''}.unheard_of` }
      })
    expect(unnoticed(tries)).toEqual([])
  })
})
