import type { AlipayClient } from '../alipay/gateway.ts'
import { MessageError } from '../errors.ts'
import { utf8 } from '../message/charset.ts'
import { execute } from '../outgoing/execute.ts'
import { decodeBase64 } from '../signature/base64.ts'
import type { CertificateDownload } from './certificate-source.ts'
import { openAppAlipaycertDownload } from './open.app.alipaycert.download.ts'

/**
 * Downloads certificates through a client that signs, for `certificateVerifier`.
 *
 * @param client a function, so that it may be the client whose verifier is being made.
 * @example
 * const verifier = certificateVerifier({
 *   certificates, rootCertificate, download: downloadThrough(() => alipay),
 * })
 * const alipay: AlipayClient = createAlipay({ appId, signer, verifier })
 */
export function downloadThrough(client: () => AlipayClient): CertificateDownload {
  return async alipay_cert_sn => {
    // What is not verified is not decrypted, and there is nothing to hide: certificates are public.
    const plain = { ...client(), content: undefined }
    const reply = await execute(plain, openAppAlipaycertDownload, { alipay_cert_sn })
    const bytes = decodeBase64(String(reply.alipay_cert_content).replace(/\s/g, ''))
    if (bytes === undefined)
      throw new MessageError(`${openAppAlipaycertDownload.name}: the certificate is not base64`)
    return utf8.decode(bytes)
  }
}
