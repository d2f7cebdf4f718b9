/** Which of certificate mode's files a certificate comes from, as far as it says so itself. */
import { KeyError } from '../errors.ts'
import { BOOLEAN, readDer, readSequence } from '../signature/der.ts'
import { rsa2Verifier, rsaVerifier } from '../signature/rsa.ts'
import { recogniseKey } from '../signature/rsa-key.ts'
import type { Verifier } from '../signature/signer.ts'
import { type Certificate, type CertificateInput, certificatesFor, isSame } from './read-certificate.ts'

export const BASIC_CONSTRAINTS = '2.5.29.19'
export const KEY_USAGE = '2.5.29.15'

/** What a certificate says of issuing others: whether it may, and how many issuers may stand beneath it. */
export function constraintsOf({ parts }: Certificate): { issuer: boolean; pathLength: number } {
  const [isCa, length] =
    readSequence(parts.extensions.get(BASIC_CONSTRAINTS)?.value ?? new Uint8Array()) ?? []
  const [usage] = readDer(parts.extensions.get(KEY_USAGE)?.value ?? new Uint8Array()) ?? []
  // The bits of a key usage follow the number of unused ones; the sixth is keyCertSign.
  const mayCertify = !parts.extensions.has(KEY_USAGE) || ((usage?.content[1] ?? 0) & 0x04) !== 0
  return {
    issuer: isCa?.tag === BOOLEAN && isCa.content[0] !== 0 && mayCertify,
    pathLength: length === undefined ? Number.POSITIVE_INFINITY : (length.content[0] ?? 0),
  }
}

/** Whether a certificate says that its holder may issue others: a CA's does, Alipay's own and an app's do not. */
export function isIssuer(certificate: Certificate): boolean {
  return constraintsOf(certificate).issuer
}

function isSelfIssued({ parts }: Certificate): boolean {
  return isSame(parts.issuer, parts.subject)
}

/** Whether a certificate was issued to Alipay by its name; a merchant's id may follow. */
export function bearsAlipaysName({ commonName }: Certificate): boolean {
  return commonName?.startsWith('支付宝') === true
}

/**
 * What a certificate is, in words that follow "found:"; `undefined` where its content does not tell. It never says
 * a name, since names hold merchants' ids.
 */
export function roleOf(certificate: Certificate): string | undefined {
  if (isIssuer(certificate))
    return isSelfIssued(certificate) ? 'a root certificate' : "an issuer's certificate"
  return bearsAlipaysName(certificate) ? "Alipay's certificate, by its name" : undefined
}

/** Those of a bundle that are signed with RSA, whatever the hash (PKCS#1: 1.2.840.113549.1.1). */
function rsaSigned(certificates: readonly Certificate[]): Certificate[] {
  return certificates.filter(({ signatureAlgorithm }) => signatureAlgorithm.startsWith('1.2.840.113549.1.1.'))
}

/**
 * The certificates of a root bundle that count: those that are signed with RSA.
 *
 * @param isApps whether a certificate is known to be the app's.
 * @throws {KeyError} for what is no certificate, and where none that counts can be a root.
 */
export function rootsIn(
  input: CertificateInput,
  isApps: (certificate: Certificate) => boolean = () => false,
): Certificate[] {
  const counted = rsaSigned(certificatesFor('rootCertificate', input))
  // A root of old (X.509 version 1) does not say that it may issue.
  if (counted.some(one => isIssuer(one) || isSelfIssued(one))) return counted
  const [first] = counted
  if (first === undefined) {
    throw new KeyError(
      'rootCertificate: a root certificate that is signed with RSA is expected here; found: only others',
    )
  }
  const role = isApps(first) ? "the app's certificate" : roleOf(first)
  const found = role ?? "a certificate that issues no others, as the app's and Alipay's"
  throw new KeyError(
    `rootCertificate: a root certificate (alipayRootCert.crt) is expected here; found: ${found}`,
  )
}

/**
 * Verifies with a certificate's key.
 *
 * @param expected what the certificate should be, for the error: "appCertificate: the app's certificate".
 * @throws {KeyError} where the key is not for RSA.
 */
export function verifierOf(certificate: Certificate, type: 'RSA2' | 'RSA', expected: string): Verifier {
  if (recogniseKey(certificate.publicKey).kind === 'public')
    return (type === 'RSA' ? rsaVerifier : rsa2Verifier)(certificate.publicKey)
  const found = roleOf(certificate) ?? 'a certificate'
  throw new KeyError(`${expected} is expected here; found: ${found}, and its key is not for RSA`)
}
