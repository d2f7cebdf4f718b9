/**
 * Alipay's older gateway (mapi): its client, its services, its notification.
 *
 * @module
 */
export { type BatchTransNotifyInput, batchTransNotify } from './api/batch_trans_notify.ts'
export {
  type BatchAccepted,
  type BatchTransNotifyNoPwdInput,
  batchTransNotifyNoPwd,
} from './api/batch_trans_notify_no_pwd.ts'
export { type NotifyVerifyInput, type NotifyVerifyResult, notifyVerify } from './api/notify_verify.ts'
export {
  createMapi,
  type MapiClient,
  type MapiClientOptions,
  type MapiReceiver,
  type MapiReceiverOptions,
} from './gateway.ts'
export {
  type BatchTotal,
  type BatchTransNotification,
  batchTransNotification,
  type ReconciledBatch,
} from './notify/batch_trans_notify.ts'
export { type DifferentTransfer, type Reconciliation, reconcile, type SentBatch } from './reconcile.ts'
export type { TransferRecord } from './records.ts'
