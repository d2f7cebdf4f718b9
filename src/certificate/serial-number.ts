/**
 * The serial numbers by which Alipay names certificates: MD5, in hex, of the issuer's name and the decimal serial
 * number. It is a label and protects nothing. Sources: Alipay's page "公钥证书方式", and its Java and Node SDKs.
 */
import { md5 } from '@noble/hashes/legacy.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { utf8 } from '../message/charset.ts'
import { type CertificateInput, firstCertificate } from './read-certificate.ts'
import { rootsIn } from './roles.ts'

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
 * @throws {KeyError} for what is no certificate, or where none of them is a root that is signed with RSA.
 */
export function rootCertificateSn(rootCertificates: CertificateInput): string {
  return rootsIn(rootCertificates).map(certificateSn).join('_')
}
