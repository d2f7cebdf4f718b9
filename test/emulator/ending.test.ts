import { describe, expect, it } from 'vitest'
import type { Emulator } from '../../src/emulator/index.ts'
import {
  appId,
  call,
  coffee,
  emulate,
  formOf,
  keys,
  otherAppId,
  otherKeys,
  pem,
  start,
  textOf,
  verifies,
} from './support.ts'

const byOrder = { out_trade_no: 'ORDER-1' }
const pay = (emulator: Emulator, more: object = {}, params: Record<string, string> = {}) =>
  call(emulator, 'alipay.trade.pay', { ...coffee, ...more }, params)
const wait = (emulator: Emulator) => pay(emulator, { auth_code: emulator.issuePayerCode({ confirms: true }) })
const cancel = (emulator: Emulator, business: object = byOrder) =>
  call(emulator, 'alipay.trade.cancel', business)
const close = (emulator: Emulator, business: object = byOrder) =>
  call(emulator, 'alipay.trade.close', business)
const refund = (emulator: Emulator, refund_amount: string, more: object = {}) =>
  call(emulator, 'alipay.trade.refund', { ...byOrder, refund_amount, out_request_no: 'R1', ...more })
const ask = (emulator: Emulator, more: object = {}) =>
  call(emulator, 'alipay.trade.fastpay.refund.query', { ...byOrder, out_request_no: 'R1', ...more })

describe('alipay.trade.cancel', () => {
  it('closes what is unpaid, as often as it is sent', async () => {
    const emulator = await emulate({ notifies: ['closed'] })
    const { trade_no } = await wait(emulator)
    const first = await cancel(emulator)
    expect(first).toEqual({
      code: '10000',
      msg: 'Success',
      action: 'close',
      out_trade_no: 'ORDER-1',
      retry_flag: 'N',
      trade_no,
    })
    expect(emulator.trade('ORDER-1')?.status).toBe('TRADE_CLOSED')
    expect(await cancel(emulator, { trade_no })).toEqual(first)
    expect((await pay(emulator))['sub_code']).toBe('ACQ.TRADE_HAS_CLOSE')
  })

  it('gives back what was paid, once', async () => {
    const emulator = await emulate()
    await pay(emulator, {}, { notify_url: 'https://merchant.test/n' })
    const first = await cancel(emulator)
    expect(first).toMatchObject({ action: 'refund', retry_flag: 'N' })
    expect(await cancel(emulator)).toEqual(first)
    expect(emulator.trade('ORDER-1')).toMatchObject({ status: 'TRADE_CLOSED', refundedAmount: '88.88' })
    await emulator.advance(0)
    const told = emulator.notifications().map(({ body }) => formOf(body)['refund_fee'])
    expect(told).toEqual([undefined, '88.88'])
    expect(await ask(emulator, { out_request_no: 'ORDER-1' })).toMatchObject({ refund_amount: '88.88' })
  })

  it('has nothing to do where there is no trade', async () => {
    const emulator = await emulate()
    expect(await cancel(emulator)).toEqual({
      code: '10000',
      msg: 'Success',
      out_trade_no: 'ORDER-1',
      retry_flag: 'N',
    })
    expect(await cancel(emulator, { trade_no: '2026' })).toEqual({
      code: '10000',
      msg: 'Success',
      retry_flag: 'N',
      trade_no: '2026',
    })
    expect((await pay(emulator))['code']).toBe('10000')
    expect((await cancel(emulator, {}))['sub_code']).toBe('ACQ.INVALID_PARAMETER')
  })

  it('takes a QR code away that nobody scanned, of its own app only', async () => {
    const emulator = await emulate()
    const order = { ...byOrder, subject: 'Coffee', total_amount: '1' }
    const offer = async () => (await call(emulator, 'alipay.trade.precreate', order))['qr_code'] as string
    const scan = async (qrCode: string) => (await emulator.fetch(new Request(qrCode))).text()
    const first = await offer()
    expect(await cancel(emulator)).not.toHaveProperty('action')
    expect(await scan(first)).toContain('ACQ.TRADE_NOT_EXIST')
    expect(emulator.trades()).toEqual([])
    const second = await offer()
    await call(emulator, 'alipay.trade.cancel', byOrder, { app_id: otherAppId }, otherKeys.privateKey)
    expect(await scan(second)).toContain('<form')
  })

  it('is refused for what was refunded or is final', async () => {
    const emulator = await emulate()
    await pay(emulator)
    await refund(emulator, '1')
    expect((await cancel(emulator))['sub_code']).toBe('ACQ.REASON_TRADE_REFUND_FEE_ERR')
    await refund(emulator, '87.88', { out_request_no: 'R2' })
    expect((await cancel(emulator))['sub_code']).toBe('ACQ.REASON_TRADE_REFUND_FEE_ERR')
    await pay(emulator, { out_trade_no: 'O2', auth_code: emulator.issuePayerCode() })
    emulator.finish('O2')
    expect((await cancel(emulator, { out_trade_no: 'O2' }))['sub_code']).toBe('ACQ.TRADE_HAS_FINISHED')
    expect(emulator.trade('O2')?.refundedAmount).toBe('0.00')
  })
})

describe('alipay.trade.close', () => {
  it('closes what waits', async () => {
    const emulator = await emulate()
    const { trade_no } = await wait(emulator)
    expect(await close(emulator, { trade_no, operator_id: 'YX01' })).toEqual({
      code: '10000',
      msg: 'Success',
      out_trade_no: 'ORDER-1',
      trade_no,
    })
    expect(emulator.trade('ORDER-1')?.status).toBe('TRADE_CLOSED')
    expect((await close(emulator))['sub_code']).toBe('ACQ.TRADE_STATUS_ERROR')
  })

  it('leaves alone what is paid, and what there is not', async () => {
    const emulator = await emulate()
    expect((await close(emulator))['sub_code']).toBe('ACQ.TRADE_NOT_EXIST')
    await pay(emulator)
    expect((await close(emulator))['sub_code']).toBe('ACQ.REASON_TRADE_STATUS_INVALID')
    expect(emulator.trade('ORDER-1')?.status).toBe('TRADE_SUCCESS')
    expect((await close(emulator, { ...byOrder, operator_id: 'x'.repeat(29) }))['sub_msg']).toBe(
      '参数无效：operator_id',
    )
  })
})

describe('alipay.trade.fastpay.refund.query', () => {
  it('tells of one refund', async () => {
    const emulator = await emulate()
    const { trade_no } = await pay(emulator)
    await refund(emulator, '0.10', { refund_reason: '不想要了' })
    await refund(emulator, '0.20', { out_request_no: 'R2' })
    expect(await ask(emulator)).toEqual({
      code: '10000',
      msg: 'Success',
      out_request_no: 'R1',
      out_trade_no: 'ORDER-1',
      refund_amount: '0.10',
      refund_reason: '不想要了',
      refund_status: 'REFUND_SUCCESS',
      total_amount: '88.88',
      trade_no,
    })
    const options = { query_options: ['gmt_refund_pay', 'refund_detail_item_list', 'deposit_back_info'] }
    expect(await ask(emulator, { out_request_no: 'R2', ...options })).toMatchObject({
      deposit_back_info: { has_deposit_back: 'false' },
      gmt_refund_pay: '2026-01-01 08:00:00',
      refund_amount: '0.20',
      refund_detail_item_list: [{ amount: '0.20', fund_channel: 'ALIPAYACCOUNT' }],
      send_back_fee: '0.20',
    })
  })

  it('answers 10000 and nothing more for a number that no refund has', async () => {
    const emulator = await emulate()
    await pay(emulator)
    expect(await ask(emulator)).toEqual({ code: '10000', msg: 'Success' })
  })

  it('asks for a trade and a number', async () => {
    const emulator = await emulate()
    expect((await ask(emulator))['sub_code']).toBe('ACQ.TRADE_NOT_EXIST')
    await pay(emulator)
    expect((await ask(emulator, { out_request_no: '' }))['sub_msg']).toBe('参数无效：out_request_no')
    expect((await ask(emulator, { out_trade_no: '' }))['sub_msg']).toBe('参数无效：out_trade_no')
  })
})

describe('a refund to a bank card', () => {
  const appGateway = 'https://merchant.test/messages'
  const apps = [{ appId, publicKey: pem(keys.publicKey), appGateway }]
  const wanted = { query_options: ['deposit_back_info'] }

  it.each([
    ['S', 'BANKCARD'],
    ['F', 'ALIPAYACCOUNT'],
  ] as const)('ends with %s, told to the app’s own gateway', async (status, fund_channel) => {
    const emulator = await emulate({ apps })
    const { trade_no } = await pay(emulator, {}, { notify_url: 'https://merchant.test/n' })
    await refund(emulator, '1.01', wanted)
    await emulator.advance(60_000)
    emulator.depositBack('ORDER-1', 'R1', { status })
    await emulator.advance(0)
    const record = emulator.notifications().at(-1)
    expect(record).toMatchObject({ url: appGateway, acknowledged: true })
    const { sign = '', biz_content = '', ...form } = formOf(record?.body ?? '')
    expect(form).toEqual({
      app_id: appId,
      charset: 'utf-8',
      msg_app_id: appId,
      msg_method: 'alipay.trade.refund.depositback.completed',
      msg_type: 'app',
      notify_id: record?.notifyId,
      sign_type: 'RSA2',
      utc_timestamp: String(start.getTime() + 60_000),
      version: '1.1',
    })
    expect(JSON.parse(biz_content)).toEqual({
      bank_ack_time: '2026-01-01 08:01:00',
      dback_amount: '1.01',
      dback_status: status,
      est_bank_receipt_time: '2026-01-01 08:01:00',
      out_request_no: 'R1',
      out_trade_no: 'ORDER-1',
      trade_no,
    })
    expect(verifies(emulator, textOf({ ...form, biz_content }, ['sign_type']), sign)).toBe(true)
    const options = { query_options: ['deposit_back_info', 'refund_detail_item_list'] }
    expect(await ask(emulator, options)).toMatchObject({
      deposit_back_info: { has_deposit_back: 'true', dback_status: status, dback_amount: '1.01' },
      refund_detail_item_list: [{ amount: '1.01', fund_channel }],
    })
  })

  it('is repeated under the same number, with the time of each delivery', async () => {
    const emulator = await emulate({ apps, fetch: async () => new Response('fail') })
    await pay(emulator)
    await refund(emulator, '1', wanted)
    emulator.depositBack('ORDER-1', 'R1')
    await emulator.advance(4 * 60_000)
    const attempts = emulator.notifications()[0]?.attempts.map(({ body }) => formOf(body)) ?? []
    expect(attempts.map(form => form['utc_timestamp'])).toEqual(
      [0, 4].map(minutes => String(start.getTime() + minutes * 60_000)),
    )
    expect(new Set(attempts.map(form => form['notify_id'])).size).toBe(1)
  })

  it.each([
    ['was not asked for', apps, {}],
    ['has nowhere to go', [{ appId, publicKey: pem(keys.publicKey) }], wanted],
  ])('is not told when it %s', async (_, known, more) => {
    const emulator = await emulate({ apps: known })
    await pay(emulator)
    await refund(emulator, '1', more)
    emulator.depositBack('ORDER-1', 'R1')
    await emulator.advance(0)
    expect(emulator.notifications()).toEqual([])
    expect(await ask(emulator, wanted)).toMatchObject({ deposit_back_info: { has_deposit_back: 'true' } })
  })

  it('ends once, and only where there is one', async () => {
    const emulator = await emulate({ apps })
    expect(() => emulator.depositBack('ORDER-1', 'R1')).toThrow(/no order/)
    await pay(emulator)
    expect(() => emulator.depositBack('ORDER-1', 'R1')).toThrow(/no refund R1/)
    await refund(emulator, '1')
    emulator.depositBack('ORDER-1', 'R1')
    expect(() => emulator.depositBack('ORDER-1', 'R1')).toThrow(/ended already/)
  })
})
