/**
 * Writes `vectors.json`: test keys, and signatures made with OpenSSL's command line, none of it with zhifu.
 *
 * The keys are generated anew on each run (the longest takes a minute) and open nothing: never use them
 * elsewhere. GBK is iconv-lite's.
 *
 *     node test/portable/make-vectors.mjs
 */
import { execFileSync } from 'node:child_process'
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  createVerify,
  generateKeyPairSync,
  verify as nodeVerify,
} from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'

const folder = mkdtempSync(join(tmpdir(), 'vectors-'))
const openssl = (args, input) => execFileSync('openssl', args, { input, stdio: 'pipe' })

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

function file(name, content) {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

function rsaSign({ pkcs8, spki }, hash, text) {
  const signature = openssl(['dgst', `-${hash}`, '-sign', file('key.pem', pkcs8)], text)
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

// What runtimes differ in: not all of them verify with so long a key.
const { pkcs8, spki, ...long } = makeKey(8192)
const longKey = {
  bits: long.bits,
  pkcs8,
  spki,
  signatures: {
    plain: {
      RSA2: rsaSign({ pkcs8, spki }, 'sha256', texts.plain),
      RSA: rsaSign({ pkcs8, spki }, 'sha1', texts.plain),
    },
  },
}

// --- DSA, of the size that mapi's documents show ---

const dsaParameters = openssl([
  ...['genpkey', '-genparam', '-algorithm', 'DSA'],
  ...['-pkeyopt', 'dsa_paramgen_bits:1024', '-pkeyopt', 'dsa_paramgen_q_bits:160'],
])
const dsaPem = openssl(['genpkey', '-paramfile', file('dsa.pem', dsaParameters)]).toString()
const dsa = {
  pkcs8: dsaPem,
  traditional: openssl(['pkey', '-traditional'], dsaPem).toString(),
  spki: openssl(['pkey', '-pubout'], dsaPem).toString(),
}

function dsaSign(text, hash = 'sha1') {
  const der = openssl(['dgst', `-${hash}`, '-sign', file('key.pem', dsa.pkcs8)], text)
  const numbers = [
    ...openssl(['asn1parse', '-inform', 'DER'], der)
      .toString()
      .matchAll(/INTEGER +:([\dA-F]+)/g),
  ]
  const flat = Buffer.from(numbers.map(([, hex]) => hex.padStart(40, '0')).join(''), 'hex')
  if (!nodeVerify(hash, Buffer.from(text), { key: dsa.spki, dsaEncoding: 'ieee-p1363' }, flat))
    throw new Error('OpenSSL and Node disagree')
  const base64 = flat.toString('base64')
  const escaped = base64
    .replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
    .replace(/[/+]/g, char => encodeURIComponent(char))
  return { der: der.toString('base64'), 'ieee-p1363': base64, 'case-escaped': escaped }
}
/** The key and the first signatures of RFC 6979, appendix A.2.1, as OpenSSL's traditional form holds it. */
function rfcKey({ p, q, g, x, signatures }) {
  const [P, G, X] = [p, g, x].map(hex => BigInt(`0x${hex}`))
  let y = 1n
  for (const bit of X.toString(2)) y = (((y * y) % P) * (bit === '1' ? G : 1n)) % P
  const numbers = Object.entries({ p, q, g, y: y.toString(16), x }).map(
    ([name, hex]) => `${name}=INTEGER:0x${hex}`,
  )
  const config = ['asn1=SEQUENCE:key', '[key]', 'v=INTEGER:0', ...numbers, ''].join('\n')
  const der = join(folder, 'rfc.der')
  openssl(['asn1parse', '-genconf', file('rfc.conf', config), '-noout', '-out', der])
  return {
    pkcs8: openssl(['pkey', '-inform', 'DER', '-in', der]).toString(),
    signatures: signatures.map(({ r, s, ...one }) => ({
      ...one,
      signature: Buffer.from(r + s, 'hex').toString('base64'),
    })),
  }
}
const rfc6979 = JSON.parse(readFileSync(new URL('../vectors/dsa-rfc6979.json', import.meta.url), 'utf8'))
dsa.rfc6979 = rfcKey(rfc6979.keys.find(({ section }) => section === 'A.2.1'))
dsa.signatures = Object.fromEntries(
  Object.entries(texts).map(([name, text]) => [
    name,
    { 'SHA-1': dsaSign(text), 'SHA-256': dsaSign(text, 'sha256') },
  ]),
)

// --- GBK ---

/** GBK's bytes where iconv-lite has others: it writes the euro as 80, and lacks what GB18030-2022 moved. */
const EURO = ['€', 0xa2e3]
const MOVED = [
  ...[0xfe59, 0xfe61, 0xfe66, 0xfe67, 0xfe6d, 0xfe7e, 0xfe90, 0xfea0].map((code, index) => [
    String.fromCharCode(0x9fb4 + index),
    code,
  ]),
  ...[0xa6d9, 0xa6db, 0xa6da, 0xa6dc, 0xa6dd, 0xa6de, 0xa6df, 0xa6ec, 0xa6ed, 0xa6f3].map((code, index) => [
    String.fromCharCode(0xfe10 + index),
    code,
  ]),
]

/** A checksum of the codes of all UTF-16 units beyond ASCII, 0 for those that GBK lacks. */
function tableChecksum(moved) {
  const own = new Map([EURO, ...moved])
  const lost = new Set(moved.map(([, code]) => code))
  let sum = 0
  for (let unit = 0x80; unit < 0x10000; unit++) {
    const char = String.fromCharCode(unit)
    const bytes = iconv.encode(char, 'gbk')
    const theirs = bytes.length === 2 && iconv.decode(bytes, 'gbk') === char ? bytes.readUInt16BE() : 0
    sum = (Math.imul(sum, 31) + (own.get(char) ?? (lost.has(theirs) ? 0 : theirs))) >>> 0
  }
  return sum
}

const gbkText = '拿铁咖啡 + 50% &=常炜买家 朱镕基 ㎡'
const gbk = {
  text: gbkText,
  hex: iconv.encode(gbkText, 'gbk').toString('hex'),
  gb2312Text: '拿铁咖啡 + 50% &=买家',
  gb2312Hex: iconv.encode('拿铁咖啡 + 50% &=买家', 'gb2312').toString('hex'),
  table: tableChecksum(MOVED),
  tableBefore2022: tableChecksum([]),
}

// --- mapi: a notification in GBK, under each signature ---

const partner = '2088002464631181'
const batchNews = {
  notify_time: '2009-08-12 11:08:32',
  notify_type: 'batch_trans_notify',
  notify_id: '70fec0c2730b27528665af4517c27b95',
  batch_no: '20100101001',
  pay_account_no: '20880024646311810156',
  pay_user_id: partner,
  pay_user_name: '毛毛朱镕',
  success_details: '0315001^gonglei1@handsome.com.cn^龚本林^20.00^S^null^200810248427067^20081024143652|',
  fail_details:
    '0315006^xinjie_xj@163.com^星辰公司1^20.00^F^TXN_RESULT_TRANSFER_OUT_CAN_NOT_EQUAL_IN^200810248427065^20081024143651|',
}
const newsBytes = iconv.encode(canonical(batchNews), 'gbk')
const newsSigns = {
  MD5: hexDigest(['-md5'], Buffer.concat([newsBytes, Buffer.from(shared.key)])),
  RSA: rsaSign(parties.gateway, 'sha1', newsBytes),
  DSA: dsaSign(newsBytes)['ieee-p1363'],
}

/** A form in GBK, each byte beyond ASCII as it is, or escaped like the rest. */
function gbkForm(params, raw) {
  const escaped = byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  const written = byte =>
    raw && byte > 0x7f
      ? String.fromCharCode(byte)
      : /\w/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : escaped(byte)
  return Object.entries(params)
    .map(([name, value]) => `${name}=${Array.from(iconv.encode(value, 'gbk'), written).join('')}`)
    .join('&')
}
/** The parameters of a page on which a batch is confirmed, on 21 November 2026 in Beijing. */
const batchPage = {
  service: 'batch_trans_notify',
  partner,
  notify_url: 'https://shop.test/notify',
  account_name: '毛毛',
  batch_no: '20261121001',
  batch_num: '1',
  batch_fee: '20.00',
  pay_date: '20261121',
  email: 'payer@example.com',
  detail_data: '0315006^testture0002@126.com^常炜买家^20.00^三月',
}
const mapi = {
  partner,
  page: {
    params: batchPage,
    signs: Object.fromEntries(
      ['gbk', 'gb2312', 'utf-8'].map(charset => {
        const text = iconv.encode(canonical({ ...batchPage, _input_charset: charset }), charset)
        return [charset, hexDigest(['-md5'], Buffer.concat([text, Buffer.from(shared.key)]))]
      }),
    ),
  },
  batch: {
    batch_no: batchNews.batch_no,
    transfers: [
      { serial: '0315001', account: 'gonglei1@handsome.com.cn', name: '龚本林', amount: '20.00' },
      { serial: '0315006', account: 'xinjie_xj@163.com', name: '星辰公司1', amount: '20' },
    ],
  },
  notifyId: batchNews.notify_id,
  payerName: batchNews.pay_user_name,
  notifications: Object.fromEntries(
    Object.entries(newsSigns).map(([sign_type, sign]) => {
      const params = { ...batchNews, sign_type, sign }
      const bytes = Buffer.from(gbkForm(params, true), 'latin1')
      return [sign_type, { escaped: gbkForm(params, false), bytes: bytes.toString('base64') }]
    }),
  ),
}

// --- bgcpay: a notification in its query and a multipart form ---

const bgcpayCommon = {
  charset: 'UTF-8',
  method: 'alipay.trade.notify',
  format: 'json',
  app_id: '2014072300007148',
  version: '1.0',
  sign_type: 'MD5',
  timestamp: '2026-11-21 10:00:05',
}
const bgcpayFields = {
  trade_no: '2013112011001004330000121536',
  out_trade_no: 'ORDER_1',
  currency: 'USDT',
  total_amount: '188.00',
  subject: '拿鐵咖啡 ☕ "50%"; name=x',
  extend_params: '',
  payer_id: 'Bwewqwi2w932wwxadf22ddaawwxadf22dc',
  trade_status: 'TRADE_SUCCESS',
}
const bgcpayText = Object.entries({ ...bgcpayCommon, ...bgcpayFields })
  .filter(([, value]) => value !== '')
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(pair => pair.join('='))
  .join('&')
const boundary = '----boundary0123456789'
const bgcpay = {
  appId: bgcpayCommon.app_id,
  subject: bgcpayFields.subject,
  boundary,
  queries: Object.fromEntries(
    Object.entries({ append: shared.key, 'amp-key': `&key=${shared.key}` }).map(([join, end]) => {
      const sign = hexDigest(['-md5'], bgcpayText + end)
      return [join, String(new URLSearchParams({ ...bgcpayCommon, sign }))]
    }),
  ),
  body: `${Object.entries(bgcpayFields)
    .map(
      ([name, value]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    .join('')}--${boundary}--\r\n`,
}

// --- replies, plain and encrypted ---

const aesText =
  '{"code":"10000","msg":"Success","out_trade_no":"ORDER-1","trade_no":"2026112122001400000000000001","trade_status":"TRADE_SUCCESS","total_amount":"88.88","subject":"拿铁咖啡 ☕"}'
const aes = {
  text: aesText,
  keys: Object.fromEntries(
    [128, 192, 256].map(bits => {
      const key = createHash('sha512')
        .update(`aes ${bits}`)
        .digest()
        .subarray(0, bits / 8)
      const args = ['enc', `-aes-${bits}-cbc`, '-K', key.toString('hex'), '-iv', '0'.repeat(32)]
      const ciphertext = openssl(args, aesText).toString('base64')
      return [bits, { key: key.toString('base64'), ciphertext }]
    }),
  ),
}

const reply = (name, text) => `{"${name}":${text},"sign":"${rsaSign(parties.gateway, 'sha256', text)}"}`
const appResult = JSON.stringify({
  code: '10000',
  msg: 'Success',
  app_id: appId,
  out_trade_no: 'ORDER-1',
  trade_no: '2026112122001400000000000001',
  total_amount: '88.88',
  seller_id: sellerId,
  charset: 'utf-8',
  timestamp: '2026-11-21 10:00:06',
})
const replies = {
  query: reply('alipay_trade_query_response', aesText),
  encryptedQuery: reply('alipay_trade_query_response', `"${aes.keys[128].ciphertext}"`),
  app: reply('alipay_trade_app_pay_response', appResult).replace(/}$/, ',"sign_type":"RSA2"}'),
  upload: reply('alipay_open_file_upload_response', '{"code":"10000","msg":"Success","file_id":"A*7Cr9T6"}'),
}

// --- certificates ---

function certificate(subject, key, issuer) {
  const request = openssl(['req', '-new', '-utf8', '-key', file('key.pem', key), '-subj', subject])
  const signer = issuer
    ? ['-CA', file('ca.pem', issuer.pem), '-CAkey', file('ca.key', issuer.key), '-CAcreateserial']
    : ['-signkey', file('key.pem', key), '-extfile', file('ca.ext', 'basicConstraints=critical,CA:TRUE')]
  return { key, pem: openssl(['x509', '-req', '-days', '7300', '-sha256', ...signer], request).toString() }
}

/** Alipay's name of a certificate, from what the openssl command prints of it. */
function serialNumber(pem) {
  const told = openssl(['x509', '-noout', '-issuer', '-serial', '-nameopt', 'RFC2253,-esc_msb,utf8'], pem)
  const [, issuer, serial] = /^issuer=(.*)\nserial=(.*)\n$/.exec(told.toString())
  return createHash('md5')
    .update(issuer + BigInt(`0x${serial}`))
    .digest('hex')
}
const ecKey = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const ecPem = ecKey.privateKey.export({ type: 'pkcs8', format: 'pem' })
const root = certificate('/C=CN/O=测试, 根/OU=Certification Authority/CN=Test Root R1', makeKey(2048).pkcs8)
const ecRoot = certificate('/C=CN/O=Test/CN=Test Root E1', ecPem)
const app = certificate('/C=CN/O=商户/CN=商户-2088', parties.app.pkcs8, root)
const alipay = certificate('/C=CN/O=支付宝/CN=支付宝(中国)网络技术有限公司', parties.gateway.pkcs8, root)
const certificates = {
  // A day on which they are valid.
  today: new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString(),
  root: ecRoot.pem + root.pem,
  app: app.pem,
  alipay: alipay.pem,
  rootSn: serialNumber(root.pem),
  appSn: serialNumber(app.pem),
  alipaySn: serialNumber(alipay.pem),
}
const certified = { ...notification, alipay_cert_sn: certificates.alipaySn, sign: '' }
certified.sign = rsaSign(parties.gateway, 'sha256', canonical(certified))

const vectors = {
  '//': 'Made by make-vectors.mjs with OpenSSL. Test keys: they open nothing.',
  texts,
  rsa,
  longKey,
  shared,
  dsa,
  gbk,
  appId,
  sellerId,
  parties,
  ecPrivate: ecPem,
  fingerprint: createHash('sha256')
    .update(createPublicKey(parties.app.spki).export({ type: 'spki', format: 'der' }))
    .digest('hex'),
  notification,
  certified,
  pageReturn,
  replies,
  mapi,
  bgcpay,
  aes,
  certificates,
}
writeFileSync(new URL('vectors.json', import.meta.url), `${JSON.stringify(vectors, null, 2)}\n`)
rmSync(folder, { recursive: true })
