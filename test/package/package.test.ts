/** The package as built: what is packed, whether it resolves, what its declarations need. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { filesBelow, read, root } from '../house/source.ts'

interface Manifest {
  exports: Record<string, unknown>
  dependencies: Record<string, string>
}

const manifest = JSON.parse(read('package.json')) as Manifest
const entries = Object.keys(manifest.exports)
  .filter(subpath => subpath !== './package.json')
  .map(subpath => `zhifu${subpath.slice(1)}`)

/** A project with the packed package installed, and its dependencies beside it. */
const project = mkdtempSync(join(tmpdir(), 'package-'))
const installed = join(project, 'node_modules/zhifu')
let tarball = ''
let packed: string[] = []

beforeAll(() => {
  if (!existsSync(join(root, 'dist/index.js'))) throw new Error('dist is missing: npm run build')
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', project]
  const [{ filename, files }] = JSON.parse(
    execFileSync('npm', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  )
  tarball = join(project, filename)
  packed = files.map(({ path }: { path: string }) => path)
  mkdirSync(installed, { recursive: true })
  execFileSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1'])
  for (const name of Object.keys(manifest.dependencies)) {
    mkdirSync(dirname(join(project, 'node_modules', name)), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), join(project, 'node_modules', name))
  }
  writeFileSync(join(project, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }')
})

afterAll(() => rmSync(project, { recursive: true, force: true }))

describe('the package', () => {
  test('dist mirrors src, one to one', () => {
    const expected = filesBelow('src').flatMap(file => {
      const stem = file.replace(/^src\/(.*)\.ts$/, 'dist/$1')
      return [`${stem}.d.ts`, `${stem}.js`, `${stem}.js.map`]
    })
    expect(filesBelow('dist')).toEqual(expected.sort())
  })

  test('holds dist, src and papers, nothing else', () => {
    const papers = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md']
    expect(packed.filter(path => !/^(dist|src)\//.test(path) && !papers.includes(path))).toEqual([])
    expect(packed).toEqual(expect.arrayContaining([...filesBelow('src'), ...filesBelow('dist'), 'LICENSE']))
  })

  test('publint finds nothing', async () => {
    const bytes = readFileSync(tarball)
    const { messages, pkg } = await publint({
      pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) },
      strict: true,
    })
    expect(messages.map(message => formatMessage(message, pkg))).toEqual([])
  })

  test('are-the-types-wrong finds nothing', { timeout: 60_000 }, () => {
    const attw = fileURLToPath(new URL('../../node_modules/.bin/attw', import.meta.url))
    // ESM only: what loads it with require() is not asked about types here, but is run below.
    const { status, stdout, stderr } = spawnSync(attw, [tarball, '--profile', 'esm-only', '--no-emoji'], {
      encoding: 'utf8',
    })
    expect(status, stdout + stderr).toBe(0)
  })
})

describe('the declarations', () => {
  const kinds = [
    ['nodenext', { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext }],
    ['bundler', { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler }],
  ] as const

  test.each(kinds)('compile alone with %s', { timeout: 60_000 }, (name, options) => {
    const file = join(project, `${name}.ts`)
    const lines = entries.map((entry, index) => `export * as entry${index} from '${entry}'`)
    const use = `import { createAlipay } from 'zhifu/alipay'
      export const wrong: number = createAlipay`
    writeFileSync(file, [...lines, use].join('\n'))
    const program = ts.createProgram({
      rootNames: [file],
      options: {
        ...options,
        target: ts.ScriptTarget.ES2022,
        lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
        types: [],
        strict: true,
        exactOptionalPropertyTypes: true,
        skipLibCheck: false,
        skipDefaultLibCheck: true,
        noEmit: true,
      },
    })
    const diagnostics = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => ({
      file: file?.fileName.slice(project.length + 1),
      text: ts.flattenDiagnosticMessageText(messageText, '\n').split('\n')[0],
    }))
    // The one mistake that was put in shows that types were found and looked at.
    expect(diagnostics).toHaveLength(1)
    expect(diagnostics[0]).toMatchObject({
      file: `${name}.ts`,
      text: expect.stringContaining("to type 'number'"),
    })
  })
})

describe('installed', () => {
  const run = (name: string, text: string): string => {
    writeFileSync(join(project, name), text)
    return execFileSync(process.execPath, ['--no-warnings', name], { cwd: project, encoding: 'utf8' }).trim()
  }

  test('is imported', () => {
    const text = `import { md5 } from 'zhifu'
      import { tradePagePay } from 'zhifu/alipay'
      console.log(await md5('key').sign(new TextEncoder().encode('a=1')), tradePagePay.name)`
    expect(run('run.mjs', text)).toBe('033225d7ad9c4ca917bad4f75f322790 alipay.trade.page.pay')
  })

  test('is required', () => {
    const text = `const { beijingTime } = require('zhifu')
      const { tradePay } = require('zhifu/alipay')
      console.log(beijingTime(new Date(0)), tradePay.name)`
    expect(run('run.cjs', text)).toBe('1970-01-01 08:00:00 alipay.trade.pay')
  })

  test.each(entries)('%s is imported and required', entry => {
    expect(run('each.mjs', `import * as all from '${entry}'; console.log(Object.keys(all).length > 0)`)).toBe(
      'true',
    )
    expect(run('each.cjs', `console.log(Object.keys(require('${entry}')).length > 0)`)).toBe('true')
  })

  test('says its version', () => {
    const text = `import p from 'zhifu/package.json' with { type: 'json' }; console.log(p.version)`
    expect(run('version.mjs', text)).toBe(JSON.parse(read('package.json')).version)
  })
})
