/** Sharing a payment out, settling it, and who may receive: inputs, what the replies say, what refusals mean. */
import { describe, expect, it } from 'vitest'
import {
  tradeOrderSettle,
  tradeOrderSettleQuery,
  tradeRoyaltyRelationBatchquery,
  tradeRoyaltyRelationBind,
  tradeRoyaltyRelationUnbind,
  tradeSettleConfirm,
} from '../../src/alipay/index.ts'
import { broken, issues, sent } from './check.ts'
import { answered, outcomeOf } from './replies.ts'

const settle = {
  out_request_no: 'SETTLE_1',
  trade_no: '2014',
  royalty_parameters: [{ trans_in: '2088101126708402', amount: '0.10' }],
}

describe('alipay.trade.order.settle', () => {
  it('shares out, or only ends the sharing', () => {
    const { royalty_parameters: _, ...rest } = settle
    expect(broken(tradeOrderSettle, settle)).toEqual([])
    expect(broken(tradeOrderSettle, { ...rest, extend_params: { royalty_finish: 'true' } })).toEqual([])
    for (const nothing of [{}, { royalty_parameters: [] }, { extend_params: { royalty_finish: 'false' } }]) {
      expect(issues(tradeOrderSettle, { ...rest, ...nothing })).toEqual([
        'royalty_parameters or extend_params.royalty_finish true is required',
      ])
    }
  })

  it('lets a part go only where the sharing ends', () => {
    const finish = (extend_params: object) => broken(tradeOrderSettle, { ...settle, extend_params })
    expect(finish({ royalty_finish: 'true', royalty_finish_amount: '1.00' })).toEqual([])
    expect(finish({ royalty_finish: 'true' })).toEqual([])
    for (const royalty_finish of ['false', undefined]) {
      expect(finish({ royalty_finish, royalty_finish_amount: '1.00' })).toEqual([
        'extend_params.royalty_finish_amount',
      ])
    }
  })

  it('takes every kind of receiver: a user id, a login name, an openid', () => {
    const share = (trans_in: string, trans_in_type: string) =>
      broken(tradeOrderSettle, { ...settle, royalty_parameters: [{ trans_in, trans_in_type }] })
    expect(share('2088101126708402', 'userId')).toEqual([])
    expect(share('a.rather.long.name@example.com', 'loginName')).toEqual([])
    expect(share('093PJtApYb2uKq0mXk_x86z_fAMOU-DtIEvErQ8x8YQKAEF', 'openId')).toEqual([])
    expect(share('x'.repeat(129), 'openId')).toEqual(['royalty_parameters.0.trans_in'])
    expect(share('', 'userId')).toEqual(['royalty_parameters.0.trans_in'])
  })

  it('takes numbers of letters, digits and underscores', () => {
    const number = (out_request_no: string) => issues(tradeOrderSettle, { ...settle, out_request_no })
    expect(number('a'.repeat(64))).toEqual([])
    for (const wrong of ['', 'a-1', '单', 'a'.repeat(65), 'a\n']) {
      expect(number(wrong)).toEqual(['out_request_no must be 1 to 64 letters, digits or "_"'])
    }
  })

  it('says which trade, and by which number to ask on', async () => {
    const members = '"trade_no":"2014","settle_no":"20210718002530070036530006474222"'
    expect(await answered(tradeOrderSettle, settle, members)).toEqual({
      code: '10000',
      msg: 'Success',
      trade_no: '2014',
      settle_no: '20210718002530070036530006474222',
    })
    expect(await answered(tradeOrderSettle, settle, '"trade_no":"2014"')).toMatchObject({ trade_no: '2014' })
    await expect(answered(tradeOrderSettle, settle, '"trade_no":"2015"')).rejects.toMatchObject({
      diagnosis: 'someone-elses',
      outcome: 'unknown',
    })
  })

  it('is never repeated by itself', () => expect(tradeOrderSettle.reads).toBeUndefined())

  it.each([
    ['ACQ.INVALID_PARAMETER', 'untouched'],
    ['ACQ.TRADE_NOT_EXIST', 'untouched'],
    ['ACQ.ACCESS_FORBIDDEN', 'untouched'],
    // Alipay's page: after these two it may have worked.
    ['ACQ.SYSTEM_ERROR', 'unknown'],
    ['ACQ.TRADE_SETTLE_ERROR', 'unknown'],
    // An earlier identical call, or the other receivers.
    ['ACQ.DUP_OUT_REQUEST_NO', 'unknown'],
    ['ACQ.ALREADY_FINISH_ALLOC', 'unknown'],
    ['ACQ.ALLOC_AMOUNT_VALIDATE_ERROR', 'unknown'],
    ['ACQ.ROYALTY_ACCOUNT_NOT_EXIST', 'unknown'],
    ['ACQ.CUSTOMER_VALIDATE_ERROR', 'unknown'],
  ])('%s leaves the money %s', async (sub_code, outcome) => {
    expect(await outcomeOf(tradeOrderSettle, settle, sub_code)).toBe(outcome)
  })
})

describe('alipay.trade.order.settle.query', () => {
  it('asks by one number or by the other two', () => {
    expect(broken(tradeOrderSettleQuery, { settle_no: '1' })).toEqual([])
    expect(broken(tradeOrderSettleQuery, { out_request_no: 'SETTLE_1', trade_no: '2014' })).toEqual([])
    for (const half of [{}, { trade_no: '2014' }, { out_request_no: 'SETTLE_1' }, { settle_no: '' }]) {
      expect(issues(tradeOrderSettleQuery, half)).toEqual([
        'settle_no or both out_request_no and trade_no are required',
      ])
    }
  })

  it('tells each share, its amount by the digits that were signed', async () => {
    const asked = { out_request_no: 'SETTLE_1', trade_no: '2014' }
    // As Alipay's page shows it: the amount is a bare number there.
    const share = '{"operation_type":"transfer","trans_in":"2088111111112222","amount":10.00,"state":"FAIL"}'
    const members = `"out_request_no":"SETTLE_1","operation_dt":"2021-07-30 12:00:00","royalty_detail_list":[${share}]`
    const result = await answered(tradeOrderSettleQuery, asked, members)
    expect(result.royalty_detail_list).toEqual([
      { operation_type: 'transfer', trans_in: '2088111111112222', amount: '10.00', state: 'FAIL' },
    ])
    await expect(
      answered(tradeOrderSettleQuery, asked, '"out_request_no":"SETTLE_2","royalty_detail_list":[]'),
    ).rejects.toMatchObject({ diagnosis: 'someone-elses', outcome: 'untouched' })
    await expect(answered(tradeOrderSettleQuery, asked, '"out_request_no":"SETTLE_1"')).rejects.toMatchObject(
      {
        diagnosis: 'relabelled',
        outcome: 'untouched',
      },
    )
  })

  it('only reads, whatever it is refused for', async () => {
    expect(tradeOrderSettleQuery.reads).toBe(true)
    expect(await outcomeOf(tradeOrderSettleQuery, { settle_no: '1' }, 'SYSTEM_ERROR')).toBe('untouched')
  })
})

const userId = { type: 'userId', account: '2088101126708402' } as const
const loginName = { type: 'loginName', account: 'test@alitest.xyz' } as const
const relations = [tradeRoyaltyRelationBind, tradeRoyaltyRelationUnbind] as const

describe.each(relations)('$name', api => {
  const request = (receiver_list: unknown) => ({ out_request_no: 'BIND_1', receiver_list })

  it('takes 1 to 20 receivers, each with its account', () => {
    expect(broken(api, request([userId]))).toEqual([])
    expect(broken(api, request(Array(20).fill(userId)))).toEqual([])
    expect(issues(api, request([]))).toEqual(['receiver_list must hold at least one receiver'])
    expect(issues(api, request(Array(21).fill(userId)))).toEqual([
      'receiver_list must hold at most 20 receivers',
    ])
    expect(broken(api, request([{ type: 'userId' }]))).toEqual(['receiver_list.0.account'])
    expect(broken(api, request([{ type: 'userId', account: '' }]))).toEqual(['receiver_list.0.account'])
    expect(broken(api, request([{ account: '2088' }]))).toEqual(['receiver_list.0.type'])
    expect(broken(api, request([{ ...userId, nick: 'x' }]))).toEqual(['receiver_list.0.nick'])
  })

  it('takes a number of at most 32 letters, digits and underscores', () => {
    const number = (out_request_no: string) => broken(api, { out_request_no, receiver_list: [userId] })
    expect(number('a'.repeat(32))).toEqual([])
    for (const wrong of ['', 'a-1', 'a'.repeat(33)]) expect(number(wrong)).toEqual(['out_request_no'])
  })

  it('says whether it worked, which code 10000 does not', async () => {
    const asked = { out_request_no: 'BIND_1', receiver_list: [userId] }
    expect(await answered(api, asked, '"result_code":"SUCCESS"')).toMatchObject({ result_code: 'SUCCESS' })
    expect(await answered(api, asked, '"result_code":"FAIL"')).toMatchObject({
      code: '10000',
      result_code: 'FAIL',
    })
    await expect(answered(api, asked, '"x":"y"')).rejects.toMatchObject({ diagnosis: 'relabelled' })
  })

  it('is a write: it is never repeated by itself, and few refusals say that nothing was done', async () => {
    const asked = { out_request_no: 'BIND_1', receiver_list: [userId] }
    expect(api.reads).toBeUndefined()
    expect(await outcomeOf(api, asked, 'INVALID_PARAMETER')).toBe('untouched')
    for (const code of ['SYSTEM_ERROR', 'USER_NOT_EXIST', 'PRODUCT_UNSIGN', 'USERNAME_NOT_MATCH']) {
      expect(await outcomeOf(api, asked, code), code).toBe('unknown')
    }
  })
})

it('binds a login name only with the name of its owner', () => {
  const bind = (receiver_list: unknown[]) =>
    issues(tradeRoyaltyRelationBind, { out_request_no: 'BIND_1', receiver_list })
  expect(bind([{ ...loginName, name: 'Li Ming' }])).toEqual([])
  expect(bind([userId, loginName])).toEqual(['receiver_list.1.name is required with a loginName'])
  expect(bind([{ ...loginName, name: '' }])).toEqual(['receiver_list.0.name is required with a loginName'])
  const unbind = { out_request_no: 'UNBIND_1', receiver_list: [loginName] }
  expect(broken(tradeRoyaltyRelationUnbind, unbind)).toEqual([])
})

describe('alipay.trade.royalty.relation.batchquery', () => {
  it('asks for a page of 1 to 100', () => {
    const page = (more: object) =>
      broken(tradeRoyaltyRelationBatchquery, { out_request_no: 'LIST_1', ...more })
    expect(page({})).toEqual([])
    expect(page({ page_num: 1, page_size: 100 })).toEqual([])
    for (const wrong of [0, 1.5, -1, '1']) expect(page({ page_num: wrong })).toEqual(['page_num'])
    for (const wrong of [0, 101, '20']) expect(page({ page_size: wrong })).toEqual(['page_size'])
  })

  it('lists receivers that can be unbound as they are', async () => {
    const asked = { out_request_no: 'LIST_1' }
    // As Alipay's page shows it.
    const one =
      '{"type":"userId","account":"2088101126708402","memo":"分账给测试商户","login_name":"test@alitest.xyz","bind_login_name":"test@alitest.xyz"}'
    const members = `"result_code":"SUCCESS","receiver_list":[${one}],"total_page_num":10,"total_record_num":480,"current_page_num":1,"current_page_size":20`
    const { receiver_list = [], total_record_num } = await answered(
      tradeRoyaltyRelationBatchquery,
      asked,
      members,
    )
    expect(total_record_num).toBe(480)
    const unbind = { out_request_no: 'UNBIND_1', receiver_list }
    expect(sent(tradeRoyaltyRelationUnbind, unbind)).toEqual(unbind)
  })

  it('only reads', async () => {
    expect(tradeRoyaltyRelationBatchquery.reads).toBe(true)
    expect(
      await outcomeOf(tradeRoyaltyRelationBatchquery, { out_request_no: 'LIST_1' }, 'SYSTEM_ERROR'),
    ).toBe('untouched')
  })
})

describe('alipay.trade.settle.confirm', () => {
  const confirm = { out_request_no: 'CONFIRM-1', trade_no: '2014' }
  const detail = { trans_in_type: 'defaultSettle', amount: '0.10' } as const

  it('settles one item, to the account on record or to a given one', () => {
    const to = (...settle_detail_infos: object[]) =>
      broken(tradeSettleConfirm, { ...confirm, settle_info: { settle_detail_infos } })
    expect(to(detail)).toEqual([])
    expect(to({ trans_in_type: 'userId', trans_in: '2088', amount: '0.10', actual_amount: '0.05' })).toEqual(
      [],
    )
    expect(to()).toEqual(['settle_info.settle_detail_infos'])
    expect(to(detail, detail)).toEqual(['settle_info.settle_detail_infos'])
    expect(to({ ...detail, trans_in: '2088' })).toEqual(['settle_info.settle_detail_infos.0.trans_in'])
    expect(to({ trans_in_type: 'userId', amount: '0.10' })).toEqual([
      'settle_info.settle_detail_infos.0.trans_in',
    ])
  })

  it('needs both numbers', () => {
    expect(broken(tradeSettleConfirm, confirm)).toEqual([])
    expect(broken(tradeSettleConfirm, { ...confirm, trade_no: '' })).toEqual(['trade_no'])
    expect(broken(tradeSettleConfirm, { ...confirm, out_request_no: '' })).toEqual(['out_request_no'])
  })

  it('says how much was settled, by the digits that were signed', async () => {
    const members = '"trade_no":"2014","out_request_no":"CONFIRM-1","settle_amount":0.10'
    expect(await answered(tradeSettleConfirm, confirm, members)).toMatchObject({ settle_amount: '0.10' })
    for (const other of [
      '"trade_no":"2015","out_request_no":"CONFIRM-1"',
      '"trade_no":"2014","out_request_no":"2"',
    ]) {
      await expect(answered(tradeSettleConfirm, confirm, other)).rejects.toMatchObject({
        diagnosis: 'someone-elses',
      })
    }
    await expect(answered(tradeSettleConfirm, confirm, '"trade_no":"2014"')).rejects.toMatchObject({
      diagnosis: 'relabelled',
      outcome: 'unknown',
    })
  })

  it.each([
    ['ACQ.INVALID_PARAMETER', 'untouched'],
    ['ACQ.DEFAULT_SETTLE_RULE_NOT_EXIST', 'untouched'],
    ['ACQ.SYSTEM_ERROR', 'unknown'],
    ['ACQ.TRADE_SETTLE_ERROR', 'unknown'],
    ['ACQ.ALREADY_CONFIRM_SETTLE', 'unknown'],
    ['ACQ.DUP_OUT_REQUEST_NO', 'unknown'],
    ['ACQ.TRADE_HAS_FINISHED', 'unknown'],
    ['ACQ.TRADE_HAS_CLOSE', 'unknown'],
  ])('%s leaves the money %s', async (sub_code, outcome) => {
    expect(await outcomeOf(tradeSettleConfirm, confirm, sub_code)).toBe(outcome)
  })
})
