/** Holds schemas, interfaces and lists to the fact tables, both ways. */
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { tradeAppPay } from '../../src/alipay/api/trade.app.pay.ts'
import { tradeCancel } from '../../src/alipay/api/trade.cancel.ts'
import { tradeClose } from '../../src/alipay/api/trade.close.ts'
import { tradeCreate } from '../../src/alipay/api/trade.create.ts'
import { tradeFastpayRefundQuery } from '../../src/alipay/api/trade.fastpay.refund.query.ts'
import { tradePagePay } from '../../src/alipay/api/trade.page.pay.ts'
import { tradePay } from '../../src/alipay/api/trade.pay.ts'
import { tradePrecreate } from '../../src/alipay/api/trade.precreate.ts'
import { tradeQuery } from '../../src/alipay/api/trade.query.ts'
import { tradeRefund } from '../../src/alipay/api/trade.refund.ts'
import { tradeWapPay } from '../../src/alipay/api/trade.wap.pay.ts'
import { tradePagePayReturn } from '../../src/alipay/notify/trade.page.pay.return.ts'
import { tradeRefundDepositbackCompleted } from '../../src/alipay/notify/trade.refund.depositback.completed.ts'
import { tradeWapPayReturn } from '../../src/alipay/notify/trade.wap.pay.return.ts'
import { tradeStatusSync } from '../../src/alipay/notify/trade_status_sync.ts'
import {
  bare,
  type Property,
  parts,
  propertiesOf,
  type Row,
  readTable,
  type Schema,
  schemas,
  sentencesOf,
} from './facts.ts'

/** Where the code and a table differ on purpose: what was found, and why. A stale line fails. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  'pay request out_trade_no pattern "a-1"': 'merchants use "-", and the gateway takes it',
  'page.pay request out_trade_no pattern "a-1"': 'merchants use "-", and the gateway takes it',
  'pay request auth_code max_length': '2023 pages and face tokens go to 64',
  'pay request auth_code pattern none': 'Alipay advises against relying on the shape of a code',
  'pay request auth_code required': 'agreement_params or auth_no may stand in its place',
  'pay request scene required': 'goes with auth_code only',
  'refund request out_request_no required':
    'without it a second partial refund counts as a repeat of the first',
  'app.pay request out_trade_no pattern "a-1"': 'merchants use "-", and the gateway takes it',
  'create request out_trade_no pattern "a-1"': 'merchants use "-", and the gateway takes it',
  'precreate request out_trade_no pattern "a-1"': 'merchants use "-", and the gateway takes it',
  'wap.pay request out_trade_no pattern "a-1"': 'merchants use "-", and the gateway takes it',
  'app.pay request timeout_express pattern "1m"': 'less than 5m is taken, and counts as 5m',
  'app.pay request timeout_express pattern "2m"': 'less than 5m is taken, and counts as 5m',
  'wap.pay request timeout_express pattern "2m"': 'less than 5m is taken, and counts as 5m',
  'wap.pay request timeout_express pattern "1m"': 'less than 5m is taken, and counts as 5m',
  'app.pay response orderStr missing': 'made here, by appString; no answer holds it',
  'cancel response action required': 'absent where no trade was found, by its own note',
  'cancel response trade_no required': 'absent where no trade was found',
  'pay response buyer_user_id required': 'apps of the openid kind get no user id',
  'query response buyer_user_id required': 'apps of the openid kind get no user id',
  'pay response fund_bill_list required': 'a query option since 2023, so a paid reply may lack it',
  'query response fund_bill_list required': 'a query option, and an unpaid trade has none',
  'pay response charge_info_list type': 'one object here and a list in a query: both shapes are typed',
  'refund response refund_preset_paytool_list type': 'an object by its model, a list by its name: both',
  'pay response trans_currency enum': 'a currency may be added; the reply is typed, not checked',
  'pay response settle_currency enum': 'a currency may be added; the reply is typed, not checked',
  'alipay.trade.refund.depositback.completed fields sign missing': 'the signature is never part of a result',
  'alipay.trade.refund.depositback.completed fields utc_timestamp required':
    'does not decide, so it may be left out',
  'alipay.trade.refund.depositback.completed fields version required':
    'does not decide, so it may be left out',
  'alipay.trade.refund.depositback.completed fields charset required':
    'does not decide, so it may be left out',
  'alipay.trade.refund.depositback.completed fields sign_type required':
    'left out of the result where it was not signed',
  'trade_status_sync fields sign missing': 'the signature is never part of a result',
  'return_url fields sign missing': 'the signature is never part of a result',
  'trade_status_sync fields notify_time required': 'does not decide, so it may be left out',
  'trade_status_sync fields notify_type required': 'does not decide, so it may be left out',
  'trade_status_sync fields auth_app_id required': 'does not decide, and old notifications lack it',
  'trade_status_sync fields charset required': 'does not decide, so it may be left out',
  'trade_status_sync fields version required': 'does not decide, so it may be left out',
  'trade_status_sync fields sign_type required': 'left out of the result where it was not signed',
  'return_url fields method required': 'does not decide, so it may be left out',
  'return_url fields charset required': 'does not decide, so it may be left out',
  'return_url fields version required': 'does not decide, so it may be left out',
  'return_url fields timestamp required': 'does not decide, so it may be left out',
  'return_url fields sign_type required': 'left out of the result where it was not signed',
  'return_url fields seller_id required': 'does not decide, so it may be left out',
}

const met = new Set<string>()

/** What is found must be in the list above, and is struck off there. */
function settle(findings: string[]): void {
  for (const finding of findings) met.add(finding)
  expect(findings.filter(finding => !(finding in DIFFERENCES))).toEqual([])
}

const ok = (schema: Schema, value: unknown): boolean => v.safeParse(schema, value).success

const AMOUNTS = {
  good: ['0.01', '0.1', '1', '88.8', '88.88', '100000000', '100000000.00', '99999999.99'],
  bad: ['', '100000000.01', '1000000000', '1e3', '088.8', ' 1', '1 ', '+1', '-1', '.5', '1.', '0.001', '1,5'],
}

const TIMES = {
  good: ['2026-01-31 09:30:00', '2024-02-29 23:59:59'],
  bad: [
    '2026-02-30 00:00:00',
    '2025-02-29 00:00:00',
    '2026-13-01 00:00:00',
    '2026-01-31 24:00:00',
    '2026-01-31 09:60:00',
    '2026-01-31T09:30:00',
    '2026-01-31 09:30',
    '20260131093000',
  ],
}

const DATES = {
  good: ['2026-01-31', '2024-02-29'],
  bad: ['', '2026-02-30', '2025-02-29', '2026-13-01', '20260131', '2026-1-31', '2026-01-31 09:30:00'],
}

/** Texts that the patterns of the tables tell apart. */
const PROBES =
  'a A_1 a-1 a.1 a$ 中 1 0 18 1234 1c 2c 1d 2m 2x 0m 1m 1.5h 01h 15d 16d 360h 361h 21600m 21601m 365d 366d 0d 1000d 12 x'
    .split(' ')
    .concat(' 1', 'a b', '28763443825664394', `fp${'a'.repeat(33)}`)

const MINUTES: Record<string, number> = { m: 1, h: 60, d: 1440 }
const minutes = (value: string): number =>
  Number.parseInt(value, 10) * (MINUTES[value.slice(-1)] ?? Number.NaN)

/** Whether a text is inside a range of times such as `1m..15d`; patterns alone do not say. */
function inRange(range: string | null | undefined, value: string): boolean {
  const [from, to] = range?.split('..') ?? []
  if (!from || !to || value === '1c') return true
  return minutes(value) >= minutes(from) && minutes(value) <= minutes(to)
}

const fills: ((length: number) => string)[] = [
  length => '1'.repeat(length),
  length => `${'1'.repeat(length - 1)}d`,
]

/** What a field's rules and its row do not agree upon. */
function* compareField(schema: Schema, row: Row): Generator<string> {
  const inner = bare(schema)
  const optional = schema.type === 'optional'
  if ((row.required === true) !== (!optional || schema.default !== undefined)) yield 'required'
  const json = row.format === 'json-string'
  const wrong = { string: 5, number: '5', boolean: 'true', object: 'x' }[row.type] ?? 'x'
  if (ok(schema, wrong) || ok(schema, null)) yield 'type'
  if (optional ? !ok(schema, undefined) : ok(schema, undefined)) yield 'undefined'

  if (typeof row.example === 'string' && !row.children) {
    const listed = json || row.type.endsWith('[]') || row.type === 'boolean'
    const value = listed ? JSON.parse(row.example) : row.type === 'number' ? Number(row.example) : row.example
    if (!ok(inner, value)) yield 'example'
  }
  if (row.type === 'string' && !optional && ok(inner, '')) yield 'empty'
  if (row.format === 'amount-2dp') {
    const zero = ['0', '0.00', '0.0'].map(value => ok(inner, value))
    if (!AMOUNTS.good.every(value => ok(inner, value))) yield 'amount'
    if (AMOUNTS.bad.some(value => ok(inner, value))) yield 'amount'
    // Where no range forbids it, nothing is an amount too: a gift's price, a share given in percent.
    if (row.range ? zero.some(Boolean) : !zero.every(Boolean)) yield 'zero'
    return
  }
  if (row.format === 'date') {
    if (!DATES.good.every(day => ok(inner, day)) || DATES.bad.some(day => ok(inner, day))) yield 'date'
    return
  }
  if (row.format === 'yyyy-MM-dd HH:mm:ss') {
    if (!TIMES.good.every(time => ok(inner, time)) || TIMES.bad.some(time => ok(inner, time))) yield 'time'
    return
  }
  if (row.enum && row.type === 'string') {
    if (!row.enum.every(value => ok(inner, value))) yield 'enum'
    const others = row.enum.flatMap(value => [`${value}x`, `${value.toLowerCase()}_`, ''])
    if (!row.enum_open && others.some(value => ok(inner, value))) yield 'enum'
    if (row.enum_open && !ok(inner, 'QQ'.slice(0, row.max_length ?? 2))) yield 'enum'
    if (!row.enum_open) return
  }
  if (row.pattern) {
    const pattern = new RegExp(row.pattern)
    const should = (probe: string): boolean => pattern.test(probe) && inRange(row.range, probe)
    const differing = PROBES.filter(probe => ok(inner, probe) !== should(probe))
    if (PROBES.every(probe => ok(inner, probe))) yield 'pattern none'
    else yield* differing.map(probe => `pattern ${JSON.stringify(probe)}`)
  }
  yield* compareLength(inner, row, json)
}

function* compareLength(inner: Schema, row: Row, json: boolean): Generator<string> {
  const max = row.max_length
  if (row.type === 'number') {
    for (const bad of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) if (ok(inner, bad)) yield 'number'
    if (row.range === '(0,100] integer' && (!ok(inner, 100) || ok(inner, 101))) yield 'range'
    else if (max && max < 15 && row.range === null && (!ok(inner, 10 ** max - 1) || ok(inner, 10 ** max))) {
      yield 'max_length'
    }
  } else if (row.type === 'string[]') {
    const list = (length: number) => ['x'.repeat(length - 4)]
    if (max ? !ok(inner, list(max)) || ok(inner, list(max + 1)) : !ok(inner, list(9999))) yield 'max_length'
  } else if (json && max) {
    const item = (length: number) => ({ k: 'x'.repeat(length - '{"k":""}'.length) })
    const list = (length: number) => [item(length - 2)]
    const make = ok(inner, []) ? list : item
    if (!ok(inner, make(max)) || ok(inner, make(max + 1))) yield 'max_length'
    if (typeof v.parse(inner, make(max)) !== 'string') yield 'json-string'
  } else if (row.type === 'string' && max && !row.range?.endsWith('..15d')) {
    if (!fills.some(fill => ok(inner, fill(max))) || fills.some(fill => ok(inner, fill(max + 1)))) {
      yield 'max_length'
    }
  } else if (row.type === 'string' && !max && !row.pattern && !ok(inner, 'x'.repeat(5000))) yield 'max_length'
}

/** All that a schema and a table do not agree upon, at every depth. */
function* compare(schema: Schema, rows: Row[], path: string): Generator<string> {
  const entries = bare(schema).entries ?? {}
  const known = new Set(rows.map(row => row.name))
  for (const name of Object.keys(entries)) if (!known.has(name)) yield `${path}${name} extra`
  if (ok(bare(schema), { [`${rows[0]?.name}s`]: 'x' })) yield `${path}* loose`
  for (const row of rows) {
    const entry = entries[row.name]
    if (!entry) {
      yield `${path}${row.name} missing`
      continue
    }
    for (const finding of compareField(entry, row)) yield `${path}${row.name} ${finding}`
    if (!row.children) continue
    const inner = bare(entry)
    const item = row.type.endsWith('[]') ? inner.item : inner
    if (item) yield* compare(item, row.children, `${path}${row.name}.`)
    else yield `${path}${row.name} type`
  }
}

/** All that an interface and a table do not agree upon, at every depth. */
function* compareType(properties: Property[], rows: Row[], path: string, input: boolean): Generator<string> {
  const known = new Set(rows.map(row => row.name))
  for (const { name } of properties) if (!known.has(name)) yield `${path}${name} extra`
  for (const row of rows) {
    const property = properties.find(({ name }) => name === row.name)
    if (!property) {
      yield `${path}${row.name} missing`
      continue
    }
    if (property.doc.length < 12) yield `${path}${row.name} undocumented`
    if (!row.children && !/`[^`]+`/.test(property.doc)) yield `${path}${row.name} without an example`
    if (input) {
      // The schema is held to the table already; here only the comments are.
      const children = row.children ?? []
      if (children.length) yield* compareType(property.properties, children, `${path}${row.name}.`, input)
      continue
    }
    if (property.optional === (row.required === true)) yield `${path}${row.name} required`
    const nested = row.children && row.format !== 'json-string'
    if (property.types.join() !== row.type) yield `${path}${row.name} type`
    const closed = row.enum && !row.enum_open && row.type === 'string' ? [...row.enum].sort() : []
    if (property.literals.join() !== closed.join()) yield `${path}${row.name} enum`
    if (nested && row.children) {
      yield* compareType(property.properties, row.children, `${path}${row.name}.`, input)
    }
  }
}

const CALLS = [
  { key: 'app.pay', api: tradeAppPay, result: 'TradeAppPayResult' },
  { key: 'cancel', api: tradeCancel, result: 'TradeCancelResult' },
  { key: 'close', api: tradeClose, result: 'TradeCloseResult' },
  { key: 'create', api: tradeCreate, result: 'TradeCreateResult' },
  { key: 'fastpay.refund.query', api: tradeFastpayRefundQuery, result: 'TradeFastpayRefundQueryResult' },
  { key: 'page.pay', api: tradePagePay, result: null },
  { key: 'pay', api: tradePay, result: 'TradePaid' },
  { key: 'precreate', api: tradePrecreate, result: 'TradePrecreateResult' },
  { key: 'query', api: tradeQuery, result: 'TradeQueryResult' },
  { key: 'refund', api: tradeRefund, result: 'TradeRefundResult' },
  { key: 'wap.pay', api: tradeWapPay, result: null },
] as const

const fileOf = (key: string): string => `api/trade.${key}.ts`

/** `app.pay` → `TradeAppPay`. */
const stemOf = (key: string): string =>
  `trade.${key}`.replace(/(?:^|\.)(\w)/g, (_, letter: string) => letter.toUpperCase())

/** What an API answers by its table; an app's answer has a table of its own, which goes before. */
function responseOf(api: { readonly name: string; readonly kind: string }): Row[] {
  const { response } = readTable(api.name)
  if (api.kind !== 'app') return response
  const result = readTable('app_result').fields.find(({ name }) => name === 'result')
  const [answer] = result?.children ?? []
  const own = (answer?.children ?? []).filter(({ name }) => !VERDICT.includes(name))
  return [...own, ...response.filter(({ name }) => !own.some(row => row.name === name))]
}

const VERDICT = ['code', 'msg']

describe.each(CALLS)('$api.name', ({ key, api, result }) => {
  const file = fileOf(key)
  const input = `${stemOf(key)}Input`
  const table = { ...readTable(api.name), response: responseOf(api) }
  const schema = api.input() as Schema

  it('takes the fields of the table by the rules of the table', () => {
    settle([...compare(schema, table.request, `${key} request `)])
  })

  it('documents each field of its input, at every depth', () => {
    const findings = [...compareType(propertiesOf(file, input), table.request, `${key} input `, true)]
    expect(findings).toEqual([])
  })

  it('types and documents each field of its result, at every depth', () => {
    if (result === null) {
      // A page has no reply, and so no result to document.
      const value = `t${stemOf(key).slice(1)}`
      expect(sentencesOf(file).map(({ name }) => name)).toEqual([file, input, value])
      return
    }
    const properties = propertiesOf(file, result)
    const verdict = properties.filter(({ name }) => VERDICT.includes(name))
    expect(verdict.map(({ name, optional, doc }) => [name, optional, doc !== ''])).toEqual([
      ['code', false, true],
      ['msg', false, true],
    ])
    const rest = properties.filter(({ name }) => !VERDICT.includes(name))
    settle([...compareType(rest, table.response, `${key} response `, false)])
  })

  it('names each amount of the reply, and nothing that is not money', () => {
    const amounts = new Set<string>()
    const others = new Set<string>()
    const walk = (rows: Row[]): void => {
      for (const row of rows) {
        const money = row.format === 'amount-2dp' || row.name === 'amount'
        ;(money ? amounts : others).add(row.name)
        walk(row.children ?? [])
      }
    }
    walk(table.response)
    // A page has no reply.
    if (api.kind === 'page') expect(api.amounts).toBeUndefined()
    else expect([...(api.amounts ?? [])].sort()).toEqual([...amounts].sort())
    expect([...amounts].filter(name => others.has(name))).toEqual([])
  })

  it('states its rules without the value: every check has a fixed text', () => {
    const silent = [...schemas(schema)].flatMap(({ path, schema: inner }) =>
      [...parts(inner), inner as { kind: string; type: string; message?: unknown }]
        .filter(({ kind, type }) =>
          kind === 'validation' ? !['min_length', 'max_length'].includes(type) : type === 'custom',
        )
        .filter(({ message }) => typeof message !== 'string')
        .map(({ type }) => `${path} ${type}`),
    )
    expect(silent).toEqual([])
  })

  it('refuses an unknown name at every depth', () => {
    const loose = [...schemas(schema)].filter(
      ({ schema: inner }) => inner.entries && inner.type !== 'strict_object',
    )
    expect(loose).toEqual([])
  })
})

it('types what a waiting payment tells as optional fields of the same table', () => {
  const { response } = readTable('alipay.trade.pay')
  const properties = propertiesOf('api/trade.pay.ts', 'TradePayWaiting')
  for (const { name, optional, doc, types } of properties) {
    expect(doc, name).not.toBe('')
    if (VERDICT.includes(name)) continue
    expect(optional, name).toBe(true)
    expect(types.join(), name).toBe(response.find(row => row.name === name)?.type)
  }
})

/** Refusals of the tables that leave room for an earlier identical call having moved money. */
const LEFT_OUT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'app.pay': {
    'ACQ.TRADE_HAS_CLOSE': 'a trade that was paid and refunded is closed too',
    'ACQ.CONTEXT_INCONSISTENT': 'the number has a trade with other data, which may be paid',
    'ACQ.TRADE_BUYER_NOT_MATCH': 'the number has a trade of another payer, which may be paid',
  },
  cancel: {
    'ACQ.TRADE_HAS_FINISHED': 'the earlier cancellation may have been in time',
    'ACQ.TRADE_CANCEL_TIME_OUT': 'the earlier cancellation may have been in time',
    'ACQ.REASON_TRADE_REFUND_FEE_ERR': 'speaks of what was refunded already',
    'ACQ.CANCEL_NOT_ALLOWED': 'the earlier cancellation may have led to the state that forbids another',
  },
  create: {
    'ACQ.CONTEXT_INCONSISTENT': 'the number has a trade with other data, which may be paid',
    'ACQ.TRADE_HAS_CLOSE': 'a trade that was paid and refunded is closed too',
    'ACQ.TRADE_BUYER_NOT_MATCH': 'the number has a trade of another payer, which may be paid',
    'ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR': 'the trade of the earlier call may have been paid in time',
  },
  precreate: {
    'ACQ.CONTEXT_INCONSISTENT': 'the number has a trade with other data, which may be paid',
    'ACQ.TRADE_HAS_CLOSE': 'a trade that was paid and refunded is closed too',
    'ACQ.TRADE_BUYER_NOT_MATCH': 'the number has a trade of another payer, which may be paid',
    'ACQ.APPLY_PC_MERCHANT_CODE_ERROR': 'the number has a code already, which may be paid',
    'ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR': 'the code of the earlier call may have been paid in time',
  },
  pay: {
    'ACQ.TRADE_HAS_CLOSE': 'a trade that was paid and refunded is closed too',
    'ACQ.CONTEXT_INCONSISTENT': 'the number has a trade with other data, which may be paid',
    'ACQ.TRADE_BUYER_NOT_MATCH': 'the number has a trade of another payer, which may be paid',
    'ACQ.PAYMENT_AUTH_CODE_INVALID': 'a code is invalid once it was used, perhaps by the earlier call',
    'ACQ.AUTH_ORDER_HAS_FINISHED': 'the earlier call may have finished the pre-authorisation',
    'ACQ.AUTH_ORDER_HAS_CLOSED': 'the earlier call may have taken all and closed the pre-authorisation',
    'ACQ.AUTH_NO_ERROR': 'means a wrong state too, to which the earlier call may have led',
    'ACQ.AUTH_AMOUNT_NOT_ENOUGH': 'the earlier call may have taken what is missing',
    'ACQ.REQUEST_AMOUNT_EXCEED': 'the earlier call may have taken what is missing',
    'ACQ.CYCLE_PAY_TOTAL_FEE_EXCEED': 'the earlier call may have used up the agreed total',
    'ACQ.CYCLE_PAY_TOTAL_TIMES_EXCEED': 'the earlier call may have been the last agreed one',
    'ACQ.CYCLE_PAY_DATE_NOT_MATCH': 'the earlier call may have been on the agreed date',
    'ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR': 'the earlier call may have been in time',
    'ACQ.CERT_EXPIRED': 'the earlier call may have been in time',
    'ACQ.PULL_MOBILE_CASHIER_FAIL': 'the cashier of the earlier call may still be open before the payer',
  },
  refund: {
    'ACQ.TRADE_HAS_CLOSE': 'a full refund closes the trade',
    'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL': 'the amount may be too high because of the earlier refund',
    'ACQ.REASON_TRADE_REFUND_FEE_ERR': 'speaks of what was refunded already',
    'ACQ.REFUND_FEE_ERROR': 'the amount may be wrong because of the earlier refund',
    'ACQ.TRADE_HAS_FINISHED': 'the earlier refund may have been in time',
    'ACQ.ALLOC_AMOUNT_VALIDATE_ERROR': 'the earlier refund may have taken the shares back',
  },
}

describe.each(CALLS)('refusals of $api.name', ({ key, api }) => {
  const { errors } = readTable(api.name)
  const final = errors.filter(({ retry, basis }) => retry === 'final' && basis === 'documented')
  const left = LEFT_OUT[key] ?? {}

  it('are the documented final codes, but for those that leave room for an earlier call', () => {
    if (api.reads || api.kind === 'page') {
      expect(api.refusals).toBeUndefined()
      return
    }
    expect(api.refusals).toEqual(final.map(({ code }) => code).filter(code => !(code in left)))
  })

  it('leaves out nothing that the table does not hold', () => {
    expect(Object.keys(left).filter(code => !final.some(row => row.code === code))).toEqual([])
  })
})

const MESSAGES = [
  { key: 'trade_status_sync', type: tradeStatusSync, file: 'trade_status_sync', message: 'TradeStatusSync' },
  {
    key: 'alipay.trade.refund.depositback.completed',
    type: tradeRefundDepositbackCompleted,
    file: 'trade.refund.depositback.completed',
    message: 'TradeRefundDepositbackCompleted',
  },
  {
    key: 'return_url',
    type: tradePagePayReturn,
    file: 'trade.page.pay.return',
    message: 'TradePagePayReturn',
  },
  {
    key: 'return_url',
    type: tradeWapPayReturn,
    file: 'trade.wap.pay.return',
    message: 'TradeWapPayReturn',
  },
] as const

describe.each(MESSAGES)('$type.name', ({ key, type, file, message }) => {
  // What is JSON inside a text stays text.
  const rows = readTable(key).fields.map(row => ({
    ...row,
    enum_open: row.enum_open ?? false,
    children: [],
  }))
  const properties = propertiesOf(`notify/${file}.ts`, message)

  it('types and documents each field of the table', () => {
    settle([...compareType(properties, rows, `${key} fields `, false)])
  })

  it('has a grammar for each field of its interface, and for no other', () => {
    expect(Object.keys(type.fields).sort()).toEqual(properties.map(({ name }) => name).sort())
  })

  it('requires just what decides', () => {
    expect(properties.filter(({ optional }) => !optional).map(({ name }) => name)).toEqual(
      expect.arrayContaining([...type.decides]),
    )
    expect(properties.filter(({ optional }) => !optional)).toHaveLength(type.decides.length)
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
    for (const { name } of rows.filter(
      row => row.format === 'amount-2dp' && type.decides.includes(row.name),
    )) {
      for (const bad of ['', '1e3', '01.00', '1.234', ' 1', '1\n', '-1', '1,5'])
        expect(bad, name).not.toMatch(type.fields[name] ?? / /)
    }
  })
})

it('types and documents what a message says in biz_content', () => {
  const name = 'alipay.trade.refund.depositback.completed'
  const rows = readTable(name).fields.find(row => row.name === 'biz_content')?.children ?? []
  expect(rows.length).toBeGreaterThan(5)
  const properties = propertiesOf('notify/trade.refund.depositback.completed.ts', 'Depositback')
  settle([...compareType(properties, rows, `${name} biz_content `, false)])
})

it('opens every file and export with a sentence, the files with the Chinese title', () => {
  const files = [
    ...CALLS.map(({ key }) => fileOf(key)),
    ...MESSAGES.map(({ file }) => `notify/${file}.ts`),
    'notify/payment-return.ts',
  ]
  for (const file of files) {
    for (const { name, doc } of sentencesOf(file)) {
      expect(doc, name).not.toBe('')
      expect(doc.split(/\.\s|\.$|\n\n/)[0]?.length, name).toBeLessThan(100)
    }
    expect(sentencesOf(file)[0]?.doc, file).toMatch(/\p{Script=Han}{3}/u)
  }
  const chinese = { auth_code: '付款码', out_trade_no: '商户订单号', timeout_express: '最晚付款时间' }
  const properties = propertiesOf('api/trade.pay.ts', 'TradePayInput')
  for (const [name, word] of Object.entries(chinese)) {
    expect(properties.find(property => property.name === name)?.doc).toContain(word)
  }
})

it('has no stale difference', () => {
  expect(Object.keys(DIFFERENCES).filter(difference => !met.has(difference))).toEqual([])
})
