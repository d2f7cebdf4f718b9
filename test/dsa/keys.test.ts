import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { dsaSigner, dsaVerifier } from '../../src/dsa/index.ts'
import { KeyError } from '../../src/errors.ts'
import { BIT_STRING, der, OCTET_STRING, readDer, SEQUENCE } from '../../src/signature/der.ts'
import { anyText, property } from '../properties/property.ts'
import rsaKeys from '../vectors/keys.json' with { type: 'json' }
import {
  bytes,
  derOf,
  integer,
  keys,
  type Numbers,
  numbersOf,
  pkcs8,
  small,
  spki,
  strangers,
  traditional,
} from './material.ts'

const good = numbersOf(small.traditional)

/** The damage that keys take on their way through consoles, chats and environment variables. */
const damage: Record<string, (pem: string) => string> = {
  'as it is': pem => pem,
  'with CRLF': pem => pem.replaceAll('\n', '\r\n'),
  'in one line with spaces': pem => pem.replaceAll('\n', ' '),
  'with literal \\n in quotes': pem => `"${pem.replaceAll('\n', '\\n')}"`,
  'as bare base64': pem => pem.replace(/-----.*-----|\n/g, ''),
  'without base64 padding': pem => pem.replace(/=+/g, ''),
  'under another header': pem => pem.replaceAll(/(DSA )?(PRIVATE|PUBLIC) KEY/g, 'PRIVATE KEY'),
}

describe.each(keys)('a key of $size bits', key => {
  test.each(Object.keys(damage))('is read %s in each form', async name => {
    const damaged = damage[name] as (pem: string) => string
    const [first, second] = await Promise.all(
      [key.pkcs8, key.traditional].map(pem => dsaSigner(damaged(pem)).sign(bytes)),
    )
    expect(second).toBe(first)
    expect(await dsaVerifier(damaged(key.spki)).verify(bytes, first as string)).toBe(true)
  })
})

describe('keys that are not text', () => {
  test('DER bytes, a view on a larger buffer, and an ArrayBuffer', async () => {
    const padded = new Uint8Array([9, 9, ...derOf(small.pkcs8), 9]).subarray(2, -1)
    const signature = await dsaSigner(padded).sign(bytes)
    expect(await dsaSigner(derOf(small.traditional)).sign(bytes)).toBe(signature)
    const verifier = dsaVerifier(new Uint8Array(derOf(small.spki)).buffer)
    expect(await verifier.verify(bytes, signature)).toBe(true)
  })

  test('bytes that the caller overwrites afterwards', async () => {
    const mine = new Uint8Array(derOf(small.pkcs8))
    const signer = dsaSigner(mine)
    mine.fill(0)
    expect(await dsaVerifier(small.spki).verify(bytes, await signer.sign(bytes))).toBe(true)
  })

  test('with the parameters in front, as `openssl dsaparam -genkey` writes them', async () => {
    expect(await dsaSigner(strangers.withParameters).sign(bytes)).toMatch(/==$/)
  })

  test('built from their numbers', async () => {
    const signature = await dsaSigner(pkcs8(good)).sign(bytes)
    expect(await dsaSigner(traditional(good)).sign(bytes)).toBe(signature)
    expect(await dsaVerifier(spki(good)).verify(bytes, signature)).toBe(true)
  })
})

const { rsa2048 } = rsaKeys.keys
const bare = small.pkcs8.replace(/-----.*-----|\n/g, '')
const [algorithm] = readDer(readDer(spki(good))?.[0]?.content as Uint8Array) ?? []
const idDsa = readDer(algorithm?.content as Uint8Array)?.[0]?.whole as Uint8Array

describe('a key that cannot be read throws KeyError where it is given', () => {
  test.each<[string, () => unknown, RegExp]>([
    ['a public key as a private one', () => dsaSigner(small.spki), /DSA private key .* found: a public key$/],
    [
      'a private key as a public one',
      () => dsaVerifier(small.pkcs8),
      /DSA public key .* found: a private key \(keep/,
    ],
    [
      'a traditional key as a public one',
      () => dsaVerifier(small.traditional),
      /found: a private key \(keep/,
    ],
    ['an RSA private key', () => dsaSigner(rsa2048.pkcs8), /found: an RSA private key$/],
    ['a PKCS#1 key', () => dsaSigner(rsa2048.pkcs1), /found: an RSA private key$/],
    ['an RSA public key', () => dsaVerifier(rsa2048.spki), /found: an RSA public key$/],
    ['a certificate', () => dsaVerifier(rsaKeys.strangers.certificate), /found: a certificate/],
    [
      'an elliptic-curve key',
      () => dsaSigner(rsaKeys.strangers.ec),
      /found: a private key that is not for DSA$/,
    ],
    [
      'an elliptic-curve public key',
      () => dsaVerifier(rsaKeys.strangers.ecPublic),
      /a public key that is not for DSA$/,
    ],
    ['an encrypted key', () => dsaSigner(strangers.encrypted), /an encrypted private key; decrypt it/],
    [
      'an encrypted key without header',
      () => dsaSigner(strangers.encrypted.replace(/-----.*-----/g, '')),
      /encrypted/,
    ],
    [
      'an encrypted traditional key',
      () => dsaSigner(strangers.encryptedTraditional),
      /an encrypted private key; decrypt/,
    ],
    ['parameters alone, as PEM', () => dsaSigner(small.parameters), /an empty text/],
    ['parameters alone, as DER', () => dsaSigner(derOf(small.parameters)), /DSA parameters without a key$/],
    ['an HTML page', () => dsaSigner('<!DOCTYPE html><html></html>'), /HTML/],
    ['a file name', () => dsaSigner('./dsa.pem'), /neither PEM nor base64/],
    ['a truncated key', () => dsaSigner(bare.slice(0, 200)), /no key/],
    [
      'a key with a byte too many',
      () => dsaSigner(Buffer.of(...derOf(small.pkcs8), 0)),
      /no key|after its end/,
    ],
    [
      'two keys in one',
      () => dsaSigner(Buffer.concat([derOf(small.pkcs8), derOf(small.pkcs8)])),
      /after its end/,
    ],
    ['an empty text', () => dsaSigner(' \n'), /empty text/],
    ['undefined', () => dsaSigner(undefined as never), /undefined/],
    ['a number', () => dsaVerifier(5 as never), /number/],
    [
      'a public key whose parameters are somewhere else',
      () => dsaVerifier(der(SEQUENCE, der(SEQUENCE, idDsa), der(BIT_STRING, Buffer.of(0), integer(good.y)))),
      /a public key without its parameters/,
    ],
    [
      'a private key whose parameters are somewhere else',
      () => dsaSigner(der(SEQUENCE, integer(0n), der(SEQUENCE, idDsa), der(OCTET_STRING, integer(good.x)))),
      /a private key without its parameters/,
    ],
    [
      'two numbers in place of y',
      () =>
        dsaVerifier(
          der(
            SEQUENCE,
            algorithm?.whole as Uint8Array,
            der(BIT_STRING, Buffer.of(0), integer(good.y), integer(good.y)),
          ),
        ),
      /a damaged public key/,
    ],
  ])('%s', (_, make, found) => {
    expect(make).toThrow(KeyError)
    expect(make).toThrow(found)
  })

  test.each<[string, Partial<Numbers>, RegExp]>([
    ['p of another size', { p: good.p >> 1n }, /1023\/160 bits/],
    ['q of another size', { q: good.q << 1n }, /1024\/161 bits/],
    ['a p that q does not divide', { p: good.p - 2n }, /q does not divide p - 1/],
    ['g of 1', { g: 1n }, /g is not of order q/],
    ['g of p - 1', { g: good.p - 1n }, /g is not of order q/],
    ['g beyond p', { g: good.g + good.p }, /g is not of order q/],
    ['another g', { g: good.g + 1n }, /g is not of order q/],
  ])('one with %s, in either half', (_, change, found) => {
    for (const make of [
      () => dsaSigner(pkcs8({ ...good, ...change })),
      () => dsaVerifier(spki({ ...good, ...change })),
    ]) {
      expect(make).toThrow(KeyError)
      expect(make).toThrow(found)
    }
  })

  test.each([1n, good.p - 1n, good.p, good.y + good.p, good.y + 1n])(
    'a public key whose y is no power of g',
    y => {
      expect(() => dsaVerifier(spki({ ...good, y }))).toThrow(/damaged: y is not a power of g/)
    },
  )

  test.each([good.q, good.q + good.x])('a private key whose x is not between 0 and q', x => {
    expect(() => dsaSigner(pkcs8({ ...good, x }))).toThrow(/damaged: x is not between 0 and q/)
  })

  test('a private key whose x is 0', () => {
    expect(() => dsaSigner(pkcs8({ ...good, x: 0n }))).toThrow(/damaged: x is not between 0 and q/)
  })

  test('a traditional key is read, and checked, where no random numbers are to be had', async () => {
    const random = vi.spyOn(crypto, 'getRandomValues').mockImplementation(() => {
      throw new Error('Disallowed operation called within global scope.')
    })
    const signer = dsaSigner(small.traditional)
    expect(() => dsaSigner(traditional({ ...good, x: good.x + 1n }))).toThrow(KeyError)
    random.mockRestore()
    expect(await dsaVerifier(small.spki).verify(bytes, await signer.sign(bytes))).toBe(true)
  })

  test('a traditional key whose halves do not belong together', () => {
    expect(() => dsaSigner(traditional({ ...good, x: good.x ^ 1n }))).toThrow(
      /damaged: y does not belong to x/,
    )
  })

  test('and never says anything of the key itself', () => {
    try {
      dsaVerifier(small.pkcs8)
      expect.unreachable()
    } catch (error) {
      const told = `${error} ${JSON.stringify(error)} ${Object.keys(error as object)}`
      expect(told).not.toContain(bare.slice(40, 60))
    }
  })

  property('any text or bytes', [fc.oneof(anyText, fc.base64String(), fc.uint8Array())], input => {
    for (const read of [dsaSigner, dsaVerifier]) expect(() => read(input)).toThrow(KeyError)
  })

  const whole = derOf(small.traditional)
  property(
    'a key that was spoiled in one place is refused with KeyError or is a key',
    [fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length)],
    (at, value, length) => {
      for (const spoiled of [whole.with(at, value), whole.subarray(0, length)]) {
        try {
          dsaSigner(spoiled)
        } catch (error) {
          expect(error).toBeInstanceOf(KeyError)
        }
      }
    },
  )
})
