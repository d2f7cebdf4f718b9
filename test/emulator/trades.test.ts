import { describe, expect, it } from 'vitest'
import { call, coffee, emulate, otherAppId, otherKeys } from './support.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const pay = 'alipay.trade.pay'
const query = 'alipay.trade.query'
const refund = 'alipay.trade.refund'

describe('alipay.trade.pay', () => {
  it('pays at once and answers like the real one', async () => {
    const emulator = await emulate()
    const answer = await call(emulator, pay, coffee)
    expect(answer).toEqual({
      code: '10000',
      msg: 'Success',
      buyer_logon_id: '159****4394',
      buyer_user_id: '2088443825664394',
      buyer_pay_amount: '88.88',
      buyer_user_type: 'PRIVATE',
      fund_bill_list: [{ amount: '88.88', fund_channel: 'ALIPAYACCOUNT' }],
      invoice_amount: '88.88',
      point_amount: '0.00',
      receipt_amount: '88.88',
      gmt_payment: '2026-01-01 08:00:00',
      out_trade_no: 'ORDER-1',
      total_amount: '88.88',
      trade_no: expect.stringMatching(/^20260101\d{20}$/),
    })
    expect(emulator.trade('ORDER-1')).toMatchObject({ status: 'TRADE_SUCCESS', totalAmount: '88.88' })
  })

  it.each([
    ['out_trade_no', undefined],
    ['out_trade_no', 'a b'],
    ['out_trade_no', '订单'],
    ['out_trade_no', 'a'.repeat(65)],
    ['scene', undefined],
    ['scene', 'telepathy'],
    ['auth_code', undefined],
    ['subject', ''],
    ['subject', '长'.repeat(257)],
    ['subject', { a: 1 }],
    ['body', 'b'.repeat(129)],
    ['total_amount', undefined],
    ['total_amount', '0.00'],
    ['total_amount', '0.001'],
    ['total_amount', '-1'],
    ['total_amount', '1e3'],
    ['total_amount', '100000000.01'],
    ['timeout_express', '1.5h'],
    ['timeout_express', '16d'],
    ['timeout_express', '0m'],
    ['time_expire', '2026-01-01 07:59:59'],
  ])('refuses %s = %j', async (name, value) => {
    const emulator = await emulate()
    const answer = await call(emulator, pay, { ...coffee, [name]: value })
    expect(answer).toMatchObject({ code: '40004', msg: 'Business Failed', sub_code: 'ACQ.INVALID_PARAMETER' })
    expect(answer['sub_msg']).toBe(`参数无效：${name}`)
    expect(emulator.trades()).toEqual([])
  })

  it.each(['0.01', '100000000', '100000000.00', '8.8', 88.88])('takes %s yuan', async total_amount => {
    const emulator = await emulate()
    expect(await call(emulator, pay, { ...coffee, total_amount })).toMatchObject({ code: '10000' })
    expect(emulator.trade('ORDER-1')?.totalAmount).toBe(Number(total_amount).toFixed(2))
  })

  it('adds the two parts of the total, and holds the total to them', async () => {
    const emulator = await emulate()
    const { total_amount: _, ...rest } = coffee
    const parts = { discountable_amount: '0.10', undiscountable_amount: '0.20' }
    expect(await call(emulator, pay, { ...rest, ...parts })).toMatchObject({ total_amount: '0.30' })
    for (const wrong of [
      { ...coffee, ...parts },
      { ...coffee, discountable_amount: '88.89' },
    ]) {
      const answer = await call(emulator, pay, { ...wrong, out_trade_no: 'O2' })
      expect(answer['sub_msg']).toBe('参数无效：total_amount')
    }
  })

  it.each(['1234', '24763443825664394', '31763443825664394', '287634438256643', '2'.repeat(25), 'fp123'])(
    'refuses the payer code %s',
    async auth_code => {
      const answer = await call(await emulate(), pay, { ...coffee, auth_code })
      expect(answer).toMatchObject({ code: '40004', sub_code: 'ACQ.PAYMENT_AUTH_CODE_INVALID' })
    },
  )

  it.each(['2512345678901234', '301234567890123456789012', `fp${'a'.repeat(33)}`])(
    'takes the payer code %s',
    async auth_code => {
      expect(await call(await emulate(), pay, { ...coffee, auth_code })).toMatchObject({ code: '10000' })
    },
  )

  it('takes a code for one order only', async () => {
    const emulator = await emulate()
    await call(emulator, pay, coffee)
    const answer = await call(emulator, pay, { ...coffee, out_trade_no: 'ORDER-2' })
    expect(answer['sub_code']).toBe('ACQ.PAYMENT_AUTH_CODE_INVALID')
    expect(emulator.trade('ORDER-2')).toBeNull()
  })

  it('refuses what the balance does not cover, in cents', async () => {
    const emulator = await emulate()
    const auth_code = emulator.issuePayerCode({ balance: '88.87' })
    expect(auth_code).toMatch(/^28\d{16}$/)
    const answer = await call(emulator, pay, { ...coffee, auth_code })
    expect(answer).toMatchObject({ code: '40004', sub_code: 'ACQ.BUYER_BALANCE_NOT_ENOUGH' })
    expect(emulator.trades()).toEqual([])
    const enough = emulator.issuePayerCode({ balance: '88.88' })
    expect(await call(emulator, pay, { ...coffee, auth_code: enough })).toMatchObject({ code: '10000' })
    expect(() => emulator.issuePayerCode({ balance: 'much' })).toThrow(RangeError)
  })

  it('waits for a payer who must confirm', async () => {
    const emulator = await emulate()
    const order = { ...coffee, auth_code: emulator.issuePayerCode({ confirms: true }) }
    const first = await call(emulator, pay, order)
    expect(first).toMatchObject({
      code: '10003',
      msg: 'order success pay inprocess',
      out_trade_no: 'ORDER-1',
    })
    expect(await call(emulator, pay, order)).toEqual(first)
    expect(await call(emulator, query, { out_trade_no: 'ORDER-1' })).toMatchObject({
      code: '10000',
      trade_status: 'WAIT_BUYER_PAY',
      buyer_pay_amount: '0.00',
    })
    const other = await call(emulator, pay, { ...order, auth_code: emulator.issuePayerCode() })
    expect(other['sub_code']).toBe('ACQ.TRADE_BUYER_NOT_MATCH')
    expect(await emulator.pay('ORDER-1')).toBeNull()
    expect(await call(emulator, query, { out_trade_no: 'ORDER-1' })).toMatchObject({
      trade_status: 'TRADE_SUCCESS',
      buyer_user_id: first['buyer_user_id'],
    })
    await expect(emulator.pay('ORDER-1')).rejects.toThrow(RangeError)
  })

  it('refuses repeats by state and by content', async () => {
    const emulator = await emulate()
    const waiting = { ...coffee, auth_code: emulator.issuePayerCode({ confirms: true }) }
    await call(emulator, pay, waiting)
    for (const changed of [{ total_amount: '88.87' }, { subject: 'Tea' }]) {
      const answer = await call(emulator, pay, { ...waiting, ...changed })
      expect(answer['sub_code']).toBe('ACQ.CONTEXT_INCONSISTENT')
    }
    await emulator.pay('ORDER-1')
    expect((await call(emulator, pay, waiting))['sub_code']).toBe('ACQ.TRADE_HAS_SUCCESS')
    await call(emulator, pay, {
      ...waiting,
      out_trade_no: 'ORDER-2',
      auth_code: emulator.issuePayerCode({ confirms: true }),
    })
    emulator.close('ORDER-2')
    const closed = await call(emulator, pay, { ...coffee, out_trade_no: 'ORDER-2' })
    expect(closed['sub_code']).toBe('ACQ.TRADE_HAS_CLOSE')
  })

  it.each([
    [{}, 180 * MINUTE],
    [{ timeout_express: '90m' }, 90 * MINUTE],
    [{ timeout_express: '2h' }, 120 * MINUTE],
    [{ timeout_express: '15d' }, 15 * DAY],
    [{ timeout_express: '1c' }, 16 * 60 * MINUTE],
    [{ time_expire: '2026-01-01 08:05:00' }, 5 * MINUTE],
    [{ time_expire: '2026-01-01 08:05', timeout_express: '1d' }, 5 * MINUTE],
  ])('closes an unpaid order by %j', async (fields, deadline) => {
    const emulator = await emulate()
    await call(emulator, pay, {
      ...coffee,
      ...fields,
      auth_code: emulator.issuePayerCode({ confirms: true }),
    })
    await emulator.advance(deadline - 1)
    expect(emulator.trade('ORDER-1')?.status).toBe('WAIT_BUYER_PAY')
    await emulator.advance(1)
    expect(emulator.trade('ORDER-1')?.status).toBe('TRADE_CLOSED')
    await expect(emulator.pay('ORDER-1')).rejects.toThrow(/TRADE_CLOSED/)
  })

  it('closes by the host clock too', async () => {
    let now = Date.UTC(2026, 0, 1)
    const emulator = await emulate({ now: () => new Date(now) })
    await call(emulator, pay, { ...coffee, auth_code: emulator.issuePayerCode({ confirms: true }) })
    now += 180 * MINUTE
    expect(await call(emulator, query, { out_trade_no: 'ORDER-1' })).toMatchObject({
      trade_status: 'TRADE_CLOSED',
    })
  })
})

describe('alipay.trade.query', () => {
  it('finds by either number, the trade number first', async () => {
    const emulator = await emulate()
    const { trade_no } = await call(emulator, pay, coffee)
    await call(emulator, pay, { ...coffee, out_trade_no: 'ORDER-2', auth_code: emulator.issuePayerCode() })
    const byTradeNo = await call(emulator, query, { trade_no, out_trade_no: 'ORDER-2' })
    expect(byTradeNo).toMatchObject({
      code: '10000',
      out_trade_no: 'ORDER-1',
      trade_status: 'TRADE_SUCCESS',
      send_pay_date: '2026-01-01 08:00:00',
      total_amount: '88.88',
    })
    expect(await call(emulator, query, { out_trade_no: 'ORDER-2' })).toMatchObject({
      out_trade_no: 'ORDER-2',
    })
    const missing = await call(emulator, query, { trade_no: `${trade_no}0`, out_trade_no: 'ORDER-1' })
    expect(missing).toMatchObject({ code: '40004', sub_code: 'ACQ.TRADE_NOT_EXIST', sub_msg: '交易不存在' })
    expect((await call(emulator, query, {}))['sub_code']).toBe('ACQ.INVALID_PARAMETER')
  })
})

describe('two apps', () => {
  it('never see each other', async () => {
    const emulator = await emulate()
    const mine = { app_id: otherAppId }
    const { trade_no } = await call(emulator, pay, coffee)
    const key = otherKeys.privateKey
    for (const asked of [{ out_trade_no: 'ORDER-1' }, { trade_no }]) {
      expect((await call(emulator, query, asked, mine, key))['sub_code']).toBe('ACQ.TRADE_NOT_EXIST')
      const back = await call(emulator, refund, { ...asked, refund_amount: '1' }, mine, key)
      expect(back['sub_code']).toBe('ACQ.TRADE_NOT_EXIST')
    }
    const own = { ...coffee, total_amount: '1.00', auth_code: emulator.issuePayerCode() }
    expect(await call(emulator, pay, own, mine, key)).toMatchObject({ code: '10000', total_amount: '1.00' })
    expect(emulator.trade('ORDER-1', otherAppId)?.totalAmount).toBe('1.00')
    expect(emulator.trade('ORDER-1')).toBeNull()
    expect(() => emulator.finish('ORDER-1')).toThrow(/several apps/)
    emulator.finish('ORDER-1', otherAppId)
    expect(emulator.trades().map(({ status }) => status)).toEqual(['TRADE_SUCCESS', 'TRADE_FINISHED'])
  })
})

describe('alipay.trade.refund', () => {
  const paid = async () => {
    const emulator = await emulate()
    await call(emulator, pay, coffee)
    const back = (refund_amount: string, out_request_no?: string, more = {}) =>
      call(emulator, refund, { out_trade_no: 'ORDER-1', refund_amount, out_request_no, ...more })
    return { emulator, back }
  }

  it('refunds in parts, each number once, never more than was paid', async () => {
    const { emulator, back } = await paid()
    expect(await back('0.10', 'R1')).toEqual({
      code: '10000',
      msg: 'Success',
      buyer_logon_id: '159****4394',
      buyer_user_id: '2088443825664394',
      fund_change: 'Y',
      gmt_refund_pay: '2026-01-01 08:00:00',
      out_trade_no: 'ORDER-1',
      refund_fee: '0.10',
      trade_no: expect.any(String),
    })
    expect(await back('0.20', 'R2')).toMatchObject({ fund_change: 'Y', refund_fee: '0.30' })
    expect(await back('0.10', 'R1')).toMatchObject({ code: '10000', fund_change: 'N', refund_fee: '0.10' })
    expect(await back('0.11', 'R1')).toMatchObject({ sub_code: 'ACQ.DISCORDANT_REPEAT_REQUEST' })
    expect(await back('88.59', 'R3')).toMatchObject({ sub_code: 'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL' })
    expect(emulator.trade('ORDER-1')).toMatchObject({ status: 'TRADE_SUCCESS', refundedAmount: '0.30' })
    expect(await back('88.58', 'R3')).toMatchObject({ fund_change: 'Y', refund_fee: '88.88' })
    expect(emulator.trade('ORDER-1')).toMatchObject({ status: 'TRADE_CLOSED', refundedAmount: '88.88' })
    expect(await back('88.58', 'R3')).toMatchObject({ fund_change: 'N', refund_fee: '88.88' })
    expect(await back('0.01', 'R4')).toMatchObject({ code: '40004', sub_code: 'ACQ.TRADE_HAS_CLOSE' })
  })

  it('takes the order number where the refund has none', async () => {
    const { emulator, back } = await paid()
    expect(await back('1')).toMatchObject({ fund_change: 'Y' })
    expect(await back('1.00')).toMatchObject({ fund_change: 'N', refund_fee: '1.00' })
    expect(await back('2')).toMatchObject({ sub_code: 'ACQ.DISCORDANT_REPEAT_REQUEST' })
    expect(emulator.trade('ORDER-1')?.refundedAmount).toBe('1.00')
  })

  it('adds what was asked for', async () => {
    const { back } = await paid()
    expect(await back('1', 'R1', { query_options: ['refund_detail_item_list'] })).toMatchObject({
      refund_detail_item_list: [{ amount: '1.00', fund_channel: 'ALIPAYACCOUNT' }],
      send_back_fee: '1.00',
    })
  })

  it.each(['0', '0.001', '-1', ''])('refuses %j yuan', async amount => {
    const { back } = await paid()
    expect(await back(amount, 'R1')).toMatchObject({ sub_code: 'ACQ.INVALID_PARAMETER' })
  })

  it('is refused by state', async () => {
    const { emulator, back } = await paid()
    await back('1', 'R1')
    emulator.finish('ORDER-1')
    expect(await back('1', 'R2')).toMatchObject({ sub_code: 'ACQ.TRADE_HAS_FINISHED' })
    expect(await back('1', 'R1')).toMatchObject({ fund_change: 'N' })
    const auth_code = emulator.issuePayerCode({ confirms: true })
    await call(emulator, pay, { ...coffee, out_trade_no: 'O2', auth_code })
    const unpaid = { out_trade_no: 'O2', refund_amount: '1' }
    expect(await call(emulator, refund, unpaid)).toMatchObject({ sub_code: 'ACQ.TRADE_STATUS_ERROR' })
    emulator.close('O2')
    expect(await call(emulator, refund, unpaid)).toMatchObject({ sub_code: 'ACQ.TRADE_HAS_CLOSE' })
    expect(await call(emulator, refund, { ...unpaid, out_trade_no: 'O3' })).toMatchObject({
      sub_code: 'ACQ.TRADE_NOT_EXIST',
    })
  })

  it('is over when the time for refunds is over', async () => {
    const emulator = await emulate({ refundPeriod: 90 * DAY })
    await call(emulator, pay, coffee)
    await emulator.advance(90 * DAY - 1)
    expect(emulator.trade('ORDER-1')?.status).toBe('TRADE_SUCCESS')
    await emulator.advance(1)
    expect(emulator.trade('ORDER-1')?.status).toBe('TRADE_FINISHED')
  })
})

it('draws the same numbers from the same seed', async () => {
  const numbers = async () => {
    const emulator = await emulate()
    const auth_code = emulator.issuePayerCode()
    return [auth_code, (await call(emulator, pay, { ...coffee, auth_code }))['trade_no']]
  }
  expect(await numbers()).toEqual(await numbers())
})
