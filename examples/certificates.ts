/**
 * Certificate mode (公钥证书方式) and encrypted contents (接口内容加密): an order is paid, Alipay changes its certificate
 * while the shop is open, and strangers name certificates that there are not. Everything runs here, on loopback.
 *
 * The certificates are OpenSSL's (`examples/certificates/make.sh`, for a copy that came without private keys). In
 * production they are the three files from Alipay's console, and the emulator, `endpoint` and `fetch` are left out.
 */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { execute, handleNotify, SignatureError } from 'zhifu'
import { aes } from 'zhifu/aes'
import { type AlipayClient, createAlipay, tradePay, tradeQuery, tradeStatusSync } from 'zhifu/alipay'
import { certificateSigner, certificateVerifier, downloadThrough, readCertificates } from 'zhifu/certificate'
import { createEmulator } from 'zhifu/emulator'

const step = (text: string): void => console.log(`\n— ${text}`)
const say = (name: string, value: unknown): void => console.log(`  ${name.padEnd(12)} ${value}`)
const file = (name: string): string =>
  readFileSync(new URL(`certificates/${name}.pem`, import.meta.url), 'utf8')

const appId = '2021000000000001'
const contentKey = randomBytes(16).toString('base64')

// --- Alipay's side: an emulator that knows the app by its certificate. --------------------------------------

const emulator = await createEmulator({
  baseUrl: 'http://127.0.0.1:1',
  apps: [{ appId, certificates: { app: file('app'), root: file('root') }, encryptKey: contentKey }],
  alipayPrivateKey: file('alipay.key'),
  alipayCertificate: file('alipay'),
  fetch: request => listen(request),
})

// --- The shop's side. --------------------------------------------------------------------------------------

let downloads = 0
let sent = new URLSearchParams()
let received = ''

const alipay: AlipayClient = createAlipay({
  appId,
  signer: certificateSigner({
    privateKey: file('app.key'),
    appCertificate: file('app'), // appCertPublicKey_….crt
    rootCertificate: file('root'), // alipayRootCert.crt
    onExpiring: ({ use, daysLeft }) => say('expires', `${use}: ${daysLeft} days left`),
  }),
  verifier: certificateVerifier({
    certificates: file('alipay'), // alipayCertPublicKey_RSA2.crt
    rootCertificate: file('root'),
    download: downloadThrough(() => alipay),
  }),
  content: aes(contentKey),
  endpoint: emulator.gateway,
  fetch: async request => {
    if (request.url.includes('alipaycert.download')) downloads++
    sent = new URLSearchParams([
      ...new URL(request.url).searchParams,
      ...new URLSearchParams(await request.clone().text()),
    ])
    const response = await emulator.fetch(request)
    received = await response.clone().text()
    return response
  },
})

const paid = new Set<string>()
const refused: unknown[] = []
const listen = (request: Request): Promise<Response> =>
  handleNotify(alipay, tradeStatusSync, request, {
    expect: () => ({ total_amount: '8.80' }),
    handle: ({ out_trade_no }) => void paid.add(out_trade_no),
    onError: error => void refused.push(error),
  })

async function pay(out_trade_no: string): Promise<void> {
  const order = { out_trade_no, total_amount: '8.80', subject: '茶 Tea', scene: 'bar_code' } as const
  const auth_code = emulator.issuePayerCode()
  const { code } = await execute(
    alipay,
    tradePay,
    { ...order, auth_code },
    { notifyUrl: 'http://127.0.0.1:1/notify' },
  )
  await emulator.advance(0) // until it has notified
  say(out_trade_no, `code ${code}, notified: ${paid.has(out_trade_no) ? 'paid' : 'no'}`)
}

step('An order is paid; what travels names certificates and hides the order')
await pay('ORDER-1')
say('sent', `app_cert_sn=${sent.get('app_cert_sn')}`)
say('', `biz_content=${sent.get('biz_content')?.slice(0, 24)}… (encrypt_type=${sent.get('encrypt_type')})`)
const reply = JSON.parse(received) as Record<string, string>
say('received', `alipay_cert_sn=${reply['alipay_cert_sn']}`)
say('', `alipay_trade_pay_response=${reply['alipay_trade_pay_response']?.slice(0, 24)}…`)
if (/ORDER-1/.test(received) || [...sent.values()].some(value => value.includes('ORDER-1')))
  throw new Error('the order can be read on the wire')

step('Alipay changes its certificate; the new one is downloaded once, held against the root, and kept')
await emulator.rotate(file('alipay-next'), file('alipay-next.key'))
await Promise.all([pay('ORDER-2'), pay('ORDER-3'), pay('ORDER-4')])
const [next] = readCertificates(file('alipay-next'))
say('certificate', `issued to ${next?.commonName}, until ${next?.notAfter.getUTCFullYear()}`)
say('downloads', downloads)

step('Strangers post a hundred notifications that name certificates which there are not')
const [genuine] = emulator.notifications()
for (let index = 0; index < 100; index++) {
  const body = new URLSearchParams(genuine?.body)
  body.set('alipay_cert_sn', randomBytes(16).toString('hex'))
  await listen(new Request('http://127.0.0.1:1/notify', { method: 'POST', body }))
}
say('refused', `${refused.filter(error => error instanceof SignatureError).length} of 100`)
say('downloads', `${downloads - 1} more`)
await pay('ORDER-5')
const { trade_status } = await execute(alipay, tradeQuery, { out_trade_no: 'ORDER-5' })
say('ORDER-5', trade_status)

if (paid.size !== 5 || refused.length !== 100 || downloads > 4) throw new Error('something is amiss')
console.log('\nAll as it should be.')
