/** A server in TypeScript that is compiled for Node. */
import {
  handleNotify,
  memoryStore,
  pageUrl,
  rsa2Signer,
  rsa2Verifier,
  SignatureError,
  ZhifuError,
} from 'zhifu'
import {
  type AlipayClient,
  createAlipay,
  type TradePagePayInput,
  tradeEvent,
  tradePagePay,
  tradeStatusSync,
} from 'zhifu/alipay'
import { generateKeyPair } from 'zhifu/keys'
import material from './material.json' with { type: 'json' }

const { appId, appPrivateKey, alipayPublicKey, notification, forged } = material
const alipay: AlipayClient = createAlipay({
  appId,
  signer: rsa2Signer(appPrivateKey),
  verifier: rsa2Verifier(alipayPublicKey),
})
const order: TradePagePayInput = { out_trade_no: 'ORDER-1', total_amount: '88.88', subject: '咖啡 & cake' }
console.log(`url ${(await pageUrl(alipay, tradePagePay, order)).href}`)

const store = memoryStore()
const errors: string[] = []
async function notified(body: string): Promise<string> {
  let event = 'nothing'
  const request = new Request('https://shop.example/notify', { method: 'POST', body })
  const answer = await handleNotify(alipay, tradeStatusSync, request, {
    expect: ({ out_trade_no }) => (out_trade_no === 'ORDER-1' ? { total_amount: '88.88' } : null),
    handle: async trade => {
      event = `${tradeEvent(trade)} ${trade.out_trade_no} ${trade.total_amount}`
    },
    store,
    onError: (error: unknown) => {
      errors.push(error instanceof SignatureError && error instanceof ZhifuError ? error.name : 'another')
    },
  })
  return `${event}, ${answer.status} ${await answer.text()}`
}
console.log(await notified(notification))
console.log(`again ${await notified(notification)}`)
console.log(`refused ${await notified(forged)}`)
console.log(`forged ${errors.join()}`)

const { publicKey } = await generateKeyPair()
console.log(`made ${publicKey.length > 300}`)

// @ts-expect-error an amount is a text
export const wrong: TradePagePayInput = { ...order, total_amount: 88.88 }
