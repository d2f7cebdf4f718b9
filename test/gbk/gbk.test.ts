import { createHash } from 'node:crypto'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test, vi } from 'vitest'
import { InputError, MessageError } from '../../src/errors.ts'
import { gb2312, gbk } from '../../src/gbk/index.ts'
import { doubleBytes } from '../../src/gbk/table.ts'
import { decodeForm, encodeForm } from '../../src/message/form.ts'
import { anyText, property } from '../properties/property.ts'
import vectors from './gb2312.json' with { type: 'json' }

const units = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit))
const writable = units.filter(char => gbk.firstUnwritable(char) < 0)
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** GBK's bytes where iconv-lite has others: it writes the euro as 80, and lacks what GB18030-2022 moved. */
const NOT_AS_ICONV: Readonly<Record<string, string>> = {
  '€': 'a2e3',
  '\u9fb4': 'fe59',
  '\u9fb5': 'fe61',
  '\u9fb6': 'fe66',
  '\u9fb7': 'fe67',
  '\u9fb8': 'fe6d',
  '\u9fb9': 'fe7e',
  '\u9fba': 'fe90',
  '\u9fbb': 'fea0',
  '\ufe10': 'a6d9',
  '\ufe11': 'a6db',
  '\ufe12': 'a6da',
  '\ufe13': 'a6dc',
  '\ufe14': 'a6dd',
  '\ufe15': 'a6de',
  '\ufe16': 'a6df',
  '\ufe17': 'a6ec',
  '\ufe18': 'a6ed',
  '\ufe19': 'a6f3',
}

describe('the table', () => {
  test('is the one that every current runtime gives', () => {
    const digest = createHash('sha256').update(new Uint8Array(doubleBytes().buffer)).digest('hex')
    expect(digest.slice(0, 16)).toBe('e2a2dde48b54ac00')
  })

  test('writes every character as iconv-lite does, but for nineteen', () => {
    // The pairs of bytes but A3A0, the second of U+3000, and ASCII.
    expect(writable).toHaveLength(23_940 - 1 + 0x80)
    const other = writable.filter(char => hex(gbk.encode(char)) !== hex(iconv.encode(char, 'gbk')))
    expect(Object.fromEntries(other.map(char => [char, hex(gbk.encode(char))]))).toEqual(NOT_AS_ICONV)
  })

  test('has every character that iconv-lite has, but for its places in the private use area', () => {
    const theirs = units.filter(
      char => char === '?' || !['3f', 'efbfbd'].includes(hex(iconv.encode(char, 'gbk'))),
    )
    const missing = theirs.filter(char => !writable.includes(char) && !/[\ud800-\udfff]/.test(char))
    expect(missing.filter(char => !/[\ue000-\uf8ff]/.test(char)).map(char => char.charCodeAt(0))).toEqual([])
  })

  test('reads each pair of bytes as iconv-lite does, but for eighteen', () => {
    const others = new Set<string>()
    for (let lead = 0x81; lead <= 0xfe; lead++)
      for (let trail = 0x40; trail <= 0xfe; trail++) {
        if (trail === 0x7f) continue
        const char = gbk.decode(Uint8Array.of(lead, trail))
        expect(char).toHaveLength(1)
        const theirs = iconv.decode(Buffer.of(lead, trail), 'gbk')
        if (char !== theirs) others.add(char)
      }
    // iconv-lite reads A2E3 as the euro too, although it does not write it.
    expect(['€', ...others].sort()).toEqual(Object.keys(NOT_AS_ICONV).sort())
  })
})

describe.each([gbk, gb2312])('$name', charset => {
  test('travels under its name', () => {
    expect(charset.name).toBe(charset === gbk ? 'gbk' : 'gb2312')
  })

  test('reads back all that it writes', () => {
    const text = writable.join('')
    expect(charset.decode(charset.encode(text))).toBe(text)
    expect(charset.encode('')).toEqual(new Uint8Array())
  })

  test('writes known bytes', () => {
    expect(hex(charset.encode('支付 A1^毛毛'))).toBe('d6a7b8b62041315ec3abc3ab')
  })

  test.each([
    ['an emoji', '毛😀', 1],
    ['a lone surrogate', 'ab\ud83d', 2],
    ['a lone low surrogate', '\ude00', 0],
    ['a letter that GBK lacks', 'naïve', 2],
    ['U+E5E5, the one place that GB18030 leaves out', '\ue5e5', 0],
    ['U+0080', '\x80', 0],
    ['U+FFFD', '\ufffd', 0],
    ['a place in the private use area that has moved', '\ue81e', 0],
  ])('refuses %s, and says where but not what', (_, text, index) => {
    expect(charset.firstUnwritable(text)).toBe(index)
    expect(() => charset.encode(text)).toThrow(InputError)
    expect(() => charset.encode(text)).toThrow(
      new RegExp(`^${charset.name}: cannot write the character at index ${index}$`),
    )
  })

  test.each([
    ['a lead byte at the end', [0x61, 0xd6]],
    ['a trail byte that is none', [0xd6, 0x30]],
    ['FF', [0xff]],
    ['half a four-byte code', [0x81, 0x30, 0x81]],
    ['UTF-8', [...new TextEncoder().encode('支付！')]],
  ])('refuses %s', (_, bytes) => {
    expect(() => charset.decode(Uint8Array.from(bytes))).toThrow(MessageError)
  })

  test('reads what goes beyond GBK', () => {
    expect(charset.decode(Uint8Array.of(0x80))).toBe('€')
    expect(charset.decode(iconv.encode('毛😀', 'gb18030'))).toBe('毛😀')
    expect(charset.decode(Uint8Array.of(0xa3, 0xa0))).toBe('\u3000')
  })

  test('carries a form', () => {
    const params = new Map([
      ['account_name', '毛毛'],
      ['detail_data', '1^常炜买家^20.00^a+b&c=%'],
    ])
    const form = encodeForm(params, charset)
    expect(form).toBe(
      'account_name=%C3%AB%C3%AB&detail_data=1%5E%B3%A3%EC%BF%C2%F2%BC%D2%5E20.00%5Ea%2Bb%26c%3D%25',
    )
    expect(decodeForm(new TextEncoder().encode(form), charset)).toEqual(params)
  })

  property('any text is written as it is read, or refused', [anyText], text => {
    const index = text.split('').findIndex(unit => gbk.firstUnwritable(unit) === 0)
    if (index < 0) expect(charset.decode(charset.encode(text))).toBe(text)
    else expect(() => charset.encode(text)).toThrow(new RegExp(`at index ${index}$`))
  })

  property('any bytes are read or refused', [fc.uint8Array({ maxLength: 64 })], bytes => {
    try {
      expect(typeof charset.decode(bytes)).toBe('string')
    } catch (error) {
      expect(error).toBeInstanceOf(MessageError)
    }
  })
})

describe('gb2312', () => {
  test('sends what GB2312 has, and two characters less', () => {
    expect(vectors.characters).toHaveLength(7445)
    const sent = units.filter((char, unit) => unit >= 0x80 && gb2312.firstUnwritable(char) < 0)
    // Python and Java read A1A4 and A1AA as these two, GBK as · and —.
    const expected = [...vectors.characters].filter(char => !'・―'.includes(char))
    expect(sent).toEqual(expected.sort())
    expect(gb2312.firstUnwritable('ASCII ~\n')).toBe(-1)
  })

  test.each(['镕', '€', '·', '—', 'ⅰ', '臺'])('does not send %s, which GBK sends', char => {
    expect(gb2312.firstUnwritable(`毛${char}`)).toBe(1)
    expect(gbk.firstUnwritable(`毛${char}`)).toBe(-1)
  })

  test('reads all of GBK, and writes it again so that its signature can be verified', () => {
    expect(gb2312.decode(gb2312.encode('朱镕基·€'))).toBe('朱镕基·€')
    expect(gb2312.encode('朱镕基·€')).toEqual(gbk.encode('朱镕基·€'))
  })
})

test('what a form may alter is the euro and what browsers before GB18030-2022 do not have', () => {
  for (const charset of [gbk, gb2312]) {
    const altered = units.filter(char => charset.firstAlteredByForms(char) === 0)
    expect(altered.sort()).toEqual(Object.keys(NOT_AS_ICONV).sort())
    expect(charset.firstAlteredByForms('毛毛 €')).toBe(3)
    expect(charset.firstAlteredByForms('毛毛')).toBe(-1)
  }
})

test('nothing is built before it is needed, and then once', async () => {
  vi.resetModules()
  const labels: string[] = []
  const Real = TextDecoder
  vi.stubGlobal(
    'TextDecoder',
    class extends Real {
      constructor(label?: string, options?: TextDecoderOptions) {
        super(label, options)
        labels.push(`${label}${options?.fatal}`)
      }
    },
  )
  try {
    const fresh = await import('../../src/gbk/index.ts')
    expect(labels).toEqual([])
    fresh.gbk.encode('毛')
    fresh.gb2312.encode('毛')
    expect(fresh.gbk.firstUnwritable('毛')).toBe(-1)
    expect(labels).toEqual(['gb18030true'])
  } finally {
    vi.unstubAllGlobals()
  }
})
