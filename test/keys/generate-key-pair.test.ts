import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { AlipaySdk } from 'alipay-sdk'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { KeyError, rsa2Signer, rsa2Verifier } from '../../src/index.ts'
import { convertKey, describeKey, fingerprint, generateKeyPair } from '../../src/keys/index.ts'

const text = new TextEncoder().encode('a=1&subject=支付')

describe.each([2048, 3072, 4096] as const)('a pair of %i bits', bits => {
  test('is one pair in every form, each as described, and OpenSSL agrees', async () => {
    const pair = await generateKeyPair({ bits })
    const { privateKey, privateKeyBase64, privateKeyPkcs1, publicKey, publicKeyBase64 } = pair
    const key = createPrivateKey(privateKey)
    expect(key.asymmetricKeyDetails).toMatchObject({ modulusLength: bits, publicExponent: 65537n })
    expect(privateKey).toBe(key.export({ type: 'pkcs8', format: 'pem' }))
    expect(privateKeyPkcs1).toBe(key.export({ type: 'pkcs1', format: 'pem' }))
    expect(privateKeyBase64).toBe(key.export({ type: 'pkcs8', format: 'der' }).toString('base64'))
    expect(publicKey).toBe(createPublicKey(key).export({ type: 'spki', format: 'pem' }))
    expect(publicKeyBase64).toMatch(/^MI[A-Za-z0-9+/]+={0,2}$/)
    expect(createPublicKey(publicKey).export({ type: 'spki', format: 'der' }).toString('base64')).toBe(
      publicKeyBase64,
    )
    expect(pair.fingerprint).toBe(await fingerprint(privateKeyPkcs1))
    expect(describeKey(privateKeyBase64)).toMatchObject({
      kind: 'private',
      format: 'PKCS#8',
      bits,
      damage: [],
    })
    expect(describeKey(publicKeyBase64)).toMatchObject({ kind: 'public', format: 'SPKI', bits, damage: [] })

    const ours = await rsa2Signer(privateKeyPkcs1).sign(text)
    expect(ours).toBe(sign('sha256', text, key).toString('base64'))
    expect(verify('sha256', text, publicKey, Buffer.from(ours, 'base64'))).toBe(true)
    expect(await rsa2Verifier(publicKeyBase64).verify(text, ours)).toBe(true)
  })
})

test('the official SDK signs and verifies with it, in both of its key types', async () => {
  const { privateKey, privateKeyPkcs1, publicKeyBase64, publicKey } = await generateKeyPair()
  const bareOf = (pem: string) => pem.replace(/-----.*-----|\n/g, '')
  const forms = [
    { keyType: 'PKCS8', privateKey: bareOf(privateKey) },
    { keyType: 'PKCS1', privateKey: bareOf(privateKeyPkcs1) },
  ] as const
  for (const form of forms) {
    const sdk = new AlipaySdk({ ...form, appId: '2021000000000001', alipayPublicKey: publicKeyBase64 })
    const query = new URL(
      sdk.pageExecute('alipay.trade.page.pay', 'GET', { bizContent: { subject: '支付' } }),
    )
    const signature = query.searchParams.get('sign') as string
    query.searchParams.delete('sign')
    const signed = [...query.searchParams].map(([name, value]) => `${name}=${value}`).sort()
    const message = new TextEncoder().encode(signed.join('&'))
    expect(await rsa2Verifier(publicKey).verify(message, signature)).toBe(true)
    const note: Record<string, string> = {
      app_id: '2021000000000001',
      total_amount: '88.88',
      sign_type: 'RSA2',
    }
    const noteText = new TextEncoder().encode('app_id=2021000000000001&total_amount=88.88')
    note['sign'] = await rsa2Signer(privateKey).sign(noteText)
    expect(sdk.checkNotifySign(note)).toBe(true)
    expect(sdk.checkNotifySign({ ...note, total_amount: '0.01' })).toBe(false)
  }
})

test('each pair is another one', async () => {
  const [one, two] = await Promise.all([generateKeyPair(), generateKeyPair({ bits: 2048 })])
  expect(one.fingerprint).not.toBe(two.fingerprint)
  const signature = await rsa2Signer(one.privateKey).sign(text)
  expect(await rsa2Verifier(two.publicKey).verify(text, signature)).toBe(false)
  expect(
    await rsa2Verifier(
      await convertKey(one.privateKey, 'jwk').then(({ kty, n, e }) => ({ kty, n, e }) as JsonWebKey),
    ).verify(text, signature),
  ).toBe(true)
})

test.each([1024, 512, 2049, 0, Number.NaN, '2048'])('a size of %s is a KeyError', async bits => {
  const error = new KeyError('bits: the number 2048, 3072 or 4096 is expected here')
  await expect(generateKeyPair({ bits: bits as never })).rejects.toThrow(error)
})

test.each([
  ['a number', 3072],
  ['a text', '3072'],
  ['null', null],
  ['an array', [3072]],
  ['a misspelt option', { bit: 3072 }],
  ["another library's option", { modulusLength: 3072 }],
  ['an option too many', { bits: 3072, extractable: false }],
])('%s in place of { bits } is refused, and the option named', async (_, options) => {
  const refused = expect(generateKeyPair(options as never)).rejects
  await refused.toThrow(TypeError)
  await refused.toThrow(/generateKeyPair takes .*\{ bits: 3072 \}/)
})

test('an option that is undefined is as good as absent', async () => {
  expect(describeKey((await generateKeyPair({ bits: undefined })).publicKey).bits).toBe(2048)
})

describe('where a page is not secure', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  test('WebCrypto is missed by name', async () => {
    vi.stubGlobal('crypto', {})
    await expect(generateKeyPair()).rejects.toThrow(/WebCrypto is missing/)
  })
})
