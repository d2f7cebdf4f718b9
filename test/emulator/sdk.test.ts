/** The official SDK against the emulator, over a real socket. */
import { type AddressInfo, createServer } from 'node:net'
import { serve } from '@hono/node-server'
import { AlipaySdk } from 'alipay-sdk'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createEmulator, type Emulator } from '../../src/emulator/index.ts'
import { appId, coffee, formOf, keys, otherKeys, pagePay, pem } from './support.ts'

let emulator: Emulator
let sdk: AlipaySdk
let base: string
let server: ReturnType<typeof serve>
const notified: string[] = []

const freePort = () =>
  new Promise<number>(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })

const sdkWith = (alipayPublicKey: string, privateKey = keys.privateKey) =>
  new AlipaySdk({
    appId,
    privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }) as string,
    alipayPublicKey,
    gateway: emulator.gateway,
    signType: 'RSA2',
    camelcase: false,
  })

beforeAll(async () => {
  const port = await freePort()
  base = `http://127.0.0.1:${port}`
  // Without `fetch`, notifications go out over the socket, to this same server.
  emulator = await createEmulator({ baseUrl: base, apps: [{ appId, publicKey: pem(keys.publicKey) }] })
  server = serve({
    port,
    hostname: '127.0.0.1',
    fetch: async request => {
      if (new URL(request.url).pathname !== '/merchant/notify') return emulator.fetch(request)
      notified.push(await request.text())
      return new Response('success')
    },
  })
  sdk = sdkWith(emulator.alipayPublicKey)
})
afterAll(() => new Promise(resolve => server.close(resolve)))

const exec = (method: string, bizContent: object, more: object = {}, client = sdk) =>
  client.exec(method, { bizContent, ...more }, { validateSign: true })

it('pays, asks and refunds, each answer verified by the SDK', async () => {
  const notifyUrl = `${base}/merchant/notify`
  const paid = await exec('alipay.trade.pay', { ...coffee, subject: '咖啡 / "latte"' }, { notifyUrl })
  expect(paid).toMatchObject({ code: '10000', out_trade_no: 'ORDER-1', total_amount: '88.88' })
  expect(paid['traceId']).toMatch(/^[\da-f]{32}$/)
  expect(await exec('alipay.trade.query', { trade_no: paid['trade_no'] })).toMatchObject({
    code: '10000',
    trade_status: 'TRADE_SUCCESS',
  })
  const back = { out_trade_no: 'ORDER-1', refund_amount: '0.88', out_request_no: 'R1' }
  expect(await exec('alipay.trade.refund', back)).toMatchObject({ fund_change: 'Y', refund_fee: '0.88' })
  expect(await exec('alipay.trade.query', { out_trade_no: 'NOBODY' })).toMatchObject({
    code: '40004',
    sub_code: 'ACQ.TRADE_NOT_EXIST',
  })
  await emulator.advance(0)
  expect(notified).toHaveLength(2)
  for (const body of notified) {
    expect(sdk.checkNotifySignV2(formOf(body))).toBe(true)
    expect(sdk.checkNotifySignV2({ ...formOf(body), total_amount: '0.01' })).toBe(false)
  }
  expect(emulator.notifications().every(({ acknowledged }) => acknowledged)).toBe(true)
})

it('is not believed with another key, and does not believe another key', async () => {
  const stranger = sdkWith(pem(otherKeys.publicKey))
  await expect(exec('alipay.trade.query', { out_trade_no: 'X' }, {}, stranger)).rejects.toThrow(/验签失败/)
  const forger = sdkWith(emulator.alipayPublicKey, otherKeys.privateKey)
  expect(await exec('alipay.trade.query', { out_trade_no: 'X' }, {}, forger)).toMatchObject({
    sub_code: 'isv.invalid-signature',
  })
})

it('opens the page from an address', async () => {
  const address = sdk.pageExecute('alipay.trade.page.pay', 'GET', {
    bizContent: { ...pagePay, out_trade_no: 'GET-1' },
    returnUrl: `${base}/merchant/back?shop=1`,
  })
  const html = await (await fetch(address)).text()
  const action = /action="([^"]+\/pay)"/.exec(html)?.[1] as string
  const paid = await fetch(new URL(action, base), { method: 'POST', redirect: 'manual' })
  expect(paid.status).toBe(302)
  const location = new URL(paid.headers.get('location') ?? '')
  const { shop, ...params } = Object.fromEntries(location.searchParams)
  expect(shop).toBe('1')
  expect(sdk.checkNotifySignV2(params)).toBe(true)
})

it('opens the page from a form', async () => {
  const form = sdk.pageExecute('alipay.trade.page.pay', 'POST', {
    bizContent: { ...pagePay, out_trade_no: 'POST-1' },
  })
  const action = /action="([^"]+)"/.exec(form)?.[1] as string
  const fields = [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    value.replaceAll('&quot;', '"'),
  ])
  const html = await (await fetch(action, { method: 'POST', body: new URLSearchParams(fields) })).text()
  expect(html).toContain('¥88.88')
  expect(emulator.trade('POST-1')?.status).toBe('WAIT_BUYER_PAY')
})
