/** Every API of bgcpay against the emulator, under each way in which replies may be signed. */
import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  type BgcpayClientOptions,
  createBgcpay,
  fundTransCommonQuery,
  fundTransUniTransfer,
  tradeNotify,
  tradePay,
  tradeQuery,
  userQuery,
} from '../../src/bgcpay/index.ts'
import { createEmulator } from '../../src/emulator/index.ts'
import { execute, handleNotify, md5, memoryStore, SignatureError, verifyNotify } from '../../src/index.ts'
import { appId } from '../support/keys.ts'

const key = 'shared-key-of-the-tests'
const cid = 'BJGv1jeHA8QxZ5jjwY8wc4PQ2GHg4772L8'
const email = 'test@example.com'
const order = { out_trade_no: 'ORDER_1', currency: 'USDT', total_amount: '88.88', subject: 'Coffee beans' }

describe.each(['unsigned', 'node', 'params'] as const)('replies: %s', replies => {
  const join = replies === 'params' ? 'amp-key' : 'append'

  async function bench(options: Partial<BgcpayClientOptions> = {}) {
    const posted: Request[] = []
    const emulator = await createEmulator({
      baseUrl: 'http://127.0.0.1:1',
      apps: [],
      bgcpay: { apps: [{ appId, key, join, replies }], users: [{ cid, email }] },
      fetch: async request => {
        posted.push(request.clone() as Request)
        return new Response('SUCCESS')
      },
    })
    const client = createBgcpay({
      appId,
      signer: md5(key, { join }),
      verifier: md5(key, { join }),
      endpoint: emulator.bgcpay.gateway,
      fetch: emulator.fetch,
      replies,
      ...options,
    })
    return { emulator, client, posted }
  }

  test('a payment, its notification, a query and a transfer', async () => {
    const { emulator, client, posted } = await bench()
    expect((await execute(client, userQuery, { email })).user_cid).toBe(cid)
    const { trade_no } = await execute(
      client,
      tradePay,
      { ...order, extend_params: 'a=1' },
      { notifyUrl: 'http://127.0.0.1:1/n' },
    )
    const unpaid = await execute(client, tradeQuery, { trade_no })
    expect(unpaid.trade_status).toBe('WAIT_BUYER_PAY')
    expectTypeOf(unpaid).toExtend<{ payer_id?: string | null; pay_date?: string | null }>()
    expect([unpaid.payer_id ?? null, unpaid.pay_date ?? null]).toEqual([null, null])
    emulator.bgcpay.pay(order.out_trade_no, cid)
    await emulator.advance(0)
    expect(await execute(client, tradeQuery, { out_trade_no: order.out_trade_no })).toMatchObject({
      trade_status: 'TRADE_SUCCESS',
      total_amount: '88.88',
      trade_no,
    })

    const request = posted[0] as Request
    expect(await verifyNotify(client, tradeNotify, request.clone() as Request)).toMatchObject({
      trade_no,
      trade_status: 'TRADE_SUCCESS',
      extend_params: 'a=1',
    })
    const handled: string[] = []
    const store = memoryStore()
    for (const times of [1, 2]) {
      const answer = await handleNotify(client, tradeNotify, request.clone() as Request, {
        expect: () => order,
        handle: trade => void handled.push(trade.trade_no),
        store,
      })
      expect([times, answer.status, await answer.text(), handled]).toEqual([
        times,
        200,
        'SUCCESS',
        [trade_no],
      ])
    }

    const transfer = {
      out_biz_no: 'T1',
      currency: 'USDT',
      trans_amount: '8.80',
      order_title: 'x',
      payee_did: cid,
    }
    const { order_id } = await execute(client, fundTransUniTransfer, transfer)
    expect(await execute(client, fundTransCommonQuery, { out_biz_no: 'T1' })).toMatchObject({
      order_id,
      trans_amount: '8.80',
      payee_did: cid,
    })
  })

  test('a wrong key is told by the gateway, and a refusal leaves open what it must', async () => {
    const { client } = await bench()
    const stranger = { ...client, signer: md5('another key', { join }) }
    await expect(execute(stranger, userQuery, { email })).rejects.toMatchObject({
      reason: 'isv.invalid-signature',
    })
    await expect(execute(client, tradeQuery, { out_trade_no: 'NONE' })).rejects.toMatchObject({
      reason: 'ACQ.TRADE_NOT_EXIST',
      outcome: 'untouched',
    })
    await execute(client, tradePay, order)
    await expect(execute(client, tradePay, order)).rejects.toMatchObject({
      reason: 'ACQ.TRADE_HAS_EXIST',
      outcome: 'unknown',
    })
    await expect(execute(client, fundTransCommonQuery, { out_biz_no: 'NONE' })).rejects.toMatchObject({
      reason: 'ORDER_NOT_EXIST',
    })
  })
})

test('a client that wants signed replies refuses those of a gateway that signs none', async () => {
  const emulator = await createEmulator({
    baseUrl: 'http://127.0.0.1:1',
    apps: [],
    bgcpay: { apps: [{ appId, key }], users: [{ cid, email }] },
  })
  const client = createBgcpay({
    appId,
    signer: md5(key),
    verifier: md5(key),
    endpoint: emulator.bgcpay.gateway,
    fetch: emulator.fetch,
    replies: 'params',
  })
  await expect(execute(client, userQuery, { email })).rejects.toThrow(SignatureError)
})
