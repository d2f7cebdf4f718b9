/** mapi: a page on which the payer confirms a batch with the password (批量付款到支付宝账户有密接口). */
import type * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import { batch, batchFields } from '../batch.ts'

const input = () => batch()

/** The batch, from which `batch_num`, `batch_fee` and `detail_data` are derived. */
export interface BatchTransNotifyInput extends v.InferInput<ReturnType<typeof input>> {}

/**
 * Takes the payer to a page where a batch of up to 1000 transfers is confirmed with the payment password.
 *
 * The parameters are those of {@link batchTransNotifyNoPwd}. What was paid comes with
 * {@link batchTransNotification} alone: without a `notifyUrl` nothing is ever told. A batch of more than a few
 * transfers does not fit a URL: use `pageForm`.
 *
 * Source: document 004, section 4, for its sibling; that this service takes the same is known from public clients.
 */
export const batchTransNotify: Api<'mapi', BatchTransNotifyInput, undefined, 'page'> = defineApi({
  gateway: 'mapi',
  name: 'batch_trans_notify',
  kind: 'page',
  input,
  place: 'top',
  prepare: batchFields,
})
