/** The rules of the APIs that make an order: page, phone, app, code and trade. */
import { describe, expect, it } from 'vitest'
import { tradeAppPay } from '../../src/alipay/api/trade.app.pay.ts'
import { tradeCreate } from '../../src/alipay/api/trade.create.ts'
import { tradePagePay } from '../../src/alipay/api/trade.page.pay.ts'
import { tradePrecreate } from '../../src/alipay/api/trade.precreate.ts'
import { tradeWapPay } from '../../src/alipay/api/trade.wap.pay.ts'
import { broken, issues, sent } from './check.ts'

const order = { out_trade_no: 'ORDER-1', subject: 'Coffee', total_amount: '88.88' }
const bought = { ...order, buyer_id: '2088102146225135' }

const ORDERS = [
  { api: tradeAppPay, order },
  { api: tradeCreate, order: bought },
  { api: tradePagePay, order },
  { api: tradePrecreate, order },
  { api: tradeWapPay, order },
]

describe.each(ORDERS)('$api.name', ({ api, order }) => {
  it('needs a number, a title and a total', () => {
    expect(broken(api, order)).toEqual([])
    for (const name of ['out_trade_no', 'subject', 'total_amount']) {
      expect(broken(api, { ...order, [name]: undefined })).toEqual([name])
      expect(broken(api, { ...order, [name]: '' })).toEqual([name])
    }
  })

  it('takes channels to allow or to forbid, not both', () => {
    const enable_pay_channels = 'pcredit'
    const disable_pay_channels = 'moneyFund'
    expect(broken(api, { ...order, enable_pay_channels })).toEqual([])
    expect(broken(api, { ...order, disable_pay_channels })).toEqual([])
    expect(broken(api, { ...order, enable_pay_channels, disable_pay_channels })).toEqual([
      'disable_pay_channels',
    ])
  })

  it('takes a title with signs that old pages forbade, and a number with a hyphen', () => {
    expect(broken(api, { ...order, subject: 'Tea & cake / 2 = 1' })).toEqual([])
    expect(broken(api, { ...order, out_trade_no: 'A-1_b' })).toEqual([])
    expect(broken(api, { ...order, out_trade_no: 'A.1' })).toEqual(['out_trade_no'])
  })

  it('never repeats a value in its own texts', () => {
    const bad = {
      ...order,
      out_trade_no: 'SECRET ',
      total_amount: 'SECRET',
      timeout_express: 'SECRET',
      time_expire: 'SECRET',
    }
    const texts = issues(api, bad)
    expect(texts).toHaveLength(4)
    expect(texts.filter(text => text.includes('SECRET'))).toEqual([])
  })
})

it('fills in the product of a phone page, for the gateway requires it; an app has its default there', () => {
  expect(sent(tradeWapPay, order)).toEqual({ ...order, product_code: 'QUICK_WAP_WAY' })
  expect(broken(tradeWapPay, { ...order, product_code: 'FAST_INSTANT_TRADE_PAY' })).toEqual(['product_code'])
  expect(sent(tradeAppPay, order)).toEqual(order)
})

describe.each([tradeAppPay, tradeWapPay])('$name', api => {
  it('specifies a channel without instalments', () => {
    const specified_channel = 'pcredit'
    const extend_params = { hb_fq_num: '3', hb_fq_seller_percent: '0' }
    expect(broken(api, { ...order, specified_channel })).toEqual([])
    expect(broken(api, { ...order, specified_channel, extend_params: { card_type: 'S0JP0000' } })).toEqual([])
    expect(broken(api, { ...order, extend_params })).toEqual([])
    for (const [name, value] of Object.entries(extend_params)) {
      const wrong = { ...order, specified_channel, extend_params: { [name]: value } }
      expect(broken(api, wrong), name).toEqual(['specified_channel'])
    }
  })

  it('takes deadlines of less than five minutes, which count as five', () => {
    expect(broken(api, { ...order, timeout_express: '1m' })).toEqual([])
    expect(broken(api, { ...order, timeout_express: '0m' })).toEqual(['timeout_express'])
  })

  it('writes the two objects that Alipay wants as JSON text', () => {
    const made = sent(api, { ...order, promo_params: { storeIdType: '1' }, business_params: { data: '123' } })
    expect(made).toMatchObject({ promo_params: '{"storeIdType":"1"}', business_params: '{"data":"123"}' })
  })
})

describe.each([
  { api: tradeCreate, order: bought },
  { api: tradePrecreate, order },
])('$api.name', ({ api, order }) => {
  const parts = (total?: string, discountable?: string, undiscountable?: string): string[] =>
    broken(api, {
      ...order,
      total_amount: total,
      discountable_amount: discountable,
      undiscountable_amount: undiscountable,
    })

  it('sums its parts up in cents, and is no less than either', () => {
    expect(parts('0.30', '0.1', '0.20')).toEqual([])
    expect(parts('0.31', '0.1', '0.2')).toEqual(['total_amount'])
    expect(parts('8.88', '8.89')).toEqual(['total_amount'])
    expect(parts('8.88', undefined, '9')).toEqual(['total_amount'])
    expect(parts(undefined, '8.88', '80.00')).toEqual(['total_amount'])
  })
})

describe('the buyer of a trade', () => {
  it('is named in one way at the least', () => {
    for (const name of ['buyer_id', 'buyer_open_id', 'buyer_logon_id', 'op_buyer_open_id']) {
      expect(broken(tradeCreate, { ...order, [name]: 'x' }), name).toEqual([])
    }
    expect(broken(tradeCreate, order)).toEqual(['buyer_id'])
    expect(broken(tradeCreate, { ...order, buyer_id: '', op_app_id: '2021000000000001' })).toEqual([
      'buyer_id',
    ])
  })

  it('is not the seller', () => {
    expect(broken(tradeCreate, { ...bought, seller_id: '2088' })).toEqual([])
    expect(broken(tradeCreate, { ...bought, seller_id: bought.buyer_id })).toEqual(['buyer_id'])
  })
})

describe('the agreement that is signed in the app', () => {
  const period_rule_params = {
    period_type: 'MONTH',
    period: 1,
    execute_time: '2026-01-28',
    single_amount: '10.99',
  }
  const agreement = {
    product_code: 'GENERAL_WITHHOLDING',
    personal_product_code: 'CYCLE_PAY_AUTH_P',
    sign_scene: 'INDUSTRY|CARRENTAL',
    access_params: { channel: 'ALIPAYAPP' },
  }

  it('is required, with its period, for recurring debits', () => {
    const pay = (agreement_sign_params?: object): string[] =>
      broken(tradeAppPay, { ...order, product_code: 'CYCLE_PAY_AUTH', agreement_sign_params })
    expect(pay({ ...agreement, period_rule_params })).toEqual([])
    expect(pay(agreement)).toEqual(['agreement_sign_params'])
    expect(pay()).toEqual(['agreement_sign_params'])
    expect(broken(tradeAppPay, { ...order, agreement_sign_params: agreement })).toEqual([])
  })

  it.each([
    { api: tradeAppPay, order },
    { api: tradeCreate, order: bought },
  ])('debits monthly not after the 28th: $api.name', ({ api, order }) => {
    const rule = (change: object): string[] =>
      broken(api, {
        ...order,
        agreement_sign_params: { ...agreement, period_rule_params: { ...period_rule_params, ...change } },
      })
    const path = 'agreement_sign_params.period_rule_params'
    expect(rule({})).toEqual([])
    expect(rule({ execute_time: '2026-01-29' })).toEqual([`${path}.execute_time`])
    expect(rule({ execute_time: '2026-01-31', period_type: 'DAY' })).toEqual([])
    expect(rule({ execute_time: '2026-02-30', period_type: 'DAY' })).toEqual([`${path}.execute_time`])
    expect(rule({ period: 0 })).toEqual([`${path}.period`])
  })
})

it('says which replies count, and repeats none of these calls', () => {
  for (const { api } of ORDERS) {
    expect(api.reads, api.name).toBeUndefined()
    expect(api.accepts, api.name).toBeUndefined()
  }
  expect(tradeAppPay.binds).toEqual(['out_trade_no'])
  expect(tradeAppPay.marks?.holds).toEqual(['trade_no', 'total_amount', 'app_id'])
  expect([tradePagePay.binds, tradeWapPay.binds]).toEqual([undefined, undefined])
})
