import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign as nodeSign,
  verify as nodeVerify,
} from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { dsaSigner, dsaVerifier } from '../../src/dsa/index.ts'
import { readPair, writePair } from '../../src/dsa/signature.ts'
import rfc6979 from '../vectors/dsa-rfc6979.json' with { type: 'json' }
import { bytes, derOf, keys, pkcs8, small } from './material.ts'

const hashes = ['SHA-1', 'SHA-256'] as const
const encodings = ['ieee-p1363', 'der'] as const
const ways = hashes.flatMap(hash => encodings.map(encoding => ({ hash, encoding })))

describe.each(keys)('a key of $size bits', key => {
  test.each(ways)(
    'verifies what the openssl command signed: $hash, $encoding',
    async ({ hash, encoding }) => {
      const signature = key.signatures[hash][encoding]
      const verifier = dsaVerifier(key.spki, { hash, encoding })
      expect(verifier.types).toEqual(['DSA'])
      expect(await verifier.verify(bytes, signature)).toBe(true)
      expect(await verifier.verify(bytes.with(3, 0x58), signature)).toBe(false)
      expect(await verifier.verify(new Uint8Array(), signature)).toBe(false)
    },
  )

  test.each(ways)('signs what OpenSSL verifies: $hash, $encoding', async ({ hash, encoding }) => {
    const digest = hash.replace('-', '')
    const publicKey = createPublicKey(key.spki)
    for (const form of [key.pkcs8, key.traditional]) {
      const signer = dsaSigner(form, { hash, encoding })
      expect(signer.type).toBe('DSA')
      for (const message of [bytes, new Uint8Array()]) {
        const signature = Buffer.from(await signer.sign(message), 'base64')
        const dsaEncoding = encoding
        expect(nodeVerify(digest, message, { key: publicKey, dsaEncoding }, signature)).toBe(true)
        expect(nodeVerify(digest, Buffer.of(...message, 0), { key: publicKey, dsaEncoding }, signature)).toBe(
          false,
        )
      }
    }
  })
})

test('a key that was never seen before agrees with OpenSSL both ways, time after time', async () => {
  const pair = generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 })
  const privatePem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' })
  const spki = pair.publicKey.export({ type: 'spki', format: 'der' })
  for (const encoding of encodings) {
    const signer = dsaSigner(privatePem, { encoding })
    const verifier = dsaVerifier(spki, { encoding })
    for (let round = 0; round < 40; round++) {
      const message = Buffer.from(`round ${round}`)
      const theirs = nodeSign('sha1', message, { key: pair.privateKey, dsaEncoding: encoding })
      expect(await verifier.verify(message, theirs.toString('base64'))).toBe(true)
      const ours = Buffer.from(await signer.sign(message), 'base64')
      expect(nodeVerify('sha1', message, { key: pair.publicKey, dsaEncoding: encoding }, ours)).toBe(true)
    }
  }
})

describe.each(rfc6979.keys)('RFC 6979, $section', ({ signatures, ...hex }) => {
  const number = (name: 'p' | 'q' | 'g' | 'x') => BigInt(`0x${hex[name]}`)
  const numbers = { p: number('p'), q: number('q'), g: number('g'), x: number('x'), y: 0n }

  test.each(signatures)('$hash over "$message"', async ({ hash, message, r, s }) => {
    const options = { hash: hash as 'SHA-1' | 'SHA-256' }
    const text = Buffer.from(message)
    const signature = Buffer.from(r + s, 'hex').toString('base64')
    const key = Buffer.from(pkcs8(numbers))
    expect(await dsaSigner(key, options).sign(text)).toBe(signature)
    const spki = createPublicKey(createPrivateKey({ key, format: 'der', type: 'pkcs8' })).export({
      type: 'spki',
      format: 'pem',
    })
    expect(await dsaVerifier(spki, options).verify(text, signature)).toBe(true)
  })
})

describe('the random numbers that hide the key', () => {
  test.each([0x00, 0x01, 0xff])('change no signature, %i in every byte neither', async filling => {
    const expected = await dsaSigner(small.pkcs8).sign(bytes)
    const random = vi.spyOn(crypto, 'getRandomValues')
    random.mockImplementation(<T extends ArrayBufferView | null>(array: T): T => {
      if (array instanceof Uint8Array) array.fill(filling)
      return array
    })
    try {
      expect(await dsaSigner(small.pkcs8).sign(bytes)).toBe(expected)
      // One for the power and one for the inverse, each of them at least eight bytes.
      expect(random).toHaveBeenCalledTimes(2)
      for (const [array] of random.mock.calls) expect(array?.byteLength).toBeGreaterThanOrEqual(8)
    } finally {
      random.mockRestore()
    }
  })
})

describe('the sample of document 004, table 4-1', () => {
  const sample = '_p_w_l_h_j0b_gd_aejia7n_ko4_m%2Fu_w_jd3_nx_s_k_mxus9_hoxg_y_r_lunli_pmma29_t_q=='
  const base64 = 'PWLHJ0bGdAejia7nKo4M/uWJd3NxSKMxus9HoxgYRLunliPmma29TQ=='
  const q = 1n << 159n

  test('is forty bytes under its armour, decoded once more or not', () => {
    for (const text of [sample, decodeURIComponent(sample)]) {
      const pair = readPair(text, q, 'ieee-p1363', 'case-escaped')
      expect(pair).toBeDefined()
      expect(pair && writePair(pair, q, 'ieee-p1363', 'base64')).toBe(base64)
      expect(pair && writePair(pair, q, 'ieee-p1363', 'case-escaped')).toBe(sample)
    }
    expect(Buffer.from(base64, 'base64')).toHaveLength(40)
  })

  test('is nothing in base64, nor base64 anything under that armour', () => {
    expect(readPair(sample, q, 'ieee-p1363', 'base64')).toBeUndefined()
    expect(readPair(base64, q, 'ieee-p1363', 'case-escaped')).toBeUndefined()
    expect(readPair(base64, q, 'ieee-p1363', 'base64')).toBeDefined()
  })
})

describe('only what is configured is accepted', () => {
  const all = ways.flatMap(way => (['base64', 'case-escaped'] as const).map(armour => ({ ...way, armour })))

  test.each(all)('$hash, $encoding, $armour', async way => {
    const signature = await dsaSigner(small.pkcs8, way).sign(bytes)
    const accepting: unknown[] = []
    for (const other of all)
      if (await dsaVerifier(small.spki, other).verify(bytes, signature)) accepting.push(other)
    expect(accepting).toEqual([way])
  })

  test('SHA-1, r and s side by side and base64 are what it is without options', async () => {
    const signature = small.signatures['SHA-1']['ieee-p1363']
    expect(await dsaVerifier(small.spki).verify(bytes, signature)).toBe(true)
    expect(await dsaSigner(small.pkcs8).sign(bytes)).toMatch(/^[\w+/]{54}==$/)
    expect(derOf(small.spki)).toHaveLength(442)
  })
})
