/** The Deno KV store in Deno, on a file. */
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { denoKvStore } from '../../src/stores/deno-kv.ts'
import { isHere } from '../support/requirements.ts'
import { type CaseResult, storeContract } from './contract.ts'
import { killAt } from './kills.ts'
import type { Aftermath } from './points.ts'
import { deno, output, root, run, temporaryFolder } from './processes.ts'

const GET = 'npm ci --prefix test/runtimes (x64 Linux only)'

if (isHere('Deno', existsSync(deno), GET))
  describe('Deno KV', () => {
    const folder = temporaryFolder('deno-kv')
    const flags = ['--unstable-kv', '--no-lock', '--no-remote', '--cached-only', '--no-prompt', '--no-check']
    const command = ['run', ...flags, `--allow-read=${folder}`, `--allow-write=${folder}`]
    const script = `${root}/test/stores/deno-runner.ts`
    const env = { DENO_DIR: join(folder, 'cache'), DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' }
    const ask = async (...words: string[]): Promise<unknown> =>
      JSON.parse(
        (await output(deno, [...command, script, ...words], { env })).trim().split('\n').at(-1) ?? '',
      )
    afterAll(() => rmSync(folder, { recursive: true }))

    let found: ReadonlyMap<string, CaseResult>
    beforeAll(async () => {
      const told = (await ask('contract', join(folder, 'contract.kv'))) as {
        product: string
        found: CaseResult[]
      }
      console.info(`store contract on ${told.product}`)
      found = new Map(told.found.map(result => [result.name, result]))
    })

    test.each(storeContract.map(({ name }) => name))('%s', name => {
      expect(found.get(name)).toEqual({ name })
    })

    test.each(['claimed', 'after the effect', 'finished'] as const)(
      'a process is killed: %s',
      async point => {
        const file = join(folder, `${point}.kv`)
        await killAt(
          point,
          body => run(deno, [...command, script, 'hold', file, point, body], { env }),
          async (order, body) => (await ask('aftermath', file, order, body)) as Aftermath,
        )
      },
    )
  })

test('entries expire: marks after the retention, claims no sooner; and they have a prefix', async () => {
  const written: { key: string[]; expireIn: number }[] = []
  let value: unknown = null
  const operation = {
    check: () => operation,
    delete: () => operation,
    set: (key: string[], entry: unknown, { expireIn }: { expireIn: number }) => {
      value = entry
      written.push({ key, expireIn })
      return operation
    },
    commit: async () => ({ ok: true }),
  }
  const kv = { get: async () => ({ value, versionstamp: '1' }), atomic: () => operation }
  const day = 24 * 60 * 60 * 1000
  const store = denoKvStore(kv, { prefix: ['shop'], retention: 3 * day })
  const claim = await store.claim('a', { lease: 1000 })
  if (claim.state !== 'fresh') expect.unreachable()
  await store.finish('a', claim.token)
  expect(written).toEqual([
    { key: ['shop', 'a'], expireIn: 3 * day + 1000 },
    { key: ['shop', 'a'], expireIn: 3 * day },
  ])
})
