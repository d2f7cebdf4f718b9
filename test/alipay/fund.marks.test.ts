/** Other APIs' genuine replies under the names of freezing money, balances and transfers. */
import { describe, expect, it } from 'vitest'
import type { Row } from '../support/fact-tables.ts'
import { CALLS, type Call } from './facts.ts'
import { sampleOf } from './facts-schema.ts'
import { answered } from './replies.ts'

/** Every number that a reply may name; everywhere the same, as if all replies were about the same things. */
const NUMBERS: Readonly<Record<string, string>> = {
  auth_no: '2014',
  operation_id: '2015',
  out_order_no: 'HOTEL_1',
  out_request_no: 'REQUEST_1',
  operation_type: 'FREEZE',
  order_id: '2019',
  out_biz_no: 'PAYOUT-1',
  pay_fund_order_id: '2020',
}

const OPERATION = [
  ['out_order_no', 'out_request_no'],
  ['auth_no', 'operation_id'],
]

/** By which numbers each API may be asked. */
const QUESTIONS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'fund.account.query': [[]],
  'fund.auth.operation.cancel': OPERATION,
  'fund.auth.operation.detail.query': [...OPERATION, ['out_order_no', 'out_request_no', 'operation_type']],
  'fund.auth.order.freeze': [['out_order_no', 'out_request_no']],
  'fund.auth.order.unfreeze': [['auth_no', 'out_request_no']],
  'fund.auth.order.voucher.create': [['out_order_no', 'out_request_no']],
  'fund.trans.common.query': [['out_biz_no'], ['order_id'], ['pay_fund_order_id']],
  'fund.trans.uni.transfer': [['out_biz_no']],
}

/** Replies of which some hold nothing by which they could be told apart, and what comes of it. */
const ALIKE: Readonly<Record<string, string>> = {
  'fund.auth.order.app.freeze as fund.auth.order.freeze': 'both say how this very freeze stands',
  'fund.auth.order.unfreeze as fund.auth.order.freeze':
    'one of a release that had the number of the freeze; the page wants each operation to have its own',
  'fund.auth.order.freeze as fund.auth.order.unfreeze':
    'one that does not say whose money it froze, if the release had the number of the freeze',
  'fund.auth.order.app.freeze as fund.auth.order.unfreeze':
    'one that does not say whose money it froze, if the release had the number of the freeze',
  'fund.trans.common.query as fund.trans.uni.transfer': 'both say how this very transfer stands',
  'fund.trans.uni.transfer as fund.trans.common.query': 'both say how this very transfer stands',
}

const calls = CALLS.filter(({ api }) => api.kind !== 'page')
const ours = calls.filter(({ key }) => key in QUESTIONS)

const pick = (names: readonly string[]): object =>
  Object.fromEntries(names.map(name => [name, NUMBERS[name]]))

const write = (rows: readonly Row[]): string => {
  const fields = rows.map(row => [row.name, NUMBERS[row.name] ?? sampleOf(row)])
  return JSON.stringify(Object.fromEntries([['unsaid', ''], ...fields])).slice(1, -1)
}

/** What an API answers, from what marks it and repeats the numbers of a question to all that its table has. */
function answersOf({ api, key, table }: Call): string[] {
  const { binds = [], marks } = api
  const repeated = [...(QUESTIONS[key] ?? [binds]), Object.keys(NUMBERS)]
  const always = (names: readonly string[]) =>
    table.response.filter(
      ({ name, required }) => required === true || names.includes(name) || marks?.holds?.includes(name),
    )
  return [...repeated.map(names => write(always(names))), write(table.response)]
}

const answer = ({ api }: Call, names: readonly string[], members: string): Promise<object> =>
  answered(api as never, pick(names) as never, members)

it('knows all that are called', () => {
  const keys = calls.filter(({ api, key }) => key.startsWith('fund.') && api.kind === 'call')
  expect(ours).toEqual(keys)
  expect(ours).toHaveLength(8)
})

describe.each(ours)('$key', mine => {
  const questions = QUESTIONS[mine.key] ?? []

  it('takes its own replies, the least and the fullest', async () => {
    for (const [at, names] of questions.entries()) {
      expect(await answer(mine, names, answersOf(mine)[at] ?? '')).toMatchObject({ code: '10000' })
      expect(await answer(mine, names, answersOf(mine).at(-1) ?? '')).toMatchObject({ code: '10000' })
    }
  })

  it.each(calls.filter(other => other !== mine))('is not answered by $key', async other => {
    const told = questions.flatMap(names => answersOf(other).map(members => answer(mine, names, members)))
    if (`${other.key} as ${mine.key}` in ALIKE) await expect(Promise.any(told)).resolves.toBeTruthy()
    else {
      const refused = { code: 'ERR_SIGNATURE', diagnosis: 'relabelled' }
      await Promise.all(told.map(call => expect(call).rejects.toMatchObject(refused)))
    }
  })

  it.each(mine.api.binds ?? [])('is bound to its %s', async name => {
    const asked = questions.filter(names => names.includes(name))
    expect(asked.length).toBeGreaterThan(0)
    const spoiled = answersOf(mine)[questions.indexOf(asked[0] ?? [])]
    for (const names of asked) {
      const other = spoiled?.replace(`"${name}":"${NUMBERS[name]}"`, `"${name}":"OTHER"`) ?? ''
      const refused = { code: 'ERR_SIGNATURE', diagnosis: 'someone-elses' }
      await expect(answer(mine, names, other)).rejects.toMatchObject(refused)
    }
  })
})

it('lists as alike only what exists', () => {
  const keys = calls.map(({ key }) => key)
  const named = Object.keys(ALIKE).flatMap(pair => pair.split(' as '))
  expect(named.filter(key => !keys.includes(key))).toEqual([])
})
