/** The snippets of docs/ are type-checked and run against the emulator, and on a real PostgreSQL. */
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GET_POSTGRES, postgresFolder, type Server, startPostgres } from '../stores/processes.ts'
import { isHere } from '../support/requirements.ts'
import { root, snippetsOf, testSnippets } from './snippets.ts'

const documents = readdirSync(`${root}docs`)
  .filter(name => name.endsWith('.md'))
  .map(name => `docs/${name}`)
  .filter(path => snippetsOf(readFileSync(root + path, 'utf8')).length > 0)

/** What a snippet that uses `pool` has there: the shop's orders, and the notification that one was paid. */
const withPool = `
import pg from 'pg'
const pool = new pg.Pool({ host: '127.0.0.1', port: Number(process.env['POSTGRES_PORT']), user: 'postgres', database: 'postgres' })
await pool.query('CREATE TABLE orders (number text PRIMARY KEY, paid boolean NOT NULL DEFAULT false)')
await pool.query("INSERT INTO orders VALUES ('ORDER-1'), ('ORDER-2')")
const request = new Request('https://shop.example/notify', { method: 'POST', body: posted })
`

/** Acknowledged, the order paid and the notification marked, all by the one transaction; nothing else touched. */
const paidOnce = `
const said = [answer.status, await answer.text()].join(' ')
if (said !== '200 success') throw new Error('the notification was answered ' + said)
const { rows: paid } = await pool.query('SELECT number, xmin::text AS by FROM orders WHERE paid')
const { rows: marked } = await pool.query('SELECT xmin::text AS by FROM zhifu_notifications WHERE done_at IS NOT NULL')
if (paid.length !== 1 || paid[0].number !== 'ORDER-1') throw new Error('the order')
if (marked.length !== 1 || marked[0].by !== paid[0].by) throw new Error('the transaction')
await pool.end()
`

test('there are snippets', () => {
  expect(documents).toContain('docs/notifications.md')
})

const hasPostgres = isHere('PostgreSQL', postgresFolder !== undefined, GET_POSTGRES)
let server: Server | undefined
if (hasPostgres)
  beforeAll(async () => {
    server = await startPostgres()
  })
afterAll(() => server?.end())

describe.each(documents)('%s', document => {
  testSnippets(document, {
    prologues: document === 'docs/notifications.md' ? [['poolBegin(pool)', withPool]] : [],
    epilogues: document === 'docs/notifications.md' ? [['poolBegin(pool)', paidOnce]] : [],
    env: () => ({ POSTGRES_PORT: String(server?.port) }),
    canRun: code => hasPostgres || !code.includes('(pool)'),
  })
})
