/** Encryption beneath the signature, with the official SDK as the other side. */
import { createCipheriv, createDecipheriv } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  createAlipay,
  tradePay,
  tradeQuery,
  tradeRefundDepositbackCompleted,
} from '../../src/alipay/index.ts'
import {
  type ContentCipher,
  execute,
  KeyError,
  MessageError,
  readReply,
  rsa2Signer,
  rsa2Verifier,
  SignatureError,
  SigningError,
  signRequest,
  verifyNotify,
} from '../../src/index.ts'
import { gatewayPublicKey, signedForm, signedReply } from '../support/gateway-key.ts'
import { appId, appKeys } from '../support/keys.ts'
import { coffee as payment } from '../support/orders.ts'

const key = Buffer.alloc(16, 7)
const iv = Buffer.alloc(16)
const encrypt = (text: string) => {
  const cipher = createCipheriv('aes-128-cbc', key, iv)
  return cipher.update(text, 'utf8', 'base64') + cipher.final('base64')
}
const decrypt = (text: string) => {
  const cipher = createDecipheriv('aes-128-cbc', key, iv)
  return cipher.update(text, 'base64', 'utf8') + cipher.final('utf8')
}

const opened: string[] = []
const content: ContentCipher = {
  type: 'AES',
  encrypt: async text => encrypt(text),
  decrypt: async text => {
    opened.push(text)
    return decrypt(text)
  },
}
const plain = createAlipay({
  appId,
  signer: rsa2Signer(appKeys.pkcs8),
  verifier: rsa2Verifier(gatewayPublicKey),
})
const client = { ...plain, content }
const NODE = 'alipay_trade_query_response'
const answer =
  '{"code":"10000","msg":"Success","trade_no":"2026","out_trade_no":"ORDER-1","total_amount":88.80,"trade_status":"TRADE_SUCCESS"}'
const query = (reply: string, from = client) =>
  readReply(from, tradeQuery, reply, { out_trade_no: 'ORDER-1' }).catch(error => error)

test('a request carries the ciphertext, says so, and signs both', async () => {
  const { query, body } = await signRequest(client, tradeQuery, { out_trade_no: 'ORDER-1' })
  const sent = new Map([...query, ...body])
  expect(sent.get('encrypt_type')).toBe('AES')
  expect(JSON.parse(decrypt(sent.get('biz_content') ?? ''))).toEqual({ out_trade_no: 'ORDER-1' })
  expect(query.map(([name]) => name)).toContain('encrypt_type')
  const { createVerify } = await import('node:crypto')
  const text = [...sent]
    .filter(([name]) => name !== 'sign')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(pair => pair.join('='))
    .join('&')
  expect(
    createVerify('sha256')
      .update(text)
      .verify(appKeys.spki, sent.get('sign') ?? '', 'base64'),
  ).toBe(true)
})

test('a reply is verified over the ciphertext in its quotes, then decrypted, its amounts as they were written', async () => {
  const reply = signedReply(NODE, `"${encrypt(answer)}"`)
  expect(await query(reply)).toMatchObject({ trade_status: 'TRADE_SUCCESS', total_amount: '88.80' })
})

test('a plain error reply passes as a refusal, a plain genuine one as an answer', async () => {
  const refusal =
    '{"code":"40004","msg":"Business Failed","sub_code":"ACQ.TRADE_NOT_EXIST","sub_msg":"交易不存在"}'
  expect(await query(signedReply(NODE, refusal))).toMatchObject({
    reason: 'ACQ.TRADE_NOT_EXIST',
    verified: true,
  })
  expect(await query(signedReply(NODE, answer))).toMatchObject({ trade_no: '2026' })
})

test('one flipped bit is refused before anything is decrypted', async () => {
  const reply = signedReply(NODE, `"${encrypt(answer)}"`)
  const at = reply.indexOf(':"') + 20
  const flipped = reply.slice(0, at) + (reply[at] === 'A' ? 'B' : 'A') + reply.slice(at + 1)
  opened.length = 0
  expect(await query(flipped)).toBeInstanceOf(SignatureError)
  const unsigned = `{"${NODE}":"${encrypt(answer)}"}`
  expect(await query(unsigned)).toMatchObject({ code: 'ERR_SIGNATURE', diagnosis: 'unsigned' })
  expect(opened).toEqual([])
})

test('without a key, or with another, it is a MessageError', async () => {
  const reply = signedReply(NODE, `"${encrypt(answer)}"`)
  expect(await query(reply, plain as typeof client)).toBeInstanceOf(MessageError)
  const otherKey = {
    ...content,
    decrypt: async () => {
      throw new MessageError('it cannot be decrypted')
    },
  }
  expect(await query(reply, { ...client, content: otherKey })).toMatchObject({
    code: 'ERR_MESSAGE',
    outcome: 'untouched',
  })
})

test('a cipher that fails is told before anything is sent', async () => {
  const broken = { ...content, encrypt: () => Promise.reject(new Error('no key store')) }
  const calls: unknown[] = []
  const fetch = async (request: Request) => {
    calls.push(request)
    return new Response('{}')
  }
  const error = await execute({ ...client, content: broken, fetch }, tradePay, payment).catch(error => error)
  expect(error).toBeInstanceOf(SigningError)
  expect([error.outcome, calls]).toEqual(['untouched', []])
})

test('a message with an encrypted biz_content is read as if it had come plain', async () => {
  const business =
    '{"trade_no":"2026","out_trade_no":"ORDER-1","out_request_no":"R-1","dback_status":"S","dback_amount":"1.00"}'
  const message = {
    app_id: appId,
    notify_id: 'n-1',
    msg_method: 'alipay.trade.refund.depositback.completed',
    utc_timestamp: '1514210452731',
    version: '1.1',
    encrypt_type: 'AES',
    biz_content: encrypt(business),
  }
  const read = verifyNotify(client, tradeRefundDepositbackCompleted, signedForm(message))
  expect((await read).biz_content).toBe(business)
  opened.length = 0
  const spoiled = signedForm(message).replace('n-1', 'n-2')
  await expect(verifyNotify(client, tradeRefundDepositbackCompleted, spoiled)).rejects.toBeInstanceOf(
    SignatureError,
  )
  expect(opened).toEqual([])
})

test('a cipher that fails on the reply of a write leaves the outcome open', async () => {
  const reply = signedReply('alipay_trade_pay_response', `"${encrypt('{"code":"10000"}')}"`)
  for (const failure of [new KeyError('no such key'), new Error('the KMS is down')]) {
    const failing = { ...content, decrypt: () => Promise.reject(failure) }
    const call = readReply({ ...plain, content: failing }, tradePay, reply, {} as never)
    await expect(call).rejects.toMatchObject({ code: 'ERR_MESSAGE', outcome: 'unknown', cause: failure })
  }
})
