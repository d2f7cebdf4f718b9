/** Holds the interfaces and comments, as an editor shows them, to the tables. */
import { describe, expect, it } from 'vitest'
import { openInterfaces } from '../support/interfaces.ts'
import { CALLS, MESSAGES, settle, VERDICT } from './facts.ts'
import { compareInterface, undocumented } from './facts-interface.ts'

const interfaces = openInterfaces('src/alipay')

describe.each(CALLS)('$key', ({ api, key, file, stem, table }) => {
  it('documents each field of its input, at every depth', () => {
    const properties = interfaces.properties(file, `${stem}Input`)
    expect(properties.length).toBeGreaterThan(0)
    expect([...undocumented(properties, table.request)]).toEqual([])
  })

  it('types and documents each field of its result, at every depth', () => {
    // A page has no reply, and so no result.
    if (api.kind === 'page') {
      expect(interfaces.exports(file).map(({ name }) => name)).not.toContain(`${stem}Result`)
      return
    }
    const [answer = [], ...others] = interfaces.members(file, `${stem}Result`)
    expect(
      [...undocumented(answer, table.response)].filter(finding => !/^(?:code|msg) /.test(finding)),
    ).toEqual([])
    // A reply whose success has no code says nothing but its own fields.
    const verdict = api.accepts?.length === 0 ? [] : VERDICT
    expect(answer.filter(({ name }) => VERDICT.includes(name)).map(({ name }) => name)).toEqual(verdict)
    for (const { name, optional, doc } of answer.filter(property => verdict.includes(property.name))) {
      expect(optional, name).toBe(false)
      expect(doc, name).not.toBe('')
    }
    const rest = answer.filter(({ name }) => !verdict.includes(name))
    settle(key, 'response', compareInterface(rest, table.response))

    // Further answers, such as that of a waiting payment, tell less of the same.
    for (const { name, optional, doc, types } of others.flat()) {
      expect(doc, name).not.toBe('')
      if (verdict.includes(name)) continue
      expect(optional, name).toBe(true)
      expect(types.join(), name).toBe(table.response.find(row => row.name === name)?.type)
    }
  })

  it('opens its file and exports with a sentence, the file with the Chinese title', () => {
    expectSentences(file)
    expect(interfaces.head(file)).toMatch(/\p{Script=Han}{3}/u)
  })
})

describe.each(MESSAGES)('$type.name', ({ key, type, file, stem, table }) => {
  // What is JSON inside a text stays text.
  const rows = table.fields.map(row => ({ ...row, enum_open: row.enum_open ?? false, children: [] }))
  const properties = interfaces.properties(file, stem)

  it('types and documents each field of the table', () => {
    settle(key, 'fields', compareInterface(properties, rows))
    expect([...undocumented(properties, [])]).toEqual([])
  })

  it('has a grammar for each field of its interface, and for no other', () => {
    expect(Object.keys(type.fields).sort()).toEqual(properties.map(({ name }) => name).sort())
  })

  it('requires just what decides', () => {
    const required = properties.filter(({ optional }) => !optional).map(({ name }) => name)
    expect(required.sort()).toEqual([...type.decides].sort())
  })

  it('reads the examples and closed lists of the table', () => {
    for (const row of rows) {
      const grammar = type.fields[row.name]
      if (!grammar) continue
      expect(grammar.global || grammar.sticky, row.name).toBe(false)
      for (const value of [row.example ?? [], row.enum ?? []].flat()) expect(value, row.name).toMatch(grammar)
    }
  })

  it('refuses what is no amount where an amount decides', () => {
    const deciding = rows.filter(row => row.format === 'amount-2dp' && type.decides.includes(row.name))
    for (const { name } of deciding) {
      for (const bad of ['', '1e3', '01.00', '1.234', ' 1', '1\n', '-1', '1,5'])
        expect(bad, name).not.toMatch(type.fields[name] ?? / /)
    }
  })

  it('opens its file and exports with a sentence, the file with the Chinese title', () => {
    expectSentences(file)
    expect(interfaces.head(file)).toMatch(/\p{Script=Han}{3}/u)
  })
})

it('types and documents what the news of a bank card refund says in biz_content', () => {
  const message = MESSAGES.find(({ key }) => key === 'alipay.trade.refund.depositback.completed')
  const rows = message?.table.fields.find(row => row.name === 'biz_content')?.children ?? []
  expect(rows.length).toBeGreaterThan(5)
  const properties = interfaces.properties(message?.file ?? '', 'Depositback')
  settle(message?.key ?? '', 'biz_content', compareInterface(properties, rows))
  expect([...undocumented(properties, rows)]).toEqual([])
})

it.each(['results.ts', 'notify/payment-return.ts'])(
  'opens %s and its exports with a sentence',
  expectSentences,
)

it('finds a field by its Chinese name', () => {
  const chinese = { auth_code: '付款码', out_trade_no: '商户订单号', timeout_express: '最晚付款时间' }
  const properties = interfaces.properties('api/trade.pay.ts', 'TradePayInput')
  for (const [name, word] of Object.entries(chinese)) {
    expect(properties.find(property => property.name === name)?.doc).toContain(word)
  }
})

function expectSentences(file: string): void {
  const comments = [{ name: file, doc: interfaces.head(file) }, ...interfaces.exports(file)]
  for (const { name, doc } of comments) {
    expect(doc, name).not.toBe('')
    expect(doc.split(/\.\s|\.$|\n\n/)[0]?.length, `${name}: ${doc}`).toBeLessThan(100)
  }
}
