/** Input → checked fields, or an InputError that names each path and rule and never a value. */
import { type GenericIssue, type GenericSchema, safeParse } from 'valibot'
import { InputError, type InputIssue } from '../errors.ts'
import type { Api } from '../gateway/api.ts'
import type { Fields } from '../gateway/fields.ts'
import { printable } from '../message/form.ts'
import { childOf, entriesOf, isStrict } from './schema-walk.ts'

/**
 * Checks an input against the API's schema.
 *
 * @throws {InputError} naming every broken rule.
 */
export function checkInput(api: Api, schema: GenericSchema, input: unknown): Fields {
  const unknown = unknownFields(schema, input, '')
  const checked = safeParse(schema, input)
  if (checked.success && unknown.length === 0) return checked.output as Fields
  const broken = (checked.issues ?? []).filter(({ expected }) => expected !== 'never').map(toInputIssue)
  throw new InputError(api.name, [...broken, ...unknown])
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

function toInputIssue(issue: GenericIssue): InputIssue {
  const path = (issue.path ?? []).reduce((text, { key }) => step(text, key as PropertyKey), '')
  return { path, rule: ruleOf(issue) }
}

function step(path: string, key: PropertyKey): string {
  return typeof key === 'number' ? `${path}[${key}]` : `${path}${path && '.'}${printable(String(key))}`
}

function ruleOf({
  path,
  type,
  expected,
  received,
  message,
  input,
  requirement,
}: GenericIssue & { requirement?: unknown }): string {
  const unit = Array.isArray(input) ? 'items' : 'characters'
  if (input === undefined && received === 'undefined') return path ? 'is missing' : 'the input is missing'
  if (type === 'strict_object' && !path) return 'the input must be an object of fields'
  if (type === 'string' && typeof input === 'number') return 'must be a string, such as "88.88" for an amount'
  if (type === 'picklist') return `must be one of ${expected}`
  if (type === 'max_length') return `must have at most ${requirement} ${unit}`
  if (type === 'min_length') return `must have at least ${requirement} ${unit}`
  // valibot's own texts end with what was received; only those that a schema's author wrote are passed on.
  if (!message.endsWith(`eceived ${received}`)) return message
  return expected ? `must be ${expected}` : 'is not valid'
}

/** valibot names the first unknown field only, takes `constructor` for known, and an array for an object. */
function unknownFields(schema: unknown, input: unknown, path: string): InputIssue[] {
  if (Array.isArray(input)) {
    return isStrict(schema)
      ? [{ path, rule: 'must be Object' }]
      : input.flatMap((item, index) => unknownFields(childOf(schema, index), item, step(path, index)))
  }
  const issues: InputIssue[] = []
  if (!isRecord(input)) return issues
  const known = entriesOf(schema)
  for (const [name, value] of Object.entries(input)) {
    if (known.has(name)) {
      if (typeof value === 'object') issues.push(...unknownFields(known.get(name), value, step(path, name)))
    } else if (isStrict(schema)) {
      issues.push({ path: step(path, name), rule: unknownRule(name, [...known.keys()]) })
    }
  }
  return issues
}

function unknownRule(name: string, known: readonly string[]): string {
  const neighbour = nearest(name, known)
  const hint =
    neighbour === undefined
      ? 'notifyUrl and the like are options, after the input; a field that is new at the gateway goes into extra.business'
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
