import { describe, expect, it } from 'vitest'
import type { Emulator } from '../../src/emulator/index.ts'
import { call, emulate, otherAppId, otherKeys } from './support.ts'

const DAY = 24 * 60 * 60_000
const buy = 'koubei.trade.itemorder.buy'
const query = 'koubei.trade.itemorder.query'
const refund = 'koubei.trade.itemorder.refund'
const ticket = (verb: string) => `koubei.trade.ticket.ticketcode.${verb}`

const order = {
  out_order_no: 'MEAL_1',
  subject: '双人套餐',
  biz_product: 'ONLINE_PURCHASE',
  biz_scene: 'giftCard',
  shop_id: '2015051100077000000000000300',
  buyer_id: '2088102015433735',
  total_amount: '70.00',
  item_order_details: [
    { sku_id: 'SKU-1', quantity: 2, price: '10.00', original_price: '50.00' },
    { sku_id: 'SKU-2', quantity: 1, price: '50.00', original_price: '50.00' },
  ],
}
const invalid = (name: string) => ({
  code: '40002',
  sub_code: 'isv.invalid-parameter',
  sub_msg: `参数无效：${name}`,
})

async function paid(): Promise<{ emulator: Emulator; order_no: string; items: string[] }> {
  const emulator = await emulate()
  const { order_no = '' } = await call(emulator, buy, order)
  await emulator.pay('MEAL_1')
  const found = (await call(emulator, query, { order_no })) as unknown as {
    item_order_vo: { item_order_no: string }[]
  }
  return { emulator, order_no, items: found.item_order_vo.map(({ item_order_no }) => item_order_no) }
}

async function delivered(num = '3') {
  const { emulator, order_no } = await paid()
  const { sendOrderNo, sendToken } = emulator.koubei.orderTickets('MEAL_1')
  const sending = {
    request_id: 'SEND-1',
    order_no,
    send_order_no: sendOrderNo,
    send_token: sendToken,
    isv_ma_list: [{ code: '016569843362', num }],
    valid_start: '2026-01-02 00:00:00',
    valid_end: '2026-01-31 23:59:59',
  }
  expect(await call(emulator, ticket('send'), sending)).toEqual({
    code: '10000',
    msg: 'Success',
    request_id: 'SEND-1',
  })
  const ask = () => call(emulator, ticket('query'), { shop_id: order.shop_id, ticket_code: '016569843362' })
  return { emulator, order_no, sending, ask }
}

describe(buy, () => {
  it('opens an order that its buyer pays', async () => {
    const emulator = await emulate()
    const first = await call(emulator, buy, order)
    expect(first).toMatchObject({ code: '10000', trade_no: emulator.trade('MEAL_1')?.tradeNo })
    const again = await call(emulator, buy, order)
    expect(again['order_no']).toBe(first['order_no'])
    expect(again['cashier_order_id']).not.toBe(first['cashier_order_id'])
    const { order_no } = first
    expect(await call(emulator, query, { order_no })).toMatchObject({
      status: 'WAIT_PAY',
      real_pay_amount: '0.00',
      total_amount: '70.00',
      out_order_no: 'MEAL_1',
    })
    await emulator.pay('MEAL_1')
    const found = await call(emulator, query, { order_no })
    expect(found).toMatchObject({
      status: 'PAID',
      real_pay_amount: '70.00',
      gmt_payment: '2026-01-01 08:00:00',
      item_order_vo: [
        { sku_id: 'SKU-1', quantity: 2, price: '10.00', status: 'PAID' },
        { sku_id: 'SKU-2', quantity: 1, price: '50.00', status: 'PAID' },
      ],
    })
    expect(emulator.trade('MEAL_1')?.buyerId).toBe('2088102015433735')
    expect((await call(emulator, buy, order))['sub_code']).toBe('ACQ.TRADE_HAS_SUCCESS')
  })

  it('closes after three minutes, or as the order says', async () => {
    const emulator = await emulate()
    const { order_no } = await call(emulator, buy, order)
    await call(emulator, buy, { ...order, out_order_no: 'MEAL_2', timeout: '30m' })
    await emulator.advance(3 * 60_000)
    expect(await call(emulator, query, { order_no })).toMatchObject({ status: 'FINISH' })
    expect(emulator.trade('MEAL_2')?.status).toBe('WAIT_BUYER_PAY')
    await emulator.advance(27 * 60_000)
    expect(emulator.trade('MEAL_2')?.status).toBe('TRADE_CLOSED')
  })

  it.each([
    ['out_order_no', 'a-b'],
    ['out_order_no', undefined],
    ['subject', undefined],
    ['biz_product', undefined],
    ['shop_id', undefined],
    ['buyer_id', 'somebody'],
    ['total_amount', '70.01'],
    ['timeout', '31m'],
    ['item_order_details', undefined],
  ])('refuses %s = %j', async (name, value) => {
    const emulator = await emulate()
    const answer = await call(emulator, buy, { ...order, [name]: value })
    expect(answer['sub_msg']).toContain(name)
    expect(answer).toMatchObject({ code: '40002', sub_code: 'isv.invalid-parameter' })
    expect(emulator.trades()).toEqual([])
  })
})

it('shows an app its own orders only', async () => {
  const { emulator, order_no } = await paid()
  const answer = await call(emulator, query, { order_no }, { app_id: otherAppId }, otherKeys.privateKey)
  expect(answer).toMatchObject(invalid('order_no'))
})

describe(refund, () => {
  it('gives back once per number, and no more for an item than it cost', async () => {
    const { emulator, order_no, items } = await paid()
    const back = (out_request_no: string, amount: string, item = 0) =>
      call(emulator, refund, {
        order_no,
        out_request_no,
        refund_infos: [{ item_order_no: items[item], amount }],
      })
    const first = await back('R1', '15.00')
    expect(first).toEqual({
      code: '10000',
      msg: 'Success',
      order_no,
      out_request_no: 'R1',
      real_refund_amount: '15.00',
    })
    expect(await back('R1', '15.00')).toEqual(first)
    expect((await back('R1', '14.00'))['sub_code']).toBe('ACQ.DISCORDANT_REPEAT_REQUEST')
    expect(emulator.trade('MEAL_1')?.refundedAmount).toBe('15.00')
    expect((await back('R2', '5.01'))['sub_code']).toBe('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL')
    expect((await back('R3', '5.00'))['code']).toBe('10000')
    expect((await back('R4', '50.00', 1))['code']).toBe('10000')
    expect(await call(emulator, query, { order_no })).toMatchObject({ status: 'FINISH' })
    expect((await back('R5', '0.01'))['sub_code']).toBe('ACQ.TRADE_STATUS_ERROR')
  })

  it('refuses unknown items and unpaid orders', async () => {
    const emulator = await emulate()
    const { order_no } = await call(emulator, buy, order)
    const refund_infos = [{ item_order_no: 'X', amount: '1.00' }]
    const answer = await call(emulator, refund, { order_no, out_request_no: 'R1', refund_infos })
    expect(answer).toMatchObject(invalid('refund_infos.0.item_order_no'))
    const none = await call(emulator, refund, { order_no: 'X', out_request_no: 'R1', refund_infos: [] })
    expect(none['sub_msg']).toContain('order_no')
  })
})

describe('vouchers', () => {
  it('are asked for when the order is paid, and not before', async () => {
    const emulator = await emulate()
    await call(emulator, buy, order)
    expect(() => emulator.koubei.orderTickets('MEAL_1')).toThrow(RangeError)
    expect(() => emulator.koubei.orderTickets('NOBODY')).toThrow(RangeError)
    await emulator.pay('MEAL_1')
    expect(emulator.koubei.orderTickets('MEAL_1').sendToken).toMatch(/^[\da-f]{16}$/)
  })

  it('are handed over once, with the token that they were asked for with', async () => {
    const { emulator, order_no, sending } = await delivered()
    expect(await call(emulator, ticket('send'), sending)).toMatchObject({
      code: '10000',
      biz_code: 'BIZ_ALREADY_SUCCESS',
    })
    expect(await call(emulator, query, { order_no })).toMatchObject({ status: 'SUCCESS' })
    const other = { ...sending, request_id: 'SEND-2', isv_ma_list: [{ code: '1' }] }
    for (const [name, wrong] of [
      ['send_token', { ...other, send_token: 'forged' }],
      ['send_order_no', { ...other, send_order_no: '1' }],
      ['order_no', { ...other, order_no: '1' }],
      ['isv_ma_list', { ...other, isv_ma_list: sending.isv_ma_list }],
      ['isv_ma_list', { ...other, isv_ma_list: [{ code: '1' }, { code: '1' }] }],
      ['request_id', { ...other, request_id: 'SEND-1' }],
      ['valid_end', { ...other, valid_end: 'soon' }],
    ] as const) {
      expect(await call(emulator, ticket('send'), wrong)).toMatchObject(invalid(name))
    }
  })

  it('are good in their time, in their shop', async () => {
    const { emulator, order_no, ask } = await delivered()
    expect(await ask()).toMatchObject({
      order_no,
      ticket_status: 'UN_EFFECTIVE',
      available_quantity: '3',
      total_quantity: '3',
      time_cards: 'true',
      effect_date: '2026-01-02 00:00:00',
      expire_date: '2026-01-31 23:59:59',
      item_name: '双人套餐',
      current_price: '10.00',
    })
    expect(() => emulator.koubei.redeem('016569843362')).toThrow(/UN_EFFECTIVE/)
    await emulator.advance(DAY)
    expect((await ask())['ticket_status']).toBe('EFFECTIVE')
    const elsewhere = { shop_id: 'X', ticket_code: '016569843362' }
    expect(await call(emulator, ticket('query'), elsewhere)).toMatchObject(invalid('shop_id'))
    const none = { shop_id: order.shop_id, ticket_code: '1' }
    expect(await call(emulator, ticket('query'), none)).toMatchObject(invalid('ticket_code'))
    await emulator.advance(30 * DAY)
    expect((await ask())['ticket_status']).toBe('UN_EFFECTIVE')
  })

  it('are used up, and a use is undone', async () => {
    const { emulator, order_no, ask } = await delivered()
    await emulator.advance(DAY)
    const number = emulator.koubei.redeem('016569843362', 2)
    expect(await ask()).toMatchObject({ ticket_status: 'USING', available_quantity: '1' })
    expect(() => emulator.koubei.redeem('016569843362', 2)).toThrow(RangeError)
    emulator.koubei.redeem('016569843362')
    expect(await ask()).toMatchObject({ ticket_status: 'USED', available_quantity: '0' })
    expect(() => emulator.koubei.redeem('016569843362')).toThrow(/USED/)

    const undo = { request_id: 'C-1', request_biz_no: number, ticket_code: '016569843362', quantity: '2' }
    expect(await call(emulator, ticket('cancel'), { ...undo, quantity: '1' })).toMatchObject(
      invalid('quantity'),
    )
    expect(await call(emulator, ticket('cancel'), { ...undo, request_biz_no: 'X' })).toMatchObject(
      invalid('request_biz_no'),
    )
    const external = { ...undo, code_type: 'EXTERNAL_CODE' }
    expect(await call(emulator, ticket('cancel'), external)).toMatchObject(invalid('order_no'))
    const done = await call(emulator, ticket('cancel'), { ...external, order_no })
    expect(done).toEqual({ code: '10000', msg: 'Success', request_id: 'C-1' })
    expect(await call(emulator, ticket('cancel'), undo)).toMatchObject({ biz_code: 'BIZ_ALREADY_SUCCESS' })
    expect(await ask()).toMatchObject({
      ticket_status: 'USING',
      available_quantity: '2',
      ticket_trans_info_list: [
        { quantity: '2', ticket_trans_type: 'CANCEL' },
        { quantity: '1', ticket_trans_type: 'USE' },
      ],
    })
  })

  it.each(['20260228 235959', '2026-02-28 23:59:59'])('live until %s', async end_date => {
    const { emulator, order_no, ask } = await delivered()
    const delay = {
      request_id: 'D-1',
      end_date,
      order_no,
      ticket_code: '016569843362',
      code_type: 'EXTERNAL_CODE',
    }
    expect(await call(emulator, ticket('delay'), delay)).toEqual({
      code: '10000',
      msg: 'Success',
      request_id: 'D-1',
    })
    expect((await ask())['expire_date']).toBe('2026-02-28 23:59:59')
    expect(await call(emulator, ticket('delay'), delay)).toMatchObject({ biz_code: 'BIZ_ALREADY_SUCCESS' })
    for (const [name, wrong] of [
      ['request_id', { ...delay, end_date: '20260301 000000' }],
      ['end_date', { ...delay, request_id: 'D-2', end_date: '20251231 000000' }],
      ['end_date', { ...delay, request_id: 'D-2', end_date: '20260230 000000' }],
      ['order_no', { ...delay, request_id: 'D-2', order_no: 'X' }],
      ['code_type', { ...delay, request_id: 'D-2', code_type: undefined }],
    ] as const) {
      expect((await call(emulator, ticket('delay'), wrong))['sub_msg']).toContain(name)
    }
  })

  it('go back with the order', async () => {
    const { emulator, ask } = await delivered()
    await call(emulator, 'alipay.trade.refund', { out_trade_no: 'MEAL_1', refund_amount: '70.00' })
    expect((await ask())['ticket_status']).toBe('REFUNDED')
  })
})

it('lays a table once for a request', async () => {
  const emulator = await emulate()
  const table = { request_id: 'T-1', biz_type: 'POST_ORDER_PAY', out_order_no: 'O-1', shop_id: 'S-1' }
  const precreate = (more: object = {}) =>
    call(emulator, 'koubei.trade.order.precreate', { ...table, ...more })
  const first = await precreate()
  expect(first).toMatchObject({ code: '10000', qr_code: expect.stringContaining('/qr/') })
  expect(await precreate()).toEqual(first)
  expect((await precreate({ request_id: 'T-2' }))['order_no']).not.toBe(first['order_no'])
  expect(await precreate({ shop_id: 'S-2' })).toMatchObject(invalid('request_id'))
  expect(await precreate({ biz_type: 'X' })).toMatchObject(invalid('biz_type'))
  expect(await precreate({ out_order_no: undefined })).toMatchObject(invalid('out_order_no'))
})
