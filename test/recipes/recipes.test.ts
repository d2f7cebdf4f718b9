/** Each recipe in its own host, over a real socket, with notifications that the emulator posts. */
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, request as httpRequest, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { type INestApplication, Logger } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import Koa from 'koa'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { handleNotify, rsa2Verifier } from 'zhifu'
import { createAlipay, tradeStatusSync } from 'zhifu/alipay'
import { alipayRouter } from '../../examples/recipes/express.ts'
import { alipayNotifications as fastifyPlugin } from '../../examples/recipes/fastify.ts'
import { createApp as createHono } from '../../examples/recipes/hono.ts'
import { alipayNotifications as koaMiddleware } from '../../examples/recipes/koa.ts'
import { AlipayModule, createApp as createNest } from '../../examples/recipes/nestjs.ts'
import { POST } from '../../examples/recipes/next-route.ts'
import { createNotifyServer } from '../../examples/recipes/node-http.ts'
import { mustBeHere } from '../support/must-be-here.ts'
import { type Host, missing, startBun, startDeno, startWorker } from './processes.ts'
import { listen, type OpenShop, openShop, subject, totalAmount } from './shop.ts'

const folder = new URL('../../examples/recipes/', import.meta.url)

/** A recipe's comments as running text. */
function comments(recipe: string): string {
  const lines = readFileSync(new URL(recipe, folder), 'utf8').match(/(?<=\/\/ ).*/g) ?? []
  return lines.map(line => line.trim()).join(' ')
}

let shop: OpenShop
/** What the recipes in this process told `console.error` or their framework's log. */
let told = ''
beforeAll(async () => {
  shop = await openShop()
  const hear = (...parts: unknown[]): void => {
    told += `${parts.join(' ')}\n`
  }
  vi.spyOn(console, 'error').mockImplementation(hear)
  Logger.overrideLogger({ log: () => {}, warn: () => {}, error: hear })
  vi.stubEnv('ALIPAY_APP_ID', shop.appId)
  vi.stubEnv('ALIPAY_PUBLIC_KEY', shop.alipayPublicKey)
  vi.stubEnv('ORDERS_URL', shop.url)
})
afterAll(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  await shop.stop()
})

const inProcess = (url: string, stop: () => unknown): Host => ({
  url,
  told: () => told,
  stop: async () => void (await stop()),
})

async function listening(server: Server): Promise<Host> {
  if (!server.listening) await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return inProcess(`http://127.0.0.1:${port}`, () => {
    server.closeAllConnections()
    return new Promise<void>(ended => server.close(() => ended()))
  })
}

async function fetching(fetch: (request: Request) => Response | Promise<Response>): Promise<Host> {
  const { url, stop } = await listen(fetch)
  return inProcess(url, stop)
}

const callback = (listener: (...args: never[]) => unknown): Server => createServer(listener as never)

async function nest(app: INestApplication): Promise<Host> {
  await app.listen(0, '127.0.0.1')
  return inProcess(await app.getUrl(), () => app.close())
}

async function fastifyHost(app = fastify({ logger: { level: 'error', stream: { write: console.error } } })) {
  await app.register(fastifyPlugin, shop)
  return inProcess(await app.listen({ port: 0, host: '127.0.0.1' }), () => app.close())
}

interface Recipe {
  readonly start: () => Promise<Host>
  /** Why it cannot run here. */
  readonly missing?: string | undefined
  /** Whether a repeat reaches `markPaid`, since the host's memory does not last. */
  readonly forgets?: boolean
}

const RECIPES: Readonly<Record<string, Recipe>> = {
  'bun-serve.ts': { start: () => startBun(shop), missing: missing('bun') },
  'cloudflare-worker.ts': { start: () => startWorker(shop), missing: missing('workerd'), forgets: true },
  'deno-serve.ts': { start: () => startDeno(shop), missing: missing('deno') },
  'express.ts': { start: () => listening(callback(express().use(alipayRouter(shop)))) },
  'fastify.ts': { start: () => fastifyHost() },
  'hono.ts': {
    start: () => {
      const app = createHono(shop.orders)
      return fetching(request => app.fetch(request))
    },
  },
  'koa.ts': { start: () => listening(callback(new Koa().use(koaMiddleware(shop)).callback())) },
  'nestjs.ts': { start: async () => nest(await createNest(shop)) },
  // As Next.js does it: the exported function gets the request, other methods a 405.
  'next-route.ts': {
    start: () =>
      fetching(request => (request.method === 'POST' ? POST(request) : new Response(null, { status: 405 }))),
    forgets: true,
  },
  'node-http.ts': { start: () => listening(createNotifyServer(shop)) },
}

/** Posts bytes, under a content type or under none. */
function post(url: string, body: string, contentType?: string): Promise<Response> {
  const headers: Record<string, string> = contentType === undefined ? {} : { 'content-type': contentType }
  return fetch(url, { method: 'POST', body: new TextEncoder().encode(body), headers })
}

const CONTENT_TYPES = [
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded; charset=utf-8',
  'application/x-www-form-urlencoded; text/html; charset=UTF-8',
  'text/plain',
  undefined,
]

test('each recipe is run', () => {
  const files = readdirSync(folder).filter(name => name.endsWith('.ts'))
  expect(Object.keys(RECIPES).sort()).toEqual(files.sort())
})

for (const [name, { start, missing, forgets = false }] of Object.entries(RECIPES)) {
  if (missing !== undefined) {
    if (!mustBeHere) console.warn(`${name} is skipped, its runtime is missing; to get it: ${missing}`)
    test.skipIf(!mustBeHere)(`${name} has its runtime`, () => expect.unreachable(`to get it: ${missing}`))
    continue
  }

  describe(name, () => {
    const number = `RECIPE-${name.replace('.', '_')}`
    let host: Host
    let url: string
    let body: string
    beforeAll(async () => {
      told = ''
      host = await start()
      url = `${host.url}/alipay/notify`
    })
    afterAll(() => host?.stop())

    test('a genuine notification is acknowledged and handled once', async () => {
      const notification = await shop.pay(number, url)
      body = notification.body
      expect(
        notification.attempts.map(({ status }) => status),
        host.told(),
      ).toEqual([200])
      expect(notification.acknowledged).toBe(true)
      expect(shop.paid(number)).toHaveLength(1)
      expect(shop.paid(number)[0]).toMatchObject({
        out_trade_no: number,
        subject,
        total_amount: totalAmount,
        trade_status: 'TRADE_SUCCESS',
      })
    })

    test('a forged one is refused, told, and not handled', async () => {
      const before = shop.paid(number).length
      const answer = await post(url, body.replace(totalAmount, '0.01'), CONTENT_TYPES[0])
      expect([answer.status, await answer.text()]).toEqual([400, 'fail'])
      expect(shop.paid(number)).toHaveLength(before)
      await expect.poll(() => host.told()).toMatch(/the signature does not fit/)
    })

    test.each(CONTENT_TYPES)('its body is read under the content type %s', async contentType => {
      const before = shop.paid(number).length
      const answer = await post(url, body, contentType)
      expect(answer.status).toBe(200)
      expect(new Uint8Array(await answer.arrayBuffer())).toEqual(new TextEncoder().encode('success'))
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain\b/)
      expect(shop.paid(number)).toHaveLength(before + (forgets ? 1 : 0))
      if (forgets) expect(shop.paid(number).at(-1)).toMatchObject({ subject })
    })

    test('an empty body is refused', async () => {
      const answer = await post(url, '')
      expect([answer.status, await answer.text()]).toEqual([400, 'fail'])
    })
  })
}

/** A genuine notification's body, for hosts that are to refuse it. */
let genuine: string
beforeAll(async () => {
  const host = await listening(createNotifyServer(shop))
  genuine = (await shop.pay('GENUINE', `${host.url}/alipay/notify`)).body
  await host.stop()
})

/** Posts it where something read the body before: nothing may be handled. */
async function refusal(host: Host, contentType = CONTENT_TYPES[0]): Promise<Response> {
  try {
    const before = shop.paid('GENUINE').length
    const answer = await post(`${host.url}/alipay/notify`, genuine, contentType)
    expect(shop.paid('GENUINE')).toHaveLength(before)
    return new Response(await answer.text(), { status: answer.status })
  } finally {
    await host.stop()
  }
}

/** The answer that the recipe gives when the parser came second. */
async function accepted(host: Host): Promise<void> {
  try {
    const answer = await post(`${host.url}/alipay/notify`, genuine, CONTENT_TYPES[0])
    expect([answer.status, await answer.text()]).toEqual([200, 'success'])
  } finally {
    await host.stop()
  }
}

const receiver = () => createAlipay({ appId: shop.appId, verifier: rsa2Verifier(shop.alipayPublicKey) })
const handling = { expect: () => null, handle: () => {} }

const nestModule = () => ({
  module: AlipayModule,
  providers: [
    { provide: 'ALIPAY', useValue: receiver() },
    { provide: 'ORDERS', useValue: shop.orders },
  ],
})

describe('behind a body parser', () => {
  test('Express: the route says what to do, and zhifu refuses the parsed object', async () => {
    const errors: Error[] = []
    const app = express().use(express.json(), express.urlencoded(), alipayRouter(shop))
    app.post('/parsed', async req => {
      await handleNotify(receiver(), tradeStatusSync, req.body, handling)
    })
    app.use(((error, _req, res, _next) => {
      errors.push(error)
      res.status(500).end()
    }) as express.ErrorRequestHandler)
    const host = await listening(callback(app))
    expect((await post(`${host.url}/parsed`, genuine, CONTENT_TYPES[0])).status).toBe(500)
    expect((await refusal(host)).status).toBe(500)
    expect(errors.map(({ name }) => name)).toEqual(['TypeError', 'TypeError'])
    expect(errors[0]?.message).toMatch(/raw body/)
    expect(comments('express.ts')).toContain(errors[0]?.message)
    expect(errors[1]?.message).toBe(errors[0]?.message)
  })

  test('Express: parsers that come after the route do no harm', async () => {
    await accepted(
      await listening(callback(express().use(alipayRouter(shop), express.json(), express.urlencoded()))),
    )
  })

  test('NestJS: its own parsers come first where the raw one is left out', async () => {
    told = ''
    const app = await NestFactory.create(nestModule(), { abortOnError: false })
    expect((await refusal(await nest(app))).status).toBe(500)
    expect(told).toMatch(/raw body.*not a parsed object/)
  })

  test('NestJS: rawBody keeps forms and JSON, and nothing of other content types', async () => {
    const app = await NestFactory.create(nestModule(), { rawBody: true, abortOnError: false })
    const kept: unknown[] = []
    app.use(((req, res, next) => {
      res.on('finish', () => kept.push((req as { rawBody?: Buffer }).rawBody?.length))
      next()
    }) as express.RequestHandler)
    const host = await nest(app)
    for (const type of CONTENT_TYPES) await post(`${host.url}/alipay/notify`, genuine, type)
    await host.stop()
    const { length } = genuine
    expect(kept).toEqual([length, length, length, undefined, undefined])
  })

  test('Koa: the middleware says what to do', async () => {
    const errors: Error[] = []
    const app = new Koa()
    app.on('error', error => errors.push(error))
    app.use(async (ctx, next) => {
      for await (const chunk of ctx.req) void chunk // what body parsers do
      return next()
    })
    expect((await refusal(await listening(callback(app.use(koaMiddleware(shop)).callback())))).status).toBe(
      500,
    )
    expect(errors.map(({ name }) => name)).toEqual(['TypeError'])
    expect(errors[0]?.message).toMatch(/use alipayNotifications first/)

    const empty = new Request('http://127.0.0.1:9/', { method: 'POST' })
    const seen: unknown[] = []
    await handleNotify(receiver(), tradeStatusSync, empty, {
      ...handling,
      onError: error => void seen.push(error),
    })
    expect(comments('koa.ts')).toContain((seen[0] as Error).message)
  })

  test('Fastify: parsers of the app do not reach the plugin', async () => {
    const app = fastify()
    app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(body as string))),
    )
    await accepted(await fastifyHost(app as never))
  })

  test('Fastify: without the parser of the recipe it answers 415 by itself', async () => {
    const app = fastify()
    app.post('/alipay/notify', async () => 'success')
    const answer = await refusal(
      inProcess(await app.listen({ port: 0, host: '127.0.0.1' }), () => app.close()),
    )
    const { code } = (await answer.json()) as { code: string }
    expect([answer.status, comments('fastify.ts').includes(code)]).toEqual([415, true])
  })

  test('Hono: zhifu says that the body was read', async () => {
    const errors: Error[] = []
    const app = new Hono()
    app.use(async (c, next) => {
      await c.req.parseBody()
      await next()
    })
    app.route('/', createHono(shop.orders))
    app.onError((error, c) => {
      errors.push(error)
      return c.text('', 500)
    })
    expect((await refusal(await fetching(request => app.fetch(request)))).status).toBe(500)
    expect(errors.map(({ name }) => name)).toEqual(['TypeError'])
    expect(comments('hono.ts')).toContain(errors[0]?.message)
  })

  test('Next.js: zhifu says that the body was read', async () => {
    const request = new Request('http://127.0.0.1:9/', { method: 'POST', body: genuine })
    await request.formData().catch(() => {})
    const error: Error = await POST(request).then(
      () => expect.unreachable(),
      error => error,
    )
    expect(error).toBeInstanceOf(TypeError)
    expect(comments('next-route.ts')).toContain(error.message)
  })
})

describe('a body without an end', () => {
  const SERVERS = {
    'node-http.ts': () => createNotifyServer(shop),
    'koa.ts': () => callback(new Koa().use(koaMiddleware(shop)).callback()),
  }

  test.each(Object.keys(SERVERS))('%s stops reading and answers 413', async name => {
    const host = await listening(SERVERS[name as keyof typeof SERVERS]())
    onTestFinished(host.stop)
    const status = await new Promise((resolve, reject) => {
      const request = httpRequest(`${host.url}/alipay/notify`, { method: 'POST' }, answer => {
        resolve(answer.statusCode)
        request.destroy()
      })
      request.on('error', reject)
      request.write('a='.padEnd(128 * 1024, 'a')) // and never the end
    })
    expect(status).toBe(413)
  })

  test.each(Object.keys(SERVERS))('%s survives a sender that hangs up', async name => {
    const host = await listening(SERVERS[name as keyof typeof SERVERS]())
    onTestFinished(host.stop)
    const { port } = new URL(host.url)
    await new Promise<void>(ended => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write('POST /alipay/notify HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\na=')
        setTimeout(() => socket.destroy(), 50)
      })
      socket.on('close', () => ended())
    })
    const answer = await post(`${host.url}/alipay/notify`, genuine)
    expect([answer.status, await answer.text()]).toEqual([200, 'success'])
  })
})
