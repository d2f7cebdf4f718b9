/** All MACs go through the one comparison whose time does not tell where they differ. */
import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { filesBelow } from './source.ts'

/** Serial numbers of certificates are public: they name a certificate, and vouch for nothing. */
const LABELS = ['src/certificate/serial-number.ts']
/** Who verifies DSA compares numbers that are public, as with RSA: nobody can make them without the key. */
const verifiesInPublic = (file: string) => file.startsWith('src/dsa/')
/** Files that compute digests, MD5 and HMAC among them. */
const hashing = filesBelow('src').filter(
  file =>
    !LABELS.includes(file) &&
    !verifiesInPublic(file) &&
    /from '@noble\/hashes/.test(readFileSync(file, 'utf8')),
)
const sourceOf = (file: string) =>
  ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true)

function find<T extends ts.Node>(node: ts.Node, is: (node: ts.Node) => node is T): T[] {
  const found: T[] = is(node) ? [node] : []
  node.forEachChild(child => void found.push(...find(child, is)))
  return found
}

test('there are such files, and the comparison stands in one place', () => {
  expect(hashing.sort()).toEqual(['src/signature/hmac.ts', 'src/signature/md5.ts'])
  const comparing = filesBelow('src').filter(file =>
    /function equalInConstantTime/.test(readFileSync(file, 'utf8')),
  )
  expect(comparing).toEqual(['src/signature/constant-time.ts'])
})

describe.each(hashing)('%s', file => {
  const verifies = find(sourceOf(file), ts.isPropertyAssignment).filter(
    ({ name }) => name.getText() === 'verify',
  )

  test('verifies by that comparison', () => {
    expect(verifies).toHaveLength(1)
    const calls = find(verifies[0] as ts.Node, ts.isCallExpression).map(({ expression }) =>
      expression.getText(),
    )
    expect(calls).toContain('equalInConstantTime')
  })

  test('compares nothing else of a signature or digest by itself', () => {
    const compared = find(verifies[0] as ts.Node, ts.isBinaryExpression)
      .filter(({ operatorToken }) => /^[!=]==?$/.test(operatorToken.getText()))
      .map(node => node.getText())
    expect(compared.filter(text => text !== 'bytes !== undefined' && text !== "encoding === 'hex'")).toEqual(
      [],
    )
  })
})
