/**
 * What keeps money safe, over every API at once: what may be repeated, what binds a reply, and which figures keep their
 * digits. That `amounts` and `refusals` say just what the tables do: `facts.test.ts`.
 */
import { describe, expect, it } from 'vitest'
import type { Row } from '../support/fact-tables.ts'
import { CALLS } from './facts.ts'

/** What is a read though its name does not say so, or a write though it does. */
const EFFECTS: Readonly<Record<string, string>> = {
  'user.info.share': 'the user shares with whoever asks, and nothing changes',
}

/** Numbers that stand in a request and in its reply, and need not be the same. */
const UNBOUND: Readonly<Record<string, string>> = {
  'trade.app.pay merchant_order_no':
    'out_trade_no names the order; of this one no page says that it is repeated',
  'trade.app.pay seller_id': 'names who received; the order is named by out_trade_no',
  'trade.pay buyer_open_id': 'names who paid; the order is named by out_trade_no',
}

/** Fields whose name speaks of money, and whose value is none. */
const NO_MONEY: Readonly<Record<string, string>> = {
  switch_fee_rate: 'a rate',
  is_balance_frozen: 'T or F',
}

const isRead = (name: string): boolean => /(?:query|consult)$/.test(name)
const isNumber = (name: string): boolean => /_(?:no|id)$|^ticket_code$/.test(name)
const isMoney = ({ name, format = '' }: Row): boolean =>
  /amount|fee|price|balance/.test(name) || format.startsWith('amount-')

/** The fields, at any depth, that hold no others. */
const leaves = (rows: readonly Row[]): Row[] =>
  rows.flatMap(row => (row.children ? leaves(row.children) : [row]))

const replying = CALLS.filter(({ api }) => api.kind !== 'page')

describe.each(CALLS)('$key', ({ key, api }) => {
  it('says that it may be repeated if its name is that of a question, and only then', () => {
    expect([true, undefined]).toContain(api.reads)
    expect(isRead(api.name) !== (api.reads === true)).toBe(key in EFFECTS)
  })
})

describe.each(replying)('$key', ({ key, api, table }) => {
  it('is bound to each number that it is asked with and answers', () => {
    const answered = new Set(table.response.map(({ name }) => name))
    const shared = table.request.map(({ name }) => name).filter(name => isNumber(name) && answered.has(name))
    const unbound = shared.filter(name => !api.binds?.includes(name)).map(name => `${key} ${name}`)
    expect(unbound).toEqual(Object.keys(UNBOUND).filter(line => line.startsWith(`${key} `)))
  })

  it('is not bound to the text of an amount, of which 8.8 may come back as 8.80', () => {
    const money = table.request.filter(isMoney).map(({ name }) => name)
    expect(money.filter(name => api.binds?.includes(name))).toEqual([])
  })

  it('keeps the digits of all that its name calls money, at any depth', () => {
    const kept = [...(api.amounts ?? []), ...Object.keys(NO_MONEY)]
    const money = leaves(table.response).filter(isMoney)
    expect(money.map(({ name }) => name).filter(name => !kept.includes(name))).toEqual([])
    expect(Object.keys(NO_MONEY).filter(name => api.amounts?.includes(name))).toEqual([])
  })
})

it('lists no exception that is none', () => {
  const keys = CALLS.map(({ key }) => key)
  expect(Object.keys(EFFECTS).filter(key => !keys.includes(key))).toEqual([])
  expect(Object.keys(UNBOUND).filter(line => !keys.includes(line.split(' ')[0] ?? ''))).toEqual([])
  const names = new Set(replying.flatMap(({ table }) => leaves(table.response)).map(({ name }) => name))
  expect(Object.keys(NO_MONEY).filter(name => !names.has(name))).toEqual([])
})
