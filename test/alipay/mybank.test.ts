/** MYbank's record of a payment, and Huabei's settlement. */
import { describe, expect, it } from 'vitest'
import {
  createAlipay,
  mybankPaymentTradeOrderCreate,
  pcreditHuabeiAuthSettleApply,
} from '../../src/alipay/index.ts'
import { type Api, readReply, rsa2Verifier } from '../../src/index.ts'
import { gatewayPublicKey, signedReply } from '../support/gateway-key.ts'
import { appId } from '../support/keys.ts'
import { broken, issues, sent } from './check.ts'

const receiver = createAlipay({ appId, verifier: rsa2Verifier(gatewayPublicKey) })

const record = {
  partner_id: '202210000000000001278',
  out_trade_no: '20150320010101001',
  recon_related_no: '20150320010101001',
  pd_code: '01050200000000000009',
  ev_code: '12050001',
  total_amount: '8888',
  currency_code: '156',
  goods_info: [{ goods_name: '咖啡', goods_price: '88.88' }],
  seller_id: '2088102146225135',
  pay_type: 'pay',
  pay_date: '2026-01-31 09:30:00',
}
const settlement = {
  out_request_no: 'SETTLE1',
  agreement_no: '20170322450983769228',
  pay_amount: '88.88',
  alipay_user_id: '2088101117955611',
}

const read = (api: Api<'alipay'>, asked: object, answer: object, sign = true) => {
  const node = `${api.name.replaceAll('.', '_')}_response`
  const text = JSON.stringify(answer)
  return readReply(
    receiver,
    api as Api<'alipay', unknown, unknown, 'call'>,
    sign ? signedReply(node, text) : `{"${node}":${text}}`,
    asked,
  )
}
const failed = (sub_code: string) => ({ code: '40004', msg: 'Business Failed', sub_code, sub_msg: 'x' })

describe('a record with MYbank', () => {
  const create = (more: object): string[] => broken(mybankPaymentTradeOrderCreate, { ...record, ...more })

  it('counts in whole cents, and says so to who gives yuan', () => {
    for (const total_amount of ['1', '8888', '99999999', '100000000']) {
      expect(create({ total_amount }), total_amount).toEqual([])
    }
    for (const total_amount of ['0', '088', '100000001', '1000000000', '-1', '1e3', '', '8888 ', 8888]) {
      expect(create({ total_amount }), `${total_amount}`).toEqual(['total_amount'])
    }
    expect(issues(mybankPaymentTradeOrderCreate, { ...record, total_amount: '88.88' })).toEqual([
      'total_amount must be whole cents from 1 to 100000000, such as "8888" for 88.88 yuan',
    ])
    expect(sent(mybankPaymentTradeOrderCreate, record)).toMatchObject({ total_amount: '8888' })
  })

  it('is of goods, paid or given back', () => {
    expect(create({ pay_type: 'refund' })).toEqual([])
    expect(create({ pay_type: 'Pay' })).toEqual(['pay_type'])
    expect(create({ goods_info: [] })).toEqual(['goods_info'])
    expect(create({ goods_info: [{ goods_name: '咖啡' }] })).toEqual(['goods_info.0.goods_price'])
  })

  it('is answered by nothing but the verdict', async () => {
    const done = { code: '10000', msg: 'Success' }
    expect(await read(mybankPaymentTradeOrderCreate, record, done)).toEqual(done)
    await expect(read(mybankPaymentTradeOrderCreate, record, done, false)).rejects.toMatchObject({
      code: 'ERR_SIGNATURE',
      outcome: 'unknown',
    })
  })

  it('is not sent twice, and a refusal leaves it open', async () => {
    expect(mybankPaymentTradeOrderCreate.reads).toBeUndefined()
    for (const reason of ['SYSTEM_ERROR', 'INVALID_PARAMETER']) {
      await expect(read(mybankPaymentTradeOrderCreate, record, failed(reason))).rejects.toMatchObject({
        reason,
        outcome: 'unknown',
      })
    }
  })
})

describe('a settlement of Huabei', () => {
  const settle = (more: object): string[] => broken(pcreditHuabeiAuthSettleApply, { ...settlement, ...more })

  it('names the payer by one of two ids', () => {
    expect(settle({})).toEqual([])
    expect(settle({ open_id: '074a1' })).toEqual([])
    expect(settle({ alipay_user_id: undefined, open_id: '074a1' })).toEqual([])
    expect(settle({ alipay_user_id: undefined, open_id: '' })).toEqual(['alipay_user_id'])
    expect(issues(pcreditHuabeiAuthSettleApply, { ...settlement, alipay_user_id: undefined })).toEqual([
      'alipay_user_id or open_id is required',
    ])
    for (const alipay_user_id of ['2088', '208810111795561x', '20881011179556110', '1088101117955611']) {
      expect(settle({ alipay_user_id }), alipay_user_id).toEqual(['alipay_user_id'])
    }
  })

  it('says which debit of a period it is', () => {
    const action_type = 'PERIOD_SETTLE'
    expect(settle({ action_type, extend_params: { withhold_index: '1' } })).toEqual([])
    expect(settle({ action_type: 'QUIT_SETTLE' })).toEqual([])
    for (const extend_params of [undefined, {}, { withhold_index: '' }]) {
      expect(issues(pcreditHuabeiAuthSettleApply, { ...settlement, action_type, extend_params })).toEqual([
        'extend_params must hold withhold_index with action_type PERIOD_SETTLE',
      ])
    }
  })

  it('has a number of letters, digits and Chinese characters', () => {
    for (const out_request_no of ['A1', '结算1']) expect(settle({ out_request_no })).toEqual([])
    for (const out_request_no of ['A-1', 'A_1', 'A 1', '', 'x'.repeat(65)]) {
      expect(settle({ out_request_no }), out_request_no).toEqual(['out_request_no'])
    }
  })

  it('tells where the sums differ, though the call worked', async () => {
    const done = { code: '10000', msg: 'Success', out_request_no: 'SETTLE1', fail_reason: 'total_pay_count' }
    expect(await read(pcreditHuabeiAuthSettleApply, settlement, done)).toEqual(done)
  })

  it('surely moved nothing where the request or the contract was wrong, and only where that is signed', async () => {
    expect(pcreditHuabeiAuthSettleApply.reads).toBeUndefined()
    const outcome = (reason: string, signed = true) =>
      read(pcreditHuabeiAuthSettleApply, settlement, failed(reason), signed).catch(error => error.outcome)
    for (const reason of ['INVALID_PARAMETER', 'ACCESS_FORBIDDEN']) {
      expect(await outcome(reason), reason).toBe('untouched')
      expect(await outcome(reason, false), reason).toBe('unknown')
    }
    for (const reason of [
      ...['SYSTEM_ERROR', 'ORDER_ALREADY_DEAL', 'ORDER_IDEMPOTENT_ERROR', 'PAY_AMOUNT_IDEMPOTENT_ERROR'],
      // Settling ends the agreement, so that an earlier call may be what made it invalid.
      ...[
        'CONTEXT_INCONSISTENT',
        'AGREEMENT_INVALID',
        'AGREEMENT_EXPIRED',
        'ORDER_NOT_EXIST',
        'BUSINESS_ERROR',
      ],
    ]) {
      expect(await outcome(reason), reason).toBe('unknown')
    }
  })
})
