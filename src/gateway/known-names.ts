/** Names that mean something to a gateway: what a value may not smuggle in. */
import type { Names } from '../message/canonical.ts'
import type { Gateway } from './gateway.ts'

const keywords = new WeakMap<Gateway, Names>()

/** The names that a gateway itself reads; split once. */
export function keywordsOf(gateway: Gateway): Names {
  const names = keywords.get(gateway) ?? new Set(gateway.keywords.split(' '))
  keywords.set(gateway, names)
  return names
}

/** The names that are in any of several sets. */
export function anyNames(...sets: readonly Names[]): Names {
  return { has: name => sets.some(set => set.has(name)) }
}
