import { describe, expect, it } from 'vitest'
import { fundAccountQuery, fundTransCommonQuery, fundTransUniTransfer } from '../../src/alipay/index.ts'
import { broken, issues, sent } from './check.ts'
import { answered, outcomeOf } from './replies.ts'

const payee = { identity: '2088123412341234', identity_type: 'ALIPAY_USER_ID' } as const
const transfer = {
  out_biz_no: 'PAYOUT-1',
  trans_amount: '23.00',
  product_code: 'TRANS_ACCOUNT_NO_PWD',
  payee_info: payee,
}
const told = (more: object): string[] => broken(fundTransUniTransfer, { ...transfer, ...more })

describe('a transfer', () => {
  it('to an account is of 0.10 at least; a red packet may be smaller', () => {
    expect(told({ trans_amount: '0.1' })).toEqual([])
    expect(told({ trans_amount: '0.09' })).toEqual(['trans_amount'])
    expect(told({ trans_amount: '0.00' })).toEqual(['trans_amount'])
    const packet = { product_code: 'STD_RED_PACKET', business_params: { sub_biz_scene: 'REDPACKET' } }
    expect(told({ ...packet, trans_amount: '0.01' })).toEqual([])
    expect(told({ ...packet, trans_amount: '0' })).toEqual(['trans_amount'])
  })

  it('to a login needs the real name', () => {
    const login = { identity: 'li@example.com', identity_type: 'ALIPAY_LOGON_ID' }
    expect(told({ payee_info: { ...login, name: '李明' } })).toEqual([])
    expect(issues(fundTransUniTransfer, { ...transfer, payee_info: login })).toEqual([
      'payee_info.name is required with identity_type ALIPAY_LOGON_ID',
    ])
    expect(told({ payee_info: { ...login, name: '' } })).toEqual(['payee_info.name'])
    // Only a payee is looked for by name.
    expect(told({ payer_info: login })).toEqual([])
  })

  it('to a bank card needs the card', () => {
    const card = { identity: '6228480402564890018', identity_type: 'BANKCARD_ACCOUNT', name: '李明' }
    expect(told({ payee_info: { ...card, bankcard_ext_info: { account_type: '2' } } })).toEqual([])
    expect(told({ payee_info: card })).toEqual(['payee_info.bankcard_ext_info'])
    expect(told({ payee_info: { ...card, bankcard_ext_info: {} } })).toEqual([
      'payee_info.bankcard_ext_info.account_type',
    ])
  })

  it('as a red packet says so in its business parameters, which travel as JSON', () => {
    const packet = { ...transfer, product_code: 'STD_RED_PACKET' }
    for (const business_params of [undefined, {}, { sub_biz_scene: 'OTHER' }]) {
      expect(broken(fundTransUniTransfer, { ...packet, business_params })).toEqual(['business_params'])
    }
    const business_params = { sub_biz_scene: 'REDPACKET', payer_show_name_use_alias: 'true' }
    expect(sent(fundTransUniTransfer, { ...packet, business_params })).toEqual({
      ...packet,
      business_params: '{"sub_biz_scene":"REDPACKET","payer_show_name_use_alias":"true"}',
    })
  })

  it('reports each thing of its scene once', () => {
    const report = (...kinds: string[]): string[] =>
      told({ transfer_scene_report_infos: kinds.map(info_type => ({ info_type, info_content: 'x' })) })
    expect(report('岗位类型', '报酬说明')).toEqual([])
    expect(report('岗位类型', '岗位类型')).toEqual(['transfer_scene_report_infos'])
  })

  it('is sent once, however its answer stays out', () => {
    expect(fundTransUniTransfer.reads).toBeUndefined()
    expect(fundTransUniTransfer.binds).toEqual(['out_biz_no'])
  })

  it('may be accepted and not made', async () => {
    const members = '"out_biz_no":"PAYOUT-1","order_id":"2019","status":"DEALING"'
    expect((await answered(fundTransUniTransfer, transfer, members)).status).toBe('DEALING')
  })

  it.each([
    ['INVALID_PARAMETER', 'untouched'],
    ['EXCEED_LIMIT_SM_AMOUNT', 'untouched'],
    ['MEMO_REQUIRED_IN_TRANSFER_ERROR', 'untouched'],
    ['PAYER_PAYEE_CANNOT_SAME', 'untouched'],
    // An earlier identical call may have moved the money, and led to this.
    ['BALANCE_IS_NOT_ENOUGH', 'unknown'],
    ['PAYER_BALANCE_NOT_ENOUGH', 'unknown'],
    ['EXCEED_LIMIT_DM_AMOUNT', 'unknown'],
    ['EXCEED_LIMIT_DC_RECEIVED', 'unknown'],
    ['PAYEE_NOT_EXIST', 'unknown'],
    ['BIZ_UNIQUE_EXCEPTION', 'unknown'],
    ['PAYMENT_INFO_INCONSISTENCY', 'unknown'],
    ['ORDER_NOT_EXIST', 'unknown'],
    ['SYSTEM_ERROR', 'unknown'],
    // Only the code is known, so nothing is built on it.
    ['PAYMENT_FAIL', 'unknown'],
  ])('refused with %s leaves the money %s', async (reason, outcome) => {
    expect(await outcomeOf(fundTransUniTransfer, transfer, reason)).toBe(outcome)
  })
})

describe('the query of a transfer', () => {
  const scene = { product_code: 'TRANS_ACCOUNT_NO_PWD', biz_scene: 'DIRECT_TRANSFER' }

  it('needs one of three numbers, and beside yours alone the product and the scene', () => {
    expect(broken(fundTransCommonQuery, { pay_fund_order_id: '2020' })).toEqual([])
    expect(broken(fundTransCommonQuery, { order_id: '2019' })).toEqual([])
    expect(broken(fundTransCommonQuery, { out_biz_no: 'PAYOUT-1', ...scene })).toEqual([])
    expect(broken(fundTransCommonQuery, { out_biz_no: 'PAYOUT-1', order_id: '2019' })).toEqual([])
    expect(broken(fundTransCommonQuery, scene)).toEqual(['out_biz_no'])
    expect(broken(fundTransCommonQuery, { out_biz_no: 'PAYOUT-1' })).toEqual(['product_code', 'biz_scene'])
    expect(broken(fundTransCommonQuery, { ...scene, out_biz_no: '', order_id: '' })).toEqual(['out_biz_no'])
  })

  it('only reads, so that a refusal moved nothing', async () => {
    expect(fundTransCommonQuery.reads).toBe(true)
    const asked = { order_id: '2019' }
    expect(await outcomeOf(fundTransCommonQuery, asked, 'ORDER_NOT_EXIST')).toBe('untouched')
  })

  it('keeps the digits of every amount', async () => {
    const members = '"order_id":"2019","status":"SUCCESS","trans_amount":200.00,"order_fee":0.10'
    const answer = await answered(fundTransCommonQuery, { order_id: '2019' }, members)
    expect(answer).toMatchObject({ trans_amount: '200.00', order_fee: '0.10' })
  })
})

it("tells a transfer's reply from a query's by what only one of them says", async () => {
  const members = '"out_biz_no":"PAYOUT-1","order_id":"2019","status":"SUCCESS"'
  const relabelled = { code: 'ERR_SIGNATURE', diagnosis: 'relabelled' }
  for (const name of ['trans_date', 'link']) {
    const told = answered(fundTransCommonQuery, { order_id: '2019' }, `${members},"${name}":"x"`)
    await expect(told, name).rejects.toMatchObject({ ...relabelled, outcome: 'untouched' })
  }
  for (const name of [
    'trans_amount',
    'pay_date',
    'order_fee',
    'arrival_time_end',
    'error_code',
    'fail_reason',
  ]) {
    const told = answered(fundTransUniTransfer, transfer, `${members},"${name}":"x"`)
    await expect(told, name).rejects.toMatchObject({ ...relabelled, outcome: 'unknown' })
  }
})

describe('the query of an account', () => {
  const account = { account_type: 'ACCTRANS_ACCOUNT' }

  it('needs the user id or the openid', () => {
    expect(broken(fundAccountQuery, { ...account, alipay_user_id: '2088' })).toEqual([])
    expect(broken(fundAccountQuery, { ...account, alipay_open_id: 'x' })).toEqual([])
    expect(issues(fundAccountQuery, account)).toEqual(['alipay_user_id or alipay_open_id is required'])
  })

  it('is by product or by scene', () => {
    const some = { ...account, alipay_user_id: '2088' }
    expect(broken(fundAccountQuery, { ...some, account_product_code: 'A' })).toEqual([])
    expect(broken(fundAccountQuery, { ...some, account_scene_code: 'B' })).toEqual([])
    const both = { ...some, account_product_code: 'A', account_scene_code: 'B' }
    expect(broken(fundAccountQuery, both)).toEqual(['account_scene_code'])
  })

  it('keeps the digits of every amount, at depth too', async () => {
    const members = '"available_amount":26.40,"freeze_amount":0.00,"amount_detail":{"acs":20.40,"bank":6.00}'
    const asked = { ...account, alipay_user_id: '2088' }
    expect(await answered(fundAccountQuery, asked, members)).toMatchObject({
      available_amount: '26.40',
      freeze_amount: '0.00',
      amount_detail: { acs: '20.40', bank: '6.00' },
    })
  })
})
