/** The one string that both sides sign, and the check that it can be read in one way only. */
import type { Params } from './params.ts'

/** Names in the order of their bytes, which for these ASCII names is the order of code units. */
export function sortedNames(params: Params): string[] {
  return [...params.keys()].sort()
}

/**
 * The text to sign: `name=value` sorted by name and joined with `&`, values raw.
 *
 * Source: document 003, 加簽原理; document 004, 8.1.2.
 */
export function canonicalText(params: Params): string {
  let text = ''
  for (const name of sortedNames(params)) text += `${text && '&'}${name}=${params.get(name)}`
  return text
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
  const names = sortedNames(params)
  for (const [index, field] of names.entries()) {
    const next = names[index + 1]
    for (const name of embeddedNames(params.get(field) as string)) {
      if (known.has(name) && field <= name && (next === undefined || name <= next)) return { field, name }
    }
  }
  return undefined
}

/** The names K of each `&K=` inside a value. */
export function embeddedNames(value: string): string[] {
  return value.includes('&')
    ? Array.from(value.matchAll(/&([^&=]+)(?==)/g), ([, name]) => name as string)
    : []
}
