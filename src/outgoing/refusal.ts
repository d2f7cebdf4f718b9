/** A gateway's no → an error that says whether money may have moved. */
import { GatewayError } from '../errors.ts'
import type { Api } from '../gateway/api.ts'
import type { ExplainRefusal, Verdict } from '../gateway/gateway.ts'
import { describeDifference } from './invalid-signature.ts'

/** Refusals of the gateway itself, before any business was done. */
const REFUSED_AT_THE_DOOR = ['40001', '40002', '40003', '40005', '40006', '20001']

/** The most characters of a code, or of the words of all, that go into an error and its events. */
const LONGEST = 120

/** What is known of a refusal beside its verdict. */
export interface RefusalCircumstances {
  /** Whether it was signed. */
  readonly verified: boolean
  /** The text that we signed, to explain a refused signature. */
  readonly text: string | undefined
  /** The refusal as it came. */
  readonly reply: string
  readonly traceId: string | undefined
  readonly explain: ExplainRefusal | undefined
}

/** Makes the error of a refusal. */
export function refusalOf(
  api: Api,
  { code, msg, reason, subMsg, signedText }: Verdict,
  { verified, text, reply, traceId, explain }: RefusalCircumstances,
): GatewayError {
  // An app's result comes through the payer's hands: another order's refusal may be handed in for this one's.
  const surelyNothing =
    api.kind !== 'app' && (REFUSED_AT_THE_DOOR.includes(code ?? '') || api.refusals?.includes(reason ?? ''))
  const outcome = api.reads || (verified && surelyNothing) ? 'untouched' : 'unknown'
  const words = [code, msg, reason]
    .filter(Boolean)
    .join(' ')
    .replace(/[^\p{L}\p{N}_ .-]/gu, '')
    .slice(0, LONGEST)
  const notes = [
    verified ? '' : ' (the refusal is not signed)',
    signedText !== undefined && text !== undefined ? `; ${describeDifference(text, signedText)}` : '',
    outcome === 'unknown' ? '; the outcome is unknown: query before anything else' : '',
  ]
  const brief = (text: string | undefined): string | undefined => text?.slice(0, LONGEST)
  const error = new GatewayError(`${api.name} was refused: ${words}${notes.join('')}`, {
    outcome,
    verified,
    gatewayCode: brief(code),
    reason: brief(reason),
    msg,
    subMsg,
    reply,
    traceId,
  })
  return withRemedy(error, api, explain)
}

/** A catalogue that fails must not hide the refusal. */
function withRemedy(error: GatewayError, api: Api, explain: ExplainRefusal | undefined): GatewayError {
  try {
    const remedy = explain?.(error, api)?.remedy
    return remedy === undefined ? error : Object.assign(error, { remedy })
  } catch {
    return error
  }
}
