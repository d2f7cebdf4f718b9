import { describe, expect, test } from 'vitest'
import { MessageError } from '../../src/errors.ts'
import { utf8 } from '../../src/message/charset.ts'
import { quoteNumbers, rawMembers } from '../../src/message/raw-json.ts'

const members = (text: string) =>
  rawMembers(new TextEncoder().encode(text), utf8).map(({ name, value }) => [
    name,
    new TextDecoder().decode(value),
  ])

describe('rawMembers', () => {
  test.each([
    ['{}', []],
    [' { } \n', []],
    ['{"a":1}', [['a', '1']]],
    [
      '{"a" : { "b" : "}" } , "c" : [ "]" , "\\"" ] }',
      [
        ['a', '{ "b" : "}" }'],
        ['c', '[ "]" , "\\"" ]'],
      ],
    ],
    ['{"\\u0061":"x\\\\"}', [['a', '"x\\\\"']]],
    [
      '{"支付":"宝","b":null}',
      [
        ['支付', '"宝"'],
        ['b', 'null'],
      ],
    ],
    [
      '{"a":"\\\\\\"}","b":-1.50e2}',
      [
        ['a', '"\\\\\\"}"'],
        ['b', '-1.50e2'],
      ],
    ],
  ])('cuts %s', (text, expected) => {
    expect(members(text)).toEqual(expected)
  })

  test.each([
    '',
    'null',
    '[]',
    '"a"',
    '{',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1,',
    '{"a":1,}',
    '{"a":}',
    '{,}',
    '{a:1}',
    "{'a':1}",
    '{"a":"1}',
    '{"a":{"b":1}',
    '{"a":1}}',
    '{"a":1} x',
    '{"a" 1}',
    '{"a":1 "b":2}',
    '{"\\x":1}',
    '<html></html>',
  ])('refuses %s', text => {
    expect(() => members(text)).toThrow(MessageError)
  })

  test.each(['{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '{"__proto__":1,"__proto__":2}'])(
    'refuses the repeated name in %s',
    text => {
      expect(() => members(text)).toThrow(/twice/)
    },
  )

  test('200,000 nested brackets are passed over', () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000)
    expect(members(`{"a":${deep},"b":1}`)[1]).toEqual(['b', '1'])
  })
})

describe('quoteNumbers', () => {
  const names = new Set(['amount', 'total'])
  test.each([
    ['{"amount":88.80}', '{"amount":"88.80"}'],
    ['{"amount" : -1.0E+2 ,"n":1}', '{"amount" : "-1.0E+2" ,"n":1}'],
    ['{"amount":"1.0","total":12.50}', '{"amount":"1.0","total":"12.50"}'],
    ['{"a":[{"amount":10},{"amount":0.10}]}', '{"a":[{"amount":"10"},{"amount":"0.10"}]}'],
    ['{"amount":[1,"2",3.0],"n":[4]}', '{"amount":["1","2","3.0"],"n":[4]}'],
    ['{"amount":{"x":1},"y":2}', '{"amount":{"x":1},"y":2}'],
    ['{"x":"\\"amount\\":1"}', '{"x":"\\"amount\\":1"}'],
    ['{"x":"amount","y":1}', '{"x":"amount","y":1}'],
    ['{"\\u0061mount":1.10}', '{"\\u0061mount":"1.10"}'],
    ['{"amount":null,"total":true}', '{"amount":null,"total":true}'],
    ['{"amount":[],"y":1}', '{"amount":[],"y":1}'],
  ])('%s → %s', (json, quoted) => {
    expect(quoteNumbers(json, names)).toBe(quoted)
  })
})
