/** Koubei's orders: what they ask for, what their answers say, and what a refusal leaves open. */
import { describe, expect, it } from 'vitest'
import {
  createAlipay,
  koubeiTradeItemorderBuy,
  koubeiTradeItemorderQuery,
  koubeiTradeItemorderRefund,
  koubeiTradeOrderPrecreate,
} from '../../src/alipay/index.ts'
import { type Api, readReply, rsa2Verifier } from '../../src/index.ts'
import { gatewayPublicKey, signedReply } from '../support/gateway-key.ts'
import { appId } from '../support/keys.ts'
import { broken, issues, sent } from './check.ts'

const receiver = createAlipay({ appId, verifier: rsa2Verifier(gatewayPublicKey) })

const item = { sku_id: '2015060400076000000000012100', quantity: 2, price: '10.00', original_price: '50.00' }
const order = {
  out_order_no: 'A2018011200000001',
  subject: '礼品卡',
  biz_product: 'ONLINE_PURCHASE',
  biz_scene: 'giftCard',
  shop_id: '2015051100077000000000000300',
  buyer_id: '2088102015433735',
  total_amount: '20.00',
  item_order_details: [item],
}
const refund = {
  order_no: '20180112000001',
  out_request_no: 'REFUND_1',
  refund_infos: [{ item_order_no: '2018011200000101', amount: '10.00' }],
}
const meal = {
  request_id: 'REQUEST-1',
  biz_type: 'POST_ORDER_PAY',
  out_order_no: 'ORDER-1',
  shop_id: order.shop_id,
}

const read = (api: Api<'alipay'>, asked: object, text: string) =>
  readReply(
    receiver,
    api as Api<'alipay', unknown, unknown, 'call'>,
    signedReply(`${api.name.replaceAll('.', '_')}_response`, text),
    asked,
  )

describe('an order for goods', () => {
  const buy = (more: object): string[] => broken(koubeiTradeItemorderBuy, { ...order, ...more })
  const total = (total_amount: string, ...item_order_details: object[]): string[] =>
    buy({ total_amount, item_order_details })

  it('costs what its items cost, to the cent', () => {
    expect(total('20.00', item)).toEqual([])
    expect(total('20', item)).toEqual([])
    expect(total('20.01', item)).toEqual(['total_amount'])
    // The price of one piece is not the price of all.
    expect(total('10.00', item)).toEqual(['total_amount'])
    // What floats get wrong: 0.1 + 0.2.
    const dime = { ...item, quantity: 1, price: '0.1' }
    expect(total('0.30', dime, { ...dime, price: '0.2' })).toEqual([])
    expect(total('0.1', dime, { ...dime, price: '0' })).toEqual([])
    expect(issues(koubeiTradeItemorderBuy, { ...order, total_amount: '1.00' })).toEqual([
      'total_amount must be the sum of price times quantity over item_order_details',
    ])
  })

  it('is not summed over items that break their own rules', () => {
    for (const quantity of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      const paths = total('1.00', { ...item, quantity })
      expect(paths, `${quantity}`).toContain('item_order_details.0.quantity')
    }
    expect(total('1.00', { ...item, price: '1,5' })).toEqual(['item_order_details.0.price'])
    expect(total('1', { ...item, price: 5 })).toEqual(['item_order_details.0.price'])
  })

  it('has items', () => {
    expect(total('20.00')).toContain('item_order_details')
  })

  it('has a number without a hyphen', () => {
    expect(buy({ out_order_no: 'A_1' })).toEqual([])
    for (const out_order_no of ['A-1', 'A.1', '单', '', 'x'.repeat(65)]) {
      expect(buy({ out_order_no }), out_order_no).toEqual(['out_order_no'])
    }
  })

  it('may wait for 1 to 30 whole minutes', () => {
    for (const timeout of ['1m', '9m', '10m', '29m', '30m']) expect(buy({ timeout }), timeout).toEqual([])
    for (const timeout of ['0m', '31m', '01m', '1.5m', '1h', '3', '100m', '1m ']) {
      expect(buy({ timeout }), timeout).toEqual(['timeout'])
    }
  })

  it('sends marketing data as JSON inside a string', () => {
    expect(sent(koubeiTradeItemorderBuy, { ...order, promo_params: { k: '中' } })).toEqual({
      ...order,
      promo_params: '{"k":"中"}',
    })
  })
})

describe('a meal that is paid afterwards', () => {
  it('needs its number and shop; another kind of order does not', () => {
    expect(broken(koubeiTradeOrderPrecreate, meal)).toEqual([])
    for (const name of ['out_order_no', 'shop_id'])
      for (const nothing of [undefined, '']) {
        const without = { ...meal, [name]: nothing }
        expect(issues(koubeiTradeOrderPrecreate, without)).toEqual([
          `${name} is required with biz_type POST_ORDER_PAY`,
        ])
        expect(broken(koubeiTradeOrderPrecreate, { ...without, biz_type: 'NEW' })).toEqual([])
      }
  })
})

describe('a refund', () => {
  it('names its number and one item at least', () => {
    expect(broken(koubeiTradeItemorderRefund, refund)).toEqual([])
    expect(broken(koubeiTradeItemorderRefund, { ...refund, out_request_no: '' })).toEqual(['out_request_no'])
    expect(broken(koubeiTradeItemorderRefund, { ...refund, refund_infos: [] })).toEqual(['refund_infos'])
  })
})

it('repeats the query, and nothing that makes an order or a refund', () => {
  expect(koubeiTradeItemorderQuery.reads).toBe(true)
  for (const api of [koubeiTradeItemorderBuy, koubeiTradeItemorderRefund, koubeiTradeOrderPrecreate]) {
    expect(api.reads, api.name).toBeUndefined()
  }
})

it('tells what was paid in the signed digits, at any depth, written as texts or not', async () => {
  const asked = { order_no: '20180112000001' }
  const text =
    '{"code":"10000","msg":"Success","order_no":"20180112000001","status":"PAID","total_amount":20.00,' +
    '"real_pay_amount":"17.00","discount_amount":3.0,"deliver_seller_real_amount":19.00,' +
    '"item_order_vo":[{"item_order_no":"2018011200000101","price":10.00,"quantity":2,"merchant_fund":1.00,' +
    '"platform_fund":0.50,"ext_info":"{\\"price\\":1.0}"}]}'
  expect(await read(koubeiTradeItemorderQuery, asked, text)).toEqual({
    code: '10000',
    msg: 'Success',
    order_no: '20180112000001',
    status: 'PAID',
    total_amount: '20.00',
    real_pay_amount: '17.00',
    discount_amount: '3.0',
    deliver_seller_real_amount: '19.00',
    item_order_vo: [
      {
        item_order_no: '2018011200000101',
        price: '10.00',
        quantity: 2,
        merchant_fund: '1.00',
        platform_fund: '0.50',
        ext_info: '{"price":1.0}',
      },
    ],
  })
  const back =
    '{"code":"10000","msg":"Success","order_no":"20180112000001","out_request_no":"REFUND_1",' +
    '"real_refund_amount":9.90}'
  expect(await read(koubeiTradeItemorderRefund, refund, back)).toMatchObject({ real_refund_amount: '9.90' })
})

it.each([
  { api: koubeiTradeItemorderBuy, asked: order, outcome: 'unknown' },
  { api: koubeiTradeItemorderRefund, asked: refund, outcome: 'unknown' },
  { api: koubeiTradeOrderPrecreate, asked: meal, outcome: 'unknown' },
  { api: koubeiTradeItemorderQuery, asked: { order_no: '20180112000001' }, outcome: 'untouched' },
])('takes no refusal of $api.name for more than is known of it', async ({ api, asked, outcome }) => {
  for (const reason of ['SYSTEM_ERROR', 'INVALID_PARAMETER', 'ACQ.INVALID_PARAMETER', 'isv.anything']) {
    const text = `{"code":"40004","msg":"Business Failed","sub_code":"${reason}","sub_msg":"x"}`
    await expect(read(api, asked, text)).rejects.toMatchObject({ code: 'ERR_GATEWAY', reason, outcome })
  }
})
