/** mapi: asks whether a notification came from the gateway (验证是否支付宝请求). */
import * as v from 'valibot'
import { type Api, defineApi, type Unsigned } from '../../gateway/api.ts'
import { filled } from '../fields.ts'

const input = () =>
  v.strictObject({
    /** The notification's number (通知校验 ID), as it was decoded. Example: `70fec0c2730b27528665af4517c27b95`. */
    notify_id: filled(),
  })

/** Which notification is asked about. */
export interface NotifyVerifyInput extends v.InferInput<ReturnType<typeof input>> {}

/** What the gateway says of a notification. */
export interface NotifyVerifyResult {
  /** `true`: it sent it. `false`: it did not, or is asked too late. `invalid`: a parameter is empty. Example: `true`. */
  answer: 'true' | 'false' | 'invalid'
}

/**
 * Asks the gateway about a notification's number, in a plain URL that nobody signs.
 *
 * `handleNotify` asks by itself; call this only where you verify otherwise. The answer says nothing about the
 * content, so that the signature must be verified too, and it is to be asked before `success` is answered.
 *
 * Source: document 004, section 9.
 */
export const notifyVerify: Api<'mapi', NotifyVerifyInput, Unsigned<NotifyVerifyResult>, 'call'> = defineApi({
  gateway: 'mapi',
  name: 'notify_verify',
  kind: 'call',
  input,
  place: 'top',
  covers: 'nothing',
  reads: true,
  reply: 'unsigned',
})
