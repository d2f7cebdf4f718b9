import { describe, expect, test } from 'vitest'
import { createAlipay, type TradeStatusSync, tradeEvent, tradeStatusSync } from '../../src/alipay/index.ts'
import { createBgcpay } from '../../src/bgcpay/index.ts'
import {
  defineNotification,
  handleNotify,
  KeyError,
  MessageError,
  MismatchError,
  md5,
  memoryStore,
  type NotificationStore,
  type NotifyHandling,
  rsa2Verifier,
  SignatureError,
  TransportError,
} from '../../src/index.ts'
import { gatewayPublicKey, signedForm } from '../support/gateway-key.ts'
import { appId } from '../support/keys.ts'

const receiver = createAlipay({ appId, verifier: rsa2Verifier(gatewayPublicKey) })
const fields = {
  app_id: appId,
  notify_id: 'n-1',
  notify_type: 'trade_status_sync',
  sign_type: 'RSA2',
  out_trade_no: 'ORDER-1',
  trade_no: '2026',
  trade_status: 'TRADE_SUCCESS',
  total_amount: '88.88',
  seller_id: '2088000000000001',
}
type Handling = NotifyHandling<TradeStatusSync, { total_amount: string; seller_id?: string | undefined }>

/** Posts a notification to a handler and says all that came of it. */
async function post(body: string, handling: Partial<Handling> = {}, to = receiver) {
  const handled: TradeStatusSync[] = []
  const errors: unknown[] = []
  const request = new Request('http://127.0.0.1:1/notify', { method: 'POST', body })
  const response = await handleNotify(to, tradeStatusSync, request, {
    expect: () => ({ total_amount: '88.88' }),
    handle: trade => {
      handled.push(trade)
    },
    onError: error => {
      errors.push(error)
    },
    ...handling,
  })
  return { status: response.status, body: await response.text(), handled, errors, error: errors[0] }
}

const again = (status: number) => ({ status, body: 'fail', handled: [] })

describe('without a store', () => {
  test.each<[string, unknown]>([
    ['a number', { total_amount: 88.88 }],
    ['a whole number', { total_amount: 88 }],
    ['more places than money has', { total_amount: '88.8800' }],
    ['an object of a database', { total_amount: { toString: () => '88.88' } }],
    ['nothing', {}],
    ['the name of this process', { totalAmount: '88.88' }],
    ['a verdict', true],
  ])('an expected amount that is %s is the shop’s fault: told, and to be sent again', async (_, order) => {
    const answer = await post(signedForm(fields), { expect: () => order as { total_amount: string } })
    expect(answer).toMatchObject(again(500))
    expect(answer.error).toEqual(
      new TypeError('expect gave no total_amount as a decimal string such as "12.50"'),
    )
  })

  test('a genuine notification of the order is handled and acknowledged with exactly the bytes', async () => {
    const { handled, ...answer } = await post(signedForm(fields))
    expect(answer).toMatchObject({ status: 200, body: 'success', errors: [] })
    expect(handled.map(tradeEvent)).toEqual(['paid'])
  })

  test.each<[string, string, number, unknown]>([
    ['forged', signedForm(fields).replace('88.88', '0.01'), 400, SignatureError],
    ['malformed', 'a=%', 400, MessageError],
    ['empty', '', 400, SignatureError],
    ['too large', 'a'.repeat(2 * 1024 * 1024 + 1), 413, MessageError],
    ['without a deciding field', signedForm({ ...fields, trade_no: '' }), 400, MessageError],
    ['of another type', signedForm({ ...fields, notify_type: 'other' }), 400, MessageError],
    ["another app's", signedForm({ ...fields, app_id: '2' }), 400, SignatureError],
  ])('one that is %s is refused and told, the handler not run', async (_, body, status, kind) => {
    const answer = await post(body)
    expect(answer).toMatchObject(again(status))
    expect(answer.error).toBeInstanceOf(kind)
  })

  test.each<[string, Partial<Handling>, string[]]>([
    ['another amount', { expect: () => ({ total_amount: '88.89' }) }, ['total_amount']],
    ['another seller', { expect: () => ({ total_amount: '88.88', seller_id: '2088' }) }, ['seller_id']],
    ['no such order', { expect: () => null }, []],
    ['nothing said of the order', { expect: () => undefined as never }, []],
  ])('that is not the order’s (%s) is refused and told', async (_, handling, names) => {
    const answer = await post(signedForm(fields), handling)
    expect(answer).toMatchObject(again(400))
    expect(answer.error).toBeInstanceOf(MismatchError)
    expect(answer.error).toMatchObject({ fields: names, outcome: 'unknown' })
  })

  test('amounts are compared in cents, sellers as they are', async () => {
    const expectSame = {
      expect: () => ({ total_amount: '88.880'.slice(0, 5), seller_id: '2088000000000001' }),
    }
    expect((await post(signedForm({ ...fields, total_amount: '88.88' }), expectSame)).status).toBe(200)
    expect(
      (
        await post(signedForm({ ...fields, total_amount: '88.8' }), {
          expect: () => ({ total_amount: '88.80' }),
        })
      ).status,
    ).toBe(200)
  })

  test.each<[string, Partial<Handling>]>([
    ['the handler fails', { handle: () => Promise.reject(new Error('database down')) }],
    ['looking up the order fails', { expect: () => Promise.reject(new Error('database down')) }],
    [
      'looking up the order fails with an error of ours',
      { expect: () => Promise.reject(new TransportError('database down', { failure: 'timeout' })) },
    ],
  ])('when %s, the gateway is asked to repeat', async (_, handling) => {
    const answer = await post(signedForm(fields), handling)
    expect(answer).toMatchObject(again(500))
    expect(answer.error).toMatchObject({ message: 'database down' })
  })

  test('a key that cannot be imported is ours to mend: the gateway shall repeat', async () => {
    const broken = { types: ['RSA2'], verify: () => Promise.reject(new KeyError('damaged')) }
    expect(await post(signedForm(fields), {}, { ...receiver, verifier: broken })).toMatchObject(again(500))
    const down = { types: ['RSA2'], verify: () => Promise.reject(new TypeError('fetch failed')) }
    expect(await post(signedForm(fields), {}, { ...receiver, verifier: down })).toMatchObject(again(500))
  })

  test('a reporter or listener that fails changes nothing', async () => {
    const failing = () => {
      throw new Error('the reporter is down')
    }
    expect((await post('', { onError: failing })).status).toBe(400)
    expect((await post('', { onError: () => Promise.reject(new Error()) })).status).toBe(400)
    expect((await post(signedForm(fields), {}, { ...receiver, onEvent: failing })).status).toBe(200)
  })

  test('the raw body is as good as the request, where the host has none', async () => {
    const handling = { expect: () => ({ total_amount: '88.88' }), handle: () => {} }
    for (const source of [signedForm(fields), new TextEncoder().encode(signedForm(fields))]) {
      expect((await handleNotify(receiver, tradeStatusSync, source, handling)).status).toBe(200)
    }
    await expect(handleNotify(receiver, tradeStatusSync, fields as never, handling)).rejects.toThrow(
      /raw body/,
    )
  })

  test('an empty body is suspected to have been read before', async () => {
    expect((await post('')).error).toMatchObject({
      diagnosis: 'unsigned',
      message: expect.stringContaining('nothing came'),
    })
  })

  test('misuse is a TypeError', async () => {
    const request = () => new Request('http://127.0.0.1:1/', { method: 'POST', body: signedForm(fields) })
    const handling = { expect: () => null, handle: () => {} }
    await expect(
      handleNotify(receiver, tradeStatusSync, request(), { handle: () => {} } as never),
    ).rejects.toThrow(/expect and handle/)
    await expect(handleNotify(receiver, tradeStatusSync, request(), undefined as never)).rejects.toThrow(
      /expect and handle/,
    )
    const used = request()
    await used.text()
    await expect(handleNotify(receiver, tradeStatusSync, used, handling)).rejects.toThrow(/already read/)
    await expect(handleNotify(receiver, tradeStatusSync, { body: {} } as never, handling)).rejects.toThrow(
      /raw body/,
    )
  })
})

describe('several types', () => {
  const freeze = defineNotification<'alipay', { amount: string }, { amount: string }>({
    gateway: 'alipay',
    name: 'test_freeze',
    fields: { amount: /^\d+$/ },
    decides: ['amount'],
    compare: ({ amount }, expected) => (amount === expected.amount ? [] : ['amount']),
  })
  const { notify_type: _, ...rest } = fields
  const body = signedForm({ ...rest, notify_type: 'test_freeze', amount: '5' })
  const request = (text: string) => new Request('http://127.0.0.1:1/', { method: 'POST', body: text })

  test('each is compared and handled as its own', async () => {
    const seen: string[] = []
    const handling = {
      expect: (message: TradeStatusSync | { amount: string }) =>
        'amount' in message ? { amount: '5' } : { total_amount: '88.88' },
      handle: (message: TradeStatusSync | { amount: string }) =>
        void seen.push('amount' in message ? message.amount : message.total_amount),
    }
    for (const text of [body, signedForm(fields)]) {
      expect((await handleNotify(receiver, [tradeStatusSync, freeze], request(text), handling)).status).toBe(
        200,
      )
    }
    expect(seen).toEqual(['5', '88.88'])
    const wrong = { ...handling, expect: () => ({ amount: '6' }) }
    expect((await handleNotify(receiver, [freeze], request(body), wrong)).status).toBe(400)
  })

  test('a genuine one of another type goes to onOther, and when that fails is asked for again', async () => {
    const others: unknown[] = []
    const onOther = (other: Readonly<Record<string, string>>) => void others.push(other['notify_type'])
    expect(await post(body, { onOther })).toMatchObject({
      status: 200,
      body: 'success',
      handled: [],
      errors: [],
    })
    expect(others).toEqual(['test_freeze'])
    expect(await post(body, { onOther: () => Promise.reject(new Error()) })).toMatchObject(again(500))
    expect(await post(body.replace('amount=5', 'amount=6'), { onOther })).toMatchObject(again(400))
  })
})

describe('with a store', () => {
  test('each notification is handled once; repeats are acknowledged', async () => {
    const store = memoryStore()
    const first = await post(signedForm(fields), { store })
    const repeat = await post(signedForm(fields), { store })
    expect([first.handled.length, repeat.handled.length]).toEqual([1, 0])
    expect(repeat).toMatchObject({ status: 200, body: 'success' })
    const next = await post(signedForm({ ...fields, notify_id: 'n-2' }), { store })
    expect(next.handled).toHaveLength(1)
  })

  test('one without a number is not taken for a repeat of another', async () => {
    const anything = <Name extends string>(gateway: Name) =>
      defineNotification<Name, unknown, unknown>({
        gateway,
        name: 'test.anything',
        fields: {},
        decides: [],
        compare: () => [],
      })
    const outcomes: unknown[] = []
    const handling = {
      expect: () => ({}),
      handle: () => void outcomes.push('handled'),
      onError: (error: unknown) => void outcomes.push(error),
    }
    const numberless = signedForm({ app_id: appId, notify_type: 'test.anything' })
    const statuses: number[] = []
    const take = ({ status }: Response): unknown => statuses.push(status)
    take(await handleNotify(receiver, anything('alipay'), numberless, handling))
    take(await handleNotify(receiver, anything('alipay'), numberless, { ...handling, store: memoryStore() }))
    const bgcpay = createBgcpay({ appId, verifier: md5('key') })
    const params = new Map([
      ['app_id', appId],
      ['method', 'test.anything'],
      ['trade_no', '1'],
    ])
    const text = new TextEncoder().encode([...params].map(pair => pair.join('=')).join('&'))
    params.set('sign', await md5('key').sign(text))
    const store = memoryStore()
    take(
      await handleNotify(bgcpay, anything('bgcpay'), String(new URLSearchParams([...params])), {
        ...handling,
        store,
      }),
    )
    expect(statuses).toEqual([200, 400, 400])
    expect(outcomes).toEqual(['handled', expect.any(MessageError), expect.any(MessageError)])
  })

  test('of two at once, one is handled and the other is asked for again', async () => {
    const store = memoryStore()
    let slow: ReturnType<typeof post> | undefined
    const finish = await new Promise<() => void>(begun => {
      slow = post(signedForm(fields), { store, handle: () => new Promise<void>(begun) })
    })
    expect(await post(signedForm(fields), { store })).toMatchObject({ ...again(500), errors: [] })
    finish()
    expect(await slow).toMatchObject({ status: 200 })
    expect(await post(signedForm(fields), { store })).toMatchObject({ status: 200, handled: [] })
  })

  test('a handler that fails gives its claim back, so that the repeat is handled', async () => {
    const store = memoryStore()
    const failing = await post(signedForm(fields), { store, handle: () => Promise.reject(new Error('no')) })
    expect(failing.status).toBe(500)
    expect((await post(signedForm(fields), { store })).handled).toHaveLength(1)
  })

  test('a refused one claims nothing', async () => {
    const claimed: string[] = []
    const store: NotificationStore = {
      ...memoryStore(),
      claim: async id => (claimed.push(id) > 0 ? { state: 'done' } : { state: 'busy' }),
    }
    await post(signedForm(fields).replace('88.88', '0.01'), { store })
    await post(signedForm(fields), { store, expect: () => null })
    expect(claimed).toEqual([])
    await post(signedForm(fields), { store })
    expect(claimed).toEqual([`alipay:${appId}:n-1`])
  })

  test.each<[string, Partial<NotificationStore>]>([
    ['cannot claim', { claim: () => Promise.reject(new Error('store down')) }],
    ['cannot finish', { finish: () => Promise.reject(new Error('store down')) }],
  ])('a store that %s is told, and the gateway repeats', async (_, broken) => {
    const answer = await post(signedForm(fields), { store: { ...memoryStore(), ...broken } })
    expect(answer).toMatchObject({ status: 500, body: 'fail', error: { message: 'store down' } })
  })

  test('a store that cannot release does not hide why the handler failed', async () => {
    const store = { ...memoryStore(), release: () => Promise.reject(new Error('store down')) }
    const answer = await post(signedForm(fields), { store, handle: () => Promise.reject(new Error('no')) })
    expect(answer.error).toMatchObject({ message: 'no' })
  })

  test('a handler that outlives its lease is not acknowledged once another took over', async () => {
    let now = 0
    const store = memoryStore({ now: () => now })
    const takenOver = await post(signedForm(fields), {
      store,
      lease: 1000,
      handle: async () => {
        now = 2000
        expect((await post(signedForm(fields), { store })).status).toBe(200)
      },
    })
    expect(takenOver).toMatchObject({ status: 500, body: 'fail' })
    expect(takenOver.error).toMatchObject({ message: expect.stringContaining('lease of 1000 ms') })
  })
})

test.each([0, -1, Number.NaN])('a lease of %s milliseconds is a mistake', async lease => {
  await expect(post(signedForm(fields), { lease })).rejects.toThrow(RangeError)
})

test('a store that claims is taken for one, whatever else it has', async () => {
  const everything = { ...memoryStore(), once: () => expect.unreachable() } as unknown as NotificationStore
  expect((await post(signedForm(fields), { store: everything })).status).toBe(200)
})

describe('a gateway that is asked whether it sent a notification', () => {
  const confirming = (confirm: () => Promise<void>) => ({
    ...receiver,
    gateway: { ...receiver.gateway, confirm },
  })

  test('is asked after the signature and the order, and before the handler', async () => {
    const asked: string[] = []
    const to = confirming(async () => void asked.push('asked'))
    await post(signedForm(fields).replace('88.88', '0.01'), {}, to)
    await post(signedForm(fields), { expect: () => null }, to)
    expect(asked).toEqual([])
    expect((await post(signedForm(fields), { handle: () => void asked.push('handled') }, to)).status).toBe(
      200,
    )
    expect(asked).toEqual(['asked', 'handled'])
  })

  test('and cannot be reached: 500, not handled', async () => {
    const to = confirming(() => Promise.reject(new TransportError('no answer', { failure: 'timeout' })))
    expect(await post(signedForm(fields), {}, to)).toMatchObject(again(500))
  })
})
