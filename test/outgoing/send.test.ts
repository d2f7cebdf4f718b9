import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { createAlipay, tradePay, tradeQuery } from '../../src/alipay/index.ts'
import {
  type CallOptions,
  execute,
  rsa2Signer,
  rsa2Verifier,
  SigningError,
  TransportError,
} from '../../src/index.ts'
import { appId, appKeys, otherKeys } from '../support/keys.ts'
import { coffee as order } from '../support/orders.ts'
import { sandbox } from '../support/sandbox.ts'

const never = () => new Promise<Response>(() => {})
const offline = async () => {
  throw new TypeError('fetch failed')
}

const client = createAlipay({
  appId,
  signer: rsa2Signer(appKeys.pkcs8),
  verifier: rsa2Verifier(otherKeys.spki),
  endpoint: 'http://127.0.0.1:1/gateway.do',
})

/** Calls with a transport of its own and says how it failed and how often it was tried. */
async function attempt(
  write: boolean,
  transport: (request: Request, times: number) => Promise<Response>,
  options: CallOptions = {},
) {
  let times = 0
  const fetch = (request: Request) => transport(request, ++times)
  const call = write
    ? execute({ ...client, fetch }, tradePay, order, options)
    : execute({ ...client, fetch }, tradeQuery, { out_trade_no: 'NONE' }, options)
  const error = await call.then(
    () => undefined,
    error => error,
  )
  return { error, times }
}

describe('a payment', () => {
  test.each<[string, (request: Request) => Promise<Response>, string]>([
    ['times out', never, 'timeout'],
    ['meets no gateway', offline, 'connection'],
    ['is answered with status 502', async () => new Response('bad', { status: 502 }), 'status'],
    ['is answered with status 404', async () => new Response('none', { status: 404 }), 'status'],
    [
      'is redirected',
      async () => new Response(null, { status: 302, headers: { location: 'https://evil.example/' } }),
      'redirect',
    ],
    [
      'is redirected opaquely',
      async () => Object.defineProperty(new Response(), 'type', { value: 'opaqueredirect' }),
      'redirect',
    ],
    ['is answered without end', async () => new Response(endless()), 'too-large'],
    [
      'is answered too slowly',
      async () => new Response(new ReadableStream({ pull: () => new Promise(() => {}) })),
      'timeout',
    ],
  ])('that %s was sent once, and its outcome is unknown', async (_, transport, failure) => {
    const { error, times } = await attempt(true, transport, { timeout: 150 })
    expect(error).toBeInstanceOf(TransportError)
    expect(error).toMatchObject({ failure, outcome: 'unknown' })
    expect(times).toBe(1)
  })

  test('that was paid while its answer was lost is unknown, and a query tells', async () => {
    const { client } = await sandbox()
    const lost = async (request: Request) => {
      await client.fetch?.(request)
      throw new TypeError('connection reset')
    }
    const error = await execute({ ...client, fetch: lost }, tradePay, order).catch(error => error)
    expect(error).toMatchObject({ code: 'ERR_TRANSPORT', outcome: 'unknown' })
    expect(await execute(client, tradeQuery, { out_trade_no: 'ORDER-1' })).toMatchObject({
      trade_status: 'TRADE_SUCCESS',
    })
  })

  test('that is aborted on its way is unknown; aborted before, it was never sent', async () => {
    const later = new AbortController()
    const leaves = () => {
      later.abort(new Error('the payer left'))
      return never()
    }
    const onItsWay = await attempt(true, leaves, { signal: later.signal })
    expect(onItsWay.error).toMatchObject({ failure: 'aborted', outcome: 'unknown' })
    const before = await attempt(true, never, { signal: AbortSignal.abort() })
    expect(before.error).toMatchObject({ failure: 'aborted', outcome: 'untouched' })
    expect(before.times).toBe(0)
  })

  test('that cannot be signed was never sent', async () => {
    let sent = false
    const signer = { type: 'RSA2', sign: () => Promise.reject(new Error('the KMS is down')) }
    const fetch = async () => {
      sent = true
      return new Response()
    }
    const error = await execute({ ...client, signer, fetch }, tradePay, order).catch(error => error)
    expect(error).toBeInstanceOf(SigningError)
    expect(error).toMatchObject({ outcome: 'untouched', cause: { message: 'the KMS is down' } })
    expect(sent).toBe(false)
  })
})

describe('a query', () => {
  test.each<[string, () => Promise<Response>]>([
    ['meets no gateway', offline],
    ['is answered with status 503', async () => new Response('bad', { status: 503 })],
  ])('that %s is repeated twice, and moved nothing', async (_, transport) => {
    const { error, times } = await attempt(false, transport)
    expect(error).toMatchObject({ code: 'ERR_TRANSPORT', outcome: 'untouched' })
    expect(times).toBe(3)
  })

  test('that is answered at last gives the answer', async () => {
    const { client, events } = await sandbox()
    let times = 0
    const fetch = async (request: Request) =>
      ++times < 3 ? offline() : (client.fetch?.(request) as Promise<Response>)
    const error = await execute({ ...client, fetch }, tradeQuery, { out_trade_no: 'NONE' }).catch(
      error => error,
    )
    expect(error).toMatchObject({ reason: 'ACQ.TRADE_NOT_EXIST', outcome: 'untouched', verified: true })
    expect(events.filter(({ type }) => type === 'request-started')).toMatchObject([
      { attempt: 1 },
      { attempt: 2 },
      { attempt: 3 },
    ])
  })

  test('is not repeated beyond its time, for a redirect, for a 404, or for an endless answer', async () => {
    expect((await attempt(false, never, { timeout: 50 })).times).toBe(1)
    expect((await attempt(false, async () => new Response(null, { status: 307 }))).times).toBe(1)
    expect((await attempt(false, async () => new Response(null, { status: 404 }))).times).toBe(1)
    expect((await attempt(false, async () => new Response(endless()))).times).toBe(1)
    const started = Date.now()
    const hanging = await attempt(false, (_, times) => (times === 1 ? offline() : never()), { timeout: 300 })
    expect(hanging.error).toMatchObject({ failure: 'timeout' })
    expect(Date.now() - started).toBeLessThan(5000)
  })
})

test('a query whose time ends says how its last attempt had failed', async () => {
  const bad = async () => new Response(null, { status: 502 })
  const hanging = await attempt(false, (_, times) => (times === 1 ? bad() : never()), { timeout: 300 })
  expect(hanging.error).toMatchObject({
    failure: 'timeout',
    message:
      'no answer within 300 ms, after an attempt that failed: the gateway answered with HTTP status 502',
    cause: { failure: 'status', status: 502 },
  })
  const silent = await attempt(false, never, { timeout: 50 })
  expect(silent.error).toMatchObject({ failure: 'timeout', message: 'no answer within 50 ms' })
  expect((silent.error as Error).cause).toBeUndefined()
})

test('a query that is aborted in a pause is not repeated after it', async () => {
  const leaving = new AbortController()
  let times = 0
  const leaves = () => {
    times++
    setTimeout(() => leaving.abort(), 20)
    return offline()
  }
  const { error } = await attempt(false, leaves, { signal: leaving.signal })
  expect(error).toMatchObject({ failure: 'aborted', outcome: 'untouched' })
  await new Promise(resolve => setTimeout(resolve, 500))
  expect(times).toBe(1)
})

test('redirects are not followed by the transport either', async () => {
  await attempt(true, async request => {
    expect(request.redirect).toBe('manual')
    return new Response()
  })
})

test("a transport's own words lose the query, where the signature stands", async () => {
  const { error } = await attempt(true, async request => {
    throw new TypeError(`error sending request for url (${request.url})`)
  })
  expect(String(error.cause)).toContain('gateway.do?…')
  expect(`${error.cause} ${error.cause.stack}`).not.toMatch(/sign=|app_id=/)
})

test.each<[string, (url: string) => unknown]>([
  [
    'Deno',
    url => new TypeError('fetch failed', { cause: new Error(`error sending request for ${url} (::1)`) }),
  ],
  ['Bun', url => Object.assign(new TypeError('ECONNRESET: closed'), { code: 'ECONNRESET', path: url })],
  ['nobody in particular', url => `cannot reach ${url}`],
])('nor does the query stand where %s puts the URL', async (_, thrown) => {
  const { error } = await attempt(true, async request => {
    throw thrown(request.url)
  })
  expect(error).toMatchObject({ failure: 'connection', cause: expect.any(Error) })
  expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/sign=|app_id=/)
})

test("a transport's own words and code are kept through its causes", async () => {
  const { error } = await attempt(false, async () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED ::1:443'), { code: 'ECONNREFUSED' })
    throw new TypeError('fetch failed', { cause })
  })
  expect(error.cause).toMatchObject({
    name: 'TypeError',
    message: 'fetch failed',
    cause: { message: 'connect ECONNREFUSED ::1:443', code: 'ECONNREFUSED' },
  })
})

test('a multipart body carries its parts, files among them', async () => {
  const { send } = await import('../../src/outgoing/send.ts')
  const { utf8 } = await import('../../src/index.ts')
  const policy = {
    timeout: 1000,
    signal: undefined,
    maxBytes: 1000,
    attempts: 1,
    outcome: 'unknown',
    onAttempt: () => {},
  } as const
  let form: FormData | undefined
  const fetch = async (request: Request) => {
    form = await request.formData()
    return new Response('{}')
  }
  const file = new File(['x'], 'a.png')
  const common = { method: 'POST', endpoint: 'http://127.0.0.1:1/gateway.do', charset: utf8 } as const
  await send(
    {
      ...common,
      query: [],
      body: [['biz_content', '{"支":"付"}']],
      files: [['image', file]],
      encoding: 'multipart',
    },
    { ...policy, fetch },
  )
  expect(form?.get('biz_content')).toBe('{"支":"付"}')
  expect(await (form as FormData).get('image')).toMatchObject({ name: 'a.png', size: 1 })
  await send(
    { ...common, method: 'GET', query: [['a', '1 2']], body: [], encoding: 'form' },
    {
      ...policy,
      fetch: async request => {
        expect([request.method, request.url, request.body]).toEqual([
          'GET',
          'http://127.0.0.1:1/gateway.do?a=1%202',
          null,
        ])
        return new Response('{}')
      },
    },
  )
})

function endless(): ReadableStream<Uint8Array> {
  return new ReadableStream({ pull: controller => controller.enqueue(new Uint8Array(64 * 1024)) })
}
