/**
 * Alipay's APIs and messages beside their tables, and where the two differ on purpose.
 *
 * Who exports an API from the index has it held to its table; there is no list to add it to.
 */
import { readdirSync } from 'node:fs'
import { expect } from 'vitest'
import * as alipay from '../../src/alipay/index.ts'
import type { Api, NotificationType, PageReturn } from '../../src/index.ts'
import { hasTable, type Row, readTable, type Table } from '../support/fact-tables.ts'
import type { Schema } from '../support/schema-tree.ts'

export { readTable }

/** An API beside its table. */
export interface Call {
  /** Its wire name without `alipay.`: `trade.pay`. */
  readonly key: string
  /** `api/trade.pay.ts` */
  readonly file: string
  /** What its interfaces begin with: `TradePay`. */
  readonly stem: string
  readonly api: Api<'alipay'>
  readonly schema: Schema
  readonly table: Table
}

/** A notification or return beside its table. */
export interface Message {
  /** The name of its table: `trade_status_sync`. */
  readonly key: string
  /** `notify/trade_status_sync.ts` */
  readonly file: string
  /** Its interface: `TradeStatusSync`. */
  readonly stem: string
  readonly type: NotificationType<'alipay'> | PageReturn<'alipay'>
  readonly table: Table
}

/** The fields that every reply has, whatever it says. */
export const VERDICT: readonly string[] = ['code', 'msg']

type Noun = Call['api'] | Message['type']

const nouns = Object.entries(alipay as Record<string, unknown>).filter(
  (entry): entry is [string, Noun] =>
    typeof entry[1] === 'object' && entry[1] !== null && 'kind' in entry[1] && 'gateway' in entry[1],
)

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)
const camel = (stem: string): string => stem.replace(/[._](\w)/g, (_, letter: string) => letter.toUpperCase())

const PAYMENT_PAGES: readonly string[] = ['alipay.trade.page.pay', 'alipay.trade.wap.pay']

/** A payment's return has a table. Another page's has that of its API: what its SDK model answers. */
function keyOf({ kind, name }: Noun): string {
  if (kind !== 'return') return name
  const page = name.replace(/\.return$/, '')
  return PAYMENT_PAGES.includes(page) ? 'return_url' : page
}

/** What has no table, and so cannot be held to one. */
export const withoutTable: readonly string[] = nouns
  .map(([, noun]) => keyOf(noun))
  .filter(name => !hasTable(name))

const known = nouns.filter(([, noun]) => hasTable(keyOf(noun)))

/** Every API that the index exports. */
export const CALLS: readonly Call[] = known.flatMap(([name, api]) => {
  if (api.kind === 'notification' || api.kind === 'return') return []
  const key = api.name.replace(/^alipay\./, '')
  const table = readTable(api.name)
  return {
    key,
    file: `api/${key}.ts`,
    stem: capital(name),
    api,
    schema: api.input() as Schema,
    table: { ...table, response: answerOf(api, table) },
  }
})

const notifyFiles = readdirSync(new URL('../../src/alipay/notify', import.meta.url))

/** Every notification and return that the index exports. */
export const MESSAGES: readonly Message[] = known.flatMap(([name, type]) => {
  if (type.kind !== 'notification' && type.kind !== 'return') return []
  const file = notifyFiles.find(candidate => camel(candidate.slice(0, -'.ts'.length)) === name)
  return {
    key: keyOf(type),
    file: `notify/${file}`,
    stem: capital(name),
    type,
    table: messageTable(keyOf(type)),
  }
})

/**
 * The table of a message. What every return says is what no payment's model answers of a payment's return.
 */
function messageTable(key: string): Table {
  const table = readTable(key)
  if (table.fields) return table
  const payment = readTable('alipay.trade.page.pay').response
  const frame = readTable('return_url').fields.filter(({ name }) => !payment.some(row => row.name === name))
  return { ...table, fields: [...frame, ...table.response] }
}

/** What an API answers by its table; where the table of the apps' answers knows it, that goes before. */
function answerOf(api: Call['api'], { response }: Table): Row[] {
  const result = readTable('app_result').fields.find(({ name }) => name === 'result')
  const answer = result?.children?.find(({ name }) => name === `${api.name.replaceAll('.', '_')}_response`)
  const own = (answer?.children ?? []).filter(({ name }) => !VERDICT.includes(name))
  return [...own, ...response.filter(({ name }) => !own.some(row => row.name === name))]
}

/** What a difference is about; the second word of its key. */
const KINDS = ['request', 'response', 'amounts', 'refusals', 'fields', 'biz_content'] as const

const folder = new URL('./differences/', import.meta.url)
const modules = await Promise.all(
  readdirSync(folder).map(name => import(/* @vite-ignore */ new URL(name, folder).href)),
)

/**
 * Where the code and a table differ on purpose: `trade.pay request scene required`, and why. Each file of
 * `differences/` exports a list.
 */
export const differences: readonly (readonly [string, string])[] = modules
  .flatMap(module => Object.values(module as Record<string, Readonly<Record<string, string>>>))
  .flatMap(list => Object.entries(list))

/** Whether a finding is a difference on purpose. */
export const isDeliberate = (finding: string): boolean => differences.some(([key]) => key === finding)

/** What is found must be what differs on purpose, neither more nor less. */
export function settle(key: string, kind: (typeof KINDS)[number], findings: Iterable<string>): void {
  const deliberate = differences.map(([name]) => name).filter(name => name.startsWith(`${key} ${kind} `))
  const found = [...new Set(findings)].map(finding => `${key} ${kind} ${finding}`)
  expect(found.sort()).toEqual(deliberate.sort())
}

/** The differences that nothing looks at: of an API or a kind that does not exist. */
export const strayDifferences = (): string[] => {
  const starts = [...CALLS, ...MESSAGES].flatMap(({ key }) => KINDS.map(kind => `${key} ${kind} `))
  return differences.map(([name]) => name).filter(name => !starts.some(start => name.startsWith(start)))
}
