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
})
