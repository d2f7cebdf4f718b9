/** The package as built: what is packed, whether it resolves, what its declarations need. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { filesBelow } from '../house/source.ts'
import { isHere } from '../support/requirements.ts'
import { entries, manifest, type Packed, packAndInstall } from './packed.ts'

let packed: Packed
let project = ''

beforeAll(() => {
  packed = packAndInstall(['@types/node', 'undici-types'])
  project = packed.folder
  writeFileSync(join(project, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }')
})

afterAll(() => packed?.remove())

describe('the package', () => {
  test('dist mirrors src, one to one', () => {
    const expected = filesBelow('src').flatMap(file => {
      const stem = file.replace(/^src\/(.*)\.ts$/, 'dist/$1')
      return [`${stem}.d.ts`, `${stem}.js`, `${stem}.js.map`]
    })
    expect(filesBelow('dist')).toEqual(expected.sort())
  })

  test('holds dist, src, docs, examples and papers, nothing else', () => {
    const papers = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md']
    // The examples' private keys are for this folder's tests alone, and tsconfig.json names what is not packed.
    const kept = filesBelow('examples').filter(path => !/\.key\.pem$|tsconfig\.json$/.test(path))
    const expected = [...filesBelow('src'), ...filesBelow('dist'), ...filesBelow('docs'), ...kept, ...papers]
    expect([...packed.files].sort()).toEqual(expected.sort())
  })

  test('publint finds nothing', async () => {
    const bytes = readFileSync(packed.tarball)
    const { messages, pkg } = await publint({
      pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) },
      strict: true,
    })
    expect(messages.map(message => formatMessage(message, pkg))).toEqual([])
  })

  test('are-the-types-wrong finds nothing', () => {
    const attw = fileURLToPath(new URL('../../node_modules/.bin/attw', import.meta.url))
    // ESM only: what loads it with require() is not asked about types here, but is run below.
    const { status, stdout, stderr } = spawnSync(
      attw,
      [packed.tarball, '--profile', 'esm-only', '--no-emoji'],
      {
        encoding: 'utf8',
      },
    )
    expect(status, stdout + stderr).toBe(0)
  })
})

/** What platforms call a CryptoKey and a JWK: each has to be taken for a key, and to take one that is converted. */
const KEYS = {
  web: 'declare const key: CryptoKey, jwk: JsonWebKey\n let taken: JsonWebKey',
  node: `import type { webcrypto } from 'node:crypto'
    declare const key: webcrypto.CryptoKey, jwk: webcrypto.JsonWebKey
    let taken: webcrypto.JsonWebKey`,
}

/** TypeScript 5.4, the oldest compiler that is supported. */
function oldestCompiler(): typeof ts | undefined {
  const place = fileURLToPath(new URL('../runtimes/node_modules/typescript-5.4', import.meta.url))
  if (!isHere('TypeScript 5.4', existsSync(place), 'npm ci --prefix test/runtimes')) return undefined
  const compiler = createRequire(import.meta.url)(place) as typeof ts
  expect(compiler.version).toMatch(/^5\.4\./)
  return compiler
}

describe('the declarations', () => {
  const oldest = oldestCompiler()
  const [web, worker] = [['lib.dom.d.ts', 'lib.dom.iterable.d.ts'], ['lib.webworker.d.ts']]
  const kinds = [
    { resolution: 'NodeNext', compiler: ts, name: 'a page', lib: web, types: [] },
    { resolution: 'Bundler', compiler: ts, name: 'a worker', lib: worker, types: [] },
    { resolution: 'NodeNext', compiler: ts, name: 'Node', lib: [], types: ['node'] },
    ...(oldest === undefined
      ? []
      : ([
          { resolution: 'NodeNext', compiler: oldest, name: 'a page', lib: web, types: [] },
          { resolution: 'Bundler', compiler: oldest, name: 'a worker', lib: worker, types: [] },
        ] as const)),
  ] as const

  test.each(kinds.map(kind => ({ ...kind, version: kind.compiler.version })))(
    'compile alone for $name, $resolution, TypeScript $version',
    ({ resolution, compiler, lib, types }) => {
      const file = join(project, `${resolution}.ts`)
      const lines = entries.map((entry, index) => `export * as entry${index} from '${entry}'`)
      const use = `import { rsa2Signer, rsa2Verifier } from 'zhifu'
      import { createAlipay } from 'zhifu/alipay'
      import { convertKey } from 'zhifu/keys'
      ${types.length === 0 ? KEYS.web : KEYS.node}
      taken = await convertKey(key, 'jwk')
      export const sides = [rsa2Signer(key), rsa2Verifier(jwk), taken]
      export const wrong: number = createAlipay`
      writeFileSync(file, [...lines, use].join('\n'))
      const isNode = resolution === 'NodeNext'
      const program = compiler.createProgram({
        rootNames: [file],
        options: {
          module: isNode ? ts.ModuleKind.NodeNext : ts.ModuleKind.ESNext,
          moduleResolution: ts.ModuleResolutionKind[resolution],
          target: ts.ScriptTarget.ES2022,
          lib: ['lib.es2022.d.ts', ...lib],
          types: [...types],
          typeRoots: [join(project, 'node_modules/@types')],
          strict: true,
          exactOptionalPropertyTypes: true,
          skipLibCheck: false,
          skipDefaultLibCheck: true,
          noEmit: true,
        },
      })
      const diagnostics = compiler.getPreEmitDiagnostics(program).map(({ file, messageText }) => ({
        file: file?.fileName.slice(project.length + 1),
        text: ts.flattenDiagnosticMessageText(messageText, '\n').split('\n')[0] ?? '',
      }))
      // The one mistake that was put in shows that types were found and looked at.
      expect(diagnostics).toEqual([
        { file: `${resolution}.ts`, text: expect.stringContaining("to type 'number'") },
      ])
    },
  )
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
    expect(run('version.mjs', text)).toBe(manifest.version)
  })
})
