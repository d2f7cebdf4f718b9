/** Node's own HTTP server, without a framework. */
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { handleNotify, memoryStore, rsa2Verifier } from 'zhifu'
import { createAlipay, type TradeStatusSync, tradeEvent, tradeStatusSync } from 'zhifu/alipay'

/** Your orders, in your database. */
export interface Orders {
  find(number: string): Promise<{ total_amount: string } | null>
  /** A notification may come again: marking an order twice must be the same as once. */
  markPaid(trade: TradeStatusSync): Promise<void>
}

export interface Shop {
  readonly appId: string
  /** Alipay's public key (支付宝公钥), not your app's. */
  readonly alipayPublicKey: string
  readonly orders: Orders
}

const maxBytes = 64 * 1024 // a notification has a few thousand

async function readBody(req: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk)
    size += chunk.length
    if (size > maxBytes) break // zhifu answers 413
  }
  return Buffer.concat(chunks)
}

export function createNotifyServer({ appId, alipayPublicKey, orders }: Shop): Server {
  const alipay = createAlipay({ appId, verifier: rsa2Verifier(alipayPublicKey), maxBytes })
  const store = memoryStore() // for one process; several need a store that they share

  return createServer(async (req, res) => {
    if (req.method !== 'POST' || req.url !== '/alipay/notify') {
      res.writeHead(404).end('Not Found')
      return
    }
    try {
      const answer = await handleNotify(alipay, tradeStatusSync, await readBody(req), {
        expect: ({ out_trade_no }) => orders.find(out_trade_no),
        handle: async trade => {
          if (tradeEvent(trade) === 'paid') await orders.markPaid(trade)
        },
        store,
        onError: error => console.error(error),
      })
      res.writeHead(answer.status, { 'content-type': 'text/plain' }).end(await answer.text())
    } catch (error) {
      console.error(error) // the sender hung up
      res.destroy()
    }
  })
}
