/** Holds schemas, interfaces and lists to the tables of document 003, both ways. */
import { describe, expect, it } from 'vitest'
import { fundTransCommonQuery } from '../../src/bgcpay/api/fund.trans.common.query.ts'
import { fundTransUniTransfer } from '../../src/bgcpay/api/fund.trans.uni.transfer.ts'
import { tradePay } from '../../src/bgcpay/api/trade.pay.ts'
import { tradeQuery } from '../../src/bgcpay/api/trade.query.ts'
import { userQuery } from '../../src/bgcpay/api/user.query.ts'
import { tradeNotify } from '../../src/bgcpay/notify/trade.notify.ts'
import { type Row, readTable } from '../support/fact-tables.ts'
import { openInterfaces, type Property } from '../support/interfaces.ts'
import { bare, ok, type Schema, schemas, silentChecks } from '../support/schema-tree.ts'

/** Where the code and a table differ on purpose: what was found, and why. A stale line fails. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  'bgcpay.trade.notify fields trade_status enum': 'the list of triggers calls the created state WAIT_PAY',
  'bgcpay.trade.query response payer_id required': 'nobody has paid a new order',
  'bgcpay.trade.query response payer_id null': 'the sample writes null for what is not there',
  'bgcpay.trade.query response pay_date null': 'as payer_id',
}

const met = new Set<string>()

/** What is found must be in the list above, and is struck off there. */
function settle(findings: string[]): void {
  for (const finding of findings) met.add(finding)
  expect(findings.filter(finding => !(finding in DIFFERENCES))).toEqual([])
}

const CALLS = [
  { api: fundTransCommonQuery, stem: 'FundTransCommonQuery' },
  { api: fundTransUniTransfer, stem: 'FundTransUniTransfer' },
  { api: tradePay, stem: 'TradePay' },
  { api: tradeQuery, stem: 'TradeQuery' },
  { api: userQuery, stem: 'UserQuery' },
] as const

const interfaces = openInterfaces('src/bgcpay')

const AMOUNTS = {
  good: ['1', '88.8', '88.88', '100000000', '100000000.00', '99999999.99'],
  bad: ['', '0', '0.00', '100000000.01', '1000000000', '1e3', '088.8', ' 1', '1 ', '+1', '-1', '.5', '1.']
    .concat('0.001', '1,5', '1\n')
    .concat('1,000.00'),
}

const PROBES = ['a', 'A_1', 'a-1', 'a.1', 'a b', '中', '1', 'a/b', 'a=b', 'a&b', 'x'.repeat(64)]

/** What a field's rules and its row do not agree upon. */
function* compareField(schema: Schema, row: Row): Generator<string> {
  const inner = bare(schema)
  const optional = schema.type === 'optional'
  if ((row.required === true) === optional) yield 'required'
  if (optional !== ok(schema, undefined) || ok(schema, null)) yield 'required'
  const wrong = { string: 5, number: '5' }[row.type] ?? 'x'
  if (ok(schema, wrong)) yield 'type'
  if (row.type === 'string[]') {
    if (!ok(inner, JSON.parse(row.example ?? '[]')) || ok(inner, [5])) yield 'type'
    return
  }
  if (row.type === 'number') {
    if (![1, 900, 2_147_483_647].every(value => ok(inner, value))) yield 'number'
    const bad = [0, -1, 1.5, 2_147_483_648, Number.NaN, Number.POSITIVE_INFINITY]
    if (bad.some(value => ok(inner, value))) yield 'number'
    return
  }
  if (row.example && !ok(inner, row.example)) yield 'example'
  if (!optional && ok(inner, '')) yield 'empty'
  if (row.format === 'amount-2dp') {
    const least = row.range?.slice(1).split(',')[0] ?? ''
    const below = (Number(least) - 0.01).toFixed(2)
    if (!AMOUNTS.good.concat(least).every(value => ok(inner, value))) yield 'amount'
    if (AMOUNTS.bad.concat(below).some(value => ok(inner, value))) yield 'amount'
    return
  }
  const pattern = new RegExp(row.pattern ?? '')
  for (const probe of PROBES) {
    const short = probe.slice(0, row.max_length ?? undefined)
    if (ok(inner, short) !== pattern.test(short)) yield `pattern ${JSON.stringify(short)}`
  }
  const max = row.max_length
  if (!ok(inner, 'x'.repeat(max ?? 5000)) || (max && ok(inner, 'x'.repeat(max + 1)))) yield 'max_length'
}

/** All that an interface and a table do not agree upon. */
function* compareType(
  properties: readonly Property[],
  rows: Row[],
  path: string,
  input: boolean,
): Generator<string> {
  for (const { name } of properties) if (!rows.some(row => row.name === name)) yield `${path}${name} extra`
  for (const row of rows) {
    const property = properties.find(({ name }) => name === row.name)
    if (!property) {
      yield `${path}${row.name} missing`
      continue
    }
    if (property.doc.length < 12) yield `${path}${row.name} undocumented`
    // A closed list is its own example.
    if (!(row.enum ? /`[^`]+`/ : /Example:\s`[^`]+`/).test(property.doc))
      yield `${path}${row.name} without an example`
    // The schema is held to the table already; here only the comments are.
    if (input) continue
    if (property.optional === (row.required === true)) yield `${path}${row.name} required`
    if (property.nullable !== (row.example === 'null')) yield `${path}${row.name} null`
    if (property.types.join() !== row.type) yield `${path}${row.name} type`
    if (property.literals.join() !== [...(row.enum ?? [])].sort().join()) yield `${path}${row.name} enum`
  }
}

const fileOf = (name: string): string => `api/${name.slice('bgcpay.'.length)}.ts`

describe.each(CALLS)('$api.name', ({ api, stem }) => {
  const table = readTable(api.name)
  const schema = api.input() as Schema

  it('takes the fields of the table by the rules of the table', () => {
    const entries = schema.entries ?? {}
    expect(Object.keys(entries).sort()).toEqual(table.request.map(({ name }) => name).sort())
    const findings = table.request.flatMap(row =>
      [...compareField(entries[row.name] as Schema, row)].map(
        finding => `${api.name} request ${row.name} ${finding}`,
      ),
    )
    settle(findings)
  })

  it('documents each field of its input', () => {
    const properties = interfaces.properties(fileOf(api.name), `${stem}Input`)
    settle([...compareType(properties, table.request, `${api.name} input `, true)])
  })

  it('types and documents each field of its result', () => {
    const [code, msg, ...rest] = interfaces.properties(fileOf(api.name), `${stem}Result`)
    expect(code).toMatchObject({ name: 'code', optional: false, literals: ['10000'] })
    expect(msg).toMatchObject({ name: 'msg', optional: false, types: ['string'], literals: [] })
    settle([...compareType(rest, table.response, `${api.name} response `, false)])
  })

  it('names each amount of the reply, and nothing that is not money', () => {
    const money = table.response.filter(row => row.format === 'amount-2dp').map(({ name }) => name)
    expect(api.amounts ?? []).toEqual(money)
  })

  it('is bound and marked by fields that its reply always holds', () => {
    const sure = table.response.filter(row => row.required === true).map(({ name }) => name)
    expect(sure).toEqual(expect.arrayContaining([...(api.binds ?? []), ...(api.marks?.holds ?? [])]))
    const known = table.response.map(({ name }) => name)
    expect(known.filter(name => api.marks?.lacks?.includes(name))).toEqual([])
  })

  it('cannot be taken for another API by its reply', () => {
    const held = table.response.map(({ name }) => name)
    for (const other of CALLS.filter(call => call.api !== api)) {
      const { holds = [], lacks = [] } = other.api.marks ?? {}
      const fits = holds.every(name => held.includes(name)) && !lacks.some(name => held.includes(name))
      expect(fits, other.api.name).toBe(false)
    }
  })

  it('states its rules without the value: every check has a fixed text', () => {
    expect(silentChecks(schema)).toEqual([])
  })

  it('refuses an unknown name', () => {
    expect([...schemas(schema)].filter(({ schema: inner }) => inner.entries)).toHaveLength(1)
    expect(bare(schema).type).toBe('strict_object')
  })
})

/** Refusals of the tables that leave room for an earlier identical call having moved money. */
const LEFT_OUT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'bgcpay.trade.pay': {
    'ACQ.ACCESS_FORBIDDEN': 'the contract may have ended since',
    'ACQ.CURRENCY_NOT_SUPPORT': 'the contract of the currency may have ended since',
    'ACQ.MERCHANT_PERM_RECEIPT_SUSPEND_LIMIT': 'the merchant may have been suspended since',
  },
  'bgcpay.fund.trans.uni.transfer': {
    AUTHOREE_IS_NOT_MATCH: 'the agreement may have ended since',
    CURRENCY_NOT_SUPPORT: 'the contract of the currency may have ended since',
    BALANCE_IS_NOT_ENOUGH: 'the earlier call may have taken what is missing',
    BLOCK_USER_FORBBIDEN_RECIEVE: 'the account may have been frozen since',
    BLOCK_USER_FORBBIDEN_SEND: 'the account may have been frozen since',
    EXCEED_LIMIT_DC_RECEIVED: 'the earlier call may have been the last allowed one',
    EXCEED_LIMIT_DM_AMOUNT: 'the earlier call may have used up the limit',
    EXCEED_LIMIT_DM_MAX_AMOUNT: 'the earlier call may have used up the limit',
    EXCEED_LIMIT_MM_AMOUNT: 'the earlier call may have used up the limit',
    EXCEED_LIMIT_MM_MAX_AMOUNT: 'the earlier call may have used up the limit',
    EXCEED_LIMIT_UNRN_DM_AMOUNT: 'the earlier call may have used up the limit',
  },
}

describe.each(CALLS)('refusals of $api.name', ({ api }) => {
  const final = readTable(api.name)
    .errors.filter(({ retry }) => retry === 'final')
    .map(({ code }) => code)
  const left = LEFT_OUT[api.name] ?? {}

  it('are the final codes, but for those that leave room for an earlier call', () => {
    if (api.reads) expect(api.refusals).toBeUndefined()
    else expect(api.refusals).toEqual(final.filter(code => !(code in left)))
  })

  it('leaves out nothing that the table does not hold', () => {
    expect(Object.keys(left).filter(code => !final.includes(code))).toEqual([])
  })
})

describe('alipay.trade.notify', () => {
  const table = readTable('bgcpay.trade.notify') as ReturnType<typeof readTable> & { query_parameters: Row[] }
  // Which fields are sure is decided here: those that decide something.
  const rows = [...table.query_parameters, ...table.fields]
    .filter(({ name }) => name !== 'sign')
    .map(row => ({ ...row, required: tradeNotify.decides.includes(row.name) }))
  const properties = interfaces.properties('notify/trade.notify.ts', 'TradeNotify')

  const grammarOf = (name: string): RegExp => {
    const grammar = tradeNotify.fields[name]
    if (!grammar) throw new Error(`no grammar for ${name}`)
    return grammar
  }

  it('types and documents each field of the table', () => {
    const texts = rows.map(row => (row.name === 'sign_type' ? { ...row, enum: ['MD5'] } : row))
    settle([...compareType(properties, texts, 'bgcpay.trade.notify fields ', false)])
  })

  it('has a grammar for each field of its interface, and for no other', () => {
    expect(Object.keys(tradeNotify.fields).sort()).toEqual(properties.map(({ name }) => name).sort())
  })

  it('is decided by what the order says and the state', () => {
    expect([...tradeNotify.decides].sort()).toEqual(
      ['app_id', 'currency', 'out_trade_no', 'total_amount', 'trade_no', 'trade_status'].sort(),
    )
  })

  it('reads the examples and lists of the table', () => {
    for (const { name, example, enum: list } of rows) {
      const grammar = grammarOf(name)
      expect(grammar.global || grammar.sticky, name).toBe(false)
      for (const value of [example ?? [], list ?? []].flat()) expect(value, name).toMatch(grammar)
    }
    expect('WAIT_PAY').toMatch(grammarOf('trade_status'))
  })

  it('says when it comes again as the table does', () => {
    expect(table).toHaveProperty(
      'verify.retry_schedule',
      expect.stringMatching(/^first within 30 s of payment, then after 1m, 1m30s .* at most 100 deliveries$/),
    )
    const exported = interfaces.exports('notify/trade.notify.ts').find(({ name }) => name === 'tradeNotify')
    expect(exported?.doc.replaceAll(/\s+/g, ' ')).toMatch(
      /within 30 seconds, and .* again after 1 minute, then 1 minute 30 and so on, 100 times in all\./,
    )
  })

  it('refuses what does not look like itself where it decides', () => {
    for (const name of tradeNotify.decides) {
      for (const bad of ['', ' ', 'a b', 'a&b', 'a=b', 'x'.repeat(65), 'TRADE_SUCCESS\n']) {
        expect(bad, name).not.toMatch(grammarOf(name))
      }
    }
    for (const bad of ['1e3', '01.00', '1.234', ' 1', '1\n', '-1', '1,5']) {
      expect(bad).not.toMatch(grammarOf('total_amount'))
    }
    for (const bad of ['PAID', 'trade_success', 'TRADE_SUCCESSX', 'XTRADE_SUCCESS']) {
      expect(bad).not.toMatch(grammarOf('trade_status'))
    }
  })
})

it('opens every file and export with a sentence, the files with the Chinese title', () => {
  const files = interfaces.files.filter(name => /^(?:api|notify|fields|errors)\b/.test(name))
  expect(files.length).toBeGreaterThan(CALLS.length)
  for (const file of files) {
    const head = interfaces.head(file)
    for (const { doc } of [{ doc: head }, ...interfaces.exports(file)]) {
      expect(doc, file).not.toBe('')
      expect(doc.split(/\.\s|\.$|\n\n/)[0]?.length, `${file}: ${doc}`).toBeLessThan(100)
    }
    if (file !== 'fields.ts') expect(head, file).toMatch(/\p{Script=Han}{3}/u)
  }
})

it('has no stale difference', () => {
  expect(Object.keys(DIFFERENCES).filter(difference => !met.has(difference))).toEqual([])
})
