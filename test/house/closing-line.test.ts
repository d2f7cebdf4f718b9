/** The closing line is what machines read: it must count everything that can go wrong. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { PATIENCE } from '../support/patience.ts'
import { root } from './source.ts'

const folder = mkdtempSync(join(tmpdir(), 'closing-line-'))
symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
writeFileSync(
  join(folder, 'vitest.config.ts'),
  `import { ClosingLine } from ${JSON.stringify(join(root, 'test/reporter.ts'))}
  export default { cacheDir: 'cache', test: { reporters: ['default', new ClosingLine()] } }`,
)
afterAll(() => rmSync(folder, { recursive: true }))

const importVitest = `import { beforeAll, describe, test } from 'vitest'\n`
const cases: [name: string, text: string, line: string][] = [
  ['passes', `test('a', () => {}); test('b', () => {})`, '2 passed, 0 failed'],
  ['skips', `test('a', () => {}); test.skip('b', () => {})`, '1 passed, 0 failed, 1 skipped'],
  ['fails', `test('a', () => {}); test('b', () => { throw new Error('b') })`, '1 passed, 1 failed'],
  ['cannot be read', `import './nowhere.ts'; test('a', () => {})`, '0 passed, 1 failed'],
  ['has no test', '', '0 passed, 1 failed'],
  [
    'breaks outside a test',
    `test('a', () => { setTimeout(() => { throw new Error('late') }) }); test('b', () => new Promise(r => setTimeout(r, 200)))`,
    '2 passed, 1 failed',
  ],
]

test.each(cases)('a file that %s', (name, text, line) => {
  const file = `${name.replaceAll(' ', '-')}.test.ts`
  writeFileSync(join(folder, file), importVitest + text)
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', file],
    { cwd: folder, encoding: 'utf8', timeout: PATIENCE },
  )
  expect(stdout.trimEnd().split('\n').at(-1)).toBe(line)
  expect(status).toBe(line.includes(' 0 failed') ? 0 : 1)
})

test('no file at all', () => {
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'nothing-is-called-so'],
    { cwd: folder, encoding: 'utf8', timeout: PATIENCE },
  )
  expect(stdout.trimEnd().split('\n').at(-1)).toBe('0 passed, 1 failed')
  expect(status).toBe(1)
})
