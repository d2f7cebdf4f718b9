import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalText, secondReading } from '../../src/message/canonical.ts'
import { countedParams } from '../../src/message/params.ts'
import mapiMd5 from '../vectors/mapi-md5.json' with { type: 'json' }
import signatures from '../vectors/signatures.json' with { type: 'json' }

describe('canonicalText', () => {
  test.each(signatures.messages)('writes $name', ({ params, text }) => {
    expect(canonicalText(new Map(Object.entries(params)))).toBe(text)
  })

  test('writes the mapi vector, whose names begin with an underscore and whose values are Chinese', () => {
    expect(canonicalText(new Map(Object.entries(mapiMd5.params)))).toBe(mapiMd5.canonical)
  })

  test('does not depend on the order of insertion', () => {
    const params = fc.uniqueArray(fc.tuple(fc.string(), fc.string()), { selector: ([name]) => name })
    fc.assert(
      fc.property(params, entries => {
        expect(canonicalText(new Map(entries.toReversed()))).toBe(canonicalText(new Map(entries)))
      }),
    )
  })

  test('sorts by code unit, capitals and digits before the underscore before small letters', () => {
    const names = ['b', 'a_', 'aB', 'a', 'ab', 'B', '_', '1']
    const text = canonicalText(new Map(names.map(name => [name, ''])))
    expect(text).toBe('1=&B=&_=&a=&aB=&a_=&ab=&b=')
  })
})

describe('countedParams', () => {
  const params = new Map([
    ['a', '1'],
    ['empty', ''],
    ['sign', 's'],
  ])
  test('keeps or drops empty values as the reading says', () => {
    expect([...countedParams(params, { omits: ['sign'], empty: 'kept' }).keys()]).toEqual(['a', 'empty'])
    expect([...countedParams(params, { omits: ['sign'], empty: 'dropped' }).keys()]).toEqual(['a'])
  })
})

describe('secondReading', () => {
  const known = new Set(['body', 'buyer_id', 'out_trade_no', 'passback_params', 'subject', 'total_amount'])
  const find = (params: Record<string, string>) => secondReading(new Map(Object.entries(params)), known)

  test('finds a known name inside a value, where it would stand in order', () => {
    expect(find({ body: 'x&buyer_id=2088', out_trade_no: '1' })).toEqual({ field: 'body', name: 'buyer_id' })
    expect(find({ subject: 'x&total_amount=0.01' })).toEqual({ field: 'subject', name: 'total_amount' })
  })

  test('finds one that repeats its own field or the next', () => {
    expect(find({ body: 'x&body=y' })).toBeDefined()
    expect(find({ body: 'x&out_trade_no=y', out_trade_no: '1' })).toBeDefined()
  })

  test('passes a name that could not stand there: a genuine passback_params', () => {
    expect(find({ passback_params: 'a=1&out_trade_no=2', subject: 'x' })).toBeUndefined()
    expect(find({ body: 'x&total_amount=1', out_trade_no: '1' })).toBeUndefined()
  })

  test('passes unknown names, and known ones that are not cut by & and =', () => {
    expect(find({ body: 'x&colour=red' })).toBeUndefined()
    expect(find({ body: 'buyer_id=2088 & total_amount' })).toBeUndefined()
    expect(find({ body: '&buyer_id&x=1' })).toBeUndefined()
  })

  test('finds every finer way to cut a text into known names in order, and nothing else', () => {
    // The independent definition: enumerate all ways to cut the text, and look for one that keeps our cuts.
    const names = ['a', 'b', 'c', 'd']
    const value = fc
      .array(fc.constantFrom('x', '&', '=', ...names), { maxLength: 8 })
      .map(parts => parts.join(''))
    const record = fc.dictionary(fc.constantFrom(...names), value, { minKeys: 1, noNullPrototype: true })
    fc.assert(
      fc.property(record, params => {
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
      }),
      { numRuns: 2000 },
    )
  })
})

/** All ways to cut a text into `name=value`, names in non-descending order; a way is where its names start. */
function* waysToCut(text: string, names: readonly string[], at = 0, last = ''): Generator<number[]> {
  for (const name of names.filter(name => name >= last && text.startsWith(`${name}=`, at))) {
    yield [at]
    for (let cut = text.indexOf('&', at); cut >= 0; cut = text.indexOf('&', cut + 1)) {
      for (const rest of waysToCut(text, names, cut + 1, name)) yield [at, ...rest]
    }
  }
}
