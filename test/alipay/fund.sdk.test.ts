/** The official SDK and ours: the same wire fields of freezing and transferring give the same signature. */
import { describe, expect, it } from 'vitest'
import {
  fundAccountQuery,
  fundAuthOperationCancel,
  fundAuthOperationDetailQuery,
  fundAuthOrderAppFreeze,
  fundAuthOrderFreeze,
  fundAuthOrderUnfreeze,
  fundAuthOrderVoucherCreate,
  fundTransCommonQuery,
  fundTransUniTransfer,
} from '../../src/alipay/index.ts'
import { type Api, appString, signRequest } from '../../src/index.ts'
import { client, sdk } from '../support/official-sdk.ts'

const notifyUrl = 'http://127.0.0.1:1/notify?a=1&b=2'

const order = {
  out_order_no: 'HOTEL_1',
  out_request_no: 'HOTEL_1_FREEZE',
  order_title: '押金 & 房费=50% "+" 😀',
  amount: '500.00',
}
const enable_pay_channels = [{ payChannelType: 'MONEY_FUND' }]
const channels = '[{"payChannelType":"MONEY_FUND"}]'
const yours = { out_order_no: 'HOTEL_1', out_request_no: 'HOTEL_1_FREEZE' }

/** What is given, and what must travel where that is not the same. */
const CALLS: readonly { api: Api<'alipay'>; input: object; wire?: object }[] = [
  { api: fundAccountQuery, input: { alipay_user_id: '2088', account_type: 'ACCTRANS_ACCOUNT' } },
  { api: fundAuthOperationCancel, input: { ...yours, remark: '没有回答' } },
  { api: fundAuthOperationDetailQuery, input: { ...yours, operation_type: 'FREEZE' } },
  {
    api: fundAuthOrderFreeze,
    input: { ...order, auth_code: '28', auth_code_type: 'bar_code', enable_pay_channels },
    wire: { ...order, auth_code: '28', auth_code_type: 'bar_code', enable_pay_channels: channels },
  },
  {
    api: fundAuthOrderUnfreeze,
    input: { auth_no: '2016', out_request_no: 'R', amount: '1', remark: 'é "x"', extra_param: { a: 1 } },
    wire: { auth_no: '2016', out_request_no: 'R', amount: '1', remark: 'é "x"', extra_param: '{"a":1}' },
  },
  { api: fundAuthOrderVoucherCreate, input: { ...order, product_code: 'PRE_AUTH' } },
  { api: fundTransCommonQuery, input: { order_id: '2019' } },
  {
    api: fundTransUniTransfer,
    input: {
      out_biz_no: 'PAYOUT-1',
      trans_amount: '23.00',
      product_code: 'TRANS_ACCOUNT_NO_PWD',
      payee_info: { identity: 'li@example.com', identity_type: 'ALIPAY_LOGON_ID', name: '李明' },
    },
  },
]

/**
 * Both sides' parameters and signature; the SDK names itself in one, and takes the host's zone for Beijing's.
 */
const alike = (theirs: ReadonlyMap<string, string>) => ({
  now: () => new Date(`${theirs.get('timestamp')?.replace(' ', 'T')}+08:00`),
  extra: { common: { alipay_sdk: theirs.get('alipay_sdk') ?? '' } },
})

describe('a call', () => {
  it.each(CALLS)('$api.name', async ({ api, input, wire = input }) => {
    // The order of the members of biz_content is free, so the SDK is given ours, once it is known to be the
    // same.
    const draft = await signRequest(client, api, input)
    const bizContent = JSON.parse(draft.body.find(([name]) => name === 'biz_content')?.[1] ?? '')
    expect(bizContent).toEqual(wire)
    const url = sdk.pageExec(api.name, 'GET', { bizContent, notifyUrl, format: 'JSON' }) as string
    const theirs = new Map(new URL(url).searchParams)
    const { now, extra } = alike(theirs)
    const { query, body } = await signRequest({ ...client, now }, api, input, { notifyUrl, extra })
    expect([...query, ...body].sort()).toEqual([...theirs].sort())
  })
})

it('the order string of a freeze in an app', async () => {
  const input = { ...order, product_code: 'PRE_AUTH_ONLINE', enable_pay_channels } as const
  const draft = new URLSearchParams(await appString(client, fundAuthOrderAppFreeze, input))
  const bizContent = JSON.parse(draft.get('biz_content') ?? '')
  expect(bizContent).toEqual({ ...order, product_code: 'PRE_AUTH_ONLINE', enable_pay_channels: channels })
  const text = sdk.sdkExecute(fundAuthOrderAppFreeze.name, { bizContent, notifyUrl, format: 'JSON' })
  const theirs = new Map(new URLSearchParams(text))
  const { now, extra } = alike(theirs)
  const ours = await appString({ ...client, now }, fundAuthOrderAppFreeze, input, { notifyUrl, extra })
  expect([...new URLSearchParams(ours)].sort()).toEqual([...theirs].sort())
})
