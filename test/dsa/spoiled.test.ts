/** A signature has one spelling, and nothing near it verifies. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dsaSigner, dsaVerifier } from '../../src/dsa/index.ts'
import { der, readDer, SEQUENCE } from '../../src/signature/der.ts'
import { anyText, property } from '../properties/property.ts'
import { bytes, integer, keys, numbersOf, small } from './material.ts'

const { q } = numbersOf(small.traditional)
const plain = small.signatures['SHA-1']
const raw = {
  'ieee-p1363': Buffer.from(plain['ieee-p1363'], 'base64'),
  der: Buffer.from(plain.der, 'base64'),
}
const r = BigInt(`0x${raw['ieee-p1363'].subarray(0, 20).toString('hex')}`)
const s = BigInt(`0x${raw['ieee-p1363'].subarray(20).toString('hex')}`)
const base64 = (signature: Uint8Array) => Buffer.from(signature).toString('base64')

describe.each(['ieee-p1363', 'der'] as const)('%s', encoding => {
  const verifier = dsaVerifier(small.spki, { encoding })
  const signature = raw[encoding]

  test('the signature itself verifies', async () => {
    expect(await verifier.verify(bytes, base64(signature))).toBe(true)
  })

  test('no byte of it may be another, and no bit', async () => {
    for (let at = 0; at < signature.length; at++)
      for (const flip of [1, 2, 4, 8, 16, 32, 64, 128, 255]) {
        const spoiled = signature.with(at, (signature[at] as number) ^ flip)
        expect(await verifier.verify(bytes, base64(spoiled)), `byte ${at}, ${flip}`).toBe(false)
      }
  })

  test('nothing may be cut off or added, in front or behind', async () => {
    for (let length = 0; length < signature.length; length++) {
      expect(await verifier.verify(bytes, base64(signature.subarray(0, length)))).toBe(false)
      expect(await verifier.verify(bytes, base64(signature.subarray(signature.length - length)))).toBe(false)
    }
    for (const byte of [0, 2, 48, 255]) {
      expect(await verifier.verify(bytes, base64(Buffer.of(...signature, byte)))).toBe(false)
      expect(await verifier.verify(bytes, base64(Buffer.of(byte, ...signature)))).toBe(false)
    }
    expect(await verifier.verify(bytes, base64(Buffer.concat([signature, signature])))).toBe(false)
  })

  test('its text has no other spelling', async () => {
    const text = base64(signature)
    const strayBits = `${text.slice(0, -3)}${String.fromCharCode(text.charCodeAt(text.length - 3) + 1)}==`
    for (const other of [
      '',
      '=',
      '====',
      ` ${text}`,
      `${text}\n`,
      text.replace(/=+$/, ''),
      `${text}=`,
      strayBits,
    ])
      expect(await verifier.verify(bytes, other)).toBe(false)
  })

  property(
    'a message that was spoiled in one place does not verify',
    [fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 })],
    async (at, flip) => {
      expect(await verifier.verify(bytes.with(at, (bytes[at] as number) ^ flip), base64(signature))).toBe(
        false,
      )
    },
  )

  property(
    'any bytes and any text are refused without an error',
    [fc.uint8Array(), anyText],
    async (some, text) => {
      expect(await verifier.verify(bytes, base64(some))).toBe(false)
      expect(await verifier.verify(bytes, text)).toBe(false)
    },
  )
})

describe('the numbers of a signature', () => {
  const verifier = dsaVerifier(small.spki, { encoding: 'der' })
  const pair = (first: Uint8Array, second: Uint8Array, ...more: Uint8Array[]) =>
    base64(der(SEQUENCE, first, second, ...more))
  const long = (element: Uint8Array) => Buffer.of(0x30, 0x81, element.length - 2, ...element.subarray(2))

  test('are written like this', async () => {
    expect(pair(integer(r), integer(s))).toBe(plain.der)
    expect(await verifier.verify(bytes, pair(integer(r), integer(s)))).toBe(true)
  })

  test.each<[string, string]>([
    ['s one round further', pair(integer(r), integer(s + q))],
    ['r one round further', pair(integer(r + q), integer(s))],
    ['r of 0', pair(integer(0n), integer(s))],
    ['s of 0', pair(integer(r), integer(0n))],
    ['both 0', pair(integer(0n), integer(0n))],
    ['r of 1 and s of 0', pair(integer(1n), integer(0n))],
    ['r of q', pair(integer(q), integer(s))],
    ['s of q', pair(integer(r), integer(q))],
    ['the other order', pair(integer(s), integer(r))],
    ['the other s', pair(integer(r), integer(q - s))],
    ['one number', base64(der(SEQUENCE, integer(r)))],
    ['none', base64(der(SEQUENCE))],
    ['three', pair(integer(r), integer(s), integer(s))],
    [
      'a zero in front',
      pair(der(2, Buffer.of(0), readDer(integer(r))?.[0]?.content as Uint8Array), integer(s)),
    ],
    ['a length in long form', base64(long(Buffer.from(plain.der, 'base64')))],
    ['empty INTEGERs', pair(der(2), der(2))],
    ['another tag outside', base64(der(0x31, integer(r), integer(s)))],
    ['another tag inside', pair(der(3, readDer(integer(r))?.[0]?.content as Uint8Array), integer(s))],
    ['no SEQUENCE', base64(Buffer.concat([integer(r), integer(s)]))],
  ])('are refused as %s', async (_, signature) => {
    expect(await verifier.verify(bytes, signature)).toBe(false)
  })

  test('are refused side by side where they are 0 or one round further', async () => {
    const side = (first: bigint, second: bigint) =>
      base64(Buffer.from(first.toString(16).padStart(40, '0') + second.toString(16).padStart(40, '0'), 'hex'))
    const plainVerifier = dsaVerifier(small.spki)
    expect(await plainVerifier.verify(bytes, side(r, s))).toBe(true)
    for (const [first, second] of [
      [0n, s],
      [r, 0n],
      [0n, 0n],
      [1n, 0n],
      [r, q],
      [q, s],
    ] as const)
      expect(await plainVerifier.verify(bytes, side(first, second))).toBe(false)
  })
})

describe('case-escaped', () => {
  const options = { armour: 'case-escaped' } as const
  const verifier = dsaVerifier(small.spki, options)

  test('no character of it may be another or missing', async () => {
    const signature = await dsaSigner(small.pkcs8, options).sign(bytes)
    expect(await verifier.verify(bytes, signature)).toBe(true)
    expect(await verifier.verify(bytes, decodeURIComponent(signature))).toBe(true)
    for (let at = 0; at < signature.length; at++)
      for (const char of ['', '_', '_x', 'a', 'A', '%', ' ', '=', signature[at]?.toUpperCase()]) {
        const spoiled = `${signature.slice(0, at)}${char}${signature.slice(at + 1)}`
        if (spoiled !== signature) expect(await verifier.verify(bytes, spoiled)).toBe(false)
      }
  })

  property('any text is refused without an error', [anyText], async text => {
    expect(await verifier.verify(bytes, text)).toBe(false)
  })
})

test('a text of millions of characters is refused without an error', async () => {
  for (const armour of ['base64', 'case-escaped'] as const)
    expect(await dsaVerifier(small.spki, { armour }).verify(bytes, 'a'.repeat(20_000_000))).toBe(false)
})

test('a signature of another key does not verify', async () => {
  const own = dsaSigner(small.pkcs8)
  for (const { size, spki } of keys) {
    const verified = await dsaVerifier(spki).verify(bytes, await own.sign(bytes))
    expect(verified).toBe(size === small.size)
  }
})
