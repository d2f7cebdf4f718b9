import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  createAlipay,
  tradeFastpayRefundQuery,
  tradePay,
  tradeQuery,
  tradeRefund,
} from '../../src/alipay/index.ts'
import {
  type Api,
  defineApi,
  execute,
  GatewayError,
  MessageError,
  readReply,
  rsa2Signer,
  rsa2Verifier,
  SignatureError,
} from '../../src/index.ts'
import { gatewayPublicKey, gatewaySign, signedReply } from '../support/gateway-key.ts'
import { appId, appKeys } from '../support/keys.ts'
import { coffee as asked } from '../support/orders.ts'

const client = createAlipay({
  appId,
  signer: rsa2Signer(appKeys.pkcs8),
  verifier: rsa2Verifier(gatewayPublicKey),
})
const paidText =
  '{"code":"10000","msg":"Success","trade_no":"2026","out_trade_no":"ORDER-1","total_amount":"88.88","gmt_payment":"2026-01-01 08:00:00"}'
const queried =
  '{"code":"10000","msg":"Success","trade_no":"2026","out_trade_no":"ORDER-1","total_amount":"88.88","trade_status":"TRADE_SUCCESS"}'
const PAY = 'alipay_trade_pay_response'
const QUERY = 'alipay_trade_query_response'

const readPay = (reply: string) => readReply(client, tradePay, reply, asked)
const readQuery = (reply: string) => readReply(client, tradeQuery, reply, { out_trade_no: 'ORDER-1' })
const failure = (call: Promise<unknown>) =>
  call.then(
    () => expect.unreachable('it was believed'),
    error => error,
  )

describe('a genuine reply passes', () => {
  test('where an empty number stood beside the one that was asked for, which alone binds', async () => {
    const input = { trade_no: '', out_trade_no: 'ORDER-1' }
    expect((await readReply(client, tradeQuery, signedReply(QUERY, queried), input)).trade_no).toBe('2026')
    const other = signedReply(QUERY, queried.replace('ORDER-1', 'ORDER-2'))
    expect(await failure(readReply(client, tradeQuery, other, input))).toMatchObject({
      diagnosis: 'someone-elses',
    })
  })

  test.each<[string, string]>([
    ['as it is', signedReply(PAY, paidText)],
    [
      'with white space everywhere',
      ` {\n "${PAY}" :\t${paidText} , "sign" : "${gatewaySign(paidText)}" }\r\n`,
    ],
    ['with its signature first', `{"sign":"${gatewaySign(paidText)}","${PAY}":${paidText}}`],
    [
      'with an escaped signature',
      signedReply(PAY, paidText).replace(
        /"sign":"(.*)"/,
        (_, sign) => `"sign":"${sign.replaceAll('/', '\\/')}"`,
      ),
    ],
    ['with an escaped name', signedReply(PAY, paidText).replace('alipay_', '\\u0061lipay_')],
    ['with alipay_cert_sn', signedReply(PAY, paidText, ',"alipay_cert_sn":"abc"')],
    [
      'with unknown members beside',
      signedReply(PAY, paidText, ',"sign_type":"RSA2","extra":{"code":"40004"},"n":[1,2]'),
    ],
  ])('%s', async (_, reply) => {
    expect({ ...(await readPay(reply)) }).toEqual(JSON.parse(paidText))
  })

  test.each<[string, string, object]>([
    ['braces and quotes inside strings', '"store_name":"}{\\"],[\\\\"', { store_name: '}{"],[\\' }],
    [
      'escapes that encoding would write otherwise',
      '"store_name":"\\u652f\\/\\u4ed8"',
      { store_name: '支/付' },
    ],
    [
      'a key or sign inside',
      '"sign":"x","alipay_trade_pay_response":{}',
      { sign: 'x', alipay_trade_pay_response: {} },
    ],
    ['unknown fields', '"new_field":{"a":[1]}', { new_field: { a: [1] } }],
    ['an emoji', '"store_name":"😀"', { store_name: '😀' }],
  ])('with %s', async (_, member, fields) => {
    const text = paidText.replace('{', `{ ${member} ,`)
    expect(await readPay(signedReply(PAY, text))).toMatchObject(fields)
  })

  test('numbers that re-encoding would change become the digits that were signed', async () => {
    const text = paidText.replace(
      '"total_amount":"88.88"',
      '"total_amount":88.80,"card_balance": 1E2 ,"fund_bill_list":[{"amount":10,"fund_channel":"PCREDIT","real_amount":11.210}],"version":1.0',
    )
    expect(await readPay(signedReply(PAY, text))).toMatchObject({
      total_amount: '88.80',
      card_balance: '1E2',
      fund_bill_list: [{ amount: '10', fund_channel: 'PCREDIT', real_amount: '11.210' }],
      version: 1,
    })
  })

  test('of a payer who has to confirm is an answer', async () => {
    const text = '{"code":"10003","msg":"order success pay inprocess","out_trade_no":"ORDER-1"}'
    expect(await readPay(signedReply(PAY, text))).toMatchObject({ code: '10003' })
  })

  test("Alipay's own, of 2019, signed by its own key", ctx => {
    const url = new URL('../../../shared/facts/vectors/alipay-sync-response-rsa2.json', import.meta.url)
    if (!existsSync(url)) {
      ctx.skip(
        'left out: shared/facts/vectors/alipay-sync-response-rsa2.json, a third party’s data, is not beside this checkout',
      )
    }
    const vector = JSON.parse(readFileSync(url, 'utf8'))
    const alipay = createAlipay({ appId, verifier: rsa2Verifier(vector.alipay_public_key_base64_der_spki) })
    const reply = `{"${PAY}":${vector.signed_text},"sign":"${vector.sign_base64}"}`
    const { out_trade_no } = JSON.parse(vector.signed_text)
    return Promise.all([
      expect(readReply(alipay, tradePay, reply, { ...asked, out_trade_no })).resolves.toMatchObject({
        total_amount: '0.01',
        fund_bill_list: [{ amount: '0.01' }],
      }),
      expect(
        readReply(alipay, tradePay, reply.replace('"0.01"', '"0.02"'), { ...asked, out_trade_no }),
      ).rejects.toThrow(SignatureError),
    ])
  })
})

describe('what cannot be believed is refused, says which it is, and leaves the outcome of a payment open', () => {
  const genuine = signedReply(PAY, paidText)
  const sign = gatewaySign(paidText)
  test.each<[string, string, typeof SignatureError | typeof MessageError, RegExp]>([
    [
      'forged',
      genuine.replace(sign, gatewaySign(paidText, 'sha256', appKeys.pkcs8)),
      SignatureError,
      /signature does not fit: it was forged/,
    ],
    ['altered', genuine.replace('88.88', '0.01'), SignatureError, /signature does not fit/],
    ['re-spaced', genuine.replace('{"code"', '{ "code"'), SignatureError, /signature does not fit/],
    ['unsigned', `{"${PAY}":${paidText}}`, SignatureError, /not signed/],
    ['with an empty signature', `{"${PAY}":${paidText},"sign":""}`, SignatureError, /not signed/],
    ['with null for a signature', `{"${PAY}":${paidText},"sign":null}`, SignatureError, /not signed/],
    [
      'with a signature over the SHA-1 hash',
      genuine.replace(sign, gatewaySign(paidText, 'sha1')),
      SignatureError,
      /signature does not fit/,
    ],
    [
      'doubled',
      `{"${PAY}":${paidText},"${PAY}":${paidText.replace('88.88', '0.01')},"sign":"${sign}"}`,
      MessageError,
      /twice/,
    ],
    [
      'doubled by an escaped name',
      `{"${PAY}":${paidText},"\\u0061lipay_trade_pay_response":{},"sign":"${sign}"}`,
      MessageError,
      /twice/,
    ],
    [
      'with two signatures',
      `{"${PAY}":${paidText},"sign":"${sign}","sign":"${sign}"}`,
      MessageError,
      /twice/,
    ],
    [
      'with a second response',
      `{"error_response":{"code":"10000"},"${PAY}":${paidText},"sign":"${sign}"}`,
      MessageError,
      /two responses/,
    ],
    ['with none', `{"sign":"${sign}"}`, MessageError, /no response/],
    ['smuggled into a string', JSON.stringify({ x: genuine, sign }), MessageError, /no response/],
    ['smuggled deeper', `{"x":{"${PAY}":${paidText}},"sign":"${sign}"}`, MessageError, /no response/],
    ['relabelled by name', signedReply(QUERY, paidText), SignatureError, /labelled as another/],
    ['in the error envelope', signedReply('error_response', paidText), SignatureError, /error envelope/],
    ['of a query, under the name of a payment', signedReply(PAY, queried), SignatureError, /of another API/],
    [
      'about another order',
      signedReply(PAY, paidText.replace('ORDER-1', 'ORDER-2')),
      SignatureError,
      /about another out_trade_no/,
    ],
    [
      'about no order',
      signedReply(PAY, paidText.replace('"out_trade_no":"ORDER-1",', '')),
      SignatureError,
      /it lacks out_trade_no/,
    ],
    ['cut off', genuine.slice(0, -40), MessageError, /not the JSON object/],
    ['an HTML page', '<html><body>502</body></html>', MessageError, /not the JSON object/],
    ['empty', '', MessageError, /too early/],
    ['an array', signedReply(PAY, '[]'), MessageError, /not an object/],
    ['a text', signedReply(PAY, '"x"'), MessageError, /encrypted, and no content key/],
    ['a number', signedReply(PAY, '1'), MessageError, /not an object/],
    ['broken inside', signedReply(PAY, '{"code":"10000",}'), MessageError, /not JSON/],
  ])('%s', async (_, reply, kind, words) => {
    const error = await failure(readPay(reply))
    expect(error).toBeInstanceOf(kind)
    expect(error.message).toMatch(words)
    expect(error.outcome).toBe('unknown')
    expect(error.reply).toBe(reply)
    expect(JSON.stringify(error)).not.toContain('2026')
  })

  test('a read moved nothing, whatever came back', async () => {
    expect(await failure(readQuery(genuine))).toMatchObject({ outcome: 'untouched' })
    expect(await failure(readQuery(signedReply(QUERY, paidText)))).toMatchObject({
      diagnosis: 'relabelled',
      outcome: 'untouched',
    })
  })

  test("a query's genuine reply does not pass as a refund's", async () => {
    const reply = signedReply('alipay_trade_refund_response', queried)
    const refund = { out_trade_no: 'ORDER-1', refund_amount: '1', out_request_no: 'R-1' }
    expect(await failure(readReply(client, tradeRefund, reply, refund))).toMatchObject({
      diagnosis: 'relabelled',
      outcome: 'unknown',
    })
  })

  test('genuine, but in another charset than was asked for', async () => {
    const gbk = Buffer.concat([
      Buffer.from('{"code":"10000","msg":"'),
      Buffer.of(0xb8, 0xb6),
      Buffer.from('"}'),
    ])
    const reply = Buffer.concat([
      Buffer.from(`{"${PAY}":`),
      gbk,
      Buffer.from(`,"sign":"${gatewaySign(gbk)}"}`),
    ])
    const error = await failure(readReply(client, tradePay, new Uint8Array(reply), asked))
    expect(error).toMatchObject({ code: 'ERR_MESSAGE', outcome: 'unknown' })
    expect(error.message).toContain('charset')
  })

  test('200,000 nested brackets', async () => {
    const deep = signedReply(PAY, `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`)
    expect((await failure(readPay(deep))).outcome).toBe('unknown')
  })

  test('a verifier that fails leaves the outcome open too', async () => {
    const verifier = { types: ['RSA2'], verify: () => Promise.reject(new Error('the KMS is down')) }
    const error = await failure(readReply({ ...client, verifier }, tradePay, genuine, asked))
    expect(error).toMatchObject({
      code: 'ERR_SIGNATURE',
      outcome: 'unknown',
      cause: { message: 'the KMS is down' },
    })
  })
})

describe('a refund query that found nothing', () => {
  const asked = { out_trade_no: 'ORDER-1', out_request_no: 'R-1' }
  const read = (text: string) =>
    readReply(
      client,
      tradeFastpayRefundQuery,
      signedReply('alipay_trade_fastpay_refund_query_response', text),
      asked,
    )

  test('is an answer, though it echoes nothing', async () => {
    expect(await read('{"code":"10000","msg":"Success"}')).toEqual({ code: '10000', msg: 'Success' })
  })

  test('but one that found something says which', async () => {
    expect(
      await failure(read('{"code":"10000","msg":"Success","refund_status":"REFUND_SUCCESS"}')),
    ).toMatchObject({
      diagnosis: 'relabelled',
    })
    const other =
      '{"code":"10000","msg":"Success","refund_status":"REFUND_SUCCESS","out_trade_no":"ORDER-1","out_request_no":"R-2"}'
    expect(await failure(read(other))).toMatchObject({ diagnosis: 'someone-elses' })
  })
})

describe('a reply that has one field or another', () => {
  const asked = { out_trade_no: 'ORDER-1' }
  const api = defineApi<'alipay', object, { a?: string; b?: string }, 'call'>({
    gateway: 'alipay',
    name: 'test.call',
    kind: 'call',
    input: tradeQuery.input,
    binds: ['out_trade_no'],
    marks: { holds: ['c'], holdsOneOf: ['a', 'b'], lacks: ['d'] },
  })
  const read = (fields: object, marks = api.marks ?? {}) => {
    const text = JSON.stringify({ code: '10000', msg: 'Success', ...asked, ...fields })
    return readReply(client, { ...api, marks }, signedReply('test_call_response', text), asked)
  }

  test.each([{ a: '1' }, { b: '' }, { a: '1', b: '1' }, { a: false }, { b: 0 }])(
    'is taken with %j',
    async fields => {
      expect(await read({ c: '1', ...fields })).toMatchObject(fields)
    },
  )

  test.each<[string, object]>([
    ['it lacks a or b', { c: '1' }],
    ['it lacks c', { a: '1' }],
    ['it lacks c', {}],
    ['it has d', { a: '1', c: '1', d: '1' }],
  ])('is refused, and told why: %s', async (why, fields) => {
    const error = await failure(read(fields))
    expect(error).toMatchObject({ code: 'ERR_SIGNATURE', diagnosis: 'relabelled', outcome: 'unknown' })
    expect(error.message).toContain(why)
  })

  test('needs no other where none is named, and none where it may be empty', async () => {
    expect(await read({}, { holdsOneOf: [] })).toMatchObject(asked)
    const empty = { holdsOneOf: ['a'], mayBeEmpty: true }
    const text = '{"code":"10000","msg":"Success"}'
    const reply = signedReply('test_call_response', text)
    expect(await readReply(client, { ...api, marks: empty }, reply, asked)).toMatchObject({ code: '10000' })
    expect(await failure(read({}, empty))).toMatchObject({ diagnosis: 'relabelled' })
  })

  test('is no success either way when it is a refusal', async () => {
    const text = '{"code":"40004","msg":"Business Failed","sub_code":"X"}'
    const reply = signedReply('test_call_response', text)
    expect(await failure(readReply(client, api, reply, asked))).toBeInstanceOf(GatewayError)
  })
})

describe('a refusal', () => {
  const refusal = (code: string, sub: string, more = '') =>
    `{"code":"${code}","msg":"Business Failed","sub_code":"${sub}","sub_msg":"订单 6222020200112233 错"${more}}`

  test.each<[string, string, Api, boolean, string]>([
    ['at the door', refusal('40002', 'isv.invalid-timestamp'), tradePay, true, 'untouched'],
    ['at the door, unsigned', refusal('40002', 'isv.invalid-timestamp'), tradePay, false, 'unknown'],
    [
      'that surely moved nothing',
      refusal('40004', 'ACQ.BUYER_BALANCE_NOT_ENOUGH'),
      tradePay,
      true,
      'untouched',
    ],
    [
      'that surely moved nothing, unsigned',
      refusal('40004', 'ACQ.BUYER_BALANCE_NOT_ENOUGH'),
      tradePay,
      false,
      'unknown',
    ],
    [
      'of another API that says so',
      refusal('40004', 'ACQ.BUYER_BALANCE_NOT_ENOUGH'),
      tradeRefund,
      true,
      'unknown',
    ],
    ['because it was paid', refusal('40004', 'ACQ.TRADE_HAS_SUCCESS'), tradePay, true, 'unknown'],
    ['nobody documented', refusal('40004', 'ACQ.NEW_CODE'), tradePay, true, 'unknown'],
    ['by a system error', refusal('40004', 'ACQ.SYSTEM_ERROR'), tradePay, true, 'unknown'],
    ['by an unavailable service', refusal('20000', 'isp.unknow-error'), tradePay, true, 'unknown'],
    ['of a read', refusal('20000', 'isp.unknow-error'), tradeQuery, false, 'untouched'],
    [
      'for want of permission',
      refusal('40006', 'isv.insufficient-isv-permissions'),
      tradeRefund,
      true,
      'untouched',
    ],
    ['of a token', refusal('20001', 'aop.invalid-auth-token'), tradePay, true, 'untouched'],
  ])('%s', async (_, text, api, signed, outcome) => {
    const node = `${api.name.replaceAll('.', '_')}_response`
    const reply = signed ? signedReply(node, text) : `{"${node}":${text}}`
    const error = await failure(readReply(client, api as typeof tradePay, reply, asked))
    expect(error).toBeInstanceOf(GatewayError)
    const { code, sub_code, sub_msg, msg } = JSON.parse(text)
    expect(error).toMatchObject({
      outcome,
      verified: signed,
      gatewayCode: code,
      reason: sub_code,
      msg,
      subMsg: sub_msg,
      reply: text,
    })
    expect(error.message).toContain(`${code} ${msg} ${sub_code}`)
    expect(`${error.message}${JSON.stringify(error)}`).not.toContain('6222')
  })

  test('in the error envelope, unsigned, comes with its own words', async () => {
    const error = await failure(readPay(`{"error_response":${refusal('40002', 'isv.invalid-app-id')}}`))
    expect(error).toMatchObject({
      code: 'ERR_GATEWAY',
      verified: false,
      outcome: 'unknown',
      reason: 'isv.invalid-app-id',
    })
    expect(error.message).toContain('not signed')
  })

  test('that was signed for another order is not taken for ours', async () => {
    const text = refusal('40004', 'ACQ.BUYER_BALANCE_NOT_ENOUGH', ',"out_trade_no":"ORDER-2"')
    expect(await failure(readPay(signedReply(PAY, text)))).toMatchObject({
      diagnosis: 'someone-elses',
      outcome: 'unknown',
    })
  })

  test('whose signature does not fit is no refusal', async () => {
    const reply = signedReply(PAY, refusal('40004', 'ACQ.BUYER_BALANCE_NOT_ENOUGH')).replace(
      'ACQ.BUYER',
      'ACQ.SELLER',
    )
    expect(await failure(readPay(reply))).toMatchObject({ code: 'ERR_SIGNATURE', outcome: 'unknown' })
  })
})

describe('isv.invalid-signature', () => {
  const told = async (change: (text: string) => string) => {
    const { explainSignature, signRequest } = await import('../../src/index.ts')
    const now = () => new Date('2026-01-01T00:00:00Z')
    const request = await signRequest({ ...client, now }, tradePay, asked)
    const { text } = explainSignature(Object.fromEntries([...request.query, ...request.body]), client)
    const theirs = change(text).replaceAll('&', '&amp;').replaceAll('"', '&quot;')
    const sub_msg = `验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配，网关生成的验签字符串为：${theirs}`
    const node = JSON.stringify({
      code: '40002',
      msg: 'Invalid Arguments',
      sub_code: 'isv.invalid-signature',
      sub_msg,
    })
    const fetch = async () => new Response(signedReply(PAY, node))
    return failure(execute({ ...client, now, fetch }, tradePay, asked))
  }

  test.each<[string, (text: string) => string, RegExp]>([
    [
      'a value altered',
      text => text.replace('Coffee', 'Cof ee'),
      /first difference is in biz_content, at character \d+ of its value/,
    ],
    [
      'the first character',
      text => text.replace(appId, `x${appId.slice(1)}`),
      /in app_id, at character 1 of its value/,
    ],
    ['a name missing', text => text.replace('format=JSON&', ''), /at the name format|in format/],
    ['the end missing', text => text.slice(0, -1), /in version, at character 3/],
    ['nothing: the key differs', text => text, /the key differs/],
  ])('names %s, values masked', async (_, change, words) => {
    const error = await told(change)
    expect(error.message).toMatch(words)
    expect(error.message).not.toMatch(/Cof|ORDER|88\.88/)
    expect(error.subMsg).toContain('ORDER-1')
  })
})

describe('what is handed over', () => {
  test('a Response gives its trace id to the result and to the error', async () => {
    const headers = { trace_id: 'trace-1' }
    const result = await readReply(
      client,
      tradePay,
      new Response(signedReply(PAY, paidText), { headers }),
      asked,
    )
    expect(result.traceId).toBe('trace-1')
    expect(Object.keys(result)).not.toContain('traceId')
    expect(await failure(readReply(client, tradePay, new Response('', { headers }), asked))).toMatchObject({
      traceId: 'trace-1',
    })
    const refusal = '{"code":"40004","msg":"x","sub_code":"y"}'
    expect(
      await failure(readReply(client, tradePay, new Response(signedReply(PAY, refusal), { headers }), asked)),
    ).toMatchObject({ traceId: 'trace-1' })
  })

  test('a parsed object or a body that was read is a TypeError that says so', async () => {
    await expect(readReply(client, tradePay, JSON.parse(signedReply(PAY, paidText)), asked)).rejects.toThrow(
      /not a parsed object/,
    )
    const used = new Response('x')
    await used.text()
    await expect(readReply(client, tradePay, used, asked)).rejects.toThrow(/already read/)
  })

  test('more than maxBytes is refused', async () => {
    const small = { ...client, maxBytes: 100 }
    for (const reply of [signedReply(PAY, paidText), new Response(signedReply(PAY, paidText))]) {
      const error = await failure(readReply(small, tradePay, reply, asked))
      expect(error).toMatchObject({ tooLarge: true, outcome: 'unknown' })
    }
  })
})

describe('an API that says how its reply is believed', () => {
  const base = { gateway: 'alipay', name: 'test.call', kind: 'call', input: tradeQuery.input } as const

  test('unsigned: its result is not verified, and its type says so', async () => {
    const api = defineApi<'alipay', object, { a: string }, 'call'>({ ...base, reply: 'unsigned' })
    expect(await readReply(client, api, '{"test_call_response":{"code":"10000","a":"1"}}', {})).toMatchObject(
      { a: '1' },
    )
  })

  test('a check of its own stands in for the signature', async () => {
    const check = async ({ signed }: { signed: Uint8Array }) => {
      if (!new TextDecoder().decode(signed).includes('good'))
        throw new SignatureError('bad', { diagnosis: 'not-verified' })
    }
    const api = defineApi<'alipay', object, { a: string }, 'call'>({ ...base, reply: check })
    expect(
      await readReply(client, api, '{"test_call_response":{"code":"10000","a":"good"}}', {}),
    ).toMatchObject({ a: 'good' })
    expect(
      await failure(readReply(client, api, '{"test_call_response":{"code":"10000","a":"evil"}}', {})),
    ).toMatchObject({ message: 'bad', outcome: 'unknown' })
  })

  test('a reply without a code is an answer where the API says so, and only there', async () => {
    const api = defineApi<'alipay', object, { a: string }, 'call'>({ ...base, accepts: [] })
    expect(await readReply(client, api, signedReply('test_call_response', '{"a":"1"}'), {})).toMatchObject({
      a: '1',
    })
    await expect(
      readReply(client, { ...api, accepts: ['10000'] }, signedReply('test_call_response', '{"a":"1"}'), {}),
    ).rejects.toThrow(GatewayError)
    await expect(
      readReply(client, api, signedReply('error_response', '{"code":"40002","msg":"x"}'), {}),
    ).rejects.toThrow(GatewayError)
  })
})
