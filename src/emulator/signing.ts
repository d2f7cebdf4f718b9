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

/**
 * Reads a private key with its public half, or makes a pair of 2048 bits.
 *
 * @throws {TypeError} for what is no PKCS#8 private key in PEM.
 */
export async function createKeyPair(pem?: string): Promise<KeyPair> {
  if (globalThis.crypto?.subtle === undefined)
    throw new TypeError('the emulator needs WebCrypto: serve the page over https or from localhost')
  const pkcs8 = pem === undefined ? await generatePkcs8() : readPem(pem, 'PRIVATE KEY', 'PKCS#8')
  const load = (type: SignType) =>
    crypto.subtle.importKey('pkcs8', pkcs8 as BufferSource, algorithm(type), true, ['sign'])
  const keys: Record<SignType, CryptoKey> = { RSA2: await load('RSA2'), RSA: await load('RSA') }
  return {
    publicKey: await publicHalf(keys.RSA2),
    async sign(text, type, charset) {
      const message = encode(text, charset) as BufferSource
      return base64(new Uint8Array(await crypto.subtle.sign('RSASSA-PKCS1-v1_5', keys[type], message)))
    },
  }
}

async function generatePkcs8(): Promise<Uint8Array> {
  const size = { modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) }
  const made = await crypto.subtle.generateKey({ ...algorithm('RSA2'), ...size }, true, ['sign', 'verify'])
  return new Uint8Array(await crypto.subtle.exportKey('pkcs8', (made as CryptoKeyPair).privateKey))
}

async function publicHalf(key: CryptoKey): Promise<string> {
  const { kty, n, e } = await crypto.subtle.exportKey('jwk', key)
  const half = await crypto.subtle.importKey('jwk', { kty, n, e } as JsonWebKey, algorithm('RSA2'), true, [
    'verify',
  ])
  return publicKeyPem(new Uint8Array(await crypto.subtle.exportKey('spki', half)))
}

/** Writes an SPKI public key in PEM. */
export function publicKeyPem(spki: Uint8Array): string {
  const lines = base64(spki).replace(/.{64}(?=.)/g, '$&\n')
  return `-----BEGIN PUBLIC KEY-----\n${lines}\n-----END PUBLIC KEY-----\n`
}

/** Checks a base64 signature against one public key. */
export type Verify = (text: string, signature: string, type: SignType, charset: string) => Promise<boolean>

/**
 * Reads a public key.
 *
 * @throws {TypeError} for what is no SPKI public key in PEM.
 */
export async function createVerify(pem: string): Promise<Verify> {
  const spki = readPem(pem, 'PUBLIC KEY', 'SPKI')
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

function algorithm(type: SignType): RsaHashedImportParams {
  return { name: 'RSASSA-PKCS1-v1_5', hash: type === 'RSA2' ? 'SHA-256' : 'SHA-1' }
}

function readPem(pem: string, label: string, form: string): Uint8Array {
  const [, name, body = ''] = /^\s*-----BEGIN ([A-Z ]+)-----([^-]+)-----END \1-----\s*$/.exec(pem) ?? []
  const bytes = name === label ? bytesOf(body.replace(/\s/g, '')) : undefined
  if (bytes === undefined)
    throw new TypeError(`the key must be ${form} in PEM (BEGIN ${label}); convertKey of zhifu/keys makes it`)
  return bytes
}

/** Writes bytes in base64. */
export function base64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

/** Reads base64; undefined for what is none. */
export function bytesOf(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), char => char.charCodeAt(0))
  } catch {
    return undefined
  }
}
