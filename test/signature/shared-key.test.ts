import { createHash, createHmac, generateKeyPairSync, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { hmac, KeyError, md5 } from '../../src/index.ts'
import { canonicalText } from '../../src/message/canonical.ts'
import { equalInConstantTime } from '../../src/signature/constant-time.ts'
import keyData from '../vectors/keys.json' with { type: 'json' }
import mapiMd5 from '../vectors/mapi-md5.json' with { type: 'json' }
import signatureData from '../vectors/signatures.json' with { type: 'json' }

const bytesOf = (text: string) => new TextEncoder().encode(text)
const { sharedKey, messages } = signatureData

describe.each(messages)('over $name', ({ text, signatures }) => {
  const bytes = bytesOf(text)

  test.each(['append', 'amp-key'] as const)("MD5 with the key joined by '%s' is as OpenSSL's", async join => {
    expect(await md5(sharedKey, { join }).sign(bytes)).toBe(signatures.MD5[join])
    expect(await md5(sharedKey, { join }).verify(bytes, signatures.MD5[join])).toBe(true)
    expect(
      await md5(sharedKey, { join: join === 'append' ? 'amp-key' : 'append' }).verify(
        bytes,
        signatures.MD5[join],
      ),
    ).toBe(false)
  })

  test.each(['base64', 'hex'] as const)("HMAC-SHA1 in %s is as OpenSSL's", async encoding => {
    expect(await hmac(sharedKey, { encoding }).sign(bytes)).toBe(signatures.HMAC_SHA1[encoding])
    expect(await hmac(sharedKey, { encoding }).verify(bytes, signatures.HMAC_SHA1[encoding])).toBe(true)
    expect(await hmac('another', { encoding }).verify(bytes, signatures.HMAC_SHA1[encoding])).toBe(false)
  })
})

test('MD5 by default signs the mapi vector', async () => {
  const unsigned = new Map(
    Object.entries(mapiMd5.params).filter(([name]) => !mapiMd5.unsigned.includes(name)),
  )
  expect(await md5(mapiMd5.key).sign(bytesOf(canonicalText(unsigned)))).toBe(mapiMd5.sign)
})

test('the key may be joined in a way of your own', async () => {
  const first = md5('k', { join: (message, key) => Uint8Array.of(...key, ...message) })
  expect(await first.sign(bytesOf('m'))).toBe(createHash('md5').update('km').digest('hex'))
})

test('hex is written in the case that was asked for and read in either', async () => {
  const upper = md5('k', { hex: 'upper' })
  const sign = await upper.sign(bytesOf('m'))
  expect(sign).toBe(createHash('md5').update('mk').digest('hex').toUpperCase())
  expect(await upper.verify(bytesOf('m'), sign.toLowerCase())).toBe(true)
  expect(await md5('k').verify(bytesOf('m'), sign)).toBe(true)
  const hexMac = createHmac('sha1', 'k').update('m').digest('hex').toUpperCase()
  expect(await hmac('k', { encoding: 'hex' }).verify(bytesOf('m'), hexMac)).toBe(true)
})

test.each<[string, () => unknown, string]>([
  ['a misspelt join', () => md5('k', { join: 'amp_key' as never }), 'join must be one of: append, amp-key'],
  ['a key for a join', () => md5('k', { join: 'secret' as never }), 'join must be one of: append, amp-key'],
  ['null for a join', () => md5('k', { join: null as never }), 'join must be one of: append, amp-key'],
  ['a misspelt case', () => md5('k', { hex: 'UPPER' as never }), 'hex must be one of: lower, upper'],
  [
    'a misspelt encoding',
    () => hmac('k', { encoding: 'HEX' as never }),
    'encoding must be one of: base64, hex',
  ],
])('%s is refused, and not repeated', (_, make, message) => {
  expect(make).toThrow(new TypeError(message))
})

test.each(['', 'zz', 'a'.repeat(31), 'g'.repeat(32), '0'.repeat(33), ' '.repeat(32), '０'.repeat(32)])(
  'MD5 refuses the signature "%s"',
  async sign => {
    expect(await md5('k').verify(bytesOf('m'), sign)).toBe(false)
  },
)

test.each(['', 'a'.repeat(39), 'g'.repeat(40), '0'.repeat(42)])(
  'HMAC refuses the signature "%s"',
  async sign => {
    expect(await hmac('k', { encoding: 'hex' }).verify(bytesOf('m'), sign)).toBe(false)
    expect(await hmac('k').verify(bytesOf('m'), sign)).toBe(false)
  },
)

const { rsa1024, rsa2048, rsa4096 } = keyData.keys
const bare = (pem: string) => pem.replace(/-----.*-----|\n/g, '')
const asymmetric = [
  ...[rsa1024, rsa2048, rsa4096, rsaOf(3072)].flatMap(({ pkcs8, pkcs1, spki, pkcs1Public }) => [
    pkcs8,
    pkcs1,
    spki,
    pkcs1Public,
  ]),
  keyData.strangers.certificate,
  keyData.strangers.request,
]

describe('what cannot be a shared key is refused where it is given', () => {
  test.each<[string, unknown, string]>([
    ['an empty text', '', 'an empty text'],
    ['white space', ' \n', 'an empty text'],
    ['undefined', undefined, 'undefined (an unset environment variable?)'],
    ['an empty array', [], 'an array'],
    ['null', null, 'a value of type null'],
    ['bytes', Buffer.from(sharedKey), 'a value of type object'],
    ['a promise', Promise.resolve(sharedKey), 'a promise; await it'],
    ['a line end after it', `${sharedKey}\n`, 'a text with white space at its ends; trim it'],
    ['a line end of Windows', `${sharedKey}\r\n`, 'a text with white space at its ends; trim it'],
    ['a space before it', ` ${sharedKey}`, 'a text with white space at its ends; trim it'],
    ['a byte order mark', `\ufeff${sharedKey}`, 'a text with white space at its ends; trim it'],
  ])('%s', (_, key, found) => {
    const error = new KeyError(`key: a shared key is expected here; found: ${found}`)
    for (const make of [md5, hmac]) expect(() => make(key as never)).toThrow(error)
  })

  test('an RSA key or a certificate, in every form and spelling', () => {
    expect(asymmetric).toHaveLength(18)
    for (const pem of asymmetric) {
      const body = pem.replace(/-----.*-----/g, '')
      for (const key of [pem, pem.replaceAll('\n', '\\n'), ` ${pem}`, body, bare(pem), `${bare(pem)}\n`]) {
        for (const make of [md5, hmac]) {
          const error = thrownBy(() => make(key))
          expect(error).toBeInstanceOf(KeyError)
          expect((error as Error).message).toMatch(/found: an RSA key, which rsa2Signer .* or a certificate$/)
          expect((error as Error).message).not.toContain(bare(pem).slice(0, 8))
        }
      }
    }
  })

  test('nothing that a shared key could be', async () => {
    const random = Array.from({ length: 2000 }, (_, index) => [
      randomBytes(16).toString('hex'),
      randomBytes(24).toString('base64'),
      randomBytes(1 + (index % 300)).toString('base64'),
    ]).flat()
    const chosen = [
      'k',
      'a b',
      '密钥',
      '-----',
      'MIIEvg',
      'MIIEvg0123456789abcdefghijklmnop',
      'MIG'.repeat(9),
      'M'.repeat(400),
    ]
    for (const key of [...chosen, ...random]) {
      const expected = createHash('md5').update(`m${key}`).digest('hex')
      expect(await md5(key).sign(bytesOf('m')), key).toBe(expected)
    }
  })
})

function rsaOf(bits: number) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: bits })
  return {
    pkcs8: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    pkcs1: privateKey.export({ type: 'pkcs1', format: 'pem' }) as string,
    spki: publicKey.export({ type: 'spki', format: 'pem' }) as string,
    pkcs1Public: publicKey.export({ type: 'pkcs1', format: 'pem' }) as string,
  }
}

function thrownBy(run: () => unknown): unknown {
  try {
    return run() && undefined
  } catch (error) {
    return error
  }
}

test('the comparison looks at every byte, and its time does not tell where the first difference is', () => {
  const a = Uint8Array.of(1, 2, 3)
  expect(equalInConstantTime(a, Uint8Array.of(1, 2, 3))).toBe(true)
  for (const b of [[0, 2, 3], [1, 0, 3], [1, 2, 0], [1, 2], [1, 2, 3, 4], []]) {
    expect(equalInConstantTime(a, Uint8Array.from(b))).toBe(false)
  }
  // The bytes that are read do not depend on where the first difference is.
  const reads: number[] = []
  const watched = new Proxy(Uint8Array.of(9, 2, 3), {
    get: (target, name) => {
      if (typeof name === 'string' && /^\d$/.test(name)) reads.push(Number(name))
      return Reflect.get(target, name)
    },
  })
  equalInConstantTime(watched, a)
  expect(reads).toEqual([0, 1, 2])
})
