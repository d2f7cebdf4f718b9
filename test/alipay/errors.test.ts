/** Holds Alipay's catalogue to the tables and to the APIs, both ways, and says what the same code means where. */
import { readdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { catalogue, type ErrorRow, explainError } from '../../src/alipay/errors.ts'
import * as alipay from '../../src/alipay/index.ts'
import { createAlipay, tradeCancel, tradePay, tradeQuery, tradeRefund } from '../../src/alipay/index.ts'
import { openAppAlipaycertDownload } from '../../src/certificate/index.ts'
import type { GatewayError } from '../../src/errors.ts'
import { errorBook } from '../../src/gateway/error-catalogue.ts'
import type { Api, Signer, Verifier } from '../../src/index.ts'
import { refusalOf } from '../../src/outgoing/refusal.ts'
import { root } from '../house/source.ts'
import { hasTable, readTable, type Table } from '../support/fact-tables.ts'

interface CommonRow {
  code: string | null
  sub_code: string | null
  retry: string | null
  gateways?: string[]
  basis?: string
}

const RETRY: Readonly<Record<string, string>> = {
  safe: 'repeat',
  'query-first': 'query-first',
  final: 'give-up',
}

const APIS = Object.values(alipay as Record<string, unknown>).filter(
  (noun): noun is Api<'alipay'> =>
    typeof noun === 'object' &&
    noun !== null &&
    'kind' in noun &&
    ['call', 'page', 'app'].includes(String(noun.kind)),
)

/** Every table of an API of this gateway, whether the API is there or not. */
const TABLES = readdirSync(new URL('../facts/', import.meta.url))
  .map(file => file.replace(/\.json$/, ''))
  .filter(name => /^(alipay|koubei|mybank)\./.test(name) && (readTable(name).errors?.length ?? 0) > 0)
  .map(name => ({ name, table: readTable(name) }))

const common = readTable('gateway-errors') as unknown as {
  errors: CommonRow[]
  not_in_documents: { errors: CommonRow[] }
}
const rows = catalogue()
const rowsOf = (of: string): readonly ErrorRow[] => rows.filter(row => row.of === of)
const of = (name: string): Api<'alipay'> | undefined => APIS.find(api => api.name === name)

/** The error that `execute` throws for a signed refusal. */
const refusal = (api: Api, code: string | undefined, reason?: string): GatewayError =>
  refusalOf(
    api,
    { accepted: false, code, reason, msg: 'Business Failed', subMsg: 'of payer@example.com' },
    { verified: true, text: undefined, reply: '{}', traceId: undefined, explain: undefined },
  )

it('has looked at every API that is exported, and each has a table', () => {
  expect(APIS.length).toBeGreaterThan(10)
  expect(APIS.filter(({ name }) => !hasTable(name)).map(({ name }) => name)).toEqual([])
  expect(TABLES.length).toBeGreaterThan(10)
})

describe.each(TABLES)('codes of $name', ({ name, table }) => {
  it('are those of the table', () => {
    expect(
      rowsOf(name)
        .map(({ reason }) => reason)
        .sort(),
    ).toEqual(table.errors.map(({ code }) => code).sort())
  })

  it('say how sure they are', () => {
    for (const { code, basis, remedy_en } of errorsOf(table)) {
      const known = rowsOf(name).find(({ reason }) => reason === code)
      const sure = remedy_en === null ? 'inferred' : 'documented'
      expect(known?.basis, code).toBe(basis === 'code-name' ? 'guessed' : sure)
    }
  })

  it('advise what the table advises, but build nothing on a guess', () => {
    for (const { code, retry, basis } of errorsOf(table)) {
      const row = rowsOf(name).find(({ reason }) => reason === code)
      const api = of(name)
      const guess = basis === 'code-name' && row?.money === 'unknown' && !MONEYLESS.includes(name)
      if (guess) expect(row?.retry, code).toBe('query-first')
      else if (retry !== null) expect(row?.retry, code).toBe(RETRY[retry])
      if (row?.retry === 'query-first' && !api?.reads)
        expect(row.remedy, code).toMatch(/ first what became of it\. /)
    }
  })
})

/** What changes a file or a token and moves no money. */
const MONEYLESS = [
  'alipay.offline.material.image.upload',
  'alipay.open.file.upload',
  'alipay.open.auth.token.app',
  'alipay.system.oauth.token',
]

interface BusinessRow {
  code: string
  retry: string | null
  basis: string
  remedy_en: string | null
}
const errorsOf = (table: Table): BusinessRow[] => table.errors as unknown as BusinessRow[]

describe('the gateway’s own codes', () => {
  const printed = common.errors.filter(({ gateways }) => gateways?.includes('alipay-openapi'))
  const reported = common.not_in_documents.errors
  const key = ({ code, sub_code }: CommonRow) => `${code ?? ''} ${sub_code ?? ''}`
  const known = rowsOf('gateway').map(row => ({ ...row, key: `${row.code ?? ''} ${row.reason ?? ''}` }))

  it('are those of the tables, and a code alone where a table has it', () => {
    const codes = [...printed, ...reported].map(({ code }) => code)
    const detailed = known.filter(({ reason, code }) => reason !== undefined || !codes.includes(code ?? ''))
    const asked = [...printed, ...reported].filter(({ sub_code }) => sub_code !== null)
    expect(detailed.map(row => row.key).sort()).toEqual(asked.map(key).sort())
    const alone = known.filter(({ reason }) => reason === undefined).map(({ code }) => code)
    expect(alone.sort()).toEqual([...new Set(codes.filter(code => code !== null))].sort())
  })

  it('advise what the tables advise', () => {
    for (const row of [...printed, ...reported]) {
      const found = known.find(one => one.key === key(row))
      if (row.retry !== null) expect(found?.retry, key(row)).toBe(RETRY[row.retry])
    }
    expect(known.find(({ code }) => code === '10000')?.retry).toBeUndefined()
  })

  it('say which of them come from the documents', () => {
    for (const row of reported) {
      const basis = row.basis === 'code-name' ? 'guessed' : 'inferred'
      expect(known.find(one => one.key === key(row))?.basis, key(row)).toBe(basis)
    }
    for (const row of printed.filter(({ sub_code }) => sub_code !== null)) {
      expect(known.find(one => one.key === key(row))?.basis, key(row)).toBe('documented')
    }
  })
})

it('belongs to nobody without a table', () => {
  const owners = new Set(rows.map(row => row.of))
  expect([...owners].sort()).toEqual([...TABLES.map(({ name }) => name), 'gateway'].sort())
})

describe.each(APIS)('money and $name', api => {
  it('is untouched for each of its refusals', () => {
    for (const code of api.refusals ?? []) {
      expect(rowsOf(api.name).find(({ reason }) => reason === code)?.money, code).toBe('untouched')
    }
  })

  it('is untouched for no other code of a write', () => {
    if (api.reads) return
    const sure = rowsOf(api.name).filter(({ money }) => money === 'untouched')
    expect(sure.map(({ reason }) => reason).filter(code => !api.refusals?.includes(code ?? ''))).toEqual([])
  })

  it('is told as the error itself tells it, for every code that any API answers', () => {
    // A page has no reply, and an app's comes through the payer's hands and proves nothing.
    if (api.kind !== 'call') return
    for (const { code, reason } of rows) {
      const error = refusal(api, code, reason)
      const explained = explainError(error, api)
      if (reason === 'ORDER_NOT_EXIST' && api.reads) continue
      if (code !== '10000') expect(explained, `${code} ${reason}`).toBeDefined()
      if (explained) expect(explained.money, `${code} ${reason}`).toBe(error.outcome)
    }
  })

  it('is never moved twice: what may have moved it is queried, unless the table says it may be repeated', () => {
    if (api.reads || MONEYLESS.includes(api.name)) return
    const safe = readTable(api.name).errors.filter(row => row.retry === 'safe' && row.basis === 'documented')
    for (const { code, reason } of rows) {
      const explained = explainError({ gatewayCode: code, reason }, api)
      if (explained?.retry !== 'repeat' || explained.money === 'untouched') continue
      expect(safe.map(row => row.code)).toContain(reason)
    }
  })

  it('explains in at most 300 characters of English', () => {
    for (const { code, reason } of rows) {
      const { sentence = '' } = explainError({ gatewayCode: code, reason }, api) ?? {}
      expect(sentence.length, sentence).toBeLessThanOrEqual(300)
      expect(sentence).not.toMatch(/\p{Script=Han}/u)
    }
  })
})

it('speaks in sentences of its own, each code once', () => {
  const keys = rows.map(row => `${row.of} ${row.code} ${row.reason}`)
  expect(new Set(keys).size).toBe(keys.length)
  for (const { meaning, remedy, reason } of rows) {
    expect(meaning, reason).toMatch(/^\S.*\.$/)
    expect(remedy, reason).toMatch(/^\S.*\.$/)
    expect(meaning + remedy, reason).not.toMatch(/\p{Script=Han}/u)
  }
})

describe('explainError', () => {
  it('explains a refused write: what happened, what to do, and the money', () => {
    expect(explainError(refusal(tradePay, '40004', 'ACQ.BUYER_BALANCE_NOT_ENOUGH'))).toEqual({
      sentence:
        "alipay.trade.pay: ACQ.BUYER_BALANCE_NOT_ENOUGH. The payer's balance is too low. Have the payer top up or add a card, then pay again.",
      meaning: "The payer's balance is too low.",
      remedy: 'Have the payer top up or add a card, then pay again.',
      retry: 'give-up',
      money: 'untouched',
      basis: 'documented',
    })
    expect(explainError(refusal(tradePay, '40004', 'ACQ.TRADE_HAS_SUCCESS'))).toMatchObject({
      retry: 'query-first',
      money: 'unknown',
      remedy: expect.stringMatching(/^Ask alipay\.trade\.query first/),
    })
    expect(explainError(refusal(tradePay, '40004', 'ACQ.CONTEXT_INCONSISTENT'))).toMatchObject({
      retry: 'give-up',
      money: 'unknown',
      sentence: expect.stringContaining('an earlier one of the same number may have'),
    })
  })

  it('knows no certainty after a failed payment, and repeats what is documented to be repeatable', () => {
    expect(explainError(refusal(tradePay, '40004', 'ACQ.SYSTEM_ERROR'))).toMatchObject({
      retry: 'query-first',
      money: 'unknown',
    })
    expect(explainError(refusal(tradeQuery, '40004', 'ACQ.SYSTEM_ERROR'))).toMatchObject({
      retry: 'repeat',
      money: 'untouched',
    })
    expect(explainError(refusal(tradeCancel, '40004', 'AQC.SYSTEM_ERROR'))).toMatchObject({
      retry: 'repeat',
      money: 'unknown',
    })
    expect(explainError(refusal(tradeRefund, '40004', 'ACQ.SYSTEM_ERROR'))).toMatchObject({
      retry: 'repeat',
      money: 'unknown',
      remedy: expect.stringContaining('same out_request_no'),
    })
  })

  it('says where a meaning was read from the name', () => {
    const guessed = explainError(refusal(tradePay, '40004', 'ACQ.OVER_DEDUCT_PERIOD'))
    expect(guessed).toMatchObject({ basis: 'guessed', retry: 'query-first', money: 'unknown' })
    expect(guessed?.sentence).toContain('(Guessed from its name.)')
  })

  it('explains what refuses at the door', () => {
    for (const [code, reason] of [
      ['40001', 'isv.missing-signature'],
      ['40002', 'isv.invalid-signature'],
      ['40006', 'isv.insufficient-isv-permissions'],
      ['20001', 'aop.invalid-app-auth-token'],
    ] as const) {
      const explained = explainError(refusal(tradePay, code, reason))
      expect(explained).toMatchObject({ retry: 'give-up', money: 'untouched', basis: 'documented' })
      expect(explained?.sentence).toMatch(new RegExp(`^alipay: ${reason}\\. `))
    }
    // The detailed code is the same, but the gateway's code is none of the door's.
    expect(explainError(refusal(tradePay, '20000', 'isv.invalid-parameter'))?.money).toBe('unknown')
  })

  it('explains a certificate that the gateway does not take', () => {
    expect(explainError(refusal(tradePay, '40002', 'isv.app-cert-not-exist'))).toEqual({
      sentence:
        "alipay: isv.app-cert-not-exist. Alipay has no certificate of this app under app_cert_sn. Sign with the app's certificate as downloaded from the console, where the app must be in certificate mode.",
      meaning: 'Alipay has no certificate of this app under app_cert_sn.',
      remedy:
        "Sign with the app's certificate as downloaded from the console, where the app must be in certificate mode.",
      retry: 'give-up',
      money: 'untouched',
      basis: 'inferred',
    })
    expect(explainError(refusal(tradePay, '40002', 'isv.invalid-alipay-root-cert-sn'))).toMatchObject({
      remedy: expect.stringContaining("Alipay's root certificate"),
      retry: 'give-up',
      money: 'untouched',
    })
    const unknown = refusal(openAppAlipaycertDownload, '40002', 'isv.alipay-cert-not-exist')
    expect(explainError(unknown)).toMatchObject({ basis: 'guessed', retry: 'give-up', money: 'untouched' })
  })

  it('adapts the codes of the gateway to what was asked', () => {
    for (const reason of ['isp.unknow-error', 'aop.unknow-error', undefined]) {
      expect(explainError(refusal(tradePay, '20000', reason))).toMatchObject({
        retry: 'query-first',
        money: 'unknown',
        remedy: 'Ask alipay.trade.query first what became of it. Try again later.',
      })
      expect(explainError(refusal(tradeQuery, '20000', reason))).toMatchObject({
        retry: 'repeat',
        money: 'untouched',
        remedy: 'Try again later.',
      })
    }
    const own = { name: 'zhima.credit.score.get' }
    const error = { gatewayCode: '20000', reason: 'isp.unknow-error' }
    expect(explainError(error, own)?.retry).toBe('query-first')
    expect(explainError(error, { ...own, reads: true })?.retry).toBe('repeat')
  })

  it('explains a code that only other APIs document, and is certain of nothing then', () => {
    const error = { gatewayCode: '40004', reason: 'ACQ.INVALID_PARAMETER' }
    const elsewhere = explainError(error, { name: 'koubei.trade.itemorder.buy' })
    expect(elsewhere).toMatchObject({ basis: 'inferred', retry: 'query-first', money: 'unknown' })
    expect(explainError(error, { name: 'alipay.score.get', reads: true })).toMatchObject({
      retry: 'give-up',
      money: 'untouched',
    })
  })

  it('knows codes that were cut after 32 characters', () => {
    const cut = 'ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIM'
    const explained = explainError({ gatewayCode: '40004', reason: cut }, tradePay)
    expect(explained?.sentence).toContain('ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR. ')
    expect(explainError({ gatewayCode: '40004', reason: cut.slice(0, -1) }, tradePay)).toBeUndefined()
  })

  it('prefers the API that is given to the one in the message', () => {
    expect(explainError(refusal(tradePay, '40004', 'ACQ.SYSTEM_ERROR'), tradeQuery)?.retry).toBe('repeat')
  })

  it('knows nothing of success, of other gateways and of strangers', () => {
    expect(explainError(refusal(tradePay, '10000'))).toBeUndefined()
    expect(explainError(refusal(tradePay, '40004', 'ACQ.NEW'))).toBeUndefined()
    expect(explainError(refusal(tradePay, '40002', 'isv.new'))).toBeUndefined()
    expect(explainError(refusal(tradePay, '40004', 'constructor'))).toBeUndefined()
    const bgcpay = { name: 'bgcpay.trade.pay' }
    expect(explainError({ gatewayCode: '40004', reason: 'ACQ.SYSTEM_ERROR' }, bgcpay)).toBeUndefined()
    expect(explainError({ gatewayCode: '20000', reason: 'isp.unknow-error' }, bgcpay)).toBeUndefined()
    expect(explainError({ reason: 'ACQ.SYSTEM_ERROR' })).toBeUndefined()
    expect(explainError({})).toBeUndefined()
  })

  it("repeats nothing of the gateway's own words", () => {
    const explained = explainError(refusal(tradePay, '40004', 'ACQ.SYSTEM_ERROR'))
    expect(JSON.stringify(explained)).not.toContain('payer@example.com')
  })

  it('is built when it is first asked, and once', () => {
    let built = 0
    const book = errorBook(() => {
      built++
      return { gateway: 'alipay', owns: () => true, tables: [] }
    })
    expect(built).toBe(0)
    expect(book()).toBe(book())
    expect(built).toBe(1)
  })

  it('is carried by nobody who does not import it, and carries nothing of the library', async () => {
    const bundle = async (contents: string): Promise<string> => {
      const stdin = { contents, resolveDir: root }
      const { outputFiles } = await build({ stdin, bundle: true, minify: true, format: 'esm', write: false })
      return outputFiles[0]?.text ?? ''
    }
    const alone = await bundle(`export { explainError } from './src/alipay/errors.ts'`)
    expect(alone).toContain('Guessed from its name')
    expect(alone).not.toMatch(/valibot|crypto|fetch/)
    expect(gzipSync(alone, { level: 9 }).length).toBeLessThan(20_000)
    const client = await bundle(`export { createAlipay, tradePay } from './src/alipay/index.ts'`)
    expect(client).toContain('alipay.trade.pay')
    expect(client).not.toContain('Guessed from its name')
  })

  it('is what a client takes as its catalogue', () => {
    const signer: Signer = { type: 'RSA2', sign: async () => '' }
    const verifier: Verifier = { types: ['RSA2'], verify: async () => true }
    const { explain } = createAlipay({ appId: '1', signer, verifier, explain: explainError })
    expect(explain?.(refusal(tradePay, '40004', 'ACQ.PAYMENT_FAIL'), tradePay)?.remedy).toMatch(/^Try once /)
  })
})
