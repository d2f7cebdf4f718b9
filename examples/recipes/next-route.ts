/** Next.js, the file `app/alipay/notify/route.ts`. It runs in Node.js and in the Edge runtime. */
import { handleNotify, rsa2Verifier } from 'zhifu'
import { createAlipay, type TradeStatusSync, tradeEvent, tradeStatusSync } from 'zhifu/alipay'

// Do not call request.formData(), text() or json() before: a body is read once. After it, zhifu says:
//   the body of this Request was already read: verify it first, or pass on the raw body
export async function POST(request: Request): Promise<Response> {
  // In here and not above: the module is also loaded by `next build`, where secrets may be missing.
  const alipay = createAlipay({
    appId: process.env['ALIPAY_APP_ID'] ?? '',
    verifier: rsa2Verifier(process.env['ALIPAY_PUBLIC_KEY'] ?? ''), // Alipay's (支付宝公钥), not your app's
  })
  // No `store: memoryStore()`: a function's memory is not shared and does not last. markPaid tells repeats.
  return handleNotify(alipay, tradeStatusSync, request, {
    expect: ({ out_trade_no }) => findOrder(out_trade_no),
    handle: async trade => {
      if (tradeEvent(trade) === 'paid') await markPaid(trade)
    },
    onError: error => console.error(error),
  })
}

// --- Yours: most shops ask a database here. This one asks a service of its own. ---

const order = (number: string): string => `${process.env['ORDERS_URL']}/${encodeURIComponent(number)}`

async function findOrder(number: string): Promise<{ total_amount: string } | null> {
  const response = await fetch(order(number))
  if (response.status === 404) return null
  if (!response.ok) throw new Error(`the orders answer ${response.status}`) // 500: Alipay asks again later
  return response.json()
}

async function markPaid(trade: TradeStatusSync): Promise<void> {
  const response = await fetch(order(trade.out_trade_no), { method: 'PUT', body: JSON.stringify(trade) })
  if (!response.ok) throw new Error(`the orders answer ${response.status}`)
}
