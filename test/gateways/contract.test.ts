import { createHash } from 'node:crypto'
import iconv from 'iconv-lite'
import { createAlipay, tradePay, tradeQuery, tradeStatusSync } from '../../src/alipay/index.ts'
import {
  tradePay as bgcpayPay,
  tradeQuery as bgcpayQuery,
  createBgcpay,
  tradeNotify,
} from '../../src/bgcpay/index.ts'
import { gbk } from '../../src/gbk/index.ts'
import {
  md5,
  rsa2Signer,
  rsa2Verifier,
  rsaSigner,
  rsaVerifier,
  type Signer,
  utf8,
  type Verifier,
} from '../../src/index.ts'
import {
  batchTransNotification,
  batchTransNotifyNoPwd,
  createMapi,
  notifyVerify,
} from '../../src/mapi/index.ts'
import { gatewayPublicKey, gatewaySign } from '../support/gateway-key.ts'
import { appId, appKeys } from '../support/keys.ts'
import { gatewayContract } from './contract.ts'

const textOf = (fields: Readonly<Record<string, string>>, unsigned: readonly string[] = []): string =>
  Object.entries(fields)
    .filter(([name, value]) => value !== '' && !unsigned.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(pair => pair.join('='))
    .join('&')
const signed = (fields: Readonly<Record<string, string>>, sign: string | undefined) =>
  sign === undefined ? fields : { ...fields, sign }
const node = (name: string) => `${name.replaceAll('.', '_')}_response`

const alipay = createAlipay({
  appId,
  signer: rsa2Signer(appKeys.pkcs8),
  verifier: rsa2Verifier(gatewayPublicKey),
})
gatewayContract('alipay', {
  client: alipay,
  stranger: createAlipay({ ...alipay, appId: '2' }),
  read: tradeQuery as never,
  write: tradePay as never,
  readInput: { out_trade_no: 'ORDER_1' },
  writeInput: {
    out_trade_no: 'ORDER_1',
    total_amount: '88.88',
    subject: 'x',
    scene: 'bar_code',
    auth_code: '28',
  },
  readText:
    '{"code":"10000","msg":"Success","out_trade_no":"ORDER_1","trade_no":"1","trade_status":"TRADE_SUCCESS","total_amount":"88.88"}',
  writeText:
    '{"code":"10000","msg":"Success","out_trade_no":"ORDER_1","trade_no":"1","total_amount":"88.88"}',
  replies: 'signed',
  reply: ({ name }, text) => `{"${node(name)}":${text},"sign":"${gatewaySign(text)}"}`,
  notification: tradeStatusSync,
  fields: {
    app_id: appId,
    notify_id: 'n1',
    notify_type: 'trade_status_sync',
    out_trade_no: 'ORDER_1',
    trade_no: '1',
    trade_status: 'TRADE_SUCCESS',
    total_amount: '88.88',
    sign_type: 'RSA2',
    subject: '咖啡 & 茶',
  },
  smuggling: 'x&total_amount=0.01',
  sign: fields => gatewaySign(textOf(fields, ['sign_type'])),
  post: (fields, sign) =>
    new Request('http://127.0.0.1:1/', { method: 'POST', body: new URLSearchParams(signed(fields, sign)) }),
  expected: { total_amount: '88.88' },
  mismatches: [{ total_amount: '88.89' }, { total_amount: '88.88', seller_id: '2088' }],
  acknowledged: 'success',
  notAcknowledged: 'fail',
})

const key = 'shared-key-of-the-tests'
const md5Of = (text: string): string =>
  createHash('md5')
    .update(text + key)
    .digest('hex')
const IN_QUERY = ['app_id', 'method', 'charset', 'format', 'version', 'sign_type', 'timestamp', 'sign']
for (const replies of ['node', 'params'] as const) {
  const bgcpay = createBgcpay({ appId, signer: md5(key), verifier: md5(key), replies })
  gatewayContract(`bgcpay, replies signed over their ${replies}`, {
    client: bgcpay,
    stranger: createBgcpay({ ...bgcpay, appId: '2' }),
    read: bgcpayQuery as never,
    write: bgcpayPay as never,
    readInput: { out_trade_no: 'ORDER_1' },
    writeInput: { out_trade_no: 'ORDER_1', currency: 'USDT', total_amount: '88.88', subject: 'x' },
    readText:
      '{"code":"10000","msg":"Success","out_trade_no":"ORDER_1","trade_no":"1","trade_status":"TRADE_SUCCESS","currency":"USDT","total_amount":"88.88"}',
    writeText: '{"code":"10000","msg":"Success","out_trade_no":"ORDER_1","trade_no":"1"}',
    replies: 'signed',
    reply: ({ name }, text) =>
      `{"${node(name)}":${text},"sign":"${md5Of(replies === 'node' ? text : textOf(JSON.parse(text)))}"}`,
    notification: tradeNotify,
    fields: {
      app_id: appId,
      method: 'alipay.trade.notify',
      charset: 'UTF-8',
      format: 'json',
      version: '1.0',
      sign_type: 'MD5',
      timestamp: '2014-07-24 03:07:05',
      trade_no: '1',
      out_trade_no: 'ORDER_1',
      currency: 'USDT',
      total_amount: '88.88',
      subject: '咖啡 & 茶',
      extend_params: '',
      payer_id: 'Bwew',
      trade_status: 'TRADE_SUCCESS',
      pay_date: '2014-07-24 03:07:05',
    },
    smuggling: 'x&timestamp=2015-01-01 00:00:00',
    sign: fields => md5Of(textOf(fields)),
    post: (fields, sign) => {
      const all = Object.entries(signed(fields, sign))
      const form = new FormData()
      for (const [name, value] of all) if (!IN_QUERY.includes(name)) form.append(name, value)
      const query = new URLSearchParams(all.filter(([name]) => IN_QUERY.includes(name)))
      return new Request(`http://127.0.0.1:1/?${query}`, { method: 'POST', body: form })
    },
    expected: { total_amount: '88.88', currency: 'USDT' },
    mismatches: [
      { total_amount: '88.89', currency: 'USDT' },
      { total_amount: '88.88', currency: 'AEDB' },
    ],
    acknowledged: 'SUCCESS',
    notAcknowledged: 'FAIL',
  })
}

const partner = '2088002464631181'
const transfer = { serial: '1', account: 'a@example.com', name: '常炜', amount: '20.00' }
const sentBatch = { batch_no: '20260101001', transfers: [transfer] }

/** Percent-encodes as the gateway does, in its own charset; iconv-lite is not ours. */
const mapiForm = (fields: Readonly<Record<string, string>>, charset: string): string =>
  Object.entries(fields)
    .map(([name, value]) => {
      const bytes = iconv.encode(value, charset)
      return `${name}=${Array.from(bytes, byte => `%${byte.toString(16).padStart(2, '0')}`).join('')}`
    })
    .join('&')

const mapiSigners: readonly [
  name: string,
  signer: Signer,
  verifier: Verifier,
  sign: (text: Buffer) => string,
][] = [
  [
    'MD5',
    md5(key),
    md5(key),
    text =>
      createHash('md5')
        .update(Buffer.concat([text, Buffer.from(key)]))
        .digest('hex'),
  ],
  ['RSA', rsaSigner(appKeys.pkcs8), rsaVerifier(gatewayPublicKey), text => gatewaySign(text, 'sha1')],
]
for (const charset of [utf8, gbk]) {
  for (const [type, signer, verifier, sign] of mapiSigners) {
    const mapi = createMapi({ partner, signer, verifier, charset, fetch: async () => new Response('true') })
    gatewayContract(`mapi in ${charset.name} with ${type}`, {
      client: mapi,
      stranger: createMapi({ ...mapi, partner: '2088000000000000' }),
      read: notifyVerify as never,
      write: batchTransNotifyNoPwd as never,
      readInput: { notify_id: 'n1' },
      writeInput: {
        ...sentBatch,
        account_name: '毛毛',
        email: 'payer@example.com',
      },
      readText: '{"answer":"true"}',
      writeText: '{"is_success":"T"}',
      replies: 'unsigned',
      reply: ({ name }, text) =>
        name === 'notify_verify'
          ? JSON.parse(text).answer
          : `<?xml version="1.0" encoding="GBK"?><alipay><is_success>${JSON.parse(text).is_success}</is_success></alipay>`,
      notification: batchTransNotification,
      fields: {
        notify_time: '2026-01-01 11:08:32',
        notify_type: 'batch_trans_notify',
        notify_id: '70fec0c2730b27528665af4517c27b95',
        sign_type: type,
        batch_no: '20260101001',
        pay_user_id: partner,
        pay_user_name: '毛毛',
        pay_account_no: '20880024646311810156',
        success_details: '1^a@example.com^常炜^20.00^S^null^200810248427067^20260101143652|',
        fail_details: '',
      },
      smuggling: 'x&success_details=1^b@example.com^x^20.00^S^null^2^20260101143652|',
      texts: message =>
        Object.fromEntries(
          Object.entries(message as object).filter(([, value]) => typeof value === 'string'),
        ) as Readonly<Record<string, string>>,
      sign: fields => sign(iconv.encode(textOf(fields, ['sign_type']), charset.name)),
      post: (fields, sign) =>
        new Request('http://127.0.0.1:1/', {
          method: 'POST',
          body: mapiForm(signed(fields, sign), charset.name),
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        }),
      expected: sentBatch,
      mismatches: [
        { ...sentBatch, batch_no: '20260101002' },
        { ...sentBatch, transfers: [{ ...transfer, serial: '2' }] },
        { ...sentBatch, transfers: [{ ...transfer, amount: '20.01' }] },
        { ...sentBatch, transfers: [{ ...transfer, account: 'b@example.com' }] },
        { ...sentBatch, transfers: [{ ...transfer, name: '常玮' }] },
      ],
      acknowledged: 'success',
      notAcknowledged: 'fail',
    })
  }
}
