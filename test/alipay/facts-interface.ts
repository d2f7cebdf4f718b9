/** What an interface and a table do not agree upon. */
import type { Row } from '../support/fact-tables.ts'
import type { Property } from '../support/interfaces.ts'

/** All that an interface and a table do not agree upon, at every depth. */
export function* compareInterface(
  properties: readonly Property[],
  rows: readonly Row[],
  path = '',
): Generator<string> {
  for (const { name } of properties) if (!rows.some(row => row.name === name)) yield `${path}${name} extra`
  for (const row of rows) {
    const property = properties.find(({ name }) => name === row.name)
    if (!property) {
      yield `${path}${row.name} missing`
      continue
    }
    if (property.optional === (row.required === true)) yield `${path}${row.name} required`
    if (property.nullable) yield `${path}${row.name} null`
    if (property.types.join() !== row.type) yield `${path}${row.name} type`
    const closed = row.enum && !row.enum_open && row.type === 'string' ? [...row.enum].sort() : []
    if (property.literals.join() !== closed.join()) yield `${path}${row.name} enum`
    // What is JSON inside a string stays text.
    if (row.children && row.format !== 'json-string') {
      yield* compareInterface(property.properties, row.children, `${path}${row.name}.`)
    }
  }
}

/** The properties whose comment says too little, at every depth that the rows have. */
export function* undocumented(
  properties: readonly Property[],
  rows: readonly Row[],
  path = '',
): Generator<string> {
  for (const { name, doc, properties: inner } of properties) {
    const children = rows.find(row => row.name === name)?.children
    if (doc.length < 12) yield `${path}${name} undocumented`
    if (!children && !/`[^`]+`/.test(doc)) yield `${path}${name} without an example`
    if (children) yield* undocumented(inner, children, `${path}${name}.`)
  }
}
