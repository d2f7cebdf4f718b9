/**
 * Certificate mode (公钥证书方式): X.509 certificates, their serial numbers, and signing and verifying with them.
 *
 * @module
 */

export { type CertificateSignerOptions, certificateSigner } from './certificate-signer.ts'
export type { CertificateDownload } from './certificate-source.ts'
export { type CertificateVerifierOptions, certificateVerifier } from './certificate-verifier.ts'
export { type ChainOptions, verifyChain } from './chain.ts'
export { downloadThrough } from './download-through.ts'
export type { ExpiryNotice, ExpiryOptions } from './expiry.ts'
export {
  type OpenAppAlipaycertDownloadInput,
  type OpenAppAlipaycertDownloadResult,
  openAppAlipaycertDownload,
} from './open.app.alipaycert.download.ts'
export {
  type Certificate,
  type CertificateExtension,
  type CertificateInput,
  type CertificateParts,
  readCertificates,
} from './read-certificate.ts'
export { certificateSn, rootCertificateSn } from './serial-number.ts'
