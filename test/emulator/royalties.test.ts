import { describe, expect, it } from 'vitest'
import type { Emulator } from '../../src/emulator/index.ts'
import { call, coffee, emulate, otherAppId, otherKeys } from './support.ts'

const settle = 'alipay.trade.order.settle'
const query = 'alipay.trade.order.settle.query'
const seller = '2088102146225135'
const partner = '2088101126708402'

const share = { trans_in: partner, trans_in_type: 'userId', amount: '8.88', desc: '佣金' }

async function paid(): Promise<{ emulator: Emulator; trade_no: string }> {
  const emulator = await emulate()
  const { trade_no = '' } = await call(emulator, 'alipay.trade.pay', coffee)
  return { emulator, trade_no }
}

describe(settle, () => {
  it('shares out once per request number', async () => {
    const { emulator, trade_no } = await paid()
    const order = { trade_no, out_request_no: 'S1', royalty_parameters: [share] }
    const first = await call(emulator, settle, order)
    expect(first).toEqual({
      code: '10000',
      msg: 'Success',
      settle_no: expect.stringMatching(/^20260101\d{24}$/),
      trade_no,
    })
    expect(await call(emulator, settle, order)).toEqual(first)
    expect([emulator.balance(partner), emulator.balance(seller)]).toEqual(['8.88', '1000080.00'])
    for (const royalty_parameters of [
      [{ ...share, amount: '8.89' }],
      [{ ...share, trans_in: '2088101126708403' }],
      [share, share],
    ]) {
      const other = await call(emulator, settle, { ...order, royalty_parameters })
      expect(other['sub_code']).toBe('ACQ.DISCORDANT_REPEAT_REQUEST')
    }
  })

  it('shares no more than the trade has left, to the cent, refunds and earlier shares taken off', async () => {
    const { emulator, trade_no } = await paid()
    const give = async (out_request_no: string, ...amounts: string[]) => {
      const royalty_parameters = amounts.map(amount => ({ ...share, amount }))
      return (await call(emulator, settle, { trade_no, out_request_no, royalty_parameters }))['sub_code']
    }
    expect(await give('S1', '88.89')).toBe('ACQ.TRADE_SETTLE_ERROR')
    expect(await give('S2', '80.00', '8.89')).toBe('ACQ.TRADE_SETTLE_ERROR')
    expect(await give('S3', '40.00')).toBeUndefined()
    const back = { out_trade_no: 'ORDER-1', refund_amount: '40.00', out_request_no: 'R1' }
    await call(emulator, 'alipay.trade.refund', back)
    expect(await give('S4', '8.89')).toBe('ACQ.TRADE_SETTLE_ERROR')
    expect(await give('S5', '4.44', '4.44')).toBeUndefined()
    expect(await give('S6', '0.01')).toBe('ACQ.TRADE_SETTLE_ERROR')
    expect(emulator.balance(partner)).toBe('48.88')
  })

  it('takes percent of the trade', async () => {
    const { emulator, trade_no } = await paid()
    const { amount: _, ...rest } = share
    const royalty_parameters = [{ ...rest, amount_percentage: 10 }]
    await call(emulator, settle, { trade_no, out_request_no: 'S1', royalty_parameters })
    expect(emulator.balance(partner)).toBe('8.88')
  })

  it('ends when that is said', async () => {
    const { emulator, trade_no } = await paid()
    const end = { trade_no, out_request_no: 'S1', extend_params: { royalty_finish: 'true' } }
    expect((await call(emulator, settle, end))['code']).toBe('10000')
    const more = { trade_no, out_request_no: 'S2', royalty_parameters: [share] }
    expect((await call(emulator, settle, more))['sub_code']).toBe('ACQ.ALREADY_FINISH_ALLOC')
  })

  it.each([
    [{ out_request_no: undefined }, 'ACQ.INVALID_PARAMETER'],
    [{ trade_no: undefined }, 'ACQ.INVALID_PARAMETER'],
    [{ trade_no: '1' }, 'ACQ.TRADE_NOT_EXIST'],
    [{ royalty_parameters: undefined }, 'ACQ.INVALID_PARAMETER'],
    [{ royalty_parameters: [] }, 'ACQ.INVALID_PARAMETER'],
    [{ royalty_parameters: [{ ...share, trans_in: undefined }] }, 'ACQ.INVALID_PARAMETER'],
    [{ royalty_parameters: [{ ...share, amount: undefined }] }, 'ACQ.INVALID_PARAMETER'],
    [{ royalty_parameters: [{ ...share, royalty_type: 'gift' }] }, 'ACQ.INVALID_PARAMETER'],
    [{ royalty_parameters: ['all'] }, 'ACQ.INVALID_PARAMETER'],
    [{ royalty_parameters: [{ ...share, trans_in: 'somebody' }] }, 'ACQ.ROYALTY_ACCOUNT_NOT_EXIST'],
  ])('refuses %j', async (more, subCode) => {
    const { emulator, trade_no } = await paid()
    const order = { trade_no, out_request_no: 'S1', royalty_parameters: [share] }
    expect((await call(emulator, settle, { ...order, ...more }))['sub_code']).toBe(subCode)
    expect(emulator.balance(seller)).toBe('1000088.88')
  })

  it('shares nothing of what is not paid, or given back', async () => {
    const emulator = await emulate()
    const auth_code = emulator.issuePayerCode({ confirms: true })
    const { trade_no } = await call(emulator, 'alipay.trade.pay', { ...coffee, auth_code })
    const order = { trade_no, out_request_no: 'S1', royalty_parameters: [share] }
    expect((await call(emulator, settle, order))['sub_code']).toBe('ACQ.TRADE_STATUS_ERROR')
    await emulator.pay('ORDER-1')
    const back = { out_trade_no: 'ORDER-1', refund_amount: '88.88' }
    await call(emulator, 'alipay.trade.refund', back)
    expect((await call(emulator, settle, order))['sub_code']).toBe('ACQ.REASON_TRADE_STATUS_INVALID')
  })
})

it('tells of shares by either number', async () => {
  const { emulator, trade_no } = await paid()
  const order = { trade_no, out_request_no: 'S1', royalty_parameters: [share, { ...share, amount: '1.12' }] }
  const { settle_no } = await call(emulator, settle, order)
  const found = await call(emulator, query, { settle_no })
  expect(found).toEqual({
    code: '10000',
    msg: 'Success',
    operation_dt: '2026-01-01 08:00:00',
    out_request_no: 'S1',
    royalty_detail_list: ['8.88', '1.12'].map(amount => ({
      amount,
      detail_id: expect.stringMatching(/^\d{24}$/),
      execute_dt: '2026-01-01 08:00:00',
      operation_type: 'transfer',
      state: 'SUCCESS',
      trans_in: partner,
      trans_in_type: 'userId',
      trans_out: seller,
      trans_out_type: 'userId',
    })),
  })
  expect(await call(emulator, query, { trade_no, out_request_no: 'S1' })).toEqual(found)
  const theirs = await call(emulator, query, { settle_no }, { app_id: otherAppId }, otherKeys.privateKey)
  for (const answer of [
    theirs,
    await call(emulator, query, { settle_no: '1' }),
    await call(emulator, query, { trade_no, out_request_no: 'S2' }),
    await call(emulator, query, { trade_no }),
  ]) {
    expect(answer['sub_code']).toBe('INVALID_PARAMETER')
  }
})

it('binds, lists and unbinds receivers', async () => {
  const emulator = await emulate()
  const relation = (verb: string, business: object) =>
    call(emulator, `alipay.trade.royalty.relation.${verb}`, { out_request_no: 'B1', ...business })
  const one = { type: 'userId', account: partner, memo: 'partner' }
  const two = { type: 'loginName', account: 'a@b.cn', name: '张三' }
  expect(await relation('bind', { receiver_list: [one, two] })).toMatchObject({ result_code: 'SUCCESS' })
  await relation('bind', { receiver_list: [one] })
  expect(await relation('batchquery', {})).toMatchObject({
    receiver_list: [one, { ...two, bind_login_name: 'a@b.cn' }],
    total_record_num: 2,
    total_page_num: 1,
  })
  expect(await relation('batchquery', { page_num: 2, page_size: 1 })).toMatchObject({
    receiver_list: [{ account: 'a@b.cn' }],
    total_page_num: 2,
  })
  await relation('unbind', { receiver_list: [one] })
  expect(await relation('batchquery', {})).toMatchObject({ total_record_num: 1 })
  for (const receiver_list of [
    [],
    [{ type: 'loginName', account: 'a@b.cn' }],
    [{ type: 'userId' }],
    Array.from({ length: 21 }, () => one),
  ]) {
    expect((await relation('bind', { receiver_list }))['sub_code']).toBe('INVALID_PARAMETER')
  }
})

it('confirms a settlement once per request number, and no more than is left', async () => {
  const { emulator, trade_no } = await paid()
  const confirm = (out_request_no: string, amount: string, more: object = {}) =>
    call(emulator, 'alipay.trade.settle.confirm', {
      ...{ trade_no, out_request_no },
      settle_info: { settle_detail_infos: [{ trans_in_type: 'defaultSettle', amount, ...more }] },
    })
  const first = await confirm('C1', '88.88', { actual_amount: '40.00' })
  expect(first).toEqual({
    code: '10000',
    msg: 'Success',
    out_request_no: 'C1',
    settle_amount: '40.00',
    trade_no,
  })
  expect(await confirm('C1', '40.00')).toEqual(first)
  expect((await confirm('C1', '40.01'))['sub_code']).toBe('ACQ.DISCORDANT_REPEAT_REQUEST')
  expect((await confirm('C2', '48.89'))['sub_code']).toBe('ACQ.TRADE_SETTLE_ERROR')
  expect((await confirm('C3', '48.88'))['code']).toBe('10000')
  expect((await confirm('C4', '0.01'))['sub_code']).toBe('ACQ.ALREADY_CONFIRM_SETTLE')
  expect((await confirm('C5', '1.00', { trans_in: 'X' }))['sub_msg']).toContain('trans_in')
  expect((await confirm('C6', '1.00', { trans_in_type: 'userId' }))['sub_msg']).toContain('trans_in')
  await call(emulator, 'alipay.trade.refund', { trade_no, refund_amount: '88.88' })
  expect((await confirm('C7', '0.01'))['sub_code']).toBe('ACQ.REASON_TRADE_STATUS_INVALID')
})
