import { describe, expect, it } from 'vitest'
import { tradePay } from '../../src/alipay/api/trade.pay.ts'
import { broken, issues, sent } from './check.ts'

const order = {
  out_trade_no: 'ORDER-1',
  subject: 'Coffee',
  total_amount: '88.88',
  scene: 'bar_code',
  auth_code: '28763443825664394',
}
const bare = { out_trade_no: 'ORDER-1', subject: 'Coffee' }
const debit = {
  ...bare,
  total_amount: '88.88',
  product_code: 'GENERAL_WITHHOLDING',
  agreement_params: { agreement_no: '1' },
}
const capture = {
  ...bare,
  total_amount: '88.88',
  product_code: 'PRE_AUTH',
  auth_no: '1',
  buyer_id: '2088202954065786',
  seller_id: '2088102146225135',
}

/** `order` with some fields other, or without them. */
const but = (changes: Record<string, unknown>): unknown => ({ ...order, ...changes })

it('sends just what was given', () => {
  expect(sent(tradePay, order)).toEqual(order)
})

it('takes undefined for what is optional', () => {
  expect(broken(tradePay, but({ body: undefined, goods_detail: undefined }))).toEqual([])
})

it('names a misspelt field, at any depth', () => {
  expect(broken(tradePay, but({ total_amout: '1' }))).toEqual(['total_amout'])
  expect(broken(tradePay, but({ sub_merchant: { merchant: '1' } }))).toEqual(['sub_merchant.merchant'])
  expect(broken(tradePay, but({ business_params: { mcCreateTradeIp: '127.0.0.1' } }))).toEqual([
    'business_params.mcCreateTradeIp',
  ])
})

it('repeats no value in its own texts', () => {
  const secret = '25SECRET'
  const bad = {
    ...order,
    out_trade_no: `${secret} `,
    total_amount: secret,
    timeout_express: secret,
    time_expire: secret,
    ext_user_info: { fix_buyer: 'T', cert_no: secret, min_age: secret },
    settle_info: { settle_detail_infos: [], settle_period_time: secret },
    terminal_params: [secret],
    pay_params: { retry_type: 'NONE' },
  }
  const texts = issues(tradePay, bad)
  expect(texts.length).toBeGreaterThan(8)
  expect(texts.filter(text => text.includes('SECRET'))).toEqual([])
})

describe('what the payer is charged by', () => {
  it('is a code, an agreement or a pre-authorisation', () => {
    for (const good of [order, debit, capture]) expect(broken(tradePay, good)).toEqual([])
    expect(broken(tradePay, { ...bare, total_amount: '1' })).toEqual(['auth_code'])
    expect(broken(tradePay, but({ auth_code: '' }))).toEqual(['auth_code'])
  })

  it('takes codes of any shape up to 64 characters', () => {
    for (const auth_code of ['1', `fp${'a'.repeat(33)}`, 'x'.repeat(64)]) {
      expect(broken(tradePay, but({ auth_code }))).toEqual([])
    }
    expect(broken(tradePay, but({ auth_code: 'x'.repeat(65) }))).toEqual(['auth_code'])
  })

  it('needs a scene with a code, and only then', () => {
    expect(broken(tradePay, but({ scene: undefined }))).toEqual(['scene'])
    for (const scene of ['bar_code', 'wave_code', 'security_code']) {
      expect(broken(tradePay, but({ scene }))).toEqual([])
    }
    expect(broken(tradePay, but({ scene: 'bar_code,wave' }))).toEqual(['scene'])
  })

  it('needs a product code without a code', () => {
    expect(broken(tradePay, { ...debit, product_code: undefined })).toEqual(['product_code'])
    expect(broken(tradePay, { ...capture, product_code: undefined })).toEqual(['product_code'])
  })

  it('needs both parties with a pre-authorisation', () => {
    expect(broken(tradePay, { ...capture, buyer_id: undefined })).toEqual(['buyer_id'])
    expect(broken(tradePay, { ...capture, buyer_id: undefined, buyer_open_id: 'x' })).toEqual([])
    expect(broken(tradePay, { ...capture, seller_id: undefined })).toEqual(['seller_id'])
  })

  it('confirms only a pre-authorisation', () => {
    expect(broken(tradePay, { ...capture, auth_confirm_mode: 'COMPLETE' })).toEqual([])
    expect(broken(tradePay, but({ auth_confirm_mode: 'COMPLETE' }))).toEqual(['auth_confirm_mode'])
  })

  it('retries only what may happen later', () => {
    const pay_params = { async_type: 'NORMAL_ASYNC', retry_type: 'RETY' }
    expect(broken(tradePay, { ...debit, pay_params })).toEqual([])
    for (const async_type of [undefined, 'NEAR_REAL_TIME_ASYNC']) {
      const wrong = { ...debit, pay_params: { ...pay_params, async_type } }
      expect(broken(tradePay, wrong)).toEqual(['pay_params.retry_type'])
    }
  })
})

describe('the total', () => {
  const parts = (total?: string, discountable?: string, undiscountable?: string): string[] =>
    broken(
      tradePay,
      but({
        total_amount: total,
        discountable_amount: discountable,
        undiscountable_amount: undiscountable,
      }),
    )

  it('is the sum of its parts in cents, where floats would differ', () => {
    expect(parts('0.3', '0.1', '0.2')).toEqual([])
    expect(parts('0.30', '0.1', '0.20')).toEqual([])
    expect(parts('3.30', '1.10', '2.20')).toEqual([])
    expect(parts('1.11', '0.57', '0.54')).toEqual([])
    expect(parts('100000000', '99999999.99', '0.01')).toEqual([])
    expect(parts('0.31', '0.1', '0.2')).toEqual(['total_amount'])
    expect(parts('100000000', '99999999.98', '0.01')).toEqual(['total_amount'])
  })

  it('may be absent only where both parts are there', () => {
    expect(parts(undefined, '8.88', '80.00')).toEqual([])
    expect(parts(undefined, '8.88')).toEqual(['total_amount'])
    expect(parts(undefined, undefined, '80.00')).toEqual(['total_amount'])
    expect(parts()).toEqual(['total_amount'])
  })

  it('is no less than either part', () => {
    expect(parts('8.88', '8.88')).toEqual([])
    expect(parts('8.88', '8.89')).toEqual(['total_amount'])
    expect(parts('8.88', undefined, '9')).toEqual(['total_amount'])
  })

  it('is not summed up where an amount is broken itself', () => {
    expect(parts('0.3', '1e-1', '0.2')).toEqual(['discountable_amount'])
    expect(parts('x', '0.1', '0.2')).toEqual(['total_amount'])
  })

  it('is a text, never a number', () => {
    expect(broken(tradePay, but({ total_amount: 88.88 }))).toEqual(['total_amount'])
  })
})

describe('fields', () => {
  it('take the 26 currencies', () => {
    const known =
      'GBP HKD USD SGD JPY CAD AUD EUR NZD KRW THB CHF SEK DKK NOK MYR IDR PHP MUR ILS LKR RUB AED'
    for (const code of [...known.split(' '), 'CZK', 'ZAR', 'CNY']) {
      expect(broken(tradePay, but({ trans_currency: code, settle_currency: code }))).toEqual([])
    }
    for (const code of ['cny', 'RMB', 'TWD', '']) {
      const wrong = but({ trans_currency: code, settle_currency: code })
      expect(broken(tradePay, wrong)).toEqual(['trans_currency', 'settle_currency'])
    }
  })

  it.each(['1m', '90m', '21600m', '1h', '360h', '1d', '15d', '1c'])('take %s to pay', timeout_express => {
    expect(broken(tradePay, but({ timeout_express }))).toEqual([])
  })

  it.each([
    '16d',
    '0m',
    '361h',
    '21601m',
    '1.5h',
    '01d',
    '2c',
    '90',
    '90M',
    '90m ',
    '-1d',
    '',
    '1e1m',
    '999999d',
  ])('refuse %j to pay', timeout_express => {
    expect(broken(tradePay, but({ timeout_express }))).toEqual(['timeout_express'])
  })

  it('take both deadlines: the later field wins at the gateway', () => {
    expect(broken(tradePay, but({ timeout_express: '90m', time_expire: '2026-01-31 09:30:00' }))).toEqual([])
  })

  it('take a subject with signs that old pages forbade', () => {
    expect(broken(tradePay, but({ subject: 'Tea & cake / 2 = 1' }))).toEqual([])
    expect(broken(tradePay, but({ subject: '' }))).toEqual(['subject'])
    expect(broken(tradePay, but({ subject: '茶'.repeat(256) }))).toEqual([])
    expect(broken(tradePay, but({ subject: '茶'.repeat(257) }))).toEqual(['subject'])
  })

  it('take an order number with a hyphen, and no other sign', () => {
    for (const out_trade_no of ['a', 'A-1_b', '9'.repeat(64)])
      expect(broken(tradePay, but({ out_trade_no }))).toEqual([])
    for (const out_trade_no of ['', '9'.repeat(65), 'a b', 'a.b', '订单', 'a\n', 'a&b=c']) {
      expect(broken(tradePay, but({ out_trade_no }))).toEqual(['out_trade_no'])
    }
  })

  it('write an object that Alipay wants as JSON text, compactly', () => {
    const terminal_params = { key: 'value', list: [1, { a: null }] }
    expect(sent(tradePay, but({ terminal_params }))).toMatchObject({
      terminal_params: '{"key":"value","list":[1,{"a":null}]}',
    })
    const circle: Record<string, unknown> = {}
    circle['self'] = circle
    for (const wrong of ['{}', [], null, new Date(0), { big: 1n }, circle, () => 1]) {
      expect(broken(tradePay, but({ terminal_params: wrong }))).toEqual(['terminal_params'])
    }
  })

  it('fill in the kind of account that gives a share, and share with one at least', () => {
    const share = { batch_no: '123', trans_out: '2088', trans_in: '2089', amount: '0.10' }
    expect(sent(tradePay, but({ royalty_info: { royalty_detail_infos: [share] } }))).toMatchObject({
      royalty_info: { royalty_detail_infos: [{ ...share, trans_out_type: 'userId' }] },
    })
    expect(broken(tradePay, but({ royalty_info: { royalty_detail_infos: [] } }))).toEqual([
      'royalty_info.royalty_detail_infos',
    ])
  })

  it('take whole quantities only', () => {
    const goods = (quantity: unknown): unknown =>
      but({ goods_detail: [{ goods_id: 'a', goods_name: 'A', price: '0', quantity }] })
    expect(broken(tradePay, goods(2))).toEqual([])
    for (const wrong of [0, 1.5, '1', Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(broken(tradePay, goods(wrong))).toEqual(['goods_detail.0.quantity'])
    }
  })
})

describe('the named payer', () => {
  const person = { cert_type: 'IDENTITY_CARD', cert_no: '1', name: 'Li Ming' }

  it('is named in full where nobody else may pay', () => {
    expect(broken(tradePay, but({ ext_user_info: { ...person, fix_buyer: 'T' } }))).toEqual([])
    for (const missing of Object.keys(person)) {
      const some = { ...person, fix_buyer: 'T', [missing]: undefined }
      expect(broken(tradePay, but({ ext_user_info: some })), missing).toEqual(['ext_user_info.fix_buyer'])
    }
  })

  it('is not needed otherwise', () => {
    expect(broken(tradePay, but({ ext_user_info: { fix_buyer: 'F' } }))).toEqual([])
    expect(broken(tradePay, but({ ext_user_info: { identity_hash: 'x', need_check_info: 'T' } }))).toEqual([])
  })
})

describe('the settlement', () => {
  const settle = (...settle_detail_infos: object[]): unknown => but({ settle_info: { settle_detail_infos } })
  const item = { trans_in_type: 'userId', trans_in: '2088', amount: '0.10' }

  it('has exactly one item', () => {
    expect(broken(tradePay, settle(item))).toEqual([])
    expect(broken(tradePay, settle())).toEqual(['settle_info.settle_detail_infos'])
    expect(broken(tradePay, settle(item, item))).toEqual(['settle_info.settle_detail_infos'])
  })

  it('names an account but for the default one', () => {
    const path = 'settle_info.settle_detail_infos.0.trans_in'
    expect(broken(tradePay, settle({ ...item, trans_in_type: 'defaultSettle' }))).toEqual([path])
    expect(broken(tradePay, settle({ ...item, trans_in: undefined }))).toEqual([path])
    expect(broken(tradePay, settle({ ...item, trans_in: '' }))).toEqual([path])
    for (const trans_in of ['', undefined]) {
      expect(broken(tradePay, settle({ ...item, trans_in_type: 'defaultSettle', trans_in }))).toEqual([])
    }
  })
})

it('accepts an answer that waits for the payer', () => {
  expect(tradePay.accepts).toEqual(['10000', '10003'])
  expect(tradePay.binds).toEqual(['out_trade_no'])
  expect(tradePay.reads).toBeUndefined()
})
