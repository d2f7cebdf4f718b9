import { describe, expect, it } from 'vitest'
import type { Emulator, FaultKind } from '../../src/emulator/index.ts'
import { call, coffee, common, emulate, get, pagePay, post, reply, signed, verifies } from './support.ts'

const method = 'alipay.trade.pay'
const pay = (emulator: Emulator, order: object = coffee) => call(emulator, method, order)
const query = (emulator: Emulator) => call(emulator, 'alipay.trade.query', { out_trade_no: 'ORDER-1' })

describe('a fault', () => {
  it.each([
    ['request-lost', undefined],
    ['reply-lost', 'TRADE_SUCCESS'],
  ] as const)('%s breaks the connection, and the trade is %s', async (kind, status) => {
    const emulator = await emulate()
    const fault = emulator.fault(kind, { method })
    const error = await pay(emulator).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(TypeError)
    expect(error).toHaveProperty('message', 'fetch failed')
    expect(emulator.trade('ORDER-1')?.status).toBe(status)
    expect(fault.struck).toBe(1)
    const again = await pay(emulator)
    expect(again['sub_code'] ?? again['code']).toBe(status ? 'ACQ.TRADE_HAS_SUCCESS' : '10000')
  })

  it.each([
    ['unavailable-before', undefined],
    ['unavailable-after', 'TRADE_SUCCESS'],
  ] as const)('%s answers 20000, signed, and the trade is %s', async (kind, status) => {
    const emulator = await emulate()
    emulator.fault(kind)
    expect(await pay(emulator)).toEqual({
      code: '20000',
      msg: 'Service Currently Unavailable',
      sub_code: 'isp.unknow-error',
      sub_msg: '系统繁忙',
    })
    expect(emulator.trade('ORDER-1')?.status).toBe(status)
  })

  it('looks the same to the merchant, done or not', async () => {
    const seen = async (kind: FaultKind) => {
      const emulator = await emulate()
      emulator.fault(kind)
      return pay(emulator).catch(({ name, message }: Error) => ({ name, message }))
    }
    expect(await seen('request-lost')).toEqual(await seen('reply-lost'))
    expect(await seen('unavailable-before')).toEqual(await seen('unavailable-after'))
  })

  it('reply-late is done at once and told later, in real time', async () => {
    const emulator = await emulate()
    emulator.fault('reply-late', { milliseconds: 80 })
    const began = performance.now()
    const late = pay(emulator)
    while (emulator.trade('ORDER-1')?.status !== 'TRADE_SUCCESS') await new Promise(setImmediate)
    expect((await query(emulator))['trade_status']).toBe('TRADE_SUCCESS')
    expect((await late)['code']).toBe('10000')
    expect(performance.now() - began).toBeGreaterThan(70)
  })

  it('reply-late heeds who no longer waits', async () => {
    const emulator = await emulate()
    emulator.fault('reply-late', { milliseconds: 60_000, times: 2 })
    const body = new URLSearchParams(signed(common(method, coffee)))
    for (const signal of [AbortSignal.timeout(20), AbortSignal.abort()]) {
      const request = new Request(emulator.gateway, { method: 'POST', body, signal })
      // A body cannot be read under an aborted signal in every runtime: either way it ends at once.
      await expect(emulator.fetch(request)).rejects.toMatchObject({
        name: expect.stringMatching(/^(?:Timeout|Abort)Error$/),
      })
    }
  })

  it('strikes only its method, so many times, and the first set first', async () => {
    const emulator = await emulate()
    const first = emulator.fault('unavailable-before', { method, times: 2 })
    const second = emulator.fault('request-lost', { method })
    expect((await query(emulator))['sub_code']).toBe('ACQ.TRADE_NOT_EXIST')
    expect((await pay(emulator))['code']).toBe('20000')
    expect((await pay(emulator))['code']).toBe('20000')
    expect([first.struck, second.struck]).toEqual([2, 0])
    await expect(pay(emulator)).rejects.toThrow(TypeError)
    expect((await pay(emulator))['code']).toBe('10000')
    expect([first.struck, second.struck]).toEqual([2, 1])
  })

  it('can be taken away', async () => {
    const emulator = await emulate()
    const fault = emulator.fault('request-lost', { times: 9 })
    await expect(pay(emulator)).rejects.toThrow(TypeError)
    fault.end()
    expect((await pay(emulator))['code']).toBe('10000')
    expect(fault.struck).toBe(1)
  })

  it('is a page where the call is one', async () => {
    const emulator = await emulate()
    emulator.fault('unavailable-after', { method: 'alipay.trade.page.pay' })
    const html = await (await get(emulator, signed(common('alipay.trade.page.pay', pagePay)))).text()
    expect(html).toContain('<code>isp.unknow-error</code>')
    expect(emulator.trade('PAGE-1')?.status).toBe('WAIT_BUYER_PAY')
  })

  it('does not open what the checks refuse', async () => {
    const emulator = await emulate()
    emulator.fault('unavailable-after')
    const forged = { ...signed(common(method, coffee)), timestamp: '2026-01-01 08:00:01' }
    const { answer, inner, sign = '' } = await reply(await post(emulator, forged))
    expect(answer['code']).toBe('20000')
    expect(verifies(emulator, inner, sign)).toBe(true)
    expect(emulator.trades()).toEqual([])
  })

  it.each<[string, [kind: string, options?: object]]>([
    ['kind', ['reply-eaten']],
    ['method', ['reply-lost', { method: 'alipay.trade.pya' }]],
    ['times', ['reply-lost', { times: 0 }]],
    ['times', ['reply-lost', { times: Number.POSITIVE_INFINITY }]],
    ['milliseconds', ['reply-late', { milliseconds: -1 }]],
    ['milliseconds', ['reply-late', { milliseconds: 2 ** 31 }]],
  ])('is refused for its %s', async (_, [kind, options]) => {
    const emulator = await emulate()
    expect(() => emulator.fault(kind as FaultKind, options)).toThrow(RangeError)
    expect((await pay(emulator))['code']).toBe('10000')
  })
})
