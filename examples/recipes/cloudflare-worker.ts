/** Cloudflare Workers: the request goes to zhifu as it is. Names and secrets are bindings of the Worker. */
import { handleNotify, rsa2Verifier } from 'zhifu'
import { createAlipay, type TradeStatusSync, tradeEvent, tradeStatusSync } from 'zhifu/alipay'

/** Your orders, in your database. */
export interface Orders {
  find(number: string): Promise<{ total_amount: string } | null>
  /** A notification may come again: marking an order twice must be the same as once. */
  markPaid(trade: TradeStatusSync): Promise<void>
}

export interface Env {
  readonly ALIPAY_APP_ID: string
  /** Alipay's public key (支付宝公钥), not your app's: `wrangler secret put ALIPAY_PUBLIC_KEY`. */
  readonly ALIPAY_PUBLIC_KEY: string
  /** A service binding to the Worker that keeps the orders. */
  readonly ORDERS: Orders
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    if (new URL(request.url).pathname !== '/alipay/notify') return new Response('Not Found', { status: 404 })
    const alipay = createAlipay({ appId: env.ALIPAY_APP_ID, verifier: rsa2Verifier(env.ALIPAY_PUBLIC_KEY) })
    // No `store: memoryStore()`: a Worker's memory is not shared and does not last. markPaid tells repeats.
    return handleNotify(alipay, tradeStatusSync, request, {
      expect: ({ out_trade_no }) => env.ORDERS.find(out_trade_no),
      handle: async trade => {
        if (tradeEvent(trade) === 'paid') await env.ORDERS.markPaid({ ...trade }) // a copy: RPC takes plain objects only
      },
      onError: error => console.error(error),
    })
  },
}
