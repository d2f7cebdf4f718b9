import { describe, expect, it } from 'vitest'
import { tradeCancel } from '../../src/alipay/api/trade.cancel.ts'
import { tradeClose } from '../../src/alipay/api/trade.close.ts'
import { tradeFastpayRefundQuery } from '../../src/alipay/api/trade.fastpay.refund.query.ts'
import { tradeQuery } from '../../src/alipay/api/trade.query.ts'
import { tradeRefund } from '../../src/alipay/api/trade.refund.ts'
import { broken, issues } from './check.ts'

const refund = { out_trade_no: 'ORDER-1', out_request_no: 'REFUND-1', refund_amount: '8.88' }

describe.each([
  { api: tradeCancel, rest: {} },
  { api: tradeClose, rest: { operator_id: 'YX01', extend_params: { is_fulfilled: 'true' } } },
  { api: tradeFastpayRefundQuery, rest: { out_request_no: 'REFUND-1' } },
  { api: tradeQuery, rest: {} },
  { api: tradeRefund, rest: { out_request_no: 'REFUND-1', refund_amount: '8.88' } },
])('$api.name', ({ api, rest }) => {
  it('needs one of the two numbers of a trade', () => {
    expect(broken(api, { ...rest, trade_no: '2014' })).toEqual([])
    expect(broken(api, { ...rest, out_trade_no: 'ORDER-1' })).toEqual([])
    expect(broken(api, { ...rest, trade_no: '2014', out_trade_no: 'ORDER-1' })).toEqual([])
    expect(broken(api, { ...rest, trade_no: '', out_trade_no: '' })).toEqual(['trade_no'])
    expect(issues(api, rest)).toEqual(['trade_no or out_trade_no is required'])
  })

  it('finds old orders, whatever signs their numbers hold', () => {
    expect(broken(api, { ...rest, out_trade_no: '订单 #1/2.3' })).toEqual([])
    expect(broken(api, { ...rest, out_trade_no: 'x'.repeat(65) })).toEqual(['out_trade_no'])
  })

  it('binds the reply to both numbers', () => {
    expect(api.binds?.slice(0, 2)).toEqual(['trade_no', 'out_trade_no'])
  })
})

it('requires a number for each refund, or a second one would count as a repeat', () => {
  expect(broken(tradeRefund, refund)).toEqual([])
  expect(broken(tradeRefund, { ...refund, out_request_no: undefined })).toEqual(['out_request_no'])
  expect(broken(tradeRefund, { ...refund, out_request_no: '' })).toEqual(['out_request_no'])
})

it('refunds more than nothing', () => {
  expect(broken(tradeRefund, { ...refund, refund_amount: '0.01' })).toEqual([])
  expect(broken(tradeRefund, { ...refund, refund_amount: '0.00' })).toEqual(['refund_amount'])
  expect(broken(tradeRefund, { ...refund, refund_amount: 8.88 })).toEqual(['refund_amount'])
})

it('takes shares back by whole percents', () => {
  const share = (amount_percentage: unknown): string[] =>
    broken(tradeRefund, { ...refund, refund_royalty_parameters: [{ trans_in: '2088', amount_percentage }] })
  expect(share(1)).toEqual([])
  expect(share(100)).toEqual([])
  for (const wrong of [0, 101, 0.5, '100']) {
    expect(share(wrong)).toEqual(['refund_royalty_parameters.0.amount_percentage'])
  }
})

it('repeats reads only', () => {
  for (const api of [tradeQuery, tradeFastpayRefundQuery]) expect(api.reads, api.name).toBe(true)
  for (const api of [tradeRefund, tradeCancel, tradeClose]) expect(api.reads, api.name).toBeUndefined()
})

it('tells a query from a refund by fields that only one of them has', () => {
  expect(tradeQuery.marks?.holds).toEqual(['trade_status'])
  expect(tradeRefund.marks).toEqual({ holds: ['fund_change', 'refund_fee'], lacks: ['trade_status'] })
})

it('asks for one refund, and binds the reply to its number', () => {
  const query = { out_trade_no: 'ORDER-1', out_request_no: 'REFUND-1' }
  expect(broken(tradeFastpayRefundQuery, query)).toEqual([])
  expect(broken(tradeFastpayRefundQuery, { ...query, out_request_no: undefined })).toEqual(['out_request_no'])
  expect(broken(tradeFastpayRefundQuery, { ...query, out_request_no: '' })).toEqual(['out_request_no'])
  expect(tradeFastpayRefundQuery.binds).toContain('out_request_no')
  expect(tradeFastpayRefundQuery.marks?.lacks).toEqual(['trade_status', 'fund_change', 'retry_flag'])
})

it('tells a cancellation by the field that says whether it is done', () => {
  expect(tradeCancel.marks?.holds).toEqual(['retry_flag'])
})
