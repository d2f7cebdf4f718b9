/** A page that Vite builds; the catalogue of errors is loaded when it is needed. */
import { pageUrl, rsa2Signer, rsa2Verifier, verifyNotify } from 'zhifu'
import { createAlipay, tradePagePay, tradeQuery, tradeStatusSync } from 'zhifu/alipay'
import material from './material.json'

const { appId, appPrivateKey, alipayPublicKey, notification, forged } = material
const alipay = createAlipay({
  appId,
  signer: rsa2Signer(appPrivateKey),
  verifier: rsa2Verifier(alipayPublicKey),
})
const order = { out_trade_no: 'ORDER-1', total_amount: '88.88', subject: '咖啡 & cake' }
const trade = await verifyNotify(alipay, tradeStatusSync, notification)
const { explainError } = await import('zhifu/alipay/errors')
const lines = [
  `url ${await pageUrl(alipay, tradePagePay, order)}`,
  `paid ${trade.out_trade_no} ${trade.total_amount}`,
  `forged ${await verifyNotify(alipay, tradeStatusSync, forged).catch((error: Error) => error.name)}`,
  explainError({ reason: 'ACQ.TRADE_NOT_EXIST' }, tradeQuery)?.sentence,
]
const output = document.querySelector('pre')
if (output) output.textContent = lines.join('\n')
