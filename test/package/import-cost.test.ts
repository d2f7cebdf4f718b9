/** Importing costs no work: what a module does when it is loaded is to name things. */
import ts from 'typescript'
import { expect, test } from 'vitest'
import { filesBelow, parse } from '../house/source.ts'

/** Calls that hand back what they are given, or put work off until it is asked for. */
const DEFINERS = new Set([
  'defineApi',
  'defineNotification',
  'defineReturn',
  'errorBook',
  'Object.freeze',
  // Two returns, and the dozen of patterns that all returns have.
  'paymentReturn',
  'returnFields',
])

/** Containers of a few literals. */
const CONTAINERS = new Set(['Map', 'Set', 'WeakMap', 'Uint8Array'])

/** More literals than this are a table, which is built when it is needed. */
const MANY = 150

/** What is allowed once, since it is small and used in every branch that loads the file. */
const ALLOWED = new Map([
  // Answers of the emulator, which is for tests: plain texts.
  ['src/emulator/alipay/refusals.ts', ['a table']],
  ['src/emulator/alipay/fund.auth.operation.cancel.ts', ['refuse']],
  ['src/emulator/alipay/checks.ts', ['createAttackCheck']],
  ['src/emulator/bgcpay/checks.ts', ['createAttackCheck']],
  ['src/emulator/bgcpay/notify.ts', ['Array.from']],
  ['src/emulator/bgcpay/signing.ts', ['md5']],
])

/** The work that a file does when it is loaded, each as what would be done. */
function workOf(path: string, text?: string, allowed = ALLOWED.get(path)): string[] {
  const found: string[] = []
  const report = (what: string): void => {
    if (!allowed?.includes(what)) found.push(`${path}: ${what}`)
  }
  const literals = (node: ts.Node): number => {
    let count = ts.isLiteralExpression(node) ? 1 : 0
    node.forEachChild(child => {
      if (!ts.isFunctionLike(child)) count += literals(child)
    })
    return count
  }
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return
    if (ts.isFunctionLike(node)) {
      // A computed name is computed at once.
      if (node.name && ts.isComputedPropertyName(node.name)) visit(node.name)
      return
    }
    if (ts.isClassLike(node)) {
      for (const { types } of node.heritageClauses ?? [])
        for (const { expression } of types) visit(expression)
      for (const member of node.members) {
        const statics = ts.canHaveModifiers(member)
          ? ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword)
          : false
        if (statics || ts.isClassStaticBlockDeclaration(member)) report('static')
      }
      return
    }
    if (ts.isCallExpression(node)) {
      const callee = node.expression.getText()
      if (!DEFINERS.has(callee)) report(callee)
    } else if (ts.isNewExpression(node)) {
      const callee = node.expression.getText()
      if (!CONTAINERS.has(callee)) report(callee)
    } else if (ts.isAwaitExpression(node)) report('await')
    else if (ts.isTaggedTemplateExpression(node)) report(node.tag.getText())
    else if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)) {
      if (literals(node) > MANY) report('a table')
    }
    node.forEachChild(visit)
  }
  for (const statement of parse(path, text).statements) {
    const isDeclaration =
      ts.isImportDeclaration(statement) ||
      ts.isExportDeclaration(statement) ||
      ts.isFunctionDeclaration(statement) ||
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      ts.isVariableStatement(statement)
    if (!isDeclaration) report(statement.getText().slice(0, 40))
    else visit(statement)
  }
  return found
}

test('no module does work when it is loaded', () => {
  const files = filesBelow('src')
  expect(files.length).toBeGreaterThan(200)
  expect(files.flatMap(file => workOf(file))).toEqual([])
})

test('what is allowed is still there', () => {
  const gone = [...ALLOWED].flatMap(([path, allowed]) => {
    const work = workOf(path, undefined, [])
    return allowed.filter(what => !work.includes(`${path}: ${what}`))
  })
  expect(gone).toEqual([])
})

test('the finder finds work, and leaves names alone', () => {
  const row = (index: number): string => `['name${index}', 'a text']`
  const works = [
    'const key = await load()',
    'export const input = v.strictObject({})',
    'const now = new Date()',
    'class E extends Error { static all = [] }',
    'class E extends make() {}',
    'const a = { [name()]: 1 }',
    'const a = { [name()]() {} }',
    'const a = tag`text`',
    'for (const a of b) c(a)',
    'register(a)',
    'const a = b || c()',
    `const table = [${Array.from({ length: 100 }, (_, index) => row(index))}]`,
  ]
  expect(works.filter(text => workOf('a.ts', text).length === 0)).toEqual([])
  const names = [
    "import * as v from 'valibot'; export * from './b.ts'",
    'export const input = () => v.strictObject({ a: v.string() })',
    'export function f(a = g()) { return h(a) }',
    'class E extends Error { name = make(); m() { return f() } }',
    "export const a: Api = defineApi({ name: 'b', input, prepare: () => c() })",
    "const m = new Map([['a', 1]]); const p = /a/; const n = 10n; const t = `a${p}`",
    "export type A = ReturnType<typeof f>; const b = ['x'] as const",
  ]
  expect(names.flatMap(text => workOf('a.ts', text))).toEqual([])
})
