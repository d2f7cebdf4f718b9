/**
 * What the compiler takes for a file that imports the whole Alipay catalogue, and for one that calls every API of
 * it, against one that imports a single API. The compilations take turns, and medians are told.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as catalogue from 'zhifu/alipay'
import { median } from './paired.mjs'
import { hold, tell } from './report.mjs'

const ROUNDS = 7
const VERBS = { call: 'execute', page: 'pageUrl', app: 'appString' }
const root = fileURLToPath(new URL('../..', import.meta.url))
const tsc = join(root, 'node_modules/typescript/bin/tsc')
const folder = mkdtempSync(join(tmpdir(), 'zhifu-types-'))
const apis = Object.entries(catalogue).filter(([, value]) => value.kind in VERBS)

/** A project of one file. */
function project(name, text) {
  const at = join(folder, name)
  mkdirSync(join(at, 'node_modules'), { recursive: true })
  symlinkSync(root, join(at, 'node_modules/zhifu'))
  writeFileSync(join(at, 'package.json'), '{"type":"module"}')
  const compilerOptions = {
    target: 'ES2022',
    lib: ['ES2022', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
    types: [],
    module: 'preserve',
    moduleResolution: 'bundler',
    strict: true,
    skipLibCheck: true,
    noEmit: true,
  }
  writeFileSync(join(at, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['shop.ts'] }))
  writeFileSync(
    join(at, 'shop.ts'),
    `import { type Api, ${Object.values(VERBS).join(', ')} } from 'zhifu'
declare const client: AlipayClient
type InputOf<A> = A extends Api<string, infer Input> ? Input : never
${text}`,
  )
  return at
}

/** A function that calls an API with an input of its own type. */
function useOf(name, api, { kind }) {
  return `export const use_${name} = (input: InputOf<typeof ${api}>) => ${VERBS[kind]}(client, ${api}, input)\n`
}

/** Seconds of checking and in all, as the compiler tells them. */
function compile(at) {
  const text = execFileSync(process.execPath, [tsc, '-p', at, '--extendedDiagnostics'], { encoding: 'utf8' })
  const seconds = row => Number(new RegExp(`^${row}:\\s+([\\d.]+)s`, 'm').exec(text)?.[1])
  const counted = row => Number(new RegExp(`^${row}:\\s+(\\d+)`, 'm').exec(text)?.[1])
  return {
    check: seconds('Check time'),
    total: seconds('Total time'),
    instantiations: counted('Instantiations'),
  }
}

const payOnly = (api, from) => `${from}\n${useOf('pay', api, catalogue.tradePay)}`
const projects = {
  'imports one API': payOnly('tradePay', "import { type AlipayClient, tradePay } from 'zhifu/alipay'"),
  'imports the whole catalogue': payOnly(
    'alipay.tradePay',
    `import * as alipay from 'zhifu/alipay'
type AlipayClient = alipay.AlipayClient
export const names: string[] = Object.keys(alipay)`,
  ),
  [`calls all ${apis.length} APIs`]:
    `import { type AlipayClient, ${apis.map(([name]) => name).join(', ')} } from 'zhifu/alipay'\n` +
    apis.map(([name, api]) => useOf(name, name, api)).join(''),
}
const [one, whole, used] = Object.keys(projects)

try {
  const places = Object.entries(projects).map(([name, text], index) => [name, project(String(index), text)])
  const turns = []
  for (let round = 0; round < ROUNDS; round++)
    turns.push(Object.fromEntries(places.map(([name, at]) => [name, compile(at)])))
  const ratio = (name, row) => median(turns.map(turn => turn[name][row] / turn[one][row]))
  for (const name of Object.keys(projects)) {
    const seconds = row => `${median(turns.map(turn => turn[name][row])).toFixed(2)} s`
    const { instantiations } = turns[0][name]
    tell(
      `a file that ${name}: checked in ${seconds('check')}, all in ${seconds('total')}, ${instantiations} instantiations`,
    )
  }
  hold('checking a file that imports the whole catalogue, in time of one API', ratio(whole, 'check'), {
    atMost: 2,
  })
  tell(
    `a file that ${used}, in time of one API: checking ${ratio(used, 'check').toFixed(2)}, all ${ratio(used, 'total').toFixed(2)}`,
  )
} finally {
  rmSync(folder, { recursive: true })
}
