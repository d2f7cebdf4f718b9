/** Credit, advances, MYbank and the refund page. */
import { describe, expect, it } from 'vitest'
import { call, coffee, common, emulate, get, signed, textOf, verifies } from './support.ts'

const consult = 'alipay.trade.advance.consult'
const sync = 'alipay.trade.orderinfo.sync'
const huabei = 'alipay.pcredit.huabei.auth.settle.apply'
const mybank = 'mybank.payment.trade.order.create'
const page = 'alipay.trade.page.refund'

describe(consult, () => {
  const ask = {
    consult_scene: 'GENERAL',
    alipay_user_id: '2088302483540171',
    industry_product_code: 'CAR_OWNERS_PARKINGPAY',
    sub_merchant_id: '2088102122458832',
    sub_merchant_type: 'PARTNER',
  }
  const rating = { ...ask, consult_scene: 'ORDER_RISK_EVALUATION', agreement_no: 'A1' }

  it('says yes to who owes nothing', async () => {
    const emulator = await emulate()
    expect(await call(emulator, consult, ask)).toMatchObject({
      code: '10000',
      refer_result: true,
      wait_repayment_amount: '0.00',
      wait_repayment_order_count: 0,
    })
    expect(await call(emulator, consult, rating)).toMatchObject({ refer_result: true, risk_level: '1' })
    emulator.owe('2088302483540171', '2.04')
    emulator.owe('2088302483540171', '0.44')
    expect(await call(emulator, consult, ask)).toMatchObject({
      refer_result: false,
      result_code: 'BUYER_NOT_SUPPORT_ADVANCEPAY',
      wait_repayment_amount: '2.48',
      wait_repayment_order_count: 2,
      wait_repayment_order_infos: [{ wait_repayment_amount: 2.04 }, { wait_repayment_amount: 0.44 }],
    })
    expect(() => emulator.owe('2088302483540171', 'much')).toThrow(RangeError)
  })

  it.each([
    [{ ...ask, alipay_user_id: undefined }, 'isv.invalid-parameter'],
    [{ ...rating, agreement_no: undefined }, 'isv.invalid-parameter'],
    [{ ...ask, sub_merchant_id: undefined }, 'isv.invalid-parameter'],
    [{ ...ask, consult_scene: undefined }, 'isv.invalid-parameter'],
    [{ ...ask, alipay_user_id: 'nobody' }, 'USER_NOT_EXIST'],
  ])('refuses %j', async (business, subCode) => {
    expect((await call(await emulate(), consult, business))['sub_code']).toBe(subCode)
  })
})

it('takes a report on a credit order once', async () => {
  const emulator = await emulate()
  const { trade_no = '', buyer_user_id } = await call(emulator, 'alipay.trade.pay', coffee)
  const report = {
    out_request_no: 'S1',
    biz_type: 'CREDIT_AUTH',
    trade_no,
    order_biz_info: '{"status":"COMPLETE"}',
  }
  const told = await call(emulator, sync, report)
  expect(told).toEqual({
    code: '10000',
    msg: 'Success',
    buyer_user_id,
    out_trade_no: 'ORDER-1',
    trade_no,
  })
  expect(await call(emulator, sync, report)).toEqual(told)
  const refusal = async (more: object) => (await call(emulator, sync, { ...report, ...more }))['sub_code']
  expect(await refusal({ order_biz_info: '{"status":"VIOLATED"}' })).toBe('ACQ.NOTIFY_STATUS_INVALID')
  expect(await refusal({ out_request_no: 'S2', order_biz_info: '{"status":"DONE"}' })).toBe(
    'ACQ.NOTIFY_STATUS_INVALID',
  )
  expect(await refusal({ order_biz_info: 'COMPLETE' })).toBe('ACQ.INVALID_PARAMETER')
  expect(await refusal({ biz_type: undefined })).toBe('ACQ.INVALID_PARAMETER')
  expect(await refusal({ trade_no: '1' })).toBe('ACQ.TRADE_NOT_EXIST')
})

it('settles with a member of Huabei once', async () => {
  const emulator = await emulate()
  const apply = {
    out_request_no: 'H1',
    agreement_no: '20170101',
    alipay_user_id: '2088302483540171',
    pay_amount: '12.30',
    action_type: 'MERCHANT_SETTLE',
  }
  const done = await call(emulator, huabei, apply)
  expect(done).toEqual({ code: '10000', msg: 'Success', out_request_no: 'H1' })
  expect(await call(emulator, huabei, apply)).toEqual(done)
  const refusal = async (more: object) => (await call(emulator, huabei, { ...apply, ...more }))['sub_code']
  expect(await refusal({ pay_amount: '12.31' })).toBe('ORDER_IDEMPOTENT_ERROR')
  expect(await refusal({ action_type: 'PERIOD_SETTLE' })).toBe('INVALID_PARAMETER')
  expect(await refusal({ agreement_no: undefined })).toBe('INVALID_PARAMETER')
  expect(await refusal({ pay_amount: '0' })).toBe('INVALID_PARAMETER')
  const period = {
    out_request_no: 'H2',
    action_type: 'PERIOD_SETTLE',
    extend_params: { withhold_index: '1' },
  }
  expect(await refusal(period)).toBeUndefined()
})

it('tells MYbank of an order once', async () => {
  const emulator = await emulate()
  const order = {
    partner_id: 'P1',
    out_trade_no: 'M1',
    recon_related_no: 'R1',
    pd_code: 'PD',
    ev_code: 'EV',
    total_amount: '8888',
    currency_code: 'CNY',
    goods_info: [{ goods_name: '咖啡', goods_price: '88.88' }],
    seller_id: 'T1',
    pay_type: 'pay',
    pay_date: '2026-01-01 08:00:00',
  }
  const create = (more: object = {}) => call(emulator, mybank, { ...order, ...more })
  expect(await create()).toEqual({ code: '10000', msg: 'Success' })
  expect(await create()).toEqual({ code: '10000', msg: 'Success' })
  for (const [name, value] of [
    ['out_trade_no', { total_amount: '8889' }],
    ['total_amount', { total_amount: '88.88' }],
    ['total_amount', { total_amount: '100000001' }],
    ['goods_info', { goods_info: [] }],
    ['goods_info.0.goods_name', { goods_info: [{ goods_price: '1' }] }],
    ['pay_type', { pay_type: 'gift' }],
    ['pay_date', { pay_date: '2026-02-30 08:00:00' }],
  ] as const) {
    const answer = await create(value)
    expect(answer).toMatchObject({ code: '40002', sub_code: 'isv.invalid-parameter' })
    expect(answer['sub_msg']).toContain(name)
  }
})

describe(page, () => {
  const refund = {
    out_trade_no: 'ORDER-1',
    out_request_no: 'R1',
    refund_amount: '8.88',
    biz_type: 'CREDIT_REFUND',
  }
  const press = (html: string) => {
    const action = /action="([^"]+)"/.exec(html)?.[1] ?? ''
    return new Request(`http://127.0.0.1:8080${action}`, { method: 'POST' })
  }

  it('refunds when the button is pressed, once, and leads back', async () => {
    const emulator = await emulate()
    await call(emulator, 'alipay.trade.pay', coffee)
    const return_url = 'https://merchant.test/back?shop=1'
    const html = await (await get(emulator, signed(common(page, refund, { return_url })))).text()
    expect(html).toContain('¥8.88')
    expect(emulator.trade('ORDER-1')?.refundedAmount).toBe('0.00')
    for (let times = 0; times < 2; times++) {
      const back = await emulator.fetch(press(html))
      expect(back.status).toBe(302)
      const {
        shop,
        sign = '',
        ...told
      } = Object.fromEntries(new URL(back.headers.get('location') ?? '').searchParams)
      expect(shop).toBe('1')
      expect(told).toMatchObject({ out_request_no: 'R1', refund_amount: '8.88', method: `${page}.return` })
      expect(verifies(emulator, textOf(told, ['sign_type']), sign)).toBe(true)
    }
    expect(emulator.trade('ORDER-1')?.refundedAmount).toBe('8.88')
  })

  it('says why not, when it is opened and when the button is pressed', async () => {
    const emulator = await emulate()
    await call(emulator, 'alipay.trade.pay', coffee)
    const open = async (more: object = {}) =>
      (await get(emulator, signed(common(page, { ...refund, ...more })))).text()
    expect(await open({ refund_amount: '88.89' })).toContain('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL')
    expect(await open({ out_request_no: undefined })).toContain('ACQ.INVALID_PARAMETER')
    const html = await open()
    await call(emulator, 'alipay.trade.refund', { out_trade_no: 'ORDER-1', refund_amount: '88.88' })
    expect(await (await emulator.fetch(press(html))).text()).toContain('交易已经关闭')
    expect(emulator.trade('ORDER-1')?.refundedAmount).toBe('88.88')
  })
})

it('applies for a refund', async () => {
  const emulator = await emulate()
  await call(emulator, 'alipay.trade.pay', coffee)
  const apply = { out_trade_no: 'ORDER-1', out_request_no: 'R1', refund_amount: '8.88' }
  const done = await call(emulator, 'alipay.trade.refund.apply', apply)
  expect(done).toMatchObject({ code: '10000', refund_status: 'REFUND_SUCCESS', refund_amount: '8.88' })
  expect(await call(emulator, 'alipay.trade.refund.apply', apply)).toEqual(done)
  expect(emulator.trade('ORDER-1')?.refundedAmount).toBe('8.88')
})
