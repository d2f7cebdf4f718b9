/** What can go wrong, who must act, and whether money may have moved. */

/**
 * May money have moved for this number, by this call or by an earlier identical one?
 *
 * `untouched`: surely not; correct the cause and send again. `unknown`: ask the gateway with a query
 * before anything else.
 */
export type Outcome = 'untouched' | 'unknown'

/** One thing that is wrong with an input. It never holds the value. */
export interface InputIssue {
  /** Where: `total_amount`, `goods_detail[0].price`. */
  readonly path: string
  /** What is expected there: `a decimal string in yuan such as "88.88"`. */
  readonly rule: string
}

/**
 * The mistake that a failed signature most likely comes from.
 *
 * - `unsigned`: there is no signature.
 * - `sign-type`: it names another algorithm than the configured one.
 * - `space-for-plus`: a `+` of the signature became a space; something decoded it once too often.
 * - `malformed-signature`: the signature was cut, padded or altered.
 * - `html-entities`: something wrote `&quot;` and the like into the values.
 * - `router-parameters`: something added parameters; the message lists them.
 * - `charset`: the text was read in another charset than it was written in.
 * - `own-public-key`: your own app's public key is configured in place of the gateway's.
 * - `candidate-key`: one of the `candidates` signed it.
 * - `someone-elses`: it is for another account, or the reply to another request.
 * - `relabelled`: a genuine reply, but of another API.
 * - `not-confirmed`: the gateway was asked whether it sent this, and did not say yes.
 * - `not-verified`: none of these can be shown; the message lists what it can be.
 */
export type SignatureMistake =
  | 'unsigned'
  | 'sign-type'
  | 'space-for-plus'
  | 'malformed-signature'
  | 'html-entities'
  | 'router-parameters'
  | 'charset'
  | 'own-public-key'
  | 'candidate-key'
  | 'someone-elses'
  | 'relabelled'
  | 'not-confirmed'
  | 'not-verified'

/** Why a transport failed. */
export type TransportFailure = 'timeout' | 'connection' | 'aborted' | 'status' | 'redirect' | 'too-large'

/** What every error here can be given. */
interface Circumstances {
  readonly outcome?: Outcome | undefined
  readonly cause?: unknown
  readonly traceId?: string | undefined
}

/** Sets properties that the caller may read but that no log, JSON or inspector shows by itself. */
function hide(error: Error, hidden: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(hidden)) {
    if (value !== undefined) Object.defineProperty(error, name, { value, configurable: true })
  }
}

/** What all errors of this library have in common. Tell them apart by `code`. */
export abstract class ZhifuError extends Error {
  abstract readonly code: string
  /** Whether money may have moved; see {@link Outcome}. */
  readonly outcome: Outcome
  /** The gateway's `trace_id` header, to quote to its support; absent where no reply came. */
  declare readonly traceId?: string

  constructor(message: string, { outcome = 'untouched', cause, traceId }: Circumstances = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.outcome = outcome
    if (traceId !== undefined) this.traceId = traceId
  }
}

/** The input does not fit the API. Nothing was signed or sent. */
export class InputError extends ZhifuError {
  override readonly name = 'InputError'
  readonly code = 'ERR_INPUT'
  /** Every rule that was broken, with its path; never a value. */
  readonly issues: readonly InputIssue[]

  constructor(subject: string, issues: readonly InputIssue[]) {
    super(`${subject}: ${issues.map(({ path, rule }) => (path ? `${path} ${rule}` : rule)).join('; ')}`)
    this.issues = issues
  }
}

/** A key or certificate cannot be read or cannot serve; the message says what was found instead. */
export class KeyError extends ZhifuError {
  override readonly name = 'KeyError'
  readonly code = 'ERR_KEY'
}

/** The signer failed (a KMS is down, say). Nothing was sent. */
export class SigningError extends ZhifuError {
  override readonly name = 'SigningError'
  readonly code = 'ERR_SIGNING'
}

/** No usable answer came: time-out, connection, HTTP status, redirect, a reply too large. */
export class TransportError extends ZhifuError {
  override readonly name = 'TransportError'
  readonly code = 'ERR_TRANSPORT'
  /** What failed. */
  readonly failure: TransportFailure
  /** The HTTP status, where one came. */
  declare readonly status?: number

  constructor(message: string, details: Circumstances & { failure: TransportFailure; status?: number }) {
    super(message, details)
    this.failure = details.failure
    if (details.status !== undefined) this.status = details.status
  }
}

/** A reply or notification is not what the API says, before or after its signature was checked. */
export class MessageError extends ZhifuError {
  override readonly name = 'MessageError'
  readonly code = 'ERR_MESSAGE'
  /** Whether it was refused for its size alone. */
  readonly tooLarge: boolean
  /** The reply's text as it came, not enumerable: it may hold a payer's data. */
  declare readonly reply?: string

  constructor(
    message: string,
    details: Circumstances & { tooLarge?: boolean; reply?: string | undefined } = {},
  ) {
    super(message, details)
    this.tooLarge = details.tooLarge ?? false
    hide(this, { reply: details.reply })
  }
}

/** A reply or notification is unsigned, forged, altered or someone else's. Nothing in it may be believed. */
export class SignatureError extends ZhifuError {
  override readonly name = 'SignatureError'
  readonly code = 'ERR_SIGNATURE'
  /** The most likely mistake, for programs; the message says it for people. */
  readonly diagnosis: SignatureMistake
  /** The text that the signature was checked against, not enumerable: it may hold a payer's data. */
  declare readonly text?: string
  /** The reply's text as it came, not enumerable: it may hold a payer's data. */
  declare readonly reply?: string

  constructor(
    message: string,
    details: Circumstances & {
      diagnosis: SignatureMistake
      text?: string | undefined
      reply?: string | undefined
    },
  ) {
    super(message, details)
    this.diagnosis = details.diagnosis
    hide(this, { text: details.text, reply: details.reply })
  }
}

/** The gateway said no. */
export class GatewayError extends ZhifuError {
  override readonly name = 'GatewayError'
  readonly code = 'ERR_GATEWAY'
  /** The gateway's own code: `40004`. */
  declare readonly gatewayCode?: string
  /** The gateway's detailed code: `ACQ.TRADE_NOT_EXIST`. */
  declare readonly reason?: string
  /** What to do about it, where the client was given a catalogue (`explain`). */
  declare readonly remedy?: string
  /** Whether the refusal was signed. An unsigned one may come from anybody between us and the gateway. */
  readonly verified: boolean
  /** The gateway's short text, not enumerable. */
  declare readonly msg?: string
  /** The gateway's detailed text, not enumerable: it may repeat the request. */
  declare readonly subMsg?: string
  /** The refusal's text as it came, not enumerable. */
  declare readonly reply?: string

  constructor(
    message: string,
    details: Circumstances & {
      verified: boolean
      gatewayCode?: string | undefined
      reason?: string | undefined
      msg?: string | undefined
      subMsg?: string | undefined
      reply?: string | undefined
    },
  ) {
    super(message, details)
    this.verified = details.verified
    if (details.gatewayCode !== undefined) this.gatewayCode = details.gatewayCode
    if (details.reason !== undefined) this.reason = details.reason
    hide(this, { msg: details.msg, subMsg: details.subMsg, reply: details.reply })
  }
}

/** A genuine notification that is not the order's: amount, currency, seller, or no such order. */
export class MismatchError extends ZhifuError {
  override readonly name = 'MismatchError'
  readonly code = 'ERR_MISMATCH'
  /** The names of the fields that differ; empty for an unknown order. */
  readonly fields: readonly string[]

  constructor(message: string, fields: readonly string[]) {
    super(message, { outcome: 'unknown' })
    this.fields = fields
  }
}

/** A genuine signature over a text that can be cut into parameters in two ways. Neither is believed. */
export class AmbiguousError extends ZhifuError {
  override readonly name = 'AmbiguousError'
  readonly code = 'ERR_AMBIGUOUS'
  /** The parameter whose value holds another one. */
  readonly field: string
  /** The name found inside that value. */
  readonly smuggled: string

  constructor(field: string, smuggled: string) {
    super(
      `the value of ${field} holds "&${smuggled}=": the signed text can be read in two ways, so neither is believed`,
      { outcome: 'unknown' },
    )
    this.field = field
    this.smuggled = smuggled
  }
}

/** Every error that this library throws on purpose, beside TypeError for a wrong argument; switch on `code`. */
export type ZhifuFailure =
  | InputError
  | KeyError
  | SigningError
  | TransportError
  | MessageError
  | SignatureError
  | GatewayError
  | MismatchError
  | AmbiguousError
