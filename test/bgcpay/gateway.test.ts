import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  createBgcpay,
  fundTransCommonQuery,
  fundTransUniTransfer,
  tradeNotify,
  tradePay,
  tradeQuery,
  userQuery,
} from '../../src/bgcpay/index.ts'
import {
  type Api,
  execute,
  handleNotify,
  hmac,
  md5,
  readReply,
  SignatureError,
  verifyNotify,
} from '../../src/index.ts'

const key = 'shared-key-of-the-tests'
const appId = '2021000000000001'
const md5Of = (text: string): string => createHash('md5').update(text).digest('hex')
const client = createBgcpay({
  appId,
  signer: md5(key),
  verifier: md5(key),
  lang: 'en',
  now: () => new Date('2026-01-01T00:00:00Z'),
})
const order = {
  out_trade_no: '20150320010101001',
  currency: 'USDT',
  total_amount: '88.88',
  subject: 'Iphone6 16G',
}
const paidText = '{"code":"10000","msg":"Success","trade_no":"2013","out_trade_no":"20150320010101001"}'
const queried =
  '{"code":"10000","msg":"Success","trade_no":"2013","out_trade_no":"20150320010101001","payer_id":"2088","trade_status":"TRADE_SUCCESS","currency":"USDT","total_amount":88.80,"subject":"x","extend_params":null}'
const query = { out_trade_no: '20150320010101001' }

describe('a request', () => {
  test('has its common parameters in the query and one part, biz_content, in a multipart body', async () => {
    let seen: Request | undefined
    const fetch = async (request: Request) => {
      seen = request.clone() as Request
      return new Response(`{"bgcpay_trade_pay_response":${paidText}}`)
    }
    await execute({ ...client, fetch }, tradePay, order, { notifyUrl: 'https://shop.example/n' })
    const request = seen as Request
    const { searchParams, origin, pathname } = new URL(request.url)
    const form = await request.formData()
    expect(origin + pathname).toBe('https://openapi.bgcpay.com/gateway.do')
    expect(request.headers.get('content-type')).toMatch(/^multipart\/form-data; *boundary=/)
    expect([...form.keys()]).toEqual(['biz_content'])
    expect(JSON.parse(form.get('biz_content') as string)).toEqual(order)
    const { sign, ...signed } = Object.fromEntries(searchParams)
    expect(signed).toEqual({
      app_id: appId,
      method: 'bgcpay.trade.pay',
      format: 'json',
      charset: 'UTF-8',
      sign_type: 'MD5',
      timestamp: '2026-01-01 08:00:00',
      version: '1.0',
      lang: 'en',
      notify_url: 'https://shop.example/n',
    })
    const all = { ...signed, biz_content: form.get('biz_content') as string }
    const text = Object.entries(all)
      .sort()
      .map(pair => pair.join('='))
      .join('&')
    expect(sign).toBe(md5Of(text + key))
  })

  test('names HMAC_SHA1 where it signs with it, and signs certificate serial numbers that a signer brings', async () => {
    const signer = { ...hmac(key), params: { app_cert_sn: 'a', bgcpay_root_cert_sn: 'b' } }
    const fetch = async (request: Request) => {
      const params = new URL(request.url).searchParams
      expect([params.get('sign_type'), params.get('app_cert_sn'), params.get('bgcpay_root_cert_sn')]).toEqual(
        ['HMAC_SHA1', 'a', 'b'],
      )
      return new Response(`{"bgcpay_trade_pay_response":${paidText}}`)
    }
    await execute({ ...client, signer, fetch }, tradePay, order)
  })
})

describe('an empty number', () => {
  const transferred =
    '{"code":"10000","msg":"Success","order_id":"1","out_biz_no":"P1","currency":"USDT","trans_amount":"8.80","trans_date":"x","payee_did":"C1"}'
  const user = '{"code":"10000","msg":"Success","user_cid":"C1","display_name":"te*"}'

  test.each<[Api<'bgcpay', object, object, 'call'>, object, object, string]>([
    [tradeQuery, { trade_no: '', ...query }, query, queried],
    [fundTransCommonQuery, { order_id: '', out_biz_no: 'P1' }, { out_biz_no: 'P1' }, transferred],
    [userQuery, { user_cid: '', email: 'a@example.com' }, { email: 'a@example.com' }, user],
  ])('is not asked for: $name', async (api, input, asked, reply) => {
    const fetch = async (request: Request) => {
      expect(JSON.parse((await request.formData()).get('biz_content') as string)).toEqual(asked)
      return new Response(reply)
    }
    expect(await execute({ ...client, fetch }, api, input)).toMatchObject({ code: '10000' })
  })
})

describe('a reply', () => {
  const read = (text: string, replies?: 'node' | 'params') =>
    readReply(createBgcpay({ ...client, replies }), tradeQuery, text, query)
  const wrapped = `{"bgcpay_trade_query_response":${queried}`
  const failure = (call: Promise<unknown>) =>
    call.then(
      () => expect.unreachable('it was believed'),
      error => error,
    )

  test('unsigned, flat or wrapped, is read, amounts as they were written; its sign is not looked at', async () => {
    const expected = { trade_status: 'TRADE_SUCCESS', total_amount: '88.80' }
    expect(await read(queried)).toMatchObject(expected)
    expect(await read(`${wrapped}}`)).toMatchObject(expected)
    expect(await read(`${wrapped},"sign":"ERITJKEIJKJHKKKKKKKHJEREEEEEEEEEEE"}`)).toMatchObject(expected)
    expect(await read(queried.replace('{', '{"sign":"x",'))).not.toHaveProperty('sign')
  })

  test('signed over its node is believed, and nothing else is', async () => {
    const sign = md5Of(queried + key)
    expect(await read(`${wrapped},"sign":"${sign.toUpperCase()}"}`, 'node')).toMatchObject({
      total_amount: '88.80',
    })
    expect(
      await failure(read(`${wrapped.replace('88.80', '8.88')},"sign":"${sign}"}`, 'node')),
    ).toBeInstanceOf(SignatureError)
    expect(await failure(read(`${wrapped}}`, 'node'))).toMatchObject({ diagnosis: 'unsigned' })
    expect(await failure(read(queried.replace('{', `{"sign":"${sign}",`), 'node'))).toMatchObject({
      code: 'ERR_MESSAGE',
    })
  })

  test('signed over its parameters is believed, flat and wrapped, and what is empty is left out', async () => {
    const fields: Record<string, unknown> = JSON.parse(queried.replace('88.80', '"88.80"'))
    const text = Object.keys(fields)
      .sort()
      .filter(name => fields[name] !== null)
      .map(name => `${name}=${fields[name]}`)
      .join('&')
    const sign = md5Of(text + key)
    for (const reply of [`${wrapped},"sign":"${sign}"}`, queried.replace('{', `{"sign":"${sign}",`)]) {
      const result = await read(reply, 'params')
      expect(result).toMatchObject({ total_amount: '88.80' })
      expect(result).not.toHaveProperty('extend_params')
      expect(await failure(read(reply.replace('88.80', '8.88'), 'params'))).toBeInstanceOf(SignatureError)
    }
    expect(await failure(read(queried, 'params'))).toMatchObject({ diagnosis: 'unsigned' })
    const smuggling = queried.replace('"subject":"x"', '"subject":"x&total_amount=1&trade_no=2"')
    expect(await failure(read(smuggling, 'params'))).toMatchObject({ code: 'ERR_AMBIGUOUS' })
  })

  test('to another request or of another API is refused, though unsigned', async () => {
    expect(await failure(read(queried.replace('20150320010101001', '1')))).toMatchObject({
      diagnosis: 'someone-elses',
    })
    expect(await failure(read(paidText))).toMatchObject({ diagnosis: 'relabelled' })
    expect(await failure(read(`{"bgcpay_trade_pay_response":${paidText}}`))).toMatchObject({
      diagnosis: 'relabelled',
    })
  })

  test('that refuses a payment unsigned leaves its outcome open', async () => {
    const refusal = '{"code":"40004","msg":"Business Failed","sub_code":"ACQ.TOTAL_FEE_EXCEED"}'
    const error = await failure(readReply(client, tradePay, refusal, order))
    expect(error).toMatchObject({
      code: 'ERR_GATEWAY',
      verified: false,
      outcome: 'unknown',
      reason: 'ACQ.TOTAL_FEE_EXCEED',
    })
    const signed = createBgcpay({ ...client, replies: 'node' })
    const reply = `{"bgcpay_trade_pay_response":${refusal},"sign":"${md5Of(refusal + key)}"}`
    expect(await failure(readReply(signed, tradePay, reply, order))).toMatchObject({
      verified: true,
      outcome: 'untouched',
    })
  })
})

describe('a notification', () => {
  const common = {
    charset: 'UTF-8',
    method: 'alipay.trade.notify',
    format: 'json',
    app_id: appId,
    version: '1.0',
    sign_type: 'MD5',
    timestamp: '2014-07-24 03:07:05',
  }
  const fields = {
    trade_no: '2013112011001004330000121536',
    out_trade_no: '6823789339978248',
    currency: 'USDT',
    total_amount: '188.00',
    subject: 'Iphone6 16G',
    extend_params: '',
    payer_id: 'Bwewqwi2w932wwxadf22ddaawwxadf22dc',
    trade_status: 'TRADE_SUCCESS',
    trade_date: '2014-07-24 03:05:50',
    pay_date: '2014-07-24 03:07:05',
  }
  const signOf = (params: Record<string, string>): string =>
    md5Of(
      Object.entries(params)
        .filter(([, value]) => value !== '')
        .sort()
        .map(pair => pair.join('='))
        .join('&') + key,
    )
  const post = (
    body: Record<string, string>,
    {
      query = common as Record<string, string>,
      urlencoded = false,
      sign = signOf({ ...query, ...body }),
    } = {},
  ) => {
    const url = `https://shop.example/n?${new URLSearchParams({ ...query, sign })}`
    if (urlencoded) return new Request(url, { method: 'POST', body: new URLSearchParams(body) })
    const form = new FormData()
    for (const [name, value] of Object.entries(body)) form.append(name, value)
    return new Request(url, { method: 'POST', body: form })
  }
  const verify = (request: Request) => verifyNotify(client, tradeNotify, request)

  test.each([false, true])(
    'of the document is believed, its query and form signed together (urlencoded: %s)',
    async urlencoded => {
      expect(await verify(post(fields, { urlencoded }))).toMatchObject({
        trade_no: fields.trade_no,
        total_amount: '188.00',
        trade_status: 'TRADE_SUCCESS',
      })
    },
  )

  test('whose query or form is altered, or that holds a name in both, is refused', async () => {
    const sign = signOf({ ...common, ...fields })
    await expect(verify(post({ ...fields, total_amount: '0.01' }, { sign }))).rejects.toThrow(SignatureError)
    await expect(
      verify(post(fields, { query: { ...common, timestamp: '2015-07-24 03:07:05' }, sign })),
    ).rejects.toThrow(SignatureError)
    await expect(verify(post({ ...fields, app_id: appId }, { sign }))).rejects.toThrow(
      /in the query and in the body/,
    )
    await expect(verifyNotify(client, tradeNotify, new URLSearchParams(fields).toString())).rejects.toThrow(
      /no signature/,
    )
  })

  test('may be called by either name, and by no other', async () => {
    const named = (method: string) => post(fields, { query: { ...common, method } })
    expect(await verify(named('bgcpay.trade.notify'))).toMatchObject({ trade_status: 'TRADE_SUCCESS' })
    for (const method of [
      'trade.notify',
      'bgcpay.trade.pay',
      'xalipay.trade.notify',
      'bgcpay.alipay.trade.notify',
    ])
      await expect(verify(named(method))).rejects.toMatchObject({ code: 'ERR_MESSAGE' })
  })

  test.each(['WAIT_PAY', 'WAIT_BUYER_PAY', 'TRADE_CLOSED', 'TRADE_FINISHED'])(
    'may say %s',
    async trade_status => {
      expect(await verify(post({ ...fields, trade_status }))).toMatchObject({ trade_status })
    },
  )

  test('is compared in amount and currency, told apart by trade and status, and acknowledged with exactly SUCCESS', async () => {
    const claimed: string[] = []
    const store = {
      claim: async (id: string) => {
        claimed.push(id)
        return { state: 'fresh', token: '1' } as const
      },
      finish: async () => true,
      release: async () => {},
    }
    const handle = (expected: { total_amount: string; currency: string } | null) =>
      handleNotify(client, tradeNotify, post(fields), { expect: () => expected, handle: () => {}, store })
    const answer = await handle({ total_amount: '188', currency: 'USDT' })
    expect([answer.status, await answer.text()]).toEqual([200, 'SUCCESS'])
    expect(claimed).toEqual([`bgcpay:${appId}:${fields.trade_no}:TRADE_SUCCESS`])
    for (const wrong of [
      { total_amount: '188', currency: 'AEDB' },
      { total_amount: '1.88', currency: 'USDT' },
      null,
    ]) {
      const refused = await handle(wrong)
      expect([refused.status, await refused.text()]).toEqual([400, 'FAIL'])
    }
  })
})

test('an unsigned read is repeated, a transfer is sent once', async () => {
  let times = 0
  const fetch = async (): Promise<Response> => {
    times++
    throw new TypeError('offline')
  }
  await expect(execute({ ...client, fetch }, userQuery, { email: 'a@b.example' })).rejects.toMatchObject({
    outcome: 'untouched',
  })
  expect(times).toBe(3)
  const transfer = {
    out_biz_no: '1',
    currency: 'USDT',
    trans_amount: '1.00',
    order_title: 'x',
    payee_did: 'y',
  }
  await expect(execute({ ...client, fetch }, fundTransUniTransfer, transfer)).rejects.toMatchObject({
    outcome: 'unknown',
  })
  expect(times).toBe(4)
})
