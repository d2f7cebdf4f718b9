/** A Node server of ES modules: signs a pay URL, believes a notification, explains a refusal. */
import { readFile } from 'node:fs/promises'
import { pageUrl, rsa2Signer, rsa2Verifier, verifyNotify } from 'zhifu'
import { createAlipay, tradePagePay, tradeQuery, tradeStatusSync } from 'zhifu/alipay'
import { explainError } from 'zhifu/alipay/errors'
import { describeKey } from 'zhifu/keys'

const { appId, appPrivateKey, alipayPublicKey, notification, forged } = JSON.parse(
  await readFile(new URL('material.json', import.meta.url), 'utf8'),
)
const alipay = createAlipay({
  appId,
  signer: rsa2Signer(appPrivateKey),
  verifier: rsa2Verifier(alipayPublicKey),
})
const order = { out_trade_no: 'ORDER-1', total_amount: '88.88', subject: '咖啡 & cake' }
console.log(`url ${await pageUrl(alipay, tradePagePay, order)}`)
const { out_trade_no, total_amount } = await verifyNotify(alipay, tradeStatusSync, notification)
console.log(`paid ${out_trade_no} ${total_amount}`)
console.log(`forged ${await verifyNotify(alipay, tradeStatusSync, forged).catch(error => error.name)}`)
console.log(`key ${describeKey(alipayPublicKey).bits}`)
console.log(explainError({ reason: 'ACQ.TRADE_NOT_EXIST' }, tradeQuery)?.sentence)
