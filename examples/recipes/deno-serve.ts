/** Deno: `deno run --allow-net --allow-env=ALIPAY_APP_ID,ALIPAY_PUBLIC_KEY main.ts` */
import { handleNotify, memoryStore, rsa2Verifier } from 'zhifu'
import { createAlipay, type TradeStatusSync, tradeEvent, tradeStatusSync } from 'zhifu/alipay'

/** Your orders, in your database. */
export interface Orders {
  find(number: string): Promise<{ total_amount: string } | null>
  /** A notification may come again: marking an order twice must be the same as once. */
  markPaid(trade: TradeStatusSync): Promise<void>
}

/** Leave this out: Deno knows its own types. */
declare const Deno: {
  readonly env: { get(name: string): string | undefined }
  serve(
    options: { readonly port?: number; readonly hostname?: string },
    handler: (request: Request) => Response | Promise<Response>,
  ): { readonly addr: { readonly port: number } }
}

export function serveNotifications(orders: Orders, options: { port?: number; hostname?: string } = {}) {
  const alipay = createAlipay({
    appId: Deno.env.get('ALIPAY_APP_ID') ?? '',
    verifier: rsa2Verifier(Deno.env.get('ALIPAY_PUBLIC_KEY') ?? ''), // Alipay's (支付宝公钥), not your app's
  })
  const store = memoryStore() // for one process; several need a store that they share

  return Deno.serve(options, request => {
    if (new URL(request.url).pathname !== '/alipay/notify') return new Response('Not Found', { status: 404 })
    return handleNotify(alipay, tradeStatusSync, request, {
      expect: ({ out_trade_no }) => orders.find(out_trade_no),
      handle: async trade => {
        if (tradeEvent(trade) === 'paid') await orders.markPaid(trade)
      },
      store,
      onError: error => console.error(error),
    })
  })
}
