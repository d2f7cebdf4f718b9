import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { MessageError } from '../../src/errors.ts'
import { sameAmount, toCents } from '../../src/message/amount.ts'
import { canonicalText, secondReading } from '../../src/message/canonical.ts'
import { utf8 } from '../../src/message/charset.ts'
import { decodeForm, encodeForm } from '../../src/message/form.ts'
import { quoteNumbers, rawMembers } from '../../src/message/raw-json.ts'
import { anyName, anyText, property } from './property.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const wellFormed = (arbitrary: fc.Arbitrary<string>) => arbitrary.filter(text => !/\p{Surrogate}/u.test(text))
const entries = (name: fc.Arbitrary<string>, value: fc.Arbitrary<string>) =>
  fc.uniqueArray(fc.tuple(name, value), { selector: ([name]) => name, maxLength: 8 })
/** Any JSON value but -0, which JSON.stringify writes as 0. */
const jsonValue = fc.jsonValue({ maxDepth: 3 }).map(value => JSON.parse(JSON.stringify(value)) as unknown)

/** Runs something that may refuse its input, and says whether it did; any other error is a fault. */
function orRefused<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch (error) {
    expect(error).toBeInstanceOf(MessageError)
    return undefined
  }
}

describe('the canonical text', () => {
  property('does not depend on the order of insertion', [entries(anyName, anyText)], pairs => {
    expect(canonicalText(new Map(pairs.toReversed()))).toBe(canonicalText(new Map(pairs)))
  })

  // The independent definition: enumerate all ways to cut the text, and look for one that keeps our cuts.
  const names = ['a', 'b', 'c', 'd']
  const value = fc
    .array(fc.constantFrom('x', '&', '=', ...names), { maxLength: 8 })
    .map(parts => parts.join(''))
  const record = fc.dictionary(fc.constantFrom(...names), value, { minKeys: 1, noNullPrototype: true })
  property(
    'has a second reading exactly where it can be cut finer, into known names in order',
    [record],
    params => {
      const map = new Map(Object.entries(params))
      let at = 0
      const ours = [...map].sort().map(([name, text]) => {
        const start = at
        at += name.length + text.length + 2
        return start
      })
      const finer = [...waysToCut(canonicalText(map), names)].some(
        cuts => cuts.length > ours.length && ours.every(cut => cuts.includes(cut)),
      )
      expect(secondReading(map, new Set(names)) !== undefined).toBe(finer)
    },
  )
})

describe('a form', () => {
  property(
    'is read back as it was written, and by URLSearchParams alike',
    [entries(wellFormed(anyName).filter(Boolean), wellFormed(anyText))],
    pairs => {
      const text = encodeForm(pairs, utf8)
      expect(text).toMatch(/^[\w.~%&=-]*$/)
      expect([...decodeForm(bytesOf(text), utf8)]).toEqual(pairs)
      expect([...new URLSearchParams(text)]).toEqual(pairs)
    },
  )

  property('of any text is read as URLSearchParams reads it, or refused', [anyText], text => {
    const params = orRefused(() => decodeForm(bytesOf(text), utf8))
    // Where a percent sequence is broken or not UTF-8, or a name repeated, URLSearchParams guesses and we do not.
    if (params !== undefined)
      expect([...params]).toEqual([...new URLSearchParams(`&${bytesToText(bytesOf(text))}`)])
  })

  property('of any bytes is read or refused', [fc.uint8Array({ maxLength: 64 })], bytes => {
    orRefused(() => decodeForm(bytes, utf8))
    orRefused(() => decodeForm(bytes, { ...utf8, name: 'bytes' }))
  })

  property('is read alike by the reader of texts and the reader of bytes', [anyText], text => {
    const asText = orRefused(() => [...decodeForm(bytesOf(text), utf8)])
    const asBytes = orRefused(() => [...decodeForm(bytesOf(text), { ...utf8, name: 'bytes' })])
    expect(asBytes).toEqual(asText)
  })
})

describe('the JSON scan', () => {
  const members = (text: string) =>
    orRefused(() =>
      rawMembers(bytesOf(text), utf8).map(({ name, value }) => [name, bytesToText(value)] as const),
    )
  const object = fc.dictionary(anyName, jsonValue, { noNullPrototype: true, maxKeys: 5 })

  property(
    'gives each member as it was written',
    [object, fc.constantFrom(undefined, 1, '\t')],
    (value, indent) => {
      const cut = members(JSON.stringify(value, null, indent)) ?? []
      expect(cut.map(([name]) => name)).toEqual(Object.keys(value))
      for (const [name, raw] of cut) expect(JSON.parse(raw)).toEqual(value[name])
    },
  )

  property(
    'of spoiled JSON refuses it, or reads what JSON.parse reads',
    [object, fc.nat(), anyText, fc.nat(3)],
    (value, at, inserted, removed) => {
      const text = JSON.stringify(value)
      const start = at % (text.length + 1)
      const spoiled = text.slice(0, start) + inserted + text.slice(start + removed)
      const cut = members(spoiled)
      if (cut === undefined) return
      const parsed = cut.map(([name, raw]) => [name, parseOr(raw)] as const)
      if (parsed.some(([, member]) => member === BROKEN)) return
      const whole = parseOr(bytesToText(bytesOf(spoiled)))
      expect(whole).toEqual(Object.fromEntries(parsed.map(([name, member]) => [name, member])))
    },
  )

  property('of any text is read or refused', [anyText], text => {
    members(text)
    members(`{${text}}`)
  })

  property(
    'of any bytes in a double-byte charset is read or refused',
    [fc.uint8Array({ maxLength: 64 })],
    bytes => {
      const charset = {
        name: 'gbk',
        encode: utf8.encode,
        decode: (raw: Uint8Array) => new TextDecoder('gb18030').decode(raw),
      }
      orRefused(() => rawMembers(bytes, charset))
    },
  )

  property(
    'puts numbers in quotes and leaves all else as JSON.parse reads it',
    [jsonValue, fc.constantFrom(undefined, 1)],
    (value, indent) => {
      const json = JSON.stringify({ amount: value, other: value }, null, indent)
      const read = JSON.parse(quoteNumbers(json, new Set(['amount'])))
      expect(read.other).toEqual(value)
      expect(read.amount).toEqual(quoted(value))
    },
  )
})

describe('an amount', () => {
  property(
    'is its cents, and equals itself however it is written',
    [fc.bigInt({ min: 0n, max: 10n ** 15n })],
    cents => {
      const text = `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`
      expect(toCents(text)).toBe(cents)
      expect(sameAmount(text.replace(/\.?0{1,2}$/, ''), text)).toBe(true)
      expect(sameAmount(text, `${(cents + 1n) / 100n}.${String((cents + 1n) % 100n).padStart(2, '0')}`)).toBe(
        false,
      )
    },
  )
})

const BROKEN = Symbol('broken')
function parseOr(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return BROKEN
  }
}

/** Numbers in lists under a quoted name are quoted too; an object's members have names of their own. */
function quoted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(quoted)
  return typeof value === 'number' ? JSON.stringify(value) : value
}

function bytesToText(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}

/** All ways to cut a text into `name=value`, names in non-descending order; a way is where its names start. */
function* waysToCut(text: string, names: readonly string[], at = 0, last = ''): Generator<number[]> {
  for (const name of names.filter(name => name >= last && text.startsWith(`${name}=`, at))) {
    yield [at]
    for (let cut = text.indexOf('&', at); cut >= 0; cut = text.indexOf('&', cut + 1)) {
      for (const rest of waysToCut(text, names, cut + 1, name)) yield [at, ...rest]
    }
  }
}
