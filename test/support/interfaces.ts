/**
 * Reads exported interfaces and comments of a room through the TypeScript compiler, as an editor shows them.
 */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** A property of an interface. */
export interface Property {
  readonly name: string
  readonly doc: string
  readonly optional: boolean
  readonly nullable: boolean
  /** `string`, `number`, `boolean` or `object`, with `[]` for a list; each possible one, sorted. */
  readonly types: readonly string[]
  /** The literals, where it is a union of them, sorted. */
  readonly literals: readonly string[]
  /** Of an object or of a list's items; read when asked for, since types may hold themselves. */
  readonly properties: readonly Property[]
}

/** A name and its comment. */
export interface Comment {
  readonly name: string
  readonly doc: string
}

/** What the files of a room export. Files are named from the room: `api/trade.pay.ts`. */
export interface Interfaces {
  readonly files: readonly string[]
  /** The comment that heads a file. */
  head(file: string): string
  /** The exports of a file, types among them. */
  exports(file: string): readonly Comment[]
  /** The properties of an interface; of a union, those of each member. */
  members(file: string, name: string): readonly (readonly Property[])[]
  /** The properties of an interface; of a union, those that any member has. */
  properties(file: string, name: string): readonly Property[]
}

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Opens `src/alipay` or another room. The compiler starts with the first question, once for a room. */
export function openInterfaces(room: string): Interfaces {
  const folder = `${root}${room}/`
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name =>
    name.endsWith('.ts'),
  )
  let program: ts.Program | undefined

  function open(file: string): { checker: ts.TypeChecker; source: ts.SourceFile; symbols: ts.Symbol[] } {
    program ??= compile(files.map(name => folder + name))
    const checker = program.getTypeChecker()
    const source = program.getSourceFile(folder + file)
    const symbol = source && checker.getSymbolAtLocation(source)
    if (!symbol) throw new Error(`no module ${file}`)
    // What is handed on from another file is documented there.
    const own = (one: ts.Symbol): ts.Symbol =>
      one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one
    return { checker, source, symbols: checker.getExportsOfModule(symbol).map(own) }
  }

  function typeOf(file: string, name: string): { checker: ts.TypeChecker; type: ts.Type } {
    const { checker, symbols } = open(file)
    const symbol = symbols.find(candidate => candidate.name === name)
    if (!symbol) throw new Error(`${file} does not export ${name}`)
    return { checker, type: checker.getDeclaredTypeOfSymbol(symbol) }
  }

  return {
    files,
    head: file =>
      (/^\/\*\*([\s\S]*?)\*\//.exec(open(file).source.text)?.[1] ?? '').replaceAll(/[\s*]+/g, ' ').trim(),
    exports: file => {
      const { checker, symbols } = open(file)
      return symbols.map(symbol => ({ name: symbol.name, doc: docOf(checker, symbol) }))
    },
    members: (file, name) => {
      const { checker, type } = typeOf(file, name)
      return membersOf(type).map(member => propertiesOf(checker, [member]))
    },
    properties: (file, name) => {
      const { checker, type } = typeOf(file, name)
      return propertiesOf(checker, membersOf(type))
    },
  }
}

function compile(names: string[]): ts.Program {
  const config = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root)
  return ts.createProgram(names, { ...options, noEmit: true, emitDeclarationOnly: false })
}

const docOf = (checker: ts.TypeChecker, symbol: ts.Symbol): string =>
  ts.displayPartsToString(symbol.getDocumentationComment(checker))

const membersOf = (type: ts.Type): readonly ts.Type[] => (type.isUnion() ? type.types : [type])

function propertiesOf(checker: ts.TypeChecker, types: readonly ts.Type[]): Property[] {
  const properties = new Map<string, Property>()
  for (const type of types) {
    for (const symbol of type.getProperties()) {
      // A brand is a symbol, and nothing at run time.
      if (symbol.name.startsWith('__@') || properties.has(symbol.name)) continue
      properties.set(symbol.name, describe(checker, symbol))
    }
  }
  return [...properties.values()]
}

function describe(checker: ts.TypeChecker, symbol: ts.Symbol): Property {
  const types = new Set<string>()
  const literals: string[] = []
  const objects: ts.Type[] = []
  let nullable = false
  const look = (type: ts.Type, suffix: string): void => {
    for (const member of membersOf(type)) {
      if (member.flags & ts.TypeFlags.Undefined) continue
      if (member.flags & ts.TypeFlags.Null) nullable = true
      else if (checker.isArrayType(member)) {
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
        objects.push(member)
      }
    }
  }
  look(checker.getTypeOfSymbol(symbol), '')
  return {
    name: symbol.name,
    doc: docOf(checker, symbol),
    optional: (symbol.flags & ts.SymbolFlags.Optional) !== 0,
    nullable,
    types: [...types].sort(),
    literals: literals.sort(),
    get properties() {
      return propertiesOf(checker, objects)
    },
  }
}
