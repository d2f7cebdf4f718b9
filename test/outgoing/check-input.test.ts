import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { createAlipay, tradePagePay, tradePay, tradeQuery } from '../../src/alipay/index.ts'
import {
  type CallOptions,
  defineApi,
  type ExtraFields,
  execute,
  InputError,
  md5,
  pageForm,
  readReply,
  rsa2Signer,
  rsa2Verifier,
  signRequest,
} from '../../src/index.ts'
import { batchTransNotifyNoPwd, createMapi } from '../../src/mapi/index.ts'
import { appId, appKeys } from '../support/keys.ts'
import { coffee as order } from '../support/orders.ts'

const client = createAlipay({
  appId,
  signer: rsa2Signer(appKeys.pkcs8),
  verifier: rsa2Verifier(appKeys.spki),
})

async function refusal(input: unknown, options = {}, api: unknown = tradePay): Promise<InputError> {
  const error = await signRequest(client, api as typeof tradePay, input as never, options).catch(
    error => error,
  )
  expect(error).toBeInstanceOf(InputError)
  return error
}

describe('an input that does not fit', () => {
  test.each<[string, Record<string, unknown>, string, RegExp]>([
    ['a number for an amount', { total_amount: 88.88 }, 'total_amount', /must be a string, such as "88.88"/],
    ['a misspelt field', { total_amuont: '1' }, 'total_amuont', /did you mean total_amount\?/],
    ['camelCase', { outTradeNo: '1' }, 'outTradeNo', /did you mean out_trade_no\?/],
    ['a field like nothing known', { xyzzy: '1' }, 'xyzzy', /extra\.business/],
    [
      'an option among the fields',
      { notify_url: 'https://shop.example/notify' },
      'notify_url',
      /notifyUrl and the like are options, after the input/,
    ],
    ['a field missing', { subject: undefined }, 'subject', /is missing/],
    ['a text too long', { subject: 'x'.repeat(257) }, 'subject', /at most 256 characters/],
    [
      'a misspelt field inside',
      { goods_detail: [{ goods_id: '1', goods_name: 'x', quantity: 1, prize: '1' }] },
      'goods_detail[0].prize',
      /did you mean price\?/,
    ],
    ['a wrong member of a list', { trans_currency: 'XYZ' }, 'trans_currency', /must be one of .*"CNY"/],
    ['a list where an object belongs', { extend_params: [] }, 'extend_params', /must be Object/],
    ['a text where a list belongs', { goods_detail: 'x' }, 'goods_detail', /must be Array/],
  ])('%s is named with its path and rule', async (_, fields, path, rule) => {
    const { issues } = await refusal({ ...order, ...fields })
    expect(issues).toContainEqual({ path, rule: expect.stringMatching(rule) })
  })

  test('every broken rule is named at once', async () => {
    const { issues } = await refusal({ ...order, subject: 5, total_amount: 'x', colour: 'red' })
    expect(issues.map(({ path }) => path).sort()).toEqual(['colour', 'subject', 'total_amount'])
  })

  test('what is no object is refused', async () => {
    for (const input of [undefined, null, 'x', 5]) await refusal(input)
  })

  test('its values are never told, not even by a schema without texts of its own', async () => {
    const api = defineApi<'alipay', { card: string; pin: number; kind: 'A' | 'B' }, unknown, 'call'>({
      gateway: 'alipay',
      name: 'test.api',
      kind: 'call',
      input: () =>
        v.strictObject({
          card: v.pipe(v.string(), v.regex(/^\d+$/), v.maxLength(4)),
          pin: v.pipe(v.number(), v.maxValue(9)),
          kind: v.picklist(['A', 'B']),
        }),
    })
    const input = { card: 'SECRET-CARD', pin: 777888, kind: 'SECRET-KIND' }
    const error = await refusal(input, {}, api)
    const told = `${error.message} ${JSON.stringify(error)} ${error.stack}`
    for (const secret of ['SECRET', '777888']) expect(told).not.toContain(secret)
    expect(error.issues).toHaveLength(4)
  })

  test('names from outside meet no prototype', async () => {
    const input = JSON.parse('{"__proto__":"x","constructor":"x"}')
    const { issues } = await refusal({ ...order, ...input, toString: 'x' })
    expect(issues.map(({ path }) => path)).toEqual(expect.arrayContaining(['constructor', 'toString']))
  })
})

describe('a free text', () => {
  test.each([
    ['subject', { subject: 'x&total_amount=0.01' }],
    ['body', { body: '&sign=x' }],
    [
      'goods_detail[0].goods_name',
      { goods_detail: [{ goods_id: '1', goods_name: 'a&out_trade_no=2', quantity: 1, price: '1' }] },
    ],
    ['passback_params', { passback_params: 'a=1&out_trade_no=2' }],
  ])('that holds another parameter is refused: %s', async (path, fields) => {
    const { issues } = await refusal({ ...order, ...fields })
    expect(issues).toEqual([{ path, rule: expect.stringContaining('reads as another parameter') }])
  })

  test('that holds half a character is refused, since it has no bytes to sign', async () => {
    expect((await refusal({ ...order, subject: 'x\ud83d' })).issues[0]?.rule).toContain('lone surrogate')
  })

  test('with /, =, &, unknown names or a whole emoji passes', async () => {
    for (const subject of ['a/b=c&d', 'R&D = 50%', 'x&colour=red', '😀', 'total_amount=1']) {
      await signRequest(client, tradePay, { ...order, subject })
    }
  })

  test('URLs may carry any query', async () => {
    const goods = {
      goods_id: '1',
      goods_name: 'x',
      quantity: 1,
      price: '1',
      show_url: 'https://shop.example/?a=1&body=2',
    }
    await signRequest(client, tradePay, { ...order, goods_detail: [goods] })
  })
})

describe('extra fields', () => {
  const business = async (extra: Record<string, unknown>) => {
    const { body } = await signRequest(client, tradePay, order, { extra: { business: extra } })
    return JSON.parse(body.find(([name]) => name === 'biz_content')?.[1] ?? '')
  }

  test('are merged deeply, lists replaced', async () => {
    expect(await business({ new_field: { a: [1] }, extend_params: { new_option: 'x' } })).toEqual({
      ...order,
      new_field: { a: [1] },
      extend_params: { new_option: 'x' },
    })
  })

  test('keep what was checked beside them', async () => {
    const { body } = await signRequest(
      client,
      tradePay,
      { ...order, extend_params: { card_type: 'S0JP0000' } },
      { extra: { business: { extend_params: { new_option: 'x' } } } },
    )
    expect(body[0]?.[1]).toContain('"extend_params":{"card_type":"S0JP0000","new_option":"x"}')
  })

  test.each([
    [{ total_amount: '0.01' }, 'extra.business.total_amount'],
    [{ extend_params: { card_type: 'x' } }, 'extra.business.extend_params.card_type'],
    [{ extend_params: 'x' }, 'extra.business.extend_params'],
    [{ goods_detail: [] }, 'extra.business.goods_detail'],
  ])('that the schema knows are refused: %j', async (extra, path) => {
    expect((await refusal(order, { extra: { business: extra } })).issues[0]?.path).toBe(path)
  })

  test.each(['partner', 'notify_url', 'sign_type', 'sign'])(
    'that would take the place of the common parameter %s are refused',
    async name => {
      const mapi = createMapi({ partner: '2088002464631181', signer: md5('k'), verifier: md5('k') })
      const batch = {
        batch_no: '20260101001',
        account_name: '毛毛',
        email: 'payer@example.com',
        transfers: [{ serial: '1', account: 'a@example.com', name: '常炜', amount: '20.00' }],
      }
      const sign = (business: Record<string, string>) =>
        signRequest(mapi, batchTransNotifyNoPwd, batch, { extra: { business } })
      await expect(sign({ [name]: 'x' })).rejects.toMatchObject({
        code: 'ERR_INPUT',
        issues: [{ path: `extra.business.${name}` }],
      })
      expect(new Map((await sign({ new_option: 'x' })).body).get('new_option')).toBe('x')
    },
  )

  test('are looked through like any other text', async () => {
    await refusal(order, { extra: { business: { memo: 'x&total_amount=1' } } })
    await refusal(order, { extra: { common: { memo: 'x&total_amount=1' } } })
  })

  test('common ones are sent and signed, and may not replace what is set', async () => {
    const request = await signRequest(client, tradePay, order, { extra: { common: { ws_service_url: 'x' } } })
    expect([...request.query, ...request.body]).toContainEqual(['ws_service_url', 'x'])
    for (const name of ['app_id', 'sign', 'biz_content', 'timestamp']) {
      expect((await refusal(order, { extra: { common: { [name]: 'x' } } })).issues[0]?.path).toBe(
        `extra.common.${name}`,
      )
    }
  })
})

describe('what is wrong beside the input', () => {
  test.each<[string, unknown, string, RegExp]>([
    [
      'a name as on the wire',
      { notify_url: 'https://shop.example/' },
      'notify_url',
      /not among the options: notifyUrl/,
    ],
    [
      'a slip of the pen',
      { notifyURL: 'https://shop.example/' },
      'notifyURL',
      /not among the options: notifyUrl/,
    ],
    ['a field of the input', { subject: 'Coffee' }, 'subject', /not among the options/],
    ['a URL in their place', 'https://shop.example/', 'options', /^must be an object$/],
    ['null', null, 'options', /must be an object/],
    ['a field of extra', { extra: { subject: 'x' } }, 'subject', /not among the extra: business, common/],
    ['extra as a text', { extra: 'x' }, 'extra', /^must be an object$/],
    [
      'a URL that is an object',
      { returnUrl: new URL('https://shop.example/') },
      'returnUrl',
      /must be an http/,
    ],
    [
      'a common parameter among the business fields',
      { extra: { business: { notify_url: 'https://shop.example/' } } },
      'extra.business.notify_url',
      /^is an option, not a business field$/,
    ],
    [
      'a token among the business fields',
      { extra: { business: { app_auth_token: 'x' } } },
      'extra.business.app_auth_token',
      /^is an option, not a business field$/,
    ],
  ])('options: %s', async (_, options, path, rule) => {
    const { issues } = await refusal(order, options as object)
    expect(issues).toMatchObject([{ path, rule: expect.stringMatching(rule) }])
  })

  test('options: each that there is passes', async () => {
    const all: Required<CallOptions> = {
      notifyUrl: 'https://shop.example/notify',
      returnUrl: 'https://shop.example/back',
      appAuthToken: 'token',
      signal: new AbortController().signal,
      timeout: 1000,
      extra: {
        business: { new_field: 'x' },
        common: { ws_service_url: 'x' },
      } satisfies Required<ExtraFields>,
    }
    const { query } = await signRequest(client, tradePay, order, all)
    expect(Object.fromEntries(query)).toMatchObject({ notify_url: all.notifyUrl, return_url: all.returnUrl })
  })

  test('a form has options beyond those of a call, and no others', async () => {
    const page = { out_trade_no: 'ORDER-1', total_amount: '88.88', subject: 'Coffee' } as const
    const form = { autoSubmit: false, nonce: 'x', buttonText: 'Pay' }
    expect(await pageForm(client, tradePagePay, page, form)).toContain('Pay')
    const misspelt = { ...form, autosubmit: false }
    await expect(pageForm(client, tradePagePay, page, misspelt)).rejects.toThrow(/autosubmit is not among/)
  })

  test('arguments in another order are told from a fault of the library', async () => {
    const none = 'of alipay is expected second; found none'
    const calls: [Promise<unknown>, string][] = [
      [execute(client, order as never, tradePay as never), `a call ${none}`],
      [execute(client, undefined as never, order as never), `a call ${none}`],
      [readReply(client, undefined as never, '{}', order), `a call, page or app ${none}`],
      [signRequest(client, order as never, tradePay as never), `a call, page or app ${none}`],
      [
        signRequest(client, batchTransNotifyNoPwd as never, order),
        'a call, page or app of alipay is expected second; found batch_trans_notify_no_pwd, a call of mapi',
      ],
      [signRequest(tradePay as never, tradePay, order), 'a client or receiver is expected first'],
      [execute(undefined as never, tradePay, order), 'a client or receiver is expected first'],
    ]
    for (const [call, message] of calls) await expect(call).rejects.toThrow(new TypeError(message))
    await expect(readReply(client, tradePay, '{}', undefined as never)).rejects.toThrow(
      new TypeError('the input that was sent is expected fourth: the reply is held against it'),
    )
    await expect(signRequest(client, tradePay, undefined as never)).rejects.toThrow(
      'alipay.trade.pay: the input is missing',
    )
    await expect(signRequest(client, tradePay, 'ORDER-1' as never)).rejects.toThrow(
      'alipay.trade.pay: the input must be an object of fields',
    )
  })

  test.each(['ftp://shop.example/', 'shop.example', `https://shop.example/${'x'.repeat(256)}`, ''])(
    'notifyUrl %s is refused',
    async notifyUrl => {
      expect((await refusal(order, { notifyUrl })).issues[0]?.path).toBe('notifyUrl')
    },
  )

  test.each([
    '/gateway.do',
    'javascript:alert(1)',
    'https://gateway.example/?x=1',
    'https://gateway.example/#x',
  ])('endpoint %s is refused', async endpoint => {
    await expect(signRequest({ ...client, endpoint }, tradePay, order)).rejects.toThrow(/endpoint must be/)
  })

  test('a receiver cannot sign, and the error says so', async () => {
    const receiver = createAlipay({ appId, verifier: rsa2Verifier(appKeys.spki) })
    await expect(signRequest(receiver as never, tradePay, order)).rejects.toThrow(/no signer/)
  })

  test("another gateway's API is refused where no compiler looks", async () => {
    const foreign = { ...tradeQuery, gateway: 'bgcpay' }
    await expect(
      signRequest(client as never, foreign as never, { out_trade_no: '1' } as never),
    ).rejects.toThrow(TypeError)
  })

  test('a client without app id or verifier is refused', () => {
    expect(() => createAlipay({ verifier: rsa2Verifier(appKeys.spki) } as never)).toThrow(/appId/)
    expect(() => createAlipay({ appId } as never)).toThrow(/verifier/)
  })
})
