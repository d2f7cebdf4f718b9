import { describe, expect, it } from 'vitest'
import {
  createAlipay,
  fundAuthOperationCancel,
  fundAuthOperationDetailQuery,
  fundAuthOrderAppFreeze,
  fundAuthOrderFreeze,
  fundAuthOrderUnfreeze,
  fundAuthOrderVoucherCreate,
} from '../../src/alipay/index.ts'
import { readReply, rsa2Verifier } from '../../src/index.ts'
import { gatewayPublicKey, signedReply } from '../support/gateway-key.ts'
import { appId } from '../support/keys.ts'
import { broken, issues, sent } from './check.ts'
import { answered, outcomeOf } from './replies.ts'

const order = {
  out_order_no: 'HOTEL_1',
  out_request_no: 'HOTEL_1_FREEZE',
  order_title: 'Deposit',
  amount: '500.00',
}
const code = { auth_code: '28763443825664394', auth_code_type: 'bar_code' } as const
const freeze = { ...order, ...code }
const release = { auth_no: '2016', out_request_no: 'HOTEL_1_RELEASE', amount: '200', remark: 'Back' }
const yours = { out_order_no: 'HOTEL_1', out_request_no: 'HOTEL_1_FREEZE' }
const alipays = { auth_no: '2014', operation_id: '2015' }

describe.each([
  { api: fundAuthOrderFreeze, least: freeze },
  { api: fundAuthOrderAppFreeze, least: { ...order, product_code: 'PRE_AUTH_ONLINE' } },
  { api: fundAuthOrderVoucherCreate, least: { ...order, product_code: 'PRE_AUTH' } },
])('$api.name', ({ api, least }) => {
  const told = (more: object): string[] => broken(api, { ...least, ...more })

  it('gives the money a time to be agreed to, under one name', () => {
    expect(told({ pay_timeout: '15d' })).toEqual([])
    expect(told({ timeout_express: '1m' })).toEqual([])
    expect(told({ pay_timeout: '15m', timeout_express: '15m' })).toEqual(['timeout_express'])
    for (const bad of ['0m', '16d', '1c', '1.5h', '90'])
      expect(told({ pay_timeout: bad })).toEqual(['pay_timeout'])
  })

  it('allows channels or forbids them, as JSON in a string', () => {
    const some = [{ payChannelType: 'MONEY_FUND' }, { payChannelType: 'PCREDIT_PAY' }]
    const json = '[{"payChannelType":"MONEY_FUND"},{"payChannelType":"PCREDIT_PAY"}]'
    expect(sent(api, { ...least, enable_pay_channels: some })).toMatchObject({ enable_pay_channels: json })
    expect(sent(api, { ...least, disable_pay_channels: some })).toMatchObject({ disable_pay_channels: json })
    const both = { enable_pay_channels: some, disable_pay_channels: some }
    expect(issues(api, { ...least, ...both })).toEqual([
      'disable_pay_channels cannot go with enable_pay_channels',
    ])
    expect(told({ enable_pay_channels: [{ pay_channel_type: 'MONEY_FUND' }] })).not.toEqual([])
    expect(told({ enable_pay_channels: json })).toEqual(['enable_pay_channels'])
  })

  it('charges after use what its mode says', () => {
    const payments = (mode: string | undefined, ...post_payments: object[]): string[] =>
      told({ deposit_product_mode: mode, post_payments })
    const known = { name: 'Rent', amount: '12.00' }
    const unknown = { name: 'Rent', description: '12 yuan a day' }
    expect(payments('POSTPAY', known, { ...known, ...unknown })).toEqual([])
    expect(payments('POSTPAY_UNCERTAIN', unknown)).toEqual([])
    expect(payments('DEPOSIT_ONLY')).toEqual([])
    expect(payments(undefined, known, unknown)).toEqual([])
    for (const wrong of [
      payments('POSTPAY', known, unknown),
      payments('POSTPAY', { amount: '12.00' }),
      payments('POSTPAY'),
      told({ deposit_product_mode: 'POSTPAY' }),
      payments('POSTPAY_UNCERTAIN', { ...known, ...unknown }),
      payments('POSTPAY_UNCERTAIN', { name: 'Rent' }),
      payments('POSTPAY_UNCERTAIN'),
      payments('DEPOSIT_ONLY', known),
    ]) {
      expect(wrong).toEqual(['post_payments'])
    }
  })

  it('freezes more than nothing', () => {
    expect(told({ amount: '0.01' })).toEqual([])
    for (const bad of ['0.00', '100000000.01', '1.001', 500])
      expect(told({ amount: bad })).toEqual(['amount'])
  })

  it('numbers order and freeze by letters, digits and underscores', () => {
    expect(told({ out_request_no: order.out_order_no })).toEqual([])
    for (const bad of ['', 'a-1', '订单', 'x'.repeat(65)]) {
      expect(told({ out_order_no: bad, out_request_no: bad })).toEqual(['out_order_no', 'out_request_no'])
    }
  })

  it('says as JSON who the payer must be, and what a freeze by credit needs', () => {
    const payer = { identity_params: { alipay_user_id: '2088' }, extra_param: { category: 'HOTEL' } }
    expect(sent(api, { ...least, ...payer })).toMatchObject({
      identity_params: '{"alipay_user_id":"2088"}',
      extra_param: '{"category":"HOTEL"}',
    })
    expect(told({ identity_params: { user_id: '2088' } })).not.toEqual([])
    expect(told({ payee_user_id: '208810200027579' })).toEqual(['payee_user_id'])
  })
})

it("takes a payer's code of any shape, and a face token of any length that Alipay makes", () => {
  const told = (more: object): string[] => broken(fundAuthOrderFreeze, { ...freeze, ...more })
  for (const auth_code of [`fp${'a'.repeat(33)}`, 'x'.repeat(300), 'x'.repeat(700)]) {
    expect(told({ auth_code, auth_code_type: 'security_code' })).toEqual([])
  }
  for (const auth_code of ['', 'x'.repeat(701)]) expect(told({ auth_code })).toEqual(['auth_code'])
})

describe.each([
  { api: fundAuthOperationCancel, rest: { remark: 'No answer' } },
  { api: fundAuthOperationDetailQuery, rest: {} },
])('$api.name', ({ api, rest }) => {
  it('takes your two numbers of an operation, or the two of Alipay', () => {
    expect(broken(api, { ...rest, ...yours })).toEqual([])
    expect(broken(api, { ...rest, ...alipays })).toEqual([])
    expect(broken(api, { ...rest, ...alipays, ...yours })).toEqual([])
    // What is there beside a whole pair does no harm.
    expect(broken(api, { ...rest, ...yours, auth_no: '2014' })).toEqual([])
    expect(broken(api, { ...rest, ...alipays, out_order_no: 'HOTEL_1' })).toEqual([])
  })

  it('wants the numbers in pairs', () => {
    expect(issues(api, rest)).toEqual(['auth_no or out_order_no is required'])
    expect(issues(api, { ...rest, auth_no: '2014' })).toEqual(['operation_id is required beside auth_no'])
    expect(issues(api, { ...rest, out_order_no: 'HOTEL_1' })).toEqual([
      'out_request_no is required beside out_order_no',
    ])
    expect(broken(api, { ...rest, auth_no: '2014', out_request_no: 'X' })).toEqual(['operation_id'])
    expect(broken(api, { ...rest, operation_id: '2015', out_order_no: 'X' })).toEqual(['out_request_no'])
    expect(broken(api, { ...rest, operation_id: '2015', out_request_no: 'X' })).toEqual(['auth_no'])
    expect(broken(api, { ...rest, auth_no: '', operation_id: '', out_order_no: '' })).toEqual(['auth_no'])
  })
})

it.each([
  { api: fundAuthOperationCancel, rest: yours },
  { api: fundAuthOrderUnfreeze, rest: release },
])('$api.name counts a Chinese letter of its remark twice', ({ api, rest }) => {
  const remark = (text: string): string[] => broken(api, { ...rest, remark: text })
  expect(remark('x'.repeat(100))).toEqual([])
  expect(remark('退'.repeat(50))).toEqual([])
  expect(remark(`${'退'.repeat(49)}xx`)).toEqual([])
  for (const bad of ['', 'x'.repeat(101), '退'.repeat(51), `${'退'.repeat(50)}x`]) {
    expect(remark(bad)).toEqual(['remark'])
  }
})

it('marks a fulfilled order of credit as JSON in a string', () => {
  const extra_param = { unfreezeBizInfo: '{"bizComplete":"true"}' }
  expect(sent(fundAuthOrderUnfreeze, { ...release, extra_param })).toEqual({
    ...release,
    extra_param: '{"unfreezeBizInfo":"{\\"bizComplete\\":\\"true\\"}"}',
  })
})

it('repeats reads only', () => {
  expect(fundAuthOperationDetailQuery.reads).toBe(true)
  for (const api of [
    fundAuthOperationCancel,
    fundAuthOrderAppFreeze,
    fundAuthOrderFreeze,
    fundAuthOrderUnfreeze,
    fundAuthOrderVoucherCreate,
  ]) {
    expect(api, api.name).not.toHaveProperty('reads')
  }
})

describe('what a reply says', () => {
  it('is that of a payer who has to agree, with success', async () => {
    const members =
      '"out_order_no":"HOTEL_1","out_request_no":"HOTEL_1_FREEZE","auth_no":"2014","operation_id":"1"'
    const { status } = await answered(fundAuthOrderFreeze, freeze, `${members},"status":"INIT"`)
    expect(status).toBe('INIT')
  })

  it('keeps the digits of every amount', async () => {
    const numbers = '"out_order_no":"HOTEL_1","out_request_no":"HOTEL_1_FREEZE"'
    const amounts =
      '"amount":200.00,"rest_amount":4600.00,"total_freeze_amount":4800.0,"total_pay_amount":0.00'
    const told = await answered(
      fundAuthOperationDetailQuery,
      yours,
      `${numbers},"operation_type":"UNFREEZE","status":"SUCCESS",${amounts}`,
    )
    expect(told).toMatchObject({ amount: '200.00', rest_amount: '4600.00', total_freeze_amount: '4800.0' })
    expect(told.total_pay_amount).toBe('0.00')
  })

  it('is not that of the freeze for who asks after the capture', async () => {
    const asked = { ...yours, operation_type: 'PAY' } as const
    const members = '"out_order_no":"HOTEL_1","out_request_no":"HOTEL_1_FREEZE","status":"SUCCESS"'
    await answered(fundAuthOperationDetailQuery, asked, `${members},"operation_type":"PAY"`)
    await expect(
      answered(fundAuthOperationDetailQuery, asked, `${members},"operation_type":"FREEZE"`),
    ).rejects.toMatchObject({ code: 'ERR_SIGNATURE', diagnosis: 'someone-elses', outcome: 'untouched' })
  })
})

describe("a freeze's reply", () => {
  const numbers = '"auth_no":"2016","operation_id":"1","status":"SUCCESS"'

  it('does not pass for that of a release with its number, since it says whose money it froze', async () => {
    const members = `${numbers},"out_request_no":"HOTEL_1_RELEASE"`
    expect(await answered(fundAuthOrderUnfreeze, release, members)).toMatchObject({ status: 'SUCCESS' })
    const whose = ['payer_user_id', 'payer_open_id', 'payer_logon_id', 'pre_auth_type', 'trans_currency']
    for (const name of [...whose, 'operation_type', 'order_status', 'action']) {
      const told = answered(fundAuthOrderUnfreeze, release, `${members},"${name}":"x"`)
      const refused = { code: 'ERR_SIGNATURE', diagnosis: 'relabelled', outcome: 'unknown' }
      await expect(told, name).rejects.toMatchObject(refused)
    }
  })

  it('that a phone hands in is believed where it names the app', async () => {
    const receiver = createAlipay({ appId, verifier: rsa2Verifier(gatewayPublicKey) })
    const asked = { ...order, product_code: 'PRE_AUTH_ONLINE' } as const
    const members = `${numbers},"out_order_no":"HOTEL_1","out_request_no":"HOTEL_1_FREEZE"`
    const told = (app: string): Promise<object> => {
      const text = `{"code":"10000","msg":"Success","app_id":"${app}",${members}}`
      const reply = signedReply('alipay_fund_auth_order_app_freeze_response', text)
      return readReply(receiver, fundAuthOrderAppFreeze, reply, asked)
    }
    expect(await told(appId)).toMatchObject({ auth_no: '2016', status: 'SUCCESS' })
    await expect(told('2000')).rejects.toMatchObject({ code: 'ERR_SIGNATURE', diagnosis: 'someone-elses' })
  })
})

describe('what a refusal says of the money', () => {
  it.each([
    ['ILLEGAL_ARGUMENT', 'untouched'],
    ['EXIST_FORBIDDEN_WORD', 'untouched'],
    ['PAYER_PAYEE_EQUAL', 'untouched'],
    // An earlier identical call may have frozen it.
    ['FREEZE_ALREADY_SUCCESS', 'unknown'],
    ['UNIQUE_VIOLATION', 'unknown'],
    ['ORDER_ALREADY_FINISH', 'unknown'],
    ['PAYMENT_AUTH_CODE_INVALID', 'unknown'],
    ['MONEY_NOT_ENOUGH', 'unknown'],
    ['SYSTEM_ERROR', 'unknown'],
  ])('of a freeze: %s is %s', async (reason, outcome) => {
    expect(await outcomeOf(fundAuthOrderFreeze, freeze, reason)).toBe(outcome)
  })

  it.each([
    ['AUTH_ORDER_NOT_EXIST', 'untouched'],
    // An earlier identical call may have released it.
    ['REQUEST_AMOUNT_EXCEED', 'unknown'],
    ['ORDER_ALREADY_CLOSED', 'unknown'],
    ['ILLEGAL_STATUS', 'unknown'],
    ['BIZ_ERROR', 'unknown'],
  ])('of a release: %s is %s', async (reason, outcome) => {
    expect(await outcomeOf(fundAuthOrderUnfreeze, release, reason)).toBe(outcome)
  })

  it.each([
    ['AUTH_ORDER_NOT_EXIST', 'untouched'],
    ['CANCEL_OPERATION_TIME_OUT', 'unknown'],
    ['ORDER_ALREADY_FINISH', 'unknown'],
  ])('of a cancellation: %s is %s', async (reason, outcome) => {
    expect(await outcomeOf(fundAuthOperationCancel, { ...yours, remark: 'x' }, reason)).toBe(outcome)
  })

  it('of a query: nothing moved', async () => {
    expect(await outcomeOf(fundAuthOperationDetailQuery, yours, 'SYSTEM_ERROR')).toBe('untouched')
  })
})
