/** What an input schema and a table do not agree upon. */
import * as v from 'valibot'
import type { Row } from '../support/fact-tables.ts'
import { bare, ok, type Schema } from '../support/schema-tree.ts'

const AMOUNTS = {
  good: ['0.01', '0.1', '1', '88.8', '88.88', '100000000', '100000000.00', '99999999.99'],
  bad: ['', '100000000.01', '1000000000', '1e3', '088.8', ' 1', '1 ', '+1', '-1', '.5', '1.', '0.001', '1,5'],
}

const TIMES = {
  good: ['2026-01-31 09:30:00', '2024-02-29 23:59:59'],
  bad: [
    '2026-02-30 00:00:00',
    '2025-02-29 00:00:00',
    '2026-13-01 00:00:00',
    '2026-01-31 24:00:00',
    '2026-01-31 09:60:00',
    '2026-01-31T09:30:00',
    '2026-01-31 09:30',
    '20260131093000',
  ],
}

const DATES = {
  good: ['2026-01-31', '2024-02-29'],
  bad: ['', '2026-02-30', '2025-02-29', '2026-13-01', '20260131', '2026-1-31', '2026-01-31 09:30:00'],
}

/** Texts that the patterns of the tables tell apart. */
const PROBES =
  'a A_1 a-1 a.1 a$ 中 1 0 18 1234 1c 2c 1d 2m 2x 0m 1m 1.5h 01h 15d 16d 360h 361h 21600m 21601m 365d 366d 0d 1000d 12 x'
    .split(' ')
    .concat(' 1', 'a b', '28763443825664394', `fp${'a'.repeat(33)}`, '2088101117955611', '208810111795561')
    .concat('20260131 093000', '123456789012', '1000000000', '30m', '31m')

const PERIODS = ['2026-01', '20260131093000-20260228093000']

const MINUTES: Record<string, number> = { m: 1, h: 60, d: 1440 }
const minutes = (value: string): number =>
  Number.parseInt(value, 10) * (MINUTES[value.slice(-1)] ?? Number.NaN)

/** Whether a text is inside a range of times such as `1m..15d`; patterns alone do not say. */
function inRange(range: string | null | undefined, value: string): boolean {
  const [from, to] = range?.split('..') ?? []
  if (!from || !to || value === '1c') return true
  return minutes(value) >= minutes(from) && minutes(value) <= minutes(to)
}

/** Whether a row's limit is in its range, so that its length says nothing more. */
export const isTimeRange = ({ range }: Row): boolean => /^\d+[mhd]\.\.\d+[mhd]$/.test(range ?? '')

/** Texts of a length: some fields take digits only, some a time. */
export const fills: readonly ((length: number) => string)[] = [
  length => '1'.repeat(length),
  length => `${'1'.repeat(length - 1)}d`,
]

/** The example of a row as the process has it; `undefined` where there is none. */
export function exampleOf({ example, format, type }: Row): unknown {
  if (typeof example !== 'string') return undefined
  if (type === 'number') return Number(example)
  const parsed = format === 'json-string' || type === 'boolean' || /^object|\[\]$/.test(type)
  return parsed ? JSON.parse(example) : example
}

/** What must agree with another field, which no row says. */
const SAMPLES: Readonly<Record<string, string>> = { image_type: 'png' }

/** Something that a row allows, the least of it. */
export function sampleOf(row: Row): unknown {
  const { children, enum: list, format, pattern, range, type } = row
  const many = (value: unknown): unknown => (type.endsWith('[]') ? [value] : value)
  if (children) {
    const required = children.filter(child => child.required === true)
    return many(Object.fromEntries(required.map(child => [child.name, sampleOf(child)])))
  }
  const example = exampleOf(row)
  if (example !== undefined) return example
  if (Object.hasOwn(SAMPLES, row.name)) return SAMPLES[row.name]
  if (list) return many(list[0])
  if (type === 'number') return 1
  if (type === 'boolean') return true
  if (type === 'file') return new File(['x'], 'x.png', { type: 'image/png' })
  if (format === 'amount-2dp') return '1.00'
  if (format === 'yyyy-MM-dd HH:mm:ss') return TIMES.good[0]
  if (format === 'date') return DATES.good[0]
  if (format === 'json-string' || type === 'object') return { k: 'x' }
  const fitting = new RegExp(pattern ?? '')
  return many([...PROBES, ...PERIODS].find(probe => fitting.test(probe) && inRange(range, probe)))
}

/** All that a schema and a table do not agree upon, at every depth. */
export function* compareSchema(schema: Schema, rows: readonly Row[], path = ''): Generator<string> {
  const entries = bare(schema).entries ?? {}
  const known = new Set(rows.map(row => row.name))
  for (const name of Object.keys(entries)) if (!known.has(name)) yield `${path}${name} extra`
  if (ok(bare(schema), { [`${rows[0]?.name}s`]: 'x' })) yield `${path}* loose`
  for (const row of rows) {
    const entry = entries[row.name]
    if (!entry) {
      yield `${path}${row.name} missing`
      continue
    }
    for (const finding of compareField(entry, row)) yield `${path}${row.name} ${finding}`
    if (!row.children) continue
    const inner = bare(entry)
    const item = row.type.endsWith('[]') ? inner.item : inner
    if (item) yield* compareSchema(item, row.children, `${path}${row.name}.`)
    else yield `${path}${row.name} type`
  }
}

/** What a field's rules and its row do not agree upon. */
function* compareField(schema: Schema, row: Row): Generator<string> {
  const inner = bare(schema)
  const optional = schema.type === 'optional'
  if ((row.required === true) !== (!optional || schema.default !== undefined)) yield 'required'
  const json = row.format === 'json-string'
  const wrong = { string: 5, number: '5', boolean: 'true', object: 'x' }[row.type] ?? 'x'
  if (ok(schema, wrong) || ok(schema, null)) yield 'type'
  if (optional ? !ok(schema, undefined) : ok(schema, undefined)) yield 'undefined'

  if (typeof row.example === 'string' && !row.children && !ok(inner, exampleOf(row))) yield 'example'
  if (row.type === 'string' && !optional && ok(inner, '')) yield 'empty'
  if (row.format === 'amount-2dp') {
    const zero = ['0', '0.00', '0.0'].map(value => ok(inner, value))
    if (!AMOUNTS.good.every(value => ok(inner, value))) yield 'amount'
    if (AMOUNTS.bad.some(value => ok(inner, value))) yield 'amount'
    // Where no range forbids it, nothing is an amount too: a gift's price, a share given in percent.
    if (row.range ? zero.some(Boolean) : !zero.every(Boolean)) yield 'zero'
    return
  }
  if (row.format === 'date') {
    if (!DATES.good.every(day => ok(inner, day)) || DATES.bad.some(day => ok(inner, day))) yield 'date'
    return
  }
  if (row.format === 'yyyy-MM-dd HH:mm:ss') {
    if (!TIMES.good.every(time => ok(inner, time)) || TIMES.bad.some(time => ok(inner, time))) yield 'time'
    return
  }
  if (row.enum && row.type === 'string') {
    if (!row.enum.every(value => ok(inner, value))) yield 'enum'
    const others = row.enum.flatMap(value => [`${value}x`, `${value.toLowerCase()}_`, ''])
    if (!row.enum_open && others.some(value => ok(inner, value))) yield 'enum'
    if (row.enum_open && !ok(inner, 'QQ'.slice(0, row.max_length ?? 2))) yield 'enum'
    if (!row.enum_open) return
  }
  if (row.pattern) {
    const pattern = new RegExp(row.pattern)
    const should = (probe: string): boolean => pattern.test(probe) && inRange(row.range, probe)
    const short = PROBES.map(probe => probe.slice(0, row.max_length ?? undefined))
    const differing = short.filter(probe => ok(inner, probe) !== should(probe))
    if (short.every(probe => ok(inner, probe))) yield 'pattern none'
    else yield* differing.map(probe => `pattern ${JSON.stringify(probe)}`)
  }
  if (row.type === 'number') yield* compareNumber(inner, row)
  else if (json) yield* compareJson(inner, row)
  else yield* compareLength(inner, row)
}

function* compareNumber(inner: Schema, { range, max_length: max }: Row): Generator<string> {
  for (const bad of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) if (ok(inner, bad)) yield 'number'
  const most = Number(/^\(0,(\d+)\]/.exec(range ?? '')?.[1])
  if (most && (!ok(inner, most) || ok(inner, most + 1))) yield 'range'
  else if (max && max < 15 && range === null && (!ok(inner, 10 ** max - 1) || ok(inner, 10 ** max))) {
    yield 'max_length'
  }
}

/** JSON inside a string is given as an object or a list, and becomes a string of limited length. */
function* compareJson(inner: Schema, row: Row): Generator<string> {
  const make = jsonOf(inner)
  if (!make) {
    // Its example is all there is to write.
    const example = exampleOf(row)
    if (example === undefined || typeof v.parse(inner, example) !== 'string') yield 'json-string'
    return
  }
  const max = row.max_length ?? 5000
  if (!ok(inner, make(max))) yield 'max_length'
  else if (typeof v.parse(inner, make(max)) !== 'string') yield 'json-string'
  if (row.max_length && ok(inner, make(max + 1))) yield 'max_length'
}

/** What makes a value whose JSON has a given length, by the first field of an object of known names. */
export function jsonOf(schema: Schema): ((length: number) => unknown) | undefined {
  const inner = bare(schema)
  const [name = 'k'] = Object.keys((inner.item ? bare(inner.item) : inner).entries ?? {})
  const item = (length: number) => ({ [name]: 'x'.repeat(length - JSON.stringify({ [name]: '' }).length) })
  const list = (length: number) => [item(length - '[]'.length)]
  return [item, list].find(make => ok(schema, make(40)))
}

function* compareLength(inner: Schema, row: Row): Generator<string> {
  const max = row.max_length
  if (row.type === 'string[]') {
    const list = (length: number) => ['x'.repeat(length - 4)]
    if (max ? !ok(inner, list(max)) || ok(inner, list(max + 1)) : !ok(inner, list(9999))) yield 'max_length'
  } else if (row.type !== 'string' || isTimeRange(row)) return
  else if (max) {
    if (!fills.some(fill => ok(inner, fill(max))) || fills.some(fill => ok(inner, fill(max + 1)))) {
      yield 'max_length'
    }
  } else if (!row.pattern && !ok(inner, 'x'.repeat(5000))) yield 'max_length'
}
