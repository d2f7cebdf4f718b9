import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Emulator } from '../../src/emulator/index.ts'
import {
  appId,
  call,
  coffee,
  common,
  emulate,
  formOf,
  get,
  pagePay,
  seeded,
  signed,
  start,
  textOf,
  verifies,
} from './support.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const notify_url = 'https://merchant.test/notify'
const pay = (emulator: Emulator, more: object = {}, params: Record<string, string> = {}) =>
  call(emulator, 'alipay.trade.pay', { ...coffee, ...more }, { notify_url, ...params })
const refund = (emulator: Emulator, refund_amount: string, out_request_no: string) =>
  call(emulator, 'alipay.trade.refund', { out_trade_no: 'ORDER-1', refund_amount, out_request_no })

/** A merchant that answers as told and remembers what came, and when. */
async function merchant(answer: () => Response | Promise<Response>, options = {}) {
  const received: { request: Request; body: string; minutes: number }[] = []
  const emulator: Emulator = await emulate({
    fetch: async request => {
      const body = await request.clone().text()
      const minutes = (readBeijing(formOf(body)['notify_time'] as string) - start.getTime()) / MINUTE
      received.push({ request, body, minutes })
      return answer()
    },
    ...options,
  })
  return { emulator, received, minutes: () => received.map(({ minutes }) => minutes) }
}

const readBeijing = (text: string) => Date.parse(`${text.replace(' ', 'T')}+08:00`)
afterEach(() => {
  vi.restoreAllMocks()
})

const delays = [0, 4, 14, 24, 84, 204, 564, 1464]

describe('a notification', () => {
  it.each(['RSA2', 'RSA'])('looks and is signed like the real one (%s)', async sign_type => {
    const { emulator, received } = await merchant(() => new Response('success'))
    const text = { body: '描述 +1', passback_params: 'a%3d1%26b%3d2' }
    const { trade_no } = await pay(emulator, text, { sign_type })
    await emulator.advance(0)
    expect(received).toHaveLength(1)
    const [{ request, body } = { request: new Request('http://x'), body: '' }] = received
    expect(request.method).toBe('POST')
    expect(request.url).toBe(notify_url)
    expect(request.redirect).toBe('manual')
    expect(request.headers.get('content-type')).toBe('application/x-www-form-urlencoded; charset=utf-8')
    const { sign = '', ...form } = formOf(body)
    expect(form).toEqual({
      app_id: appId,
      auth_app_id: appId,
      body: '描述 +1',
      buyer_id: '2088443825664394',
      buyer_pay_amount: '88.88',
      charset: 'utf-8',
      fund_bill_list: '[{"amount":"88.88","fundChannel":"ALIPAYACCOUNT"}]',
      gmt_create: '2026-01-01 08:00:00',
      gmt_payment: '2026-01-01 08:00:00',
      invoice_amount: '88.88',
      notify_id: expect.stringMatching(/^20260101\d{26}$/),
      notify_time: '2026-01-01 08:00:00',
      notify_type: 'trade_status_sync',
      out_trade_no: 'ORDER-1',
      passback_params: 'a%3d1%26b%3d2',
      point_amount: '0.00',
      receipt_amount: '88.88',
      seller_id: '2088102146225135',
      sign_type,
      subject: 'Coffee',
      total_amount: '88.88',
      trade_no,
      trade_status: 'TRADE_SUCCESS',
      version: '1.0',
    })
    expect(verifies(emulator, textOf(form, ['sign_type']), sign, sign_type)).toBe(true)
    expect(verifies(emulator, textOf(form, []), sign, sign_type)).toBe(false)
  })

  it('is written in GBK for an order in GBK', async () => {
    const { emulator, received } = await merchant(() => new Response('success'))
    // Pure ASCII signs the same in both; only the answer's words tell the charset.
    await pay(emulator, {}, { charset: 'gbk' })
    await emulator.advance(0)
    expect(received[0]?.request.headers.get('content-type')).toContain('charset=gbk')
    expect(received[0]?.body).toContain('charset=gbk')
  })

  it('is not sent without notify_url, nor before the payment', async () => {
    const { emulator, received } = await merchant(() => new Response('success'))
    await call(emulator, 'alipay.trade.pay', coffee)
    await get(emulator, signed(common('alipay.trade.page.pay', pagePay, { notify_url })))
    await emulator.advance(HOUR)
    expect(received).toHaveLength(0)
    await emulator.pay('PAGE-1')
    await emulator.advance(0)
    expect(received).toHaveLength(1)
  })
})

describe('repeats', () => {
  it('come after 4m, 10m, 10m, 1h, 2h, 6h and 15h, and then no more', async () => {
    const { emulator, received, minutes } = await merchant(() => new Response('fail'))
    await pay(emulator)
    await emulator.advance(4 * MINUTE - 1)
    expect(minutes()).toEqual([0])
    await emulator.advance(1)
    expect(minutes()).toEqual([0, 4])
    await emulator.advance(60 * HOUR)
    expect(minutes()).toEqual(delays)
    const forms = received.map(({ body }) => formOf(body))
    expect(new Set(forms.map(form => form['notify_id'])).size).toBe(1)
    for (const { sign = '', ...form } of forms) {
      expect(verifies(emulator, textOf(form, ['sign_type']), sign)).toBe(true)
    }
    const [record] = emulator.notifications()
    expect(record).toMatchObject({ url: notify_url, acknowledged: false, body: received[7]?.body })
    expect(record?.attempts.map(({ time }) => (time.getTime() - start.getTime()) / MINUTE)).toEqual(delays)
    expect(record?.attempts.every(({ status }) => status === 200)).toBe(true)
  })

  it('stop as soon as success comes back', async () => {
    let count = 0
    const { emulator, minutes } = await merchant(() => new Response(++count < 3 ? 'fail' : 'success'))
    await pay(emulator)
    await emulator.advance(60 * HOUR)
    expect(minutes()).toEqual([0, 4, 14])
    expect(emulator.notifications()[0]?.acknowledged).toBe(true)
  })

  it.each<[string, () => Response | Promise<Response>]>([
    ['a line break', () => new Response('success\n')],
    ['capitals', () => new Response('SUCCESS')],
    ['a byte order mark', () => new Response('\ufeffsuccess')],
    ['nothing', () => new Response('')],
    ['201', () => new Response('success', { status: 201 })],
    ['500', () => new Response('success', { status: 500 })],
    ['a redirect', () => new Response('success', { status: 302, headers: { location: 'https://x.test/' } })],
    ['no answer', () => Promise.reject(new TypeError('fetch failed'))],
    [
      'a thrown error',
      () => {
        throw new Error('down')
      },
    ],
  ])('come after %s', async (_, answer) => {
    const { emulator, minutes } = await merchant(answer)
    await pay(emulator)
    await emulator.advance(4 * MINUTE)
    expect(minutes()).toEqual([0, 4])
    expect(emulator.notifications()[0]).toMatchObject({ acknowledged: false })
  })

  it('come after a fetch that throws at once', async () => {
    let count = 0
    const emulator = await emulate({
      fetch: () => {
        count++
        throw new Error('not even a promise')
      },
    })
    await pay(emulator)
    await emulator.advance(4 * MINUTE)
    expect(count).toBe(2)
    expect(emulator.notifications()[0]?.attempts.map(({ status }) => status)).toEqual([null, null])
  })

  it.each<[string, () => Promise<Response>]>([
    ['hangs', () => new Promise(() => {})],
    [
      'throws at once',
      () => {
        throw new Error('down')
      },
    ],
  ])('come after 15 seconds without an answer, when fetch %s', async (_, fetch) => {
    const { setTimeout: timer } = globalThis
    const waits: unknown[] = []
    const sooner = (callback: () => void, wait?: number) => {
      if (wait === 15_000) waits.push(wait)
      return timer(callback, wait === 15_000 ? 20 : wait)
    }
    vi.spyOn(globalThis, 'setTimeout').mockImplementation(sooner as typeof setTimeout)
    const emulator = await emulate({ fetch })
    await pay(emulator)
    await emulator.advance(4 * MINUTE)
    expect(waits).toEqual([15_000, 15_000])
    expect(emulator.notifications()[0]?.attempts.map(({ status }) => status)).toEqual([null, null])
    // An abort that nobody waits for any more must not become an unhandled rejection, which fails the run.
    await new Promise(resolve => setTimeout(resolve, 40))
  })

  it('of several orders come in the order of time', async () => {
    const { emulator, received, minutes } = await merchant(() => new Response('no'))
    await pay(emulator)
    await emulator.advance(3 * MINUTE)
    await pay(emulator, { out_trade_no: 'ORDER-2', auth_code: emulator.issuePayerCode() })
    await emulator.advance(15 * MINUTE)
    expect(received.map(({ body }) => formOf(body)['out_trade_no'])).toEqual(
      ['1', '2', '1', '2', '1', '2'].map(number => `ORDER-${number}`),
    )
    expect(minutes()).toEqual([0, 3, 4, 7, 14, 17])
  })

  it('see the moment of their delivery when the merchant asks back', async () => {
    const seen: string[] = []
    const emulator: Emulator = await emulate({
      notifies: ['paid'],
      fetch: async () => {
        seen.push((await refund(emulator, '1', `R${seen.length}`))['gmt_refund_pay'] as string)
        return new Response('no')
      },
    })
    await pay(emulator)
    await emulator.advance(4 * MINUTE)
    expect(seen).toEqual(['2026-01-01 08:00:00', '2026-01-01 08:04:00'])
    expect(emulator.trade('ORDER-1')?.refundedAmount).toBe('2.00')
  })

  it('due at one moment come one after the other, also when the merchant asks back', async () => {
    let running = 0
    const together: number[] = []
    const emulator: Emulator = await emulate({
      fetch: async () => {
        together.push(++running)
        await call(emulator, 'alipay.trade.query', { out_trade_no: 'ORDER-1' })
        running--
        return new Response('no')
      },
    })
    await pay(emulator)
    await emulator.advance(0)
    await pay(emulator, { out_trade_no: 'ORDER-2', auth_code: emulator.issuePayerCode() })
    await emulator.advance(4 * MINUTE)
    expect(together).toEqual([1, 1, 1, 1])
  })

  it('wait for each other when the clock is moved twice at once', async () => {
    const { emulator, minutes } = await merchant(() => new Response('no'))
    await pay(emulator)
    await Promise.all([emulator.advance(4 * MINUTE), emulator.advance(10 * MINUTE)])
    expect(minutes()).toEqual([0, 4, 14])
    await expect(emulator.advance(-1)).rejects.toThrow(RangeError)
    await expect(emulator.advance(Number.NaN)).rejects.toThrow(RangeError)
  })

  it('are caught up by the host clock with the next request', async () => {
    let now = start.getTime()
    const { emulator, minutes } = await merchant(() => new Response('no'), { now: () => new Date(now) })
    await pay(emulator)
    await emulator.advance(0)
    now += 5 * MINUTE
    await call(emulator, 'alipay.trade.query', { out_trade_no: 'ORDER-1' })
    await emulator.advance(0)
    expect(minutes()).toEqual([0, 5])
    now += 10 * MINUTE
    await emulator.advance(0)
    expect(minutes()).toEqual([0, 5, 15])
  })
})

describe('what is told', () => {
  it('of refunds: the running total, a number of its own each', async () => {
    const { emulator, received } = await merchant(() => new Response('success'), {
      now: () => new Date(start.getTime() + 7),
    })
    await pay(emulator)
    await refund(emulator, '0.10', 'R1')
    await refund(emulator, '0.10', 'R1')
    await refund(emulator, '88.78', 'R2')
    await emulator.advance(0)
    const forms = received.map(({ body }) => formOf(body))
    const told = forms.map(form => [form['trade_status'], form['refund_fee'], form['out_biz_no']])
    expect(told).toEqual([
      ['TRADE_SUCCESS', undefined, undefined],
      ['TRADE_SUCCESS', '0.10', 'R1'],
      ['TRADE_CLOSED', '88.88', 'R2'],
    ])
    expect(forms[1]).toMatchObject({ gmt_refund: '2026-01-01 08:00:00.007', total_amount: '88.88' })
    expect(forms[1]).not.toHaveProperty('gmt_close')
    expect(forms[2]).toHaveProperty('gmt_close', '2026-01-01 08:00:00')
    expect(new Set(forms.map(form => form['notify_id'])).size).toBe(3)
  })

  it('stays what it was when the trade moves on', async () => {
    const { emulator, received } = await merchant(() => new Response('no'))
    await pay(emulator)
    await refund(emulator, '88.88', 'R1')
    await emulator.advance(4 * MINUTE)
    const [first, , again] = received.map(({ body }) => formOf(body))
    expect(again).toMatchObject({ notify_id: first?.['notify_id'], trade_status: 'TRADE_SUCCESS' })
    expect(again).not.toHaveProperty('refund_fee')
  })

  it('is more when the product turns it on', async () => {
    const order = { out_trade_no: 'ORDER-2' }
    const run = async (options: object) => {
      const { emulator, received } = await merchant(() => new Response('success'), {
        refundPeriod: HOUR,
        random: seeded(2),
        ...options,
      })
      await pay(emulator, { auth_code: emulator.issuePayerCode({ confirms: true }) })
      await emulator.advance(0)
      await emulator.pay('ORDER-1')
      await pay(emulator, { ...order, auth_code: emulator.issuePayerCode({ confirms: true }) })
      await emulator.advance(4 * HOUR)
      return received.map(({ body }) => formOf(body)['trade_status'])
    }
    expect(await run({})).toEqual(['TRADE_SUCCESS'])
    expect(await run({ notifies: ['waiting', 'closed', 'finished'] })).toEqual([
      'WAIT_BUYER_PAY',
      'WAIT_BUYER_PAY',
      'TRADE_FINISHED',
      'TRADE_CLOSED',
    ])
    expect(await run({ notifies: [] })).toEqual([])
  })

  it('is a copy: what a test does to it changes nothing', async () => {
    const { emulator } = await merchant(() => new Response('success'))
    await pay(emulator)
    await emulator.advance(0)
    const [record] = emulator.notifications()
    ;(record?.attempts as unknown[]).length = 0
    expect(emulator.notifications()[0]?.attempts).toHaveLength(1)
  })
})
