/** `alipay.open.app.alipaycert.download`: hands out Alipay's own certificates. */
import { encode } from '../charset.ts'
import { base64 } from '../signing.ts'
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { refuse } from './refusals.ts'

/** Hands out the file with a certificate, its issuers with it if they stand there: base64 of PEM. */
export function openAppAlipaycertDownload({ fields }: Call, { certificates }: Bank): Answer {
  const sn = fields.text('alipay_cert_sn', { required: true, max: 128 })
  if (fields.problems.length > 0) return refuse('isv.invalid-parameter', '：alipay_cert_sn')
  const file = certificates.find(sn)
  if (file === undefined) return refuse('isv.alipay-cert-not-exist')
  return success({ alipay_cert_content: base64(encode(file, 'utf-8')) })
}
