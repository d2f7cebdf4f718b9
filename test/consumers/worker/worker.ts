/** A Worker that sends payers to Alipay and hears what they paid. */
import { handleNotify, pageUrl, rsa2Signer, rsa2Verifier } from 'zhifu'
import { createAlipay, tradePagePay, tradeStatusSync } from 'zhifu/alipay'

interface Env {
  readonly APP_ID: string
  readonly APP_PRIVATE_KEY: string
  readonly ALIPAY_PUBLIC_KEY: string
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const alipay = createAlipay({
      appId: env.APP_ID,
      signer: rsa2Signer(env.APP_PRIVATE_KEY),
      verifier: rsa2Verifier(env.ALIPAY_PUBLIC_KEY),
    })
    if (new URL(request.url).pathname === '/pay') {
      const order = { out_trade_no: 'ORDER-1', total_amount: '88.88', subject: '咖啡 & cake' }
      return Response.redirect((await pageUrl(alipay, tradePagePay, order)).href, 303)
    }
    const heard: string[] = []
    const answer = await handleNotify(alipay, tradeStatusSync, request, {
      expect: ({ out_trade_no }) => (out_trade_no === 'ORDER-1' ? { total_amount: '88.88' } : null),
      handle: async ({ out_trade_no, total_amount }) => {
        heard.push(`paid ${out_trade_no} ${total_amount}`)
      },
      onError: error => heard.push(`forged ${error instanceof Error ? error.name : ''}`),
    })
    return new Response(`${heard.join()} ${await answer.text()}`, { status: answer.status })
  },
}
