/**
 * A key in the form that somebody else asks for.
 *
 * Every key goes through the platform's WebCrypto on its way, which refuses what is no key and writes each
 * form in one way only, the same as OpenSSL's. PKCS#1, which WebCrypto does not know, is what PKCS#8 and SPKI wrap.
 */
import { exportJWK } from 'jose/key/export'
import { KeyError } from '../errors.ts'
import { encodeBase64 } from '../signature/base64.ts'
import { type RsaJwk, type RsaKey, type RsaKeyInput, recogniseKey } from '../signature/rsa-key.ts'
import { subtle } from '../signature/subtle.ts'
import { pem, pkcs1Within } from './key-bytes.ts'

/**
 * A form of key: what is written, and how.
 *
 * - `pkcs8`: private keys of Java, of Alipay's key tool, and of today's OpenSSL.
 * - `pkcs1`: private keys for everything but Java in Alipay's key tool; public keys, rarely.
 * - `spki`: public keys, everywhere. A private key becomes its public half.
 * - `pem` has header lines, `base64` is one bare line as Alipay's console takes it, `der` is the bytes.
 * - `jwk`: the key as a plain object (RFC 7517).
 */
export type KeyForm = `${'pkcs1' | 'pkcs8' | 'spki'}-${'pem' | 'base64' | 'der'}` | 'jwk'

/** What a form is made of: text, bytes for `der`, an object for `jwk`. */
export type ConvertedKey<Form extends KeyForm> = Form extends 'jwk'
  ? RsaJwk
  : Form extends `${string}-der`
    ? Uint8Array
    : string

const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

/**
 * Writes an RSA key in another form.
 *
 * A private key to `spki` gives its public half; in `pkcs1` and `jwk` it stays private.
 *
 * @param key in any form that the signers and verifiers read, damage of copying included.
 * @param to the form wanted: `pkcs8-pem`, `spki-base64`, `jwk`; see {@link KeyForm}.
 * @throws {KeyError} for what is no RSA key, a public key to `pkcs8`, or a CryptoKey that may not be exported.
 * @throws {TypeError} for a form that is not known.
 * @example await convertKey(javaKey, 'pkcs1-pem')
 */
export async function convertKey<Form extends KeyForm>(
  key: RsaKeyInput,
  to: Form,
): Promise<ConvertedKey<Form>> {
  return (await converted(key, to, async whole => whole)) as ConvertedKey<Form>
}

/**
 * The public half of a key: what goes into Alipay's console, or to a colleague.
 *
 * @param key a private key; a public one is only converted.
 * @param to the form wanted: `spki-pem` unless told. No form of the result holds anything secret.
 * @throws {KeyError} for what is no RSA key, `pkcs8`, or a CryptoKey that may not be exported.
 * @throws {TypeError} for a form that is not known.
 */
export async function publicKeyOf<Form extends KeyForm = 'spki-pem'>(
  key: RsaKeyInput,
  to: Form = 'spki-pem' as Form,
): Promise<ConvertedKey<Form>> {
  return (await converted(key, to, publicHalf)) as ConvertedKey<Form>
}

async function converted(
  input: RsaKeyInput,
  to: KeyForm,
  choose: (key: CryptoKey) => Promise<CryptoKey>,
): Promise<string | Uint8Array | RsaJwk> {
  const write = writerOf(to)
  try {
    return await write(await choose(await toCryptoKey(input)))
  } catch (cause) {
    if (cause instanceof KeyError) throw cause
    throw new KeyError("the platform's WebCrypto does not take this RSA key; is it damaged?", { cause })
  }
}

type Writer = (key: CryptoKey) => Promise<string | Uint8Array | RsaJwk>

function writerOf(to: KeyForm): Writer {
  if (to === 'jwk') return async key => (await exportJWK(key)) as RsaJwk
  const [, standard, spelling] = /^(pkcs1|pkcs8|spki)-(pem|base64|der)$/.exec(to) ?? []
  if (standard === undefined) {
    throw new TypeError('the form of a key is pkcs1-, pkcs8- or spki- with pem, base64 or der; or jwk')
  }
  return async key => {
    const bytes = await derOf(key, standard)
    if (spelling === 'der') return bytes
    if (spelling === 'base64') return encodeBase64(bytes)
    const half = standard !== 'spki' && key.type === 'private' ? 'PRIVATE' : 'PUBLIC'
    return pem(`${standard === 'pkcs1' ? 'RSA ' : ''}${half} KEY`, bytes)
  }
}

async function derOf(key: CryptoKey, standard: string): Promise<Uint8Array> {
  if (standard === 'pkcs8' && key.type === 'public') {
    throw new KeyError('PKCS#8 holds private keys, and this is a public one, from which no private key comes')
  }
  const outer = standard === 'spki' || key.type === 'public' ? 'spki' : 'pkcs8'
  const source = outer === 'spki' ? await publicHalf(key) : key
  const bytes = new Uint8Array(await subtle().exportKey(outer, source))
  return standard === 'pkcs1' ? (pkcs1Within(bytes, outer) as Uint8Array).slice() : bytes
}

async function publicHalf(key: CryptoKey): Promise<CryptoKey> {
  if (key.type === 'public') return key
  const { kty, n, e } = await exportJWK(key)
  return subtle().importKey('jwk', { kty, n, e } as JsonWebKey, ALGORITHM, true, ['verify'])
}

async function toCryptoKey(input: RsaKeyInput): Promise<CryptoKey> {
  const found = recogniseKey(input)
  if (!('key' in found)) throw new KeyError(`key: an RSA key is expected here; found: ${found.words}`)
  const { kind, key } = found
  if (key.format !== 'imported') return importKey(key, kind === 'private' ? 'sign' : 'verify')
  if (key.data.extractable) return key.data as CryptoKey
  throw new KeyError(
    `this CryptoKey was made with extractable: false, so its ${kind} key cannot leave it; convert what it came from`,
  )
}

async function importKey(key: Exclude<RsaKey, { format: 'imported' }>, usage: KeyUsage): Promise<CryptoKey> {
  // The overloads of importKey cannot be told apart by a union of formats.
  const format = key.format as 'pkcs8'
  const imported = await subtle().importKey(format, key.data as BufferSource, ALGORITHM, true, [usage])
  // Some runtimes import any number as a modulus, and refuse to sign with it later.
  const { modulusLength } = imported.algorithm as RsaHashedKeyAlgorithm
  if (modulusLength < 512) throw new KeyError(`this RSA key has ${modulusLength} bits; is it damaged?`)
  return imported
}
