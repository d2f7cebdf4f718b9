/** An older Node server of CommonJS modules. */
const { readFileSync } = require('node:fs')
const { join } = require('node:path')
const { SignatureError, md5, pageForm, pageUrl, rsa2Signer, rsa2Verifier, verifyNotify } = require('zhifu')
const { createAlipay, tradePagePay, tradeStatusSync } = require('zhifu/alipay')
const { gbk } = require('zhifu/gbk')
const { batchTransNotify, createMapi } = require('zhifu/mapi')

const material = JSON.parse(readFileSync(join(__dirname, 'material.json'), 'utf8'))
const { appId, appPrivateKey, alipayPublicKey, notification, forged } = material

async function main() {
  const verifier = rsa2Verifier(alipayPublicKey)
  const alipay = createAlipay({ appId, signer: rsa2Signer(appPrivateKey), verifier })
  const order = { out_trade_no: 'ORDER-1', total_amount: '88.88', subject: '咖啡 & cake' }
  console.log(`url ${await pageUrl(alipay, tradePagePay, order)}`)
  const { out_trade_no, total_amount } = await verifyNotify(alipay, tradeStatusSync, notification)
  console.log(`paid ${out_trade_no} ${total_amount}`)
  const error = await verifyNotify(alipay, tradeStatusSync, forged).catch(error => error)
  console.log(`forged ${error instanceof SignatureError ? error.name : 'another class'}`)

  const key = md5('the-key-of-mapi')
  const partner = '2088002464631181'
  const mapi = createMapi({ partner, signer: key, verifier: key, charset: gbk })
  const transfers = [{ serial: 'S1', account: 'a@example.com', name: '常炜', amount: '1.00', note: '工资' }]
  const batch = { batch_no: '20260101001', account_name: '毛毛', email: 'b@example.com', transfers }
  const form = await pageForm(mapi, batchTransNotify, batch)
  console.log(
    `form ${/accept-charset="\w+"/.exec(form)?.[0]}, ${/name="sign" value="[\da-f]{32}"/.test(form)}`,
  )
}

main()
