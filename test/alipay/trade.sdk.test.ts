/** The official SDK and ours: the same wire fields of royalty, settlement and credit give the same signature. */
import { expect, it } from 'vitest'
import {
  tradeAdvanceConsult,
  tradeOrderinfoSync,
  tradeOrderSettle,
  tradeOrderSettleQuery,
  tradePageRefund,
  tradeRefundApply,
  tradeRoyaltyRelationBatchquery,
  tradeRoyaltyRelationBind,
  tradeRoyaltyRelationUnbind,
  tradeSettleConfirm,
} from '../../src/alipay/index.ts'
import { type Api, signRequest } from '../../src/index.ts'
import { client, sdk } from '../support/official-sdk.ts'

const refund = { out_trade_no: 'ORDER-1', refund_amount: '8.88', out_request_no: 'REFUND-1' }
const receiver = { type: 'loginName', account: 'li@example.com', name: '李明', memo: 'a & b = c' }
const shares = [{ trans_in: '2088101126708402', amount: '0.10', royalty_scene: '平台服务费', desc: 'é "x"' }]
const settle_info = { settle_detail_infos: [{ trans_in_type: 'defaultSettle', amount: '0.10' }] }
const merchant = { industry_product_code: 'CAR', sub_merchant_id: '2088', sub_merchant_type: 'PARTNER' }
const relation = { receiver_list: [receiver], out_request_no: 'BIND_1' }

/** What is given, and what must travel where that is not the same. */
const REQUESTS: readonly { api: Api<'alipay'>; input: object; wire?: object }[] = [
  { api: tradeAdvanceConsult, input: { ...merchant, alipay_user_id: '2088302483540171' } },
  {
    api: tradeOrderSettle,
    input: {
      trade_no: '2014',
      out_request_no: 'SETTLE_1',
      royalty_parameters: shares,
      royalty_mode: 'async',
    },
  },
  { api: tradeOrderSettleQuery, input: { trade_no: '2014', out_request_no: 'SETTLE_1' } },
  {
    api: tradeOrderinfoSync,
    input: { out_request_no: '1', biz_type: 'CREDIT_AUTH', order_biz_info: { status: 'COMPLETE' } },
    wire: { out_request_no: '1', biz_type: 'CREDIT_AUTH', order_biz_info: '{"status":"COMPLETE"}' },
  },
  { api: tradePageRefund, input: { ...refund, biz_type: 'CREDIT_REFUND' } },
  {
    api: tradeRefundApply,
    input: { ...refund, extend_params: { cancel_bill_no: '1' } },
    wire: { ...refund, extend_params: '{"cancel_bill_no":"1"}' },
  },
  { api: tradeRoyaltyRelationBatchquery, input: { out_request_no: 'LIST_1', page_num: 2, page_size: 100 } },
  { api: tradeRoyaltyRelationBind, input: relation },
  { api: tradeRoyaltyRelationUnbind, input: relation },
  { api: tradeSettleConfirm, input: { trade_no: '2014', out_request_no: 'CONFIRM-1', settle_info } },
]

it.each(REQUESTS)('$api.name', async ({ api, input, wire = input }) => {
  // The order of the members of biz_content is free, so the SDK is given ours, once it is known to be the same.
  const draft = await signRequest(client, api, input)
  const bizContent = JSON.parse(draft.body.find(([name]) => name === 'biz_content')?.[1] ?? '')
  expect(bizContent).toEqual(wire)

  const url = new URL(sdk.pageExec(api.name, 'GET', { bizContent, format: 'JSON' }) as string)
  const theirs = new Map(url.searchParams)
  // The SDK names itself in a parameter, and takes the host's zone for Beijing's.
  const now = () => new Date(`${theirs.get('timestamp')?.replace(' ', 'T')}+08:00`)
  const extra = { common: { alipay_sdk: theirs.get('alipay_sdk') ?? '' } }
  const { query, body } = await signRequest({ ...client, now }, api, input, { extra })
  expect([...query, ...body].sort()).toEqual([...theirs].sort())
})
