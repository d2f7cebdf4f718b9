import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { hmac, KeyError, md5, rsa2Signer, rsa2Verifier, rsaSigner, rsaVerifier } from '../../src/index.ts'
import { decodeBase64, encodeBase64 } from '../../src/signature/base64.ts'
import { der, readDer } from '../../src/signature/der.ts'
import { keys } from '../support/keys.ts'
import { anyText, property } from './property.ts'

const { pkcs8, spki } = keys.rsa1024
const message = fc.uint8Array({ maxLength: 200 })

describe.each([
  ['RSA2', rsa2Signer(pkcs8), rsa2Verifier(spki)],
  ['RSA', rsaSigner(pkcs8), rsaVerifier(spki)],
  ['MD5', md5('key'), md5('key')],
  ['HMAC-SHA1', hmac('key'), hmac('key')],
  ['HMAC-SHA1 in hex', hmac('key', { encoding: 'hex' }), hmac('key', { encoding: 'hex' })],
] as const)('%s', (_, signer, verifier) => {
  property(
    'what is signed verifies, and what is spoiled in one place does not',
    [message, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 })],
    async (bytes, at, signAt, flip) => {
      const sign = await signer.sign(bytes)
      expect(await verifier.verify(bytes, sign)).toBe(true)
      const spoiled =
        bytes.length === 0
          ? Uint8Array.of(flip)
          : bytes.with(at % bytes.length, (bytes[at % bytes.length] as number) ^ flip)
      expect(await verifier.verify(spoiled, sign)).toBe(false)
      const place = signAt % sign.length
      const other = String.fromCharCode(sign.charCodeAt(place) ^ (flip & 0x7f))
      // Hex digits are read in either case.
      if (other.toLowerCase() !== sign[place]?.toLowerCase()) {
        expect(await verifier.verify(bytes, sign.slice(0, place) + other + sign.slice(place + 1))).toBe(false)
      }
    },
  )

  property('any text is a signature or is not, without an error', [message, anyText], async (bytes, text) => {
    expect(await verifier.verify(bytes, text)).toBe(false)
  })
})

describe('a key', () => {
  const readers = [rsa2Signer, rsa2Verifier]

  property(
    'of any text or bytes is read or refused with KeyError',
    [fc.oneof(anyText, fc.base64String(), fc.uint8Array())],
    text => {
      for (const read of readers) expect(() => read(text)).toThrow(KeyError)
    },
  )

  const bytes = Uint8Array.from(atob(pkcs8.replace(/-----.*-----|\n/g, '')), char => char.charCodeAt(0))
  property(
    'spoiled in one place is read or refused with KeyError',
    [fc.nat(bytes.length - 1), fc.nat(255), fc.nat(bytes.length)],
    (at, value, length) => {
      for (const damaged of [bytes.with(at, value), bytes.slice(0, length)]) {
        try {
          rsa2Signer(damaged)
        } catch (error) {
          expect(error).toBeInstanceOf(KeyError)
        }
      }
    },
  )
})

describe('base64', () => {
  property('is read back as it was written, and written as everybody writes it', [message], bytes => {
    expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
    expect(decodeBase64(encodeBase64(bytes))).toEqual(new Uint8Array(bytes))
  })

  property('has one spelling', [fc.oneof(anyText, fc.base64String())], text => {
    const bytes = decodeBase64(text)
    if (bytes !== undefined) expect(encodeBase64(bytes)).toBe(text)
  })
})

describe('DER', () => {
  property(
    'of any bytes is read without an error, and covers them',
    [fc.uint8Array({ maxLength: 64 })],
    bytes => {
      const elements = readDer(bytes)
      if (elements === undefined) return
      expect(elements.flatMap(({ whole }) => [...whole])).toEqual([...bytes])
    },
  )

  property(
    'is read back as it was written',
    [fc.nat(30), fc.uint8Array({ maxLength: 70_000 })],
    (tag, content) => {
      expect(readDer(der(tag, content))?.[0]).toMatchObject({ tag, content: new Uint8Array(content) })
    },
  )
})
