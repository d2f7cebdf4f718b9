import { describe, expect, it } from 'vitest'
import {
  appId,
  call,
  coffee,
  common,
  emulate,
  get,
  keys,
  otherKeys,
  pagePay,
  post,
  signed,
  textOf,
  verifies,
} from './support.ts'

const method = 'alipay.trade.page.pay'
const page = (more: Record<string, string> = {}, business: object = pagePay, key = keys.privateKey) =>
  signed(common(method, business, more), key)
const action = (html: string, name: string) =>
  new RegExp(`<form method="post" action="([^"]+/${name})">`).exec(html)?.[1] as string
const press = (emulator: Awaited<ReturnType<typeof emulate>>, path: string) =>
  emulator.fetch(new Request(new URL(path, emulator.gateway), { method: 'POST' }))

describe('the cashier page', () => {
  it.each([
    ['GET', get],
    ['POST', post],
  ])('opens by %s and shows the order, escaped', async (_, open) => {
    const emulator = await emulate()
    const response = await open(emulator, page())
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html;charset=utf-8')
    const html = await response.text()
    expect(html).toContain('一杯 &#60;b&#62;&#34;Coffee&#34;&#60;/b&#62; &#38; cake')
    expect(html).not.toContain('<b>')
    expect(html).toContain('¥88.88')
    expect(html).toContain('2026-01-16 08:00:00')
    expect(emulator.trade('PAGE-1')).toMatchObject({ status: 'WAIT_BUYER_PAY', buyerId: null })
  })

  it('pays, and sends the browser back with a signed address that keeps the own query', async () => {
    const emulator = await emulate()
    const return_url = 'https://merchant.test/back?shop=%e5%ba%97&x=a+b#top'
    const html = await (await get(emulator, page({ return_url }))).text()
    const response = await press(emulator, action(html, 'pay'))
    expect(response.status).toBe(302)
    const location = response.headers.get('location') ?? ''
    expect(location.startsWith('https://merchant.test/back?shop=%e5%ba%97&x=a+b&')).toBe(true)
    expect(location.endsWith('#top')).toBe(true)
    const { shop, x, sign = '', ...params } = Object.fromEntries(new URL(location).searchParams)
    expect([shop, x]).toEqual(['店', 'a b'])
    expect(params).toEqual({
      app_id: appId,
      auth_app_id: appId,
      charset: 'utf-8',
      method: 'alipay.trade.page.pay.return',
      out_trade_no: 'PAGE-1',
      seller_id: '2088102146225135',
      sign_type: 'RSA2',
      timestamp: '2026-01-01 08:00:00',
      total_amount: '88.88',
      trade_no: emulator.trade('PAGE-1')?.tradeNo,
      version: '1.0',
    })
    expect(verifies(emulator, textOf(params, ['sign_type']), sign)).toBe(true)
    expect(verifies(emulator, textOf(params, []), sign)).toBe(false)
    expect(emulator.trade('PAGE-1')).toMatchObject({ status: 'TRADE_SUCCESS', buyerId: '2088101117955611' })
  })

  it('pays once, however often the button is pressed', async () => {
    const emulator = await emulate()
    const html = await (await get(emulator, page({ notify_url: 'https://merchant.test/n' }))).text()
    for (let round = 0; round < 3; round++) {
      const response = await press(emulator, action(html, 'pay'))
      expect([response.status, (await response.text()).includes('付款成功 Paid')]).toEqual([200, true])
    }
    await emulator.advance(0)
    expect(emulator.notifications()).toHaveLength(1)
  })

  it('closes, and is not paid afterwards', async () => {
    const emulator = await emulate()
    const html = await (await get(emulator, page({ return_url: 'https://merchant.test/back' }))).text()
    expect(await (await press(emulator, action(html, 'close'))).text()).toContain('交易关闭 Closed')
    const response = await press(emulator, action(html, 'pay'))
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('交易关闭 Closed')
    expect(emulator.trade('PAGE-1')?.status).toBe('TRADE_CLOSED')
  })

  it('is left alone by a foreign token and by GET', async () => {
    const emulator = await emulate()
    const html = await (await get(emulator, page())).text()
    expect(await (await press(emulator, '/cashier/123/pay')).text()).toContain('ACQ.TRADE_NOT_EXIST')
    const path = action(html, 'pay')
    expect((await emulator.fetch(new Request(new URL(path, emulator.gateway)))).status).toBe(405)
    expect(emulator.trade('PAGE-1')?.status).toBe('WAIT_BUYER_PAY')
  })

  it('opens the same order again, but no other under its number', async () => {
    const emulator = await emulate()
    const first = await (await get(emulator, page())).text()
    const second = await (await get(emulator, page())).text()
    expect(emulator.trades()).toHaveLength(1)
    const changed = await get(emulator, page({}, { ...pagePay, total_amount: '1.00' }))
    expect(await changed.text()).toContain('ACQ.CONTEXT_INCONSISTENT')
    await press(emulator, action(second, 'pay'))
    expect(await (await press(emulator, action(first, 'pay'))).text()).toContain('付款成功 Paid')
    expect(await (await get(emulator, page())).text()).toContain('ACQ.TRADE_HAS_SUCCESS')
  })

  it.each([
    ['isv.invalid-signature', page({}, pagePay, otherKeys.privateKey)],
    ['isv.missing-signature', common(method, pagePay)],
    ['isv.invalid-app-id', page({ app_id: '1' })],
    ['isv.suspected-attack', page({}, { ...pagePay, body: 'a&total_amount=0.01' })],
    ['ACQ.INVALID_PARAMETER', page({}, { ...pagePay, product_code: undefined })],
    ['ACQ.INVALID_PARAMETER', page({}, { ...pagePay, total_amount: '0' })],
  ])('says %s as a page', async (subCode, params) => {
    const emulator = await emulate()
    const response = await get(emulator, params)
    expect(response.headers.get('content-type')).toBe('text/html;charset=utf-8')
    const html = await response.text()
    expect(html).toContain(`<code>${subCode}</code>`)
    expect(html).not.toContain('<form')
    expect(emulator.trades()).toEqual([])
  })

  it('escapes what it tells of a wrong signature', async () => {
    const emulator = await emulate()
    const evil = page({}, { ...pagePay, subject: '<script>alert(1)</script>' }, otherKeys.privateKey)
    expect(await (await get(emulator, evil)).text()).not.toContain('<script')
  })

  it('waits 15 days, then closes', async () => {
    const emulator = await emulate()
    const html = await (await get(emulator, page())).text()
    await emulator.advance(15 * 24 * 60 * 60 * 1000)
    expect(await (await press(emulator, action(html, 'pay'))).text()).toContain('交易关闭 Closed')
  })

  it('can be paid without the page', async () => {
    const emulator = await emulate()
    await get(emulator, page({ return_url: 'https://merchant.test/back', sign_type: 'RSA' }))
    const location = (await emulator.pay('PAGE-1')) ?? ''
    const { sign = '', ...params } = Object.fromEntries(new URL(location).searchParams)
    expect(params['sign_type']).toBe('RSA')
    expect(verifies(emulator, textOf(params, ['sign_type']), sign, 'RSA')).toBe(true)
    expect(() => emulator.close('PAGE-1')).toThrow(/TRADE_SUCCESS/)
    await expect(emulator.pay('PAGE-2')).rejects.toThrow(/no order/)
  })

  describe('for phones', () => {
    const wap = (business: object = {}, more: Record<string, string> = {}) => {
      const order = { ...pagePay, product_code: 'QUICK_WAP_WAY', ...business }
      return signed(common('alipay.trade.wap.pay', order, more))
    }
    const quit_url = 'https://shop.test/?a=1&b="2"'

    it('sends the payer back under its own name', async () => {
      const emulator = await emulate()
      const html = await (await get(emulator, wap({ quit_url }, { return_url: 'https://m.test/b' }))).text()
      expect(html).toContain('<a href="https://shop.test/?a=1&#38;b=&#34;2&#34;">')
      const paid = await press(emulator, action(html, 'pay'))
      const { sign = '', ...params } = Object.fromEntries(
        new URL(paid.headers.get('location') ?? '').searchParams,
      )
      expect(params).toMatchObject({ method: 'alipay.trade.wap.pay.return', out_trade_no: 'PAGE-1' })
      expect(verifies(emulator, textOf(params, ['sign_type']), sign)).toBe(true)
    })

    it('leads back to the shop from a closed order, not from a paid one', async () => {
      const emulator = await emulate()
      for (const [out_trade_no, name, leads] of [
        ['W1', 'close', true],
        ['W2', 'pay', false],
      ] as const) {
        const html = await (await get(emulator, wap({ out_trade_no, quit_url }))).text()
        const after = await (await press(emulator, action(html, name))).text()
        expect([name, after.includes('<a href=')]).toEqual([name, leads])
      }
    })

    it('has no way back where none was given, and none that runs a script', async () => {
      const emulator = await emulate()
      expect(await (await get(emulator, wap())).text()).not.toContain('<a href=')
      expect(await (await get(emulator, page({}, { ...pagePay, quit_url }))).text()).not.toContain('<a href=')
      for (const bad of ['javascript:alert(1)', 'shop', `https://shop.test/${'a'.repeat(400)}`]) {
        const html = await (await get(emulator, wap({ out_trade_no: 'W3', quit_url: bad }))).text()
        expect(html).toContain('参数无效：quit_url')
      }
      expect(emulator.trade('W3')).toBeNull()
    })
  })

  it('is not an API, and an API is not a page', async () => {
    const emulator = await emulate()
    const answer = await call(emulator, 'alipay.trade.pay', coffee)
    expect(answer['code']).toBe('10000')
    const html = await (await post(emulator, page())).text()
    expect(html.startsWith('<!doctype html>')).toBe(true)
  })
})
