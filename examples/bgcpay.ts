/**
 * bgcpay (鏈付): a payment, its notification, and a transfer, against the emulator on loopback.
 *
 * Nobody signs bgcpay's replies unless it is configured so: results have the type `Unsigned<T>`, and what
 * decides is the notification, which is signed.
 */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { execute, handleNotify, md5, memoryStore } from 'zhifu'
import {
  createBgcpay,
  fundTransCommonQuery,
  fundTransUniTransfer,
  tradeNotify,
  tradePay,
  tradeQuery,
  userQuery,
} from 'zhifu/bgcpay'
import { createEmulator } from 'zhifu/emulator'

const step = (text: string): void => console.log(`\n— ${text}`)
const say = (name: string, value: unknown): void => console.log(`  ${name.padEnd(14)} ${value}`)

const appId = '2021000000000002'
const key = crypto.randomUUID() // the shared key, from bgcpay's console
const friend = { cid: 'BJGv1jeHA8QxZ5jjwY8wc4PQ2GHg4772L8', email: 'test@example.com' }

const emulator = await createEmulator({
  baseUrl: 'http://127.0.0.1:1',
  apps: [],
  bgcpay: { apps: [{ appId, key }], users: [friend] },
})
const bgcpay = createBgcpay({
  appId,
  signer: md5(key),
  verifier: md5(key),
  lang: 'en',
  endpoint: emulator.bgcpay.gateway,
  fetch: emulator.fetch,
})

const order = { out_trade_no: 'ORDER_1', currency: 'USDT', total_amount: '88.88', subject: 'Coffee beans' }
let payments = 0
const store = memoryStore()
const shop = (request: Request): Promise<Response> =>
  handleNotify(bgcpay, tradeNotify, request, {
    expect: ({ out_trade_no }) => (out_trade_no === order.out_trade_no ? order : null),
    handle: trade => {
      if (trade.trade_status === 'TRADE_SUCCESS') payments++
      say('notified', `${trade.out_trade_no}: ${trade.trade_status}, ${trade.total_amount} ${trade.currency}`)
    },
    store,
    onError: error => say('refused', error),
  })
const server = serve({ fetch: shop, port: 0, hostname: '127.0.0.1' })
await new Promise(resolve => server.once('listening', resolve))
const notifyUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`

try {
  step('Who is it? A query by e-mail')
  say('user', (await execute(bgcpay, userQuery, { email: friend.email })).display_name)

  step('A payment is opened and paid; its notification is verified and compared with the order')
  const { trade_no } = await execute(bgcpay, tradePay, order, { notifyUrl })
  say('trade_no', trade_no)
  emulator.bgcpay.pay(order.out_trade_no, friend.cid)
  await emulator.advance(0)
  say('trade_status', (await execute(bgcpay, tradeQuery, { trade_no })).trade_status)
  say('payments', payments)

  step('A transfer to somebody, and what became of it')
  const transfer = {
    out_biz_no: 'TRANSFER_1',
    currency: 'USDT',
    trans_amount: '8.80',
    order_title: 'Cashback',
    payee_did: friend.cid,
  }
  const { order_id } = await execute(bgcpay, fundTransUniTransfer, transfer)
  const found = await execute(bgcpay, fundTransCommonQuery, { order_id })
  say('transferred', `${found.trans_amount} ${found.currency}`)

  if (payments !== 1 || found.trans_amount !== '8.80') throw new Error('not as expected')
  console.log('\nAll as it should be.')
} finally {
  server.close()
}
