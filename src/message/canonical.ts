/** The one string that both sides sign, and the check that it can be read in one way only. */
import type { Params } from './params.ts'

/** Entries in the order of their names' bytes, which for these ASCII names is the order of code units. */
export function sortedEntries(params: Params): (readonly [string, string])[] {
  return [...params].sort(([a], [b]) => (a < b ? -1 : 1))
}

/**
 * The text to sign: `name=value` sorted by name and joined with `&`, values raw.
 *
 * Source: document 003, 加簽原理; document 004, 8.1.2.
 */
export function canonicalText(params: Params): string {
  return sortedEntries(params)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

/** A set of names, as far as it is asked. */
export type Names = Pick<ReadonlySet<string>, 'has'>

/** A parameter hidden in another one's value. */
export interface Smuggled {
  readonly field: string
  readonly name: string
}

/**
 * Finds a second way to cut the canonical text into known names.
 *
 * `a=1&b=2` is not injective: whoever reposts a signed text can move the cut between two values. A value
 * of F that holds `&K=` is such a cut only where K would still stand in sorted order, that is
 * F ≤ K ≤ the next name; elsewhere (an echoed `passback_params`, say) the text has one reading.
 */
export function secondReading(params: Params, known: Names): Smuggled | undefined {
  if (![...params.values()].some(value => value.includes('&'))) return undefined
  const entries = sortedEntries(params)
  for (const [index, [field, value]] of entries.entries()) {
    const next = entries[index + 1]?.[0]
    for (const name of embeddedNames(value)) {
      if (known.has(name) && field <= name && (next === undefined || name <= next)) return { field, name }
    }
  }
  return undefined
}

/** The names K of each `&K=` inside a value. */
export function* embeddedNames(value: string): Generator<string> {
  if (!value.includes('&')) return
  for (const [, name] of value.matchAll(/&([^&=]+)(?==)/g)) yield name as string
}
