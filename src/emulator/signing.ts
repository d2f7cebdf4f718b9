/** RSA signatures by WebCrypto alone: the emulator must not check zhifu with zhifu's own code. */
import { encode } from './charset.ts'

/** RSA2 is RSASSA-PKCS1-v1_5 with SHA-256, RSA the same with SHA-1. */
export type SignType = 'RSA2' | 'RSA'

/** Whether a text names a signature algorithm that the emulator has. */
export function isSignType(name: string): name is SignType {
  return name === 'RSA2' || name === 'RSA'
}

/** The emulator's own key pair, good for both hashes. */
export interface KeyPair {
  /** The public half, SPKI in PEM. */
  readonly publicKey: string
  /** Signs text in a charset; resolves to base64. */
  sign(text: string, type: SignType, charset: string): Promise<string>
}

/** Makes a key pair of 2048 bits. */
export async function createKeyPair(): Promise<KeyPair> {
  const pair = (await crypto.subtle.generateKey(algorithm('RSA2', true), true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', pair.privateKey)
  const spki = await crypto.subtle.exportKey('spki', pair.publicKey)
  const load = (type: SignType) => crypto.subtle.importKey('pkcs8', pkcs8, algorithm(type), false, ['sign'])
  const keys: Record<SignType, CryptoKey> = { RSA2: pair.privateKey, RSA: await load('RSA') }
  return {
    publicKey: `-----BEGIN PUBLIC KEY-----\n${base64(new Uint8Array(spki)).replace(/.{64}(?=.)/g, '$&\n')}\n-----END PUBLIC KEY-----\n`,
    async sign(text, type, charset) {
      const message = encode(text, charset) as BufferSource
      return base64(new Uint8Array(await crypto.subtle.sign('RSASSA-PKCS1-v1_5', keys[type], message)))
    },
  }
}

/** Checks a base64 signature against one public key. */
export type Verify = (text: string, signature: string, type: SignType, charset: string) => Promise<boolean>

/**
 * Reads a public key.
 *
 * @throws {TypeError} for what is no SPKI public key in PEM.
 */
export async function createVerify(pem: string): Promise<Verify> {
  const body = /^\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----\s*$/.exec(pem)?.[1]
  const spki = body === undefined ? undefined : bytesOf(body.replace(/\s/g, ''))
  if (spki === undefined)
    throw new TypeError('the public key of an app must be SPKI in PEM (BEGIN PUBLIC KEY)')
  const load = (type: SignType) =>
    crypto.subtle.importKey('spki', spki as BufferSource, algorithm(type), false, ['verify'])
  const keys: Record<SignType, CryptoKey> = { RSA2: await load('RSA2'), RSA: await load('RSA') }
  return async (text, signature, type, charset) => {
    const bytes = bytesOf(signature)
    const message = encode(text, charset) as BufferSource
    return (
      bytes !== undefined &&
      crypto.subtle.verify('RSASSA-PKCS1-v1_5', keys[type], bytes as BufferSource, message)
    )
  }
}

/** The text that is signed: `name=value` sorted by name and joined with `&`; what is empty does not count. */
export function signedText(
  parameters: Iterable<readonly [string, string]>,
  omitted: readonly string[],
): string {
  return Array.from(parameters)
    .filter(([name, value]) => value !== '' && !omitted.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

function algorithm(type: SignType): RsaHashedImportParams
function algorithm(type: SignType, generates: true): RsaHashedKeyGenParams
function algorithm(type: SignType): RsaHashedKeyGenParams {
  const hash = type === 'RSA2' ? 'SHA-256' : 'SHA-1'
  return { name: 'RSASSA-PKCS1-v1_5', hash, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) }
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

function bytesOf(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), char => char.charCodeAt(0))
  } catch {
    return undefined
  }
}
