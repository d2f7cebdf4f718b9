/** A document's TypeScript snippets are type-checked and run, each in a process of its own, against the emulator. */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { afterAll, expect, test } from 'vitest'
import { PATIENCE } from '../support/patience.ts'

export const root: string = fileURLToPath(new URL('../..', import.meta.url))

/** A text to put beside the snippet that holds another one. */
export type BySnippet = readonly (readonly [holds: string, text: string])[]

/** What a document's snippets take for granted, and what must be true after they ran. */
export interface Surroundings {
  /** Before the snippet, and after the prelude of all. */
  readonly prologues: BySnippet
  /** After the snippet. Each snippet has one: whatever else it did, to end without an error proves little. */
  readonly epilogues: BySnippet
  /** Environment variables of the process that runs the snippet, asked for when it starts. */
  readonly env?: (() => Readonly<Record<string, string>>) | undefined
  /** Whether a snippet can run on this machine; those that cannot are type-checked all the same. */
  readonly canRun?: ((code: string) => boolean) | undefined
}

/** What every snippet takes for granted, made for real: keys, an emulator in place of the network, a shop. */
const prelude = `
import { createHash, createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createEmulator as makeEmulator } from 'zhifu/emulator'
import { createAlipay as makeAlipay, tradePagePay as pagePay, tradePay as pay } from 'zhifu/alipay'
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
globalThis.fetch = (async (input: RequestInfo | URL, init?: RequestInit) => {
  const request = new Request(input, init)
  // The emulator's bgcpay and mapi stand beside its Alipay, under paths of their own.
  return network.fetch(new Request(request.url.replace('https://openapi.bgcpay.com/gateway.do', network.bgcpay.gateway).replace('https://mapi.alipay.com/gateway.do', network.mapi.gateway), request))
}) as typeof fetch
const authCode: string = network.issuePayerCode()
const alipay = makeAlipay({ appId, signer: z.rsa2Signer(appPrivateKey), verifier: z.rsa2Verifier(alipayPublicKey) })
const findOrder = async (_: string): Promise<{ total_amount: string } | null> => ({ total_amount: '5.00' })
const paidOrders: string[] = []
const markPaid = async (number: string): Promise<void> => void paidOrders.push(number)
await z.execute(alipay, pay, { out_trade_no: 'ORDER-1', total_amount: '5.00', subject: 'Tea', scene: 'bar_code', auth_code: network.issuePayerCode() }, { notifyUrl: 'https://shop.example/notify' })
const posted: string = network.notifications()[0]?.attempts[0]?.body ?? ''
void [pay, pagePay, authCode, findOrder, markPaid, sharedKey, partner, notifyUrl, observed, observedSign, posted]
`

/** The TypeScript in a Markdown text, in its order. */
export function snippetsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^ *```(?:ts|tsx|mts|typescript)\b.*\n([\s\S]*?)^ *```/gm)].map(
    ([, code]) => code as string,
  )
}

/** Declares the tests of one document's snippets, by its path from the root: `docs/notifications.md`. */
export function testSnippets(document: string, surroundings: Surroundings): void {
  const { prologues, epilogues, env = () => ({}), canRun = () => true } = surroundings
  const folder = `${root}.cache/snippets/${document.replace(/\W/g, '-')}`
  const files = snippetsOf(readFileSync(root + document, 'utf8')).map((code, index) => ({
    number: index + 1,
    code,
    path: `${folder}/snippet-${index + 1}.mts`,
  }))
  mkdirSync(folder, { recursive: true })
  for (const { code, path } of files) writeFileSync(path, moduleOf(code, surroundings))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('every snippet has something that must be true after it ran, and every text has its snippet', () => {
    const without = files.filter(({ code }) => textFor(epilogues, code) === '')
    expect(without.map(({ code }) => code)).toEqual([])
    for (const [holds] of [...prologues, ...epilogues])
      expect(
        files.filter(({ code }) => code.includes(holds)),
        holds,
      ).toHaveLength(1)
  })

  test('they are type-checked', () => {
    expect(problemsOf(files.map(({ path }) => path))).toEqual([])
  })

  const runnable = files.filter(({ code }) => canRun(code))
  if (runnable.length > 0)
    test.each(runnable)('snippet $number runs', async ({ path }) => {
      const { code, output } = await runModule(path, env())
      expect(output, output).toSatisfy(() => code === 0)
    })
}

function textFor(texts: BySnippet, code: string): string {
  return texts.find(([holds]) => code.includes(holds))?.[1] ?? ''
}

function moduleOf(code: string, { prologues, epilogues }: Surroundings): string {
  const own = code.includes('const alipay =')
    ? prelude.replace('const alipay =', 'const own =').replaceAll('(alipay,', '(own,')
    : prelude
  return [own, textFor(prologues, code), code, textFor(epilogues, code), 'export {}\n'].join('\n')
}

function problemsOf(paths: readonly string[]): string[] {
  const config = ts.readConfigFile(`${root}test/tsconfig.json`, ts.sys.readFile).config
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, `${root}test`)
  const program = ts.createProgram({ rootNames: paths, options: { ...options, noUnusedLocals: false } })
  return paths
    .flatMap(path => [...ts.getPreEmitDiagnostics(program, program.getSourceFile(path))])
    .map(({ messageText, file }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)
}

function runModule(
  path: string,
  env: Readonly<Record<string, string>>,
): Promise<{ code: number | null; output: string }> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, ['--import', 'tsx', path], {
      cwd: root,
      timeout: PATIENCE,
      env: { ...process.env, ...env },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk))
    child.on('close', code => resolve({ code, output }))
  })
}
