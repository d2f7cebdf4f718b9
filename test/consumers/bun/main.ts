/** A program for Bun: it signs a pay URL, believes a notification and reads a key. */
import { pageUrl, rsa2Signer, rsa2Verifier, SignatureError, verifyNotify } from 'zhifu'
import { type AlipayClient, createAlipay, tradePagePay, tradeStatusSync } from 'zhifu/alipay'
import { describeKey } from 'zhifu/keys'
import material from './material.json' with { type: 'json' }

const { appId, appPrivateKey, alipayPublicKey, notification, forged } = material
const alipay: AlipayClient = createAlipay({
  appId,
  signer: rsa2Signer(appPrivateKey),
  verifier: rsa2Verifier(alipayPublicKey),
})
const order = { out_trade_no: 'ORDER-1', total_amount: '88.88', subject: '咖啡 & cake' }
console.log(`url ${(await pageUrl(alipay, tradePagePay, order)).href}`)
const { out_trade_no, total_amount } = await verifyNotify(alipay, tradeStatusSync, notification)
console.log(`paid ${out_trade_no} ${total_amount}`)
try {
  await verifyNotify(alipay, tradeStatusSync, forged)
} catch (error) {
  console.log(`forged ${error instanceof SignatureError ? error.name : 'another class'}`)
}
console.log(`key ${describeKey(alipayPublicKey).bits}`)
