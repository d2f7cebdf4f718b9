/**
 * Makes the vectors beside this file with the openssl command, which shares no code with the library.
 *
 * `node test/vectors/make.mjs` writes new keys, and so new signatures. The keys are for tests only.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const dir = mkdtempSync(join(tmpdir(), 'vectors-'))
const file = name => join(dir, name)
const openssl = (args, input) => execFileSync('openssl', args, { input, stdio: ['pipe', 'pipe', 'pipe'] })

function rsaKey(bits) {
  const pkcs8 = openssl(['genpkey', '-algorithm', 'RSA', '-pkeyopt', `rsa_keygen_bits:${bits}`])
  const pkcs1 = openssl(['pkey', '-traditional'], pkcs8)
  const spki = openssl(['pkey', '-pubout'], pkcs8)
  const pkcs1Public = openssl(['rsa', '-pubin', '-RSAPublicKey_out'], spki)
  const text = bytes => bytes.toString('ascii')
  return { bits, pkcs8: text(pkcs8), pkcs1: text(pkcs1), spki: text(spki), pkcs1Public: text(pkcs1Public) }
}

const keys = { rsa1024: rsaKey(1024), rsa2048: rsaKey(2048), rsa4096: rsaKey(4096), other: rsaKey(2048) }
const strangers = {
  ec: openssl(['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256']).toString('ascii'),
  ed25519: openssl(['genpkey', '-algorithm', 'ED25519']).toString('ascii'),
  encrypted: openssl(['pkcs8', '-topk8', '-passout', 'pass:test'], keys.rsa1024.pkcs8).toString('ascii'),
  encryptedTraditional: openssl(
    ['rsa', '-traditional', '-aes128', '-passout', 'pass:test'],
    keys.rsa1024.pkcs8,
  ).toString('ascii'),
}
writeFileSync(file('key.pem'), keys.rsa2048.pkcs8)
strangers.certificate = openssl(['req', '-x509', '-key', file('key.pem'), '-subj', '/CN=test', '-days', '2']).toString('ascii')
strangers.request = openssl(['req', '-new', '-key', file('key.pem'), '-subj', '/CN=test']).toString('ascii')
strangers.ecPublic = openssl(['pkey', '-pubout'], strangers.ec).toString('ascii')

// The example values of document 000's tables (公共请求参数, 请求参数), and texts that are hard to carry.
const messages = [
  {
    name: 'the examples of document 000',
    params: {
      app_id: '2014072300007148',
      method: 'alipay.trade.pay',
      format: 'JSON',
      charset: 'utf-8',
      sign_type: 'RSA2',
      timestamp: '2014-07-24 03:07:50',
      version: '1.0',
      notify_url: 'http://api.test.alipay.net/atinterface/receive_notify.htm',
      biz_content:
        '{"out_trade_no":"20150320010101001","scene":"bar_code","auth_code":"28763443825664394","product_code":"FACE_TO_FACE_PAYMENT","subject":"Iphone6 16G","total_amount":"88.88"}',
    },
    text: 'app_id=2014072300007148&biz_content={"out_trade_no":"20150320010101001","scene":"bar_code","auth_code":"28763443825664394","product_code":"FACE_TO_FACE_PAYMENT","subject":"Iphone6 16G","total_amount":"88.88"}&charset=utf-8&format=JSON&method=alipay.trade.pay&notify_url=http://api.test.alipay.net/atinterface/receive_notify.htm&sign_type=RSA2&timestamp=2014-07-24 03:07:50&version=1.0',
  },
  {
    name: 'Chinese, an emoji, and every character that carries a form',
    params: { z: '支付 订单', a: 'x&y=z+%20?#/', A: '😀', _input_charset: 'utf-8', b: '"\'<>\\' },
    text: 'A=😀&_input_charset=utf-8&a=x&y=z+%20?#/&b="\'<>\\&z=支付 订单',
  },
]

function signatures(text) {
  writeFileSync(file('text'), text)
  const sign = (hash, bits) => {
    writeFileSync(file('key.pem'), keys[`rsa${bits}`].pkcs8)
    return openssl(['dgst', `-${hash}`, '-sign', file('key.pem'), file('text')]).toString('base64')
  }
  const md5 = joined => openssl(['dgst', '-md5', '-r'], joined).toString('ascii').slice(0, 32)
  const hmac = openssl(['dgst', '-sha1', '-hmac', 'shared-key', '-binary', file('text')])
  return {
    RSA2: { 1024: sign('sha256', 1024), 2048: sign('sha256', 2048), 4096: sign('sha256', 4096) },
    RSA: { 1024: sign('sha1', 1024), 2048: sign('sha1', 2048), 4096: sign('sha1', 4096) },
    MD5: { append: md5(`${text}shared-key`), 'amp-key': md5(`${text}&key=shared-key`) },
    HMAC_SHA1: { base64: hmac.toString('base64'), hex: hmac.toString('hex') },
  }
}

const write = (name, data) => writeFileSync(new URL(name, import.meta.url), `${JSON.stringify(data, null, 2)}\n`)
const provenance = openssl(['version']).toString('ascii').trim()
write('keys.json', { provenance, keys, strangers })
write('signatures.json', {
  provenance,
  sharedKey: 'shared-key',
  messages: messages.map(message => ({ ...message, signatures: signatures(message.text) })),
})
rmSync(dir, { recursive: true })
console.log(`written with ${provenance}`, readFileSync(new URL('signatures.json', import.meta.url)).length)
