import { describe, expect, it } from 'vitest'
import { tradeRefund } from '../../src/alipay/index.ts'
import {
  type TradeStatusSync,
  tradeEvent,
  tradeStatusSync,
} from '../../src/alipay/notify/trade_status_sync.ts'
import { broken } from './check.ts'

const trade: TradeStatusSync = {
  notify_id: '2020010200222161821001551453140885',
  app_id: '2015102700040153',
  out_trade_no: 'ORDER-1',
  trade_no: '2020010222001401551430614892',
  trade_status: 'TRADE_SUCCESS',
  total_amount: '88.88',
}

/** What may accompany a state, and whether it tells of a refund. */
const SIGNS: [string, Partial<TradeStatusSync>, boolean][] = [
  ['nothing', {}, false],
  ['no refund in figures', { refund_fee: '0.00', send_back_fee: '0.00', refund_amount: '0' }, false],
  ['a number of its own', { out_biz_no: 'BIZ-1' }, false],
  ['empty fields', { out_biz_no: '', gmt_refund: '', refund_fee: '0.00', refund_status: '' }, false],
  ['a refund', { refund_fee: '8.88', gmt_refund: '2015-04-28 15:45:57.320', out_biz_no: 'REFUND-1' }, true],
  ['a refund of a cent', { refund_fee: '0.01' }, true],
  ['a refund in odd figures', { refund_fee: '0.001' }, true],
  ['the time of a refund', { gmt_refund: '2015-04-28 15:45:57.320' }, true],
  ['the time of a refund of nothing', { gmt_refund: '2015-04-28 15:45:57', refund_fee: '0.00' }, true],
  ['the number of a refund beside its figure', { out_biz_no: 'REFUND-1', refund_fee: '0.00' }, true],
  ['the number of a refund request', { out_request_no: 'REFUND-1', refund_fee: '0.00' }, true],
  ['a refund by amount', { refund_amount: '8.88' }, true],
  ['what was given back', { send_back_fee: '8.88' }, true],
  ['the state of a refund', { refund_status: 'REFUND_SUCCESS' }, true],
  ['the bank card of a refund', { dback_status: 'F' }, true],
]

describe('tradeEvent', () => {
  it.each(SIGNS)('reads each state with %s', (_, signs, refund) => {
    const event = (trade_status: TradeStatusSync['trade_status']): string =>
      tradeEvent({ ...trade, ...signs, trade_status })
    expect(event('TRADE_SUCCESS')).toBe(refund ? 'refunded' : 'paid')
    expect(event('TRADE_CLOSED')).toBe(refund ? 'refunded' : 'closed')
    expect(event('WAIT_BUYER_PAY')).toBe('waiting')
    expect(event('TRADE_FINISHED')).toBe('finished')
  })

  it('takes a closed trade that was paid for refunded in full', () => {
    const gmt_payment = '2020-01-02 16:18:21'
    expect(tradeEvent({ ...trade, trade_status: 'TRADE_CLOSED', gmt_payment })).toBe('refunded')
    expect(tradeEvent({ ...trade, gmt_payment })).toBe('paid')
  })
})

describe('compare', () => {
  const { compare } = tradeStatusSync

  it('compares totals in cents', () => {
    expect(compare(trade, { total_amount: '88.88' })).toEqual([])
    expect(compare({ ...trade, total_amount: '88.8' }, { total_amount: '88.80' })).toEqual([])
    expect(compare(trade, { total_amount: '88.87' })).toEqual(['total_amount'])
    for (const total_amount of ['', '8.888e1'])
      expect(() => compare(trade, { total_amount })).toThrow(/no total_amount as a decimal string/)
  })

  it('compares the seller if one is given, and misses one that is absent', () => {
    const seller_id = '2088631240818980'
    const expected = { total_amount: '88.88', seller_id }
    expect(compare({ ...trade, seller_id }, expected)).toEqual([])
    expect(compare({ ...trade, seller_id: '2088' }, expected)).toEqual(['seller_id'])
    expect(compare(trade, expected)).toEqual(['seller_id'])
    expect(compare({ ...trade, seller_id }, { total_amount: '88.88', seller_id: undefined })).toEqual([])
    expect(compare(trade, { total_amount: '1', seller_id: '' })).toEqual(['total_amount', 'seller_id'])
  })
})

describe('grammar', () => {
  const refuses = (name: string, values: string[]): void => {
    for (const value of values) expect(value, name).not.toMatch(tradeStatusSync.fields[name] ?? /$^/)
  }

  it('is strict where a field decides', () => {
    refuses('trade_status', ['', 'TRADE_SUCCESS ', 'trade_success', 'TRADE_SUCCESSFUL', 'TRADE_PENDING'])
    refuses('app_id', ['', 'x', '2015102700040153&app_id=1', '1\n'])
    refuses('out_trade_no', ['', 'a b', 'a&total_amount=0.01', 'a\n', 'x'.repeat(65)])
    refuses('trade_no', ['', '2020-1', '2020&x=1', 'x'.repeat(65)])
    refuses('notify_id', ['', 'a&b', 'a b', 'x'.repeat(129)])
    refuses('total_amount', ['', '1e2', '088.88', '88.888', '88.88 ', '-1'])
  })

  it("takes every number that an order of old may have: it is refunded, and its refund's news is genuine", () => {
    for (const old of ['ORDER-1', 'A.1', 'A/1:2#3', '订单1', 'x'.repeat(64)]) {
      expect(broken(tradeRefund, { out_trade_no: old, refund_amount: '1', out_request_no: 'R' })).toEqual([])
      expect(old).toMatch(tradeStatusSync.fields['out_trade_no'] ?? /$^/)
    }
  })

  it('keeps free texts as they are, several lines included', () => {
    for (const name of ['subject', 'body', 'passback_params', 'fund_bill_list', 'voucher_detail_list']) {
      for (const value of ['', 'a=b&c', '第一行\n第二行', '😀'])
        expect(value).toMatch(tradeStatusSync.fields[name] ?? /$^/)
    }
  })
})
