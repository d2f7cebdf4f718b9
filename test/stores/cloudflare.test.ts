/** D1 and Durable Objects in workerd, through miniflare. */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isHere } from '../support/requirements.ts'
import { type CaseResult, storeContract, transactionContract } from './contract.ts'
import { LOSERS } from './own-cases.ts'
import { root } from './processes.ts'

interface Miniflare {
  dispatchFetch(url: string): Promise<Response>
  dispose(): Promise<void>
}

const runtimes = createRequire(`${root}/test/runtimes/package.json`)
const version = (name: string): string => (runtimes(`${name}/package.json`) as { version: string }).version
const here = existsSync(`${root}/test/runtimes/node_modules/miniflare`)
const GET = 'npm ci --prefix test/runtimes (x64 Linux only)'

if (isHere('miniflare', here, GET))
  describe('Cloudflare', () => {
    let miniflare: Miniflare

    beforeAll(async () => {
      const { outputFiles } = await build({
        entryPoints: [`${root}/test/stores/cloudflare-worker.ts`],
        bundle: true,
        write: false,
        format: 'esm',
        target: 'es2022',
        platform: 'neutral',
        mainFields: ['module', 'main'],
        conditions: ['import'],
        external: ['cloudflare:*'],
      })
      const { Miniflare } = runtimes('miniflare') as { Miniflare: new (options: object) => Miniflare }
      miniflare = new Miniflare({
        modules: true,
        script: outputFiles[0]?.text,
        compatibilityDate: '2026-01-01',
        d1Databases: { DB: 'shop' },
        durableObjects: { OBJECTS: { className: 'Shop', useSQLite: true } },
      })
    })
    afterAll(() => miniflare?.dispose())

    describe.each([
      ['/d1', 'D1'],
      ['/object', 'a Durable Object with SQLite'],
    ])('%s', (path, name) => {
      let found: { own?: CaseResult[]; store: CaseResult[]; transactions: CaseResult[] }
      beforeAll(async () => {
        const response = await miniflare.dispatchFetch(`http://127.0.0.1${path}`)
        const text = await response.text()
        if (response.status !== 200) throw new Error(text)
        found = JSON.parse(text)
        console.info(
          `store contract on ${name}, in workerd ${version('workerd')} through miniflare ${version('miniflare')}`,
        )
      })

      test.each(storeContract.map(({ name }) => name))('store: %s', name => {
        expect(found.store.find(result => result.name === name)).toEqual({ name })
      })
      if (path === '/d1') test(LOSERS, () => expect(found.own).toEqual([{ name: LOSERS }]))
      test.each(transactionContract.map(({ name }) => name))('transactions: %s', name => {
        expect(found.transactions.find(result => result.name === name)).toEqual({ name })
      })
    })
  })
