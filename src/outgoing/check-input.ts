/** Input → checked fields, or an InputError that names each path and rule and never a value. */
import { type GenericIssue, type GenericSchema, safeParse } from 'valibot'
import { InputError, type InputIssue } from '../errors.ts'
import type { Api, Fields } from '../gateway/api.ts'
import { printable } from '../message/form.ts'
import { childOf, entriesOf } from './schema-walk.ts'

/**
 * Checks an input against the API's schema.
 *
 * @throws {InputError} naming every broken rule.
 */
export function checkInput(api: Api, schema: GenericSchema, input: unknown): Fields {
  const checked = safeParse(schema, input)
  if (checked.success) return checked.output as Fields
  throw new InputError(
    api.name,
    checked.issues.map(issue => toInputIssue(issue, schema)),
  )
}

/**
 * Merges fields that the schema does not know; objects deeply, arrays replaced.
 *
 * @throws {InputError} for a name that the schema knows: there the schema's check would be passed by.
 */
export function mergeExtra(api: Api, schema: unknown, fields: Fields, extra: Fields, path = ''): Fields {
  const known = entriesOf(schema)
  const merged: Record<string, unknown> = { ...fields }
  for (const [name, value] of Object.entries(extra)) {
    const here = path ? `${path}.${name}` : name
    const below = childOf(schema, name)
    if (!known.has(name)) merged[name] = value
    else if (isRecord(value) && entriesOf(below).size > 0) {
      const present = merged[name]
      merged[name] = mergeExtra(api, below, isRecord(present) ? present : {}, value, here)
    } else {
      const rule = 'is known to the schema: give it in the input, where it is checked'
      throw new InputError(api.name, [{ path: `extra.business.${here}`, rule }])
    }
  }
  return merged
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function toInputIssue(issue: GenericIssue, schema: unknown): InputIssue {
  const keys = (issue.path ?? []).map(({ key }) => key as PropertyKey)
  const path = keys.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    return `${text}${text && '.'}${printable(String(key))}`
  }, '')
  return { path, rule: ruleOf(issue, keys, schema) }
}

function ruleOf(issue: GenericIssue, keys: readonly PropertyKey[], schema: unknown): string {
  const { type, expected, received, message, input } = issue
  const requirement = (issue as { requirement?: unknown }).requirement
  if (type === 'strict_object' && expected === 'never') return unknownField(keys, schema)
  if (input === undefined && received === 'undefined') return 'is missing'
  if (type === 'string' && typeof input === 'number') return 'must be a string, such as "88.88" for an amount'
  if (type === 'picklist') return `must be one of ${expected}`
  if (type === 'max_length')
    return `must have at most ${requirement} ${Array.isArray(input) ? 'items' : 'characters'}`
  if (type === 'min_length')
    return `must have at least ${requirement} ${Array.isArray(input) ? 'items' : 'characters'}`
  // valibot's own texts end with what was received; only those that a schema's author wrote are passed on.
  if (!message.endsWith(`eceived ${received}`)) return message
  return expected ? `must be ${expected}` : 'is not valid'
}

function unknownField(keys: readonly PropertyKey[], schema: unknown): string {
  const parent = keys.slice(0, -1).reduce(childOf, schema)
  const neighbour = nearest(String(keys.at(-1)), [...entriesOf(parent).keys()])
  const hint =
    neighbour === undefined
      ? 'give a field that is new at the gateway in extra.business'
      : `did you mean ${neighbour}?`
  return `is not a field here; ${hint}`
}

/** The candidate that fewest edits away, if it is near enough to be a slip. */
function nearest(name: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined
  let least = Math.max(2, Math.floor(name.length / 3)) + 1
  for (const candidate of candidates) {
    const distance = editDistance(snakeCase(name).slice(0, 64), candidate)
    if (distance < least) {
      least = distance
      best = candidate
    }
  }
  return best
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
}

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const substituted = (row[j] as number) + (letter === other ? 0 : 1)
      next.push(Math.min(substituted, (row[j + 1] as number) + 1, (next[j] as number) + 1))
    }
    row = next
  }
  return row[b.length] as number
}
