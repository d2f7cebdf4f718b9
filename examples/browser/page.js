/** Builds the pay URL and the form in the payer's browser; no key of a server is in this page. */

import { browserKey, publicKeyText } from './key.js'
import {
  createAlipay,
  pageForm,
  pageUrl,
  rsa2Signer,
  rsa2Verifier,
  tradePagePay,
  tradePagePayReturn,
  verifyReturn,
  ZhifuError,
} from './zhifu.js'

const find = selector => document.querySelector(selector)
const { apps, gateway, alipayPublicKey, notifyUrl } = await (await fetch('config.json')).json()
const verifier = rsa2Verifier(alipayPublicKey)
const returnUrl = new URL('.', location.href).href

/** The app whose key is in this browser. */
async function ownApp() {
  const pair = await browserKey()
  const publicKey = await publicKeyText(pair)
  // Against Alipay this is done once, by hand, in its console.
  await fetch('console', { method: 'POST', body: publicKey })
  find('#public-key').textContent = publicKey
  return createAlipay({
    appId: apps.browser,
    signer: rsa2Signer(pair.privateKey),
    verifier,
    endpoint: gateway,
  })
}

/** The app whose key is elsewhere: the endpoint looks at what it signs, and at who asks. */
function remoteApp() {
  const sign = async message => {
    const response = await fetch('sign', { method: 'POST', body: message })
    if (!response.ok) throw new Error(`the signing endpoint answered with HTTP status ${response.status}`)
    return response.text()
  }
  return createAlipay({ appId: apps.remote, signer: { type: 'RSA2', sign }, verifier, endpoint: gateway })
}

const clients = { browser: await ownApp(), remote: remoteApp() }

/** The payer came back: the address is Alipay's word, and yet no proof of payment. */
async function welcomeBack() {
  const { searchParams, href } = new URL(location.href)
  if (!searchParams.has('sign')) return
  const thanks = find('#thanks')
  thanks.hidden = false
  try {
    const client = Object.values(clients).find(({ appId }) => appId === searchParams.get('app_id'))
    const { out_trade_no, total_amount } = await verifyReturn(
      client ?? clients.browser,
      tradePagePayReturn,
      href,
    )
    thanks.textContent = `Thank you for ${out_trade_no}, ${total_amount} yuan. The notification will confirm it.`
  } catch (error) {
    thanks.textContent = `This address is not Alipay's: ${error.name}`
  }
}

async function pay(event) {
  event.preventDefault()
  const { signer, ...order } = Object.fromEntries(new FormData(event.target))
  const client = clients[signer]
  find('#refusal').textContent = ''
  try {
    if (event.submitter?.value === 'url') {
      location.assign(await pageUrl(client, tradePagePay, order, { returnUrl, notifyUrl }))
      return
    }
    const options = { returnUrl, notifyUrl, autoSubmit: false }
    const html = await pageForm(client, tradePagePay, order, options)
    document.body.insertAdjacentHTML('beforeend', html)
    document.body.lastElementChild.submit()
  } catch (error) {
    if (!(error instanceof ZhifuError)) throw error
    find('#refusal').textContent = error.message
  }
}

await welcomeBack()
find('[name=out_trade_no]').value = `ORDER-${Date.now()}`
find('#order').addEventListener('submit', pay)
document.body.dataset.ready = 'true'
