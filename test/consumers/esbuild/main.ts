/** What a page bundles: it signs with a key of its own. */
import { pageForm, pageUrl, rsa2Signer, rsa2Verifier, verifyReturn } from 'zhifu'
import { createAlipay, tradePagePay, tradePagePayReturn } from 'zhifu/alipay'
import material from './material.json'

const { appId, appPrivateKey, alipayPublicKey, forged } = material
const alipay = createAlipay({
  appId,
  signer: rsa2Signer(appPrivateKey),
  verifier: rsa2Verifier(alipayPublicKey),
})
const order = { out_trade_no: 'ORDER-1', total_amount: '88.88', subject: '咖啡 & cake' }
console.log(`url ${await pageUrl(alipay, tradePagePay, order)}`)
console.log(
  `form ${(await pageForm(alipay, tradePagePay, order)).startsWith('<form method="post" action="https://')}`,
)
const back = `https://shop.example/return?${forged}`
console.log(`forged ${await verifyReturn(alipay, tradePagePayReturn, back).catch(error => error.name)}`)
