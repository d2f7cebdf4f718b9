/** What a caller in JavaScript may hand over in place of a receiver, a type, a body or a store. */
import { describe, expect, test } from 'vitest'
import { createAlipay, tradePagePayReturn, tradeStatusSync } from '../../src/alipay/index.ts'
import { createBgcpay } from '../../src/bgcpay/index.ts'
import { handleNotify, md5, memoryStore, rsa2Verifier, verifyNotify, verifyReturn } from '../../src/index.ts'
import { gatewayPublicKey, signedForm } from '../support/gateway-key.ts'
import { appId } from '../support/keys.ts'

const receiver = createAlipay({ appId, verifier: rsa2Verifier(gatewayPublicKey) })
const body = signedForm({ app_id: appId })
const url = `https://shop.example/paid?${body}`
const handling = { expect: () => null, handle: () => {} }

const verbs: readonly [string, (receiver: unknown, type: unknown) => Promise<unknown>, object, RegExp][] = [
  [
    'verifyNotify',
    (to, type) => verifyNotify(to as never, type as never, body),
    tradeStatusSync,
    /^a notification of /,
  ],
  [
    'handleNotify',
    (to, type) => handleNotify(to as never, type as never, body, handling as never),
    tradeStatusSync,
    /^a notification of /,
  ],
  [
    'verifyReturn',
    (to, type) => verifyReturn(to as never, type as never, url),
    tradePagePayReturn,
    /^a return of /,
  ],
]

describe.each(verbs)('%s', (_, verb, type, kind) => {
  const failure = async (...given: Parameters<typeof verb>) => {
    const error = await verb(...given).catch(error => error)
    expect(error).toBeInstanceOf(TypeError)
    return (error as TypeError).message
  }

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a type', type],
    ['a verifier', receiver.verifier],
  ])('with %s in place of a receiver', async (_, given) => {
    expect(await failure(given, type)).toBe('a client or receiver is expected first')
  })

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['its name', 'trade_status_sync'],
    ['the receiver again', receiver],
    ['a type of the other kind', kind.source.includes('return') ? tradeStatusSync : tradePagePayReturn],
  ])('with %s in place of the type', async (_, given) => {
    const found = (given as { name?: string } | undefined)?.name
      ? / is expected second; found .*, a /
      : / found none$/
    const message = await failure(receiver, given)
    expect(message).toMatch(kind)
    expect(message).toMatch(found)
  })

  test('with a type of another gateway', async () => {
    const other = createBgcpay({ appId, verifier: md5('shared-key-of-the-tests') })
    expect(await failure(other, type)).toMatch(/ of bgcpay is expected second; found .*, a .* of alipay$/)
  })
})

test('no type at all is an oversight, since nothing would ever be accepted', async () => {
  await expect(handleNotify(receiver as never, [], body, handling as never)).rejects.toThrow(
    /^a notification of alipay is expected second; found none$/,
  )
})

test.each<[string, unknown]>([
  ['a Map', new Map()],
  ['null', null],
  ['what makes stores', memoryStore],
])('%s is no store', async (_, store) => {
  await expect(
    handleNotify(receiver, tradeStatusSync, body, { ...handling, store } as never),
  ).rejects.toThrow(/^store is none: memoryStore\(\) makes one/)
})

test.each(['{"app_id":"1","sign":"x"}', ' [1]', '<xml><sign>x</sign></xml>'])(
  'a body that is no form is named: %s',
  async text => {
    await expect(verifyNotify(receiver, tradeStatusSync, text)).rejects.toMatchObject({
      diagnosis: 'unsigned',
      message: expect.stringMatching(/^it is JSON or XML, not the form/),
    })
  },
)
