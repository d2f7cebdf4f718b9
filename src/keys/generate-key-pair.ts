import { generateKeyPair as generate } from 'jose/key/generate/keypair'
import { KeyError } from '../errors.ts'
import { subtle } from '../signature/subtle.ts'
import { valueWords } from '../signature/value-words.ts'
import { convertKey } from './convert-key.ts'
import { fingerprint } from './fingerprint.ts'

/** How large the new keys are. */
export interface GenerateKeyOptions {
  /** Bits of the modulus: 2048 unless told, which Alipay asks for. More is slower to sign with. */
  readonly bits?: 2048 | 3072 | 4096 | undefined
}

/** A new key pair, in each form that somebody asks for. All private ones are the same key: keep them secret. */
export interface GeneratedKeys {
  /** The private key in PKCS#8 PEM: give it to `rsa2Signer`, and keep it where your secrets are. */
  readonly privateKey: string
  /** The private key in one line of base64 (PKCS#8): environment variables, Java, and Alipay's key tool. */
  readonly privateKeyBase64: string
  /** The private key in PKCS#1 PEM: the official Node SDK as it comes, PHP, Python, and older tools. */
  readonly privateKeyPkcs1: string
  /** The public key in SPKI PEM: OpenSSL, and whoever checks your signatures. */
  readonly publicKey: string
  /** The public key in one line of base64 (SPKI): paste it into Alipay's console as 应用公钥. */
  readonly publicKeyBase64: string
  /** SHA-256 of the public key in hex, to recognise the pair by; see `fingerprint`. */
  readonly fingerprint: string
}

/**
 * Makes a new RSA key pair for your application.
 *
 * The console answers the public key with Alipay's own one (支付宝公钥): that one goes to `rsa2Verifier`,
 * never the one made here.
 *
 * @throws {KeyError} for a size that is not offered, or where WebCrypto is missing.
 * @throws {TypeError} for what is no options object, or an option that is not known: `{ bits: 3072 }` is one.
 * @example const { privateKey, publicKeyBase64 } = await generateKeyPair()
 */
export async function generateKeyPair(options: GenerateKeyOptions = {}): Promise<GeneratedKeys> {
  requireOptions(options)
  const { bits = 2048 } = options
  if (![2048, 3072, 4096].includes(bits))
    throw new KeyError('bits: the number 2048, 3072 or 4096 is expected here')
  // jose would answer its absence with a TypeError of its own.
  subtle()
  const pair = await generate('RS256', { modulusLength: bits, extractable: true })
  return {
    privateKey: await convertKey(pair.privateKey, 'pkcs8-pem'),
    privateKeyBase64: await convertKey(pair.privateKey, 'pkcs8-base64'),
    privateKeyPkcs1: await convertKey(pair.privateKey, 'pkcs1-pem'),
    publicKey: await convertKey(pair.publicKey, 'spki-pem'),
    publicKeyBase64: await convertKey(pair.publicKey, 'spki-base64'),
    fingerprint: await fingerprint(pair.publicKey),
  }
}

/** In plain JavaScript `generateKeyPair(3072)` is written easily, and would make a smaller key than is believed. */
function requireOptions(options: unknown): void {
  const isObject = typeof options === 'object' && options !== null && !Array.isArray(options)
  if (isObject && Object.keys(options).every(name => name === 'bits')) return
  const found = isObject ? 'an option of another name' : valueWords(options)
  throw new TypeError(
    `generateKeyPair takes { bits: 2048 }, { bits: 3072 }, { bits: 4096 } or nothing; found: ${found}`,
  )
}
