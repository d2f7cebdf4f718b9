/** The fact tables, and ways of asking a schema or an interface what it says. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import type { GenericSchema } from 'valibot'

export interface Row {
  name: string
  type: string
  required: boolean | 'conditional' | null
  max_length?: number | null
  enum?: string[] | null
  enum_open?: boolean
  range?: string | null
  pattern?: string | null
  format?: string
  example?: string | null
  children?: Row[]
}

export interface Table {
  request: Row[]
  response: Row[]
  /** Of a notification or return. */
  fields: Row[]
  errors: { code: string; retry: string | null; basis: string }[]
}

export const readTable = (name: string): Table =>
  JSON.parse(readFileSync(new URL(`../facts/${name}.json`, import.meta.url), 'utf8'))

/** What a valibot schema looks like from inside. */
export interface Schema extends GenericSchema {
  readonly wrapped?: Schema
  readonly default?: unknown
  readonly entries?: Readonly<Record<string, Schema>>
  readonly item?: Schema
  readonly pipe?: readonly Part[]
}

interface Part {
  readonly kind: string
  readonly type: string
  readonly message?: unknown
  readonly pipe?: readonly Part[]
}

export const bare = (schema: Schema): Schema => (schema.wrapped ? bare(schema.wrapped) : schema)

/** Every schema of a tree, with its path. */
export function* schemas(schema: Schema, path = ''): Generator<{ path: string; schema: Schema }> {
  const inner = bare(schema)
  yield { path, schema: inner }
  if (inner.item) yield* schemas(inner.item, `${path}[]`)
  for (const [name, entry] of Object.entries(inner.entries ?? {})) yield* schemas(entry, `${path}.${name}`)
}

/** The parts of a pipe, and of the pipes inside it. */
export const parts = (schema: { readonly pipe?: readonly Part[] }): Part[] =>
  (schema.pipe ?? []).flatMap(part => [part, ...parts(part)])

const root = fileURLToPath(new URL('../../', import.meta.url))
let program: ts.Program | undefined

const files = ['api', 'notify']
  .flatMap(room => readdirSync(`${root}src/alipay/${room}`).map(name => `${room}/${name}`))
  .concat('fields.ts')
  .map(name => `${root}src/alipay/${name}`)

function compile(): ts.Program {
  const config = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root)
  program ??= ts.createProgram(files, { ...options, noEmit: true, emitDeclarationOnly: false })
  return program
}

/** A property of an interface, as an editor would show it. */
export interface Property {
  name: string
  doc: string
  optional: boolean
  /** `string`, `number`, `boolean` or `object`, with `[]` for a list; each possible one. */
  types: string[]
  /** The literals, where it is a union of them. */
  literals: string[]
  /** Of an object or of a list's items. */
  properties: Property[]
}

function describe(checker: ts.TypeChecker, symbol: ts.Symbol): Property {
  const members = (type: ts.Type): ts.Type[] =>
    (type.isUnion() ? type.types : [type]).filter(member => !(member.flags & ts.TypeFlags.Undefined))
  const types = new Set<string>()
  const literals: string[] = []
  const properties = new Map<string, Property>()
  const look = (type: ts.Type, suffix: string): void => {
    for (const member of members(type)) {
      if (checker.isArrayType(member)) {
        const [item] = checker.getTypeArguments(member as ts.TypeReference)
        if (item) look(item, `[]${suffix}`)
      } else if (member.isStringLiteral()) {
        types.add(`string${suffix}`)
        literals.push(member.value)
      } else if (member.flags & ts.TypeFlags.StringLike) types.add(`string${suffix}`)
      else if (member.flags & ts.TypeFlags.NumberLike) types.add(`number${suffix}`)
      else if (member.flags & ts.TypeFlags.BooleanLike) types.add(`boolean${suffix}`)
      else {
        types.add(`object${suffix}`)
        for (const inner of member.getProperties()) properties.set(inner.name, describe(checker, inner))
      }
    }
  }
  look(checker.getTypeOfSymbol(symbol), '')
  return {
    name: symbol.name,
    doc: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
    optional: (symbol.flags & ts.SymbolFlags.Optional) !== 0,
    types: [...types].sort(),
    literals: literals.sort(),
    properties: [...properties.values()],
  }
}

function exportsOf(file: string): { checker: ts.TypeChecker; source: ts.SourceFile; symbols: ts.Symbol[] } {
  const checker = compile().getTypeChecker()
  const source = compile().getSourceFile(`${root}src/alipay/${file}`)
  const symbol = source && checker.getSymbolAtLocation(source)
  if (!symbol) throw new Error(`no module ${file}`)
  return { checker, source, symbols: checker.getExportsOfModule(symbol) }
}

/** The properties of an interface of `src/alipay`. */
export function propertiesOf(file: string, name: string): Property[] {
  const { checker, symbols } = exportsOf(file)
  const symbol = symbols.find(candidate => candidate.name === name)
  if (!symbol) throw new Error(`${file} does not export ${name}`)
  const type = checker.getDeclaredTypeOfSymbol(symbol)
  return type.getProperties().map(property => describe(checker, property))
}

/** The first sentence of each export of a file, and the file's own. */
export function sentencesOf(file: string): { name: string; doc: string }[] {
  const { checker, source, symbols } = exportsOf(file)
  const head = /^\/\*\*([\s\S]*?)\*\//.exec(source.text)?.[1] ?? ''
  return [
    { name: file, doc: head.replaceAll('*', '').replaceAll(/\s+/g, ' ').trim() },
    ...symbols.map(symbol => ({
      name: symbol.name,
      doc: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
    })),
  ]
}
