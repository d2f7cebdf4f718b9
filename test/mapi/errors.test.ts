/** Holds mapi's catalogue to the tables 10-1 and 10-2, both ways. */
import { describe, expect, it } from 'vitest'
import { GatewayError } from '../../src/errors.ts'
import type { Api } from '../../src/index.ts'
import { catalogue, explainError } from '../../src/mapi/errors.ts'
import * as mapi from '../../src/mapi/index.ts'
import { readTable } from '../support/fact-tables.ts'

interface MapiRow {
  code: string
  retry: string
  table: '10-1' | '10-2'
  seed_spelling?: string
}

const TABLE = readTable('mapi.batch_trans_notify_no_pwd').errors as unknown as MapiRow[]
const SERVICES = ['batch_trans_notify_no_pwd', 'batch_trans_notify']
const RETRY: Readonly<Record<string, string>> = {
  safe: 'repeat',
  'query-first': 'query-first',
  final: 'give-up',
}

const rowsOf = (service: string) => catalogue().filter(({ of }) => of === service)

const refusal = (service: string, reason: string): GatewayError =>
  new GatewayError(`${service} was refused: ${reason} (the refusal is not signed)`, {
    verified: false,
    outcome: 'unknown',
    reason,
  })

describe.each(SERVICES)('codes of %s', service => {
  it('are those of the tables, each once', () => {
    expect(
      rowsOf(service)
        .map(({ reason }) => reason)
        .sort(),
    ).toEqual(TABLE.map(({ code }) => code).sort())
  })

  it('advise what the tables advise, and say that the document gives a remedy for table 10-2 only', () => {
    for (const { code, retry, table } of TABLE) {
      expect(
        rowsOf(service).find(({ reason }) => reason === code),
        code,
      ).toMatchObject({ retry: RETRY[retry], basis: table === '10-2' ? 'documented' : 'inferred' })
    }
  })

  it('are certain of nothing, for no reply is signed', () => {
    expect(rowsOf(service).filter(({ money }) => money !== 'unknown')).toEqual([])
  })

  it('explain themselves in at most 300 characters of English', () => {
    for (const { code } of TABLE) {
      const { sentence = '' } = explainError(refusal(service, code)) ?? {}
      expect(sentence).toMatch(new RegExp(`^${service}: ${code}\\. \\S.*\\.$`))
      expect(sentence.length, sentence).toBeLessThanOrEqual(300)
      expect(sentence).not.toMatch(/\p{Script=Han}/u)
    }
  })
})

it('has codes of these services and of no other', () => {
  expect([...new Set(catalogue().map(({ of }) => of))].sort()).toEqual([...SERVICES].sort())
})

it('agrees with the refusals of every service', () => {
  const services = Object.values(mapi as Record<string, unknown>).filter(
    (noun): noun is Api<'mapi'> =>
      typeof noun === 'object' && noun !== null && 'kind' in noun && 'input' in noun,
  )
  expect(services.map(({ name }) => name)).toEqual(expect.arrayContaining(SERVICES))
  for (const { name, refusals = [] } of services) {
    const sure = rowsOf(name).filter(({ money }) => money === 'untouched')
    expect(sure.map(({ reason }) => reason).sort(), name).toEqual([...refusals].sort())
  }
})

describe('explainError', () => {
  const [service = ''] = SERVICES

  it('knows the spellings of the document, and those that differ in case', () => {
    const damaged = TABLE.filter(({ seed_spelling }) => seed_spelling !== undefined)
    expect(damaged.map(({ seed_spelling }) => seed_spelling)).toEqual(['batchFeelllegal', 'emaillsNull'])
    for (const { code, seed_spelling = '' } of damaged) {
      for (const spelling of [seed_spelling, seed_spelling.toUpperCase(), code.toLowerCase()]) {
        expect(explainError(refusal(service, spelling))?.sentence).toContain(`${service}: ${code}. `)
      }
    }
    expect(explainError(refusal(service, 'TRANS_NO_NOT_U NIQUE'))?.sentence).toContain(
      'TRANS_NO_NOT_UNIQUE. ',
    )
  })

  it('takes no two codes of the tables for one', () => {
    const spellings = TABLE.map(({ code }) => explainError(refusal(service, code))?.sentence)
    expect(new Set(spellings).size).toBe(TABLE.length)
  })

  it('warns of a batch that was sent before, and keeps the number after a failure', () => {
    expect(explainError(refusal(service, 'BATCH_NO_NOT_UNIQUE'))).toMatchObject({
      retry: 'query-first',
      money: 'unknown',
      remedy: expect.stringMatching(/notification.* first what became of it\..* new batch_no\.$/),
    })
    expect(explainError(refusal(service, 'SYSTEM_ERROR'))?.remedy).toContain('keep the batch_no')
    expect(explainError(refusal(service, 'UPLOAD_FAIL'))).toMatchObject({
      retry: 'repeat',
      remedy: expect.stringContaining('same batch_no'),
    })
  })

  it('leaves a code that it does not know as it is', () => {
    const error = refusal(service, 'TXN_RESULT_NEW')
    expect(explainError(error)).toBeUndefined()
    expect(error.reason).toBe('TXN_RESULT_NEW')
    expect(explainError(refusal('bgcpay.trade.pay', 'SYSTEM_ERROR'))).toBeUndefined()
    expect(explainError({})).toBeUndefined()
  })
})
