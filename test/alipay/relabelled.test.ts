/** A genuine reply under another API's name: the name is not signed, so the fields must tell. */
import { describe, expect, it } from 'vitest'
import { likest, REPLYING, type Replying, successOf } from './marks/genuine.ts'
import { read } from './replies.ts'

const ONE_FREEZE = 'both say how this very freeze stands'
const ONE_TRANSFER = 'both say how this very transfer stands'
const ONE_REFUND = 'both say how this very refund stands'
const ONE_NUMBER =
  'only if a release had the number of a freeze; the page wants each operation to have its own'
const SAID_ENOUGH = 'both say only whether it worked'
const TICKETS = 'each repeats the number of its request and no more; each request has its own'

/**
 * Replies that may hold nothing by which they could be told apart, and what comes of it: `that of A as one of B`. Of
 * each other pair, no reply that the tables allow is taken for the other's.
 */
const ALIKE: Readonly<Record<string, string>> = {
  'fund.auth.order.freeze as fund.auth.order.app.freeze': ONE_FREEZE,
  'fund.auth.order.app.freeze as fund.auth.order.freeze': ONE_FREEZE,
  'fund.auth.order.unfreeze as fund.auth.order.app.freeze': ONE_NUMBER,
  'fund.auth.order.unfreeze as fund.auth.order.freeze': ONE_NUMBER,
  'fund.auth.order.freeze as fund.auth.order.unfreeze': ONE_NUMBER,
  'fund.auth.order.app.freeze as fund.auth.order.unfreeze': ONE_NUMBER,
  'fund.trans.common.query as fund.trans.uni.transfer': ONE_TRANSFER,
  'fund.trans.uni.transfer as fund.trans.common.query': ONE_TRANSFER,
  'koubei.trade.ticket.ticketcode.delay as koubei.trade.ticket.ticketcode.cancel': TICKETS,
  'koubei.trade.ticket.ticketcode.send as koubei.trade.ticket.ticketcode.cancel': TICKETS,
  'koubei.trade.ticket.ticketcode.cancel as koubei.trade.ticket.ticketcode.delay': TICKETS,
  'koubei.trade.ticket.ticketcode.send as koubei.trade.ticket.ticketcode.delay': TICKETS,
  'koubei.trade.ticket.ticketcode.cancel as koubei.trade.ticket.ticketcode.send': TICKETS,
  'koubei.trade.ticket.ticketcode.delay as koubei.trade.ticket.ticketcode.send': TICKETS,
  'trade.create as trade.close': 'both hold the two numbers and no more',
  'trade.close as trade.create': 'both hold the two numbers and no more',
  'trade.order.settle as trade.close':
    'one that names no settlement, if it was asked by the trade number alone; what was shared out was paid, and a ' +
    'paid trade is not closed so',
  'trade.close as trade.order.settle':
    'one that does not say the order number; a closed trade was never paid, so nothing can be shared',
  'mybank.payment.trade.order.create as trade.fastpay.refund.query':
    'it says nothing at all, as a query that found no refund does',
  'trade.refund.apply as trade.fastpay.refund.query': ONE_REFUND,
  'trade.fastpay.refund.query as trade.refund.apply': ONE_REFUND,
  'trade.settle.confirm as trade.fastpay.refund.query':
    'if a refund and a confirmation had the same number; it says nothing of a refund',
  'trade.fastpay.refund.query as trade.settle.confirm':
    'one that knows no refund, if a refund and a confirmation had the same number',
  'trade.app.pay as trade.pay': 'both say that this very order was paid',
  'trade.royalty.relation.unbind as trade.royalty.relation.bind': SAID_ENOUGH,
  'trade.royalty.relation.bind as trade.royalty.relation.unbind': SAID_ENOUGH,
}

/** The APIs that may answer a question without a word. */
const SILENT = ['mybank.payment.trade.order.create', 'trade.fastpay.refund.query']

/** How a reply of another API is refused. */
const relabelled = ({ api }: Replying): object => ({
  code: 'ERR_SIGNATURE',
  diagnosis: 'relabelled',
  outcome: api.reads ? 'untouched' : 'unknown',
})

/** Whether some reply of `other` is taken for one of `mine`. All else must be refused for what it is. */
async function isTaken(mine: Replying, other: Replying): Promise<boolean> {
  const calls = mine.questions.flatMap(asked => {
    const least = other.least.map(({ answer }) => answer)
    const answers = [...least, ...likest(other, mine, asked), other.fullest]
    const texts = new Set(answers.map(fields => successOf(other, fields)))
    return [...texts].map(text => read(mine.api, asked, text))
  })
  const results = await Promise.allSettled(calls)
  const reasons = results.flatMap(result => (result.status === 'rejected' ? [result.reason] : []))
  const hasCode = ({ api }: Replying): boolean => api.accepts?.length !== 0
  // A user's token comes without a code, and so is a refusal to all others, as theirs is to it.
  const refused = hasCode(mine) === hasCode(other) ? relabelled(mine) : { code: 'ERR_GATEWAY' }
  const unlike = new Map(
    reasons.map(reason => [`${reason.code} ${reason.diagnosis} ${reason.outcome}`, reason]),
  )
  for (const reason of unlike.values()) expect(reason).toMatchObject(refused)
  return results.some(({ status }) => status === 'fulfilled')
}

it('looks at every API that replies, each asked and answered in some way', () => {
  expect(REPLYING.length).toBeGreaterThan(40)
  expect(REPLYING.filter(({ questions, least }) => questions.length === 0 || least.length === 0)).toEqual([])
})

it('gives a reason for each pair that is alike, and lists none that does not exist', () => {
  const keys = REPLYING.map(({ key }) => key)
  const named = Object.keys(ALIKE).map(pair => pair.split(' as '))
  expect(named.filter(pair => pair.length !== 2 || !pair.every(key => keys.includes(key)))).toEqual([])
  expect(Object.values(ALIKE).filter(reason => reason.length < 20)).toEqual([])
})

describe.each(REPLYING)('$key', mine => {
  const { api, fullest, key, least, questions } = mine
  const { holds = [], holdsOneOf = [], lacks = [] } = api.marks ?? {}
  const [{ asked, answer } = { asked: {}, answer: {} }] = least

  it('takes its own replies, from the least to the fullest', async () => {
    for (const own of least)
      expect(await read(api, own.asked, successOf(mine, own.answer))).toMatchObject(own.answer)
    for (const question of questions) {
      const told = await read(api, question, successOf(mine, fullest))
      expect(Object.keys(told)).toEqual(expect.arrayContaining(Object.keys(fullest)))
    }
  })

  it('is answered by no other, but for those that are alike', async () => {
    const others = REPLYING.filter(other => other !== mine)
    const taken = await Promise.all(others.map(other => isTaken(mine, other)))
    const alike = others.filter((_, at) => taken[at]).map(other => `${other.key} as ${key}`)
    expect(alike.sort()).toEqual(
      Object.keys(ALIKE)
        .filter(pair => pair.endsWith(` as ${key}`))
        .sort(),
    )
  })

  it('says what marks it, and nothing that marks others', async () => {
    const spoilt = [
      ...holds.map(name => ({ ...answer, [name]: undefined })),
      ...(holdsOneOf.length > 0 ? [{ ...answer, ...nothingOf(holdsOneOf) }] : []),
      ...lacks.map(name => ({ ...answer, [name]: 'x' })),
    ]
    for (const fields of spoilt)
      await expect(read(api, asked, successOf(mine, fields))).rejects.toMatchObject(relabelled(mine))
  })

  it('says something, unless it is known to be silent', async () => {
    const told = await read(api, asked, '{"code":"10000","msg":"Success"}').catch(error => error)
    expect(told.code === '10000').toBe(SILENT.includes(key))
  })

  it.each(api.binds ?? [])('is bound to its %s, in a success and in a refusal', async name => {
    const question = questions.find(fields => name in fields) ?? { ...asked, [name]: fullest[name] }
    const other = { ...fullest, [name]: 'OTHER' }
    const foreign = { code: 'ERR_SIGNATURE', diagnosis: 'someone-elses' }
    await expect(read(api, question, successOf(mine, other))).rejects.toMatchObject(foreign)
    const refusal = JSON.stringify({ code: '40004', sub_code: 'SYSTEM_ERROR', [name]: 'OTHER' })
    await expect(read(api, question, refusal)).rejects.toMatchObject(foreign)
    const unsaid = { ...fullest, [name]: undefined }
    await expect(read(api, question, successOf(mine, unsaid))).rejects.toMatchObject(relabelled(mine))
  })
})

const nothingOf = (names: readonly string[]): object =>
  Object.fromEntries(names.map(name => [name, undefined]))
