/** What stands in a bill's csv: Alipay's own remarks and padding, quotes, charsets, and what is no bill. */
import { describe, expect, it, test } from 'vitest'
import { errorOf, gbk, made, pieces, readAll } from './bill-support.ts'

const LIST = ['#支付宝账务明细查询', '#账号：[20888000000000000156]', '#-----账务明细列表-----']
const END = ['#-----账务明细列表结束-----', '#支出合计：0笔，共0.00元', '#收入合计：1笔，共2274.00元']
const HEADER = '账务流水号,商户订单号,商品名称,收入金额（+元）,备注'

/** A bill of the account, with rows of one's own. */
const bill = (...rows: string[]): Uint8Array<ArrayBuffer> =>
  gbk([...LIST, HEADER, ...rows, ...END, ''].join('\r\n'))

const read = async (...rows: string[]): Promise<string[][]> =>
  (await readAll(bill(...rows)))[0]?.rows.map(row => Object.values(row)) ?? []

describe('a bill that is no archive', () => {
  it.each([1, 2, 3, 1000])('is read in pieces of %i bytes', async size => {
    const [file, more] = await readAll(pieces(bill('1\t,ORDER-1\t,海航机票\t,2274.00\t,支付宝'), size).body)
    expect(more).toBeUndefined()
    expect(file).toEqual({
      name: 'bill.csv',
      kind: 'detail',
      preamble: LIST,
      header: HEADER.split(','),
      rows: [
        {
          账务流水号: '1',
          商户订单号: 'ORDER-1',
          商品名称: '海航机票',
          '收入金额（+元）': '2274.00',
          备注: '支付宝',
        },
      ],
      trailer: END,
    })
  })

  it('is called as its URL calls it', async () => {
    const named = `http://127.0.0.1:1/x?downloadFileName=20888_20260131.csv.zip&token=1`
    const { downloadBill } = await import('../../src/alipay/bill/index.ts')
    for await (const file of downloadBill(named, { fetch: async () => new Response(bill()) })) {
      expect(file.name).toBe('20888_20260131.csv')
    }
  })

  it('is UTF-8 where a byte order mark says so, and GBK else', async () => {
    const text = [...LIST, HEADER, '1,2,😀茶,0.01,', ...END].join('\n')
    const [utf8] = await readAll(Buffer.from(`\ufeff${text}`))
    expect([utf8?.preamble, utf8?.rows[0]?.['商品名称']]).toEqual([LIST, '😀茶'])
    const [cut] = await readAll(pieces(new Uint8Array(Buffer.from(`\ufeff${text}`)), 1).body)
    expect(cut).toEqual(utf8)
    expect(await errorOf(Buffer.from(text))).toMatchObject({ message: 'the bill is not written in GBK' })
  })

  it('is not lost to a name that was cut in the middle of a character', async () => {
    const bytes = bill('1,2,海航,0.01,', '3,4,海航,0.02,')
    const cut = Buffer.from(bytes.slice())
    const at = cut.indexOf(gbk('航,0.01'))
    const [file] = await readAll(new Uint8Array([...cut.subarray(0, at + 1), ...cut.subarray(at + 2)]))
    expect(file?.rows.map(row => [row['商品名称'], row['收入金额（+元）']])).toEqual([
      ['海\ufffd', '0.01'],
      ['海航', '0.02'],
    ])
  })
})

describe('rows', () => {
  test('are text as it stands, without the padding', async () => {
    expect(await read(' 1 \t,\t0002\t,\u3000茶 ,88.80\t,', '', '2\t,\t,,-0.00,x')).toEqual([
      ['1', '0002', '\u3000茶', '88.80', ''],
      ['2', '', '', '-0.00', 'x'],
    ])
  })

  test.each([
    ['a comma', '"茶, 两杯"', '茶, 两杯'],
    ['quotes', '"""大""杯"', '"大"杯'],
    ['nothing', '""', ''],
    ['a padded end', '\t"茶, 两杯"\t', '茶, 两杯'],
    ['padding inside', '"1\t"', '1'],
    ['a line break', '"茶\r\n两杯"', '茶\r\n两杯'],
    ['many line breaks and an empty line', '"a\n\nb\nc"', 'a\n\nb\nc'],
  ])('are quoted where a field holds %s', async (_, written, field) => {
    expect(await read(`1,2,${written},0.01,`)).toEqual([
      ['1', '2', field.replaceAll('\r\n', '\n'), '0.01', ''],
    ])
  })

  test.each(['15" 屏', '"好吃"的饼干', '"15寸屏', '屏15"', '"', '"""', '"a"b"'])(
    'may hold a mere quote: %s',
    async name => {
      expect(await read(`1,2,${name},0.01,`, `3,4,${name},0.02,`, '5,6,"x,y",0.03,')).toEqual([
        ['1', '2', name, '0.01', ''],
        ['3', '4', name, '0.02', ''],
        ['5', '6', 'x,y', '0.03', ''],
      ])
    },
  )

  test('are no remarks for beginning like one', async () => {
    expect(await read('#1,2,茶,0.01,', '##,2,茶,0.01,')).toHaveLength(2)
  })

  test('are never built on a prototype', async () => {
    const text = ['#-----列表-----', '__proto__,constructor,a', '1,2,3', '#-----列表结束-----'].join('\n')
    const [row] = (await readAll(gbk(text)))[0]?.rows ?? []
    expect(Object.getPrototypeOf(row)).toBeNull()
    expect(Object.entries(row ?? {})).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
      ['a', '3'],
    ])
  })

  test('keep both values of a column that stands there twice', async () => {
    const [file] = await readAll(gbk('#x\na,b,a,a,a (2)\n1,2,3,4,5\n'))
    expect(file?.header).toEqual(['a', 'b', 'a (2)', 'a (3)', 'a (2) (2)'])
    expect(file?.rows.map(row => ({ ...row }))).toEqual([
      { a: '1', b: '2', 'a (2)': '3', 'a (3)': '4', 'a (2) (2)': '5' },
    ])
  })

  test('may have commas to spare, but no fields', async () => {
    expect(await read('1,2,茶,0.01,x,,')).toEqual([['1', '2', '茶', '0.01', 'x']])
    const message = 'line 5 of the bill has 6 fields, and its header 5: which is which cannot be told'
    expect(await errorOf(bill('1,2,茶,两杯,0.01,x'))).toMatchObject({ code: 'ERR_MESSAGE', message })
    expect(await errorOf(bill('1,2,茶,0.01'))).toMatchObject({
      message: expect.stringContaining('has 4 fields'),
    })
  })

  test('can be mended by who knows how', async () => {
    const [file] = await readAll(bill('1,2,茶,两杯,0.01,x', '3,4,茶,0.02,'), {
      repairRow: ([first, second, ...rest], header) => [
        first as string,
        second as string,
        rest.slice(0, rest.length - header.length + 3).join(),
        ...rest.slice(3 - header.length),
      ],
    })
    expect(file?.rows.map(row => Object.values(row))).toEqual([
      ['1', '2', '茶,两杯', '0.01', 'x'],
      ['3', '4', '茶', '0.02', ''],
    ])
    for (const repairRow of [() => undefined, () => ['1']])
      expect(await errorOf(bill('1,2'), { repairRow })).toMatchObject({ code: 'ERR_MESSAGE' })
  })

  test('that open quotes without end cost no more time than others', async () => {
    const started = performance.now()
    const hostile = ['"a",""a"",', '",""', '"', '""""', '", ', '"a,'].map(part =>
      part.repeat(60_000 / part.length),
    )
    for (const row of hostile) expect(await errorOf(bill(row))).toMatchObject({ code: 'ERR_MESSAGE' })
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})

describe('remarks', () => {
  test('may have the commas of a spreadsheet', async () => {
    const [file] = await readAll(
      gbk(
        [...LIST, HEADER, '1,2,茶,0.01,', ...END]
          .map(line => (line[0] === '#' ? `${line},,,,` : line))
          .join('\n'),
      ),
    )
    expect([file?.preamble, file?.rows.length, file?.trailer]).toEqual([LIST, 1, END])
  })

  test('are all there is in a list without rows or header', async () => {
    const [empty] = await readAll(bill())
    expect([empty?.header.length, empty?.rows, empty?.trailer]).toEqual([5, [], END])
    const [bare] = await readAll(gbk([...LIST, ...END].join('\n')))
    expect(bare).toMatchObject({ preamble: LIST, header: [], rows: [], trailer: END })
  })

  test('need no frame around the list', async () => {
    const [file] = await readAll(gbk(`#支付宝账务汇总查询\n${HEADER}\n1,2,茶,0.01,\n#支出合计：0笔\n`))
    expect(file).toMatchObject({
      kind: 'summary',
      preamble: ['#支付宝账务汇总查询'],
      trailer: ['#支出合计：0笔'],
    })
    expect(file?.rows).toHaveLength(1)
  })
})

describe('what is not whole, or no bill', () => {
  test('breaks off: a list that has a beginning has an end', async () => {
    const whole = gbk(made.detail)
    const ends = whole.length - gbk(made.detail.slice(made.detail.indexOf('结束---'))).length
    for (let length = ends; length > 400; length -= 1) {
      expect(String(await errorOf(whole.slice(0, length))), `${length}`).toMatch(/incomplete|fields/)
    }
  })

  test('goes on behind its end', async () => {
    const text = [...LIST, HEADER, ...END, '1,2,茶,0.01,'].join('\n')
    expect(await errorOf(gbk(text))).toMatchObject({
      message: "line 8 of the bill stands behind the list's end",
    })
  })

  test.each([
    ['nothing', '', undefined, 'answered with nothing'],
    ['a page', ' <html>'.trim(), undefined, 'answered with a page'],
    ['JSON', '{"error":1}', undefined, 'answered with a page'],
    ['a page by its type', 'sorry, it is gone', 'text/html', 'answered with a page'],
    ['a word', 'expired', undefined, 'has no header'],
    ['an archive of another kind', 'PKxx', undefined, 'is no zip'],
  ])('%s', async (_, body, type, words) => {
    const fetch = async () => new Response(body, { headers: type ? { 'content-type': type } : {} })
    expect(await errorOf(null, { fetch })).toMatchObject({
      code: 'ERR_MESSAGE',
      message: expect.stringContaining(words),
    })
  })

  test('no body at all', async () => {
    expect(await errorOf(null)).toMatchObject({ message: expect.stringContaining('answered with nothing') })
  })
})
