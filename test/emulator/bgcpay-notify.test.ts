import { describe, expect, it } from 'vitest'
import type { BgcpayEmulatorApp, BgcpayEmulatorOptions, Emulator } from '../../src/emulator/index.ts'
import { call, cid, common, emulateBgcpay, key, md5, notify_url, phone } from './bgcpay-support.ts'
import { appId, start, textOf } from './support.ts'

const SECOND = 1000
const DAY = 24 * 60 * 60 * SECOND

interface Received {
  readonly request: Request
  readonly url: URL
  readonly query: Record<string, string>
  readonly body: string
  readonly form: Record<string, string>
  /** Seconds after the start, by the notification's own timestamp. */
  readonly seconds: number
}

/** A merchant that answers as told and remembers what came. */
async function merchant(
  answer: () => Response,
  app: Partial<BgcpayEmulatorApp> = {},
  options: Partial<BgcpayEmulatorOptions> = {},
) {
  const received: Received[] = []
  const emulator: Emulator = await emulateBgcpay(app, options, {
    fetch: async request => {
      const url = new URL(request.url)
      const query = Object.fromEntries(url.searchParams)
      const body = await request.clone().text()
      const form = Object.fromEntries(await request.clone().formData()) as Record<string, string>
      const sent = Date.parse(`${query['timestamp']?.replace(' ', 'T')}+08:00`)
      received.push({ request, url, query, body, form, seconds: (sent - start.getTime()) / SECOND })
      return answer()
    },
  })
  const order = (more: object = {}, url = notify_url) =>
    call(emulator, 'bgcpay.trade.pay', { ...phone, ...more }, { notify_url: url })
  return { emulator, received, order, seconds: () => received.map(one => one.seconds) }
}

const success = () => new Response('SUCCESS')

describe('a notification', () => {
  it('looks and is signed as document 003 has it', async () => {
    const { emulator, received, order } = await merchant(success)
    const { trade_no } = await order()
    await emulator.advance(85 * SECOND)
    emulator.bgcpay.pay(phone.out_trade_no)
    await emulator.advance(0)
    expect(received).toHaveLength(1)
    const [{ request, url, query, form, body } = {} as Received] = received
    expect(request.method).toBe('POST')
    expect(request.redirect).toBe('manual')
    const { sign = '', ...signed } = query
    expect(`${url.origin}${url.pathname}`).toBe(notify_url)
    expect(url.search).toBe(
      `?charset=UTF-8&method=alipay.trade.notify&format=json&sign=${sign}&app_id=${appId}&version=1.0&sign_type=MD5&timestamp=2026-01-01%2008%3A01%3A25`,
    )
    expect(Object.entries(form)).toEqual([
      ['trade_no', trade_no],
      ['out_trade_no', phone.out_trade_no],
      ['currency', 'USDT'],
      ['total_amount', '88.88'],
      ['subject', 'Iphone6 16G'],
      ['extend_params', ''],
      ['payer_id', cid],
      ['trade_status', 'TRADE_SUCCESS'],
      ['trade_date', '2026-01-01 08:00:00'],
      ['pay_date', '2026-01-01 08:01:25'],
    ])
    const [, boundary = ''] =
      /^multipart\/form-data; boundary=(-{24}[\da-f]{16})$/.exec(request.headers.get('content-type') ?? '') ??
      []
    expect(body).toBe(
      `${Object.entries(form)
        .map(([n, v]) => `--${boundary}\r\nContent-Disposition: form-data; name="${n}"\r\n\r\n${v}\r\n`)
        .join('')}--${boundary}--\r\n`,
    )
    expect(sign).toBe(md5(textOf({ ...signed, ...form }, []) + key))
    expect(emulator.notifications()).toMatchObject([
      {
        notifyId: `${trade_no} TRADE_SUCCESS`,
        url: notify_url,
        body,
        acknowledged: true,
        attempts: [{ url: url.href, body, status: 200 }],
      },
    ])
  })

  it.each([
    [`${notify_url}?shop=1&a=%2B`, `${notify_url}?shop=1&a=%2B&charset=UTF-8&`],
    [`${notify_url}#x`, `${notify_url}?charset=UTF-8&`],
  ])('keeps what stands in %s, unsigned', async (address, beginning) => {
    const { emulator, received } = await merchant(success, { join: 'amp-key', hex: 'upper' })
    const business = { ...phone, extend_params: '透傳 {"a":"1&2"}', subject: '手機' }
    const asked = common('bgcpay.trade.pay', { notify_url: address, biz_content: JSON.stringify(business) })
    const more = { notify_url: address, sign: md5(`${textOf(asked, [])}&key=${key}`) }
    await call(emulator, 'bgcpay.trade.pay', business, more)
    emulator.bgcpay.pay(phone.out_trade_no)
    await emulator.advance(0)
    const [{ url, query, form } = {} as Received] = received
    expect(url.href.startsWith(beginning)).toBe(true)
    expect(form).toMatchObject({ extend_params: '透傳 {"a":"1&2"}', subject: '手機' })
    const { sign, shop: _, a: __, ...signed } = query
    expect(sign).toBe(md5(`${textOf({ ...signed, ...form }, [])}&key=${key}`).toUpperCase())
  })

  it('is of payments only by default, and never without notify_url', async () => {
    const { emulator, received, order } = await merchant(success)
    await order()
    await order({ out_trade_no: 'B' })
    await order({ out_trade_no: 'C' }, '')
    emulator.bgcpay.close('B')
    emulator.bgcpay.pay('C', undefined)
    await emulator.advance(0)
    expect(received).toEqual([])
  })

  it('is of every change where that is turned on', async () => {
    const notifies = ['waiting', 'paid', 'closed', 'finished'] as const
    const { emulator, received, order } = await merchant(success, {}, { notifies })
    await order()
    emulator.bgcpay.pay(phone.out_trade_no)
    emulator.bgcpay.finish(phone.out_trade_no)
    await order({ out_trade_no: 'B', timeout: 30 })
    await emulator.advance(30 * SECOND)
    const told = received.map(({ form }) => [form['out_trade_no'], form['trade_status'], form['pay_date']])
    const paid = '2026-01-01 08:00:00'
    expect(told.sort()).toEqual([
      [phone.out_trade_no, 'TRADE_FINISHED', paid],
      [phone.out_trade_no, 'TRADE_SUCCESS', paid],
      [phone.out_trade_no, 'WAIT_PAY', ''],
      ['B', 'TRADE_CLOSED', ''],
      ['B', 'WAIT_PAY', ''],
    ])
    for (const { query, form } of received) {
      expect(query['sign']).toBe(md5(textOf({ ...query, ...form }, ['sign']) + key))
    }
  })
})

describe('repeats', () => {
  it('come 60, 90, 120 … seconds after the delivery before, a hundred in all', async () => {
    const { emulator, seconds, received, order } = await merchant(() => new Response('FAIL'))
    await order()
    emulator.bgcpay.pay(phone.out_trade_no)
    await emulator.advance(60 * SECOND - 1)
    expect(seconds()).toEqual([0])
    await emulator.advance(1)
    expect(seconds()).toEqual([0, 60])
    await emulator.advance(10 * DAY)
    expect(seconds().slice(0, 10)).toEqual([0, 60, 150, 270, 420, 600, 810, 1050, 1320, 1620])
    expect(seconds()).toHaveLength(100)
    // The last one comes 50 minutes after the one before.
    expect(seconds().slice(98)).toEqual([148_470, 151_470])
    expect(new Set(received.map(({ query }) => query['sign'])).size).toBe(100)
    const [record] = emulator.notifications()
    expect(record).toMatchObject({ acknowledged: false, url: notify_url })
    expect(record?.attempts).toHaveLength(100)
    for (const { query, form } of received) {
      expect(query['sign']).toBe(md5(textOf({ ...query, ...form }, ['sign']) + key))
    }
  })

  it('stop as soon as SUCCESS comes back', async () => {
    let count = 0
    const { emulator, seconds, order } = await merchant(() => new Response(++count < 3 ? 'no' : 'SUCCESS'))
    await order()
    emulator.bgcpay.pay(phone.out_trade_no)
    await emulator.advance(DAY)
    expect(seconds()).toEqual([0, 60, 150])
    expect(emulator.notifications()[0]?.acknowledged).toBe(true)
  })

  it.each([
    ['small letters', () => new Response('success')],
    ['a line break', () => new Response('SUCCESS\n')],
    ['quotes', () => new Response('"SUCCESS"')],
    ['500', () => new Response('SUCCESS', { status: 500 })],
  ])('come after %s', async (_, answer) => {
    const { emulator, seconds, order } = await merchant(answer)
    await order()
    emulator.bgcpay.pay(phone.out_trade_no)
    await emulator.advance(60 * SECOND)
    expect(seconds()).toEqual([0, 60])
    expect(emulator.notifications()[0]?.acknowledged).toBe(false)
  })
})
