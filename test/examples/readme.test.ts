/** The README's snippets are type-checked and run against the emulator. */
import { type BySnippet, testSnippets } from './snippets.ts'

/** What a snippet takes for granted beside the prelude, by a text that stands in it. */
const prologues: BySnippet = [
  [
    'downloadBill(',
    // The bill of a day is there on the next.
    `const day = z.beijingTime(new Date()).slice(0, 10)
await network.advance(2 * 24 * 60 * 60 * 1000)`,
  ],
  [
    'certificateSigner(',
    `const [appCertificate, rootCertificate, alipayCertificate] = [pem('app'), pem('root'), pem('alipay')]
const contentKey = 'AAECAwQFBgcICQoLDA0ODw=='
const [newKey, oldKey] = [alipayPublicKey, appPublicKey]
const callKms = async (message: Uint8Array): Promise<string> => btoa(String(message.length))`,
  ],
  [
    "out_trade_no: 'ORDER-3'",
    // The payment's reply is lost on its way back.
    `const carry = globalThis.fetch
let carried = 0
globalThis.fetch = (async (input: RequestInfo | URL, init?: RequestInit) => {
  const answer = await carry(input, init)
  if (++carried === 1) throw new TypeError('connection reset')
  return answer
}) as typeof fetch`,
  ],
]

/** What must be true after a snippet ran, by a text that stands in it. */
const epilogues: BySnippet = [
  [
    'const trade = await execute(alipay, tradeQuery',
    "if (trade.trade_status !== 'TRADE_SUCCESS') throw new Error('the first lines')",
  ],
  [
    'const url = await pageUrl',
    "if (!response.headers.get('location')?.includes('alipay.trade.page.pay')) throw new Error('the page')",
  ],
  [
    'const shop = {',
    `const answer = await shop.fetch(new Request('https://shop.example/notify', { method: 'POST', body: posted }))
if ((await answer.text()) !== 'success' || paidOrders.join() !== 'ORDER-1') throw new Error('the notification')`,
  ],
  [
    "out_trade_no: 'ORDER-3'",
    "if (carried !== 2 || network.trade('ORDER-3')?.status !== 'TRADE_SUCCESS') throw new Error('the outcome')",
  ],
  ['const emulator = await createEmulator', "if (paid.code !== '10000') throw new Error('the emulator')"],
  ['probeMd5Scheme({', "if (scheme?.name !== 'append') throw new Error('the probe')"],
  [
    'createMapi(',
    `network.mapi.settle(batch.batch_no)
await network.advance(0)
const told = network.notifications().find(({ url }) => url === notifyUrl)?.body as string
const answered = await listener.fetch(new Request(notifyUrl, { method: 'POST', body: told }))
if ((await answered.text()) !== 'success' || paidOrders.join() !== 'S1') throw new Error('the batch')`,
  ],
  [
    'certificateSigner(',
    `const { app_cert_sn = '' } = merchant.signer.params ?? {}
if (!/^[\\da-f]{32}$/.test(app_cert_sn) || rotating.verifier.types.length !== 1 || kms.type !== 'RSA2') throw new Error('the certificates')`,
  ],
  ['downloadBill(', "if (paidOrders.join() !== 'ORDER-1') throw new Error('the bill')"],
  ['createBgcpay(', "if (!opened.trade_no) throw new Error('bgcpay')"],
  [
    'describeKey(',
    "if (!describeKey('./private.pem').advice.startsWith('The name of a file')) throw new Error('the keys')",
  ],
]

testSnippets('README.md', { prologues, epilogues })
