import { unzipSync } from 'fflate'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import type { Emulator } from '../../src/emulator/index.ts'
import { call, coffee, emulate, otherAppId, otherKeys } from './support.ts'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR
const method = 'alipay.data.dataservice.bill.downloadurl.query'
const seller = '2088102146225135'
const day = { bill_type: 'trade', bill_date: '2026-01-01' }

const ask = async (emulator: Emulator, business: object = day) =>
  (await call(emulator, method, business))['sub_code']

/** The files of a bill, as text by their names. */
async function open(emulator: Emulator, business: object = day): Promise<Record<string, string>> {
  const { bill_download_url = '' } = await call(emulator, method, business)
  const answer = await emulator.fetch(new Request(bill_download_url))
  expect(answer.status).toBe(200)
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()))
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [name, iconv.decode(Buffer.from(bytes), 'gbk')]),
  )
}

/** Two payments and a refund on New Year's Day, from eight in the morning on. */
async function newYear(): Promise<Emulator> {
  const emulator = await emulate()
  const tea = { out_trade_no: 'ORDER-2', subject: '茶, 两杯 "大"', total_amount: '100000.10' }
  await call(emulator, 'alipay.trade.pay', coffee)
  await emulator.advance(HOUR)
  await call(emulator, 'alipay.trade.pay', { ...coffee, ...tea, auth_code: emulator.issuePayerCode() })
  await emulator.advance(HOUR)
  const back = { out_trade_no: 'ORDER-1', refund_amount: '8.88', out_request_no: 'R1', refund_reason: '退' }
  await call(emulator, 'alipay.trade.refund', back)
  return emulator
}

describe(method, () => {
  it('tells of each payment and refund, with totals, in GBK', async () => {
    const emulator = await newYear()
    await emulator.advance(23 * HOUR)
    const files = await open(emulator)
    const stem = `${seller}0156_20260101_业务明细`
    expect(Object.keys(files)).toEqual([`${stem}.csv`, `${stem}(汇总).csv`])
    const lines = (files[`${stem}.csv`] ?? '').split('\r\n')
    expect(lines.slice(0, 3)).toEqual([
      '#支付宝业务明细查询',
      `#账号：[${seller}0156]`,
      '#起始日期：[2026年01月01日 00:00:00]   终止日期：[2026年01月02日 00:00:00]',
    ])
    const header = lines[4]?.split(',') ?? []
    expect(header).toHaveLength(25)
    const [one, two] = [emulator.trade('ORDER-1'), emulator.trade('ORDER-2')]
    const none = '0.00,0.00,0.00,0.00,0.00,\t,0.00,0.00'
    expect(lines.slice(5, 8)).toEqual([
      `${one?.tradeNo}\t,ORDER-1\t,交易\t,Coffee,2026-01-01 08:00:00,2026-01-01 08:00:00,\t,\t,\t,\t,159****4394\t,88.88,88.88,${none},\t,0.00,0.00,`,
      expect.stringContaining(`${two?.tradeNo}\t,ORDER-2\t,交易\t,"茶, 两杯 ""大""",2026-01-01 09:00:00`),
      `${one?.tradeNo}\t,ORDER-1\t,退款\t,Coffee,2026-01-01 08:00:00,2026-01-01 10:00:00,\t,\t,\t,\t,159****4394\t,-8.88,-8.88,${none},R1\t,0.00,0.00,退`,
    ])
    expect(lines.slice(8)).toEqual([
      expect.stringMatching(/^#-+业务明细列表结束-+$/),
      '#交易合计：2笔，商家实收共100088.98元，商家优惠共0.00元',
      '#退款合计：1笔，商家实收退款共-8.88元，商家优惠退款共0.00元',
      '#导出时间：[2026年01月02日 09:00:00]',
      '',
    ])
    expect(files[`${stem}(汇总).csv`]).toContain('合计\t,\t,2,1,100080.10,100080.10\r\n')
  })

  it('is there from nine o’clock of the next day on, or the third of the next month', async () => {
    const emulator = await newYear()
    expect(await ask(emulator)).toBe('BILL_NOT_EXIST')
    await emulator.advance(23 * HOUR - 1)
    expect(await ask(emulator)).toBe('BILL_NOT_EXIST')
    await emulator.advance(1)
    expect(await ask(emulator)).toBeUndefined()
    const month = { bill_type: 'trade', bill_date: '2026-01' }
    await emulator.advance(32 * DAY - 1)
    expect(await ask(emulator, month)).toBe('BILL_NOT_EXIST')
    await emulator.advance(1)
    expect(Object.values(await open(emulator, month))[0]).toContain('终止日期：[2026年02月01日 00:00:00]')
  })

  it('cuts days at midnight in Beijing', async () => {
    const emulator = await emulate()
    await emulator.advance(16 * HOUR - 1)
    await call(emulator, 'alipay.trade.pay', coffee)
    await emulator.advance(1)
    const later = { ...coffee, out_trade_no: 'ORDER-2', auth_code: emulator.issuePayerCode() }
    await call(emulator, 'alipay.trade.pay', later)
    await emulator.advance(2 * DAY)
    const [first] = Object.values(await open(emulator))
    const [second] = Object.values(await open(emulator, { ...day, bill_date: '2026-01-02' }))
    expect([first?.includes('ORDER-1'), first?.includes('ORDER-2')]).toEqual([true, false])
    expect([second?.includes('ORDER-1'), second?.includes('ORDER-2')]).toEqual([false, true])
  })

  it('is the merchant’s own, and says when nothing happened', async () => {
    const emulator = await newYear()
    await emulator.advance(2 * DAY)
    const answer = await call(emulator, method, day, { app_id: otherAppId }, otherKeys.privateKey)
    expect(answer['bill_file_code']).toBe('EMPTY_DATA_WITH_BILL_FILE')
    expect(answer['bill_download_url']).toContain('downloadBillFile.resource?bizType=trade')
    expect((await call(emulator, method, day))['bill_file_code']).toBeUndefined()
  })

  it.each([
    [{ bill_date: '2026-01-01' }, 'INVAILID_ARGUMENTS'],
    [{ bill_type: 'all', bill_date: '2026-01-01' }, 'INVAILID_ARGUMENTS'],
    [{ bill_type: 'trade' }, 'INVAILID_ARGUMENTS'],
    [{ ...day, bill_date: '2026-02-30' }, 'INVAILID_ARGUMENTS'],
    [{ ...day, bill_date: '2026-13' }, 'INVAILID_ARGUMENTS'],
    [{ ...day, bill_date: '20260101' }, 'INVAILID_ARGUMENTS'],
    [{ ...day, smid: '2088' }, 'INVAILID_ARGUMENTS'],
    [{ ...day, bill_date: '2019-12-31' }, 'BILL_NOT_EXIST'],
    [{ ...day, bill_type: 'signcustomer' }, 'BILL_NOT_EXIST'],
  ])('refuses %j', async (business, subCode) => {
    const emulator = await emulate()
    await emulator.advance(2 * DAY)
    expect(await ask(emulator, business)).toBe(subCode)
  })

  it('has an address for half a minute', async () => {
    const emulator = await newYear()
    await emulator.advance(2 * DAY)
    const { bill_download_url = '' } = await call(emulator, method, day)
    const status = async () => (await emulator.fetch(new Request(bill_download_url))).status
    await emulator.advance(29_999)
    expect(await status()).toBe(200)
    await emulator.advance(1)
    expect(await status()).toBe(403)
    const post = new Request(bill_download_url, { method: 'POST' })
    expect((await emulator.fetch(post)).status).toBe(405)
  })
})
