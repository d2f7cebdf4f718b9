import { describe, expect, it } from 'vitest'
import type { Emulator, MapiEmulatorOptions } from '../../src/emulator/index.ts'
import {
  accountName,
  batchOf,
  email,
  emulateMapi,
  errorIn,
  formOf,
  get,
  otherPartner,
  partner,
  post,
  record,
  type SignType,
  send,
  signed,
} from './mapi-support.ts'
import { emulate, otherKeys, pem, start } from './support.ts'

const good = batchOf([record('0315006')])

describe('a batch', () => {
  it('is accepted in XML, which says nothing of payment', async () => {
    const emulator = await emulateMapi()
    const response = await post(emulator, await signed(good))
    expect(response.headers.get('content-type')).toBe('text/xml;charset=UTF-8')
    expect(await response.text()).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<alipay><is_success>T</is_success><error>SUCCESS</error></alipay>',
    )
    expect(emulator.mapi.batches()).toEqual([
      {
        partner,
        batchNo: '20260101001',
        status: 'accepted',
        settledAt: null,
        transfers: [
          {
            serial: '0315006',
            account: '0315006@example.com',
            name: '常炜',
            amount: '20.00',
            note: '',
            isPaid: null,
            reason: null,
          },
        ],
      },
    ])
  })

  const types: SignType[] = ['MD5', 'RSA', 'DSA']
  const cases = types.flatMap(type => ['utf-8', 'GBK', 'gb2312'].map(charset => [type, charset] as const))
  it.each(cases)('signed with %s in %s, posted or asked for by GET', async (sign_type, _input_charset) => {
    const note = _input_charset === 'GBK' ? '龔 €5 俁' : '三月'
    const params = batchOf([record('1', '0.01', '龚本林', 'a+b@example.com', note)], {
      sign_type,
      _input_charset,
    })
    for (const ask of [post, get]) {
      const emulator = await emulateMapi()
      const response = await ask(emulator, await signed(params))
      expect(response.headers.get('content-type')).toBe(`text/xml;charset=${_input_charset.toUpperCase()}`)
      expect(await errorIn(response.clone() as Response)).toBe('SUCCESS')
      expect(await response.text()).toContain(`encoding="${_input_charset.toUpperCase()}"`)
      expect(emulator.mapi.batch('20260101001')?.transfers).toMatchObject([
        { name: '龚本林', account: 'a+b@example.com', note, amount: '0.01' },
      ])
      // Another key, or the same bytes read in another charset, do not fit.
      const stranger = await signed({ ...params, sign_type: 'RSA' })
      expect(await errorIn(await ask(emulator, { ...params, sign: stranger['sign'] ?? '' }))).toBe(
        sign_type === 'RSA' ? 'BATCH_NO_NOT_UNIQUE' : 'ILLEGAL_SIGN',
      )
    }
  })

  it('is read by the charset of the URL, whatever the body says', async () => {
    const params = await signed({ ...good, _input_charset: 'gbk' })
    const ask = async (query: string) => {
      const emulator = await emulateMapi()
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      const body = formOf(params)
      return errorIn(
        await emulator.fetch(new Request(emulator.mapi.gateway + query, { method: 'POST', headers, body })),
      )
    }
    expect(await ask('?_input_charset=gbk')).toBe('SUCCESS')
    expect(await ask('?_input_charset=GB2312')).toBe('ILLEGAL_SIGN') // the text that was signed says gbk
    expect(await ask('?_input_charset=utf-8')).toBe('ILLEGAL_SIGN')
    expect(await ask('')).toBe('ILLEGAL_SIGN')
  })

  it('may name its payer as buyer_account_name, which wins over email', async () => {
    const emulator = await emulateMapi()
    const buyer = { email: 'anybody@alitest.com', buyer_account_name: email }
    expect(await send(emulator, { ...good, ...buyer })).toBe('SUCCESS')
    expect(await send(emulator, { ...good, email, buyer_account_name: 'anybody@alitest.com' })).toBe(
      'partnerORPayEmailError',
    )
  })

  it('of 1000 transfers is taken', async () => {
    const emulator = await emulateMapi()
    const records = Array.from({ length: 1000 }, (_, index) => record(`N${index}`, '0.10'))
    expect(await send(emulator, batchOf(records))).toBe('SUCCESS')
    expect(emulator.mapi.batch('20260101001')?.transfers).toHaveLength(1000)
  })

  it('is asked for by GET or POST, and by nobody where mapi is not set up', async () => {
    const emulator = await emulate()
    expect(emulator.mapi.gateway).toBe('http://127.0.0.1:8080/mapi/gateway.do')
    expect((await emulator.fetch(new Request(emulator.mapi.gateway, { method: 'PUT' }))).status).toBe(405)
    expect(await send(emulator, good)).toBe('ILLEGAL_PARTNER')
    expect(emulator.mapi.batches()).toEqual([])
  })
})

describe('refusals', () => {
  it.each<[string, Record<string, string>]>([
    ['ILLEGAL_SERVICE', { service: 'single_trade_query' }],
    ['ILLEGAL_SERVICE', { service: '' }],
    ['ILLEGAL_SERVICE', { service: 'constructor' }],
    ['ILLEGAL_PARTNER', { partner: '2088002464631182' }],
    ['ILLEGAL_PARTNER', { partner: '' }],
    ['ILLEGAL_PARTNER', { partner: '__proto__' }],
    ['ILLEGAL_CHARSET', { _input_charset: 'big5' }],
    ['ILLEGAL_CHARSET', { _input_charset: '' }],
    ['ILLEGAL_SIGN_TYPE', { sign_type: 'md5' }],
    ['ILLEGAL_SIGN_TYPE', { sign_type: 'RSA2' }],
    ['ILLEGAL_SIGN_TYPE', { sign_type: '' }],
    ['baccountNameIsNull', { account_name: '' }],
    ['detailDataIsNull', { detail_data: '' }],
    ['batchNoIsNull', { batch_no: '' }],
    ['batchNumsIsNull', { batch_num: '' }],
    ['batchFeesIsNull', { batch_fee: '' }],
    ['payDateIsNull', { pay_date: '' }],
    ['emailIsNull', { email: '' }],
    ['BATCH_NO_ERROR', { batch_no: '2026010100' }],
    ['BATCH_NO_ERROR', { batch_no: '2'.repeat(33) }],
    ['BATCH_NO_ERROR', { batch_no: '2026-0101-001' }],
    ['batchFeeIllegal', { batch_fee: '20.001' }],
    ['batchFeeIllegal', { batch_fee: '20 yuan' }],
    ['ILLEGAL_ARGUMENT', { pay_date: '20251231' }],
    ['ILLEGAL_ARGUMENT', { pay_date: '20260102' }],
    ['ILLEGAL_ARGUMENT', { extend_param: `a^${'x'.repeat(199)}` }],
    ['ILLEGAL_ARGUMENT', { notify_url: 'merchant.test/notify' }],
    ['ILLEGAL_ARGUMENT', { notify_url: 'ftp://merchant.test/notify' }],
    ['partnerORPayEmailError', { email: 'other@alitest.com' }],
    ['PAY_EMAIL_NAME_NOT_MATCH', { account_name: '毛' }],
    ['ILLEGAL_ARGUMENT', { detail_data: record('1').replace(/\^$/, '') }],
    ['ILLEGAL_ARGUMENT', { detail_data: `${record('1')}^` }],
    ['ILLEGAL_ARGUMENT', { detail_data: `${record('1')}|` }],
    ['ILLEGAL_ARGUMENT', { detail_data: record('') }],
    ['ILLEGAL_ARGUMENT', { detail_data: record('1', '20.00', '') }],
    ['ILLEGAL_ARGUMENT', { detail_data: record('1', '20.00', 'A', '') }],
    ['ILLEGAL_ARGUMENT', { detail_data: record('1', '0.00'), batch_fee: '0.00' }],
    ['ILLEGAL_ARGUMENT', { detail_data: record('1', '-20.00') }],
    ['ILLEGAL_ARGUMENT', { detail_data: record('1', '2e1') }],
    ['BATCH_COUNT_ADD_NOT_MATCH_AMOUNT', { batch_num: '2' }],
    ['BATCH_COUNT_ADD_NOT_MATCH_AMOUNT', { batch_num: 'one' }],
    ['BATCH_MONEY_ADD_NOT_MATCH_AMOUNT', { batch_fee: '20.01' }],
  ])('%s for %j', async (error, change) => {
    const emulator = await emulateMapi()
    expect(await send(emulator, { ...good, ...change })).toBe(error)
    expect(emulator.mapi.batches()).toEqual([])
  })

  it.each(['', '0'.repeat(32), 'constructor', 'AAAA'])('ILLEGAL_SIGN for sign = %j', async sign => {
    for (const sign_type of ['MD5', 'RSA', 'DSA']) {
      const emulator = await emulateMapi()
      const params = await signed({ ...good, sign_type }, sign)
      expect(await errorIn(await post(emulator, params))).toBe('ILLEGAL_SIGN')
    }
  })

  it('ILLEGAL_SIGN for the keys of others', async () => {
    const emulator = await emulateMapi({
      md5Key: 'k',
      publicKey: pem(otherKeys.publicKey),
      dsa: { types: ['DSA'], verify: async () => false },
    })
    for (const sign_type of ['MD5', 'RSA', 'DSA']) {
      expect(await send(emulator, { ...good, sign_type })).toBe('ILLEGAL_SIGN')
    }
  })

  it('ILLEGAL_SECURITY_PROFILE where one of the two sides has no key', async () => {
    const none = { md5Key: undefined, publicKey: undefined, dsa: undefined }
    const emulator = await emulateMapi(none)
    for (const sign_type of ['MD5', 'RSA', 'DSA']) {
      expect(await send(emulator, { ...good, sign_type })).toBe('ILLEGAL_SECURITY_PROFILE')
    }
    const gatewayWithout = await emulateMapi({}, { dsa: undefined })
    expect(await send(gatewayWithout, { ...good, sign_type: 'DSA' })).toBe('ILLEGAL_SECURITY_PROFILE')
  })

  it.each([
    ['USER_BLOCKED', { state: 'blocked' }],
    ['PROFILE_BATCH_PAYMENT', { state: 'no-batches' }],
    ['MAX_SINGLE_FEE', { mostPerTransfer: '19.99' }],
    ['NOT_ENOUGH_AMOUNT', { balance: '19.99' }],
    ['SUCCESS', { mostPerTransfer: '20', balance: '20' }],
  ] as const)('%s for a partner with %j', async (error, settings) => {
    expect(await send(await emulateMapi(settings), good)).toBe(error)
  })

  it('TOTAL_NUMS_LIMIT for more than 1000 transfers', async () => {
    const records = Array.from({ length: 1001 }, (_, index) => record(String(index), '0.01'))
    expect(await send(await emulateMapi(), batchOf(records))).toBe('TOTAL_NUMS_LIMIT')
  })

  it('BATCH_NO_NOT_UNIQUE for a number that was taken, which letters of the other case are not', async () => {
    const emulator = await emulateMapi()
    const batch = (batch_no: string, serial: string) =>
      send(emulator, batchOf([record(serial)], { batch_no }))
    expect(await batch('2026010100a', '1')).toBe('SUCCESS')
    expect(await batch('2026010100a', '1')).toBe('BATCH_NO_NOT_UNIQUE')
    expect(await batch('2026010100a', '2')).toBe('BATCH_NO_NOT_UNIQUE')
    expect(await batch('2026010100A', '2')).toBe('SUCCESS')
    await emulator.advance(60_000)
    expect(await batch('2026010100a', '3')).toBe('BATCH_NO_NOT_UNIQUE')
  })

  it('TRANS_NO_NOT_UNIQUE for a serial that stands twice, or was used in another batch', async () => {
    const emulator = await emulateMapi()
    const batch = (batch_no: string, ...serials: string[]) =>
      send(
        emulator,
        batchOf(
          serials.map(serial => record(serial)),
          { batch_no },
        ),
      )
    expect(await batch('20260101001', '1', '2', '1')).toBe('TRANS_NO_NOT_UNIQUE')
    expect(await batch('20260101001', '1', '2')).toBe('SUCCESS')
    expect(await batch('20260101002', '3', '2')).toBe('TRANS_NO_NOT_UNIQUE')
    expect(await batch('20260101002', '3', '4')).toBe('SUCCESS')
  })

  it('come in this order', async () => {
    const emulator = await emulateMapi({ state: 'blocked', mostPerTransfer: '1.00', balance: '1.00' })
    const taken = batchOf([record('7', '0.50')], { batch_no: '20260101000' })
    const normal = await emulateMapi({ mostPerTransfer: '1.00', balance: '1.00' })
    expect(await send(normal, taken)).toBe('SUCCESS')
    const params: Record<string, string> = {
      service: 'x',
      partner: 'x',
      _input_charset: 'x',
      sign_type: 'x',
      email: 'x',
    }
    const steps: [Record<string, string>, string, Emulator?][] = [
      [{}, 'ILLEGAL_SERVICE'],
      [{ service: 'batch_trans_notify_no_pwd' }, 'ILLEGAL_PARTNER'],
      [{ partner }, 'ILLEGAL_CHARSET'],
      [{ _input_charset: 'utf-8' }, 'ILLEGAL_SIGN_TYPE'],
      [{ sign_type: 'MD5', sign: 'x' }, 'ILLEGAL_SIGN'],
      [{ sign: '' }, 'baccountNameIsNull'],
      [{ account_name: 'x' }, 'detailDataIsNull'],
      [{ detail_data: 'x' }, 'batchNoIsNull'],
      [{ batch_no: 'x' }, 'batchNumsIsNull'],
      [{ batch_num: 'x' }, 'batchFeesIsNull'],
      [{ batch_fee: 'x' }, 'payDateIsNull'],
      [{ pay_date: 'x', notify_url: 'x' }, 'BATCH_NO_ERROR'],
      [{ batch_no: '20260101000' }, 'batchFeeIllegal'],
      [{ batch_fee: '9.00' }, 'ILLEGAL_ARGUMENT'],
      [{ pay_date: '20260101' }, 'ILLEGAL_ARGUMENT'],
      [{ notify_url: '' }, 'partnerORPayEmailError'],
      [{ email }, 'PAY_EMAIL_NAME_NOT_MATCH'],
      [{ account_name: accountName }, 'USER_BLOCKED'],
      [{}, 'BATCH_NO_NOT_UNIQUE', normal],
      [{ batch_no: '20260101001' }, 'ILLEGAL_ARGUMENT', normal],
      [
        { detail_data: [record('7', '1.01'), record('7', '1.01')].join('|') },
        'BATCH_COUNT_ADD_NOT_MATCH_AMOUNT',
        normal,
      ],
      [{ batch_num: '2' }, 'BATCH_MONEY_ADD_NOT_MATCH_AMOUNT', normal],
      [{ batch_fee: '2.02' }, 'TRANS_NO_NOT_UNIQUE', normal],
      [{ detail_data: [record('7', '1.01'), record('8', '1.01')].join('|') }, 'TRANS_NO_NOT_UNIQUE', normal],
      [{ detail_data: [record('9', '1.01'), record('8', '1.01')].join('|') }, 'MAX_SINGLE_FEE', normal],
      [
        { detail_data: [record('9', '1'), record('8', '1')].join('|'), batch_fee: '2' },
        'NOT_ENOUGH_AMOUNT',
        normal,
      ],
      [{ detail_data: record('9', '1'), batch_fee: '1', batch_num: '1' }, 'SUCCESS', normal],
    ]
    for (const [change, error, asked = emulator] of steps) {
      Object.assign(params, change)
      const { sign, ...rest } = params
      // A charset that there is not signs nothing: utf-8 stands in.
      const { sign: fitting = '' } = await signed({
        ...rest,
        ...(rest['_input_charset'] === 'x' ? { _input_charset: '' } : {}),
      })
      const request = new Request(
        `${asked.mapi.gateway}?${formOf({ ...rest, sign: sign || fitting }, 'utf-8')}`,
      )
      expect([change, await errorIn(await asked.fetch(request))]).toEqual([change, error])
    }
  })
})

describe('a batch ends', () => {
  const payees: MapiEmulatorOptions['payees'] = [
    { account: '1@example.com', name: '常炜' },
    { account: '2@example.com', name: '常炜', state: 'blocked' },
    { account: '3@example.com', name: '常炜', state: 'failing' },
    { account: '4@example.com', name: '龚本林' },
  ]
  const results = (emulator: Emulator, batchNo = '20260101001') =>
    emulator.mapi.batch(batchNo)?.transfers.map(({ serial, isPaid, reason }) => [serial, isPaid, reason])

  it('a minute after its acceptance, each transfer paid or failed with its reason', async () => {
    const emulator = await emulateMapi({ balance: '100.50' }, { payees })
    const records = ['1', '2', '3', '4', '5'].map(serial => record(serial, '20.10'))
    await send(emulator, batchOf(records))
    await emulator.advance(59_999)
    expect(emulator.mapi.batch('20260101001')).toMatchObject({ status: 'accepted', settledAt: null })
    expect(emulator.mapi.balance(partner)).toBe('100.50')
    await emulator.advance(1)
    expect(emulator.mapi.batch('20260101001')).toMatchObject({
      status: 'settled',
      settledAt: new Date(start.getTime() + 60_000),
    })
    expect(results(emulator)).toEqual([
      ['1', true, null],
      ['2', false, 'USER_BLOCKED'],
      ['3', false, 'TXN_RESULT_TRANSFER_OUT_CAN_NOT_EQUAL_IN'],
      ['4', false, 'ACCOUNT_NOT_MATCH'],
      ['5', false, 'USER_NOT_EXIST'],
    ])
    expect(emulator.mapi.balance(partner)).toBe('80.40')
  })

  it('all paid where no payees are named and means are endless', async () => {
    const emulator = await emulateMapi()
    await send(emulator, batchOf([record('1', '99999999.99'), record('2', '0.01', 'Anybody')]))
    await emulator.advance(60_000)
    expect(results(emulator)).toEqual([
      ['1', true, null],
      ['2', true, null],
    ])
    expect(emulator.mapi.balance(partner)).toBeNull()
  })

  it('as far as the money goes, in whole cents and in the order of acceptance', async () => {
    const emulator = await emulateMapi({ balance: '0.30' })
    await send(emulator, batchOf([record('1', '0.1'), record('2', '0.1')]))
    await send(emulator, batchOf([record('3', '0.2'), record('4', '0.1')], { batch_no: '20260101002' }))
    await emulator.advance(60_000)
    expect(results(emulator)).toEqual([
      ['1', true, null],
      ['2', true, null],
    ])
    expect(results(emulator, '20260101002')).toEqual([
      ['3', false, 'NOT_ENOUGH_AMOUNT'],
      ['4', true, null],
    ])
    expect(emulator.mapi.balance(partner)).toBe('0.00')
  })

  it('after the time that was set, or at once on demand, but once only', async () => {
    const emulator = await emulateMapi({ balance: '100' }, { settlesAfter: 5000 })
    await send(emulator, good)
    await emulator.advance(4999)
    expect(emulator.mapi.batch('20260101001')?.status).toBe('accepted')
    emulator.mapi.settle('20260101001')
    expect(emulator.mapi.batch('20260101001')?.status).toBe('settled')
    await emulator.advance(60_000)
    expect(emulator.mapi.balance(partner)).toBe('80.00')
    expect(emulator.notifications()).toHaveLength(1)
  })

  it('is seen without an advance where the clock went on by itself', async () => {
    let now = start
    const emulator = await emulateMapi({}, {}, { now: () => now })
    await send(emulator, good)
    now = new Date(start.getTime() + 60_000)
    expect(emulator.mapi.batches()).toMatchObject([{ status: 'settled' }])
  })
})

describe('the surface', () => {
  it('keeps partners apart', async () => {
    const emulator = await emulateMapi({ balance: '50' })
    await send(emulator, good)
    const theirs = { ...good, partner: otherPartner, email: 'other@alitest.com', account_name: 'Other' }
    const { createHash } = await import('node:crypto')
    const text = Object.keys(theirs)
      .filter(name => name !== 'sign_type')
      .sort()
      .map(name => `${name}=${theirs[name as keyof typeof theirs]}`)
      .join('&')
    const sign = createHash('md5').update(`${text}another`).digest('hex')
    expect(await errorIn(await post(emulator, { ...theirs, sign }))).toBe('SUCCESS')
    expect(emulator.mapi.batch('20260101001')).toBeNull()
    expect(emulator.mapi.batch('20260101001', otherPartner)?.partner).toBe(otherPartner)
    expect(() => emulator.mapi.settle('20260101001')).toThrow('several partners')
    emulator.mapi.settle('20260101001', otherPartner)
    expect(emulator.mapi.batches().map(({ partner: owner, status }) => [owner, status])).toEqual([
      [partner, 'accepted'],
      [otherPartner, 'settled'],
    ])
    expect([emulator.mapi.balance(partner), emulator.mapi.balance(otherPartner)]).toEqual(['50.00', null])
  })

  it('says what there is not', async () => {
    const emulator = await emulateMapi()
    await send(emulator, good)
    expect(emulator.mapi.batch('20260101002')).toBeNull()
    expect(() => emulator.mapi.settle('20260101002')).toThrow(RangeError)
    expect(() => emulator.mapi.confirm('20260101002')).toThrow('there is no batch')
    expect(() => emulator.mapi.confirm('20260101001')).toThrow('is accepted, not unconfirmed')
    emulator.mapi.settle('20260101001')
    expect(() => emulator.mapi.settle('20260101001')).toThrow('is settled, not accepted')
    expect(() => emulator.mapi.balance('2088')).toThrow(RangeError)
  })

  it.each([
    [{ balance: '1,000' }, {}, RangeError],
    [{ mostPerTransfer: 'much' }, {}, RangeError],
    [{ publicKey: 'no key' }, {}, TypeError],
    [{}, { settlesAfter: -1 }, RangeError],
    [{}, { settlesAfter: Number.NaN }, RangeError],
  ])('refuses settings %j %j', async (settings, options, error) => {
    await expect(emulateMapi(settings, options)).rejects.toThrow(error)
  })

  it('stands under the path that the emulator has', async () => {
    const emulator = await emulateMapi({}, {}, { baseUrl: 'http://127.0.0.1:8080/pay/' })
    expect(emulator.mapi.gateway).toBe('http://127.0.0.1:8080/pay/mapi/gateway.do')
    expect(await send(emulator, good)).toBe('SUCCESS')
  })
})

describe('faults', () => {
  const method = 'batch_trans_notify_no_pwd'

  it('strike by the name of the service', async () => {
    const emulator = await emulateMapi()
    const fault = emulator.fault('request-lost', { method })
    await expect(send(emulator, good)).rejects.toThrow('fetch failed')
    expect([fault.struck, emulator.mapi.batches()]).toEqual([1, []])
    emulator.fault('reply-lost', { method })
    await expect(send(emulator, good)).rejects.toThrow('fetch failed')
    expect(emulator.mapi.batches()).toHaveLength(1)
    expect(await send(emulator, good)).toBe('BATCH_NO_NOT_UNIQUE')
    expect(() => emulator.fault('reply-lost', { method: 'batch_trans' })).toThrow(RangeError)
  })

  it('make the gateway say SYSTEM_ERROR, before or after it took the batch', async () => {
    const emulator = await emulateMapi()
    emulator.fault('unavailable-before', { method })
    expect(await send(emulator, good)).toBe('SYSTEM_ERROR')
    expect(emulator.mapi.batches()).toEqual([])
    emulator.fault('unavailable-after', { method })
    expect(await send(emulator, good)).toBe('SYSTEM_ERROR')
    expect(await send(emulator, good)).toBe('BATCH_NO_NOT_UNIQUE')
  })

  it('let notify_verify be down, and its page say so', async () => {
    const emulator = await emulateMapi()
    emulator.fault('unavailable-before', { method: 'notify_verify' })
    const answer = await get(emulator, { service: 'notify_verify', partner, notify_id: '1' })
    expect(answer.status).toBe(503)
    emulator.fault('unavailable-before', { method: 'batch_trans_notify' })
    const page = await post(emulator, await signed({ ...good, service: 'batch_trans_notify' }))
    expect(await page.text()).toContain('<code>SYSTEM_ERROR</code>')
    expect(emulator.mapi.batches()).toEqual([])
  })
})

describe('the page with the password', () => {
  const page = { ...good, service: 'batch_trans_notify' }
  const open = async (emulator: Emulator, more: Record<string, string> = {}) =>
    (await post(emulator, await signed({ ...page, ...more }))).text()
  const formIn = (html: string) => /<form method="post" action="([^"]+)"><button>/.exec(html)?.[1] ?? ''
  const press = (emulator: Emulator, action: string) =>
    emulator.fetch(new Request(new URL(action, emulator.mapi.gateway), { method: 'POST' }))

  it('shows the batch, and pays it once it is confirmed', async () => {
    const emulator = await emulateMapi({ balance: '100' })
    const html = await open(emulator)
    for (const text of ['20260101001', '¥20.00', accountName, email, '常炜 0315006@example.com'])
      expect(html).toContain(text)
    expect(emulator.mapi.batch('20260101001')?.status).toBe('unconfirmed')
    await emulator.advance(60_000)
    expect(emulator.mapi.batch('20260101001')?.status).toBe('unconfirmed')
    const action = formIn(html)
    expect(action).toMatch(/^\/mapi\/confirm\/\d{24}$/)
    expect(await (await press(emulator, action)).text()).toContain('已受理，处理中')
    expect(emulator.mapi.batch('20260101001')?.status).toBe('accepted')
    await emulator.advance(60_000)
    // Pressing again pays nothing again.
    const end = await (await press(emulator, action)).text()
    expect(end).toContain('处理完成')
    expect(formIn(end)).toBe('')
    expect(emulator.mapi.balance(partner)).toBe('80.00')
  })

  it('is opened by GET too, and confirmed by hand', async () => {
    const emulator = await emulateMapi()
    const html = await (await get(emulator, await signed(page))).text()
    expect(formIn(html)).not.toBe('')
    emulator.mapi.confirm('20260101001')
    emulator.mapi.settle('20260101001')
    expect(emulator.mapi.batch('20260101001')?.status).toBe('settled')
  })

  it('can be opened again as long as it waits, but not for another batch of its number', async () => {
    const emulator = await emulateMapi()
    const [first, second] = [await open(emulator), await open(emulator)]
    expect(emulator.mapi.batches()).toHaveLength(1)
    expect(await open(emulator, { detail_data: record('2') })).toContain('BATCH_NO_NOT_UNIQUE')
    expect(await send(emulator, good)).toBe('BATCH_NO_NOT_UNIQUE')
    await press(emulator, formIn(second))
    expect(await (await press(emulator, formIn(first))).text()).toContain('已受理')
    await emulator.advance(60_000)
    expect(emulator.notifications()).toHaveLength(1)
    expect(await open(emulator)).toContain('BATCH_NO_NOT_UNIQUE')
  })

  it('says why there is nothing to confirm', async () => {
    const emulator = await emulateMapi()
    const refused = async (more: Record<string, string>) =>
      /<code>(.*)<\/code>/.exec(await open(emulator, more))?.[1]
    expect(await refused({ email: 'x' })).toBe('partnerORPayEmailError')
    expect(await refused({ partner: '<b>' })).toBe('ILLEGAL_PARTNER')
    const unsigned = await post(emulator, { ...page, sign: 'x' })
    expect(unsigned.headers.get('content-type')).toBe('text/html;charset=utf-8')
    expect(await unsigned.text()).toContain('ILLEGAL_SIGN')
    expect(await (await press(emulator, '/mapi/confirm/1')).text()).toContain('SESSION_TIMEOUT')
    const got = await emulator.fetch(new Request(new URL('/mapi/confirm/1', emulator.mapi.gateway)))
    expect(got.status).toBe(405)
  })

  it('escapes what strangers wrote', async () => {
    const wicked = '<script>"&\''
    const emulator = await emulateMapi({ accountName: wicked })
    const html = await open(emulator, {
      account_name: wicked,
      detail_data: record('1', '20.00', wicked, '"><img src=x>'),
    })
    expect(html).not.toMatch(/<script|<img/)
    expect(html).toContain('&#60;script&#62;&#34;&#38;&#39;')
    expect(html).toContain('&#34;&#62;&#60;img src=x&#62;')
  })
})
