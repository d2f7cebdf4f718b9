/** Fastify: a plugin, so that its routes alone get bodies as bytes; the app's parsers stay as they are. */
import type { FastifyPluginAsync } from 'fastify'
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

/** `app.register(alipayNotifications, shop)`, anywhere: parsers of the app do not reach into it. */
export const alipayNotifications: FastifyPluginAsync<Shop> = async (app, shop) => {
  const { appId, alipayPublicKey, orders } = shop
  const alipay = createAlipay({ appId, verifier: rsa2Verifier(alipayPublicKey) })
  const store = memoryStore() // for one process; several need a store that they share

  // '*' stands for every content type that has no parser; so that this is all of them, the others go.
  // Without this, Fastify itself answers 415 (FST_ERR_CTP_INVALID_MEDIA_TYPE).
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_req, body, done) => done(null, body))

  app.post<{ Body?: Buffer<ArrayBuffer> }>('/alipay/notify', async (req, reply) => {
    const answer = await handleNotify(alipay, tradeStatusSync, req.body ?? '', {
      expect: ({ out_trade_no }) => orders.find(out_trade_no),
      handle: async trade => {
        if (tradeEvent(trade) === 'paid') await orders.markPaid(trade)
      },
      store,
      onError: error => req.log.error(error),
    })
    return reply
      .code(answer.status)
      .type('text/plain')
      .send(await answer.text())
  })
}
