import { createPrivateKey, webcrypto } from 'node:crypto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { KeyError, rsa2Signer, rsa2Verifier } from '../../src/index.ts'
import { convertKey, fingerprint, publicKeyOf } from '../../src/keys/index.ts'
import {
  bare,
  bytes,
  cryptoKey,
  keys,
  privateForms,
  privateInputs,
  publicForms,
  publicInputs,
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
    ['nothing', () => convertKey(undefined as never, 'jwk'), /^key: an RSA key .* undefined/],
    ['a promise', () => publicKeyOf(Promise.resolve(spki) as never), /^key: an RSA key .* await it/],
    ['a pair', () => fingerprint({ privateKey: pkcs8, publicKey: spki } as never), /a key pair/],
    ['a KeyObject', () => convertKey(createPrivateKey(pkcs8) as never, 'jwk'), /a private KeyObject/],
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
