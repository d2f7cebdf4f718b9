/** `toMatchObject` takes a pattern or an empty object for "anything": such a check cannot fail. */
import ts from 'typescript'
import { expect, test } from 'vitest'
import { filesBelow, parse } from './source.ts'

/** The places of patterns and empty objects that stand as values in what `toMatchObject` is given. */
function hollow(path: string, text?: string): string[] {
  const source = parse(path, text)
  const found: string[] = []
  const lookInto = (value: ts.Node): void => {
    const isEmptyObject = ts.isObjectLiteralExpression(value) && value.properties.length === 0
    if (ts.isRegularExpressionLiteral(value) || isEmptyObject) {
      found.push(`${path}:${source.getLineAndCharacterOfPosition(value.getStart()).line + 1}`)
    } else if (ts.isObjectLiteralExpression(value)) {
      for (const property of value.properties)
        if (ts.isPropertyAssignment(property)) lookInto(property.initializer)
    } else if (ts.isArrayLiteralExpression(value)) value.elements.forEach(lookInto)
  }
  const walk = (node: ts.Node): void => {
    const isMatch =
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      node.expression.name.text === 'toMatchObject'
    if (isMatch) node.arguments.forEach(lookInto)
    node.forEachChild(walk)
  }
  walk(source)
  return found
}

test('no such check stands in the tests', () => {
  const files = filesBelow('test').filter(
    file =>
      /\.(ts|mjs)$/.test(file) &&
      !file.includes('node_modules') &&
      !file.endsWith('checks-that-fail.test.ts'),
  )
  expect(files.length).toBeGreaterThan(50)
  expect(files.flatMap(file => hollow(file))).toEqual([])
})

test('the finder finds them, and leaves honest checks alone', () => {
  expect(hollow('a.ts', 'expect(x).toMatchObject({ a: /b/ })')).toEqual(['a.ts:1'])
  expect(hollow('a.ts', 'expect(x)\n.rejects.toMatchObject([{ a: { b: {} } }])')).toEqual(['a.ts:2'])
  expect(hollow('a.ts', 'expect(x).toMatchObject({ a: expect.stringMatching(/b/), c: [] })')).toEqual([])
})
