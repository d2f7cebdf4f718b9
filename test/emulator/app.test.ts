import { describe, expect, it } from 'vitest'
import {
  appId,
  common,
  emulate,
  formOf,
  keys,
  otherKeys,
  post,
  reply,
  signed,
  start,
  textOf,
  verifies,
} from './support.ts'

const method = 'alipay.trade.app.pay'
const order = {
  out_trade_no: 'APP-1',
  product_code: 'QUICK_MSECURITY_PAY',
  subject: '咖啡 & cake',
  total_amount: '88.88',
}
const orderString = (business: object = order, more: Record<string, string> = {}, key = keys.privateKey) =>
  new URLSearchParams(signed(common(method, business, more), key)).toString()

/** Takes the app's `result` apart by its text. */
function open(result: string) {
  const form = /^\{"alipay_trade_app_pay_response":(\{.*\}),"sign":"([^"]+)","sign_type":"(RSA2?)"\}$/s
  const [, inner = '', sign = '', type = ''] = form.exec(result) ?? []
  return { inner, sign, type, answer: JSON.parse(inner) as Record<string, string> }
}

describe('the payer’s app', () => {
  it.each(['RSA2', 'RSA'])('pays an order string and hands back a signed result (%s)', async sign_type => {
    const emulator = await emulate()
    const app = await emulator.openApp(orderString(order, { sign_type }))
    expect(app.refusal).toBeNull()
    expect(emulator.trade('APP-1')).toMatchObject({ status: 'WAIT_BUYER_PAY', subject: '咖啡 & cake' })
    const { resultStatus, result, memo } = await app.pay()
    expect([resultStatus, memo]).toEqual(['9000', ''])
    const { inner, sign, type, answer } = open(result)
    expect(type).toBe(sign_type)
    expect(verifies(emulator, inner, sign, sign_type)).toBe(true)
    expect(verifies(emulator, inner.replace('88.88', '88.89'), sign, sign_type)).toBe(false)
    expect(answer).toEqual({
      code: '10000',
      msg: 'Success',
      app_id: appId,
      auth_app_id: appId,
      charset: 'utf-8',
      timestamp: '2026-01-01 08:00:00',
      out_trade_no: 'APP-1',
      total_amount: '88.88',
      trade_no: emulator.trade('APP-1')?.tradeNo,
      seller_id: '2088102146225135',
    })
    expect(emulator.trade('APP-1')?.status).toBe('TRADE_SUCCESS')
  })

  it('is notified of like any payment', async () => {
    const emulator = await emulate()
    const app = await emulator.openApp(orderString(order, { notify_url: 'https://merchant.test/n' }))
    await app.pay()
    await emulator.advance(0)
    const [record, ...others] = emulator.notifications()
    expect(others).toEqual([])
    const { sign = '', ...form } = formOf(record?.body ?? '')
    expect(form).toMatchObject({ notify_type: 'trade_status_sync', trade_status: 'TRADE_SUCCESS' })
    expect(verifies(emulator, textOf(form, ['sign_type']), sign)).toBe(true)
  })

  it('can walk away and come back', async () => {
    const emulator = await emulate()
    const string = orderString()
    const first = await emulator.openApp(string)
    expect(await first.cancel()).toEqual({ resultStatus: '6001', result: '', memo: '操作已经取消' })
    expect(emulator.trade('APP-1')?.status).toBe('WAIT_BUYER_PAY')
    const second = await emulator.openApp(string)
    expect(emulator.trades()).toHaveLength(1)
    expect((await second.pay()).resultStatus).toBe('9000')
    expect(await first.pay()).toMatchObject({ resultStatus: '5000', result: '' })
    const third = await emulator.openApp(string)
    expect(third.refusal).toBe('ACQ.TRADE_HAS_SUCCESS')
  })

  it('does not pay what has closed', async () => {
    let now = start.getTime()
    const emulator = await emulate({ now: () => new Date(now) })
    const app = await emulator.openApp(orderString({ ...order, timeout_express: '5m' }))
    now += 5 * 60_000
    const { resultStatus, result } = await app.pay()
    expect(resultStatus).toBe('4000')
    expect(open(result).answer).toMatchObject({ code: '40004', sub_code: 'ACQ.TRADE_HAS_CLOSE' })
  })

  it.each([
    ['isv.invalid-signature', orderString(order, {}, otherKeys.privateKey)],
    ['isv.invalid-signature', orderString().replace('88.88', '00.01')],
    ['isv.missing-signature', new URLSearchParams(common(method, order)).toString()],
    ['isv.invalid-method', orderString(order, { method: 'alipay.trade.page.pay' })],
    ['isv.suspected-attack', orderString({ ...order, body: 'a&total_amount=0.01' })],
    ['ACQ.INVALID_PARAMETER', orderString({ ...order, subject: undefined })],
    ['isv.missing-method', ''],
  ])('refuses with %s', async (subCode, string) => {
    const emulator = await emulate()
    const app = await emulator.openApp(string)
    expect(app.refusal).toBe(subCode)
    const { resultStatus, result, memo } = await app.pay()
    expect(resultStatus).toBe('4000')
    expect(memo).not.toBe('')
    expect(result).toContain(`"sub_code":"${subCode}"`)
    expect(emulator.trades()).toEqual([])
  })

  it('takes escaped text, raw text and + for a space alike', async () => {
    const emulator = await emulate()
    const params = signed(common(method, { ...order, subject: '一 杯' }))
    const escaped = Object.entries(params).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    const raw = escaped.join('&').replace(encodeURIComponent('一 杯'), '一+杯')
    expect(raw).toContain('一+杯')
    for (const string of [escaped.join('&'), raw]) {
      expect((await emulator.openApp(string)).refusal).toBeNull()
    }
  })

  it('is not what gateway.do answers', async () => {
    const emulator = await emulate()
    const { node, answer } = await reply(await post(emulator, signed(common(method, order))))
    expect([node, answer['sub_code']]).toEqual(['error_response', 'isv.invalid-method'])
  })

  it.each([
    ['request-lost', '6002', 'WAIT_BUYER_PAY'],
    ['reply-lost', '6004', 'TRADE_SUCCESS'],
    ['unavailable-before', '6004', 'WAIT_BUYER_PAY'],
    ['unavailable-after', '6004', 'TRADE_SUCCESS'],
    ['reply-late', '9000', 'TRADE_SUCCESS'],
  ] as const)('after %s says %s, and the trade is %s', async (kind, resultStatus, status) => {
    const emulator = await emulate()
    const app = await emulator.openApp(orderString())
    emulator.fault(kind, { method, milliseconds: 1 })
    const told = await app.pay()
    expect(told.resultStatus).toBe(resultStatus)
    expect(told.result === '').toBe(resultStatus !== '9000')
    expect(emulator.trade('APP-1')?.status).toBe(status)
  })
})
