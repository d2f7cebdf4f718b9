/** What Alipay signs with: its one key, or in certificate mode (公钥证书方式) that of the certificate in use. */
import { firstCertificate } from '../../certificate/read-certificate.ts'
import { certificateSn } from '../../certificate/serial-number.ts'
import { type KeyPair, publicKeyPem } from '../signing.ts'

/** Something to sign with. */
export interface Seal extends Pick<KeyPair, 'sign'> {
  /** The certificate's serial number, told beside the signature; absent where the key itself is known. */
  readonly certificateSn?: string
}

/** What is signed with for an app, at this moment. */
export type Seals = (appId: string) => Seal

/** Alipay's certificates: the one in use, and those before it, which can still be downloaded. */
export interface AlipayCertificates {
  /** Undefined as long as there is none. */
  current(): Seal | undefined
  /** The file with a certificate, by its serial number. */
  find(certificateSn: string): string | undefined
  /** @throws {TypeError} for what is no certificate, or not that of the key. */
  use(file: string, keys: KeyPair): void
}

/** No certificates yet. */
export function createCertificates(): AlipayCertificates {
  const files = new Map<string, string>()
  let seal: Seal | undefined
  return {
    current: () => seal,
    find: sn => files.get(sn),
    use(file, { publicKey, sign }) {
      const certificate = readCertificate(file)
      if (certificate.publicKey !== publicKey)
        throw new TypeError("Alipay's certificate does not belong to its private key")
      files.set(certificate.sn, file)
      seal = { certificateSn: certificate.sn, sign }
    },
  }
}

/**
 * A certificate's serial number, and its public key in PEM.
 *
 * zhifu's own code reads it, for a label needs no second opinion here: tests hold it to OpenSSL, a JDK and the
 * official SDK.
 *
 * @throws {TypeError} for what is no certificate.
 */
export function readCertificate(file: string): { sn: string; publicKey: string } {
  try {
    const certificate = firstCertificate(file)
    return { sn: certificateSn(certificate), publicKey: publicKeyPem(certificate.publicKey) }
  } catch (cause) {
    throw new TypeError('a certificate must be X.509 in PEM (BEGIN CERTIFICATE)', { cause })
  }
}
