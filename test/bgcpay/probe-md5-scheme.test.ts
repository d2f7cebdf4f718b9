import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { probeMd5Scheme } from '../../src/bgcpay/probe-md5-scheme.ts'
import { KeyError, md5 } from '../../src/index.ts'

const key = 'k'
const params = { b: '2', a: '1', empty: '', sign_type: 'MD5', sign: 'ignored' }
const md5Of = (text: string): string => createHash('md5').update(text).digest('hex')

test.each([
  ['append', 'a=1&b=2&sign_type=MD5k', { name: 'append', signsType: true, keepsEmpty: false }],
  ['amp-key', 'a=1&b=2&sign_type=MD5&key=k', { name: 'amp-key', signsType: true, keepsEmpty: false }],
  ['prepend', 'ka=1&b=2&sign_type=MD5', { name: 'prepend', signsType: true, keepsEmpty: false }],
  ['sorted in', 'a=1&b=2&key=k&sign_type=MD5', { name: 'sorted', signsType: true, keepsEmpty: false }],
  ['append, without sign_type', 'a=1&b=2k', { name: 'append', signsType: false, keepsEmpty: false }],
  [
    'append, empty values kept',
    'a=1&b=2&empty=&sign_type=MD5k',
    { name: 'append', signsType: true, keepsEmpty: true },
  ],
])('names the scheme %s', async (_, text, expected) => {
  const found = await probeMd5Scheme({ params, key, sign: md5Of(text) })
  expect(found).toMatchObject(expected)
  if (found?.options !== undefined && found.signsType && !found.keepsEmpty) {
    const bytes = new TextEncoder().encode('a=1&b=2&sign_type=MD5')
    expect(await md5(key, found.options).sign(bytes)).toBe(md5Of(text))
  }
})

test('tells the case of the digits', async () => {
  const sign = md5Of('a=1&b=2&sign_type=MD5k').toUpperCase()
  expect((await probeMd5Scheme({ params, key, sign }))?.options?.hex).toBe('upper')
})

test('says when none fits, and takes no empty key', async () => {
  expect(await probeMd5Scheme({ params, key, sign: md5Of('another') })).toBeUndefined()
  await expect(probeMd5Scheme({ params, key: '', sign: md5Of('x') })).rejects.toThrow(KeyError)
})
