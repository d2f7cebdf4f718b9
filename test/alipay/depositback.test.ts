import { describe, expect, it } from 'vitest'
import {
  readDepositback,
  type TradeRefundDepositbackCompleted,
  tradeRefundDepositbackCompleted,
} from '../../src/alipay/notify/trade.refund.depositback.completed.ts'

const content = {
  trade_no: '2020060222001401551430614892',
  out_trade_no: 'ORDER-1',
  out_request_no: 'REFUND-1',
  dback_status: 'S',
  dback_amount: '1.01',
  bank_ack_time: '2020-06-02 14:03:48',
  est_bank_receipt_time: '2020-06-02 14:03:48',
}
const news = (change: object = {}): TradeRefundDepositbackCompleted => ({
  notify_id: '2026013100262102',
  app_id: '2015102700040153',
  msg_method: 'alipay.trade.refund.depositback.completed',
  biz_content: JSON.stringify({ ...content, ...change }),
})
const expected = { out_trade_no: 'ORDER-1', out_request_no: 'REFUND-1', refund_amount: '8.88' }

describe('what the news says', () => {
  it('is read as it was signed', () => {
    expect({ ...readDepositback(news()) }).toEqual(content)
    const biz_content = news().biz_content.replace('"1.01"', '1.10')
    expect(readDepositback({ biz_content }).dback_amount).toBe('1.10')
  })

  it('keeps fields that are new', () => {
    expect(readDepositback(news({ bank_name: 'ICBC' }))).toMatchObject({ bank_name: 'ICBC' })
  })

  it('is refused where a deciding field is missing or malformed', () => {
    for (const name of ['trade_no', 'out_trade_no', 'out_request_no', 'dback_status', 'dback_amount']) {
      for (const bad of [undefined, '', null, [], {}, 'x\n'.repeat(40)]) {
        expect(() => readDepositback(news({ [name]: bad })), name).toThrow(`${name} is missing or malformed`)
      }
    }
    for (const bad of ['P', 's', 'SF']) expect(() => readDepositback(news({ dback_status: bad }))).toThrow()
    for (const bad of ['1.001', '-1', '1e1'])
      expect(() => readDepositback(news({ dback_amount: bad }))).toThrow()
  })

  it('leaves out a time that is none', () => {
    expect(readDepositback(news({ bank_ack_time: 'soon', est_bank_receipt_time: 1 }))).not.toHaveProperty(
      'bank_ack_time',
    )
  })

  it.each(['', '[]', 'null', '1', '"S"', '{', '{"a":1}}', 'ZW5jcnlwdGVk'])(
    'is refused where it is not an object: %j',
    biz_content => {
      expect(() => readDepositback({ biz_content })).toThrow(/^biz_content/)
    },
  )

  it('does not take a field from elsewhere than the news', () => {
    const biz_content = `{"__proto__":${news().biz_content}}`
    expect(() => readDepositback({ biz_content })).toThrow('trade_no is missing')
  })

  it('quotes nothing of it in an error', () => {
    expect.assertions(2)
    try {
      readDepositback({ biz_content: '{"out_request_no":SECRET}' })
    } catch (error) {
      expect(String(error)).not.toContain('SECRET')
      expect((error as Error).cause).toBeUndefined()
    }
  })
})

describe('compare', () => {
  const { compare } = tradeRefundDepositbackCompleted

  it('compares both numbers', () => {
    expect(compare(news(), expected)).toEqual([])
    expect(compare(news({ out_trade_no: 'ORDER-2' }), expected)).toEqual(['out_trade_no'])
    expect(compare(news({ out_request_no: 'REFUND-2' }), expected)).toEqual(['out_request_no'])
  })

  it('takes a part of the refund for the card, in cents, and never more than all', () => {
    for (const dback_amount of ['8.88', '0.01', '8.8']) {
      expect(compare(news({ dback_amount }), expected), dback_amount).toEqual([])
    }
    for (const dback_amount of ['8.89', '10', '88.8']) {
      expect(compare(news({ dback_amount }), expected), dback_amount).toEqual(['dback_amount'])
    }
    expect(() => compare(news(), { ...expected, refund_amount: '' })).toThrow(/no refund_amount as a decimal/)
  })

  it('tells an expectation without its numbers from another order', () => {
    for (const name of ['out_trade_no', 'out_request_no'] as const) {
      expect(() => compare(news(), { ...expected, [name]: undefined })).toThrow(
        new TypeError(`expect gave no ${name} as a text`),
      )
    }
  })
})

describe('grammar', () => {
  const { fields } = tradeRefundDepositbackCompleted

  it('is strict where a field decides', () => {
    const bad: Record<string, string[]> = {
      notify_id: ['', 'a&b', 'a b'],
      app_id: ['', 'x', '1&app_id=2', '1\n'],
      msg_method: ['', 'alipay.trade.refund', 'alipayxtrade.refund.depositback.completed'],
      biz_content: ['', 'ZW5jcnlwdGVk', '[{}]', '"{}"'],
    }
    expect(Object.keys(bad)).toEqual(tradeRefundDepositbackCompleted.decides)
    for (const [name, values] of Object.entries(bad)) {
      for (const value of values) expect(value, name).not.toMatch(fields[name] ?? /(?:)/)
    }
  })
})
