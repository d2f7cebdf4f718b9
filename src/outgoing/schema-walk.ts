/** Looks inside a valibot schema: which names it knows, at any depth. */
import type { GenericSchema } from 'valibot'
import type { Api } from '../gateway/api.ts'

/** As much of valibot's schemas as is needed to descend; a pipe has its first schema's members too. */
interface Node {
  readonly type?: string
  readonly entries?: Readonly<Record<string, Node>>
  readonly wrapped?: Node
  readonly item?: Node
  readonly options?: readonly Node[]
}

const built = new WeakMap<Api, GenericSchema>()

/** An API's schema, built once: building takes longer than checking. */
export function schemaOf(api: Api): GenericSchema {
  const schema = built.get(api) ?? api.input()
  built.set(api, schema)
  return schema
}

const known = new WeakMap<object, ReadonlyMap<string, unknown>>()

/** The schemas by name inside an object's schema; empty for anything else. */
export function entriesOf(schema: unknown): ReadonlyMap<string, unknown> {
  const node = (schema ?? {}) as Node
  const entries = known.get(node) ?? findEntries(node)
  known.set(node, entries)
  return entries
}

function findEntries(node: Node): ReadonlyMap<string, unknown> {
  if (node.entries !== undefined) return new Map(Object.entries(node.entries))
  if (node.wrapped !== undefined) return entriesOf(node.wrapped)
  if (Array.isArray(node.options)) return new Map(node.options.flatMap(option => [...entriesOf(option)]))
  return new Map()
}

/** The schema of a member or element. */
export function childOf(schema: unknown, key: PropertyKey): unknown {
  const node = (schema ?? {}) as Node
  if (node.wrapped !== undefined) return childOf(node.wrapped, key)
  if (node.item !== undefined) return node.item
  return entriesOf(schema).get(String(key))
}

/** Whether a schema is of an object whose names are all known. */
export function isStrict(schema: unknown): boolean {
  const node = (schema ?? {}) as Node
  return node.type === 'strict_object' || (node.wrapped !== undefined && isStrict(node.wrapped))
}
