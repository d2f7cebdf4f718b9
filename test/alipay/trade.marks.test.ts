/** Other APIs' genuine replies under the names of royalty, settlement, later refunds and credit orders. */
import { describe, expect, it } from 'vitest'
import type { Row } from '../support/fact-tables.ts'
import { CALLS, type Call } from './facts.ts'
import { sampleOf } from './facts-schema.ts'
import { answered } from './replies.ts'

const OURS =
  /^trade\.(?:advance\.consult|order\.settle(?:\.query)?|orderinfo\.sync|refund\.apply|royalty\.relation\.\w+|settle\.confirm)$/

/** Every number that a reply may name; everywhere the same, as if all replies were about the same things. */
const NUMBERS: Readonly<Record<string, string>> = {
  trade_no: '2014',
  out_trade_no: 'ORDER-1',
  out_request_no: 'REQUEST_1',
}

/** Replies of which some hold nothing by which they could be told apart, and what comes of it. */
const ALIKE: Readonly<Record<string, string>> = {
  'trade.close as trade.order.settle':
    'one that does not say the order number; a closed trade was never paid, so nothing can be shared',
  'trade.fastpay.refund.query as trade.settle.confirm':
    'one that knows no refund, if a refund and a confirmation had the same number',
  'trade.close as trade.orderinfo.sync': 'both hold the two numbers; the payer has one name or another',
  'trade.create as trade.orderinfo.sync': 'both hold the two numbers; the payer has one name or another',
  'trade.royalty.relation.unbind as trade.royalty.relation.bind': 'both say only whether it worked',
  'trade.royalty.relation.bind as trade.royalty.relation.unbind': 'both say only whether it worked',
}

const calls = CALLS.filter(({ api }) => api.kind !== 'page')
const ours = calls.filter(({ key }) => OURS.test(key))

/** What may be asked: by all numbers, and without each that need not be there. */
function questionsOf({ table }: Call): object[] {
  const rows = table.request.filter(({ name }) => name in NUMBERS)
  const spared = rows.filter(({ required }) => required !== true)
  return [undefined, ...spared].map(without =>
    Object.fromEntries(rows.filter(row => row !== without).map(({ name }) => [name, NUMBERS[name]])),
  )
}

/**
 * What an API answers, from the least (what its table requires, what marks its reply, and the numbers that were
 * asked for) to all that its table has.
 */
function answersOf(call: Call): string[] {
  const { api, table } = call
  const { binds = [], marks } = api
  const write = (rows: readonly Row[]): string => {
    const fields = rows.map(row => [row.name, NUMBERS[row.name] ?? sampleOf(row)])
    return JSON.stringify(Object.fromEntries([['unsaid', ''], ...fields])).slice(1, -1)
  }
  const least = questionsOf(call).map(asked => {
    const always = [...binds.filter(name => name in asked), ...(marks?.holds ?? [])]
    return write(table.response.filter(row => row.required === true || always.includes(row.name)))
  })
  return [...least, write(table.response)]
}

const answer = ({ api }: Call, asked: object, members: string): Promise<object> =>
  answered(api as never, asked as never, members)

it('knows all nine', () => expect(ours.length).toBe(9))

describe.each(ours)('$key', mine => {
  it('takes its own replies, from the least to the fullest', async () => {
    const [asked = {}] = questionsOf(mine)
    const [least = '', ...others] = answersOf(mine)
    expect(await answer(mine, asked, least)).toMatchObject({ code: '10000' })
    expect(await answer(mine, asked, others.at(-1) ?? '')).toMatchObject({ code: '10000' })
  })

  it.each(calls.filter(other => other !== mine))('is not answered by $key', async other => {
    const calls = questionsOf(mine).flatMap(asked =>
      answersOf(other).map(members => answer(mine, asked, members)),
    )
    if (`${other.key} as ${mine.key}` in ALIKE) await expect(Promise.any(calls)).resolves.toBeTruthy()
    else if (mine.key === 'trade.advance.consult') await Promise.all(calls.map(expectNothing))
    else {
      const refused = { code: 'ERR_SIGNATURE', diagnosis: 'relabelled' }
      await Promise.all(calls.map(call => expect(call).rejects.toMatchObject(refused)))
    }
  })
})

/** A consultation's scenes answer with different fields: another reply is refused, or is neither a yes nor a risk. */
async function expectNothing(call: Promise<object>): Promise<void> {
  const result = await call.catch(error => {
    expect(error).toMatchObject({ code: 'ERR_SIGNATURE', diagnosis: 'relabelled' })
    return {}
  })
  expect(result).not.toHaveProperty('refer_result')
  expect(result).not.toHaveProperty('risk_level')
}

it('lists as alike only what exists', () => {
  const keys = calls.map(({ key }) => key)
  expect(
    Object.keys(ALIKE)
      .flatMap(pair => pair.split(' as '))
      .filter(key => !keys.includes(key)),
  ).toEqual([])
})
