/**
 * zhifu (支付): sign, send and believe, for Alipay and the gateways that are like it.
 *
 * The verbs, signers, verifiers and errors are here; the gateways and their APIs are in `zhifu/alipay`.
 *
 * @module
 */
export {
  AmbiguousError,
  GatewayError,
  InputError,
  type InputIssue,
  KeyError,
  MessageError,
  MismatchError,
  type Outcome,
  SignatureError,
  type SignatureMistake,
  SigningError,
  TransportError,
  type TransportFailure,
  ZhifuError,
  type ZhifuFailure,
} from './errors.ts'
export {
  type Api,
  type ApiKind,
  defineApi,
  type ReplyCheck,
  type ReplyMarks,
  type Unsigned,
} from './gateway/api.ts'
export type { ContentCipher } from './gateway/content-cipher.ts'
export type { ZhifuEvent } from './gateway/events.ts'
export type { Fields } from './gateway/fields.ts'
export type {
  Client,
  ClientOptions,
  ExplainRefusal,
  Gateway,
  Letter,
  Receiver,
  ReceiverOptions,
  ReplyBytes,
  Verdict,
} from './gateway/gateway.ts'
export {
  defineNotification,
  defineReturn,
  type Grammar,
  type NotificationType,
  type PageReturn,
} from './gateway/notification.ts'
export type { OpenedReply } from './gateway/opened-reply.ts'
export type { CallOptions, ExtraFields } from './gateway/options.ts'
export type { Pairs, SignedRequest } from './gateway/signed-request.ts'
export {
  type ExpectedOf,
  type HandleContext,
  type HandledOf,
  handleNotify,
  type MessageOf,
  type NotifyHandling,
} from './incoming/handle-notify.ts'
export { type MemoryStoreOptions, memoryStore } from './incoming/memory-store.ts'
export type { NotifySource } from './incoming/read-source.ts'
export type { Claim, NotificationStore, TransactionalStore } from './incoming/store.ts'
export { verifyNotify } from './incoming/verify-notify.ts'
export { verifyReturn } from './incoming/verify-return.ts'
export { beijingTime } from './message/beijing-time.ts'
export { type Charset, utf8 } from './message/charset.ts'
export type { Params, Reading } from './message/params.ts'
export { appString } from './outgoing/app-string.ts'
export { execute } from './outgoing/execute.ts'
export { explainSignature, type SignatureExplanation } from './outgoing/explain-signature.ts'
export { type PageFormOptions, pageForm } from './outgoing/page-form.ts'
export { pageUrl } from './outgoing/page-url.ts'
export { type Reply, readReply } from './outgoing/read-reply.ts'
export { signRequest } from './outgoing/sign-request.ts'
export { anyOf } from './signature/any-of.ts'
export { type HmacOptions, hmac } from './signature/hmac.ts'
export { type Md5Options, md5 } from './signature/md5.ts'
export { rsa2Signer, rsa2Verifier, rsaSigner, rsaVerifier } from './signature/rsa.ts'
export type { RsaJwk, RsaKeyInput, WebCryptoKey } from './signature/rsa-key.ts'
export type { Signer, SignType, Verifier, VerifyContext } from './signature/signer.ts'
