/**
 * Writes `vectors.json`: test keys, and signatures made with OpenSSL's command line, none of it with zhifu.
 *
 * The keys are generated anew on each run and open nothing: never use them elsewhere.
 *
 *     node test/portable/make-vectors.mjs
 */
import { execFileSync } from 'node:child_process'
import { createPrivateKey, createPublicKey, createVerify, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'vectors-'))
const openssl = (args, input) => execFileSync('openssl', args, { input, stdio: ['pipe', 'pipe', 'inherit'] })

function makeKey(bits) {
  const pem = openssl(['genrsa', String(bits)]).toString()
  const privateKey = createPrivateKey(pem)
  const publicKey = createPublicKey(privateKey)
  return {
    bits,
    pkcs8: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    pkcs1: privateKey.export({ type: 'pkcs1', format: 'pem' }),
    privateJwk: privateKey.export({ format: 'jwk' }),
    spki: publicKey.export({ type: 'spki', format: 'pem' }),
    publicPkcs1: publicKey.export({ type: 'pkcs1', format: 'pem' }),
    publicJwk: publicKey.export({ format: 'jwk' }),
  }
}

function rsaSign({ pkcs8, spki }, hash, text) {
  const file = join(folder, 'key.pem')
  writeFileSync(file, pkcs8)
  const signature = openssl(['dgst', `-${hash}`, '-sign', file], text)
  if (!createVerify(hash).update(text).verify(spki, signature)) throw new Error('OpenSSL and Node disagree')
  return signature.toString('base64')
}

const hexDigest = (args, text) =>
  openssl(['dgst', ...args, '-r'], text)
    .toString()
    .split(' ')[0]

const canonical = params =>
  Object.entries(params)
    .filter(([name, value]) => name !== 'sign' && name !== 'sign_type' && value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')

const texts = {
  plain: 'a=1&b=2&c=3',
  chinese: 'app_id=2016000000000001&subject=拿铁咖啡 ☕ + 50%&total_amount=88.88',
}

const keys = [1024, 2048, 4096].map(makeKey)
const rsa = keys.map(key => ({
  ...key,
  signatures: Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      { RSA2: rsaSign(key, 'sha256', text), RSA: rsaSign(key, 'sha1', text) },
    ]),
  ),
}))

const shared = { key: 'k3y0f32charactersab0123456789xyz' }
shared.md5 = Object.fromEntries(
  Object.entries(texts).map(([name, text]) => [
    name,
    {
      append: hexDigest(['-md5'], text + shared.key),
      'amp-key': hexDigest(['-md5'], `${text}&key=${shared.key}`),
    },
  ]),
)
shared.hmac = Object.fromEntries(
  Object.entries(texts).map(([name, text]) => [name, hexDigest(['-sha1', '-hmac', shared.key], text)]),
)

// Two parties of their own: the merchant's application, and a stand-in for the gateway.
const parties = { app: makeKey(2048), gateway: makeKey(2048) }
const appId = '2016000000000001'
const sellerId = '2088000000000001'

const notification = {
  notify_time: '2026-11-21 10:00:05',
  notify_type: 'trade_status_sync',
  notify_id: '2026112100222100005000000000000001',
  app_id: appId,
  auth_app_id: appId,
  charset: 'utf-8',
  version: '1.0',
  sign_type: 'RSA2',
  trade_no: '2026112122001400000000000001',
  out_trade_no: 'ORDER-1',
  buyer_id: '2088000000000002',
  seller_id: sellerId,
  trade_status: 'TRADE_SUCCESS',
  total_amount: '88.88',
  receipt_amount: '88.88',
  buyer_pay_amount: '88.88',
  subject: '拿铁咖啡 ☕ + 50%',
  gmt_create: '2026-11-21 10:00:00',
  gmt_payment: '2026-11-21 10:00:04',
}
const pageReturn = {
  app_id: appId,
  auth_app_id: appId,
  charset: 'utf-8',
  method: 'alipay.trade.page.pay.return',
  out_trade_no: 'ORDER-1',
  seller_id: sellerId,
  sign_type: 'RSA2',
  timestamp: '2026-11-21 10:00:06',
  total_amount: '88.88',
  trade_no: '2026112122001400000000000001',
  version: '1.0',
}
for (const message of [notification, pageReturn]) {
  message.sign = rsaSign(parties.gateway, 'sha256', canonical(message))
}

const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const vectors = {
  '//': 'Made by make-vectors.mjs with OpenSSL. Test keys: they open nothing.',
  texts,
  rsa,
  shared,
  appId,
  sellerId,
  parties,
  ecPrivate: stranger.privateKey.export({ type: 'pkcs8', format: 'pem' }),
  notification,
  pageReturn,
}
writeFileSync(new URL('vectors.json', import.meta.url), `${JSON.stringify(vectors, null, 2)}\n`)
rmSync(folder, { recursive: true })
