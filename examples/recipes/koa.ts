/** Koa: the body is read from Node's own request, `ctx.req`. */
import type { Middleware } from 'koa'
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

/** Use it first: `app.use(alipayNotifications(shop))`, and then the body parser and the others. */
export function alipayNotifications({ appId, alipayPublicKey, orders }: Shop): Middleware {
  const maxBytes = 64 * 1024 // a notification has a few thousand
  const alipay = createAlipay({ appId, verifier: rsa2Verifier(alipayPublicKey), maxBytes })
  const store = memoryStore() // for one process; several need a store that they share

  return async (ctx, next) => {
    if (ctx.method !== 'POST' || ctx.path !== '/alipay/notify') return next()
    // A body parser in front of this has read the stream. Nothing is left of it, and zhifu could only say:
    // nothing came: was the body read or parsed before, or the query of a return cut off?
    if (ctx.req.readableEnded) {
      throw new TypeError('a body parser ran before the route of Alipay: use alipayNotifications first')
    }
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of ctx.req.iterator({ destroyOnReturn: false })) {
      chunks.push(chunk)
      size += chunk.length
      if (size > maxBytes) break // zhifu answers 413
    }
    const answer = await handleNotify(alipay, tradeStatusSync, Buffer.concat(chunks), {
      expect: ({ out_trade_no }) => orders.find(out_trade_no),
      handle: async trade => {
        if (tradeEvent(trade) === 'paid') await orders.markPaid(trade)
      },
      store,
      onError: error => console.error(error),
    })
    ctx.status = answer.status
    ctx.type = 'text/plain'
    ctx.body = await answer.text()
  }
}
