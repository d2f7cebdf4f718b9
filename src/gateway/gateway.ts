/** What truly differs between the gateways, and who talks to them. */
import type { GatewayError } from '../errors.ts'
import type { Charset } from '../message/charset.ts'
import type { Params, Reading } from '../message/params.ts'
import type { Signer, Verifier } from '../signature/signer.ts'
import type { Api } from './api.ts'
import type { ContentCipher } from './content-cipher.ts'
import type { ZhifuEvent } from './events.ts'
import type { Fields } from './fields.ts'
import type { JsonReader } from './json-reader.ts'
import type { NotificationType, PageReturn } from './notification.ts'
import type { OpenedReply } from './opened-reply.ts'
import type { CallOptions } from './options.ts'
import type { SignedRequest } from './signed-request.ts'

/** Everything of a request but its signature, for {@link Gateway.envelope} to write. */
export interface Letter {
  readonly api: Api
  /** The business fields, checked. */
  readonly fields: Fields
  /** The signer's `sign_type`. */
  readonly signType: string
  readonly charset: Charset
  readonly now: Date
  readonly options: CallOptions
}

/** A reply's bytes and what is known of them. */
export interface ReplyBytes {
  readonly bytes: Uint8Array
  readonly contentType: string | null
  readonly charset: Charset
  /** Reads them, where they are JSON. */
  readonly json: JsonReader
}

/** What a reply says about itself. */
export interface Verdict {
  /** Whether it is an answer; else it is a refusal. */
  readonly accepted: boolean
  readonly code?: string | undefined
  readonly msg?: string | undefined
  /** The detailed code. */
  readonly reason?: string | undefined
  /** The detailed text. */
  readonly subMsg?: string | undefined
  /** The text to sign that the gateway built from our request, where it tells. */
  readonly signedText?: string | undefined
}

/**
 * A gateway, as data: only what differs. Its functions take the client, whose options differ by gateway;
 * they are declared as methods so that a gateway may ask for its own kind of client.
 */
export interface Gateway<Name extends string = string> {
  readonly name: Name
  /** Its production URL. */
  readonly endpoint: string
  /** Names that the gateway itself reads, separated by spaces; a free text may not smuggle one in. */
  readonly keywords: string
  /** The ways in which its notifications and returns may be signed, the likeliest first. */
  readonly notifyReadings: readonly Reading[]
  /** Whether a posted notification is its body alone, or its URL's query and its body signed together. */
  readonly notifyParts: 'body' | 'query-and-body'
  /** The exact bodies that a notification is answered with. */
  readonly ack: { readonly done: string; readonly again: string }
  /** Whether a request's parameter is part of the text to sign. */
  signs(name: string, api?: Api): boolean
  /** All parameters but the signature. Empty ones are dropped afterwards. */
  envelope(client: Client<Name>, letter: Letter): Params
  /** How the signed parameters travel. */
  carry(params: Params, api: Api): Pick<SignedRequest, 'method' | 'query' | 'body' | 'encoding'>
  /** Finds the signed part. @throws {MessageError} for what is not a reply to this API. */
  openReply(receiver: Receiver<Name>, reply: ReplyBytes, api: Api): OpenedReply
  /** Whether its replies are signed at all; absent where they always are. */
  signsReplies?(receiver: Receiver<Name>): boolean
  /** Reads the verdict from the fields of a reply. */
  judge(fields: Fields, api: Api): Verdict
  /** The account for whom we send or listen: an app id, a partner. */
  account(receiver: Receiver<Name>): string
  /** Whether a message is addressed to that account; `undefined` where it does not say to whom. */
  isOurs(receiver: Receiver<Name>, params: Params): boolean | undefined
  /** Whether it is for the configured seller; `true` where none is configured. */
  isSellers(receiver: Receiver<Name>, params: Params): boolean
  /** Whether a message is of this type. */
  isType(params: Params, type: NotificationType | PageReturn): boolean
  /**
   * Asks the gateway whether it sent this notification, after the signature verified and never instead.
   *
   * @throws {TransportError} when it cannot be asked, {SignatureError} when it says no.
   */
  confirm?(receiver: Receiver<Name>, params: Params): Promise<void>
  /** What tells one notification from another; repeats of one have the same. Empty where it does not say. */
  notifyId(params: Params): string
}

/** What a receiver and a client can be given, whatever the gateway. */
export interface ReceiverOptions {
  /** Checks what comes from the gateway. There is no way to do without. */
  readonly verifier: Verifier
  /** Text on the wire; UTF-8 by default. */
  readonly charset?: Charset | undefined
  /** How requests are sent; the platform's `fetch` by default. */
  readonly fetch?: ((request: Request, init?: RequestInit) => Promise<Response>) | undefined
  /** The clock; the host's by default. */
  readonly now?: (() => Date) | undefined
  /**
   * The total time of a call in milliseconds, repeats of a read included: above 0, at most 2147483647; 15,000 by
   * default.
   */
  readonly timeout?: number | undefined
  /** The size in bytes above which a reply or notification is refused; 2 MiB by default. */
  readonly maxBytes?: number | undefined
  /** Parameters that your own router adds to notifications and returns; they are left out before verifying. */
  readonly ignore?: readonly string[] | undefined
  /**
   * Other keys that a message may have been signed with, by a name of yours (`sandbox`, `2025`). They are asked
   * only to say in an error which key it was; nothing is ever believed by them.
   */
  readonly candidates?: Readonly<Record<string, Verifier>> | undefined
  /** Encrypts `biz_content`, and decrypts replies and messages, beneath their signature; see `zhifu/aes`. */
  readonly content?: ContentCipher | undefined
  /** Told what happens; see {@link ZhifuEvent}. */
  readonly onEvent?: ((event: ZhifuEvent) => void) | undefined
}

/** What a client can be given beyond a receiver. */
export interface ClientOptions extends ReceiverOptions {
  /** Signs what goes to the gateway. */
  readonly signer: Signer
  /** The gateway's full URL; its production URL by default. `http` is allowed, for an emulator. */
  readonly endpoint?: string | undefined
  /** Fills in the `remedy` of refusals: `explainError` of `zhifu/alipay/errors` or its siblings. */
  readonly explain?: ExplainRefusal | undefined
}

/** Says what to do about a refusal; `undefined` for one that it does not know. */
export type ExplainRefusal = (
  error: GatewayError,
  api: { readonly name: string; readonly reads?: boolean | undefined },
) => { readonly remedy: string } | undefined

/** Believes messages of one gateway. A plain object: `{ ...receiver, ignore: ['_url'] }` is one too. */
export interface Receiver<Name extends string = string> extends ReceiverOptions {
  readonly gateway: Gateway<Name>
}

/** Sends to one gateway. A plain object: `{ ...client, endpoint }` is one too. */
export interface Client<Name extends string = string> extends Receiver<Name>, ClientOptions {}
