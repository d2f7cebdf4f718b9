/**
 * Payments whose private key is elsewhere: behind a signing endpoint, then in a KMS. Signing may fail and be tried
 * again; the payment is sent once or not at all. Everything runs here, on loopback.
 */
import { createHash, generateKeyPairSync, timingSafeEqual } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { execute, rsa2Signer, rsa2Verifier, type Signer, SigningError } from 'zhifu'
import { type AlipayClient, createAlipay, tradePay, tradeRefund } from 'zhifu/alipay'
import { createEmulator } from 'zhifu/emulator'
import { kmsSigner } from './signers/aws-kms.ts'
import { kmsStandIn } from './signers/kms-stand-in.ts'
import { remoteSigner, signingEndpoint } from './signers/remote-signer.ts'

const step = (text: string): void => console.log(`\n— ${text}`)
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

// --- Alipay, as an emulator that counts what arrives, and the key that only the two services have. ----------

const appId = '2021000000000001'
const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const emulator = await createEmulator({
  baseUrl: 'http://127.0.0.1:1',
  apps: [{ appId, publicKey: keys.publicKey }],
})
let arrived = 0
const clientWith = (signer: Signer): AlipayClient =>
  createAlipay({
    appId,
    signer,
    verifier: rsa2Verifier(emulator.alipayPublicKey),
    endpoint: emulator.gateway,
    fetch: request => {
      arrived++
      return emulator.fetch(request)
    },
  })

async function pay(client: AlipayClient, out_trade_no: string): Promise<void> {
  const auth_code = emulator.issuePayerCode()
  const before = arrived
  const order = { out_trade_no, total_amount: '8.80', subject: 'Tea', scene: 'bar_code', auth_code } as const
  try {
    const paid = await execute(client, tradePay, order)
    say(out_trade_no, `code ${paid.code}, sent ${arrived - before} time(s)`)
  } catch (error) {
    if (!(error instanceof SigningError)) throw error
    say(out_trade_no, `${error.name}, outcome ${error.outcome}, sent ${arrived - before} time(s)`)
  }
}

/** Compares in a time that does not tell how much is right. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(other))
}

try {
  step('A signing endpoint: it knows the till by its token, and signs payments but no refunds')
  const token = 'a-token-of-the-till'
  let busy = 2
  const endpoint = signingEndpoint({
    signer: rsa2Signer(keys.privateKey),
    allows: (request, params) =>
      isSame(request.headers.get('authorization') ?? '', `Bearer ${token}`) &&
      params.get('method') !== 'alipay.trade.refund',
  })
  // It is overloaded at first, which the signer sits out.
  const url = await listen(request => (busy-- > 0 ? new Response(null, { status: 503 }) : endpoint(request)))
  const till = clientWith(remoteSigner({ url, headers: () => ({ authorization: `Bearer ${token}` }) }))
  await pay(till, 'ORDER-1')
  const refund = { out_trade_no: 'ORDER-1', refund_amount: '8.80', out_request_no: 'REFUND-1' }
  const refused: unknown = await execute(till, tradeRefund, refund).catch((error: unknown) => error)
  say('REFUND-1', `${(refused as SigningError).name}, outcome ${(refused as SigningError).outcome}`)
  await pay(clientWith(remoteSigner({ url })), 'ORDER-2')

  step('A key in AWS KMS, here a stand-in: throttled twice, then signed')
  const kms = kmsStandIn('alias/alipay', keys.privateKey)
  const shop = clientWith(
    kmsSigner({
      keyId: 'alias/alipay',
      region: 'ap-east-1',
      endpoint: await listen(kms.fetch),
      credentials: () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' }),
    }),
  )
  kms.failures.push('ThrottlingException', 'KMSInternalException')
  await pay(shop, 'ORDER-3')
  say('KMS', `asked ${kms.calls()} times`)

  step('The KMS is down for longer')
  kms.failures.push(...Array<string>(3).fill('KMSInternalException'))
  await pay(shop, 'ORDER-4')

  if (arrived !== 2) throw new Error(`two payments should have been sent, not ${arrived}`)
  console.log('\nAll as it should be.')
} finally {
  for (const stop of stops) stop()
}
