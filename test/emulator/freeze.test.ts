import { describe, expect, it } from 'vitest'
import type { Emulator } from '../../src/emulator/index.ts'
import { call, common, emulate, formOf, otherAppId, otherKeys, signed, textOf, verifies } from './support.ts'

const DAY = 24 * 60 * 60_000
const freeze = 'alipay.fund.auth.order.freeze'
const unfreeze = 'alipay.fund.auth.order.unfreeze'
const query = 'alipay.fund.auth.operation.detail.query'
const cancel = 'alipay.fund.auth.operation.cancel'
const voucher = 'alipay.fund.auth.order.voucher.create'
const appFreeze = 'alipay.fund.auth.order.app.freeze'
const notify_url = 'https://merchant.test/n'

const hotel = {
  out_order_no: 'HOTEL-1',
  out_request_no: 'HOTEL-1-F',
  order_title: '酒店押金',
  amount: '500.00',
  product_code: 'PRE_AUTH',
  auth_code: '28763443825664394',
  auth_code_type: 'bar_code',
}
const payer = '2088443825664394'
const stay = {
  out_trade_no: 'STAY-1',
  subject: 'Two nights',
  total_amount: '380.00',
  product_code: 'PRE_AUTH',
  buyer_id: payer,
  seller_id: '2088102146225135',
}
const release = { out_request_no: 'HOTEL-1-U', amount: '100.00', remark: '退还押金' }
const numbers = { out_order_no: 'HOTEL-1', out_request_no: 'HOTEL-1-F' }
const { auth_code: _, auth_code_type: __, ...byQr } = hotel
const online = { ...byQr, product_code: 'PRE_AUTH_ONLINE' }
const orderString = (business: object = online, more: Record<string, string> = {}) =>
  new URLSearchParams(signed(common(appFreeze, business, more))).toString()

async function frozen(): Promise<{ emulator: Emulator; auth_no: string }> {
  const emulator = await emulate()
  const { auth_no = '' } = await call(emulator, freeze, hotel)
  return { emulator, auth_no }
}

describe(freeze, () => {
  it('freezes at once, and nothing is paid by it', async () => {
    const emulator = await emulate()
    expect(await call(emulator, freeze, hotel)).toEqual({
      code: '10000',
      msg: 'Success',
      auth_no: expect.stringMatching(/^20260101\d{20}$/),
      operation_id: expect.stringMatching(/^20260101\d{12}$/),
      out_order_no: 'HOTEL-1',
      out_request_no: 'HOTEL-1-F',
      amount: '500.00',
      status: 'SUCCESS',
      gmt_trans: '2026-01-01 08:00:00',
      payer_logon_id: '159****4394',
      payer_user_id: payer,
    })
    expect(emulator.freezes.find('HOTEL-1')).toMatchObject({ status: 'AUTHORIZED', restAmount: '500.00' })
    expect(emulator.trades()).toEqual([])
  })

  it.each([
    ['out_order_no', undefined],
    ['out_order_no', '订单'],
    ['out_request_no', undefined],
    ['order_title', ''],
    ['order_title', '长'.repeat(101)],
    ['amount', '0.00'],
    ['amount', '100000000.01'],
    ['amount', '1.234'],
    ['auth_code', undefined],
    ['auth_code_type', 'wave_code'],
    ['product_code', 'PRE_AUTH_ONLINE'],
    ['payee_user_id', '1234'],
    ['pay_timeout', '16d'],
  ])('refuses %s = %j', async (name, value) => {
    const emulator = await emulate()
    const answer = await call(emulator, freeze, { ...hotel, [name]: value })
    expect(answer).toMatchObject({ code: '40004', sub_code: 'ILLEGAL_ARGUMENT' })
    expect(answer['sub_msg']).toContain(name)
    expect(emulator.freezes.all()).toEqual([])
  })

  it('refuses what cannot be frozen', async () => {
    const emulator = await emulate()
    const poor = emulator.issuePayerCode({ balance: '499.99' })
    expect(await call(emulator, freeze, { ...hotel, auth_code: poor })).toMatchObject({
      sub_code: 'MONEY_NOT_ENOUGH',
    })
    expect(await call(emulator, freeze, { ...hotel, auth_code: '1234' })).toMatchObject({
      sub_code: 'PAYMENT_AUTH_CODE_INVALID',
    })
    expect(await call(emulator, freeze, { ...hotel, payee_user_id: payer })).toMatchObject({
      sub_code: 'PAYER_PAYEE_EQUAL',
    })
    expect(emulator.freezes.all()).toEqual([])
    await call(emulator, freeze, hotel)
    const second = { ...hotel, out_order_no: 'HOTEL-2' }
    expect((await call(emulator, freeze, second))['sub_code']).toBe('PAYMENT_AUTH_CODE_INVALID')
  })

  it('does not freeze twice for one number', async () => {
    const { emulator } = await frozen()
    const auth_code = emulator.issuePayerCode()
    const repeat = async (more: object) =>
      (await call(emulator, freeze, { ...hotel, auth_code, ...more }))['sub_code']
    expect(await repeat({})).toBe('FREEZE_ALREADY_SUCCESS')
    expect(await repeat({ amount: '500.01' })).toBe('UNIQUE_VIOLATION')
    expect(await repeat({ out_request_no: 'OTHER' })).toBe('UNIQUE_VIOLATION')
    expect(emulator.freezes.all()).toHaveLength(1)
  })

  it('waits for a payer who must confirm, and tells when he did', async () => {
    const emulator = await emulate()
    const auth_code = emulator.issuePayerCode({ confirms: true })
    const first = await call(emulator, freeze, { ...hotel, auth_code }, { notify_url })
    expect(first).toMatchObject({ code: '10000', status: 'INIT', payer_user_id: expect.any(String) })
    expect(first['gmt_trans']).toBeUndefined()
    expect(await call(emulator, freeze, { ...hotel, auth_code })).toEqual(first)
    expect(await call(emulator, query, numbers)).toMatchObject({
      status: 'INIT',
      order_status: 'INIT',
      rest_amount: '0.00',
    })
    emulator.freezes.authorize('HOTEL-1')
    await emulator.advance(0)
    const [record] = emulator.notifications()
    const { sign = '', ...form } = formOf(record?.body ?? '')
    expect(form).toEqual({
      notify_type: 'fund_auth_freeze',
      notify_id: record?.notifyId,
      notify_time: '2026-01-01 08:00:00',
      charset: 'utf-8',
      version: '1.0',
      sign_type: 'RSA2',
      app_id: '2014072300007148',
      auth_app_id: '2014072300007148',
      auth_no: first['auth_no'],
      out_order_no: 'HOTEL-1',
      operation_id: first['operation_id'],
      out_request_no: 'HOTEL-1-F',
      operation_type: 'FREEZE',
      amount: '500.00',
      status: 'SUCCESS',
      gmt_create: '2026-01-01 08:00:00',
      gmt_trans: '2026-01-01 08:00:00',
      payer_logon_id: expect.stringMatching(/^159\*{4}\d{4}$/),
      payer_user_id: first['payer_user_id'],
      payee_user_id: '2088102146225135',
      total_freeze_amount: '500.00',
      total_unfreeze_amount: '0.00',
      total_pay_amount: '0.00',
      rest_amount: '500.00',
    })
    expect(verifies(emulator, textOf(form, ['sign_type']), sign)).toBe(true)
    expect(() => emulator.freezes.authorize('HOTEL-1')).toThrow(RangeError)
    expect(() => emulator.freezes.authorize('NOBODY')).toThrow(RangeError)
  })

  it('closes when nobody agrees in time, and tells that too', async () => {
    const emulator = await emulate()
    const auth_code = emulator.issuePayerCode({ confirms: true })
    await call(emulator, freeze, { ...hotel, auth_code, pay_timeout: '2d' }, { notify_url })
    await emulator.advance(2 * DAY - 1)
    expect(emulator.freezes.find('HOTEL-1')?.status).toBe('INIT')
    await emulator.advance(1)
    expect(emulator.freezes.find('HOTEL-1')?.status).toBe('CLOSED')
    expect(formOf(emulator.notifications()[0]?.body ?? '')).toMatchObject({
      operation_type: 'FREEZE',
      status: 'CLOSED',
      rest_amount: '0.00',
    })
    expect((await call(emulator, freeze, { ...hotel, auth_code }))['sub_code']).toBe('ORDER_ALREADY_CLOSED')
  })
})

describe('alipay.trade.pay out of a freeze', () => {
  it('takes a part, and the rest stays frozen', async () => {
    const { emulator, auth_no } = await frozen()
    const paid = await call(emulator, 'alipay.trade.pay', { ...stay, auth_no })
    expect(paid).toMatchObject({ code: '10000', total_amount: '380.00', buyer_user_id: payer })
    expect(emulator.trade('STAY-1')?.status).toBe('TRADE_SUCCESS')
    expect(emulator.freezes.find('HOTEL-1')).toMatchObject({ takenAmount: '380.00', restAmount: '120.00' })
    expect(await call(emulator, query, { ...numbers, out_request_no: 'STAY-1' })).toMatchObject({
      operation_type: 'PAY',
      amount: '380.00',
      order_status: 'AUTHORIZED',
      rest_amount: '120.00',
      total_freeze_amount: '500.00',
      total_pay_amount: '380.00',
    })
    const again = await call(emulator, 'alipay.trade.pay', { ...stay, auth_no })
    expect(again['sub_code']).toBe('ACQ.TRADE_HAS_SUCCESS')
    expect(emulator.freezes.find('HOTEL-1')?.restAmount).toBe('120.00')
  })

  it('releases the rest where that is said', async () => {
    const { emulator, auth_no } = await frozen()
    await call(emulator, 'alipay.trade.pay', { ...stay, auth_no, auth_confirm_mode: 'COMPLETE' })
    expect(emulator.freezes.find('HOTEL-1')).toMatchObject({
      status: 'FINISH',
      takenAmount: '380.00',
      releasedAmount: '120.00',
      restAmount: '0.00',
    })
    const more = { ...stay, out_trade_no: 'STAY-2', total_amount: '0.01' }
    const answer = await call(emulator, 'alipay.trade.pay', { ...more, auth_no })
    expect(answer['sub_code']).toBe('ACQ.AUTH_ORDER_HAS_FINISHED')
  })

  it('takes no more than is left, to the cent', async () => {
    const { emulator, auth_no } = await frozen()
    const pay = (more: object) => call(emulator, 'alipay.trade.pay', { ...stay, auth_no, ...more })
    expect((await pay({ total_amount: '500.01' }))['sub_code']).toBe('ACQ.AUTH_AMOUNT_NOT_ENOUGH')
    expect(emulator.trades()).toEqual([])
    expect((await pay({}))['code']).toBe('10000')
    expect((await pay({ out_trade_no: 'S2', total_amount: '120.01' }))['sub_code']).toBe(
      'ACQ.AUTH_AMOUNT_NOT_ENOUGH',
    )
    expect((await pay({ out_trade_no: 'S3', total_amount: '120.00' }))['code']).toBe('10000')
    expect(emulator.freezes.find('HOTEL-1')).toMatchObject({ status: 'FINISH', restAmount: '0.00' })
  })

  it.each([
    [{ auth_no: '2026010110002001000000000000' }, 'ACQ.AUTH_NO_ERROR'],
    [{ product_code: 'PRE_AUTH_ONLINE' }, 'ACQ.PRE_AUTH_PROD_CODE_INCONSISTENT'],
    [{ buyer_id: '2088101117955611' }, 'ACQ.PAYER_UNMATCHED'],
    [{ buyer_id: undefined }, 'ACQ.INVALID_PARAMETER'],
    [{ seller_id: undefined }, 'ACQ.INVALID_PARAMETER'],
    [{ product_code: undefined }, 'ACQ.INVALID_PARAMETER'],
    [{ auth_confirm_mode: 'PERHAPS' }, 'ACQ.INVALID_PARAMETER'],
  ])('refuses %j', async (more, subCode) => {
    const { emulator, auth_no } = await frozen()
    const answer = await call(emulator, 'alipay.trade.pay', { ...stay, auth_no, ...more })
    expect(answer['sub_code']).toBe(subCode)
    expect(emulator.freezes.find('HOTEL-1')?.restAmount).toBe('500.00')
  })

  it('takes nothing that is not frozen yet, or no longer', async () => {
    const emulator = await emulate()
    const auth_code = emulator.issuePayerCode({ confirms: true })
    const { auth_no, payer_user_id } = await call(emulator, freeze, { ...hotel, auth_code })
    const pay = () => call(emulator, 'alipay.trade.pay', { ...stay, auth_no, buyer_id: payer_user_id })
    expect((await pay())['sub_code']).toBe('ACQ.AUTH_ORDER_NOT_PAID')
    emulator.freezes.close('HOTEL-1')
    expect((await pay())['sub_code']).toBe('ACQ.AUTH_ORDER_HAS_CLOSED')
  })
})

describe(unfreeze, () => {
  it('releases a part, once per number, and tells its own notify_url', async () => {
    const { emulator, auth_no } = await frozen()
    const first = await call(emulator, unfreeze, { ...release, auth_no }, { notify_url })
    expect(first).toEqual({
      code: '10000',
      msg: 'Success',
      auth_no,
      operation_id: expect.stringMatching(/^\d{20}$/),
      out_order_no: 'HOTEL-1',
      out_request_no: 'HOTEL-1-U',
      amount: '100.00',
      status: 'SUCCESS',
      gmt_trans: '2026-01-01 08:00:00',
    })
    expect(await call(emulator, unfreeze, { ...release, auth_no })).toEqual(first)
    expect(emulator.freezes.find('HOTEL-1')?.restAmount).toBe('400.00')
    const other = await call(emulator, unfreeze, { ...release, auth_no, amount: '100.01' })
    expect(other['sub_code']).toBe('UNIQUE_VIOLATION')
    const taken = await call(emulator, unfreeze, { ...release, auth_no, out_request_no: 'HOTEL-1-F' })
    expect(taken['sub_code']).toBe('UNIQUE_VIOLATION')
    await emulator.advance(0)
    expect(emulator.notifications().map(({ body }) => formOf(body))).toMatchObject([
      { notify_type: 'fund_auth_unfreeze', operation_type: 'UNFREEZE', rest_amount: '400.00' },
    ])
  })

  it('releases no more than is left, and ends with the last cent', async () => {
    const { emulator, auth_no } = await frozen()
    const free = (out_request_no: string, amount: string) =>
      call(emulator, unfreeze, { ...release, auth_no, out_request_no, amount })
    expect((await free('U1', '500.01'))['sub_code']).toBe('REQUEST_AMOUNT_EXCEED')
    expect((await free('U2', '499.99'))['code']).toBe('10000')
    expect((await free('U3', '0.02'))['sub_code']).toBe('REQUEST_AMOUNT_EXCEED')
    expect((await free('U4', '0.01'))['code']).toBe('10000')
    expect(emulator.freezes.find('HOTEL-1')?.status).toBe('FINISH')
    expect((await free('U5', '0.01'))['sub_code']).toBe('ORDER_ALREADY_FINISH')
  })

  it('refuses what is not there, not frozen, another app’s or malformed', async () => {
    const { emulator, auth_no } = await frozen()
    const free = async (more: object, ...app: [] | [object, typeof otherKeys.privateKey]) =>
      (await call(emulator, unfreeze, { ...release, auth_no, ...more }, ...(app as [])))['sub_code']
    expect(await free({ auth_no: '1' })).toBe('AUTH_ORDER_NOT_EXIST')
    expect(await free({}, { app_id: otherAppId }, otherKeys.privateKey)).toBe('AUTH_ORDER_NOT_EXIST')
    expect(await free({ remark: undefined })).toBe('ILLEGAL_ARGUMENT')
    expect(await free({ remark: '退'.repeat(51) })).toBe('ILLEGAL_ARGUMENT')
    expect(await free({ remark: 'a'.repeat(101) })).toBe('ILLEGAL_ARGUMENT')
    expect(await free({ amount: '0' })).toBe('ILLEGAL_ARGUMENT')
    expect(await free({ remark: `${'退'.repeat(49)}ab` })).toBeUndefined()
    const waiting = { ...byQr, out_order_no: 'H2', out_request_no: 'H2-F' }
    await call(emulator, voucher, waiting)
    const { authNo } = emulator.freezes.find('H2') ?? {}
    expect(await free({ auth_no: authNo })).toBe('ILLEGAL_STATUS')
  })
})

describe(query, () => {
  it('finds an operation by either pair of numbers; Alipay’s win', async () => {
    const { emulator, auth_no } = await frozen()
    const first = await call(emulator, query, numbers)
    expect(first).toMatchObject({ operation_type: 'FREEZE', status: 'SUCCESS', order_title: '酒店押金' })
    const { operation_id } = first
    expect(await call(emulator, query, { auth_no, operation_id })).toEqual(first)
    expect(await call(emulator, query, { auth_no, operation_id, out_request_no: 'X' })).toEqual(first)
  })

  it('tells the freeze first of several with one number, or the type that is asked for', async () => {
    const { emulator, auth_no } = await frozen()
    await call(emulator, 'alipay.trade.pay', { ...stay, auth_no, out_trade_no: 'SAME' })
    await call(emulator, unfreeze, { ...release, auth_no, out_request_no: 'SAME', amount: '1.00' })
    const ask = (more: object) => call(emulator, query, { auth_no, out_request_no: 'SAME', ...more })
    expect(await ask({})).toMatchObject({ operation_type: 'UNFREEZE', amount: '1.00', remark: '退还押金' })
    expect(await ask({ operation_type: 'PAY' })).toMatchObject({ operation_type: 'PAY', amount: '380.00' })
    expect((await ask({ operation_type: 'FREEZE' }))['sub_code']).toBe('AUTH_OPERATION_NOT_EXIST')
  })

  it.each([
    [{ out_order_no: 'NOBODY', out_request_no: 'X' }, 'AUTH_ORDER_NOT_EXIST'],
    [{ out_order_no: 'HOTEL-1', out_request_no: 'X' }, 'AUTH_OPERATION_NOT_EXIST'],
    [{ out_order_no: 'HOTEL-1' }, 'ILLEGAL_ARGUMENT'],
    [{ out_request_no: 'HOTEL-1-F' }, 'ILLEGAL_ARGUMENT'],
    [{ ...numbers, operation_type: 'GIVE' }, 'ILLEGAL_ARGUMENT'],
  ])('refuses %j', async (business, subCode) => {
    const { emulator } = await frozen()
    expect((await call(emulator, query, business))['sub_code']).toBe(subCode)
  })
})

describe(cancel, () => {
  it('releases what was frozen, and does no more when repeated', async () => {
    const { emulator } = await frozen()
    const first = await call(emulator, cancel, { ...numbers, remark: 'unknown' })
    expect(first).toMatchObject({ code: '10000', action: 'unfreeze', out_order_no: 'HOTEL-1' })
    expect(await call(emulator, cancel, { ...numbers, remark: 'unknown' })).toEqual(first)
    expect(emulator.freezes.find('HOTEL-1')).toMatchObject({ status: 'FINISH', releasedAmount: '500.00' })
  })

  it('closes what nobody agreed to', async () => {
    const emulator = await emulate()
    await call(emulator, freeze, { ...hotel, auth_code: emulator.issuePayerCode({ confirms: true }) })
    const answer = await call(emulator, cancel, { ...numbers, remark: 'unknown' })
    expect(answer['action']).toBe('close')
    expect(emulator.freezes.find('HOTEL-1')?.status).toBe('CLOSED')
  })

  it('leaves alone what was used since', async () => {
    const { emulator, auth_no } = await frozen()
    await call(emulator, 'alipay.trade.pay', { ...stay, auth_no })
    const answer = await call(emulator, cancel, { ...numbers, remark: 'unknown' })
    expect(answer['sub_code']).toBe('REQUEST_AMOUNT_EXCEED')
    expect(emulator.freezes.find('HOTEL-1')?.restAmount).toBe('120.00')
    const none = await call(emulator, cancel, { ...numbers, out_order_no: 'NOBODY', remark: 'unknown' })
    expect(none['sub_code']).toBe('AUTH_ORDER_NOT_EXIST')
    for (const out_request_no of ['STAY-1', 'X']) {
      const other = await call(emulator, cancel, { ...numbers, out_request_no, remark: 'unknown' })
      expect(other['sub_code']).toBe('AUTH_ORDER_NOT_EXIST')
    }
    expect((await call(emulator, cancel, numbers))['sub_code']).toBe('ILLEGAL_ARGUMENT')
  })
})

describe(voucher, () => {
  it('gives a QR code behind which a payer agrees', async () => {
    const emulator = await emulate()
    const first = await call(emulator, voucher, byQr)
    expect(first).toMatchObject({ code_type: 'qrCode', out_order_no: 'HOTEL-1', out_request_no: 'HOTEL-1-F' })
    expect(await call(emulator, voucher, byQr)).toEqual(first)
    const page = await emulator.fetch(new Request(first['code_value'] as string))
    const html = await page.text()
    expect(html).toContain('¥500.00')
    expect(html).toContain('酒店押金')
    const action = /action="([^"]+)"/.exec(html)?.[1] as string
    expect(action).toMatch(/^\/cashier\/\d+\/agree$/)
    expect(emulator.freezes.find('HOTEL-1')?.status).toBe('INIT')
    const press = () =>
      emulator.fetch(new Request(new URL(action, page.url || emulator.gateway), { method: 'POST' }))
    expect(await (await press()).text()).toContain('已冻结')
    expect(emulator.freezes.find('HOTEL-1')?.status).toBe('AUTHORIZED')
    await press()
    expect(emulator.freezes.find('HOTEL-1')?.restAmount).toBe('500.00')
    expect((await call(emulator, voucher, byQr))['sub_code']).toBe('FREEZE_ALREADY_SUCCESS')
  })

  it('refuses a missing product code', async () => {
    const answer = await call(await emulate(), voucher, { ...byQr, product_code: undefined })
    expect(answer['sub_msg']).toContain('product_code')
  })
})

describe(appFreeze, () => {
  it('is agreed to in the app, once', async () => {
    const emulator = await emulate()
    const app = await emulator.openApp(orderString(online, { notify_url }))
    expect(app.refusal).toBeNull()
    expect(emulator.freezes.find('HOTEL-1')?.status).toBe('INIT')
    const { resultStatus, result } = await app.pay()
    expect(resultStatus).toBe('9000')
    const form =
      /^\{"alipay_fund_auth_order_app_freeze_response":(\{.*\}),"sign":"([^"]+)","sign_type":"RSA2"\}$/
    const [, inner = '', sign = ''] = form.exec(result) ?? []
    expect(verifies(emulator, inner, sign)).toBe(true)
    expect(JSON.parse(inner)).toMatchObject({ status: 'SUCCESS', amount: '500.00', out_order_no: 'HOTEL-1' })
    expect((await app.pay()).resultStatus).toBe('5000')
    await emulator.advance(0)
    expect(emulator.notifications()).toHaveLength(1)
  })

  it('is refused for another product, and closes in time', async () => {
    const emulator = await emulate()
    expect((await emulator.openApp(orderString(byQr))).refusal).toBe('ILLEGAL_ARGUMENT')
    expect((await emulator.openApp(orderString({ ...online, product_code: undefined }))).refusal).toBe(
      'ILLEGAL_ARGUMENT',
    )
    const app = await emulator.openApp(orderString())
    await emulator.advance(15 * DAY)
    const { resultStatus, result } = await app.pay()
    expect([resultStatus, result.includes('ORDER_ALREADY_CLOSED')]).toEqual(['4000', true])
  })
})

it('keeps the freezes of apps apart', async () => {
  const { emulator } = await frozen()
  const theirs = { ...hotel, auth_code: emulator.issuePayerCode() }
  await call(emulator, freeze, theirs, { app_id: otherAppId }, otherKeys.privateKey)
  expect(emulator.freezes.all()).toHaveLength(2)
  expect(emulator.freezes.find('HOTEL-1')).toBeNull()
  expect(() => emulator.freezes.close('HOTEL-1')).toThrow(/several apps/)
  expect(emulator.freezes.find('HOTEL-1', otherAppId)?.appId).toBe(otherAppId)
})
