/**
 * A third party (ISV, 第三方应用) that takes payments for merchants: a merchant authorises it, it gets a token, and
 * pays, asks and refunds in that merchant's name with `appAuthToken`. The page where the merchant agrees is a
 * stand-in on loopback; tokens and payments are the emulator's.
 *
 * In production leave out Alipay's side and its URLs.
 */
import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { execute, GatewayError, rsa2Signer, rsa2Verifier } from 'zhifu'
import {
  createAlipay,
  type OpenAuthTokenAppInput,
  openAuthTokenApp,
  openAuthTokenAppQuery,
  tradePay,
} from 'zhifu/alipay'
import { createEmulator } from 'zhifu/emulator'
import { generateKeyPair } from 'zhifu/keys'

const say = (name: string, value: unknown): void => console.log(`  ${name.padEnd(12)} ${value}`)
const stops: (() => void)[] = []
async function listen(fetch: (request: Request) => Response | Promise<Response>): Promise<string> {
  return new Promise(resolve => {
    const server = serve({ fetch, port: 0, hostname: '127.0.0.1' }, ({ port }: AddressInfo) =>
      resolve(`http://127.0.0.1:${port}`),
    )
    stops.push(() => server.close())
  })
}

// --- Alipay's side: the emulator, and in front of it the page where a merchant agrees. ----------------------

const appId = '2021000000000001'
const merchantAppId = '2021000000000099'
const appKeys = await generateKeyPair()

const alipayServer = await listen(request => {
  const url = new URL(request.url)
  if (url.pathname !== '/oauth2/appToAppAuth.htm') return emulator.fetch(request)
  // Here the merchant logs in and agrees.
  const code = emulator.consents.authorizeApp({ userId: '2088102146225135', authAppId: merchantAppId })
  const back = new URL(url.searchParams.get('redirect_uri') ?? '')
  back.searchParams.set('app_auth_code', code)
  back.searchParams.set('state', url.searchParams.get('state') ?? '')
  return Response.redirect(back, 302)
})
const emulator = await createEmulator({
  baseUrl: alipayServer,
  apps: [{ appId, publicKey: appKeys.publicKey }],
})

// --- The third party's side. -------------------------------------------------------------------------------

const alipay = createAlipay({
  appId, // the third party's own app
  signer: rsa2Signer(appKeys.privateKey),
  verifier: rsa2Verifier(emulator.alipayPublicKey),
  endpoint: emulator.gateway,
})

/** Where a merchant is sent to authorise us; `base` is `https://openauth.alipay.com` in production. */
function authorisationUrl(base: string, redirectUri: string, state: string): URL {
  const url = new URL('/oauth2/appToAppAuth.htm', base)
  url.search = new URLSearchParams({ app_id: appId, redirect_uri: redirectUri, state }).toString()
  return url
}

/** A merchant's tokens. They are as good as the merchant's own key: keep them encrypted, and out of logs. */
interface Grant {
  readonly token: string
  readonly refresh: string
}
const grants = new Map<string, Grant>()
const states = new Set<string>()

/** Takes a token from a code or a refresh token, and keeps it under the app that it is for. */
async function keepGrant(input: OpenAuthTokenAppInput): Promise<string> {
  const reply = await execute(alipay, openAuthTokenApp, input)
  // Some answers hold a list, even of one.
  const { app_auth_token: token, app_refresh_token: refresh, auth_app_id } = reply.tokens?.[0] ?? reply
  if (!token || !refresh || !auth_app_id) throw new Error('Alipay gave no token')
  grants.set(auth_app_id, { token, refresh })
  return auth_app_id
}

const platform = await listen(async request => {
  const { searchParams } = new URL(request.url)
  // The return is not signed. Only a state of ours says that a merchant of ours began this, and it works once.
  if (!states.delete(searchParams.get('state') ?? '')) return new Response('Who are you?', { status: 403 })
  const merchant = await keepGrant({
    grant_type: 'authorization_code',
    code: searchParams.get('app_auth_code') ?? '',
  })
  return new Response(`Thank you, ${merchant}`)
})

async function payFor(out_trade_no: string, appAuthToken: string): Promise<string> {
  const order = { out_trade_no, total_amount: '8.80', subject: 'Tea', scene: 'bar_code' } as const
  const paid = await execute(
    alipay,
    tradePay,
    { ...order, auth_code: emulator.issuePayerCode() },
    { appAuthToken },
  )
  return `code ${paid.code}`
}

try {
  console.log('\n— A merchant authorises the third party')
  const state = randomUUID()
  states.add(state)
  const forged = await fetch(`${platform}/?app_auth_code=stolen&state=guessed`)
  say('forged', `${forged.status} ${await forged.text()}`)
  say('returned', await (await fetch(authorisationUrl(alipayServer, `${platform}/`, state))).text())

  console.log('\n— The third party pays in its name, with the token of each call')
  const first = grants.get(merchantAppId) as Grant
  say('ORDER-1', await payFor('ORDER-1', first.token))
  const about = await execute(alipay, openAuthTokenAppQuery, { app_auth_token: first.token })
  say('token', about.status)

  console.log('\n— The token is refreshed; the old one is good for nothing')
  await keepGrant({ grant_type: 'refresh_token', refresh_token: first.refresh })
  const refused: unknown = await payFor('ORDER-2', first.token).catch((error: unknown) => error)
  if (!(refused instanceof GatewayError)) throw new Error('the old token still pays')
  say('old token', `${refused.name} ${refused.reason}, outcome ${refused.outcome}`)
  say('ORDER-2', await payFor('ORDER-2', (grants.get(merchantAppId) as Grant).token))
  if (emulator.trades().length !== 2) throw new Error('two orders should have been paid')
  console.log('\nAll as it should be.')
} finally {
  for (const stop of stops) stop()
}
