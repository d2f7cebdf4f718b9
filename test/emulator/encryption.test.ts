/** Content encryption at the emulated gateway: requests by node:crypto and the official SDK, not by our client. */
import { createCipheriv, createDecipheriv, createVerify } from 'node:crypto'
import { AlipaySdk } from 'alipay-sdk'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Emulator } from '../../src/emulator/index.ts'
import { serveEmulator } from './serving.ts'
import {
  appId,
  coffee,
  common,
  emulate,
  formOf,
  keys,
  otherAppId,
  otherKeys,
  pagePay,
  pem,
  post,
  reply,
  signed,
  verifies,
} from './support.ts'

const key128 = 'AAECAwQFBgcICQoLDA0ODw=='
const key256 = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8='
const cipherOf = (key: string) => {
  const bytes = Buffer.from(key, 'base64')
  return [`aes-${bytes.length * 8}-cbc`, bytes, Buffer.alloc(16)] as const
}

function encrypt(text: string | Buffer, key = key128): string {
  const cipher = createCipheriv(...cipherOf(key))
  return Buffer.concat([cipher.update(text as string), cipher.final()]).toString('base64')
}

function decrypt(text: string, key = key128): Buffer {
  const decipher = createDecipheriv(...cipherOf(key))
  return Buffer.concat([decipher.update(text, 'base64'), decipher.final()])
}

const emulateWith = (encryptKey = key128) =>
  emulate({
    apps: [
      { appId, publicKey: pem(keys.publicKey), encryptKey, appGateway: 'http://127.0.0.1:8080/messages' },
      { appId: otherAppId, publicKey: pem(otherKeys.publicKey) },
    ],
  })

/** Sends a content as it stands, encrypted or not, and gives the whole reply. */
async function send(emulator: Emulator, method: string, content: string, more: Record<string, string> = {}) {
  const params = { ...common(method, {}), biz_content: content, encrypt_type: 'AES', ...more }
  return (await post(emulator, signed(params))).text()
}

/** Takes an encrypted reply apart by its text, as Alipay's Java SDK does: what is signed has its quotes. */
function open(text: string, key = key128) {
  const [, node = '', inner = '', sign = ''] = /^\{"(\w+)":("[^"]*"),"sign":"([^"]+)"\}$/.exec(text) ?? []
  return { node, inner, sign, text: decrypt(inner.slice(1, -1), key).toString('utf8') }
}

const pay = async (emulator: Emulator) => ({ ...coffee, auth_code: emulator.issuePayerCode() })

describe.each([
  ['128 bits', key128],
  ['256 bits', key256],
])('with a key of %s', (_, key) => {
  it('decrypts a payment, and encrypts the answer beneath its signature', async () => {
    const emulator = await emulateWith(key)
    const order = { ...(await pay(emulator)), subject: '一杯 "Coffee" & cake' }
    const text = await send(emulator, 'alipay.trade.pay', encrypt(JSON.stringify(order), key))
    const { node, inner, sign, text: plain } = open(text, key)
    expect(node).toBe('alipay_trade_pay_response')
    expect(JSON.parse(plain)).toMatchObject({ code: '10000', out_trade_no: 'ORDER-1', total_amount: '88.88' })
    expect(emulator.trade('ORDER-1')).toMatchObject({ status: 'TRADE_SUCCESS', subject: order.subject })
    expect(verifies(emulator, inner, sign)).toBe(true)
    expect(verifies(emulator, inner.slice(1, -1), sign)).toBe(false)
  })
})

it('answers a plain request of the same app plainly', async () => {
  const emulator = await emulateWith()
  const order = await pay(emulator)
  const { answer } = await reply(await post(emulator, signed(common('alipay.trade.pay', order))))
  expect(answer['code']).toBe('10000')
})

it('refuses in plain text, signed', async () => {
  const emulator = await emulateWith()
  const text = await send(emulator, 'alipay.trade.query', encrypt('{"out_trade_no":"NOBODY"}'))
  const { answer, inner, sign = '' } = await reply(new Response(text))
  expect(answer['sub_code']).toBe('ACQ.TRADE_NOT_EXIST')
  expect(verifies(emulator, inner, sign)).toBe(true)
})

it('encrypts in the charset of the request', async () => {
  const emulator = await emulateWith()
  const order = JSON.stringify({ ...(await pay(emulator)), subject: '\u0001\u0002' })
  // 咖啡 in GBK.
  const bytes = Buffer.from(order.replace('\\u0001\\u0002', '\xbf\xa7\xb7\xc8'), 'latin1')
  await send(emulator, 'alipay.trade.pay', encrypt(bytes), { charset: 'gbk' })
  expect(emulator.trade('ORDER-1')?.subject).toBe('咖啡')
})

describe('refuses', () => {
  const query = '{"out_trade_no":"ORDER-1"}'
  const flipped = () => {
    const bytes = Buffer.from(encrypt(query), 'base64')
    bytes[31] = (bytes[31] as number) ^ 0x55
    return bytes.toString('base64')
  }

  it.each([
    ['another key', () => encrypt(query, key256), 'isv.decryption-error-unknown'],
    ['a spoiled end', flipped, 'isv.decryption-error-unknown'],
    ['plain text', () => query, 'isv.decryption-error-unknown'],
    ['what is not JSON beneath', () => encrypt('out_trade_no=1'), 'isv.invalid-parameter'],
  ])('%s', async (_, content, code) => {
    const text = await send(await emulateWith(), 'alipay.trade.query', content())
    expect((await reply(new Response(text))).answer).toMatchObject({ code: '40002', sub_code: code })
  })

  it('an encrypted content that does not say so', async () => {
    const text = await send(await emulateWith(), 'alipay.trade.query', encrypt(query), { encrypt_type: '' })
    expect((await reply(new Response(text))).answer).toMatchObject({
      code: '40001',
      sub_code: 'isv.decryption-error-missing-encrypt-type',
    })
  })

  it('an altered ciphertext by its signature, before it is decrypted', async () => {
    const params = { ...common('alipay.trade.query', {}), biz_content: encrypt(query), encrypt_type: 'AES' }
    const response = await post(await emulateWith(), { ...signed(params), biz_content: flipped() })
    expect((await reply(response)).answer['sub_code']).toBe('isv.invalid-signature')
  })

  it('an app that has no key', async () => {
    const params = { ...common('alipay.trade.query', {}), biz_content: encrypt(query), encrypt_type: 'AES' }
    const response = await post(
      await emulateWith(),
      signed({ ...params, app_id: otherAppId }, otherKeys.privateKey),
    )
    expect((await reply(response)).answer['sub_code']).toBe('isv.decryption-error-not-valid-encrypt-key')
  })

  it.each(['', 'AAAA', 'no base64', '000102030405060708090a0b0c0d0e0f'])('the key %j at once', async key => {
    await expect(emulateWith(key)).rejects.toThrow(TypeError)
  })
})

it('opens a page and the payer’s app with an encrypted order', async () => {
  const emulator = await emulateWith()
  const page = await send(emulator, 'alipay.trade.page.pay', encrypt(JSON.stringify(pagePay)))
  expect(page).toContain('¥88.88')
  const order = { ...coffee, out_trade_no: 'APP-1', product_code: 'QUICK_MSECURITY_PAY' }
  const params = { ...common('alipay.trade.app.pay', {}), encrypt_type: 'AES' }
  const string = signed({ ...params, biz_content: encrypt(JSON.stringify(order)) })
  const app = await emulator.openApp(new URLSearchParams(string).toString())
  const { resultStatus, result } = await app.pay()
  expect([app.refusal, resultStatus]).toEqual([null, '9000'])
  const { alipay_trade_app_pay_response: content } = JSON.parse(result) as Record<string, string>
  expect(JSON.parse(decrypt(content as string).toString())).toMatchObject({ out_trade_no: 'APP-1' })
})

it('encrypts messages, signed over the ciphertext, and no notification of a trade', async () => {
  const bodies: string[] = []
  const emulator = await emulate({
    apps: [
      {
        appId,
        publicKey: pem(keys.publicKey),
        encryptKey: key128,
        appGateway: 'http://127.0.0.1:8080/messages',
      },
    ],
    fetch: async request => {
      bodies.push(await request.text())
      return new Response('success')
    },
  })
  const order = encrypt(JSON.stringify(await pay(emulator)))
  await send(emulator, 'alipay.trade.pay', order, { notify_url: 'http://127.0.0.1:8080/notify' })
  const refund = { out_trade_no: 'ORDER-1', refund_amount: '8.88', out_request_no: 'R1' }
  const asked = { ...refund, query_options: ['deposit_back_info'] }
  await send(emulator, 'alipay.trade.refund', encrypt(JSON.stringify(asked)))
  emulator.depositBack('ORDER-1', 'R1')
  await emulator.advance(0)
  const forms = bodies.map(formOf)
  const { sign = '', sign_type, ...message } = forms.find(form => 'msg_method' in form) ?? {}
  expect([sign_type, message['encrypt_type']]).toEqual(['RSA2', 'AES'])
  const text = Object.keys(message)
    .sort()
    .map(name => `${name}=${message[name]}`)
    .join('&')
  expect(createVerify('RSA-SHA256').update(text).verify(emulator.alipayPublicKey, sign, 'base64')).toBe(true)
  expect(JSON.parse(decrypt(message['biz_content'] ?? '').toString())).toMatchObject({
    out_request_no: 'R1',
    dback_amount: '8.88',
    dback_status: 'S',
  })
  for (const form of forms.filter(form => 'notify_type' in form))
    expect(form).not.toHaveProperty('encrypt_type')
  expect(forms).toHaveLength(3)
})

it('works with the official SDK over a socket', async () => {
  const { emulator, merchant, notified, close } = await serveEmulator({
    apps: [{ appId, publicKey: pem(keys.publicKey), encryptKey: key128 }],
  })
  onTestFinished(async () => void (await close()))
  const sdk = new AlipaySdk({
    appId,
    privateKey: keys.privateKey.export({ type: 'pkcs1', format: 'pem' }) as string,
    alipayPublicKey: emulator.alipayPublicKey,
    gateway: emulator.gateway,
    camelcase: false,
    encryptKey: key128,
  })
  const exec = (method: string, bizContent: object, more: object = {}) =>
    // It cannot check a signature over a text: `getSignStr` looks for braces.
    sdk.exec(method, { bizContent, needEncrypt: true, ...more })
  const order = { ...(await pay(emulator)), subject: '咖啡 / "latte"' }
  const paid = await exec('alipay.trade.pay', order, { notifyUrl: merchant })
  expect(paid).toMatchObject({ code: '10000', out_trade_no: 'ORDER-1' })
  expect(await exec('alipay.trade.query', { out_trade_no: 'ORDER-1' })).toMatchObject({
    trade_status: 'TRADE_SUCCESS',
  })
  expect(await exec('alipay.trade.query', { out_trade_no: 'NOBODY' })).toMatchObject({
    sub_code: 'ACQ.TRADE_NOT_EXIST',
  })
  const refund = { out_trade_no: 'ORDER-1', refund_amount: '8.88', out_request_no: 'R1' }
  await exec('alipay.trade.refund', { ...refund, query_options: ['deposit_back_info'] })
  emulator.depositBack('ORDER-1', 'R1')
  await emulator.advance(0)
  expect(notified).toHaveLength(3)
  for (const body of notified) expect(sdk.checkNotifySignV2(formOf(body))).toBe(true)
  const message = notified.map(formOf).find(form => 'msg_method' in form)
  expect(JSON.parse(sdk.aesDecrypt(message?.['biz_content'] ?? ''))).toMatchObject({ dback_status: 'S' })
})
