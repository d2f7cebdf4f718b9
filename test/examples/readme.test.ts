/** The README's snippets are type-checked and run, one after another, against the emulator. */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { afterAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = `${root}.cache/readme`
const snippets = [...readFileSync(`${root}README.md`, 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(
  ([, code]) => code as string,
)

/** What the snippets take for granted, made for real: keys, an emulator in place of the network, a shop. */
const prelude = `
import { createHash, createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createEmulator as makeEmulator } from 'zhifu/emulator'
import { createAlipay as makeAlipay, tradePay as pay } from 'zhifu/alipay'
import * as z from 'zhifu'
const appId = '2021000000000001'
const pem = (name: string): string => readFileSync('${root}examples/certificates/' + name + '.pem', 'utf8')
const sharedKey = 'shared-key'
const partner = '2088000000000001'
const notifyUrl = 'https://shop.example/batches'
const observed = { a: '1', sign_type: 'MD5' }
const observedSign: string = createHash('md5').update('a=1&sign_type=MD5shared-key').digest('hex')
const appPrivateKey: string = pem('app.key')
const appPublicKey = createPublicKey(appPrivateKey).export({ type: 'spki', format: 'pem' }) as string
const network = await makeEmulator({ baseUrl: 'https://openapi.alipay.com', apps: [{ appId, publicKey: appPublicKey }], bgcpay: { apps: [{ appId, key: sharedKey }] }, mapi: { partners: [{ partner, email: 'payer@example.com', accountName: '毛毛', md5Key: sharedKey }] }, fetch: async request => new Response(request.url.endsWith('/batches') ? 'not here' : 'success') })
const alipayPublicKey: string = network.alipayPublicKey
globalThis.fetch = ((request: Request) =>
  // The emulator's bgcpay and mapi stand beside its Alipay, under paths of their own.
  network.fetch(new Request(request.url.replace('https://openapi.bgcpay.com/gateway.do', network.bgcpay.gateway).replace('https://mapi.alipay.com/gateway.do', network.mapi.gateway), request))) as typeof fetch
const authCode: string = network.issuePayerCode()
const alipay = makeAlipay({ appId, signer: z.rsa2Signer(appPrivateKey), verifier: z.rsa2Verifier(alipayPublicKey) })
const findOrder = async (_: string): Promise<{ total_amount: string } | null> => ({ total_amount: '5.00' })
const paidOrders: string[] = []
const markPaid = async (number: string): Promise<void> => void paidOrders.push(number)
await z.execute(alipay, pay, { out_trade_no: 'ORDER-1', total_amount: '5.00', subject: 'Tea', scene: 'bar_code', auth_code: network.issuePayerCode() }, { notifyUrl: 'https://shop.example/notify' })
void [pay, authCode, findOrder, markPaid, sharedKey, partner, notifyUrl, observed, observedSign]
`

/** What a snippet takes for granted beside that, by a text that stands in it. */
const prologues: readonly (readonly [holds: string, prologue: string])[] = [
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
]

/** What must be true after a snippet ran, by a text that stands in it. */
const epilogues: readonly (readonly [holds: string, epilogue: string])[] = [
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
    `const posted = network.notifications()[0]?.attempts[0]?.body as string
const answer = await shop.fetch(new Request('https://shop.example/notify', { method: 'POST', body: posted }))
if ((await answer.text()) !== 'success' || paidOrders.join() !== 'ORDER-1') throw new Error('the notification')`,
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

const textFor = (texts: readonly (readonly [holds: string, text: string])[], code: string): string =>
  texts.find(([holds]) => code.includes(holds))?.[1] ?? ''

const files = snippets.map((code, index) => {
  const own = code.includes('const alipay =')
    ? prelude.replace('const alipay =', 'const own =').replaceAll('(alipay,', '(own,')
    : prelude
  return [
    `${folder}/snippet-${index}.mts`,
    [own, textFor(prologues, code), code, textFor(epilogues, code), 'export {}\n'].join('\n'),
  ] as const
})
mkdirSync(folder, { recursive: true })
for (const [path, text] of files) writeFileSync(path, text)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('there are snippets', () => {
  expect(snippets.length).toBeGreaterThanOrEqual(6)
  for (const [holds] of [...prologues, ...epilogues])
    expect(snippets.filter(code => code.includes(holds))).toHaveLength(1)
})

test('they are type-checked', { timeout: 60_000 }, () => {
  const config = ts.readConfigFile(`${root}test/tsconfig.json`, ts.sys.readFile).config
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, `${root}test`)
  const program = ts.createProgram({
    rootNames: files.map(([path]) => path),
    options: { ...options, noUnusedLocals: false },
  })
  const problems = files.flatMap(([path]) => [
    ...ts.getPreEmitDiagnostics(program, program.getSourceFile(path)),
  ])
  expect(
    problems.map(
      ({ messageText, file }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    ),
  ).toEqual([])
})

test.each(files.map(([path], index) => ({ index, path })))(
  'snippet $index runs',
  { timeout: 60_000 },
  async ({ path }) => {
    const { code, output } = await new Promise<{ code: number | null; output: string }>(resolve => {
      const child = spawn(process.execPath, ['--import', 'tsx', path], { cwd: root, timeout: 50_000 })
      let output = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk))
      child.on('close', code => resolve({ code, output }))
    })
    expect(output, output).toSatisfy(() => code === 0)
  },
)
