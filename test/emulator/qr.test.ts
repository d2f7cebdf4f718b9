import { describe, expect, it } from 'vitest'
import type { Emulator } from '../../src/emulator/index.ts'
import { call, coffee, emulate, formOf, otherAppId, otherKeys } from './support.ts'

const HOUR = 60 * 60_000
const order = { out_trade_no: 'QR-1', subject: '咖啡 <Coffee>', total_amount: '88.88' }
const offer = (emulator: Emulator, more: object = {}, params: Record<string, string> = {}) =>
  call(emulator, 'alipay.trade.precreate', { ...order, ...more }, params)
const query = (emulator: Emulator) => call(emulator, 'alipay.trade.query', { out_trade_no: 'QR-1' })
const scan = (emulator: Emulator, qr_code: string | undefined, method = 'GET') =>
  emulator.fetch(new Request(qr_code as string, { method }))

describe('alipay.trade.precreate', () => {
  it('answers an address of the emulator, and no trade yet', async () => {
    const emulator = await emulate({ baseUrl: 'http://127.0.0.1:8080/pay/' })
    expect(await offer(emulator)).toEqual({
      code: '10000',
      msg: 'Success',
      out_trade_no: 'QR-1',
      qr_code: expect.stringMatching(/^http:\/\/127\.0\.0\.1:8080\/pay\/qr\/\d{20}$/),
    })
    expect(emulator.trade('QR-1')).toBeNull()
    expect((await query(emulator))['sub_code']).toBe('ACQ.TRADE_NOT_EXIST')
  })

  it('opens the cashier when scanned, which can be paid once', async () => {
    const emulator = await emulate()
    const { qr_code } = await offer(emulator, {}, { notify_url: 'https://merchant.test/n' })
    const html = await (await scan(emulator, qr_code)).text()
    expect(html).toContain('咖啡 &#60;Coffee&#62;')
    expect((await query(emulator))['trade_status']).toBe('WAIT_BUYER_PAY')
    await scan(emulator, qr_code)
    expect(emulator.trades()).toHaveLength(1)
    const action = new URL(/action="([^"]+\/pay)"/.exec(html)?.[1] as string, emulator.gateway)
    const paid = await emulator.fetch(new Request(action, { method: 'POST' }))
    expect([paid.status, (await paid.text()).includes('付款成功 Paid')]).toEqual([200, true])
    expect((await query(emulator))['trade_status']).toBe('TRADE_SUCCESS')
    expect(await (await scan(emulator, qr_code)).text()).toContain('ACQ.TRADE_HAS_SUCCESS')
    expect((await offer(emulator))['sub_code']).toBe('ACQ.TRADE_HAS_SUCCESS')
    await emulator.advance(0)
    expect(emulator.notifications()).toHaveLength(1)
  })

  it('is paid without the page, scanned or not', async () => {
    const emulator = await emulate()
    await offer(emulator)
    expect(await emulator.pay('QR-1')).toBeNull()
    expect(emulator.trade('QR-1')).toMatchObject({ status: 'TRADE_SUCCESS', buyerId: '2088101117955611' })
    await expect(emulator.pay('QR-2')).rejects.toThrow(/no order/)
  })

  it('gives the same code for the same order, and none for another under its number', async () => {
    const emulator = await emulate()
    const { qr_code } = await offer(emulator)
    expect((await offer(emulator))['qr_code']).toBe(qr_code)
    for (const changed of [{ total_amount: '88.87' }, { subject: 'Tea' }]) {
      expect((await offer(emulator, changed))['sub_code']).toBe('ACQ.CONTEXT_INCONSISTENT')
    }
    const mine = { app_id: otherAppId }
    const other = await call(emulator, 'alipay.trade.precreate', order, mine, otherKeys.privateKey)
    expect(other['qr_code']).not.toBe(qr_code)
    await expect(emulator.pay('QR-1')).rejects.toThrow(/several apps/)
    await emulator.pay('QR-1', otherAppId)
    expect(emulator.trade('QR-1', otherAppId)?.status).toBe('TRADE_SUCCESS')
  })

  it.each([
    [{}, 2 * HOUR],
    [{ timeout_express: '1d' }, 2 * HOUR],
    [{ timeout_express: '30m' }, HOUR / 2],
    [{ qr_code_timeout_express: '1h' }, HOUR],
  ])('is good as long as %j says', async (more, life) => {
    const emulator = await emulate()
    const { qr_code } = await offer(emulator, more)
    await emulator.advance(life - 1)
    expect((await offer(emulator, more))['qr_code']).toBe(qr_code)
    await emulator.advance(1)
    expect(await (await scan(emulator, qr_code)).text()).toContain('ACQ.TRADE_NOT_EXIST')
    await expect(emulator.pay('QR-1')).rejects.toThrow(/no order/)
    const again = await offer(emulator, { ...more, total_amount: '1' })
    expect(again).toMatchObject({ code: '10000' })
    expect(again['qr_code']).not.toBe(qr_code)
  })

  it('waits for the payer after the scan as long as the order says', async () => {
    const emulator = await emulate()
    const { qr_code } = await offer(emulator)
    await scan(emulator, qr_code)
    await emulator.advance(3 * HOUR - 1)
    expect(emulator.trade('QR-1')?.status).toBe('WAIT_BUYER_PAY')
    await emulator.advance(1)
    expect(emulator.trade('QR-1')?.status).toBe('TRADE_CLOSED')
  })

  it.each([
    ['out_trade_no', ''],
    ['subject', undefined],
    ['total_amount', '0'],
    ['timeout_express', '0m'],
    ['qr_code_timeout_express', 'soon'],
  ])('refuses %s = %j', async (name, value) => {
    const answer = await offer(await emulate(), { [name]: value })
    expect(answer).toMatchObject({ code: '40004', sub_msg: `参数无效：${name}` })
  })

  it('is opened by GET alone, and not by a foreign number', async () => {
    const emulator = await emulate()
    const { qr_code = '' } = await offer(emulator)
    expect((await scan(emulator, qr_code, 'POST')).status).toBe(405)
    expect(emulator.trades()).toEqual([])
    expect(await (await scan(emulator, `${qr_code}0`)).text()).toContain('ACQ.TRADE_NOT_EXIST')
    expect((await scan(emulator, qr_code.replace(/\d+$/, 'x'))).status).toBe(404)
  })

  it('does not keep a payer code from paying the same number', async () => {
    const emulator = await emulate()
    const { qr_code } = await offer(emulator)
    const paid = await call(emulator, 'alipay.trade.pay', { ...coffee, ...order })
    expect(paid['code']).toBe('10000')
    expect(await (await scan(emulator, qr_code)).text()).toContain('ACQ.TRADE_HAS_SUCCESS')
  })
})

describe('alipay.trade.create', () => {
  const create = (emulator: Emulator, more: object = {}) =>
    call(emulator, 'alipay.trade.create', { ...order, buyer_id: '2088202954065786', ...more })

  it('opens a trade for its buyer, who pays it', async () => {
    const emulator = await emulate()
    const created = await create(emulator)
    expect(created).toEqual({
      code: '10000',
      msg: 'Success',
      out_trade_no: 'QR-1',
      trade_no: emulator.trade('QR-1')?.tradeNo,
    })
    expect(await create(emulator)).toEqual(created)
    expect(emulator.trades()).toHaveLength(1)
    expect(await query(emulator)).toMatchObject({ trade_status: 'WAIT_BUYER_PAY' })
    await emulator.pay('QR-1')
    expect(await query(emulator)).toMatchObject({
      trade_status: 'TRADE_SUCCESS',
      buyer_user_id: '2088202954065786',
      buyer_logon_id: '159****5786',
    })
    expect((await create(emulator))['sub_code']).toBe('ACQ.TRADE_HAS_SUCCESS')
  })

  it('names a buyer by the open id that it was given', async () => {
    const emulator = await emulate()
    const buyer = { buyer_open_id: '074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5' }
    const notify_url = 'https://merchant.test/n'
    for (let round = 0; round < 2; round++) {
      const answer = await call(emulator, 'alipay.trade.create', { ...order, ...buyer }, { notify_url })
      expect(answer['code']).toBe('10000')
    }
    await emulator.pay('QR-1')
    await emulator.advance(0)
    const told = formOf(emulator.notifications()[0]?.body ?? '')
    expect([told['buyer_id'], told['buyer_open_id']]).toEqual([undefined, buyer.buyer_open_id])
    const answer = await query(emulator)
    expect(answer).toMatchObject({ buyer_open_id: buyer.buyer_open_id })
    expect(answer).not.toHaveProperty('buyer_user_id')
    expect(emulator.trade('QR-1')?.buyerId).toMatch(/^2088\d{12}$/)
  })

  it.each([
    [{ buyer_id: undefined }, 'ACQ.INVALID_PARAMETER'],
    [{ buyer_id: '123' }, 'ACQ.INVALID_PARAMETER'],
    [{ total_amount: '0' }, 'ACQ.INVALID_PARAMETER'],
    [{ buyer_id: '2088102146225135' }, 'ACQ.BUYER_SELLER_EQUAL'],
  ])('refuses %j', async (more, subCode) => {
    const emulator = await emulate()
    expect((await create(emulator, more))['sub_code']).toBe(subCode)
    expect(emulator.trades()).toEqual([])
  })

  it('refuses another buyer and another order under its number', async () => {
    const emulator = await emulate()
    await create(emulator)
    expect((await create(emulator, { buyer_id: '2088202954065787' }))['sub_code']).toBe(
      'ACQ.TRADE_BUYER_NOT_MATCH',
    )
    expect((await create(emulator, { total_amount: '1' }))['sub_code']).toBe('ACQ.CONTEXT_INCONSISTENT')
  })

  it.each([
    [{}, 15 * 24 * HOUR],
    [{ product_code: 'FACE_TO_FACE_PAYMENT' }, 3 * HOUR],
  ])('waits with %j', async (more, life) => {
    const emulator = await emulate()
    await create(emulator, more)
    await emulator.advance(life - 1)
    expect(emulator.trade('QR-1')?.status).toBe('WAIT_BUYER_PAY')
    await emulator.advance(1)
    expect(emulator.trade('QR-1')?.status).toBe('TRADE_CLOSED')
  })
})
