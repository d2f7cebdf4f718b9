import { expect, it } from 'vitest'
import { tradePagePay } from '../../src/alipay/api/trade.page.pay.ts'
import { broken, sent } from './check.ts'

const order = { out_trade_no: 'ORDER-1', subject: 'Coffee', total_amount: '88.88' }

it('fills in the product, for the gateway requires it', () => {
  expect(sent(tradePagePay, order)).toEqual({ ...order, product_code: 'FAST_INSTANT_TRADE_PAY' })
  expect(broken(tradePagePay, { ...order, product_code: 'QUICK_WAP_WAY' })).toEqual(['product_code'])
})

it('takes a width only for the code of that width', () => {
  expect(broken(tradePagePay, { ...order, qr_pay_mode: '4', qrcode_width: 100 })).toEqual([])
  expect(broken(tradePagePay, { ...order, qr_pay_mode: '4' })).toEqual([])
  expect(broken(tradePagePay, { ...order, qrcode_width: 100 })).toEqual(['qrcode_width'])
  expect(broken(tradePagePay, { ...order, qr_pay_mode: '1', qrcode_width: 100 })).toEqual(['qrcode_width'])
  expect(broken(tradePagePay, { ...order, qr_pay_mode: '4', qrcode_width: '100' })).toEqual(['qrcode_width'])
})

it('refuses the default scene for an agreement with a number of its own', () => {
  const sign = (params: object): string[] =>
    broken(tradePagePay, {
      ...order,
      agreement_sign_params: { personal_product_code: 'GENERAL_WITHHOLDING_P', ...params },
    })
  expect(sign({ external_agreement_no: 'test' })).toEqual([])
  expect(sign({ sign_scene: 'DEFAULT|DEFAULT' })).toEqual([])
  expect(sign({ external_agreement_no: 'test', sign_scene: 'INDUSTRY|CARRENTAL' })).toEqual([])
  expect(sign({ external_agreement_no: 'test', sign_scene: 'DEFAULT|DEFAULT' })).toEqual([
    'agreement_sign_params.sign_scene',
  ])
})

it('writes the three objects that Alipay wants as JSON text', () => {
  const made = sent(tradePagePay, {
    ...order,
    promo_params: { storeIdType: '1' },
    business_params: { data: '123' },
    invoice_info: {
      key_info: { is_support_invoice: true, invoice_merchant_name: 'ABC|003', tax_num: '1464888883494' },
      details: [{ code: '100294400', name: '服饰', num: '2' }],
    },
  })
  expect(made).toMatchObject({
    promo_params: '{"storeIdType":"1"}',
    business_params: '{"data":"123"}',
    invoice_info: { details: '[{"code":"100294400","name":"服饰","num":"2"}]' },
  })
})

it('needs a total: the parts of a scanned payment do not exist here', () => {
  expect(broken(tradePagePay, { ...order, total_amount: undefined })).toEqual(['total_amount'])
  expect(broken(tradePagePay, { ...order, discountable_amount: '1' })).toEqual(['discountable_amount'])
})
