/** What Alipay's APIs are asked, and what they genuinely answer, by their tables: from the least to all. */
import type { Row } from '../../support/fact-tables.ts'
import { appId } from '../../support/keys.ts'
import { bare } from '../../support/schema-tree.ts'
import { broken } from '../check.ts'
import { CALLS, type Call, isDeliberate, VERDICT } from '../facts.ts'
import { sampleOf } from '../facts-schema.ts'

export type Fields = Readonly<Record<string, unknown>>

/** An API with all that the others are held against. */
export interface Replying extends Call {
  /** What it may be asked, by as few numbers as its schema allows: each way. */
  readonly questions: readonly Fields[]
  /** What it answers at the least: to each question, with each of the fields of which it has one or another. */
  readonly least: readonly { readonly asked: Fields; readonly answer: Fields }[]
  /** All that it may answer. */
  readonly fullest: Fields
}

const replying = CALLS.filter(({ api }) => api.kind !== 'page')

/**
 * The numbers that replies are bound by, each the same everywhere, as if all replies were for us and about the same
 * things: so that nothing but marks can tell.
 */
const numbers = new Map<string, unknown>([
  ['app_id', appId],
  ...replying.flatMap(({ api, table }) =>
    table.request
      .filter(({ name }) => api.binds?.includes(name))
      .map(row => [row.name, sampleOf(row)] as const),
  ),
])

const write = (rows: readonly Row[]): Fields =>
  Object.fromEntries(rows.map(row => [row.name, numbers.get(row.name) ?? sampleOf(row)]))

/** Every choice of some names, the smaller before the larger. */
const choices = ([name, ...names]: readonly string[]): string[][] => {
  if (name === undefined) return [[]]
  const without = choices(names)
  return [...without, ...without.map(some => [name, ...some])].sort((a, b) => a.length - b.length)
}

function questionsOf({ api, schema, table }: Call): Fields[] {
  const isBound = ({ name }: Row): boolean => api.binds?.includes(name) ?? false
  const isRequired = ({ name }: Row): boolean => bare(schema).entries?.[name]?.type !== 'optional'
  const bound = table.request.filter(isBound)
  const ask = (names: readonly string[]): Fields =>
    write(table.request.filter(row => (isBound(row) ? names.includes(row.name) : isRequired(row))))
  const allowed = choices(bound.map(({ name }) => name)).filter(names => {
    const findings = broken(api, ask(names))
    return !bound.some(({ name }) => findings.includes(name))
  })
  return allowed
    .filter((names, at) => !allowed.slice(0, at).some(fewer => fewer.every(name => names.includes(name))))
    .map(ask)
}

/** The numbers of a question that the reply repeats. */
const echoesOf = ({ api }: Call, asked: Fields): string[] =>
  (api.binds ?? []).filter(name => asked[name] !== undefined)

/** The names that every reply has, by the table, or by the code where it knows better. */
const always = ({ key, table }: Call): string[] =>
  table.response
    .filter(({ name, required }) => (required === true) !== isDeliberate(`${key} response ${name} required`))
    .map(({ name }) => name)

/** What of these names an API's table has. */
const pick = ({ table }: Call, names: readonly string[]): Fields =>
  write(table.response.filter(({ name }) => names.includes(name) && !VERDICT.includes(name)))

/** Each of some names of which one at least must be there. */
const oneOf = (names: readonly string[] = []): string[][] =>
  names.length === 0 ? [[]] : names.map(name => [name])

/** Every API that has a reply; a page has none. */
export const REPLYING: readonly Replying[] = replying.map(call => {
  const questions = questionsOf(call)
  const least = questions.flatMap(asked =>
    oneOf(call.api.marks?.holdsOneOf).map(names => ({
      asked,
      answer: pick(call, [...always(call), ...echoesOf(call, asked), ...names]),
    })),
  )
  const all = call.table.response.map(({ name }) => name)
  return { ...call, questions, least, fullest: pick(call, all) }
})

/**
 * What `other` may answer that is most like an answer of `mine`: its least, and what `mine` must say. If these are told
 * apart, so is whatever else `other`'s table allows.
 */
export function likest(other: Replying, mine: Replying, asked: Fields): Fields[] {
  const { holds = [], holdsOneOf } = mine.api.marks ?? {}
  const wanted = oneOf(holdsOneOf).map(names => [...holds, ...names, ...echoesOf(mine, asked)])
  return wanted.flatMap(names => other.least.map(({ answer }) => ({ ...pick(other, names), ...answer })))
}

/** The text that Alipay signs for a success. */
export const successOf = ({ api }: Call, fields: Fields): string =>
  JSON.stringify(api.accepts?.length === 0 ? fields : { code: '10000', msg: 'Success', ...fields })
