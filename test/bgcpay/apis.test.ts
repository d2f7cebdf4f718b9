import { describe, expect, expectTypeOf, it } from 'vitest'
import { fundTransCommonQuery } from '../../src/bgcpay/api/fund.trans.common.query.ts'
import { fundTransUniTransfer } from '../../src/bgcpay/api/fund.trans.uni.transfer.ts'
import { type TradePayResult, tradePay } from '../../src/bgcpay/api/trade.pay.ts'
import { tradeQuery } from '../../src/bgcpay/api/trade.query.ts'
import { userQuery } from '../../src/bgcpay/api/user.query.ts'
import { type TradeNotify, tradeNotify } from '../../src/bgcpay/notify/trade.notify.ts'
import type { Unsigned } from '../../src/gateway/api.ts'
import { broken, issues, sent } from '../alipay/check.ts'

const order = { out_trade_no: 'ORDER_1', currency: 'USDT', total_amount: '88.88', subject: 'Coffee' }
const transfer = {
  out_biz_no: 'PAYOUT_1',
  currency: 'USDT',
  trans_amount: '23.00',
  order_title: 'Wages of May',
  payee_did: 'BJGv1jeHA8QxZ5jjwY8wc4PQ2GHg4772L8',
}

describe.each([
  { api: userQuery, winner: 'user_cid', other: 'email', max: [64, 64] },
  { api: tradeQuery, winner: 'trade_no', other: 'out_trade_no', max: [64, 64] },
  { api: fundTransCommonQuery, winner: 'order_id', other: 'out_biz_no', max: [32, 64] },
])('$api.name', ({ api, winner, other, max }) => {
  it('needs one of two fields, and takes both', () => {
    expect(broken(api, { [winner]: '1' })).toEqual([])
    expect(broken(api, { [other]: '1' })).toEqual([])
    expect(sent(api, { [winner]: '1', [other]: '2' })).toEqual({ [winner]: '1', [other]: '2' })
    expect(broken(api, { [winner]: '', [other]: '' })).toEqual([winner])
    expect(issues(api, {})).toEqual([`${winner} or ${other} is required`])
  })

  it('limits both', () => {
    for (const [index, name] of [winner, other].entries()) {
      expect(broken(api, { [name]: 'x'.repeat(max[index] ?? 0) })).toEqual([])
      expect(broken(api, { [name]: 'x'.repeat((max[index] ?? 0) + 1) })).toEqual([name])
    }
  })

  it('only reads', () => {
    expect(api.reads).toBe(true)
  })
})

it('repeats no payment and no transfer', () => {
  expect(tradePay.reads).toBeUndefined()
  expect(fundTransUniTransfer.reads).toBeUndefined()
})

it('sends the samples of the document as they are', () => {
  const sample = {
    out_trade_no: '20150320010101001',
    currency: 'USDT',
    total_amount: '88.88',
    subject: 'Iphone6 16G',
  }
  expect(sent(tradePay, sample)).toEqual(sample)
  const query = {
    out_trade_no: '20150320010101001',
    query_options: ['trade_settle_info'],
    trade_no: '2014112611001004680 073956707',
  }
  expect(sent(tradeQuery, query)).toEqual(query)
  const user = { user_cid: 'BJGv1jeHA8QxZ5jjwY8wc4PQ2GHg4772L8', email: 'test@gmail.com' }
  expect(sent(userQuery, user)).toEqual(user)
})

it('prices orders from 0.01 and transfers from 0.1, both up to 100000000', () => {
  const priced = (total_amount: unknown): string[] => broken(tradePay, { ...order, total_amount })
  const moved = (trans_amount: unknown): string[] =>
    broken(fundTransUniTransfer, { ...transfer, trans_amount })
  for (const good of ['0.1', '0.10', '1', '100000000', '100000000.00']) {
    expect([...priced(good), ...moved(good)], good).toEqual([])
  }
  expect(priced('0.01')).toEqual([])
  expect(moved('0.09')).toEqual(['trans_amount'])
  for (const bad of ['0', '0.00', '100000000.01', '1.001', '1e2', '1,000', '', 88.88]) {
    expect([...priced(bad), ...moved(bad)], String(bad)).toEqual(['total_amount', 'trans_amount'])
  }
})

it('takes a title without the signs that join parameters', () => {
  for (const bad of ['a/b', 'a=b', 'a&b', '', 'x'.repeat(257)]) {
    expect(issues(tradePay, { ...order, subject: bad })).toEqual([
      'subject must be 1 to 256 characters without "/", "=" and "&"',
    ])
  }
  expect(broken(tradePay, { ...order, subject: '咖啡 #1?' })).toEqual([])
})

it('takes no hyphen in an order number, unlike Alipay', () => {
  expect(issues(tradePay, { ...order, out_trade_no: 'ORDER-1' })).toEqual([
    'out_trade_no must be 1 to 64 letters, digits or "_"',
  ])
})

it('counts a time limit in seconds; the date of the sample is a mistake', () => {
  expect(broken(tradePay, { ...order, timeout: 900 })).toEqual([])
  for (const timeout of ['2014-07-24 03:07:50', '900', 0, 1.5, 2_147_483_648]) {
    expect(broken(tradePay, { ...order, timeout }), String(timeout)).toEqual(['timeout'])
  }
})

it('never calls a refusal final that speaks of an earlier call', () => {
  const refusals = [...(tradePay.refusals ?? []), ...(fundTransUniTransfer.refusals ?? [])]
  for (const code of ['ACQ.SYSTEM_ERROR', 'SYSTEM_ERROR', 'ACQ.TRADE_HAS_EXIST', 'BIZ_UNIQUE_EXCEPTION']) {
    expect(refusals).not.toContain(code)
  }
})

it('binds each reply to what was asked', () => {
  expect(tradePay.binds).toEqual(['out_trade_no'])
  expect(tradeQuery.binds).toEqual(['trade_no', 'out_trade_no'])
  expect(fundTransUniTransfer.binds).toEqual(['out_biz_no'])
  expect(fundTransCommonQuery.binds).toEqual(['order_id', 'out_biz_no'])
  expect(userQuery.binds).toEqual(['user_cid'])
})

it('types results as what no signature vouches for', () => {
  expectTypeOf<NonNullable<(typeof tradePay)['~result']>>().toEqualTypeOf<Unsigned<TradePayResult>>()
})

describe('tradeNotify', () => {
  const news: TradeNotify = {
    app_id: 'demo1',
    trade_no: '2013112011001004330000121536',
    out_trade_no: '6823789339978248',
    currency: 'USDT',
    total_amount: '188.00',
    trade_status: 'TRADE_SUCCESS',
  }

  it('compares amounts by their cents and currencies letter by letter', () => {
    expect(tradeNotify.compare(news, { total_amount: '188', currency: 'USDT' })).toEqual([])
    expect(tradeNotify.compare(news, { total_amount: '188.01', currency: 'USDT' })).toEqual(['total_amount'])
    expect(tradeNotify.compare(news, { total_amount: '188.00', currency: 'usdt' })).toEqual(['currency'])
    expect(tradeNotify.compare(news, { total_amount: '18800', currency: 'AEDB' })).toEqual([
      'total_amount',
      'currency',
    ])
    expect(tradeNotify.compare(news, { total_amount: 'NaN', currency: 'USDT' })).toEqual(['total_amount'])
  })

  it('is known on the wire by the name that the document prints', () => {
    expect(tradeNotify).toMatchObject({
      gateway: 'bgcpay',
      kind: 'notification',
      name: 'alipay.trade.notify',
    })
  })
})
