/** Which hosts and paths may stand where: a committed file must work on any machine, and pay nobody. */
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { committedFiles, filesBelow, parse, read } from './source.ts'

/** Written in pieces, so that this file passes its own test. */
const REGISTRIES = new RegExp(
  [`registry\\.[a-z0-9-]+\\.`, `npm${'js'}\\.`, `npm${'mirror'}`, `yarn${'pkg'}\\.com`, `jsr\\.${'io'}`].join(
    '|',
  ),
)
const MACHINE_PATHS = new RegExp(`(?<![\\w.])/(${['work', 'root', 'home', 'Users'].join('|')})/`)
const GATEWAY_HOSTS = /\b(alipay\.com|alipaydev\.com|bgcpay\.com)\b/

/** Where a real gateway's URL is a constant. */
const CONSTANTS = /^src\/(alipay|mapi|bgcpay)\/(gateway|sandbox)\.ts$/

const texts = committedFiles()
  .map(path => [path, read(path)] as const)
  .filter(([, text]) => !text.includes('\0'))

const holding = (pattern: RegExp): string[] =>
  texts.filter(([, text]) => pattern.test(text)).map(([path, text]) => `${path}: ${pattern.exec(text)?.[0]}`)

/** The string literals of a source file, comments left out. */
function literals(path: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      found.push(node.text)
    if (ts.isRegularExpressionLiteral(node)) found.push(node.text.replaceAll('\\', ''))
    ts.forEachChild(node, visit)
  }
  visit(parse(path))
  return found
}

describe('committed files', () => {
  test('there are some', () => {
    expect(texts.length).toBeGreaterThan(30)
  })

  test('name no registry', () => {
    expect(holding(REGISTRIES)).toEqual([])
  })

  test('name no path of one machine', () => {
    expect(holding(MACHINE_PATHS)).toEqual([])
  })
})

describe('real gateway hosts', () => {
  test('stand in code only where they are constants', () => {
    const elsewhere = filesBelow('src')
      .filter(path => !CONSTANTS.test(path))
      .filter(path => literals(path).some(text => GATEWAY_HOSTS.test(text)))
    expect(elsewhere).toEqual([])
  })

  test('stand in no example', () => {
    const examples = committedFiles().filter(path => /^examples\/.*\.[mc]?[jt]s$/.test(path))
    expect(examples.filter(path => literals(path).some(text => GATEWAY_HOSTS.test(text)))).toEqual([])
  })
})
