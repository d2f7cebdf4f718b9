/** Certificate mode at the emulated gateway: certificates by OpenSSL, requests by node:crypto and the official SDK. */
import { createPrivateKey, createVerify, X509Certificate } from 'node:crypto'
import { AlipaySdk } from 'alipay-sdk'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Emulator, EmulatorOptions } from '../../src/emulator/index.ts'
import { type Cast, type Holder, makeCast } from '../certificate/cast.ts'
import { withoutOpenssl } from '../certificate/openssl.ts'
import { serveEmulator } from './serving.ts'
import {
  appId,
  call,
  coffee,
  common,
  emulate,
  formOf,
  otherAppId,
  otherKeys,
  pagePay,
  pem,
  post,
  signed,
} from './support.ts'

describe.skipIf(withoutOpenssl !== undefined)('certificate mode', () => {
  let cast: Cast
  /** As the official SDK computes them. */
  let numbers: { app_cert_sn: string; alipay_root_cert_sn: string; alipay: string }
  beforeAll(() => {
    cast = makeCast()
    const { config } = sdkFor('http://127.0.0.1:1/gateway.do')
    numbers = {
      app_cert_sn: config.appCertSn as string,
      alipay_root_cert_sn: config.alipayRootCertSn as string,
      alipay: config.alipayCertSn as string,
    }
  })

  const sdkFor = (gateway: string, holder: Holder = cast.alipay) =>
    new AlipaySdk({
      appId,
      privateKey: cast.app.key,
      keyType: 'PKCS8',
      gateway,
      camelcase: false,
      appCertContent: cast.app.pem,
      alipayRootCertContent: cast.root.pem,
      alipayPublicCertContent: holder.pem,
    })

  const options = (): Pick<EmulatorOptions, 'apps' | 'alipayPrivateKey' | 'alipayCertificate'> => ({
    apps: [
      { appId, certificates: { app: cast.app.pem, root: cast.root.pem } },
      { appId: otherAppId, publicKey: pem(otherKeys.publicKey) },
    ],
    alipayPrivateKey: cast.alipay.key,
    alipayCertificate: cast.alipay.pem,
  })

  const named = (more: Record<string, string> = {}) => ({
    app_cert_sn: numbers.app_cert_sn,
    alipay_root_cert_sn: numbers.alipay_root_cert_sn,
    ...more,
  })

  const send = async (
    emulator: Emulator,
    method: string,
    business: object,
    more: Record<string, string> = named(),
  ) => {
    const key = createPrivateKey(cast.app.key)
    const response = await post(emulator, signed(common(method, business, more), key))
    const text = await response.text()
    const [, inner = '', sn, sign = ''] =
      /^\{"\w+":(\{.*\})(?:,"alipay_cert_sn":"([^"]*)")?,"sign":"([^"]+)"\}$/s.exec(text) ?? []
    return { inner, sn, sign, answer: JSON.parse(inner) as Record<string, string> }
  }
  const isSigned = (text: string, sign: string, holder: Holder) =>
    createVerify('RSA-SHA256').update(text).verify(new X509Certificate(holder.pem).publicKey, sign, 'base64')
  const order = (emulator: Emulator) => ({ ...coffee, auth_code: emulator.issuePayerCode() })

  it('takes a request that names both certificates, and names its own in the answer', async () => {
    const emulator = await emulate(options())
    const { answer, inner, sn, sign } = await send(emulator, 'alipay.trade.pay', order(emulator))
    expect(answer).toMatchObject({ code: '10000', out_trade_no: 'ORDER-1' })
    expect(sn).toBe(numbers.alipay)
    expect(isSigned(inner, sign, cast.alipay)).toBe(true)
  })

  it.each([
    ['no app certificate', { app_cert_sn: '' }, '40002', 'isv.missing-app-cert-sn'],
    ['no root', { alipay_root_cert_sn: '' }, '40002', 'isv.missing-alipay-root-cert-sn'],
    ['another app’s certificate', { app_cert_sn: 'f'.repeat(32) }, '40002', 'isv.app-cert-not-exist'],
    ['another root', { alipay_root_cert_sn: 'f'.repeat(32) }, '40002', 'isv.invalid-alipay-root-cert-sn'],
  ])('refuses a request that names %s', async (_, wrong, code, sub_code) => {
    const emulator = await emulate(options())
    const { answer, inner, sn, sign } = await send(
      emulator,
      'alipay.trade.pay',
      order(emulator),
      named(wrong),
    )
    expect(answer).toMatchObject({ code, sub_code })
    expect([sn, isSigned(inner, sign, cast.alipay)]).toEqual([numbers.alipay, true])
    expect(emulator.trades()).toEqual([])
  })

  it('refuses what another key signed', async () => {
    const emulator = await emulate(options())
    const params = common('alipay.trade.query', { out_trade_no: 'X' }, named())
    const text = await (await post(emulator, signed(params, otherKeys.privateKey))).text()
    expect(text).toContain('"sub_code":"isv.invalid-signature"')
  })

  it('names no certificate to an app that knows the key itself', async () => {
    const emulator = await emulate(options())
    // `call` takes a reply apart that holds a node and a signature, and nothing else.
    await emulator.rotate(cast.next.pem, cast.next.key)
    const more = { app_id: otherAppId }
    const answer = await call(
      emulator,
      'alipay.trade.query',
      { out_trade_no: 'X' },
      more,
      otherKeys.privateKey,
    )
    expect(answer['sub_code']).toBe('ACQ.TRADE_NOT_EXIST')
  })

  it('names it in notifications and returns, and signs the name with them', async () => {
    const bodies: string[] = []
    const emulator = await emulate({
      ...options(),
      fetch: async request => {
        bodies.push(await request.text())
        return new Response('success')
      },
    })
    const urls = { notify_url: 'http://127.0.0.1:8080/notify', return_url: 'http://127.0.0.1:8080/back?a=1' }
    const key = createPrivateKey(cast.app.key)
    await post(emulator, signed(common('alipay.trade.page.pay', pagePay, named(urls)), key))
    const location = await emulator.pay('PAGE-1')
    await emulator.advance(0)
    const { a, ...back } = Object.fromEntries(new URL(location ?? '').searchParams)
    expect([a, bodies.length]).toEqual(['1', 1])
    for (const form of [formOf(bodies[0] as string), back]) {
      const { sign = '', sign_type, ...told } = form
      expect([sign_type, told['alipay_cert_sn']]).toEqual(['RSA2', numbers.alipay])
      const text = Object.keys(told)
        .sort()
        .map(name => `${name}=${told[name]}`)
        .join('&')
      expect(isSigned(text, sign, cast.alipay)).toBe(true)
    }
  })

  it('hands its certificate out, and refuses what it does not have', async () => {
    const emulator = await emulate({ ...options(), alipayCertificate: cast.alipay.pem + cast.middle.pem })
    const method = 'alipay.open.app.alipaycert.download'
    const { answer } = await send(emulator, method, { alipay_cert_sn: numbers.alipay })
    const file = Buffer.from(answer['alipay_cert_content'] ?? '', 'base64').toString()
    expect([answer['code'], file]).toEqual(['10000', cast.alipay.pem + cast.middle.pem])
    const unknown = await send(emulator, method, { alipay_cert_sn: 'f'.repeat(32) })
    expect(unknown.answer).toMatchObject({ code: '40002', sub_code: 'isv.alipay-cert-not-exist' })
    expect((await send(emulator, method, {})).answer['sub_code']).toBe('isv.invalid-parameter')
  })

  it('signs with the next certificate after a rotation, also what it repeats, and hands out both', async () => {
    const bodies: string[] = []
    let acknowledged = false
    const emulator = await emulate({
      ...options(),
      fetch: async request => {
        bodies.push(await request.text())
        return new Response(acknowledged ? 'success' : 'fail')
      },
    })
    const url = { notify_url: 'http://127.0.0.1:8080/notify' }
    await send(emulator, 'alipay.trade.pay', order(emulator), named(url))
    await emulator.advance(0)
    await emulator.rotate(cast.next.pem + cast.middle.pem, cast.next.key)
    const next = sdkFor(emulator.gateway, cast.next).config.alipayCertSn as string
    acknowledged = true
    await emulator.advance(4 * 60_000)
    expect(bodies.map(body => formOf(body)['alipay_cert_sn'])).toEqual([numbers.alipay, next])
    const { inner, sn, sign } = await send(emulator, 'alipay.trade.query', { out_trade_no: 'ORDER-1' })
    expect([sn, isSigned(inner, sign, cast.next)]).toEqual([next, true])
    for (const [wanted, file] of [
      [numbers.alipay, cast.alipay.pem],
      [next, cast.next.pem + cast.middle.pem],
    ] as const) {
      const method = 'alipay.open.app.alipaycert.download'
      const { answer } = await send(emulator, method, { alipay_cert_sn: wanted })
      expect(Buffer.from(answer['alipay_cert_content'] ?? '', 'base64').toString()).toBe(file)
    }
  })

  it.each<[string, () => Promise<unknown>, RegExp]>([
    [
      'an app in certificate mode without one of Alipay’s',
      () => emulate({ apps: options().apps }),
      /missing/,
    ],
    [
      'a certificate of another key',
      () => emulate({ ...options(), alipayCertificate: cast.next.pem }),
      /belong/,
    ],
    [
      'a key where a certificate belongs',
      () => emulate({ ...options(), alipayCertificate: cast.app.key }),
      /PEM/,
    ],
    ['an app with neither key nor certificate', () => emulate({ apps: [{ appId }] }), /either/],
    [
      'an app with both',
      () => emulate({ apps: [{ ...options().apps[0], appId, publicKey: pem(otherKeys.publicKey) }] }),
      /missing|either/,
    ],
    [
      'a root that is none',
      () => emulate({ ...options(), apps: [{ appId, certificates: { app: cast.app.pem, root: 'x' } }] }),
      / root/,
    ],
    [
      'a rotation to a certificate of another key',
      async () => (await emulate(options())).rotate(cast.next.pem, cast.merchant.key),
      /belong/,
    ],
  ])('does not begin with %s', async (_, begin, words) => {
    const error: unknown = await begin().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(TypeError)
    expect((error as Error).message).toMatch(words)
  })

  it('works with the official SDK over a socket', async () => {
    const { emulator, merchant, notified, close } = await serveEmulator(options())
    onTestFinished(async () => void (await close()))
    const sdk = sdkFor(emulator.gateway)
    const exec = (method: string, bizContent: object, more: object = {}, client = sdk) =>
      client.exec(method, { bizContent, ...more }, { validateSign: true })
    const paid = await exec('alipay.trade.pay', order(emulator), { notifyUrl: merchant })
    expect(paid).toMatchObject({ code: '10000', out_trade_no: 'ORDER-1' })
    const found = await exec('alipay.trade.query', { out_trade_no: 'ORDER-1' })
    expect(found['trade_status']).toBe('TRADE_SUCCESS')
    await emulator.advance(0)
    expect(notified).toHaveLength(1)
    const form = formOf(notified[0] as string)
    expect(form['alipay_cert_sn']).toBe(sdk.config.alipayCertSn)
    expect(sdk.checkNotifySignV2(form)).toBe(true)
    expect(sdk.checkNotifySignV2({ ...form, alipay_cert_sn: 'f'.repeat(32) })).toBe(false)

    await emulator.rotate(cast.next.pem, cast.next.key)
    const query = { out_trade_no: 'ORDER-1' }
    await expect(exec('alipay.trade.query', query)).rejects.toThrow(/验签失败/)
    const renewed = sdkFor(emulator.gateway, cast.next)
    expect(await exec('alipay.trade.query', query, {}, renewed)).toMatchObject({ code: '10000' })
  })
})
