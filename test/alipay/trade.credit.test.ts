/** Credit orders and later refunds: inputs, what the replies say, what refusals mean. */
import { describe, expect, it } from 'vitest'
import {
  createAlipay,
  tradeAdvanceConsult,
  tradeOrderinfoSync,
  tradePageRefund,
  tradeRefundApply,
} from '../../src/alipay/index.ts'
import { pageUrl, rsa2Signer, rsa2Verifier } from '../../src/index.ts'
import { gatewayPublicKey } from '../support/gateway-key.ts'
import { appId, appKeys } from '../support/keys.ts'
import { broken, issues, sent } from './check.ts'
import { answered, outcomeOf } from './replies.ts'

const client = createAlipay({
  appId,
  signer: rsa2Signer(appKeys.pkcs8),
  verifier: rsa2Verifier(gatewayPublicKey),
})

describe('alipay.trade.advance.consult', () => {
  const merchant = {
    industry_product_code: 'CAR_OWNERS_PARKINGPAY',
    sub_merchant_id: '2088102122458832',
    sub_merchant_type: 'PARTNER',
  }
  const advance = { ...merchant, alipay_user_id: '2088302483540171' }
  const risk = { ...merchant, consult_scene: 'ORDER_RISK_EVALUATION', agreement_no: '20170322450983769228' }

  it('asks about a payer, or about one order under an agreement', () => {
    expect(broken(tradeAdvanceConsult, advance)).toEqual([])
    expect(broken(tradeAdvanceConsult, risk)).toEqual([])
    expect(broken(tradeAdvanceConsult, { ...advance, consult_scene: 'ANOTHER' })).toEqual([])
    for (const consult_scene of [undefined, '', 'ANOTHER']) {
      expect(issues(tradeAdvanceConsult, { ...merchant, consult_scene, agreement_no: '1' })).toEqual([
        'alipay_user_id is required unless consult_scene is ORDER_RISK_EVALUATION',
      ])
    }
    expect(issues(tradeAdvanceConsult, { ...risk, agreement_no: '', alipay_user_id: '2088' })).toEqual([
      'agreement_no is required with consult_scene ORDER_RISK_EVALUATION',
    ])
  })

  it('tells a no by its field, and every amount by the digits that were signed', async () => {
    const order = '{"advance_order_id":"20190128","wait_repayment_amount":2.40,"open_id":"x"}'
    const members = `"refer_result":false,"result_code":"USER_NOT_EXIST","wait_repayment_amount":"2.40","wait_repayment_order_count":6,"wait_repayment_order_infos":[${order}]`
    expect(await answered(tradeAdvanceConsult, advance, members)).toEqual({
      code: '10000',
      msg: 'Success',
      refer_result: false,
      result_code: 'USER_NOT_EXIST',
      wait_repayment_amount: '2.40',
      wait_repayment_order_count: 6,
      wait_repayment_order_infos: [
        { advance_order_id: '20190128', wait_repayment_amount: '2.40', open_id: 'x' },
      ],
    })
    expect(await answered(tradeAdvanceConsult, risk, '"risk_level":"2"')).toMatchObject({ risk_level: '2' })
  })

  it('only reads', async () => {
    expect(tradeAdvanceConsult.reads).toBe(true)
    expect(await outcomeOf(tradeAdvanceConsult, advance, 'SYSTEM_ERROR')).toBe('untouched')
  })
})

describe('alipay.trade.orderinfo.sync', () => {
  const report = {
    out_request_no: 'HZ01RF001',
    biz_type: 'CREDIT_AUTH',
    trade_no: '2018',
    order_biz_info: { status: 'COMPLETE' },
  }

  it('writes the report as JSON inside a string', () => {
    expect(sent(tradeOrderinfoSync, report)).toEqual({ ...report, order_biz_info: '{"status":"COMPLETE"}' })
    const long = (length: number) => ({ status: 'x'.repeat(length - '{"status":""}'.length) })
    expect(broken(tradeOrderinfoSync, { ...report, order_biz_info: long(2018) })).toEqual([])
    expect(broken(tradeOrderinfoSync, { ...report, order_biz_info: long(2019) })).toEqual(['order_biz_info'])
    expect(broken(tradeOrderinfoSync, { ...report, order_biz_info: '{"status":"COMPLETE"}' })).toEqual([
      'order_biz_info',
    ])
  })

  it('says whose order it is about', async () => {
    // As Alipay's page shows it.
    const members = '"trade_no":"2018","out_trade_no":"20180610010101001","buyer_user_id":"2088101117955611"'
    expect(await answered(tradeOrderinfoSync, report, members)).toMatchObject({
      buyer_user_id: '2088101117955611',
    })
    const { trade_no: _, ...nameless } = report
    expect(await answered(tradeOrderinfoSync, nameless, members)).toMatchObject({ trade_no: '2018' })
    await expect(
      answered(tradeOrderinfoSync, { ...report, trade_no: '2019' }, members),
    ).rejects.toMatchObject({
      diagnosis: 'someone-elses',
    })
    await expect(answered(tradeOrderinfoSync, nameless, '"out_trade_no":"1"')).rejects.toMatchObject({
      diagnosis: 'relabelled',
    })
  })

  it('is a write', async () => {
    expect(tradeOrderinfoSync.reads).toBeUndefined()
    expect(await outcomeOf(tradeOrderinfoSync, report, 'ACQ.TRADE_NOT_EXIST')).toBe('untouched')
    expect(await outcomeOf(tradeOrderinfoSync, report, 'ACQ.NOTIFY_STATUS_INVALID')).toBe('unknown')
    expect(await outcomeOf(tradeOrderinfoSync, report, 'ACQ.SYSTEM_ERROR')).toBe('unknown')
  })
})

const refund = { out_trade_no: 'ORDER-1', out_request_no: 'REFUND-1', refund_amount: '8.88' }

describe.each([tradePageRefund, tradeRefundApply])('$name', api => {
  it('needs one of the two numbers of a trade, and a number of its own', () => {
    const { out_trade_no: _, ...rest } = refund
    expect(broken(api, refund)).toEqual([])
    expect(broken(api, { ...rest, trade_no: '2014' })).toEqual([])
    expect(issues(api, rest)).toEqual(['trade_no or out_trade_no is required'])
    for (const out_request_no of [undefined, '']) {
      expect(broken(api, { ...refund, out_request_no })).toEqual(['out_request_no'])
    }
  })

  it('gives back more than nothing', () => {
    expect(broken(api, { ...refund, refund_amount: '0.01' })).toEqual([])
    for (const wrong of ['0.00', '0.001', '-1', 8.88, undefined]) {
      expect(broken(api, { ...refund, refund_amount: wrong })).toEqual(['refund_amount'])
    }
  })
})

it('opens a page to refund, which has no reply', async () => {
  const url = await pageUrl(client, tradePageRefund, { ...refund, biz_type: 'CREDIT_REFUND' })
  expect(url.searchParams.get('method')).toBe('alipay.trade.page.refund')
  expect(JSON.parse(url.searchParams.get('biz_content') ?? '')).toEqual({
    ...refund,
    biz_type: 'CREDIT_REFUND',
  })
  expect(tradePageRefund.kind).toBe('page')
})

describe('alipay.trade.refund.apply', () => {
  const numbers = '"trade_no":"2014","out_trade_no":"ORDER-1","out_request_no":"REFUND-1"'

  it('writes what was agreed as JSON inside a string', () => {
    const input = { ...refund, extend_params: { cancel_bill_no: '1' } }
    expect(sent(tradeRefundApply, input)).toEqual({ ...input, extend_params: '{"cancel_bill_no":"1"}' })
  })

  it.each(['REFUND_PROCESSING', 'REFUND_SUCCESS', 'REFUND_FAIL'])('tells %s apart', async status => {
    const members = `${numbers},"refund_status":"${status}","refund_amount":8.80`
    expect(await answered(tradeRefundApply, refund, members)).toMatchObject({
      code: '10000',
      refund_status: status,
      refund_amount: '8.80',
    })
  })

  it('is bound to the refund, not only to the trade', async () => {
    const other = `"out_trade_no":"ORDER-1","out_request_no":"REFUND-2","refund_status":"REFUND_SUCCESS"`
    await expect(answered(tradeRefundApply, refund, other)).rejects.toMatchObject({
      diagnosis: 'someone-elses',
      outcome: 'unknown',
    })
    await expect(answered(tradeRefundApply, refund, numbers)).rejects.toMatchObject({
      diagnosis: 'relabelled',
    })
  })

  it.each([
    ['ACQ.INVALID_PARAMETER', 'untouched'],
    ['ACQ.TRADE_NOT_EXIST', 'untouched'],
    ['ACQ.SYSTEM_ERROR', 'unknown'],
    ['ACQ.DISCORDANT_REPEAT_REQUEST', 'unknown'],
    ['ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', 'unknown'],
    ['ACQ.REASON_TRADE_REFUND_FEE_ERR', 'unknown'],
    ['ACQ.TRADE_HAS_CLOSE', 'unknown'],
    ['ACQ.TRADE_HAS_FINISHED', 'unknown'],
  ])('%s leaves the money %s', async (sub_code, outcome) => {
    expect(tradeRefundApply.reads).toBeUndefined()
    expect(await outcomeOf(tradeRefundApply, refund, sub_code)).toBe(outcome)
  })
})
