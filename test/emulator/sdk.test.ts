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
    fetch: async (request, { outgoing }) => {
      if (new URL(request.url).pathname === '/merchant/notify') {
        notified.push(await request.text())
        return new Response('success')
      }
      return emulator.fetch(request).catch(error => {
        outgoing.destroy()
        throw error
      })
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

it('offers, creates, asks for a refund, cancels and closes, each answer verified by the SDK', async () => {
  const order = { subject: '咖啡', total_amount: '1.00' }
  const offered = await exec('alipay.trade.precreate', { ...order, out_trade_no: 'SDK-QR' })
  const page = await (await fetch(offered['qr_code'] as string)).text()
  expect(page).toContain('¥1.00')
  await emulator.pay('SDK-QR')
  const number = { out_trade_no: 'SDK-QR', out_request_no: 'R1' }
  await exec('alipay.trade.refund', { ...number, refund_amount: '0.40' })
  const asked = await exec('alipay.trade.fastpay.refund.query', number)
  expect(asked).toMatchObject({ code: '10000', refund_status: 'REFUND_SUCCESS', refund_amount: '0.40' })

  const buyer = { ...order, buyer_id: '2088202954065786' }
  const created = await exec('alipay.trade.create', { ...buyer, out_trade_no: 'SDK-1' })
  expect(created['trade_no']).toBe(emulator.trade('SDK-1')?.tradeNo)
  const cancelled = await exec('alipay.trade.cancel', { out_trade_no: 'SDK-1' })
  expect(cancelled).toMatchObject({ code: '10000', action: 'close', retry_flag: 'N' })
  const { trade_no } = await exec('alipay.trade.create', { ...buyer, out_trade_no: 'SDK-2' })
  expect(await exec('alipay.trade.close', { trade_no })).toMatchObject({ out_trade_no: 'SDK-2' })
  expect(['SDK-1', 'SDK-2'].map(name => emulator.trade(name)?.status)).toEqual([
    'TRADE_CLOSED',
    'TRADE_CLOSED',
  ])
})

it('makes an order string that the payer’s app pays', async () => {
  const string = sdk.sdkExecute('alipay.trade.app.pay', {
    bizContent: { ...coffee, out_trade_no: 'SDK-APP', product_code: 'QUICK_MSECURITY_PAY' },
    notifyUrl: `${base}/merchant/notify`,
  })
  const before = notified.length
  const app = await emulator.openApp(string)
  const { resultStatus, result } = await app.pay()
  expect([app.refusal, resultStatus]).toEqual([null, '9000'])
  const { sign } = JSON.parse(result) as { sign: string }
  const check = (text: string) => sdk.checkResponseSign(text, 'alipay_trade_app_pay_response', sign, '')
  expect(() => check(result)).not.toThrow()
  expect(() => check(result.replace('88.88', '88.89'))).toThrow(/验签失败/)
  await emulator.advance(0)
  expect(notified.length - before).toBe(1)
  expect((await emulator.openApp(string.replace('88.88', '00.01'))).refusal).toBe('isv.invalid-signature')
})

it.each([
  ['request-lost', undefined],
  ['reply-lost', 'TRADE_SUCCESS'],
] as const)('sees a broken connection after %s, and the trade is %s', async (kind, status) => {
  const order = { ...coffee, out_trade_no: kind, auth_code: emulator.issuePayerCode() }
  // The SDK's HTTP client repeats a broken request once by itself, a payment too.
  const fault = emulator.fault(kind, { method: 'alipay.trade.pay', times: 2 })
  const failure = exec('alipay.trade.pay', order)
  await expect(failure).rejects.toThrow(/other side closed|socket hang up|ECONNRESET/)
  expect(fault.struck).toBe(2)
  expect(emulator.trade(kind)?.status).toBe(status)
})

it('sees 20000 although it was paid', async () => {
  const order = { ...coffee, out_trade_no: 'BUSY', auth_code: emulator.issuePayerCode() }
  emulator.fault('unavailable-after', { method: 'alipay.trade.pay' })
  expect(await exec('alipay.trade.pay', order)).toMatchObject({
    code: '20000',
    sub_code: 'isp.unknow-error',
  })
  expect(await exec('alipay.trade.query', { out_trade_no: 'BUSY' })).toMatchObject({
    trade_status: 'TRADE_SUCCESS',
  })
})

it.each(['alipay.trade.page.pay', 'alipay.trade.wap.pay'])('opens %s from an address', async method => {
  const address = sdk.pageExecute(method, 'GET', {
    bizContent: { ...pagePay, out_trade_no: `GET-${method.length}` },
    returnUrl: `${base}/merchant/back?shop=1`,
  })
  const html = await (await fetch(address)).text()
  const action = /action="([^"]+\/pay)"/.exec(html)?.[1] as string
  const paid = await fetch(new URL(action, base), { method: 'POST', redirect: 'manual' })
  expect(paid.status).toBe(302)
  const location = new URL(paid.headers.get('location') ?? '')
  const { shop, ...params } = Object.fromEntries(location.searchParams)
  expect([shop, params['method']]).toEqual(['1', `${method}.return`])
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

it('freezes, takes and releases, sends and shares, each answer verified by the SDK', async () => {
  const hotel = { out_order_no: 'SDK-H', out_request_no: 'SDK-F', order_title: '押金', amount: '500.00' }
  const auth_code = emulator.issuePayerCode()
  const frozen = await exec('alipay.fund.auth.order.freeze', {
    ...hotel,
    auth_code,
    auth_code_type: 'bar_code',
  })
  const { auth_no, payer_user_id: buyer_id } = frozen
  const stay = { ...coffee, out_trade_no: 'SDK-STAY', auth_no, buyer_id, seller_id: '2088202107230000' }
  const paid = await exec('alipay.trade.pay', { ...stay, product_code: 'PRE_AUTH' })
  expect(paid).toMatchObject({ code: '10000', total_amount: '88.88' })
  const release = { auth_no, out_request_no: 'SDK-U', amount: '411.12', remark: '退还' }
  expect(await exec('alipay.fund.auth.order.unfreeze', release)).toMatchObject({ status: 'SUCCESS' })
  expect(emulator.freezes.find('SDK-H')?.status).toBe('FINISH')

  const royalty_parameters = [{ trans_in: '2088101126708402', amount: '8.88' }]
  const share = { trade_no: paid['trade_no'], out_request_no: 'S1', royalty_parameters }
  expect(await exec('alipay.trade.order.settle', share)).toMatchObject({ code: '10000' })
  const payee_info = { identity: '2088101117955611', identity_type: 'ALIPAY_USER_ID' }
  const transfer = {
    out_biz_no: 'SDK-T',
    trans_amount: '1.00',
    product_code: 'TRANS_ACCOUNT_NO_PWD',
    payee_info,
  }
  expect(await exec('alipay.fund.trans.uni.transfer', transfer)).toMatchObject({ status: 'SUCCESS' })
})

it('logs a user in, whose answer has no code, and reads what it allowed', async () => {
  const grant = { grantType: 'authorization_code', code: emulator.consents.logIn() }
  const token = await sdk.exec('alipay.system.oauth.token', grant, { validateSign: true })
  expect([token['code'], token['access_token']]).toEqual([undefined, expect.stringMatching(/^[\da-f]{40}$/)])
  const asked = { auth_token: token['access_token'] }
  const user = await sdk.exec('alipay.user.info.share', asked, { validateSign: true })
  expect(user).toMatchObject({ code: '10000', user_id: token['user_id'] })
  // Such a refusal stands in error_response, where the SDK does not look for what was signed.
  const again = await sdk.exec('alipay.system.oauth.token', grant)
  expect(again).toMatchObject({ code: '40002', sub_code: 'isv.code-invalid' })
})
