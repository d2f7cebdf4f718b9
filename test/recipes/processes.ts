/** Hosts in processes of their own. Each ends with the test at the latest, and reaches loopback only. */
import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { PATIENCE } from '../support/patience.ts'
import type { OpenShop } from './shop.ts'

export interface Host {
  readonly url: string
  /** What it printed so far. */
  told(): string
  stop(): Promise<void>
}

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
const modules = here('../runtimes/node_modules')
const deno = `${modules}/@deno/linux-x64-glibc/deno`
const bun = `${modules}/@oven/bun-linux-x64/bin/bun`
const workerd = `${modules}/@cloudflare/workerd-linux-64/bin/workerd`

/** How to get what a runtime needs and this machine lacks. */
export function missing(executable: 'deno' | 'bun' | 'workerd'): string | undefined {
  if (!existsSync({ deno, bun, workerd }[executable])) return 'npm ci --prefix test/runtimes (x64 Linux only)'
  return existsSync(here('../../dist/index.js')) ? undefined : 'npm run build'
}

/** Starts a command in a process group of its own, and waits until it says its port. */
function start(
  [command = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
  port: RegExp,
): Promise<Host> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      detached: true,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const closed = new Promise<void>(ended => child.once('close', () => ended()))
    let output = ''
    const end = (): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      } catch {
        // The group is gone already.
      }
    }
    const timer = setTimeout(end, PATIENCE)
    process.once('exit', end)
    const hear = (text: string): void => {
      output += text
      const [, number] = port.exec(output) ?? []
      if (number === undefined) return
      const stop = (): Promise<void> => {
        end()
        return closed
      }
      resolve({ url: `http://127.0.0.1:${number}`, told: () => output, stop })
    }
    child.stdout.setEncoding('utf8').on('data', hear)
    child.stderr.setEncoding('utf8').on('data', hear)
    child.on('error', reject)
    child.on('close', code => {
      clearTimeout(timer)
      process.off('exit', end)
      reject(new Error(`${command} ended with ${code}\n${output}`))
    })
  })
}

const keysOf = ({ appId, alipayPublicKey }: OpenShop): Record<string, string> => ({
  ALIPAY_APP_ID: appId,
  ALIPAY_PUBLIC_KEY: alipayPublicKey,
})

export async function startDeno(shop: OpenShop): Promise<Host> {
  const cache = mkdtempSync(join(tmpdir(), 'deno-'))
  const flags = [
    '--no-lock',
    '--no-remote',
    '--cached-only',
    '--no-prompt',
    '--allow-net=127.0.0.1',
    '--allow-env=ALIPAY_APP_ID,ALIPAY_PUBLIC_KEY',
  ]
  const command = [deno, 'run', ...flags, here('main.deno.ts'), shop.url]
  const env = { ...keysOf(shop), DENO_DIR: cache, DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' }
  const host = await start(command, env, /^port (\d+)$/m)
  const stop = async (): Promise<void> => {
    await host.stop()
    rmSync(cache, { recursive: true })
  }
  return { ...host, stop }
}

export function startBun(shop: OpenShop): Promise<Host> {
  const command = [bun, 'run', here('main.bun.ts'), shop.url]
  return start(command, keysOf(shop), /^port (\d+)$/m)
}

/** The Worker in workerd, and beside it the Worker that keeps the orders, which it calls by its binding. */
export async function startWorker(shop: OpenShop): Promise<Host> {
  const folder = mkdtempSync(join(tmpdir(), 'worker-'))
  const remove = (): void => rmSync(folder, { recursive: true })
  try {
    copyFileSync(here('worker.capnp'), join(folder, 'worker.capnp'))
    for (const [name, entry] of [
      ['recipe.js', '../../examples/recipes/cloudflare-worker.ts'],
      ['orders.js', 'worker-orders.mjs'],
    ] as const) {
      const { outputFiles } = await build({
        entryPoints: [here(entry)],
        bundle: true,
        write: false,
        format: 'esm',
        target: 'es2022',
        platform: 'neutral',
        mainFields: ['module', 'main'],
        conditions: ['import'],
        external: ['cloudflare:*'],
      })
      writeFileSync(join(folder, name), outputFiles[0]?.text ?? '')
    }
    const command = [
      workerd,
      'serve',
      '--verbose',
      '--control-fd=1',
      `--external-addr=shop=${new URL(shop.url).host}`,
      join(folder, 'worker.capnp'),
    ]
    const host = await start(command, keysOf(shop), /"event":"listen","socket":"http","port":(\d+)/)
    const stop = async (): Promise<void> => {
      await host.stop()
      remove()
    }
    return { ...host, stop }
  } catch (error) {
    remove()
    throw error
  }
}
