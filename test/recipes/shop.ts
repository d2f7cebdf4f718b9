/** The shop and the gateway that the recipes stand between: orders by value and over HTTP, an emulator. */
import { generateKeyPairSync } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { execute, rsa2Signer, rsa2Verifier } from 'zhifu'
import { createAlipay, type TradeStatusSync, tradePay } from 'zhifu/alipay'
import { createEmulator } from 'zhifu/emulator'
import type { Orders } from '../../examples/recipes/express.ts'

export const appId = '2021000000000001'
/** What an encoding that is done once too often, or not at all, would change. */
export const subject = '咖啡豆 + 牛奶 100% & 糖=甜 %2B'
export const totalAmount = '88.88'

/** Serves a handler on a free port of loopback. */
export async function listen(fetch: (request: Request) => Response | Promise<Response>) {
  return new Promise<{ url: string; stop(): Promise<void> }>(resolve => {
    const server = serve({ fetch, port: 0, hostname: '127.0.0.1' }, ({ port }: AddressInfo) =>
      resolve({
        url: `http://127.0.0.1:${port}`,
        stop: () => {
          if ('closeAllConnections' in server) server.closeAllConnections()
          return new Promise(ended => server.close(() => ended()))
        },
      }),
    )
  })
}

/** A shop with one order per recipe. */
export async function openShop() {
  const totals = new Map<string, string>()
  const paid: TradeStatusSync[] = []
  const orders: Orders = {
    find: async number => {
      const total_amount = totals.get(number)
      return total_amount === undefined ? null : { total_amount }
    },
    markPaid: async trade => {
      paid.push(trade)
    },
  }
  const server = await listen(async request => {
    if (request.method === 'PUT') {
      await orders.markPaid(await request.json())
      return new Response(null, { status: 204 })
    }
    const order = await orders.find(decodeURIComponent(new URL(request.url).pathname.slice(1)))
    return order === null ? new Response('no such order', { status: 404 }) : Response.json(order)
  })

  const pem = { format: 'pem' } as const
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', ...pem },
    privateKeyEncoding: { type: 'pkcs8', ...pem },
  })
  const emulator = await createEmulator({
    baseUrl: 'http://127.0.0.1:9',
    apps: [{ appId, publicKey }],
    fetch: globalThis.fetch,
  })
  const { alipayPublicKey } = emulator
  const alipay = createAlipay({
    appId,
    signer: rsa2Signer(privateKey),
    verifier: rsa2Verifier(alipayPublicKey),
    endpoint: emulator.gateway,
    fetch: request => emulator.fetch(request),
  })

  return {
    appId,
    alipayPublicKey,
    orders,
    /** Where `orders` are reached over HTTP. */
    url: server.url,
    stop: server.stop,
    /** The notifications with which an order was marked as paid. */
    paid: (number: string) => paid.filter(trade => trade.out_trade_no === number),
    /** Has a payer pay an order, and waits until its notification was delivered. */
    pay: async (number: string, notifyUrl: string) => {
      totals.set(number, totalAmount)
      await execute(
        alipay,
        tradePay,
        {
          out_trade_no: number,
          total_amount: totalAmount,
          subject,
          scene: 'bar_code',
          auth_code: emulator.issuePayerCode(),
        },
        { notifyUrl },
      )
      await emulator.advance(0)
      const sent = emulator.notifications().filter(({ url }) => url === notifyUrl)
      const [notification] = sent
      if (notification === undefined || sent.length > 1) throw new Error(`${sent.length} notifications`)
      return notification
    },
  }
}

export type OpenShop = Awaited<ReturnType<typeof openShop>>
