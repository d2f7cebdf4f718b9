/** Every form of the test keys, made by OpenSSL and node:crypto, which share no code with the library. */
import { createPrivateKey, createPublicKey, webcrypto } from 'node:crypto'
import type { KeyForm, RsaKeyInput } from '../../src/keys/index.ts'
import keyData from '../vectors/keys.json' with { type: 'json' }

export const { keys, strangers } = keyData
export const sizes = [1024, 2048, 4096] as const
export type Size = (typeof sizes)[number]

export const bare = (pem: string): string => pem.replace(/-----.*-----|\s/g, '')
export const bytes = (pem: string): Uint8Array => new Uint8Array(Buffer.from(bare(pem), 'base64'))

const spellings = (standard: 'pkcs1' | 'pkcs8' | 'spki', pem: string): [KeyForm, unknown][] => [
  [`${standard}-pem`, pem],
  [`${standard}-base64`, bare(pem)],
  [`${standard}-der`, bytes(pem)],
]

/** What each form of the private key must be, byte for byte; `spki` is its public half. */
export function privateForms(bits: Size): [KeyForm, unknown][] {
  const { pkcs8, pkcs1, spki } = keys[`rsa${bits}`]
  return [
    ...spellings('pkcs8', pkcs8),
    ...spellings('pkcs1', pkcs1),
    ...spellings('spki', spki),
    ['jwk', createPrivateKey(pkcs8).export({ format: 'jwk' })],
  ]
}

/** The same for the public key, which has no PKCS#8. */
export function publicForms(bits: Size): [KeyForm, unknown][] {
  const { spki, pkcs1Public } = keys[`rsa${bits}`]
  return [
    ...spellings('pkcs1', pkcs1Public),
    ...spellings('spki', spki),
    ['jwk', createPublicKey(spki).export({ format: 'jwk' })],
  ]
}

/** Every input that holds the private key. */
export async function privateInputs(bits: Size): Promise<[string, RsaKeyInput][]> {
  const der = bytes(keys[`rsa${bits}`].pkcs8)
  const inputs = privateForms(bits).filter(([form]) => !form.startsWith('spki'))
  return [
    ...(inputs as [string, RsaKeyInput][]),
    ['ArrayBuffer', der.buffer as ArrayBuffer],
    ['CryptoKey', await cryptoKey(bits, 'private', true)],
  ]
}

/** Every input that holds the public key alone. */
export async function publicInputs(bits: Size): Promise<[string, RsaKeyInput][]> {
  return [
    ...(publicForms(bits) as [string, RsaKeyInput][]),
    ['CryptoKey', await cryptoKey(bits, 'public', true)],
  ]
}

export async function cryptoKey(
  bits: Size,
  half: 'private' | 'public',
  extractable: boolean,
  hash = 'SHA-1',
): Promise<CryptoKey> {
  const [format, form, usage] =
    half === 'private' ? (['pkcs8', 'pkcs8', 'sign'] as const) : (['spki', 'spki', 'verify'] as const)
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash }
  const der = bytes(keys[`rsa${bits}`][form])
  return (await webcrypto.subtle.importKey(format, der, algorithm, extractable, [usage])) as CryptoKey
}
