import { describe, expect, test } from 'vitest'
import { createAlipay, tradePagePayReturn, tradeStatusSync } from '../../src/alipay/index.ts'
import {
  AmbiguousError,
  MessageError,
  MismatchError,
  rsa2Verifier,
  rsaVerifier,
  SignatureError,
  verifyNotify,
  verifyReturn,
  type ZhifuEvent,
} from '../../src/index.ts'
import { gatewayPublicKey, signedForm } from '../support/gateway-key.ts'
import { appId, appKeys } from '../support/keys.ts'

const receiver = createAlipay({ appId, verifier: rsa2Verifier(gatewayPublicKey) })
const fields = {
  app_id: appId,
  auth_app_id: appId,
  notify_id: '2026010100222080000000001',
  notify_type: 'trade_status_sync',
  notify_time: '2026-01-01 08:00:01',
  charset: 'utf-8',
  version: '1.0',
  sign_type: 'RSA2',
  out_trade_no: 'ORDER-1',
  trade_no: '2026010122001400000000000001',
  trade_status: 'TRADE_SUCCESS',
  total_amount: '88.88',
  seller_id: '2088000000000001',
  subject: '咖啡 & "茶" +50%',
  body: '',
  fund_bill_list: '[{"amount":"88.88","fundChannel":"ALIPAYACCOUNT"}]',
  gmt_payment: '2026-01-01 08:00:00',
}
const believed = (extra = {}) => {
  const { sign_type: _, ...rest } = { ...fields, ...extra }
  return rest
}
const verify = (body: string, to = receiver) => verifyNotify(to, tradeStatusSync, body)
const failure = (call: Promise<unknown>) =>
  call.then(
    () => expect.unreachable('it was believed'),
    error => error,
  )

describe('a genuine notification passes, however its vendor signed it', () => {
  test.each<[string, Parameters<typeof signedForm>[1], object]>([
    ['without sign and sign_type, empty values kept', {}, believed()],
    ['with empty values dropped', { dropEmpty: true }, { ...believed(), body: undefined }],
    ['with sign_type', { unsigned: ['sign'] }, fields],
    [
      'with sign_type, empty values dropped',
      { unsigned: ['sign'], dropEmpty: true },
      { ...fields, body: undefined },
    ],
  ])('%s', async (_, how, expected) => {
    expect({ ...(await verify(signedForm(fields, how))) }).toEqual(JSON.parse(JSON.stringify(expected)))
  })

  const unsignedSets = [
    ['sign', 'sign_type'],
    ['sign', 'sign_type', 'alipay_cert_sn'],
    ['sign'],
    ['sign', 'alipay_cert_sn'],
  ]
  test.each(unsignedSets.flatMap(unsigned => [true, false].map(dropEmpty => ({ unsigned, dropEmpty }))))(
    'in certificate mode: $unsigned unsigned, empty values dropped: $dropEmpty',
    async how => {
      const posted = { ...fields, alipay_cert_sn: 'abc' }
      const expected = Object.entries(posted).filter(
        ([name, value]) => !how.unsigned.includes(name) && !(how.dropEmpty && value === ''),
      )
      expect({ ...(await verify(signedForm(posted, how))) }).toEqual(Object.fromEntries(expected))
    },
  )

  test('in any order, with %20 for spaces and raw Chinese', async () => {
    const params = [...new URLSearchParams(signedForm(fields))].reverse()
    await verify(params.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&'))
    await verify(
      params
        .map(
          ([name, value]) =>
            `${name}=${name === 'subject' ? '咖啡 %26 "茶" %2B50%25' : encodeURIComponent(value)}`,
        )
        .join('&'),
    )
  })

  test.each([
    'application/x-www-form-urlencoded; text/html; charset=UTF-8',
    'text/plain',
    'application/json',
    '',
  ])('whatever its content type says: %s', async contentType => {
    const body = signedForm(fields)
    const request = new Request('http://127.0.0.1:1/notify?shop=1', {
      method: 'POST',
      body,
      headers: { 'content-type': contentType },
    })
    expect((await verifyNotify(receiver, tradeStatusSync, request)).out_trade_no).toBe('ORDER-1')
  })

  test('as bytes, as a view on a larger buffer, and as a Request that streams', async () => {
    const bytes = new TextEncoder().encode(signedForm(fields))
    const padded = new Uint8Array([1, ...bytes, 1]).subarray(1, -1)
    const chunks = [...bytes].map(byte => Uint8Array.of(byte))
    const body = new ReadableStream({
      pull: controller => (chunks.length ? controller.enqueue(chunks.shift()) : controller.close()),
    })
    const request = new Request('http://127.0.0.1:1/', {
      method: 'POST',
      body,
      duplex: 'half',
    } as RequestInit)
    for (const source of [bytes, bytes.buffer, padded, request]) {
      expect((await verifyNotify(receiver, tradeStatusSync, source)).total_amount).toBe('88.88')
    }
  })

  test('with fields that are new: they are returned as texts', async () => {
    expect(await verify(signedForm({ ...fields, new_field: 'x' }))).toMatchObject({ new_field: 'x' })
  })

  test('what its signature does not cover is not returned, even if the sender wrote it', async () => {
    const body = `${signedForm(fields, { dropEmpty: true })}`
    expect(await verify(body)).not.toHaveProperty('body')
    expect(await verify(body)).not.toHaveProperty('sign')
    expect(await verify(body)).not.toHaveProperty('sign_type')
  })
})

describe('a notification with one part spoiled is refused', () => {
  const body = signedForm(fields)
  const params = Object.fromEntries(new URLSearchParams(body))
  const without = (name: string) =>
    new URLSearchParams(Object.entries(params).filter(([other]) => other !== name)).toString()

  test.each(Object.keys(params).filter(name => name !== 'sign_type' && name !== 'body'))(
    '%s: altered, taken away',
    async name => {
      const altered = new URLSearchParams({ ...params, [name]: `${params[name]}1` }).toString()
      expect(await failure(verify(altered))).toBeInstanceOf(SignatureError)
      expect(await failure(verify(without(name)))).toBeInstanceOf(SignatureError)
      expect(await failure(verify(`${body}&${name}=1`))).toBeInstanceOf(MessageError)
    },
  )

  test.each<[string, string, object]>([
    ['a parameter added', `${body}&extra=1`, { diagnosis: 'router-parameters' }],
    ['no signature', without('sign'), { diagnosis: 'unsigned' }],
    ['an empty one', `${without('sign')}&sign=`, { diagnosis: 'unsigned' }],
    ["the app's own key", signedForm(fields, { key: appKeys.pkcs8 }), { diagnosis: 'not-verified' }],
    [
      'SHA-1, downgraded, and saying so',
      signedForm({ ...fields, sign_type: 'RSA' }, { hash: 'sha1' }),
      { diagnosis: 'sign-type' },
    ],
    [
      'SHA-1, downgraded, and not saying so',
      signedForm(fields, { hash: 'sha1' }),
      { diagnosis: 'not-verified' },
    ],
    ['another sign_type', signedForm({ ...fields, sign_type: 'MD5' }), { diagnosis: 'sign-type' }],
    ['an impossible sign_type', signedForm({ ...fields, sign_type: '<b>' }), { diagnosis: 'sign-type' }],
    [
      '+ lost to a space',
      body.replace(/sign=[^&]*/, sign => sign.replaceAll('%2B', '+')),
      { diagnosis: 'space-for-plus' },
    ],
    ['a signature cut off', body.replace(/sign=[^&]{40}/, 'sign='), { diagnosis: 'malformed-signature' }],
    [
      'a signature of another alphabet',
      body.replace(/sign=[^&]{4}/, 'sign=%E6%94%AF'),
      { diagnosis: 'malformed-signature' },
    ],
    ['another app’s', signedForm({ ...fields, app_id: '2021000000000002' }), { diagnosis: 'someone-elses' }],
    [
      'no app',
      signedForm(JSON.parse(JSON.stringify({ ...fields, app_id: undefined }))),
      { diagnosis: 'someone-elses' },
    ],
    ['nothing at all', '', { diagnosis: 'unsigned' }],
  ])('%s', async (_, spoiled, expected) => {
    const error = await failure(verify(spoiled))
    expect(error).toBeInstanceOf(SignatureError)
    expect(error).toMatchObject(expected)
  })

  test('a verifier for SHA-1 does not believe SHA-256, nor the other way round', async () => {
    const old = createAlipay({ appId, verifier: rsaVerifier(gatewayPublicKey) })
    const sha1 = signedForm({ ...fields, sign_type: 'RSA' }, { hash: 'sha1' })
    expect((await verify(sha1, old)).out_trade_no).toBe('ORDER-1')
    expect(await failure(verify(signedForm({ ...fields, sign_type: 'RSA' }), old))).toMatchObject({
      diagnosis: 'not-verified',
    })
    expect(await failure(verify(body, old))).toMatchObject({ diagnosis: 'sign-type' })
  })

  test('what was checked is there for the caller, and not in the message, the keys or the JSON', async () => {
    const error = await failure(verify(`${body}&extra=1`))
    expect(error.text).toContain('out_trade_no=ORDER-1')
    expect(`${error.message}${JSON.stringify(error)}${Object.keys(error)}`).not.toMatch(/ORDER|88\.88|2088/)
  })
})

describe('a signed text that can be read in two ways is refused', () => {
  test('a value that smuggles a parameter', async () => {
    const error = await failure(verify(signedForm({ ...fields, subject: 'x&total_amount=0.01' })))
    expect(error).toBeInstanceOf(AmbiguousError)
    expect(error).toMatchObject({ field: 'subject', smuggled: 'total_amount', outcome: 'unknown' })
  })

  test('the same text posted with its cut moved', async () => {
    const genuine = new URLSearchParams(signedForm({ ...fields, buyer_id: '2088', body: 'x' }))
    await verify(genuine.toString())
    const moved = new URLSearchParams(genuine)
    moved.set('body', `x&buyer_id=2088`)
    moved.delete('buyer_id')
    expect(await failure(verify(moved.toString()))).toBeInstanceOf(AmbiguousError)
  })

  test('a deciding field cannot be hidden: what is left of the message is refused', async () => {
    const genuine = new URLSearchParams(signedForm(fields))
    const moved = new URLSearchParams(genuine)
    moved.set('total_amount', `88.88&trade_no=${fields.trade_no}`)
    moved.delete('trade_no')
    expect(await failure(verify(moved.toString()))).toBeInstanceOf(AmbiguousError)
  })

  test('passback_params that echo parameters of their own pass', async () => {
    const body = signedForm({ ...fields, passback_params: 'a=1&out_trade_no=2&body=3' })
    expect(await verify(body)).toMatchObject({ passback_params: 'a=1&out_trade_no=2&body=3' })
  })
})

describe('fields', () => {
  test.each(['notify_id', 'out_trade_no', 'trade_no', 'trade_status', 'total_amount'])(
    'without %s nothing is decided',
    async name => {
      const { [name as 'trade_no']: _, ...rest } = fields
      const error = await failure(verify(signedForm(rest)))
      expect(error).toBeInstanceOf(MessageError)
      expect(error.message).toContain(`${name} is missing`)
    },
  )

  test.each([
    ['total_amount', '88,88'],
    ['total_amount', '8e1'],
    ['trade_status', 'TRADE_PAID'],
    ['trade_status', ''],
    ['out_trade_no', ''],
    ['notify_id', ''],
  ])('a malformed %s (%s) decides nothing', async (name, value) => {
    expect((await failure(verify(signedForm({ ...fields, [name]: value })))).message).toMatch(
      /is malformed|is missing/,
    )
  })

  test('another one that fails its grammar is left out and named in an event: no paid order is lost to it', async () => {
    const events: ZhifuEvent[] = []
    const listening = { ...receiver, onEvent: (event: ZhifuEvent) => events.push(event) }
    const trade = await verify(
      signedForm({ ...fields, receipt_amount: 'many', gmt_payment: 'soon' }),
      listening,
    )
    expect(trade.out_trade_no).toBe('ORDER-1')
    expect(trade).not.toHaveProperty('receipt_amount')
    expect(trade).not.toHaveProperty('gmt_payment')
    expect(events).toEqual([
      { type: 'field-left-out', notification: 'trade_status_sync', field: 'gmt_payment' },
      { type: 'field-left-out', notification: 'trade_status_sync', field: 'receipt_amount' },
      { type: 'notification-verified', notification: 'trade_status_sync', duration: expect.any(Number) },
    ])
  })

  test('what a text has no bytes for is returned as the character that was verified in its place', async () => {
    const body = signedForm({ ...fields, subject: 'Tea \uFFFD' }).replace('%EF%BF%BD', '\uD83C')
    expect(body).toContain('\uD83C')
    expect((await verify(body)).subject).toBe('Tea \uFFFD')
  })

  test('names like those of prototypes are names', async () => {
    const trade = (await verify(
      signedForm({ ...fields, constructor: 'a', toString: 'b' }),
    )) as unknown as Record<string, string>
    expect(trade['constructor']).toBe('a')
    expect(Object.getPrototypeOf(trade)).toBeNull()
    const proto = signedForm(Object.assign(JSON.parse('{"__proto__":"x"}'), fields))
    expect(Object.keys(await verify(proto))).toContain('__proto__')
  })

  test('of another type are refused', async () => {
    const error = await failure(verify(signedForm({ ...fields, notify_type: 'fund_auth_freeze' })))
    expect(error).toBeInstanceOf(MessageError)
    expect(error.message).toContain('not a notification of type trade_status_sync')
  })

  test('for another seller than the configured one are refused', async () => {
    const ours = createAlipay({ ...receiver, sellerId: '2088000000000001' })
    await verify(signedForm(fields), ours)
    for (const seller_id of ['2088000000000002', '']) {
      expect(await failure(verify(signedForm({ ...fields, seller_id }), ours))).toBeInstanceOf(MismatchError)
    }
  })
})

describe('router parameters', () => {
  test('are left out where ignore names them, and refused otherwise', async () => {
    const body = `_url=%2Fnotify&${signedForm(fields)}&s=1`
    expect(await failure(verify(body))).toBeInstanceOf(SignatureError)
    const trade = await verify(body, { ...receiver, ignore: ['_url', 's'] })
    expect(trade).not.toHaveProperty('_url')
  })
})

describe('what is handed over', () => {
  test.each<[string, unknown]>([
    ['a parsed object', Object.fromEntries(new URLSearchParams(signedForm(fields)))],
    ['URLSearchParams', new URLSearchParams(signedForm(fields))],
    ['null', null],
    ['undefined', undefined],
  ])('%s is a TypeError that asks for the raw body', async (_, source) => {
    const error = await failure(verifyNotify(receiver, tradeStatusSync, source as never))
    expect(error).toBeInstanceOf(TypeError)
    expect(error.message).toMatch(/raw body/)
  })

  test('a body that was read already is a TypeError that says so', async () => {
    const request = new Request('http://127.0.0.1:1/', { method: 'POST', body: signedForm(fields) })
    await request.text()
    expect((await failure(verifyNotify(receiver, tradeStatusSync, request))).message).toMatch(/already read/)
  })

  test('more than maxBytes is refused while it comes', async () => {
    let pulled = 0
    const body = new ReadableStream({
      pull: controller => {
        pulled++
        controller.enqueue(new Uint8Array(64 * 1024).fill(0x61))
      },
    })
    const request = new Request('http://127.0.0.1:1/', {
      method: 'POST',
      body,
      duplex: 'half',
    } as RequestInit)
    expect(await failure(verifyNotify(receiver, tradeStatusSync, request))).toMatchObject({ tooLarge: true })
    expect(pulled).toBeLessThan(40)
    const text = 'a'.repeat(3_000_000)
    expect(await failure(verify(text))).toMatchObject({ tooLarge: true })
    expect(await failure(verify('a=1', { ...receiver, maxBytes: 2 }))).toMatchObject({ tooLarge: true })
  })

  test('a text is measured in bytes, whatever its characters', async () => {
    const text = 'a=支付'
    for (const source of [text, new TextEncoder().encode(text)]) {
      const within = (maxBytes: number) =>
        failure(verifyNotify({ ...receiver, maxBytes }, tradeStatusSync, source))
      expect(await within(7)).toMatchObject({ tooLarge: true })
      expect(await within(8)).toBeInstanceOf(SignatureError)
    }
  })

  test('more parameters than any message has are refused before they are sorted', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => `a${index}=1`).join('&')
    expect(await failure(verify(many(1000)))).toBeInstanceOf(SignatureError)
    for (const refused of [verify(many(1001)), verify(many(200_000))])
      expect(await failure(refused)).toMatchObject({ code: 'ERR_MESSAGE' })
    const url = `https://shop.example/back?${many(1001)}`
    expect(await failure(verifyReturn(receiver, tradePagePayReturn, url))).toBeInstanceOf(MessageError)
  })

  test('a Request without a body property, as in Firefox, is read within the same bounds', async () => {
    const request = (body: string) =>
      Object.defineProperty(new Request('http://127.0.0.1:1/', { method: 'POST', body }), 'body', {
        value: undefined,
      })
    const text = signedForm(fields)
    const read = (body: string, maxBytes = text.length) =>
      verifyNotify({ ...receiver, maxBytes }, tradeStatusSync, request(body))
    expect((await read(text)).out_trade_no).toBe('ORDER-1')
    expect(await failure(read(text, text.length - 1))).toMatchObject({ tooLarge: true })
  })

  test('a body that breaks off is no misuse, and one that is read elsewhere is', async () => {
    const request = (start: (controller: ReadableStreamDefaultController) => void) =>
      new Request('http://127.0.0.1:1/notify', {
        method: 'POST',
        duplex: 'half',
        body: new ReadableStream({ start }),
      } as RequestInit)
    const broken = request(controller => controller.error(new TypeError('terminated')))
    expect(await failure(verifyNotify(receiver, tradeStatusSync, broken))).toBeInstanceOf(MessageError)
    const locked = request(() => {})
    locked.body?.getReader()
    expect(await failure(verifyNotify(receiver, tradeStatusSync, locked))).toBeInstanceOf(TypeError)
  })

  test("another gateway's type is refused where no compiler looks", async () => {
    const foreign = { ...tradeStatusSync, gateway: 'bgcpay' }
    expect(await failure(verifyNotify(receiver as never, foreign as never, 'a=1'))).toBeInstanceOf(TypeError)
  })
})

describe('a return', () => {
  const back = {
    app_id: appId,
    auth_app_id: appId,
    method: 'alipay.trade.page.pay.return',
    charset: 'utf-8',
    version: '1.0',
    sign_type: 'RSA2',
    timestamp: '2026-01-01 08:00:02',
    out_trade_no: 'ORDER-1',
    trade_no: '2026010122001400000000000001',
    total_amount: '88.88',
    seller_id: '2088000000000001',
  }
  const url = (query: string) => `http://127.0.0.1:1/return?${query}`
  const open = (query: string, to = receiver) => verifyReturn(to, tradePagePayReturn, url(query))

  test('that is genuine passes, as a text and as a URL', async () => {
    const { sign_type: _, ...expected } = back
    expect({ ...(await open(signedForm(back))) }).toEqual(expected)
    expect(
      (await verifyReturn(receiver, tradePagePayReturn, new URL(url(signedForm(back))))).total_amount,
    ).toBe('88.88')
  })

  test('that is spoiled, unsigned, of another type or app is refused', async () => {
    const query = signedForm(back)
    expect(await failure(open(query.replace('88.88', '0.01')))).toBeInstanceOf(SignatureError)
    expect(await failure(open(''))).toBeInstanceOf(SignatureError)
    expect(await failure(open(`${query}&total_amount=0.01`))).toBeInstanceOf(MessageError)
    expect(await failure(open(signedForm({ ...back, app_id: '2' })))).toMatchObject({
      diagnosis: 'someone-elses',
    })
    expect(await failure(open(signedForm(fields)))).toBeInstanceOf(MessageError)
    expect(
      await failure(open(signedForm({ ...back, method: 'alipay.trade.wap.pay.return' }))),
    ).toBeInstanceOf(MessageError)
  })

  test("is not taken for a notification, nor a notification's body for a return", async () => {
    expect(await failure(verify(signedForm(back)))).toBeInstanceOf(MessageError)
    expect(await failure(open(signedForm({ ...fields, method: 'x' })))).toBeInstanceOf(MessageError)
  })

  test("with the shop's own parameters passes where ignore names them", async () => {
    const query = `shop=1&${signedForm(back)}`
    expect(await failure(open(query))).toBeInstanceOf(SignatureError)
    expect((await open(query, { ...receiver, ignore: ['shop'] })).out_trade_no).toBe('ORDER-1')
  })

  test('that is no URL is a TypeError', async () => {
    expect(await failure(verifyReturn(receiver, tradePagePayReturn, { url: '' } as never))).toBeInstanceOf(
      TypeError,
    )
    const path = `/paid?${signedForm(back)}`
    expect(await failure(verifyReturn(receiver, tradePagePayReturn, path))).toMatchObject({
      name: 'TypeError',
      message: expect.stringMatching(
        /^the full URL of the return is expected here.*new URL\(path, origin\)$/,
      ),
    })
  })
})
