/**
 * The serial numbers by which Alipay names certificates: MD5, in hex, of the issuer's name and the decimal serial
 * number. It is a label and protects nothing. Sources: Alipay's page "公钥证书方式", and its Java and Node SDKs.
 */
import { md5 } from '@noble/hashes/legacy.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { KeyError } from '../errors.ts'
import { utf8 } from '../message/charset.ts'
import {
  type Certificate,
  type CertificateInput,
  firstCertificate,
  readCertificates,
} from './read-certificate.ts'

/**
 * The serial number of a certificate: `app_cert_sn` for the app's, `alipay_cert_sn` for Alipay's.
 *
 * @param certificate of several in one file, the first counts.
 * @example certificateSn(appCertificate) // '7513daaaa48aa3ba2e4018d84402479c'
 * @throws {KeyError} for what is no certificate.
 */
export function certificateSn(certificate: CertificateInput): string {
  const { issuer, serialNumber } = firstCertificate(certificate)
  return bytesToHex(md5(utf8.encode(issuer + serialNumber)))
}

/**
 * The serial number of a root bundle (根证书): those of its RSA-signed certificates, joined by `_`.
 *
 * @param rootCertificates the file as Alipay gives it; its SM2 and ECDSA certificates do not count.
 * @example rootCertificateSn(alipayRootCert) // '687b59…c5d8_02941e…fcf6'
 * @throws {KeyError} for what is no certificate, or where none of them is signed with RSA.
 */
export function rootCertificateSn(rootCertificates: CertificateInput): string {
  const numbers = rsaSigned(readCertificates(rootCertificates)).map(certificateSn)
  if (numbers.length === 0) {
    throw new KeyError('a root certificate that is signed with RSA is expected here; found: only others')
  }
  return numbers.join('_')
}

/** Those of a bundle that are signed with RSA, whatever the hash (PKCS#1: 1.2.840.113549.1.1). */
export function rsaSigned(certificates: readonly Certificate[]): Certificate[] {
  return certificates.filter(({ signatureAlgorithm }) => signatureAlgorithm.startsWith('1.2.840.113549.1.1.'))
}
