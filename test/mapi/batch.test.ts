import { describe, expect, test } from 'vitest'
import { gb2312, gbk } from '../../src/gbk/index.ts'
import { execute, InputError, md5, pageForm, pageUrl, rsaSigner, signRequest } from '../../src/index.ts'
import {
  type BatchTransNotifyNoPwdInput,
  batchTransNotify,
  batchTransNotifyNoPwd,
  createMapi,
} from '../../src/mapi/index.ts'
import { appKeys } from '../support/keys.ts'

const sent: Request[] = []
const now = () => new Date('2026-01-01T16:30:00Z') // the 2nd in Beijing
const mapi = createMapi({
  partner: '2088002464631181',
  signer: md5('key'),
  verifier: md5('key'),
  now,
  fetch: async request => {
    sent.push(request.clone() as Request)
    return new Response('<alipay><is_success>T</is_success></alipay>')
  },
})
const transfer = { serial: '1', account: 'a@example.com', name: '常炜', amount: '20.00' }
const batch: BatchTransNotifyNoPwdInput = {
  batch_no: '20260102001',
  account_name: '毛毛',
  email: 'payer@example.com',
  transfers: [transfer],
}
const fieldsOf = async (input: BatchTransNotifyNoPwdInput, client = mapi) =>
  Object.fromEntries((await signRequest(client, batchTransNotifyNoPwd, input)).body)
const refused = async (input: unknown, client = mapi): Promise<InputError> => {
  sent.length = 0
  const error = await execute(client, batchTransNotifyNoPwd, input as BatchTransNotifyNoPwdInput).catch(
    error => error,
  )
  expect(error).toBeInstanceOf(InputError)
  expect(sent).toEqual([])
  return error
}

describe('what follows from the transfers', () => {
  test('is their number, their sum in yuan with two places, and their records', async () => {
    const { batch_num, batch_fee, detail_data, pay_date } = await fieldsOf({
      ...batch,
      transfers: [
        transfer,
        { ...transfer, serial: '2', amount: '0.1', note: 'March' },
        { ...transfer, serial: '3', amount: '0.2' },
      ],
    })
    expect({ batch_num, batch_fee, detail_data, pay_date }).toEqual({
      batch_num: '3',
      batch_fee: '20.30',
      detail_data: '1^a@example.com^常炜^20.00^|2^a@example.com^常炜^0.10^March|3^a@example.com^常炜^0.20^',
      pay_date: '20260102',
    })
  })

  test('is summed in whole cents, however large', async () => {
    const transfers = Array.from({ length: 1000 }, (_, index) => ({
      ...transfer,
      serial: String(index),
      amount: '999999999999.99',
    }))
    expect((await fieldsOf({ ...batch, transfers }))['batch_fee']).toBe('999999999999990.00')
  })

  test('named values are joined', async () => {
    const { extend_param } = await fieldsOf({ ...batch, extend_param: { agent: '123456', shop: '7' } })
    expect(extend_param).toBe('agent^123456|shop^7')
  })
})

describe('a batch is refused before anything is sent', () => {
  const many = (length: number) =>
    Array.from({ length }, (_, index) => ({ ...transfer, serial: String(index) }))

  test.each<[string, object, string, RegExp]>([
    ['more than 1000 transfers', { transfers: many(1001) }, 'transfers', /at most 1000 items/],
    ['none', { transfers: [] }, 'transfers', /at least 1 items/],
    ['no list', { transfers: undefined }, 'transfers', /missing/],
    ['a serial twice', { transfers: [transfer, transfer] }, 'transfers', /\[0\] and \[1\] have the same/],
    ['a serial with ^', { transfers: [{ ...transfer, serial: '1^2' }] }, 'transfers[0].serial', /"\^"/],
    ['an account with |', { transfers: [{ ...transfer, account: 'a|b' }] }, 'transfers[0].account', /"\|"/],
    ['a name with ^', { transfers: [{ ...transfer, name: '常^炜' }] }, 'transfers[0].name', /"\^"/],
    ['a note with |', { transfers: [{ ...transfer, note: '|' }] }, 'transfers[0].note', /"\|"/],
    [
      'a note with a line end',
      { transfers: [{ ...transfer, note: 'a\nb' }] },
      'transfers[0].note',
      /control/,
    ],
    ['no serial', { transfers: [{ ...transfer, serial: '' }] }, 'transfers[0].serial', /at least 1/],
    [
      'an amount of nothing',
      { transfers: [{ ...transfer, amount: '0.00' }] },
      'transfers[0].amount',
      /0\.01/,
    ],
    [
      'three decimals',
      { transfers: [{ ...transfer, amount: '1.001' }] },
      'transfers[0].amount',
      /two decimals/,
    ],
    [
      'a negative amount',
      { transfers: [{ ...transfer, amount: '-1' }] },
      'transfers[0].amount',
      /decimal string/,
    ],
    [
      'an amount as a number',
      { transfers: [{ ...transfer, amount: 20 }] },
      'transfers[0].amount',
      /must be a string/,
    ],
    ['a short batch_no', { batch_no: '2026010200' }, 'batch_no', /11 to 32/],
    ['a long batch_no', { batch_no: '2'.repeat(33) }, 'batch_no', /11 to 32/],
    ['a batch_no with -', { batch_no: '2026-0102-001' }, 'batch_no', /letters or digits/],
    ['yesterday', { pay_date: '20260101' }, 'pay_date', /today in Beijing, 20260102/],
    ['no day at all', { pay_date: '2026-01-02' }, 'pay_date', /yyyyMMdd/],
    ['a misspelt field', { account_nam: 'x' }, 'account_nam', /did you mean account_name/],
    [
      'a field of a transfer misspelt',
      { transfers: [{ ...transfer, nane: 'x' }] },
      'transfers[0].nane',
      /name/,
    ],
    ['a sum by hand', { batch_fee: '20.00' }, 'batch_fee', /^is computed from transfers/],
    ['a number by hand', { batch_num: 1 }, 'batch_num', /^is computed from transfers/],
    [
      'records by hand in place of transfers',
      { detail_data: '1^a@example.com^常炜^20.00^', transfers: undefined },
      'detail_data',
      /^is computed from transfers/,
    ],
    ['a long extend_param', { extend_param: { a: 'x'.repeat(199) } }, 'extend_param', /200 characters/],
    ['an extend_param with ^', { extend_param: { a: 'b^c' } }, 'extend_param', /"\^"/],
    [
      'a parameter in a note',
      { transfers: [{ ...transfer, note: 'x&batch_fee=1' }] },
      'transfers[0].note',
      /another parameter/,
    ],
  ])('%s', async (_, change, path, rule) => {
    const { issues } = await refused({ ...batch, ...change })
    expect(issues.map(issue => issue.path)).toContain(path)
    expect(issues.find(issue => issue.path === path)?.rule).toMatch(rule)
  })

  test('what is computed is not overwritten unseen by extra.business either', async () => {
    const error = await signRequest(mapi, batchTransNotifyNoPwd, batch, {
      extra: { business: { batch_fee: '1.00' } },
    }).catch(error => error)
    expect(error).toBeInstanceOf(InputError)
    expect(error.issues).toMatchObject([{ path: 'extra.business.batch_fee' }])
  })

  test('today in Beijing is by the clock, and passes', async () => {
    expect((await fieldsOf({ ...batch, pay_date: '20260102' }))['pay_date']).toBe('20260102')
    const earlier = { ...mapi, now: () => new Date('2026-01-01T15:59:59Z') }
    expect((await fieldsOf({ ...batch, pay_date: '20260101' }, earlier))['pay_date']).toBe('20260101')
  })

  test.each([
    ['an emoji in GBK', gbk, '常😀'],
    ['a traditional character in GB2312', gb2312, '龍'],
  ])('%s cannot be written', async (_, charset, name) => {
    const { issues } = await refused({ ...batch, transfers: [{ ...transfer, name }] }, { ...mapi, charset })
    expect(issues[0]).toMatchObject({
      path: 'transfers[0].name',
      rule: expect.stringContaining('cannot write'),
    })
    expect(JSON.stringify(issues)).not.toContain(name)
  })

  test('a client without the 16 digits of a partner is not made', () => {
    const options = { signer: rsaSigner(appKeys.pkcs8), verifier: md5('k') }
    expect(() => createMapi({ ...options, partner: '2088' })).toThrow(/partner/)
    expect(() => createMapi({ partner: '2088002464631181' } as never)).toThrow(/verifier/)
  })
})

describe('on its way', () => {
  test('a call is accepted, not paid, and its body is in the charset that its URL names', async () => {
    sent.length = 0
    const reply = await execute({ ...mapi, charset: gbk }, batchTransNotifyNoPwd, batch)
    expect(reply).toEqual({ is_success: 'T' })
    const [request] = sent as [Request]
    expect(request.url).toBe('https://mapi.alipay.com/gateway.do?_input_charset=gbk')
    expect(request.headers.get('content-type')).toBe('application/x-www-form-urlencoded;charset=gbk')
    expect(await request.text()).toContain('account_name=%C3%AB%C3%AB&')
  })

  test('a page’s URL says nothing twice', async () => {
    const url = await pageUrl({ ...mapi, charset: gbk }, batchTransNotify, {
      ...batch,
      transfers: [{ ...transfer, name: '俁' }],
    })
    const names = url.search
      .slice(1)
      .split('&')
      .map(pair => pair.split('=')[0])
    expect(new Set(names).size).toBe(names.length)
    expect(names).toContain('_input_charset')
    expect(url.search).toContain('service=batch_trans_notify&')
    // Its second byte is the letter R.
    expect(url.search).toContain('%5E%82R%5E')
  })

  test('a form names its charset, and refuses what browsers would write otherwise', async () => {
    const form = await pageForm({ ...mapi, charset: gbk }, batchTransNotify, batch)
    expect(form).toContain('accept-charset="gbk"')
    expect(form).toContain('?_input_charset=gbk"')
    const euro = { ...batch, transfers: [{ ...transfer, note: '5 €' }] }
    await expect(pageForm({ ...mapi, charset: gbk }, batchTransNotify, euro)).rejects.toMatchObject({
      code: 'ERR_INPUT',
      issues: [{ path: 'detail_data', rule: expect.stringContaining('browsers submit otherwise') }],
    })
    expect(String(await pageUrl({ ...mapi, charset: gbk }, batchTransNotify, euro))).toContain('%A2%E3')
  })
})
