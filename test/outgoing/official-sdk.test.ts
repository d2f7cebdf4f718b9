/** The official SDK and ours: the same parameters give the same signature, and each believes the other. */

import { verify } from 'node:crypto'
import { serve } from '@hono/node-server'
import { AlipaySdk } from 'alipay-sdk'
import { Window } from 'happy-dom'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAlipay, tradePagePay, tradePay, tradeStatusSync } from '../../src/alipay/index.ts'
import { createEmulator, type Emulator } from '../../src/emulator/index.ts'
import {
  pageForm,
  pageUrl,
  rsa2Signer,
  rsa2Verifier,
  rsaSigner,
  rsaVerifier,
  signRequest,
  verifyNotify,
} from '../../src/index.ts'
import { appId, appKeys } from '../support/keys.ts'

const endpoint = 'http://127.0.0.1:1/gateway.do'
const order = {
  out_trade_no: 'ORDER-1',
  total_amount: '88.88',
  subject: '咖啡 & 茶=50% "+" 😀',
  body: "it's <b>hot</b>",
  product_code: 'FAST_INSTANT_TRADE_PAY',
} as const
const options = { notifyUrl: 'http://127.0.0.1:1/notify?a=1&b=2', returnUrl: 'http://127.0.0.1:1/return' }

describe.each(['RSA2', 'RSA'] as const)('with %s', signType => {
  const sdk = new AlipaySdk({
    appId,
    privateKey: appKeys.pkcs8,
    alipayPublicKey: appKeys.spki,
    keyType: 'PKCS8',
    signType,
    endpoint,
    gateway: endpoint,
    camelcase: false,
  })
  const client = createAlipay({
    appId,
    signer: (signType === 'RSA2' ? rsa2Signer : rsaSigner)(appKeys.pkcs8),
    verifier: (signType === 'RSA2' ? rsa2Verifier : rsaVerifier)(appKeys.spki),
    endpoint,
  })

  test('both write the same parameters and the same signature', async () => {
    const draft = await signRequest(client, tradePagePay, order, options)
    const bizContent = JSON.parse(draft.body[0]?.[1] as string)
    const theirs = new Map(
      new URL(
        sdk.pageExec('alipay.trade.page.pay', 'GET', { ...options, bizContent, format: 'JSON' }) as string,
      ).searchParams,
    )
    // The SDK names itself in a parameter, and takes the host's zone for Beijing's.
    const alipay_sdk = theirs.get('alipay_sdk') as string
    const now = () => new Date(`${theirs.get('timestamp')?.replace(' ', 'T')}+08:00`)
    const ours = await pageUrl({ ...client, now }, tradePagePay, order, {
      ...options,
      extra: { common: { alipay_sdk } },
    })
    expect([...ours.searchParams].sort()).toEqual([...theirs].sort())
    expect(theirs.get('sign')).toMatch(/^[\w+/]{342}==$/)
  })

  test("the SDK's check believes what we signed as a notification, and ours what the SDK's would", async () => {
    const fields: Record<string, string> = {
      app_id: appId,
      notify_id: 'n-1',
      notify_type: 'trade_status_sync',
      out_trade_no: 'ORDER-1',
      trade_no: '2026',
      trade_status: 'TRADE_SUCCESS',
      total_amount: '88.88',
      subject: '咖啡 & 茶',
      charset: 'utf-8',
    }
    const text = Object.entries(fields)
      .sort()
      .map(pair => pair.join('='))
      .join('&')
    const sign = await client.signer.sign(new TextEncoder().encode(text))
    const posted = { ...fields, sign, sign_type: signType }
    expect(sdk.checkNotifySignV2({ ...posted })).toBe(true)
    expect(sdk.checkNotifySignV2({ ...posted, total_amount: '0.01' })).toBe(false)
    const believed = await verifyNotify(client, tradeStatusSync, new URLSearchParams(posted).toString())
    expect({ ...believed }).toEqual(fields)
  })

  test('node:crypto, which is OpenSSL, verifies a whole signed request', async () => {
    const url = await pageUrl(client, tradePagePay, order, options)
    const { sign, ...signed } = Object.fromEntries(url.searchParams)
    const text = Object.entries(signed)
      .sort()
      .map(pair => pair.join('='))
      .join('&')
    const hash = signType === 'RSA2' ? 'sha256' : 'sha1'
    expect(verify(hash, Buffer.from(text), appKeys.spki, Buffer.from(sign as string, 'base64'))).toBe(true)
  })
})

describe('the official SDK, its own check of replies on, against the emulator', () => {
  let emulator: Emulator
  let sdk: AlipaySdk
  let stop = (): void => {}
  beforeAll(async () => {
    const server = await new Promise<{ port: number; close(): void }>(resolve => {
      const listening = serve(
        { fetch: request => emulator.fetch(request), port: 0, hostname: '127.0.0.1' },
        ({ port }) => resolve({ port, close: () => listening.close() }),
      )
    })
    stop = server.close
    emulator = await createEmulator({
      baseUrl: `http://127.0.0.1:${server.port}`,
      apps: [{ appId, publicKey: appKeys.spki }],
      fetch: async () => new Response('success'),
    })
    sdk = new AlipaySdk({
      appId,
      privateKey: appKeys.pkcs8,
      alipayPublicKey: emulator.alipayPublicKey,
      keyType: 'PKCS8',
      endpoint: emulator.gateway,
      gateway: emulator.gateway,
      camelcase: false,
    })
  })
  afterAll(() => stop())

  const exec = (method: string, biz_content: Record<string, string>) =>
    sdk.exec(method, { biz_content }, { validateSign: true })

  test('gets its calls answered', async () => {
    const auth_code = emulator.issuePayerCode()
    const paid = await exec('alipay.trade.pay', {
      out_trade_no: 'SDK-1',
      total_amount: '10.00',
      subject: '茶',
      scene: 'bar_code',
      auth_code,
    })
    expect(paid).toMatchObject({ code: '10000', total_amount: '10.00' })
    expect(await exec('alipay.trade.query', { out_trade_no: 'SDK-1' })).toMatchObject({
      trade_status: 'TRADE_SUCCESS',
    })
    const refund = { out_trade_no: 'SDK-1', refund_amount: '4.00', out_request_no: 'R-1' }
    expect(await exec('alipay.trade.refund', refund)).toMatchObject({ fund_change: 'Y', refund_fee: '4.00' })
    expect(await exec('alipay.trade.refund', refund)).toMatchObject({ fund_change: 'N', refund_fee: '4.00' })
    expect(await exec('alipay.trade.query', { out_trade_no: 'NONE' })).toMatchObject({
      sub_code: 'ACQ.TRADE_NOT_EXIST',
    })
  })

  test('gets its pages, by URL and by form', async () => {
    const page = {
      bizContent: {
        out_trade_no: 'SDK-2',
        total_amount: '1.00',
        subject: '茶',
        product_code: 'FAST_INSTANT_TRADE_PAY',
      },
    }
    const url = sdk.pageExec('alipay.trade.page.pay', 'GET', page) as string
    expect(await (await fetch(url)).text()).toContain('¥1.00')
    const form = sdk.pageExec('alipay.trade.page.pay', 'POST', page) as string
    const { document } = new Window()
    document.body.innerHTML = form
    const action = document.querySelector('form')?.getAttribute('action') as string
    const inputs = [...document.querySelectorAll('input')].map(
      input => [input.name, input.value] as [string, string],
    )
    const body = new URLSearchParams(inputs.filter(([name]) => name))
    expect(await (await fetch(action, { method: 'POST', body })).text()).toContain('¥1.00')
  })

  test('reads our requests as its own would be read: the same cashier opens', async () => {
    const client = createAlipay({
      appId,
      signer: rsa2Signer(appKeys.pkcs8),
      verifier: rsa2Verifier(emulator.alipayPublicKey),
      endpoint: emulator.gateway,
    })
    const input = { ...order, out_trade_no: 'OURS-1' }
    expect(await (await fetch(await pageUrl(client, tradePagePay, input, options))).text()).toContain(
      '¥88.88',
    )
    expect(await pageForm(client, tradePagePay, input, options)).toContain('method="post"')
    expect(tradePay.gateway).toBe('alipay')
  })
})
