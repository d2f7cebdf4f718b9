/** Hono, on any host: `c.req.raw` is the request as it came. */
import { Hono } from 'hono'
import { env } from 'hono/adapter'
import { handleNotify, memoryStore, rsa2Verifier } from 'zhifu'
import { createAlipay, type TradeStatusSync, tradeEvent, tradeStatusSync } from 'zhifu/alipay'

/** Your orders, in your database. */
export interface Orders {
  find(number: string): Promise<{ total_amount: string } | null>
  /** A notification may come again: marking an order twice must be the same as once. */
  markPaid(trade: TradeStatusSync): Promise<void>
}

type Env = {
  ALIPAY_APP_ID: string
  /** Alipay's public key (支付宝公钥), not your app's. */
  ALIPAY_PUBLIC_KEY: string
}

export function createApp(orders: Orders): Hono {
  const store = memoryStore() // for one process; several, and Workers, need a store that they share
  const app = new Hono()

  // No middleware in front of this route may call c.req.parseBody(), text() or json(). After one did, zhifu
  // throws a TypeError, and Hono answers 500:
  //   the body of this Request was already read: verify it first, or pass on the raw body
  app.post('/alipay/notify', c => {
    const { ALIPAY_APP_ID, ALIPAY_PUBLIC_KEY } = env<Env>(c)
    const alipay = createAlipay({ appId: ALIPAY_APP_ID, verifier: rsa2Verifier(ALIPAY_PUBLIC_KEY) })
    return handleNotify(alipay, tradeStatusSync, c.req.raw, {
      expect: ({ out_trade_no }) => orders.find(out_trade_no),
      handle: async trade => {
        if (tradeEvent(trade) === 'paid') await orders.markPaid(trade)
      },
      store,
      onError: error => console.error(error),
    })
  })
  return app
}
