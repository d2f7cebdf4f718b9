import { describe, expect, it } from 'vitest'
import { call, cid, email, emulateBgcpay, otherCid, payout, phone } from './bgcpay-support.ts'
import { appId, start } from './support.ts'

const pay = 'bgcpay.trade.pay'
const transfer = 'bgcpay.fund.trans.uni.transfer'
const SECOND = 1000

describe('bgcpay.trade.pay', () => {
  const { subject: _, ...untitled } = phone
  const { total_amount: __, ...free } = phone

  it.each([
    [untitled, 'ACQ.MISSING_PARAMETER', 'subject'],
    [free, 'ACQ.MISSING_PARAMETER', 'total_amount'],
    [{ ...phone, out_trade_no: '' }, 'ACQ.MISSING_PARAMETER', 'out_trade_no'],
    [{ ...phone, currency: null }, 'ACQ.MISSING_PARAMETER', 'currency'],
    [{ ...phone, out_trade_no: 'A-1' }, 'ACQ.INVALID_PARAMETER', 'out_trade_no'],
    [{ ...phone, out_trade_no: '1'.repeat(65) }, 'ACQ.INVALID_PARAMETER', 'out_trade_no'],
    [{ ...phone, subject: 'a/b' }, 'ACQ.INVALID_PARAMETER', 'subject'],
    [{ ...phone, subject: 'a=b' }, 'ACQ.INVALID_PARAMETER', 'subject'],
    [{ ...phone, subject: 'a & b' }, 'ACQ.INVALID_PARAMETER', 'subject'],
    [{ ...phone, subject: '字'.repeat(257) }, 'ACQ.INVALID_PARAMETER', 'subject'],
    [{ ...phone, total_amount: '0.00' }, 'ACQ.INVALID_PARAMETER', 'total_amount'],
    [{ ...phone, total_amount: '1.001' }, 'ACQ.INVALID_PARAMETER', 'total_amount'],
    [{ ...phone, total_amount: '-1' }, 'ACQ.INVALID_PARAMETER', 'total_amount'],
    [{ ...phone, total_amount: '1e3' }, 'ACQ.INVALID_PARAMETER', 'total_amount'],
    [{ ...phone, extend_params: {} }, 'ACQ.INVALID_PARAMETER', 'extend_params'],
    [{ ...phone, timeout: '2014-07-24 03:07:50' }, 'ACQ.INVALID_PARAMETER', 'timeout'],
    [{ ...phone, timeout: 0 }, 'ACQ.INVALID_PARAMETER', 'timeout'],
    [{ ...phone, timeout: 1.5 }, 'ACQ.INVALID_PARAMETER', 'timeout'],
    [{ ...phone, currency: 'BTC' }, 'ACQ.CURRENCY_NOT_SUPPORT', ''],
    [{ ...phone, currency: 'constructor' }, 'ACQ.CURRENCY_NOT_SUPPORT', ''],
    [{ ...phone, total_amount: '100000000.01' }, 'ACQ.TOTAL_FEE_EXCEED', ''],
  ])('refuses %j', async (order, sub_code, name) => {
    const emulator = await emulateBgcpay()
    const { sub_msg, ...answer } = await call(emulator, pay, order)
    expect(answer).toEqual({ code: '40004', msg: 'Business Failed', sub_code })
    expect(sub_msg?.split('：')[1] ?? '').toBe(name)
    expect(emulator.bgcpay.trades()).toEqual([])
  })

  it.each([
    [{ currencies: ['BTC'] }, 'ACQ.CURRENCY_NOT_SUPPORT'],
    [{ limits: { trade: '88.87' } }, 'ACQ.TOTAL_FEE_EXCEED'],
    [{ state: 'suspended' }, 'ACQ.MERCHANT_PERM_RECEIPT_SUSPEND_LIMIT'],
  ] as const)('refuses an app with %j', async (app, sub_code) => {
    expect(await call(await emulateBgcpay(app), pay, phone)).toMatchObject({ code: '40004', sub_code })
  })

  it.each([
    [{ ...phone, total_amount: '0.01' }, {}, '0.01'],
    [{ ...phone, total_amount: 100000000 }, {}, '100000000.00'],
    [{ ...phone, currency: 'AEDB', total_amount: '88.8' }, {}, '88.80'],
    [{ ...phone, currency: 'BTC' }, { currencies: ['BTC'] }, '88.88'],
    [phone, { limits: { trade: '88.88' } }, '88.88'],
  ])('takes %j from an app with %j', async (order, app, totalAmount) => {
    const emulator = await emulateBgcpay(app)
    expect(await call(emulator, pay, order)).toMatchObject({ code: '10000' })
    const { currency } = order
    const waits = { status: 'WAIT_BUYER_PAY', totalAmount, currency, payerId: null, paidAt: null }
    expect(emulator.bgcpay.trade(phone.out_trade_no)).toMatchObject({ ...waits, deadline: null })
  })

  it('takes an order number once, whatever became of it', async () => {
    const emulator = await emulateBgcpay()
    await call(emulator, pay, phone)
    for (const step of ['pay', 'finish'] as const) {
      expect(await call(emulator, pay, phone)).toMatchObject({ sub_code: 'ACQ.TRADE_HAS_EXIST' })
      emulator.bgcpay[step](phone.out_trade_no)
    }
    expect(await call(emulator, pay, phone)).toMatchObject({ sub_code: 'ACQ.TRADE_HAS_EXIST' })
    expect(emulator.bgcpay.trades()).toHaveLength(1)
  })

  it.each([90, '90'])('closes after its timeout of %j seconds', async timeout => {
    const emulator = await emulateBgcpay()
    await call(emulator, pay, { ...phone, timeout })
    const status = () => emulator.bgcpay.trade(phone.out_trade_no)?.status
    expect(emulator.bgcpay.trade(phone.out_trade_no)?.deadline).toEqual(
      new Date(start.getTime() + 90 * SECOND),
    )
    await emulator.advance(90 * SECOND - 1)
    expect(status()).toBe('WAIT_BUYER_PAY')
    await emulator.advance(1)
    expect(status()).toBe('TRADE_CLOSED')
    expect(await call(emulator, 'bgcpay.trade.query', phone)).toMatchObject({
      trade_status: 'TRADE_CLOSED',
      payer_id: null,
      pay_date: null,
    })
  })

  it('leaves a paid order paid after its timeout', async () => {
    const emulator = await emulateBgcpay()
    await call(emulator, pay, { ...phone, timeout: 90 })
    emulator.bgcpay.pay(phone.out_trade_no)
    await emulator.advance(91 * SECOND)
    expect(emulator.bgcpay.trade(phone.out_trade_no)?.status).toBe('TRADE_SUCCESS')
  })
})

describe('bgcpay.trade.query', () => {
  it.each([
    [{}, 'ACQ.INVALID_PARAMETER'],
    [{ trade_no: 'a'.repeat(65) }, 'ACQ.INVALID_PARAMETER'],
    [{ out_trade_no: 'NOBODY' }, 'ACQ.TRADE_NOT_EXIST'],
  ])('refuses %j', async (business, sub_code) => {
    const emulator = await emulateBgcpay()
    expect(await call(emulator, 'bgcpay.trade.query', business)).toMatchObject({ code: '40004', sub_code })
  })
})

describe('the payer', () => {
  it('pays from the balance to the merchant, in cents', async () => {
    const emulator = await emulateBgcpay({ balance: { AEDB: '0.10' } })
    await call(emulator, pay, phone)
    emulator.bgcpay.pay(phone.out_trade_no)
    expect(emulator.bgcpay.balance(cid)).toEqual({ USDT: '11.12' })
    expect(emulator.bgcpay.balance(appId)).toEqual({ AEDB: '0.10', USDT: '88.88' })
    await call(emulator, pay, { ...phone, out_trade_no: 'B', currency: 'AEDB', total_amount: '0.20' })
    expect(() => emulator.bgcpay.pay('B')).toThrow('the payer owns less than 0.20 AEDB')
    expect(emulator.bgcpay.trade('B')?.status).toBe('WAIT_BUYER_PAY')
    emulator.bgcpay.pay('B', otherCid)
    expect(emulator.bgcpay.trade('B')).toMatchObject({ status: 'TRADE_SUCCESS', payerId: otherCid })
    expect(emulator.bgcpay.balance(otherCid)).toEqual({})
    expect(emulator.bgcpay.balance(appId)).toEqual({ AEDB: '0.30', USDT: '88.88' })
  })

  it('is somebody where nobody is known', async () => {
    const emulator = await emulateBgcpay({}, { users: [] })
    await call(emulator, pay, phone)
    emulator.bgcpay.pay(phone.out_trade_no)
    expect(emulator.bgcpay.trade(phone.out_trade_no)?.payerId).toMatch(/^B\w{33}$/)
  })

  it('cannot do what makes no sense', async () => {
    const { bgcpay, ...emulator } = await emulateBgcpay()
    const order = phone.out_trade_no
    expect(() => bgcpay.pay(order)).toThrow(`there is no order ${order}`)
    await call({ bgcpay, ...emulator }, pay, phone)
    expect(() => bgcpay.pay(order, 'nobody')).toThrow('there is no user nobody')
    expect(() => bgcpay.finish(order)).toThrow('WAIT_BUYER_PAY, not TRADE_SUCCESS')
    bgcpay.close(order)
    expect(() => bgcpay.close(order)).toThrow(RangeError)
    expect(() => bgcpay.pay(order)).toThrow('TRADE_CLOSED, not WAIT_BUYER_PAY')
    expect(() => bgcpay.balance('nobody')).toThrow('there is no user or app nobody')
    expect(bgcpay.trade('nobody')).toBeNull()
    await expect(emulateBgcpay({ balance: { USDT: '1,000' } })).rejects.toThrow(RangeError)
    await expect(emulateBgcpay({ limits: { transfer: 'much' } })).rejects.toThrow(RangeError)
  })
})

describe('bgcpay.fund.trans.uni.transfer', () => {
  const balance = { USDT: '23.05' }

  it('moves money once, however often it is asked', async () => {
    const emulator = await emulateBgcpay({ balance })
    const first = await call(emulator, transfer, payout)
    await emulator.advance(60 * SECOND)
    expect(await call(emulator, transfer, { ...payout, trans_amount: '23.0', payee_did: email })).toEqual(
      first,
    )
    expect(emulator.bgcpay.balance(appId)).toEqual({ USDT: '0.05' })
    expect(emulator.bgcpay.balance(cid)).toEqual({ USDT: '123.00' })
    expect(emulator.bgcpay.transfers()).toEqual([
      {
        appId,
        outBizNo: payout.out_biz_no,
        orderId: first['order_id'],
        currency: 'USDT',
        amount: '23.00',
        title: payout.order_title,
        payeeCid: cid,
        time: start,
      },
    ])
  })

  it.each([
    { trans_amount: '23.01' },
    { currency: 'AEDB' },
    { payee_did: otherCid },
    { order_title: 'x' },
    { remark: '' },
  ])('refuses the same number with %j', async change => {
    const emulator = await emulateBgcpay({ balance })
    await call(emulator, transfer, payout)
    expect(await call(emulator, transfer, { ...payout, ...change })).toEqual({
      code: '40004',
      msg: 'Business Failed',
      sub_code: 'BIZ_UNIQUE_EXCEPTION',
      sub_msg: '商戶訂單號衝突。',
    })
    expect(emulator.bgcpay.transfers()).toHaveLength(1)
  })

  it('keeps nothing of a refused transfer', async () => {
    const emulator = await emulateBgcpay()
    expect(await call(emulator, transfer, payout)).toMatchObject({ sub_code: 'BALANCE_IS_NOT_ENOUGH' })
    const query = { out_biz_no: payout.out_biz_no }
    expect(await call(emulator, 'bgcpay.fund.trans.common.query', query)).toMatchObject({
      sub_code: 'ORDER_NOT_EXIST',
    })
    await call(emulator, pay, phone)
    emulator.bgcpay.pay(phone.out_trade_no)
    expect(await call(emulator, transfer, payout)).toMatchObject({ code: '10000' })
    expect(emulator.bgcpay.balance(appId)).toEqual({ USDT: '65.88' })
    expect(emulator.bgcpay.balance(cid)).toEqual({ USDT: '34.12' })
  })

  it.each([
    [{ trans_amount: '23.06' }, {}, 'BALANCE_IS_NOT_ENOUGH'],
    [{ currency: 'AEDB' }, {}, 'BALANCE_IS_NOT_ENOUGH'],
    [{ trans_amount: '0.09' }, {}, 'EXCEED_LIMIT_SM_MIN_AMOUNT'],
    [{ trans_amount: '0' }, {}, 'EXCEED_LIMIT_SM_MIN_AMOUNT'],
    [{ trans_amount: '100000000.01' }, {}, 'EXCEED_LIMIT_SM_AMOUNT'],
    [{}, { limits: { transfer: '22.99' } }, 'EXCEED_LIMIT_SM_AMOUNT'],
    [{ currency: 'BTC' }, {}, 'CURRENCY_NOT_SUPPORT'],
    [{}, { state: 'frozen' }, 'BLOCK_USER_FORBBIDEN_SEND'],
    [{ payee_did: 'nobody' }, {}, 'INVALID_PARAMETER'],
    [{ payee_did: '' }, {}, 'INVALID_PARAMETER'],
    [{ out_biz_no: '' }, {}, 'INVALID_PARAMETER'],
    [{ order_title: '字'.repeat(129) }, {}, 'INVALID_PARAMETER'],
    [{ trans_amount: '1,000.00' }, {}, 'INVALID_PARAMETER'],
    [{ remark: '字'.repeat(201) }, {}, 'INVALID_PARAMETER'],
  ] as const)('refuses %j from an app with %j', async (change, app, sub_code) => {
    const emulator = await emulateBgcpay({ balance, ...app })
    const answer = await call(emulator, transfer, { ...payout, ...change })
    expect(answer).toMatchObject({ code: '40004', sub_code })
    expect(emulator.bgcpay.transfers()).toEqual([])
    expect(emulator.bgcpay.balance(appId)).toEqual(balance)
  })

  it('takes ten cents and the last cent, and pays nobody who is frozen', async () => {
    const emulator = await emulateBgcpay(
      { balance },
      {
        users: [
          { cid, email },
          { cid: 'F', email: 'f@x.test', frozen: true },
        ],
      },
    )
    expect(await call(emulator, transfer, { ...payout, trans_amount: '0.1' })).toMatchObject({
      code: '10000',
    })
    const rest = { ...payout, out_biz_no: '2', trans_amount: '22.95' }
    expect(await call(emulator, transfer, { ...rest, payee_did: 'F' })).toMatchObject({
      sub_code: 'BLOCK_USER_FORBBIDEN_RECIEVE',
    })
    expect(await call(emulator, transfer, rest)).toMatchObject({ code: '10000' })
    expect(emulator.bgcpay.balance(appId)).toEqual({ USDT: '0.00' })
  })
})

describe('bgcpay.fund.trans.common.query', () => {
  it('finds by either number, and order_id wins', async () => {
    const emulator = await emulateBgcpay({ balance: { USDT: '50' } })
    const query = (business: object) => call(emulator, 'bgcpay.fund.trans.common.query', business)
    const { order_id } = await call(emulator, transfer, payout)
    const found = await query({ out_biz_no: payout.out_biz_no })
    expect(found).toMatchObject({ code: '10000', order_id, payee_did: cid, trans_amount: '23.00' })
    expect(await query({ order_id, out_biz_no: 'OTHER' })).toEqual(found)
    expect(await query({ order_id: '1', out_biz_no: payout.out_biz_no })).toMatchObject({
      sub_code: 'ORDER_NOT_EXIST',
    })
    expect(await query({})).toMatchObject({ code: '40004', sub_code: 'INVALID_PARAMETER' })
    expect(await query({ order_id: '1'.repeat(33) })).toMatchObject({ sub_code: 'INVALID_PARAMETER' })
  })
})
