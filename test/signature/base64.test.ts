/** A signature has one spelling: whatever Node writes is read, whatever it would write otherwise is not. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBase64, encodeBase64 } from '../../src/signature/base64.ts'

test('what is written is what Node writes, and is read back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
      const text = encodeBase64(bytes)
      expect(text).toBe(Buffer.from(bytes).toString('base64'))
      expect(decodeBase64(text)).toEqual(bytes)
    }),
  )
})

test.each([8191, 8192, 8193, 20_000])('%i bytes are written whole', length => {
  const bytes = Uint8Array.from({ length }, (_, index) => index % 251)
  expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
  expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes)
})

test('any text is read only if Node would write it so', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.stringMatching(/^[A-Za-z0-9+/]{0,12}={0,3}$/),
    fc.stringMatching(/^[A-Za-z0-9+/]{4}[A-Za-z0-9+/]{2,3}={1,2}$/),
  )
  fc.assert(
    fc.property(texts, text => {
      const canonical = Buffer.from(text, 'base64').toString('base64') === text
      expect(decodeBase64(text) !== undefined).toBe(canonical)
    }),
    { numRuns: 2000 },
  )
})

test.each(['A===', 'AB==', 'AAB=', '=', '====', 'AA=A', 'AA\n=', 'A A=', 'AA-_', 'AAAA='])(
  '%j is not read',
  text => {
    expect(decodeBase64(text)).toBeUndefined()
  },
)
