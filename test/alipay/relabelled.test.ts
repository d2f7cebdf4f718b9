/** A genuine reply under another API's name: the node's name is not signed, so the fields must tell. */
import { describe, expect, it } from 'vitest'
import * as alipay from '../../src/alipay/index.ts'
import { type Api, readReply, rsa2Verifier } from '../../src/index.ts'
import { gatewayPublicKey, signedReply } from '../support/gateway-key.ts'
import { appId } from '../support/keys.ts'

const receiver = alipay.createAlipay({ appId, verifier: rsa2Verifier(gatewayPublicKey) })
const numbers = { trade_no: '2013', out_trade_no: 'ORDER-1' }
const order = { out_trade_no: 'ORDER-1', total_amount: '88.88', subject: 'Coffee' }

/** What each API is asked, what it answers at the least, and which of that must be as it was asked. */
const CALLS = [
  {
    api: alipay.tradeAppPay,
    binds: ['out_trade_no'],
    asked: order,
    answer: { ...numbers, total_amount: '88.88', app_id: appId },
  },
  {
    api: alipay.tradePay,
    binds: ['out_trade_no'],
    asked: order,
    answer: { ...numbers, total_amount: '88.88' },
  },
  {
    api: alipay.tradeQuery,
    binds: ['trade_no', 'out_trade_no'],
    asked: numbers,
    answer: { ...numbers, trade_status: 'TRADE_SUCCESS', total_amount: '88.88' },
  },
  {
    api: alipay.tradeRefund,
    binds: ['trade_no', 'out_trade_no'],
    asked: numbers,
    answer: { ...numbers, fund_change: 'Y', refund_fee: '8.88' },
  },
  {
    api: alipay.tradeCancel,
    binds: ['trade_no', 'out_trade_no'],
    asked: numbers,
    answer: { ...numbers, retry_flag: 'N', action: 'refund' },
  },
  { api: alipay.tradeClose, binds: ['trade_no', 'out_trade_no'], asked: numbers, answer: numbers },
  { api: alipay.tradeCreate, binds: ['out_trade_no'], asked: order, answer: numbers },
  {
    api: alipay.tradePrecreate,
    binds: ['out_trade_no'],
    asked: order,
    answer: { out_trade_no: 'ORDER-1', qr_code: 'https://qr.example/1' },
  },
  {
    api: alipay.tradeFastpayRefundQuery,
    binds: ['trade_no', 'out_trade_no', 'out_request_no'],
    asked: { ...numbers, out_request_no: 'REFUND-1' },
    answer: {
      ...numbers,
      out_request_no: 'REFUND-1',
      refund_status: 'REFUND_SUCCESS',
      refund_amount: '8.88',
      total_amount: '88.88',
    },
  },
] as const

/** Replies that hold nothing by which they could be told apart, and what comes of it. */
const ALIKE: Readonly<Record<string, string>> = {
  'alipay.trade.app.pay as alipay.trade.pay': 'both say that this order was paid',
  'alipay.trade.create as alipay.trade.close': 'both hold the two numbers and no more',
  'alipay.trade.close as alipay.trade.create': 'both hold the two numbers and no more',
}

function read(api: Api, asked: object, answer: object): Promise<unknown> {
  const text = JSON.stringify({ code: '10000', msg: 'Success', ...answer })
  const reply = signedReply(`${api.name.replaceAll('.', '_')}_response`, text)
  return readReply(receiver, api as Api<'alipay', unknown, unknown, 'call'>, reply, asked)
}

describe.each(CALLS)('$api.name', ({ api, asked, answer, binds }) => {
  it('takes its own reply', async () => {
    expect(await read(api, asked, answer)).toMatchObject({ code: '10000', ...answer })
  })

  it.each(CALLS.filter(other => other.api !== api))('is not answered by $api.name', async other => {
    const call = read(api, asked, other.answer)
    if (`${other.api.name} as ${api.name}` in ALIKE) await expect(call).resolves.toMatchObject(numbers)
    // Of these only the app's answer says whose it is, and that is looked at first.
    else
      await expect(call).rejects.toMatchObject({
        code: 'ERR_SIGNATURE',
        diagnosis: api.kind === 'app' ? 'someone-elses' : 'relabelled',
      })
  })

  it.each(binds)('is bound to its %s', async name => {
    const call = read(api, asked, { ...answer, [name]: 'OTHER' })
    await expect(call).rejects.toMatchObject({ code: 'ERR_SIGNATURE', diagnosis: 'someone-elses' })
    const silent = read(api, asked, { ...answer, [name]: undefined })
    await expect(silent).rejects.toMatchObject({ code: 'ERR_SIGNATURE', diagnosis: 'relabelled' })
  })
})

it('takes a text to share in place of a code to scan', async () => {
  const answer = { out_trade_no: 'ORDER-1', share_code: 'a text' }
  expect(await read(alipay.tradePrecreate, order, answer)).toMatchObject(answer)
})

it('takes a cancellation that found no trade', async () => {
  const answer = { out_trade_no: 'ORDER-1', retry_flag: 'N' }
  expect(await read(alipay.tradeCancel, { out_trade_no: 'ORDER-1' }, answer)).toMatchObject(answer)
})
