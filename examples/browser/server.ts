/**
 * Serves the page of this folder, the built browser module beside it, a signing endpoint and an emulated Alipay:
 * `npm run build && npx tsx examples/browser/server.ts`, then open the address that it prints.
 */
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { pathToFileURL } from 'node:url'
import { serve } from '@hono/node-server'
import { handleNotify, rsa2Signer, rsa2Verifier } from 'zhifu'
import { createAlipay, tradeEvent, tradeStatusSync } from 'zhifu/alipay'
import { createEmulator, type Emulator } from 'zhifu/emulator'
import { convertKey, generateKeyPair } from 'zhifu/keys'
import { signingEndpoint } from '../signers/remote-signer.ts'

/** What runs, until it is stopped. */
export interface BrowserShop {
  /** The page's address: `http://127.0.0.1:50123/`. */
  readonly url: string
  /** The emulated gateway's address. */
  readonly gateway: string
  /** What was paid, as the notifications said: `ORDER-1 88.88`. */
  readonly paid: readonly string[]
  stop(): void
}

const apps = { browser: '2021000000000001', remote: '2021000000000002' }

/** The files of the page, and what they are. */
const FILES = new Map([
  ['/', ['index.html', 'text/html;charset=utf-8']],
  ['/page.css', ['page.css', 'text/css']],
  ['/page.js', ['page.js', 'text/javascript']],
  ['/key.js', ['key.js', 'text/javascript']],
  ['/zhifu.js', ['../../dist/browser.js', 'text/javascript']],
  ['/browser.js.map', ['../../dist/browser.js.map', 'application/json']],
] as const)

/** The text to sign for a payment page. The order's JSON may hold anything, so that what follows it is looked for. */
const PAGE_PAY =
  /^app_id=(\d+)&biz_content=(.*)&charset=utf-8&format=JSON&method=alipay\.trade\.page\.pay&notify_url=/s

/** What the endpoint signs for a page that names its own price. */
function isCheap(order: string): boolean {
  try {
    return Number(JSON.parse(order).total_amount) <= 1000
  } catch {
    return false
  }
}

/** Starts the shop and the gateway, each on a port of its own. */
export async function openBrowserShop(port = 0): Promise<BrowserShop> {
  const servers: { close(): unknown }[] = []
  const listen = (fetch: (request: Request) => Promise<Response>, at = 0): Promise<string> =>
    new Promise(resolve => {
      const server = serve({ fetch, port: at, hostname: '127.0.0.1' }, ({ port }: AddressInfo) =>
        resolve(`http://127.0.0.1:${port}`),
      )
      servers.push(server)
    })

  const [platform, signing] = await Promise.all([generateKeyPair(), generateKeyPair()])
  let emulator: Emulator | undefined
  const gatewayUrl = await listen(async request => {
    if (emulator === undefined) return new Response('no app is registered yet', { status: 503 })
    return emulator.fetch(request)
  })
  /** What Alipay's console is for: it learns the public half of the key that a browser made. */
  const register = async (publicKey: string): Promise<string> => {
    emulator = await createEmulator({
      baseUrl: gatewayUrl,
      alipayPrivateKey: platform.privateKey,
      apps: [
        { appId: apps.browser, publicKey },
        { appId: apps.remote, publicKey: signing.publicKey },
      ],
    })
    return emulator.gateway
  }
  const gateway = await register(signing.publicKey)
  let registered = signing.publicKey

  const paid: string[] = []
  const verifier = rsa2Verifier(platform.publicKey)
  const notified = async (request: Request): Promise<Response> => {
    const body = await request.text()
    // Which of the two apps is claimed only; what is signed for another is refused.
    const appId = body.includes(`app_id=${apps.remote}&`) ? apps.remote : apps.browser
    return handleNotify(createAlipay({ appId, verifier }), tradeStatusSync, body, {
      // A page that makes its own orders names its own price: here any is right, for a shop its list is.
      expect: ({ total_amount }) => ({ total_amount }),
      handle: async trade => {
        if (tradeEvent(trade) === 'paid') paid.push(`${trade.out_trade_no} ${trade.total_amount}`)
      },
    })
  }
  const sign = signingEndpoint({
    signer: rsa2Signer(signing.privateKey),
    allows: async request => {
      const [, appId, order = ''] = PAGE_PAY.exec(await request.text()) ?? []
      const here = request.headers.get('sec-fetch-site') === 'same-origin'
      return here && appId === apps.remote && isCheap(order)
    },
  })

  const url = await listen(async request => {
    const { pathname, origin } = new URL(request.url)
    if (pathname === '/sign') return sign(request)
    if (pathname === '/notify') return notified(request)
    if (pathname === '/console' && request.method === 'POST') {
      const publicKey = await convertKey(await request.text(), 'spki-pem')
      if (publicKey !== registered) await register(publicKey)
      registered = publicKey
      return new Response(null, { status: 204 })
    }
    if (pathname === '/config.json') {
      const notifyUrl = `${origin}/notify`
      return Response.json({ apps, gateway, alipayPublicKey: platform.publicKey, notifyUrl })
    }
    const [file, type] = FILES.get(pathname as '/') ?? []
    if (file === undefined || type === undefined) return new Response('not found', { status: 404 })
    const policy = `default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; form-action 'self' ${gatewayUrl}; base-uri 'none'`
    return new Response(await readFile(new URL(file, import.meta.url), 'utf8'), {
      headers: { 'content-type': type, 'content-security-policy': policy },
    })
  }, port)

  return {
    url: `${url}/`,
    gateway,
    paid,
    stop: () => {
      for (const server of servers) {
        server.close()
        if ('closeAllConnections' in server) (server as { closeAllConnections(): void }).closeAllConnections()
      }
    },
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(`open ${(await openBrowserShop(8080)).url}`)
}
