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
  meaning_en: string
  remedy_en: string | null
  retry: string | null
  gateways: string[]
}

interface OwnRow {
  code: string
  meaning_en: string
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

/** What both the table and the catalogue must say of a code, in whichever words. */
const SAID: Readonly<Record<string, readonly RegExp[]>> = {
  // The gateway's own.
  '10000': [/call worked/, /fields/],
  '40004': [/business fail/, /sub_code|detailed code/],
  'isp.unknow-error': [/down|not available/, /later/],
  'aop.unknow-error': [/gateway/, /later/],
  'aop.invalid-app-auth-token-no-api': [/merchant (?:did|has) not authorise/, /authorise (?:again|you anew)/],
  'isv.missing-method': [/\bmethod (?:is )?missing/, /send method/],
  'isv.missing-signature': [/\bsign (?:is )?missing/, /send sign\b/],
  'isv.missing-signature-type': [/\bsign_type (?:is )?missing/, /send sign_type/],
  'isv.missing-signature-key': [/no (?:signing )?key/],
  'isv.missing-app-id': [/\bapp_id (?:is )?missing/, /send app_id/],
  'isv.missing-timestamp': [/\btimestamp (?:is )?missing/, /send timestamp/],
  'isv.missing-version': [/\bversion (?:is )?missing/, /send version/],
  'isv.invalid-parameter': [/parameter is (?:invalid|not valid)/, /format.*allowed values.*ranges/],
  'isv.invalid-format': [/\bformat (?:is )?not valid/, /json/],
  'isv.invalid-signature-type': [/\bsign_type (?:is )?not valid/, /md5/],
  'isv.invalid-signature': [/signature (?:is )?wrong/, /check the key/],
  'isv.invalid-app-id': [/\bapp_id.*(?:unknown|not known).*not online/, /check app_id/],
  'isv.invalid-timestamp': [/\btimestamp (?:is )?not valid/, /yyyy-mm-dd hh:mm:ss/],
  'isv.invalid-charset': [/\bcharset (?:is )?not valid/, /utf-8/],
  'isv.decryption-error-unknown': [/cannot (?:be )?decrypt/, /retry|again/],
  'isv.suspected-attack': [/like an attack/, /no .*value.*subject.*out_trade_no/],
  'isv.forbidden-api': [/api (?:is )?disabled/, /read/],
  'not-online-app': [/app (?:is )?not online/, /online in the console/],
  'isv.api-call-limited': [/called too often/, /lower the request rate|fewer requests/],
  'isv.insufficient-isv-permissions': [/may not use this api/, /permissions|allowed/],
  // Users and orders.
  'ACQ.INVALID_PARAMETER': [
    /(?:parameter|field) is (?:invalid|not valid)/,
    /(?:fix|correct) .*then send again/,
  ],
  'ACQ.MISSING_PARAMETER': [/(?:parameter|field) is missing/, /add .*then send again/],
  'ACQ.SYSTEM_ERROR': [/system error|gateway failed/],
  'ACQ.USER_NOT_EXIST': [/user does not exist|no such user/, /check the cid or (?:the )?e-mail/],
  'ACQ.TRADE_NOT_EXIST': [/trade does not exist|no such order/, /check the number/],
  'ACQ.TRADE_HAS_EXIST': [/already exists|used before/, /paid.*a new order needs a new out_trade_no/],
  'ACQ.ACCESS_FORBIDDEN': [/api/, /contract/],
  'ACQ.CURRENCY_NOT_SUPPORT': [/contract/, /check .*currencies/],
  'ACQ.TOTAL_FEE_EXCEED': [/total (?:is )?above/, /lower (?:the amount|total_amount)/],
  'ACQ.MERCHANT_PERM_RECEIPT_SUSPEND_LIMIT': [/receiv.*(?:suspended|at present)/, /support/],
  // Transfers.
  SYSTEM_ERROR: [/system busy|network failed/],
  INVALID_PARAMETER: [/(?:parameter|field) is (?:invalid|not valid)/, /fix|correct/],
  AUTHOREE_IS_NOT_MATCH: [/not allow.*account/, /check the agreement and both parties/],
  CURRENCY_NOT_SUPPORT: [/currency (?:is )?not supported/, /check .*currencies/],
  BALANCE_IS_NOT_ENOUGH: [/balance (?:is )?too low/, /top .*up|change the payer/],
  BIZ_UNIQUE_EXCEPTION: [/number conflict|out_biz_no was used before/],
  BLOCK_USER_FORBBIDEN_RECIEVE: [/account.* frozen.* cannot receive/],
  BLOCK_USER_FORBBIDEN_SEND: [/account.* frozen.* cannot send/],
  EXCEED_LIMIT_DC_RECEIVED: [/payee.*(?:count|as many).*/, /next day/],
  EXCEED_LIMIT_DM_AMOUNT: [/total/, /daily|day/],
  EXCEED_LIMIT_DM_MAX_AMOUNT: [/limit/, /daily|day/],
  EXCEED_LIMIT_ENT_SM_AMOUNT: [/single|one transfer/],
  EXCEED_LIMIT_MM_AMOUNT: [/total/, /month/],
  EXCEED_LIMIT_MM_MAX_AMOUNT: [/limit/, /month/],
  EXCEED_LIMIT_PERSONAL_SM_AMOUNT: [/single|one transfer/, /person/],
  EXCEED_LIMIT_SM_AMOUNT: [/single|one transfer/, /check (?:the amount|trans_amount)/],
  EXCEED_LIMIT_SM_MIN_AMOUNT: [/(?:below|less).* 0\.1\b/, /raise/],
  EXCEED_LIMIT_UNRN_DM_AMOUNT: [/payee (?:not certified|has not proved)/, /receive/, /daily|day/],
  NO_ORDER_PERMISSION: [/(?:not allowed to|may not) see/, /support/],
  ORDER_NOT_EXIST: [
    /not found|not there/,
    /failed before it was stored/,
    /not treat as failed|no failure/,
    /some minutes/,
    /the same out_biz_no/,
  ],
}

/** What a query's failure and a write's must not share. */
const SAID_OF: Readonly<Record<string, readonly RegExp[]>> = {
  'bgcpay.user.query ACQ.SYSTEM_ERROR': [/(?:send|ask) again/],
  'bgcpay.trade.query ACQ.SYSTEM_ERROR': [/(?:send|ask) again/],
  'bgcpay.fund.trans.common.query SYSTEM_ERROR': [/again/, /same/],
  'bgcpay.trade.pay ACQ.SYSTEM_ERROR': [
    /may (?:or may not )?exist/,
    /bgcpay\.trade\.query/,
    /state/,
    /support/,
  ],
  'bgcpay.fund.trans.uni.transfer SYSTEM_ERROR': [
    /cannot be told/,
    /out_biz_no/,
    /(?:do not|never) send (?:it )?under a new number/,
  ],
}

describe('the texts of the catalogue', () => {
  const tabled = new Map<string, string>()
  const say = (key: string, { meaning_en, remedy_en }: Pick<OwnRow, 'meaning_en' | 'remedy_en'>) =>
    tabled.set(key, `${meaning_en}. ${remedy_en ?? ''}`.toLowerCase())
  for (const row of common.errors) say(`gateway ${row.sub_code ?? row.code}`, row)
  for (const { name } of APIS)
    for (const row of readTable(name).errors as unknown as OwnRow[]) say(`${name} ${row.code}`, row)
  const rows = catalogue().filter(({ of }) => of !== 'spi')

  it.each(rows.map(row => [`${row.of} ${row.reason ?? row.code}`, row] as const))(
    'say what the table says: %s',
    (key, { reason, code, meaning, remedy }) => {
      const table = tabled.get(key) ?? ''
      const words = [...(SAID[reason ?? code ?? ''] ?? []), ...(SAID_OF[key] ?? [])]
      expect(words).not.toEqual([])
      for (const word of words) {
        expect(table).toMatch(word)
        expect(`${meaning} ${remedy}`.toLowerCase()).toMatch(word)
      }
    },
  )

  it('are asked for no code that is not there', () => {
    const codes = rows.map(({ reason, code }) => reason ?? code)
    expect(Object.keys(SAID).filter(code => !codes.includes(code))).toEqual([])
    const keys = rows.map(({ of, reason, code }) => `${of} ${reason ?? code}`)
    expect(Object.keys(SAID_OF).filter(key => !keys.includes(key))).toEqual([])
  })
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
