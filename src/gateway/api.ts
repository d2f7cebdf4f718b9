/** What an API of a gateway is: data, from which the verbs do everything. */
import type { GenericSchema } from 'valibot'
import type { Charset } from '../message/charset.ts'
import type { Verifier } from '../signature/signer.ts'
import type { Fields } from './fields.ts'
import type { OpenedReply } from './opened-reply.ts'

/** `call`: we send it. `page`: the payer's browser opens it. `app`: the payer's app takes it. */
export type ApiKind = 'call' | 'page' | 'app'

/** A verification of an API's own: resolves when the reply is genuine, throws a SignatureError otherwise. */
export type ReplyCheck = (reply: OpenedReply, verifier: Verifier) => Promise<void>

/** What an accepted reply of one API looks like, so that no other API's passes for it. */
export interface ReplyMarks {
  /** Fields that always stand there. */
  readonly holds?: readonly string[]
  /** Fields of which at least one stands there. */
  readonly holdsOneOf?: readonly string[]
  /** Fields that never do. */
  readonly lacks?: readonly string[]
  /** Whether it may say nothing at all: the answer to a query that found nothing. */
  readonly mayBeEmpty?: boolean
}

/** An API of one gateway. */
export interface Api<
  Name extends string = string,
  Input = unknown,
  Result = unknown,
  Kind extends ApiKind = ApiKind,
> {
  /** The gateway it belongs to: `alipay`. */
  readonly gateway: Name
  /** Its name on the wire: `alipay.trade.pay`. */
  readonly name: string
  readonly kind: Kind
  /** Its schema, built when first needed, so that importing an API costs nothing. */
  readonly input: () => GenericSchema<Input, unknown>
  /** Where the fields travel: in `biz_content` (default), or each as a parameter of its own. */
  readonly place?: 'biz_content' | 'top'
  /** Fields that the reply must echo as they were sent. */
  readonly binds?: readonly string[]
  /** What tells this API's accepted reply from another's. */
  readonly marks?: ReplyMarks
  /**
   * What the request's signature covers, where APIs differ (mapi): the parameters without `sign_type`
   * (default), `sign_type` too, or nothing, for what is asked in a plain URL.
   */
  readonly covers?: 'without-sign-type' | 'with-sign-type' | 'nothing'
  /** Whether it only reads, so that it may be repeated. */
  readonly reads?: boolean
  /** Reply codes that are answers, not refusals; `['10000']` by default, `[]` for replies without a code. */
  readonly accepts?: readonly string[]
  /** Detailed codes of refusals after which surely nothing moved. */
  readonly refusals?: readonly string[]
  /** Fields, at any depth, that become decimal strings even where the gateway writes bare numbers. */
  readonly amounts?: readonly string[]
  /** How the reply is believed; `signed` by default. */
  readonly reply?: 'signed' | 'unsigned' | ReplyCheck
  /**
   * Derives fields where the clock or the charset matters.
   *
   * @throws {InputError} for what only these can tell.
   */
  prepare?(fields: Fields, context: { readonly now: Date; readonly charset: Charset }): Fields
  /** Carries the result's type; there is nothing here at run time. */
  readonly '~result'?: Result
}

/**
 * Describes an API. One that the catalogue lacks is an equal citizen.
 *
 * @example
 * const score = defineApi<'alipay', ScoreInput, ScoreResult, 'call'>({
 *   gateway: 'alipay', name: 'zhima.credit.score.get', kind: 'call', input: () => scoreInput,
 * })
 */
export function defineApi<Name extends string, Input, Result, Kind extends ApiKind>(
  api: Api<Name, Input, Result, Kind>,
): Api<Name, Input, Result, Kind> {
  return api
}

declare const unsigned: unique symbol

/** A result that no signature vouches for. The brand is in the type only. */
export type Unsigned<T> = T & { readonly [unsigned]?: true }
