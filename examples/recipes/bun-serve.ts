/** Bun: `bun run main.ts`, with ALIPAY_APP_ID and ALIPAY_PUBLIC_KEY in the environment or in `.env`. */
import { handleNotify, memoryStore, rsa2Verifier } from 'zhifu'
import { createAlipay, type TradeStatusSync, tradeEvent, tradeStatusSync } from 'zhifu/alipay'

/** Your orders, in your database. */
export interface Orders {
  find(number: string): Promise<{ total_amount: string } | null>
  /** A notification may come again: marking an order twice must be the same as once. */
  markPaid(trade: TradeStatusSync): Promise<void>
}

/** Leave this out: Bun's types are in @types/bun. */
declare const Bun: {
  readonly env: Readonly<Record<string, string | undefined>>
  serve(options: {
    readonly port?: number
    readonly hostname?: string
    readonly routes: Record<string, { POST(request: Request): Response | Promise<Response> }>
    fetch(request: Request): Response
  }): { readonly port: number }
}

export function serveNotifications(orders: Orders, options: { port?: number; hostname?: string } = {}) {
  const alipay = createAlipay({
    appId: Bun.env['ALIPAY_APP_ID'] ?? '',
    verifier: rsa2Verifier(Bun.env['ALIPAY_PUBLIC_KEY'] ?? ''), // Alipay's (支付宝公钥), not your app's
  })
  const store = memoryStore() // for one process; several need a store that they share

  const notify = (request: Request): Promise<Response> =>
    handleNotify(alipay, tradeStatusSync, request, {
      expect: ({ out_trade_no }) => orders.find(out_trade_no),
      handle: async trade => {
        if (tradeEvent(trade) === 'paid') await orders.markPaid(trade)
      },
      store,
      onError: error => console.error(error),
    })

  return Bun.serve({
    ...options,
    routes: { '/alipay/notify': { POST: notify } },
    fetch: () => new Response('Not Found', { status: 404 }),
  })
}
