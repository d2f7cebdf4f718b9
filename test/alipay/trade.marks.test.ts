/** Other APIs' genuine replies under the names of royalty, settlement, later refunds and credit orders. */
import { describe, expect, it } from 'vitest'
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

/** Replies that hold nothing by which they could be told apart, and what comes of it. */
const ALIKE: Readonly<Record<string, string>> = {
  'trade.close as trade.orderinfo.sync': 'both hold the two numbers; the payer has one name or another',
  'trade.create as trade.orderinfo.sync': 'both hold the two numbers; the payer has one name or another',
  'trade.royalty.relation.unbind as trade.royalty.relation.bind': 'both say only whether it worked',
  'trade.royalty.relation.bind as trade.royalty.relation.unbind': 'both say only whether it worked',
}

const calls = CALLS.filter(({ api }) => api.kind !== 'page')
const ours = calls.filter(({ key }) => OURS.test(key))

/** The least that an API answers: what its table requires, what marks its reply, and what it echoes. */
function leastOf({ api, table }: Call): string {
  const always = [...(api.binds ?? []), ...(api.marks?.holds ?? [])]
  const rows = table.response.filter(row => row.required === true || always.includes(row.name))
  const fields = rows.map(row => [row.name, NUMBERS[row.name] ?? sampleOf(row)])
  return JSON.stringify(Object.fromEntries([['unsaid', ''], ...fields])).slice(1, -1)
}

/** What may be asked: by all numbers, and without each that need not be there. */
function questionsOf({ table }: Call): object[] {
  const rows = table.request.filter(({ name }) => name in NUMBERS)
  const spared = rows.filter(({ required }) => required !== true)
  return [undefined, ...spared].map(without =>
    Object.fromEntries(rows.filter(row => row !== without).map(({ name }) => [name, NUMBERS[name]])),
  )
}

const answer = ({ api }: Call, asked: object, members: string): Promise<object> =>
  answered(api as never, asked as never, members)

it('knows all nine', () => expect(ours.length).toBe(9))

describe.each(ours)('$key', mine => {
  it('takes its own least reply', async () => {
    for (const asked of questionsOf(mine)) {
      expect(await answer(mine, asked, leastOf(mine))).toMatchObject({ code: '10000' })
    }
  })

  it.each(calls.filter(other => other !== mine))('is not answered by $key', async other => {
    for (const asked of questionsOf(mine)) {
      const call = answer(mine, asked, leastOf(other))
      if (`${other.key} as ${mine.key}` in ALIKE) await expect(call).resolves.toBeTruthy()
      else if (mine.key === 'trade.advance.consult') await expectNothing(call)
      else await expect(call).rejects.toMatchObject({ code: 'ERR_SIGNATURE', diagnosis: 'relabelled' })
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
