import { describe, expect, test } from 'vitest'
import { MessageError } from '../../src/errors.ts'
import { type Charset, utf8 } from '../../src/message/charset.ts'
import { decodeForm, encodeForm } from '../../src/message/form.ts'

const decode = (text: string, charset = utf8) =>
  Object.fromEntries(decodeForm(new TextEncoder().encode(text), charset))

/** A charset that is not UTF-8, so that the reader that works on bytes is taken; one byte a character. */
const latin1: Charset = {
  name: 'latin1',
  encode: text => Uint8Array.from(text, char => char.charCodeAt(0)),
  decode: bytes => String.fromCharCode(...bytes),
}

describe.each([utf8, latin1])('decodeForm in $name', charset => {
  test.each([
    ['a=1&b=2', { a: '1', b: '2' }],
    ['a=1+2%2B3', { a: '1 2+3' }],
    ['a=b=c%3D', { a: 'b=c=' }],
    ['a&b=', { a: '', b: '' }],
    ['&&a=1&', { a: '1' }],
    ['%61=%0a', { a: '\n' }],
    ['__proto__=1', JSON.parse('{"__proto__":"1"}')],
    ['', {}],
  ])('reads %s', (text, params) => {
    expect(decode(text, charset)).toEqual(params)
  })

  test.each(['a=%', 'a=%4', 'a=%zz', 'a=%4%31', '%=1'])('refuses the broken percent sequence %s', text => {
    expect(() => decode(text, charset)).toThrow(MessageError)
  })

  test.each(['a=1&a=1', 'a=1&%61=2', 'a&a=', '__proto__=1&__proto__=2'])(
    'refuses the repeated name in %s',
    text => {
      expect(() => decode(text, charset)).toThrow(/repeated/)
    },
  )
})

test('bytes that are not UTF-8 are refused, with a hint at the charset', () => {
  expect(() => decode('a=%C3%AB%C3')).toThrow(/charset/)
  expect(() => decodeForm(Uint8Array.of(0x61, 0x3d, 0xff), utf8)).toThrow(/charset/)
})

test('a repeated name that could be a secret or markup is not printed', () => {
  const name = encodeURIComponent('<script>')
  expect(() => decode(`${name}=1&${name}=2`)).toThrow('the parameter with an unusual name is repeated')
})

test('in another charset what is written is read back as well', () => {
  expect(encodeForm([['naïve', 'ÿ *']], latin1)).toBe('na%EFve=%FF%20%2A')
  expect(decode('na%EFve=%FF%20%2A', latin1)).toEqual({ naïve: 'ÿ *' })
})
