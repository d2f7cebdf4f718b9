/** Express: this route gets the body as bytes, whatever its content type. */
import express, { type Router } from 'express'
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

/** Mount it first: `app.use(alipayRouter(shop))`, and then `app.use(express.urlencoded())` and the others. */
export function alipayRouter({ appId, alipayPublicKey, orders }: Shop): Router {
  const alipay = createAlipay({ appId, verifier: rsa2Verifier(alipayPublicKey) })
  const store = memoryStore() // for one process; several need a store that they share
  const router = express.Router()

  router.post('/alipay/notify', express.raw({ type: () => true }), async (req, res) => {
    // express.json() or urlencoded() in front of this route has read the body: req.body is an object then, what
    // was signed is lost, and zhifu throws a TypeError:
    //   a Request or the raw body (text or bytes) is expected here, not a parsed object: parsing loses what was
    //   signed. Turn the body parser off for this route
    const answer = await handleNotify(alipay, tradeStatusSync, req.body ?? '', {
      expect: ({ out_trade_no }) => orders.find(out_trade_no),
      handle: async trade => {
        if (tradeEvent(trade) === 'paid') await orders.markPaid(trade)
      },
      store,
      onError: error => console.error(error),
    })
    res
      .status(answer.status)
      .type('text/plain')
      .send(await answer.text())
  })
  return router
}
