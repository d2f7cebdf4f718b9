/**
 * One order's whole life: paid at the cashier, notified, queried, refunded in two parts. And a second one,
 * paid with the code on a payer's phone. Everything runs here, against the emulator, on loopback.
 *
 * In production leave out the emulator and the `endpoint`, and put in your own keys and URLs.
 */
import { generateKeyPairSync } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import {
  execute,
  handleNotify,
  memoryStore,
  pageForm,
  pageUrl,
  rsa2Signer,
  rsa2Verifier,
  verifyReturn,
} from 'zhifu'
import {
  createAlipay,
  tradeEvent,
  tradePagePay,
  tradePagePayReturn,
  tradePay,
  tradeQuery,
  tradeRefund,
  tradeStatusSync,
} from 'zhifu/alipay'
import { createEmulator } from 'zhifu/emulator'

const step = (text: string): void => console.log(`\n— ${text}`)
const say = (name: string, value: unknown): void => console.log(`  ${name.padEnd(14)} ${value}`)

/** Serves a handler on a free port of loopback. */
async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
): Promise<{ url: string; stop(): void }> {
  return new Promise(resolve => {
    const server = serve({ fetch, port: 0, hostname: '127.0.0.1' }, ({ port }: AddressInfo) =>
      resolve({ url: `http://127.0.0.1:${port}`, stop: () => server.close() }),
    )
  })
}

// --- The gateway's side: an emulator that knows our app by its id and public key. --------------------------

const appId = '2021000000000001'
const appKeys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const gateway = await listen(request => emulator.fetch(request))
const emulator = await createEmulator({
  baseUrl: gateway.url,
  apps: [{ appId, publicKey: appKeys.publicKey }],
})

// --- The shop's side. --------------------------------------------------------------------------------------

const alipay = createAlipay({
  appId,
  signer: rsa2Signer(appKeys.privateKey), // our private key
  verifier: rsa2Verifier(emulator.alipayPublicKey), // Alipay's public key
  endpoint: emulator.gateway,
})

/** What the shop keeps of an order; yours is in a database. */
interface Order {
  readonly total_amount: string
  payments: number
  refunds: number
}
const orders = new Map<string, Order>()
const refusals: string[] = []
const store = memoryStore()

const shop = await listen(async request => {
  if (new URL(request.url).pathname === '/notify') {
    return handleNotify(alipay, tradeStatusSync, request, {
      expect: ({ out_trade_no }) => orders.get(out_trade_no) ?? null,
      handle: trade => {
        const order = orders.get(trade.out_trade_no) as Order
        const event = tradeEvent(trade)
        if (event === 'paid') order.payments++
        // A refund also comes as TRADE_SUCCESS: tradeEvent tells it from a payment.
        if (event === 'refunded') order.refunds++
        say('notified', `${trade.out_trade_no}: ${event} (trade_status ${trade.trade_status})`)
      },
      store,
      onError: error => {
        refusals.push((error as Error).name)
        say('refused', `${(error as Error).name}: ${(error as Error).message}`)
      },
    })
  }
  const back = await verifyReturn(alipay, tradePagePayReturn, request.url)
  return new Response(`Thank you for ${back.out_trade_no}. We are waiting for the confirmation.`)
})
const notifyUrl = `${shop.url}/notify`
const returnUrl = `${shop.url}/return`

try {
  step('An order is opened; the payer is sent to the cashier, by a URL or by a form')
  orders.set('ORDER-1', { total_amount: '88.88', payments: 0, refunds: 0 })
  const order = { out_trade_no: 'ORDER-1', total_amount: '88.88', subject: '咖啡豆 Coffee beans' }
  const url = await pageUrl(alipay, tradePagePay, order, { returnUrl, notifyUrl })
  const form = await pageForm(alipay, tradePagePay, order, { returnUrl, notifyUrl })
  say('pay URL', `${url.href.slice(0, 76)}… (${url.href.length} characters)`)
  say('pay form', `${form.slice(0, 76)}… (${form.length} characters)`)

  step('The payer opens the cashier and pays; the browser comes back to the shop')
  const cashier = await (await fetch(url)).text()
  const payAction = new URL(/action="([^"]*\/pay)"/.exec(cashier)?.[1] ?? '', emulator.gateway)
  const back = await fetch(payAction, { method: 'POST' })
  say('shop says', await back.text())

  step('The notification was verified, compared with the order and acknowledged')
  await emulator.advance(0)
  const [payment] = emulator.notifications()
  say('acknowledged', payment?.acknowledged)
  say('payments', orders.get('ORDER-1')?.payments)

  step('A forged notification, and a genuine one with another amount than the order, are refused')
  const forged = (payment?.body ?? '').replace('88.88', '0.01')
  const answer = await fetch(notifyUrl, { method: 'POST', body: forged })
  say('answer', `${answer.status} ${await answer.text()}`)
  orders.set('ORDER-X', { total_amount: '1000.00', payments: 0, refunds: 0 })
  const cheap = { out_trade_no: 'ORDER-X', total_amount: '0.01', subject: 'A necklace' }
  await fetch(await pageUrl(alipay, tradePagePay, cheap, { notifyUrl }))
  await emulator.pay('ORDER-X')
  await emulator.advance(0)
  say('payments', orders.get('ORDER-X')?.payments)

  step('A query says the same as the notification did')
  const found = await execute(alipay, tradeQuery, { out_trade_no: 'ORDER-1' })
  say('trade_status', found.trade_status)
  say('total_amount', found.total_amount)
  say('trace id', found.traceId)

  step("A second order is paid with the code on the payer's phone (付款码)")
  orders.set('ORDER-2', { total_amount: '12.50', payments: 0, refunds: 0 })
  const paid = await execute(
    alipay,
    tradePay,
    {
      out_trade_no: 'ORDER-2',
      total_amount: '12.50',
      subject: 'Espresso',
      scene: 'bar_code',
      auth_code: emulator.issuePayerCode(),
    },
    { notifyUrl },
  )
  say('pay', paid.code === '10003' ? 'the payer has to confirm' : `paid, trade_no ${paid.trade_no}`)
  await emulator.advance(0)

  step('The first order is refunded in two parts; neither counts as a payment')
  for (const [number, refund_amount] of [
    ['REFUND-1', '8.88'],
    ['REFUND-2', '30.00'],
  ] as const) {
    const refund = await execute(alipay, tradeRefund, {
      out_trade_no: 'ORDER-1',
      out_request_no: number,
      refund_amount,
    })
    say(number, `${refund_amount} yuan, ${refund.refund_fee} in all, fund_change ${refund.fund_change}`)
    await emulator.advance(0)
  }
  say('refunds', orders.get('ORDER-1')?.refunds)
  say('payments', orders.get('ORDER-1')?.payments)

  const expected = {
    'the first order': orders.get('ORDER-1')?.payments === 1 && orders.get('ORDER-1')?.refunds === 2,
    'the second order': orders.get('ORDER-2')?.payments === 1,
    'the order with another amount': orders.get('ORDER-X')?.payments === 0,
    'the refusals': refusals.join() === 'SignatureError,MismatchError',
  }
  const wrong = Object.entries(expected).filter(([, right]) => !right)
  if (wrong.length > 0) throw new Error(`not as expected: ${wrong.map(([name]) => name).join(', ')}`)
  console.log('\nAll as it should be.')
} finally {
  gateway.stop()
  shop.stop()
}
