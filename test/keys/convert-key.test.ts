import { webcrypto } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { KeyError, rsa2Signer, rsa2Verifier } from '../../src/index.ts'
import { convertKey, fingerprint, type KeyForm, publicKeyOf } from '../../src/keys/index.ts'
import { damages } from './damages.ts'
import {
  bare,
  bytes,
  cryptoKey,
  keys,
  privateForms,
  privateInputs,
  publicForms,
  publicInputs,
  type Size,
  sizes,
  strangers,
} from './forms.ts'

describe.each(sizes)('with %i bits', bits => {
  test('a private key goes from every form to every form as OpenSSL and node:crypto write it', async () => {
    for (const [from, input] of await privateInputs(bits)) {
      for (const [to, expected] of privateForms(bits)) {
        expect(await convertKey(input, to), `${from} → ${to}`).toEqual(expected)
      }
    }
  })

  test('a public key goes from every form to every form but PKCS#8', async () => {
    for (const [from, input] of await publicInputs(bits)) {
      for (const [to, expected] of publicForms(bits)) {
        expect(await convertKey(input, to), `${from} → ${to}`).toEqual(expected)
      }
    }
  })

  test('publicKeyOf gives the public half of either', async () => {
    for (const [from, input] of [...(await privateInputs(bits)), ...(await publicInputs(bits))]) {
      expect(await publicKeyOf(input), from).toBe(keys[`rsa${bits}`].spki)
      for (const [to, expected] of publicForms(bits)) {
        expect(await publicKeyOf(input, to), `${from} → ${to}`).toEqual(expected)
      }
    }
  })

  test('the fingerprint is the SHA-256 of SPKI, from every form of either half', async () => {
    const digest = await webcrypto.subtle.digest('SHA-256', bytes(keys[`rsa${bits}`].spki))
    const expected = Buffer.from(digest).toString('hex')
    for (const [from, input] of [...(await privateInputs(bits)), ...(await publicInputs(bits))]) {
      expect(await fingerprint(input), from).toBe(expected)
    }
    expect(await fingerprint(keys.other.spki)).not.toBe(expected)
  })
})

test('whatever damage a key took on its way, it comes out whole', async () => {
  const sources = ['pkcs8', 'pkcs1', 'spki', 'pkcs1Public'] as const
  const property = fc.asyncProperty(
    fc.constantFrom<Size>(1024, 2048),
    fc.constantFrom(...sources),
    fc.subarray([...damages.keys()]),
    async (bits, source, chosen) => {
      const pem = keys[`rsa${bits}`][source]
      const damaged = chosen.reduce((text, index) => (damages[index] as (typeof damages)[0])[1](text), pem)
      const form: KeyForm = source === 'pkcs1Public' ? 'pkcs1-pem' : `${source}-pem`
      expect(await convertKey(damaged, form)).toBe(pem)
      expect(await publicKeyOf(damaged)).toBe(keys[`rsa${bits}`].spki)
    },
  )
  await fc.assert(property, { numRuns: 150 })
})

test('round trips through any chain of forms end where they began', async () => {
  const forms = privateForms(1024)
    .map(([form]) => form)
    .filter(form => !form.startsWith('spki'))
  const property = fc.asyncProperty(fc.array(fc.constantFrom(...forms), { maxLength: 5 }), async chain => {
    let key: Parameters<typeof convertKey>[0] = keys.rsa1024.pkcs1
    for (const form of chain) key = await convertKey(key, form)
    expect(await convertKey(key, 'pkcs1-pem')).toBe(keys.rsa1024.pkcs1)
  })
  await fc.assert(property, { numRuns: 30 })
})

test('a key with a byte changed is converted or is a KeyError, and nothing else is thrown', async () => {
  const forms = privateForms(1024).map(([form]) => form)
  const der = bytes(keys.rsa1024.pkcs8)
  const property = fc.asyncProperty(
    fc.nat(der.length - 1),
    fc.integer({ min: 1, max: 255 }),
    fc.constantFrom(...forms),
    async (place, change, form) => {
      const spoiled = der.with(place, (der[place] as number) ^ change)
      const result = await convertKey(spoiled, form).catch((error: unknown) => error)
      if (result instanceof Error) expect(result).toBeInstanceOf(KeyError)
    },
  )
  await fc.assert(property)
})

test("a signer keeps its own copy of a Buffer's bytes, whose slice would be a view", async () => {
  const mine = Buffer.from(bytes(keys.rsa2048.pkcs8))
  const signer = rsa2Signer(mine)
  mine.fill(0)
  const text = new TextEncoder().encode('支付')
  expect(await rsa2Verifier(keys.rsa2048.spki).verify(text, await signer.sign(text))).toBe(true)
})

describe('what cannot be', () => {
  const { pkcs8, spki, pkcs1Public } = keys.rsa2048
  const truncated = bare(pkcs8).slice(0, 800)
  const zeroed = bytes(pkcs8).fill(0, 60, 300)
  test.each<[string, () => Promise<unknown>, RegExp]>([
    ['a public key to PKCS#8', () => convertKey(spki, 'pkcs8-pem'), /PKCS#8 holds private keys/],
    [
      'a PKCS#1 public key to PKCS#8',
      () => convertKey(pkcs1Public, 'pkcs8-der'),
      /PKCS#8 holds private keys/,
    ],
    ['a public half as PKCS#8', () => publicKeyOf(pkcs8, 'pkcs8-base64'), /PKCS#8 holds private keys/],
    [
      'a CryptoKey that may not leave',
      async () => convertKey(await cryptoKey(2048, 'private', false), 'jwk'),
      /extractable: false, so its private key/,
    ],
    [
      'its public half',
      async () => publicKeyOf(await cryptoKey(2048, 'private', false)),
      /extractable: false, so its private key/,
    ],
    [
      'a public CryptoKey that may not leave',
      async () => convertKey(await cryptoKey(2048, 'public', false), 'spki-pem'),
      /extractable: false, so its public key/,
    ],
    ['a certificate', () => convertKey(strangers.certificate, 'spki-pem'), /found: a certificate/],
    ['an encrypted key', () => convertKey(strangers.encrypted, 'pkcs8-pem'), /found: an encrypted/],
    ['an elliptic-curve key', () => convertKey(strangers.ec, 'jwk'), /not for RSA/],
    ['a truncated key', () => convertKey(truncated, 'pkcs1-pem'), /no key/],
    ['a key of zeros', () => convertKey(zeroed, 'pkcs1-pem'), /is it damaged/],
    ['a JWK of nonsense', () => convertKey({ kty: 'RSA', n: '?', e: '!' }, 'spki-pem'), /is it damaged/],
    ['nothing', () => convertKey(undefined as never, 'jwk'), /undefined/],
    ['the fingerprint of a file name', () => fingerprint('./private.pem'), /file name/],
  ])('%s is a KeyError that says why', async (_, convert, why) => {
    const error = await convert().catch((error: unknown) => error)
    expect(error).toBeInstanceOf(KeyError)
    expect((error as Error).message).toMatch(why)
    const told = `${error} ${JSON.stringify(error)} ${(error as Error).cause}`
    for (const secret of [bare(pkcs8), bare(strangers.ec), bare(strangers.encrypted)]) {
      expect(told).not.toContain(secret.slice(40, 60))
    }
  })

  test.each(['pem', 'pkcs8', 'spki-PEM', '__proto__', undefined])('%s is no form', async form => {
    await expect(convertKey(pkcs8, form as never)).rejects.toThrow(TypeError)
    if (form !== undefined) await expect(publicKeyOf(pkcs8, form as never)).rejects.toThrow(TypeError)
  })

  describe('where a page is not secure', () => {
    afterEach(() => {
      vi.unstubAllGlobals()
    })

    test('WebCrypto is missed by name', async () => {
      vi.stubGlobal('crypto', {})
      await expect(convertKey(pkcs8, 'pkcs1-pem')).rejects.toThrow(/WebCrypto is missing/)
      await expect(fingerprint(spki)).rejects.toThrow(KeyError)
    })
  })
})
