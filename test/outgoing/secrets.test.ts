/** Errors, their JSON and events hold nothing secret and nothing of a payer's, whatever goes wrong. */
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { createAlipay, tradePay, tradeQuery, tradeRefund, tradeStatusSync } from '../../src/alipay/index.ts'
import { execute, handleNotify, pageForm, rsa2Signer, verifyNotify, ZhifuError } from '../../src/index.ts'
import { appKeys, keys, otherKeys } from '../support/keys.ts'
import { notifyUrl, sandbox } from '../support/sandbox.ts'

const secrets = {
  auth_code: '28763443825664394',
  buyer: '2088102146225135',
  card: '6222020200112233',
  token: '201510BBaabdb44d8fd04607abf8d5931ec75D84',
}
const order = {
  out_trade_no: 'ORDER-1',
  total_amount: '77.31',
  subject: secrets.card,
  scene: 'bar_code',
  auth_code: secrets.auth_code,
} as const

test('every way to fail tells names, codes and places only', async () => {
  const { client, emulator, events, posted } = await sandbox()
  const told: unknown[] = []
  const fails = async (call: Promise<unknown>) => {
    const error = await call.then(
      () => expect.unreachable('it worked'),
      error => error,
    )
    expect(error).toBeInstanceOf(ZhifuError)
    told.push(error)
  }
  const options = { appAuthToken: secrets.token, notifyUrl }
  const offline = async (request: Request) => {
    throw new TypeError(`cannot reach ${request.url}`)
  }
  const stranger = { ...client, signer: rsa2Signer(otherKeys.pkcs8) }
  const garbled = async (request: Request) => {
    const reply = await emulator.fetch(request)
    return new Response(
      (await reply.text()).replace('"code":"10000"', '"code":"10000","buyer_user_id":"2088000000000009"'),
    )
  }

  await fails(execute(client, tradePay, { ...order, total_amount: secrets.card }, options))
  await fails(execute(client, tradePay, { ...order, buyer_id: secrets.buyer.repeat(3) }, options))
  await fails(execute({ ...client, fetch: offline }, tradePay, order, options))
  await fails(execute(stranger, tradePay, order, options))
  // A token that Alipay does not know is refused, too.
  await fails(execute(client, tradePay, order, options))
  await execute(client, tradePay, order, { notifyUrl })
  await fails(execute({ ...client, fetch: garbled }, tradeQuery, { out_trade_no: 'ORDER-1' }))
  await fails(
    execute(client, tradeRefund, { out_trade_no: 'ORDER-1', out_request_no: 'R', refund_amount: '99' }),
  )
  await fails(
    pageForm(client, { ...tradePay, kind: 'page' } as never, { ...order, body: 'x&seller_id=1' } as never),
  )
  await emulator.advance(0)
  const body = await (posted[0] as Request).text()
  await fails(verifyNotify(client, tradeStatusSync, body.replace('77.31', '0.01')))
  await fails(verifyNotify(createAlipay({ ...client, appId: '2' }), tradeStatusSync, body))
  await fails(verifyNotify(createAlipay({ ...client, sellerId: '2' }), tradeStatusSync, body))
  await handleNotify(client, tradeStatusSync, new Request(notifyUrl, { method: 'POST', body }), {
    expect: () => ({ total_amount: '1.00' }),
    handle: () => {},
    onError: error => {
      told.push(error)
    },
  })

  const signatures = [
    ...new URLSearchParams(body).getAll('sign'),
    ...emulator.notifications().map(({ body }) => new URLSearchParams(body).get('sign')),
  ]
  const buyer = new URLSearchParams(body).get('buyer_id') as string
  const pem = [appKeys, otherKeys, keys.rsa1024].map(({ pkcs8 }) => pkcs8.split('\n')[3] as string)
  const forbidden = [
    ...Object.values(secrets),
    ...signatures,
    buyer,
    ...pem,
    '77.31',
    '2088000000000009',
  ] as string[]
  expect(told).toHaveLength(12)
  const seen = [
    ...told.map(
      error => `${error} ${JSON.stringify(error)} ${(error as Error).stack} ${inspect(error, { depth: 9 })}`,
    ),
    ...events.map(event => JSON.stringify(event)),
    inspect(client, { depth: 9 }),
  ]
  for (const text of seen) for (const secret of forbidden) expect(text).not.toContain(secret)
  expect(seen.join()).not.toMatch(/sign=|[A-Za-z0-9+/]{100}/)
})

test('events tell what happened', async () => {
  const { client, events } = await sandbox()
  await execute(client, tradePay, order)
  await execute(client, tradeQuery, { out_trade_no: 'NONE' }).catch(() => {})
  expect(events).toMatchObject([
    { type: 'request-started', api: 'alipay.trade.pay', attempt: 1 },
    { type: 'request-answered', api: 'alipay.trade.pay', code: '10000', traceId: expect.any(String) },
    { type: 'request-started', api: 'alipay.trade.query', attempt: 1 },
    {
      type: 'request-failed',
      error: 'ERR_GATEWAY',
      reason: 'ACQ.TRADE_NOT_EXIST',
      outcome: 'untouched',
      traceId: expect.any(String),
    },
  ])
})

test('a reply that is no JSON is not quoted, not even in what an inspector shows of the cause', async () => {
  const { client } = await sandbox()
  const replying = (text: string) => ({ ...client, fetch: async () => new Response(text) })
  const node = 'alipay_trade_query_response'
  for (const text of [
    `{"${node}":x${secrets.card}}`,
    `{"${node}":{"buyer_user_id":"${secrets.buyer}"},"sign":x${secrets.buyer}}`,
  ]) {
    const error = await execute(replying(text), tradeQuery, { out_trade_no: 'ORDER-1' }).catch(error => error)
    expect(error).toMatchObject({ code: 'ERR_MESSAGE' })
    expect(inspect(error, { depth: 9 })).not.toMatch(new RegExp(`${secrets.card}|${secrets.buyer}`))
  }
})
