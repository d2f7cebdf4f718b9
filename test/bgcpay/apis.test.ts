import { describe, expect, expectTypeOf, it } from 'vitest'
import { fundTransCommonQuery } from '../../src/bgcpay/api/fund.trans.common.query.ts'
import { fundTransUniTransfer } from '../../src/bgcpay/api/fund.trans.uni.transfer.ts'
import { type TradePayResult, tradePay } from '../../src/bgcpay/api/trade.pay.ts'
import { tradeQuery } from '../../src/bgcpay/api/trade.query.ts'
import { userQuery } from '../../src/bgcpay/api/user.query.ts'
import { explainError } from '../../src/bgcpay/errors.ts'
import { createBgcpay } from '../../src/bgcpay/gateway.ts'
import { type TradeNotify, tradeNotify } from '../../src/bgcpay/notify/trade.notify.ts'
import { GatewayError } from '../../src/errors.ts'
import type { Unsigned } from '../../src/gateway/api.ts'
import { execute } from '../../src/outgoing/execute.ts'
import { md5 } from '../../src/signature/md5.ts'
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
    expect(() => tradeNotify.compare(news, { total_amount: 'NaN', currency: 'USDT' })).toThrow(
      /no total_amount as a decimal string/,
    )
    expect(() => tradeNotify.compare(news, { total_amount: '188.00' } as never)).toThrow(
      /no currency as a text/,
    )
  })

  it('is known on the wire by the name that the document prints', () => {
    expect(tradeNotify).toMatchObject({
      gateway: 'bgcpay',
      kind: 'notification',
      name: 'alipay.trade.notify',
    })
  })
})

describe('replies', () => {
  const answering = (reply: unknown) =>
    createBgcpay({
      appId: 'demo1',
      signer: md5('0123456789abcdef'),
      verifier: md5('0123456789abcdef'),
      fetch: async () => Response.json(reply),
    })

  it('are read from the samples of the document', async () => {
    const user = { code: '10000', msg: 'Success', user_cid: 'BJGv1jeHA8', display_name: 'te*@gmail.com' }
    expect(await execute(answering(user), userQuery, { email: 'test@gmail.com' })).toEqual(user)
    const trade = {
      code: '10000',
      msg: 'Success',
      trade_no: '2013112011001004330000121536',
      out_trade_no: '6823789339978248',
      payer_id: '2088102122524333',
      trade_status: 'TRADE_CLOSED',
      currency: 'USDT',
      total_amount: '88.88',
      trade_date: '2014-11-27 15:45:57',
      pay_date: '2014-11-27 15:48:57',
      subject: 'Iphone6 16G',
      extend_params: null,
    }
    const asked = { out_trade_no: '6823789339978248' }
    expect(await execute(answering(trade), tradeQuery, asked)).toEqual(trade)
    expect(await execute(answering({ ...trade, total_amount: 88.8 }), tradeQuery, asked)).toMatchObject({
      total_amount: '88.8',
    })
  })

  it('of another order, user or API are refused', async () => {
    const found = { code: '10000', msg: 'Success', user_cid: 'B1', display_name: 'te*' }
    await expect(execute(answering(found), userQuery, { user_cid: 'B2' })).rejects.toMatchObject({
      code: 'ERR_SIGNATURE',
    })
    const made = { code: '10000', msg: 'Success', trade_no: '2013', out_trade_no: 'ORDER_1' }
    await expect(
      execute(answering(made), tradePay, { ...order, out_trade_no: 'ORDER_2' }),
    ).rejects.toMatchObject({ code: 'ERR_SIGNATURE', outcome: 'unknown' })
    await expect(execute(answering(made), tradeQuery, { trade_no: '2013' })).rejects.toMatchObject({
      diagnosis: 'relabelled',
    })
  })

  it('that refuse are explained', async () => {
    const refused = answering({ code: '40004', msg: 'Business Failed', sub_code: 'SYSTEM_ERROR' })
    const error = await execute(refused, fundTransUniTransfer, transfer).catch((thrown: unknown) => thrown)
    if (!(error instanceof GatewayError)) throw error
    expect(error.outcome).toBe('unknown')
    expect(explainError(error)).toMatchObject({ retry: 'query-first', money: 'unknown' })
    expect(explainError(error)?.sentence).toMatch(/^bgcpay\.fund\.trans\.uni\.transfer: SYSTEM_ERROR\. /)
  })
})
