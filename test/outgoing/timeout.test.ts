/** A call's time: what no timer keeps is refused in words, before anything is signed or sent. */
import { describe, expect, test } from 'vitest'
import { type AlipayClient, createAlipay, tradePay } from '../../src/alipay/index.ts'
import { type CallOptions, execute, InputError, rsa2Verifier } from '../../src/index.ts'
import { appId, otherKeys } from '../support/keys.ts'
import { coffee as order } from '../support/orders.ts'

const RULE = 'must be a number of milliseconds above 0 and at most 2147483647'
const LONGEST = 2147483647
const BAD = [
  0,
  -0,
  -1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  LONGEST + 0.5,
  LONGEST + 1,
  2 ** 32,
  1.5e10,
  '1000',
  1000n,
  null,
  true,
] as const
const never = () => new Promise<Response>(() => {})
const later = (status: number) => () =>
  new Promise<Response>(resolve => setTimeout(resolve, 30, new Response('', { status })))

/** Calls with a diary: what was signed, sent and told, and how it failed. */
async function attempt(
  of: Partial<AlipayClient>,
  options: CallOptions,
  transport: () => Promise<Response> = never,
) {
  const diary: string[] = []
  const client = {
    ...createAlipay({
      appId,
      signer: {
        type: 'RSA2',
        sign: async () => {
          diary.push('signed')
          return 'c2lnbmF0dXJl'
        },
      },
      verifier: rsa2Verifier(otherKeys.spki),
      endpoint: 'http://127.0.0.1:1/gateway.do',
      fetch: () => {
        diary.push('sent')
        return transport()
      },
      onEvent: ({ type }) => void diary.push(type),
    }),
    ...of,
  }
  const error: unknown = await execute(client, tradePay, order, options).catch(reason => reason)
  return { error, diary }
}

describe.each(BAD)('a timeout of %s', bad => {
  const timeout = bad as number

  test('is refused as the call’s option', async () => {
    const { error, diary } = await attempt({ timeout: 1000 }, { timeout })
    expect(error).toBeInstanceOf(InputError)
    expect(error).toMatchObject({
      message: `alipay.trade.pay: timeout ${RULE}`,
      issues: [{ path: 'timeout', rule: RULE }],
      outcome: 'untouched',
    })
    expect(diary).toEqual([])
  })

  test('is refused as the client’s', async () => {
    const { error, diary } = await attempt({ timeout }, {})
    expect(error).toBeInstanceOf(InputError)
    expect(error).toMatchObject({
      message: `client: timeout ${RULE}`,
      issues: [{ path: 'timeout', rule: RULE }],
      outcome: 'untouched',
    })
    expect(diary).toEqual([])
  })
})

describe.each<[string, (timeout: number) => [Partial<AlipayClient>, CallOptions]]>([
  ['call’s option', timeout => [{ timeout: -1 }, { timeout }]],
  ['client’s', timeout => [{ timeout }, {}]],
])('as the %s', (_, given) => {
  test.each([
    [Number.MIN_VALUE, 1],
    [0.5, 1],
    [1, 1],
    [1.5, 2],
    [20, 20],
  ])('a timeout of %s is kept, as %i whole ms', async (timeout, kept) => {
    const { error, diary } = await attempt(...given(timeout))
    expect(error).toMatchObject({
      code: 'ERR_TRANSPORT',
      failure: 'timeout',
      message: `no answer within ${kept} ms`,
      outcome: 'unknown',
    })
    expect(diary).toEqual(['signed', 'request-started', 'sent', 'request-failed'])
  })

  test.each([LONGEST, LONGEST - 0.5, 2 ** 30])('a timeout of %s waits for an answer', async timeout => {
    const { error } = await attempt(...given(timeout), later(404))
    expect(error).toMatchObject({ code: 'ERR_TRANSPORT', failure: 'status', status: 404 })
  })
})

test('without any there is time for an answer', async () => {
  const { error } = await attempt({ timeout: undefined }, { timeout: undefined }, later(404))
  expect(error).toMatchObject({ failure: 'status', status: 404 })
})
