/** Alipay: hands out one of its own certificates (应用支付宝公钥证书下载, `alipay.open.app.alipaycert.download`). */
import * as v from 'valibot'
import { type Api, defineApi, type Unsigned } from '../gateway/api.ts'

const input = () =>
  v.strictObject({
    /** Serial number of the certificate: `alipay_cert_sn`. Example: `7513daaaa48aa3ba2e4018d84402479c`. */
    alipay_cert_sn: v.pipe(v.string(), v.regex(/^[\da-f]{32}$/, 'must be 32 hex digits')),
  })

/** Input of {@link openAppAlipaycertDownload}. */
export interface OpenAppAlipaycertDownloadInput extends v.InferInput<ReturnType<typeof input>> {}

/** A certificate, which nothing vouches for but its own chain. */
export interface OpenAppAlipaycertDownloadResult {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Base64 of the certificate's PEM, perhaps with its issuers'. Example: `LS0tLS1CRUdJTi…`. */
  alipay_cert_content: string
}

/**
 * Hands out one of Alipay's certificates by its serial number.
 *
 * The reply is signed with the very certificate that is asked for, so its signature proves nothing and is not
 * looked at. Believe the certificate only after `verifyChain`; `certificateVerifier` does both.
 *
 * Source: Alipay's page of it and its Java SDK, which calls it when a reply names an unknown certificate.
 */
export const openAppAlipaycertDownload: Api<
  'alipay',
  OpenAppAlipaycertDownloadInput,
  Unsigned<OpenAppAlipaycertDownloadResult>,
  'call'
> = defineApi({
  gateway: 'alipay',
  name: 'alipay.open.app.alipaycert.download',
  kind: 'call',
  input,
  marks: { holds: ['alipay_cert_content'] },
  reads: true,
  reply: 'unsigned',
})
