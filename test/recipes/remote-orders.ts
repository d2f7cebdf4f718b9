/** The orders of the shop, for a recipe in a process of its own. */
import type { Orders } from '../../examples/recipes/deno-serve.ts'

export function remoteOrders(url: string): Orders {
  return {
    find: async number => {
      const response = await fetch(`${url}/${encodeURIComponent(number)}`)
      return response.ok ? response.json() : null
    },
    markPaid: async trade => {
      const body = JSON.stringify(trade)
      const { ok } = await fetch(`${url}/${encodeURIComponent(trade.out_trade_no)}`, { method: 'PUT', body })
      if (!ok) throw new Error('the orders do not answer')
    },
  }
}
