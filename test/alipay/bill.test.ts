/** Bills in archives that Python's zipfile wrote: all of them is read, and nothing that is not whole. */
import { deflateRawSync } from 'node:zlib'
import { describe, expect, it, test } from 'vitest'
import { type BillRow, downloadBill } from '../../src/alipay/bill/index.ts'
import { archive, errorOf, made, pieces, readAll, serving, url } from './bill-support.ts'

const lines = (text: string): string[] => text.trimEnd().split('\n')
const column = (rows: readonly BillRow[], name: string): (string | undefined)[] => rows.map(row => row[name])
const ZIPS = ['plain', 'gbk-names', 'stored', 'streamed', 'streamed and stored', 'in a folder']

describe.each(ZIPS)('an archive, %s', name => {
  // Each byte of the two that are read in different ways; some of their like.
  const step = ['plain', 'streamed'].includes(name) ? 1 : 7

  it.each([1, 7, 100_000])('is read whole, come in pieces of %i bytes', async size => {
    const [detail, summary, ...more] = await readAll(pieces(archive(name), size).body)
    expect(more).toEqual([])
    expect(detail).toMatchObject({
      name: '20880000000000000156_20260131_业务明细.csv',
      kind: 'detail',
      preamble: lines(made.detail).slice(0, 4),
      trailer: lines(made.detail).slice(-4),
      header: lines(made.detail)[4]?.split(','),
    })
    const rows = detail?.rows ?? []
    expect(column(rows, '商户订单号')).toEqual(['ORDER-1', 'ORDER-2', 'ORDER-1'])
    expect(column(rows, '商家实收（元）')).toEqual(['88.80', '100000.10', '-8.88'])
    expect(column(rows, '商品名称')).toEqual([
      '咖啡 PK\x03\x04 PK\x01\x02 PK\x07\x08 PK\x05\x06',
      '茶, 两杯 "大"',
      '咖啡',
    ])
    expect(column(rows, '退款批次号/请求号')).toEqual(['', '', 'REFUND-1'])
    expect(column(rows, '备注')).toEqual(['', '', '退'])

    expect(summary).toMatchObject({
      name: '20880000000000000156_20260131_业务明细(汇总).csv',
      kind: 'summary',
      preamble: lines(made.summary).slice(0, 3),
      trailer: lines(made.summary).slice(-2),
    })
    expect(summary?.rows.map(row => ({ ...row }))).toEqual([
      {
        门店编号: 'S-1',
        门店名称: '一号店',
        交易订单总笔数: '2',
        退款订单总笔数: '1',
        '订单金额（元）': '100080.10',
      },
      {
        门店编号: '合计',
        门店名称: '',
        交易订单总笔数: '2',
        退款订单总笔数: '1',
        '订单金额（元）': '100080.10',
      },
    ])
  })

  it('is refused wherever it breaks off', async () => {
    const whole = archive(name)
    const unnoticed: number[] = []
    for (let length = 2; length < whole.length; length += step) {
      const error = await errorOf(whole.slice(0, length))
      if (!/the bill is incomplete/.test(String(error))) unnoticed.push(length)
    }
    expect(unnoticed).toEqual([])
  })

  it('is never read as another bill with any byte of it spoiled', async () => {
    const whole = archive(name)
    const truth = JSON.stringify(await readAll(whole))
    const misread: number[] = []
    for (let at = 0; at < whole.length; at += step) {
      const spoiled = whole.slice()
      spoiled[at] = (spoiled[at] ?? 0) ^ 0x20
      const read = await readAll(spoiled).then(JSON.stringify, error => {
        expect(error).toMatchObject({ code: 'ERR_MESSAGE', outcome: 'untouched' })
        return undefined
      })
      // Names, times and attributes are under no checksum.
      const contents = (text: string): string => text.replaceAll(/"name":"[^"]*","kind":"\w*"/g, '')
      if (read !== undefined && contents(read) !== contents(truth)) misread.push(at)
    }
    expect(misread).toEqual([])
  })
})

it('reads an archive of nothing as nothing', async () => {
  expect(await readAll(archive('of nothing'))).toEqual([])
})

it.each([
  ['with another file', 'no csv'],
  ['bzip2', 'packed in a way that is not known here'],
])('refuses an archive %s', async (name, words) => {
  expect(await errorOf(archive(name))).toMatchObject({
    code: 'ERR_MESSAGE',
    message: expect.stringContaining(words),
  })
})

it.each([
  ['an encrypted one', 6, 1, 'encrypted'],
  ['a Zip64 one', 18, 0xffffffff, 'Zip64'],
])('refuses %s', async (_, offset, value, words) => {
  const bytes = archive('plain')
  const view = new DataView(bytes.buffer)
  if (value === 1) view.setUint16(offset, view.getUint16(offset, true) | 1, true)
  else view.setUint32(offset, value, true)
  expect(await errorOf(bytes)).toMatchObject({ code: 'ERR_MESSAGE', message: expect.stringContaining(words) })
})

it('refuses an archive that lists another number of files than it holds', async () => {
  const bytes = archive('plain')
  new DataView(bytes.buffer).setUint16(bytes.length - 22 + 10, 3, true)
  expect(await errorOf(bytes)).toMatchObject({ message: expect.stringContaining('that it lists') })
})

it('refuses an archive that lists fewer files than it holds, whatever number it gives', async () => {
  const bytes = Buffer.from(archive('plain'))
  const [first, second] = [bytes.indexOf('PK\x01\x02'), bytes.lastIndexOf('PK\x01\x02')]
  const shorter = Buffer.concat([bytes.subarray(0, first), bytes.subarray(second)])
  expect(await errorOf(new Uint8Array(shorter))).toMatchObject({
    message: expect.stringContaining('that it lists'),
  })
})

it('refuses a file of another size than it should have', async () => {
  const bytes = archive('plain')
  const view = new DataView(bytes.buffer)
  view.setUint32(22, view.getUint32(22, true) + 1, true)
  expect(await errorOf(bytes)).toMatchObject({ message: expect.stringContaining('checksum and size') })
})

describe('a loop over files', () => {
  const files = (body: BodyInit) => downloadBill(url, { fetch: serving(body) })

  it('may leave rows unread: the next file is there all the same', async () => {
    const kinds: string[] = []
    let rows = 0
    for await (const { kind, rows: each } of files(archive('streamed'))) {
      kinds.push(kind)
      for await (const _ of each) {
        rows++
        break
      }
    }
    expect([kinds, rows]).toEqual([['detail', 'summary'], 2])
  })

  it('gives rows once: what read some goes on where it stopped', async () => {
    for await (const { rows, kind } of files(archive('plain'))) {
      if (kind === 'summary') continue
      const seen: (string | undefined)[] = []
      for await (const row of rows) {
        seen.push(row['业务类型'])
        break
      }
      for await (const row of rows) seen.push(row['业务类型'])
      for await (const row of rows) seen.push(row['业务类型'])
      expect(seen).toEqual(['交易', '交易', '退款'])
    }
  })

  it('says so where rows are asked for after the next file was', async () => {
    const all = []
    for await (const file of files(archive('plain'))) all.push(file)
    await expect(all[0]?.rows[Symbol.asyncIterator]().next()).rejects.toThrow(
      new TypeError('the rows of a file must be read before the next file is asked for'),
    )
  })

  it('notices damage in rows that were not read', async () => {
    const bytes = archive('plain')
    bytes[400] = (bytes[400] ?? 0) ^ 1
    const read = async (): Promise<void> => {
      for await (const _ of files(bytes));
    }
    await expect(read()).rejects.toMatchObject({ code: 'ERR_MESSAGE' })
  })

  it('fetches no more than is asked for, and lets go when it is left', async () => {
    const filler = made.detail.replace(/(2026013122001400000000000002.*\n)/, (_, row) => row.repeat(20_000))
    const { body, asked, cancelled } = pieces(new Uint8Array(Buffer.from(`\ufeff${filler}`)), 1000)
    let signal: AbortSignal | undefined
    const fetch = async (request: Request) => {
      signal = request.signal
      return new Response(body)
    }
    let rows = 0
    for await (const file of downloadBill(url, { fetch })) {
      for await (const _ of file.rows) {
        if (++rows === 100) break
      }
      break
    }
    expect(asked()).toBeLessThan(30)
    expect([signal?.aborted, cancelled()]).toEqual([true, true])
  })
})

describe('what is too large', () => {
  /** One entry, deflated by node:zlib, written before its size is known. */
  function bomb(size: number): Uint8Array<ArrayBuffer> {
    const name = Buffer.from('bomb.csv')
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(8, 6)
    header.writeUInt16LE(8, 8)
    header.writeUInt16LE(name.length, 26)
    return new Uint8Array(
      Buffer.concat([header, name, deflateRawSync(Buffer.alloc(size, '#\n'), { level: 9 })]),
    )
  }

  test('a bomb goes off at the limit, not beyond it', async () => {
    const bytes = bomb(200_000_000)
    expect(bytes.length).toBeLessThan(1_000_000)
    const before = process.memoryUsage.rss()
    const options = { fetch: serving(pieces(bytes, 65_536).body), maxBytes: 10_000_000 }
    const read = async (): Promise<void> => {
      for await (const _ of downloadBill(url, options));
    }
    await expect(read()).rejects.toMatchObject({ code: 'ERR_MESSAGE' })
    expect(process.memoryUsage.rss() - before).toBeLessThan(150_000_000)
  })

  test.each([
    ['unpacked', archive('plain'), 1300],
    ['as it comes', archive('stored'), 1300],
  ])('%s, it is refused as such', async (_, bytes, maxBytes) => {
    expect(await errorOf(bytes, { maxBytes })).toMatchObject({
      code: 'ERR_MESSAGE',
      tooLarge: true,
      message: `the bill is larger than maxBytes (${maxBytes} bytes)`,
    })
    expect(await errorOf(bytes, { maxBytes: bytes.length + 2000 })).toBe('no error')
  })

  test('a line without an end is not kept', async () => {
    const { body, asked } = pieces(new Uint8Array(Buffer.alloc(5_000_000, 'x')), 10_000)
    expect(await errorOf(body)).toMatchObject({ message: expect.stringContaining('longer than 65536 bytes') })
    expect(asked()).toBeLessThan(10)
  })

  test('remarks without an end are not kept', async () => {
    const { body, asked } = pieces(new Uint8Array(Buffer.alloc(5_000_000, '#y\n')), 10_000)
    expect(await errorOf(body)).toMatchObject({ message: expect.stringContaining('more remarks than rows') })
    expect(asked()).toBeLessThan(20)
  })
})
