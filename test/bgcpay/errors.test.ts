/** Holds the catalogue to the tables, both ways, and says what the same code means where. */
import { describe, expect, it } from 'vitest'
import { fundTransCommonQuery } from '../../src/bgcpay/api/fund.trans.common.query.ts'
import { fundTransUniTransfer } from '../../src/bgcpay/api/fund.trans.uni.transfer.ts'
import { tradePay } from '../../src/bgcpay/api/trade.pay.ts'
import { tradeQuery } from '../../src/bgcpay/api/trade.query.ts'
import { userQuery } from '../../src/bgcpay/api/user.query.ts'
import { catalogue, explainError } from '../../src/bgcpay/errors.ts'
import { GatewayError } from '../../src/errors.ts'
import { readTable } from '../support/fact-tables.ts'

const APIS = [fundTransCommonQuery, fundTransUniTransfer, tradePay, tradeQuery, userQuery]
const WRITES = [fundTransUniTransfer, tradePay]

const RETRY: Readonly<Record<string, string>> = {
  safe: 'repeat',
  'query-first': 'query-first',
  final: 'give-up',
}

interface CommonRow {
  code: string
  sub_code: string | null
  retry: string | null
  gateways: string[]
}

interface OwnRow {
  code: string
  retry: string
  remedy_en: string | null
}

const common = readTable('gateway-errors') as unknown as { errors: CommonRow[]; spi: CommonRow[] }
const rowsOf = (of: string) => catalogue().filter(row => row.of === of)
const sorted = (rows: unknown[]) => rows.map(row => JSON.stringify(row)).sort()

/** Where the catalogue and the table of common codes differ, and why. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  'aop.invalid-app-auth-token-no-api 20000': 'document 003 has no row of 20001 and prints it under 20000',
}

describe.each(APIS)('codes of $name', api => {
  const table = readTable(api.name).errors as unknown as OwnRow[]

  it('are those of the table, with the same advice', () => {
    const told = rowsOf(api.name).map(({ code, reason, retry, basis }) => [code, reason, retry, basis])
    const asked = table.map(({ code, retry, remedy_en }) => [
      '40004',
      code,
      RETRY[retry],
      remedy_en === null ? 'inferred' : 'documented',
    ])
    expect(sorted(told)).toEqual(sorted(asked))
  })

  it('say of the money what the API says', () => {
    for (const { reason = '', money } of rowsOf(api.name)) {
      const sure = api.reads ? reason !== 'ORDER_NOT_EXIST' : api.refusals?.includes(reason)
      expect(money, reason).toBe(sure ? 'untouched' : 'unknown')
    }
  })
})

it('has the common codes of the gateway, and no other', () => {
  const known = rowsOf('gateway').map(({ code, reason, retry }) => ({ code, reason, retry }))
  const table = common.errors.filter(({ gateways }) => gateways.includes('bgcpay'))
  expect(sorted(known.map(({ reason, code }) => reason ?? code))).toEqual(
    sorted(table.map(({ sub_code, code }) => sub_code ?? code)),
  )
  for (const { code, sub_code, retry } of table) {
    const row = known.find(({ reason, code: own }) => (reason ?? own) === (sub_code ?? code))
    if (row?.code !== code) expect(DIFFERENCES).toHaveProperty([`${sub_code} ${row?.code}`])
    // What has no detailed code is told without one: no class of its own in the table.
    if (retry !== null) expect(row?.retry, sub_code ?? code).toBe(RETRY[retry])
  }
})

it('has the codes of an SPI, which are answers and no errors', () => {
  expect(rowsOf('spi').map(({ code }) => code)).toEqual(common.spi.map(({ code }) => code))
  for (const row of rowsOf('spi')) expect(row.retry ?? row.money).toBeUndefined()
})

it('belongs to nobody else', () => {
  const owners = new Set(catalogue().map(({ of }) => of))
  expect([...owners].sort()).toEqual([...APIS.map(({ name }) => name), 'gateway', 'spi'].sort())
})

it('speaks in sentences of its own, each code once', () => {
  const keys = catalogue().map(({ of, code, reason }) => `${of} ${reason ?? code}`)
  expect(new Set(keys).size).toBe(keys.length)
  for (const { meaning, remedy, reason } of catalogue()) {
    expect(meaning, reason).toMatch(/^\S.*\.$/)
    expect(remedy, reason).toMatch(/^\S.*\.$/)
    expect(meaning + remedy, reason).not.toMatch(/\p{Script=Han}/u)
  }
})

const refusal = (name: string, gatewayCode: string, reason?: string): GatewayError =>
  new GatewayError(`${name} was refused: ${gatewayCode} Business Failed ${reason ?? ''}`, {
    verified: false,
    gatewayCode,
    reason,
    msg: 'Business Failed',
    subMsg: 'of payer@example.com',
  })

describe('explainError', () => {
  it('explains every error of the catalogue, with and without its API', () => {
    for (const api of APIS) {
      for (const { code = '', reason, meaning, remedy, retry, money } of rowsOf(api.name)) {
        for (const given of [api, undefined]) {
          const explained = explainError(refusal(api.name, code, reason), given)
          expect(explained, `${api.name} ${reason}`).toMatchObject({ meaning, remedy, retry, money })
          expect(explained?.sentence).toContain(`${api.name}: ${reason}. ${meaning} ${remedy}`)
          expect(explained?.sentence.length).toBeLessThanOrEqual(300)
        }
      }
    }
  })

  it('knows no certainty after a failed payment or transfer, and repeats a failed query', () => {
    expect(explainError(refusal('bgcpay.trade.pay', '40004', 'ACQ.SYSTEM_ERROR'))).toMatchObject({
      retry: 'query-first',
      money: 'unknown',
      sentence: expect.stringContaining('bgcpay.trade.query'),
    })
    expect(explainError(refusal(fundTransUniTransfer.name, '40004', 'SYSTEM_ERROR'))).toMatchObject({
      retry: 'query-first',
      money: 'unknown',
      sentence: expect.stringContaining('never send it under a new number'),
    })
    for (const [api, reason] of [
      [userQuery, 'ACQ.SYSTEM_ERROR'],
      [tradeQuery, 'ACQ.SYSTEM_ERROR'],
      [fundTransCommonQuery, 'SYSTEM_ERROR'],
    ] as const) {
      expect(explainError(refusal(api.name, '40004', reason))).toMatchObject({
        retry: 'repeat',
        money: 'untouched',
      })
    }
  })

  it('takes no transfer that is not found for a failed one', () => {
    const explained = explainError(refusal(fundTransCommonQuery.name, '40004', 'ORDER_NOT_EXIST'))
    expect(explained).toMatchObject({ retry: 'query-first', money: 'unknown' })
    expect(explained?.sentence).toContain('no failure of the transfer')
    expect(explained?.sentence).toContain('the same out_biz_no')
  })

  it('says that an earlier transfer may have used up what is missing', () => {
    const explained = explainError(refusal(fundTransUniTransfer.name, '40004', 'BALANCE_IS_NOT_ENOUGH'))
    expect(explained).toMatchObject({ retry: 'give-up', money: 'unknown' })
    expect(explained?.sentence).toContain('an earlier one of the same number may have')
  })

  it('adapts the codes of the gateway to what was asked', () => {
    for (const reason of ['isp.unknow-error', 'aop.unknow-error']) {
      for (const { name } of WRITES) {
        expect(explainError(refusal(name, '20000', reason)), name).toMatchObject({
          retry: 'query-first',
          money: 'unknown',
        })
      }
      expect(explainError(refusal(tradeQuery.name, '20000', reason))).toMatchObject({
        retry: 'repeat',
        money: 'untouched',
      })
    }
    const own = { name: 'bgcpay.balance.query' }
    const error = refusal(own.name, '20000', 'isp.unknow-error')
    expect(explainError(error)?.retry).toBe('query-first')
    expect(explainError(error, { ...own, reads: true })?.retry).toBe('repeat')
    expect(explainError(refusal(tradePay.name, '40005', 'isv.api-call-limited'))).toMatchObject({
      retry: 'repeat',
      money: 'untouched',
    })
  })

  it('goes by the code alone only where there is no detailed one', () => {
    expect(explainError(refusal(tradePay.name, '40004'))).toMatchObject({
      retry: 'query-first',
      money: 'unknown',
    })
    expect(explainError(refusal(tradeQuery.name, '40004'))).toMatchObject({
      retry: 'give-up',
      money: 'untouched',
    })
    expect(explainError(refusal(tradePay.name, '40004', ''))?.retry).toBe('query-first')
    expect(explainError(refusal(tradePay.name, '40004', 'ACQ.NEW'))).toBeUndefined()
  })

  it('prefers the API that is given to the one in the message', () => {
    const error = refusal(tradePay.name, '40004', 'ACQ.SYSTEM_ERROR')
    expect(explainError(error, tradeQuery)?.retry).toBe('repeat')
  })

  it('knows nothing of success, of other gateways and of strangers', () => {
    expect(explainError(refusal(tradePay.name, '10000'))).toBeUndefined()
    expect(explainError(refusal('alipay.trade.pay', '40004', 'ACQ.SYSTEM_ERROR'))).toBeUndefined()
    expect(explainError(refusal(tradePay.name, '40004', 'constructor'))).toBeUndefined()
    expect(explainError(refusal('spi', '40004'))).toBeUndefined()
    expect(explainError({})).toBeUndefined()
    expect(explainError({ reason: 'ACQ.SYSTEM_ERROR' })).toBeUndefined()
  })

  it("repeats nothing of the gateway's own words", () => {
    const explained = explainError(refusal(tradePay.name, '40004', 'ACQ.SYSTEM_ERROR'))
    expect(JSON.stringify(explained)).not.toContain('payer@example.com')
  })
})
