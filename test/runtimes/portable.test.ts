/** The portable suite, on the package as built, on each runtime. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import * as zhifu from 'zhifu'
import * as alipay from 'zhifu/alipay'
import * as emulator from 'zhifu/emulator'
import suite from '../portable/suite.mjs'

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

interface Runtime {
  readonly name: string
  /** The runner: it prints the results as one line of JSON. */
  readonly command: readonly string[]
  /** The file without which the runtime is missing. */
  readonly needs: string
  /** How to get it. */
  readonly get: string
  /** Whether it has no WebCrypto, so that what holds there is less. */
  readonly insecure?: boolean
}

const workerd = here('node_modules/@cloudflare/workerd-linux-64/bin/workerd')
const chromium = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

const RUNTIMES: readonly Runtime[] = [
  {
    name: 'node',
    command: [process.execPath, here('node.mjs')],
    needs: here('../../dist/index.js'),
    get: 'npm run build',
  },
  {
    name: 'workerd',
    command: [process.execPath, here('workerd.mjs')],
    needs: workerd,
    get: 'npm ci --prefix test/runtimes (x64 Linux only)',
  },
  {
    name: 'chromium',
    command: [process.execPath, here('chromium.mjs')],
    needs: chromium,
    get: 'apt-get install chromium, or set CHROMIUM to the executable',
  },
  {
    name: 'chromium on an insecure origin',
    command: [process.execPath, here('chromium.mjs'), 'insecure'],
    needs: chromium,
    get: 'apt-get install chromium, or set CHROMIUM to the executable',
    insecure: true,
  },
]

interface CaseResult {
  readonly name: string
  readonly error?: string
}

/** Runs a runner in a process group of its own, which is gone when this returns. */
function results([command = '', ...args]: readonly string[]): Promise<CaseResult[]> {
  return new Promise((resolve, reject) => {
    // A zone far from Beijing and from UTC, with summer time.
    const env = { ...process.env, TZ: 'America/St_Johns', NODE_NO_WARNINGS: '1' }
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
    const timer = setTimeout(end, 90_000)
    process.once('exit', end)
    child.on('error', reject)
    child.on('close', code => {
      clearTimeout(timer)
      process.off('exit', end)
      end()
      const line = stdout.split('\n').find(text => text.startsWith('[{'))
      if (code === 0 && line !== undefined) resolve(JSON.parse(line))
      else reject(new Error(`the runner ended with ${code}\n${stdout}\n${stderr}`))
    })
  })
}

const cases = suite({ zhifu, alipay, emulator }).map(({ name }) => name)
const mustBeHere = ![undefined, '', 'false', '0'].includes(process.env['CI'])

test('the cases have names of their own', () => {
  expect(cases.length).toBeGreaterThan(100)
  expect(new Set(cases).size).toBe(cases.length)
})

for (const { name, command, needs, get, insecure } of RUNTIMES) {
  if (!existsSync(needs)) {
    if (!mustBeHere) console.warn(`${name} is missing, its cases are skipped; to get it: ${get}`)
    test.skipIf(!mustBeHere)(`${name} is here`, () => expect.unreachable(`${name} is missing: ${get}`))
    continue
  }

  describe(name, () => {
    let found: ReadonlyMap<string, CaseResult>
    beforeAll(async () => {
      found = new Map((await results(command)).map(result => [result.name, result]))
    }, 100_000)

    if (insecure) {
      test('refuses what needs WebCrypto, and does the rest', () => {
        expect([...found.values()].filter(({ error }) => error !== undefined)).toEqual([])
        expect([...found.keys()].filter(key => key.startsWith('without WebCrypto'))).toHaveLength(2)
        expect(found.size).toBeGreaterThan(5)
      })
      return
    }
    test('runs every case', () => {
      expect([...found.keys()]).toEqual(cases)
    })
    test.each(cases)('%s', key => {
      const result = found.get(key)
      if (result === undefined) expect.unreachable('this case was not run')
      else if (result.error !== undefined) throw new Error(result.error)
    })
  })
}
