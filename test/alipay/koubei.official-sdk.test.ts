/** The official SDK and ours sign the same text for the same parameters of Koubei's, MYbank's and Huabei's APIs. */
import { expect, it } from 'vitest'
import * as alipay from '../../src/alipay/index.ts'
import { type Api, signRequest } from '../../src/index.ts'
import { client, sdk } from '../support/official-sdk.ts'

/** Each API with an input that has a text beyond ASCII, and what of it travels in another form. */
const REQUESTS = [
  {
    api: alipay.koubeiTradeItemorderBuy,
    input: {
      out_order_no: 'A1',
      subject: '礼品卡 "+" 50%',
      biz_product: 'ONLINE_PURCHASE',
      biz_scene: 'giftCard',
      shop_id: '2015051100077000000000000300',
      buyer_id: '2088102015433735',
      total_amount: '20.00',
      item_order_details: [{ sku_id: 'S1', quantity: 2, price: '10.00', original_price: '50.00' }],
      promo_params: { key: '值' },
    },
    travels: { promo_params: '{"key":"值"}' },
  },
  { api: alipay.koubeiTradeItemorderQuery, input: { order_no: '2018' } },
  {
    api: alipay.koubeiTradeItemorderRefund,
    input: {
      order_no: '2018',
      out_request_no: 'R1',
      refund_infos: [{ item_order_no: 'I1', amount: '10.00' }],
      reason: '退货',
    },
  },
  {
    api: alipay.koubeiTradeOrderPrecreate,
    input: { request_id: 'Q1', biz_type: 'POST_ORDER_PAY', out_order_no: '单1', shop_id: '2015' },
  },
  {
    api: alipay.koubeiTradeTicketTicketcodeCancel,
    input: { request_id: 'Q1', request_biz_no: 'Q1', ticket_code: '016569843362', quantity: '1' },
  },
  {
    api: alipay.koubeiTradeTicketTicketcodeDelay,
    input: { request_id: 'Q1', end_date: '20180131 235959', order_no: '2018', ticket_code: '016569843362' },
    travels: { code_type: 'INTERNAL_CODE' },
  },
  { api: alipay.koubeiTradeTicketTicketcodeQuery, input: { ticket_code: '016569843362', shop_id: '2015' } },
  {
    api: alipay.koubeiTradeTicketTicketcodeSend,
    input: {
      request_id: 'Q1',
      order_no: '2018',
      send_order_no: 'D1',
      send_token: 'a+b/c=',
      isv_ma_list: [{ code: '016569843362', num: '1' }],
    },
  },
  {
    api: alipay.mybankPaymentTradeOrderCreate,
    input: {
      partner_id: '2022',
      out_trade_no: 'O1',
      recon_related_no: 'O1',
      pd_code: '0105',
      ev_code: '1205',
      total_amount: '8888',
      currency_code: '156',
      goods_info: [{ goods_name: '咖啡', goods_price: '88.88' }],
      seller_id: '2088',
      pay_type: 'pay',
      pay_date: '2026-01-31 09:30:00',
    },
  },
  {
    api: alipay.pcreditHuabeiAuthSettleApply,
    input: {
      out_request_no: '结算1',
      agreement_no: '2017',
      pay_amount: '88.88',
      alipay_user_id: '2088101117955611',
      extend_params: {
        period: '20260101000000-20260131235959',
        period_summary_info: '{"total_pay_count":"2"}',
      },
    },
  },
] as const

it.each(REQUESTS)('$api.name', async ({ api, input, ...rest }) => {
  const call = api as unknown as Api<'alipay', object, unknown, 'call'>
  const draft = await signRequest(client, call, input)
  expect(draft.body.map(([name]) => name)).toEqual(['biz_content'])
  const bizContent: object = JSON.parse(draft.body[0]?.[1] ?? '')
  expect(bizContent).toEqual({ ...input, ...('travels' in rest ? rest.travels : {}) })

  const theirs = new Map(
    new URL(sdk.pageExec(call.name, 'GET', { bizContent, format: 'JSON' }) as string).searchParams,
  )
  // The SDK names itself in a parameter, and takes the host's zone for Beijing's.
  const alipay_sdk = theirs.get('alipay_sdk') as string
  const now = () => new Date(`${theirs.get('timestamp')?.replace(' ', 'T')}+08:00`)
  const ours = await signRequest({ ...client, now }, call, input, { extra: { common: { alipay_sdk } } })
  expect([...ours.query, ...ours.body].sort()).toEqual([...theirs].sort())
  expect(theirs.get('method')).toBe(call.name)
  expect(theirs.get('sign')).toMatch(/^[\w+/]{342}==$/)
})
