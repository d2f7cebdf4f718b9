/** Signs in certificate mode (公钥证书方式): the serial numbers travel with each request and are signed. */
import { KeyError } from '../errors.ts'
import { decodeBase64 } from '../signature/base64.ts'
import { readSequence } from '../signature/der.ts'
import { rsa2Signer, rsaSigner } from '../signature/rsa.ts'
import { type KeyHalf, type RsaKeyInput, recogniseKey } from '../signature/rsa-key.ts'
import type { Signer } from '../signature/signer.ts'
import { type ExpiryOptions, expiryWatch } from './expiry.ts'
import { type Certificate, type CertificateInput, certificatesFor } from './read-certificate.ts'
import { roleOf, rootsIn, verifierOf } from './roles.ts'
import { certificateSn, rootCertificateSn } from './serial-number.ts'

/** What {@link certificateSigner} needs. */
export interface CertificateSignerOptions extends ExpiryOptions {
  /** The app's private key, or a signer that has it elsewhere (KMS, HSM). */
  readonly privateKey: RsaKeyInput | Signer
  /** The app's certificate (应用公钥证书, `appCertPublicKey_….crt`). */
  readonly appCertificate: CertificateInput
  /** Alipay's root bundle (支付宝根证书, `alipayRootCert.crt`), or bgcpay's. */
  readonly rootCertificate: CertificateInput
  /** The algorithm; `RSA2` by default. A signer of your own brings its own. */
  readonly type?: 'RSA2' | 'RSA' | undefined
  /** Whose names the parameters have; at bgcpay the root's is `bgcpay_root_cert_sn`. `alipay` by default. */
  readonly gateway?: 'alipay' | 'bgcpay' | undefined
}

const EXPECTED = "appCertificate: the certificate of the app's private key (appCertPublicKey_….crt)"

/**
 * Signs, and sends `app_cert_sn` and `alipay_root_cert_sn` with every request.
 *
 * Whether key and certificate belong together is checked at once, or, where the key cannot be looked at, on its
 * first signature.
 *
 * @example certificateSigner({ privateKey, appCertificate, rootCertificate })
 * @throws {KeyError} for a key or certificate that cannot be read, or that do not belong together.
 */
export function certificateSigner(options: CertificateSignerOptions): Signer {
  const { privateKey, gateway = 'alipay' } = options
  const modulus = isSigner(privateKey) ? undefined : modulusOf(privateKey)
  const isApps = ({ publicKey }: Certificate): boolean =>
    modulus !== undefined && modulus === modulusOf(publicKey)
  const [certificate] = certificatesFor('appCertificate', options.appCertificate) as [Certificate]
  const roots = rootsIn(options.rootCertificate, isApps)
  const params = {
    app_cert_sn: certificateSn(certificate),
    [`${gateway}_root_cert_sn`]: rootCertificateSn(options.rootCertificate),
  }
  const signer = signerOf(privateKey, options.type)
  const verifier = verifierOf(certificate, signer.type === 'RSA' ? 'RSA' : 'RSA2', EXPECTED)
  if (modulus !== undefined && !isApps(certificate)) throw notAPair(certificate)
  let isPair = modulus !== undefined
  const watch = expiryWatch(options)
  return {
    type: signer.type,
    params,
    sign: async message => {
      watch('app', certificate)
      for (const root of roots) watch('root', root)
      const signature = await signer.sign(message)
      if (!isPair && !(await verifier.verify(message, signature))) throw notAPair(certificate)
      isPair = true
      return signature
    },
  }
}

function isSigner(key: RsaKeyInput | Signer): key is Signer {
  return typeof Object(key).sign === 'function'
}

function signerOf(key: RsaKeyInput | Signer, type: 'RSA2' | 'RSA' = 'RSA2'): Signer {
  if (isSigner(key)) return key
  return type === 'RSA' ? rsaSigner(key) : rsa2Signer(key)
}

function notAPair(certificate: Certificate): KeyError {
  const found = roleOf(certificate) ?? "one of another key (one of the two is another app's, or an older one)"
  return new KeyError(`${EXPECTED} is expected here; found: ${found}`)
}

/** A key's modulus in hex, where it can be read without waiting. */
function modulusOf(input: RsaKeyInput): string | undefined {
  const found = recogniseKey(input)
  if (!('key' in found) || found.key.format === 'imported') return undefined
  const { format, data } = found.key
  const modulus = format === 'jwk' ? fromBase64url(data.n ?? '') : modulusIn(data, found.kind)
  if (modulus === undefined) return undefined
  return Array.from(modulus, byte => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/^(00)+/, '')
}

/** PKCS#8 holds the key's numbers after a version; SPKI holds them after a count of unused bits. */
function modulusIn(data: Uint8Array, kind: KeyHalf): Uint8Array | undefined {
  const parts = readSequence(data)
  const key = kind === 'private' ? parts?.[2]?.content : parts?.[1]?.content.subarray(1)
  return key && readSequence(key)?.[kind === 'private' ? 1 : 0]?.content
}

function fromBase64url(text: string): Uint8Array | undefined {
  const base64 = text.replaceAll('-', '+').replaceAll('_', '/')
  return decodeBase64(base64.padEnd(Math.ceil(base64.length / 4) * 4, '='))
}
