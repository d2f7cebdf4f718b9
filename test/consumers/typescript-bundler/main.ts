/** A program in TypeScript as bundlers take it, with the types of a worker. */
import { execute, pageUrl, rsa2Signer, rsa2Verifier, TransportError, verifyNotify } from 'zhifu'
import { createAlipay, type TradeStatusSync, tradePagePay, tradePay, tradeStatusSync } from 'zhifu/alipay'
import { createBgcpay, tradeNotify } from 'zhifu/bgcpay'
import { gbk } from 'zhifu/gbk'
import material from './material.json' with { type: 'json' }

const { appId, appPrivateKey, alipayPublicKey, notification, forged } = material
const alipay = createAlipay({
  appId,
  signer: rsa2Signer(appPrivateKey),
  verifier: rsa2Verifier(alipayPublicKey),
  fetch: async () => new Response('down', { status: 503 }),
})
const order = { out_trade_no: 'ORDER-1', total_amount: '88.88', subject: '咖啡 & cake' }
console.log(`url ${(await pageUrl(alipay, tradePagePay, order)).href}`)

const trade: TradeStatusSync = await verifyNotify(alipay, tradeStatusSync, notification)
console.log(`paid ${trade.out_trade_no} ${trade.total_amount}`)
try {
  await verifyNotify(alipay, tradeStatusSync, forged)
} catch (error) {
  console.log(`forged ${error instanceof Error ? error.name : ''}`)
}
try {
  await execute(alipay, tradePay, { ...order, scene: 'bar_code', auth_code: '280000000000000000' })
} catch (error) {
  if (error instanceof TransportError) console.log(`pay ${error.outcome}`)
}
console.log(`gbk ${gbk.encode('支付').join(' ')}`)

// @ts-expect-error a notification of another gateway
export const wrong = () => verifyNotify(alipay, tradeNotify, notification)
export const other = createBgcpay
