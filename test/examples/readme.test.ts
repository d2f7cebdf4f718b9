/** The README's snippets are type-checked and run against the emulator, and its tables are complete. */
import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { type BySnippet, root, testSnippets } from './snippets.ts'

/** What a snippet takes for granted beside the prelude, by a text that stands in it. */
const prologues: BySnippet = [
  [
    'verifyReturn(alipay',
    // The payer paid at the cashier; a host like Express gives the path of what the browser opened then.
    `await fetch(await z.pageUrl(alipay, pagePay, { out_trade_no: 'ORDER-2', total_amount: '88.88', subject: 'Tea' }, { returnUrl: 'https://shop.example/return' }))
const address = new URL((await network.pay('ORDER-2')) ?? '')
const req = { url: address.pathname + address.search }`,
  ],
  [
    "'NO-SUCH-ORDER'",
    `const reported: unknown[] = []
console.error = (...words: unknown[]) => void reported.push(...words)`,
  ],
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
    `if (!response.headers.get('location')?.includes('alipay.trade.page.pay')) throw new Error('the page')
await fetch(url)
const left = (network.trade('ORDER-2')?.deadline.getTime() ?? 0) - Date.now()
if (Math.abs(left - 30 * 60_000) > 60_000) throw new Error('the time to pay')
const order = { out_trade_no: 'ORDER-2', total_amount: '88.88', subject: 'Coffee beans' }
for (const name of ['notify_url', 'notifyURL']) {
  const stray = { [name]: 'https://shop.example/notify' }
  for (const [input, options] of [[{ ...order, ...stray }], [order, stray]] as [typeof order, object][]) {
    const refusal = await pageUrl(alipay, tradePagePay, input, options).catch((error: unknown) => error)
    if (!(refusal instanceof z.InputError) || refusal.issues[0]?.path !== name) throw new Error(name + ' passes')
  }
}`,
  ],
  [
    'verifyReturn(alipay',
    `if (address.pathname !== '/return' || back.out_trade_no !== 'ORDER-2') throw new Error('the return')
const path = await verifyReturn(alipay, tradePagePayReturn, req.url).catch((error: unknown) => error)
if (!(path instanceof TypeError)) throw new Error('a path alone passes')`,
  ],
  [
    'const shop = {',
    `const answer = await shop.fetch(new Request('https://shop.example/notify', { method: 'POST', body: posted }))
if ((await answer.text()) !== 'success' || paidOrders.join() !== 'ORDER-1') throw new Error('the notification')
for (const [total_amount, status] of [[5, 500], ['5', 200], ['5.01', 400]] as [string, number][]) {
  const handling = { expect: () => ({ total_amount }), handle: () => {} }
  const said = await handleNotify(receiver, tradeStatusSync, posted, handling)
  if (said.status !== status) throw new Error(typeof total_amount + ' is answered ' + said.status)
}`,
  ],
  [
    "out_trade_no: 'ORDER-3'",
    "if (carried !== 2 || network.trade('ORDER-3')?.status !== 'TRADE_SUCCESS') throw new Error('the outcome')",
  ],
  [
    "'NO-SUCH-ORDER'",
    "if (reported.join() !== 'ACQ.TRADE_NOT_EXIST,untouched') throw new Error('the errors')",
  ],
  [
    'const emulator = await createEmulator',
    "if (paid.code !== '10000' || paidOrders.join() !== 'ORDER-4') throw new Error('the emulator')",
  ],
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
    `if (!describeKey('./private.pem').advice.startsWith('The name of a file')) throw new Error('the keys')
const sizes = [keyPair, stronger].map(({ publicKey }) => createPublicKey(publicKey).asymmetricKeyDetails?.modulusLength)
if (sizes.join() !== '2048,3072') throw new Error('the sizes')`,
  ],
]

testSnippets('README.md', { prologues, epilogues })

describe('README.md', () => {
  const readme = readFileSync(`${root}README.md`, 'utf8')

  /** The words in code style in the rows' first or second cells of the table whose head begins so. */
  const column = (head: string, place: 0 | 1): string[] => {
    const [, rows = ''] = readme.split(`\n${head}`)[1]?.match(/^.*\n\|[-|]+\n((?:\|.*\n)+)/) ?? []
    const cells = rows.split('\n').map(row => row.split(' | ')[place] ?? '')
    return cells.flatMap(cell => [...cell.matchAll(/`(\w[\w-]*)[^`]*`/g)].map(([, word]) => word as string))
  }

  test('its table of diagnoses has each one that an error can carry', () => {
    const diagnoses = literalsOf('src/errors.ts', 'SignatureMistake')
    expect(diagnoses).toContain('not-verified')
    expect(column('| `diagnosis` |', 0).sort()).toEqual(diagnoses.sort())
  })

  test('its table of errors has each class and code of the union', () => {
    const codes = [...read('src/errors.ts').matchAll(/readonly name = '(\w+)'\n {2}readonly code = '(\w+)'/g)]
    const union = declaration('src/errors.ts', 'ZhifuFailure').match(/\w+Error/g) ?? []
    expect(codes.map(([, name]) => name).sort()).toEqual(union.sort())
    expect(column('| class |', 0).sort()).toEqual(union.sort())
    expect(column('| class |', 1).sort()).toEqual(codes.map(([, , code]) => code).sort())
  })

  test('it names each option of a call', () => {
    const sentence = /^The options are .*$/m.exec(readme)?.[0] ?? ''
    const fields = declaration('src/gateway/options.ts', 'CallOptions').matchAll(/readonly (\w+)\?:/g)
    const names = [...fields].map(([, name]) => name)
    expect(names).toContain('notifyUrl')
    expect(names.filter(name => !sentence.includes(`\`${name}\``))).toEqual([])
  })
})

function read(path: string): string {
  return readFileSync(root + path, 'utf8')
}

/** The text of a type or interface, by its name. */
function declaration(path: string, name: string): string {
  const file = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true)
  const found = file.statements.find(
    statement =>
      (ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)) &&
      statement.name.text === name,
  )
  if (found === undefined) throw new Error(`${path} declares no ${name}`)
  return found.getText(file)
}

/** The texts of a union of texts. */
function literalsOf(path: string, name: string): string[] {
  return [...declaration(path, name).matchAll(/'([^']+)'/g)].map(([, text]) => text as string)
}
