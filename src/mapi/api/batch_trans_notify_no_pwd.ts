/** mapi: pays a batch of accounts without the payer's password (批量付款到支付宝账户无密接口). */
import type * as v from 'valibot'
import { type Api, defineApi, type Unsigned } from '../../gateway/api.ts'
import { batch, batchFields } from '../batch.ts'

const input = () => batch()

/** The batch, from which `batch_num`, `batch_fee` and `detail_data` are derived. */
export interface BatchTransNotifyNoPwdInput extends v.InferInput<ReturnType<typeof input>> {}

/** The batch was accepted. Nothing is said of payment: that comes for each transfer in the notification. */
export interface BatchAccepted {
  /** `T`: the request was taken. Example: `T`. */
  is_success: 'T'
  /** `SUCCESS`, where it stands there at all. Example: `SUCCESS`. */
  error?: 'SUCCESS'
}

/**
 * Sends a batch of up to 1000 transfers, which are paid from your account without its password.
 *
 * The reply is signed by nobody and says only that the batch was accepted. What was paid comes with
 * {@link batchTransNotification} alone, and that is sent to this call's `notifyUrl` alone: without one, which the
 * document allows, nothing is ever told. After any error keep the `batch_no`: the gateway pays a number once, and a
 * new number may pay twice.
 *
 * Source: document 004, batch_trans_notify_no_pwd 1.3, sections 3 to 5 and 7.3.
 */
export const batchTransNotifyNoPwd: Api<
  'mapi',
  BatchTransNotifyNoPwdInput,
  Unsigned<BatchAccepted>,
  'call'
> = defineApi({
  gateway: 'mapi',
  name: 'batch_trans_notify_no_pwd',
  kind: 'call',
  input,
  place: 'top',
  reply: 'unsigned',
  prepare: batchFields,
})
