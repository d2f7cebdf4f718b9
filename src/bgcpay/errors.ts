/** bgcpay: what its error codes mean, what to do, and what they say of the money (錯誤碼). */
import type { Outcome } from '../errors.ts'

/**
 * What to do about an error.
 *
 * - `repeat`: send the same request again after a pause.
 * - `query-first`: ask by a query what happened, before anything else.
 * - `give-up`: the same request fails again until something is changed.
 */
export type Retry = 'repeat' | 'query-first' | 'give-up'

/** One row of the catalogue. */
export interface ErrorRow {
  /** Whose code it is: an API's, the `gateway`'s own, or what your server answers in an `spi`. */
  readonly of: string
  /** The gateway's code. Example: `40004`. */
  readonly code: string
  /** The detailed code; absent where the row is about `code` alone. Example: `ACQ.TRADE_NOT_EXIST`. */
  readonly reason?: string
  /** What happened, as a sentence. Example: `There is no such order.`. */
  readonly meaning: string
  /** What to do about it, as a sentence. Example: `Check the number that you asked for.`. */
  readonly remedy: string
  /** Whether to send it again; absent where it is no error. Example: `give-up`. */
  readonly retry?: Retry
  /**
   * Whether money may have moved for this number, by this call or by an earlier identical one, if the code is
   * genuine; absent where it is no error. Example: `untouched`.
   */
  readonly money?: Outcome
  /**
   * Whether the document says what to do, or names the code alone and the remedy follows from its meaning.
   * Example: `documented`.
   */
  readonly basis: 'documented' | 'inferred'
}

/**
 * Every error code that is known, with what it means and what to do.
 *
 * Source: document 003, the tables of business errors of each API, 公共錯誤碼 and SPI 錯誤碼.
 */
export const catalogue: readonly ErrorRow[] = [
  {
    of: 'bgcpay.user.query',
    code: '40004',
    reason: 'ACQ.INVALID_PARAMETER',
    meaning: 'A field is not valid.',
    remedy: 'Correct the input, then ask again.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'bgcpay.user.query',
    code: '40004',
    reason: 'ACQ.SYSTEM_ERROR',
    meaning: 'The gateway failed.',
    remedy: 'Ask again.',
    retry: 'repeat',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'bgcpay.user.query',
    code: '40004',
    reason: 'ACQ.USER_NOT_EXIST',
    meaning: 'There is no such user.',
    remedy: 'Check the CID or the e-mail address.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'bgcpay.trade.pay',
    code: '40004',
    reason: 'ACQ.ACCESS_FORBIDDEN',
    meaning: 'The contract does not cover this API.',
    remedy: 'Check which products you have signed for.',
    retry: 'give-up',
    money: 'unknown',
    basis: 'documented',
  },
  {
    of: 'bgcpay.trade.pay',
    code: '40004',
    reason: 'ACQ.CURRENCY_NOT_SUPPORT',
    meaning: 'The contract does not cover this currency.',
    remedy: 'Check which currencies you have signed for.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'bgcpay.trade.pay',
    code: '40004',
    reason: 'ACQ.TOTAL_FEE_EXCEED',
    meaning: 'The total is above your limit.',
    remedy: 'Lower total_amount, then send again.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'bgcpay.trade.pay',
    code: '40004',
    reason: 'ACQ.INVALID_PARAMETER',
    meaning: 'A field is not valid.',
    remedy: 'Correct what the message names, then send again.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'bgcpay.trade.pay',
    code: '40004',
    reason: 'ACQ.MISSING_PARAMETER',
    meaning: 'A field is missing.',
    remedy: 'Add what the message names, then send again.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'bgcpay.trade.pay',
    code: '40004',
    reason: 'ACQ.MERCHANT_PERM_RECEIPT_SUSPEND_LIMIT',
    meaning: 'You may not receive money at present.',
    remedy: "Ask the gateway's support.",
    retry: 'give-up',
    money: 'unknown',
    basis: 'documented',
  },
  {
    of: 'bgcpay.trade.pay',
    code: '40004',
    reason: 'ACQ.SYSTEM_ERROR',
    meaning: 'The gateway failed; the order may exist or not.',
    remedy:
      'Call bgcpay.trade.query and act on the state that it tells; if it keeps failing, ask the support.',
    retry: 'query-first',
    money: 'unknown',
    basis: 'documented',
  },
  {
    of: 'bgcpay.trade.pay',
    code: '40004',
    reason: 'ACQ.TRADE_HAS_EXIST',
    meaning: 'The order number was used before.',
    remedy: 'Call bgcpay.trade.query: it may be paid already. A new order needs a new out_trade_no.',
    retry: 'query-first',
    money: 'unknown',
    basis: 'documented',
  },
  {
    of: 'bgcpay.trade.query',
    code: '40004',
    reason: 'ACQ.INVALID_PARAMETER',
    meaning: 'A field is not valid.',
    remedy: 'Correct the input, then ask again.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'bgcpay.trade.query',
    code: '40004',
    reason: 'ACQ.SYSTEM_ERROR',
    meaning: 'The gateway failed.',
    remedy: 'Ask again.',
    retry: 'repeat',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'bgcpay.trade.query',
    code: '40004',
    reason: 'ACQ.TRADE_NOT_EXIST',
    meaning: 'There is no such order.',
    remedy: 'Check the number that you asked for.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'bgcpay.fund.trans.uni.transfer',
    code: '40004',
    reason: 'SYSTEM_ERROR',
    meaning: 'The gateway or the network failed; whether money moved cannot be told.',
    remedy:
      'Call bgcpay.fund.trans.common.query with the same out_biz_no; never send it under a new number before that.',
    retry: 'query-first',
    money: 'unknown',
    basis: 'documented',
  },
  {
    of: 'bgcpay.fund.trans.uni.transfer',
    code: '40004',
    reason: 'INVALID_PARAMETER',
    meaning: 'A field is not valid.',
    remedy: 'Correct the input, then send again.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'bgcpay.fund.trans.uni.transfer',
    code: '40004',
    reason: 'AUTHOREE_IS_NOT_MATCH',
    meaning: 'The agreement does not allow to use this account.',
    remedy: 'Check the agreement and both parties, then send again.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'bgcpay.fund.trans.uni.transfer',
    code: '40004',
    reason: 'BALANCE_IS_NOT_ENOUGH',
    meaning: 'Your balance is too low.',
    remedy: 'Top it up or pay from another account, then send again.',
    retry: 'give-up',
    money: 'unknown',
    basis: 'documented',
  },
  {
    of: 'bgcpay.fund.trans.uni.transfer',
    code: '40004',
    reason: 'BIZ_UNIQUE_EXCEPTION',
    meaning: 'The out_biz_no was used before.',
    remedy: 'Call bgcpay.fund.trans.common.query with it: the transfer may have been made already.',
    retry: 'query-first',
    money: 'unknown',
    basis: 'inferred',
  },
  {
    of: 'bgcpay.fund.trans.uni.transfer',
    code: '40004',
    reason: 'BLOCK_USER_FORBBIDEN_RECIEVE',
    meaning: "The payee's account is frozen and cannot receive.",
    remedy: 'Tell the payee.',
    retry: 'give-up',
    money: 'unknown',
    basis: 'inferred',
  },
  {
    of: 'bgcpay.fund.trans.uni.transfer',
    code: '40004',
    reason: 'BLOCK_USER_FORBBIDEN_SEND',
    meaning: 'The sending account is frozen and cannot send.',
    remedy: "Ask the gateway's support.",
    retry: 'give-up',
    money: 'unknown',
    basis: 'inferred',
  },
  {
    of: 'bgcpay.fund.trans.uni.transfer',
    code: '40004',
    reason: 'CURRENCY_NOT_SUPPORT',
    meaning: 'The currency is not supported.',
    remedy: 'Check which currencies you have signed for.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'bgcpay.fund.trans.uni.transfer',
    code: '40004',
    reason: 'EXCEED_LIMIT_DC_RECEIVED',
    meaning: 'The payee has had as many transfers from one payer as one day allows.',
    remedy: 'Send it on the next day.',
    retry: 'give-up',
    money: 'unknown',
    basis: 'documented',
  },
  {
    of: 'bgcpay.fund.trans.uni.transfer',
    code: '40004',
    reason: 'EXCEED_LIMIT_DM_AMOUNT',
    meaning: 'The total of one day would be exceeded.',
    remedy: 'Send it on the next day.',
    retry: 'give-up',
    money: 'unknown',
    basis: 'inferred',
  },
  {
    of: 'bgcpay.fund.trans.uni.transfer',
    code: '40004',
    reason: 'EXCEED_LIMIT_DM_MAX_AMOUNT',
    meaning: 'The limit of one day would be exceeded.',
    remedy: 'Send it on the next day.',
    retry: 'give-up',
    money: 'unknown',
    basis: 'inferred',
  },
  {
    of: 'bgcpay.fund.trans.uni.transfer',
    code: '40004',
    reason: 'EXCEED_LIMIT_ENT_SM_AMOUNT',
    meaning: 'It is more than one transfer to a user may be.',
    remedy: 'Lower trans_amount.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'inferred',
  },
  {
    of: 'bgcpay.fund.trans.uni.transfer',
    code: '40004',
    reason: 'EXCEED_LIMIT_MM_AMOUNT',
    meaning: 'The total of one month would be exceeded.',
    remedy: 'Send it in the next month.',
    retry: 'give-up',
    money: 'unknown',
    basis: 'inferred',
  },
  {
    of: 'bgcpay.fund.trans.uni.transfer',
    code: '40004',
    reason: 'EXCEED_LIMIT_MM_MAX_AMOUNT',
    meaning: 'The limit of one month would be exceeded.',
    remedy: 'Send it in the next month.',
    retry: 'give-up',
    money: 'unknown',
    basis: 'inferred',
  },
  {
    of: 'bgcpay.fund.trans.uni.transfer',
    code: '40004',
    reason: 'EXCEED_LIMIT_PERSONAL_SM_AMOUNT',
    meaning: 'It is more than one transfer to a person may be.',
    remedy: 'Lower trans_amount.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'inferred',
  },
  {
    of: 'bgcpay.fund.trans.uni.transfer',
    code: '40004',
    reason: 'EXCEED_LIMIT_SM_AMOUNT',
    meaning: 'It is more than one transfer may be.',
    remedy: 'Check trans_amount.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'bgcpay.fund.trans.uni.transfer',
    code: '40004',
    reason: 'EXCEED_LIMIT_SM_MIN_AMOUNT',
    meaning: 'It is less than 0.1.',
    remedy: 'Raise trans_amount.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'bgcpay.fund.trans.uni.transfer',
    code: '40004',
    reason: 'EXCEED_LIMIT_UNRN_DM_AMOUNT',
    meaning: 'The payee has not proved an identity, and would receive more than one day allows.',
    remedy: 'Have the payee prove it, or send it on the next day.',
    retry: 'give-up',
    money: 'unknown',
    basis: 'inferred',
  },
  {
    of: 'bgcpay.fund.trans.common.query',
    code: '40004',
    reason: 'SYSTEM_ERROR',
    meaning: 'The gateway or the network failed.',
    remedy: 'Ask again, with the same input.',
    retry: 'repeat',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'bgcpay.fund.trans.common.query',
    code: '40004',
    reason: 'INVALID_PARAMETER',
    meaning: 'A field is not valid.',
    remedy: 'Correct what the message names, then ask again.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'bgcpay.fund.trans.common.query',
    code: '40004',
    reason: 'NO_ORDER_PERMISSION',
    meaning: 'You may not see this transfer.',
    remedy: "Ask the gateway's support.",
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'bgcpay.fund.trans.common.query',
    code: '40004',
    reason: 'ORDER_NOT_EXIST',
    meaning: 'The transfer is not there: it may still be under way, or it failed before it was stored.',
    remedy:
      'This is no failure of the transfer. Make sure that the number is yours, then query again after some minutes, or send the transfer again with the same out_biz_no.',
    retry: 'query-first',
    money: 'unknown',
    basis: 'documented',
  },
  {
    of: 'gateway',
    code: '10000',
    meaning: 'The call worked.',
    remedy: 'Read the fields of the answer.',
    basis: 'documented',
  },
  {
    of: 'gateway',
    code: '20000',
    reason: 'isp.unknow-error',
    meaning: 'The service is not available.',
    remedy: 'Try again later.',
    retry: 'repeat',
    money: 'unknown',
    basis: 'documented',
  },
  {
    of: 'gateway',
    code: '20000',
    reason: 'aop.unknow-error',
    meaning: 'The gateway itself failed.',
    remedy: 'Try again later.',
    retry: 'repeat',
    money: 'unknown',
    basis: 'documented',
  },
  {
    of: 'gateway',
    code: '20000',
    reason: 'aop.invalid-app-auth-token-no-api',
    meaning: 'The merchant has not authorised this API.',
    remedy: 'Have the merchant authorise you anew.',
    retry: 'give-up',
    money: 'unknown',
    basis: 'documented',
  },
  {
    of: 'gateway',
    code: '40001',
    reason: 'isv.missing-method',
    meaning: 'method is missing.',
    remedy: 'Send method.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'gateway',
    code: '40001',
    reason: 'isv.missing-signature',
    meaning: 'sign is missing.',
    remedy: 'Send sign.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'gateway',
    code: '40001',
    reason: 'isv.missing-signature-type',
    meaning: 'sign_type is missing.',
    remedy: 'Send sign_type.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'gateway',
    code: '40001',
    reason: 'isv.missing-signature-key',
    meaning: 'The gateway has no key for this app.',
    remedy: 'Set the key of the app.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'gateway',
    code: '40001',
    reason: 'isv.missing-app-id',
    meaning: 'app_id is missing.',
    remedy: 'Send app_id.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'gateway',
    code: '40001',
    reason: 'isv.missing-timestamp',
    meaning: 'timestamp is missing.',
    remedy: 'Send timestamp.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'gateway',
    code: '40001',
    reason: 'isv.missing-version',
    meaning: 'version is missing.',
    remedy: 'Send version.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'gateway',
    code: '40002',
    reason: 'isv.invalid-parameter',
    meaning: 'A parameter is not valid.',
    remedy: 'Check formats, allowed values and ranges.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'gateway',
    code: '40002',
    reason: 'isv.invalid-format',
    meaning: 'format is not valid.',
    remedy: 'Send JSON.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'gateway',
    code: '40002',
    reason: 'isv.invalid-signature-type',
    meaning: 'sign_type is not valid.',
    remedy: 'Send MD5.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'gateway',
    code: '40002',
    reason: 'isv.invalid-signature',
    meaning: 'The signature is wrong.',
    remedy:
      'Check the key, how it joins the text (probeMd5Scheme tells from one known signature), and that nothing changes the request on its way.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'gateway',
    code: '40002',
    reason: 'isv.invalid-app-id',
    meaning: 'app_id is not known, or its app is not online.',
    remedy: 'Check app_id.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'gateway',
    code: '40002',
    reason: 'isv.invalid-timestamp',
    meaning: 'timestamp is not valid.',
    remedy: 'Send it as yyyy-MM-dd HH:mm:ss.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'gateway',
    code: '40002',
    reason: 'isv.invalid-charset',
    meaning: 'charset is not valid.',
    remedy: 'Send UTF-8.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'gateway',
    code: '40002',
    reason: 'isv.decryption-error-unknown',
    meaning: 'The request cannot be decrypted.',
    remedy: 'Send it again.',
    retry: 'repeat',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'gateway',
    code: '40002',
    reason: 'isv.suspected-attack',
    meaning: 'The request looks like an attack.',
    remedy: 'No value may look like a parameter of the gateway, such as subject or out_trade_no.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'gateway',
    code: '40002',
    reason: 'isv.forbidden-api',
    meaning: 'The API is disabled.',
    remedy: 'Read what its description says.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'gateway',
    code: '40002',
    reason: 'not-online-app',
    meaning: 'The app is not online.',
    remedy: 'Bring it online in the console.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'gateway',
    code: '40004',
    meaning: 'The business failed, and no detailed code says why.',
    remedy: "Read the gateway's own words, and ask its support.",
    retry: 'query-first',
    money: 'unknown',
    basis: 'inferred',
  },
  {
    of: 'gateway',
    code: '40005',
    reason: 'isv.api-call-limited',
    meaning: 'The API is called too often.',
    remedy: 'Send fewer requests at a time.',
    retry: 'repeat',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'gateway',
    code: '40006',
    reason: 'isv.insufficient-isv-permissions',
    meaning: 'The account may not use this API.',
    remedy: 'Check what it is allowed to do.',
    retry: 'give-up',
    money: 'untouched',
    basis: 'documented',
  },
  {
    of: 'spi',
    code: '10000',
    meaning: 'What your server answers when the call worked.',
    remedy: 'Add the fields that the SPI asks for.',
    basis: 'documented',
  },
  {
    of: 'spi',
    code: '40004',
    meaning: 'What your server answers when the business failed.',
    remedy: 'Add the detailed code that the SPI asks for.',
    basis: 'documented',
  },
]

/** What is known of an error. */
export interface ErrorExplanation {
  /** All of it, to show or to log. It never holds what the gateway wrote. */
  readonly sentence: string
  /** What happened, as a sentence. Example: `There is no such order.`. */
  readonly meaning: string
  /** What to do about it, as a sentence. Example: `Check the number that you asked for.`. */
  readonly remedy: string
  /** Whether to send it again. Example: `give-up`. */
  readonly retry: Retry
  /**
   * What the code says of the money, if it is genuine. The error's own `outcome` weighs also whether the
   * refusal was signed, and by default none is: where the two differ, believe `unknown`. Example: `untouched`.
   */
  readonly money: Outcome
}

/** What is needed of a `GatewayError`. */
export interface ExplainableError {
  /** Begins with the API's name. Example: `bgcpay.trade.query was refused: 40004 ACQ.TRADE_NOT_EXIST`. */
  readonly message?: string | undefined
  /** The gateway's code. Example: `40004`. */
  readonly gatewayCode?: string | undefined
  /** The detailed code. Example: `ACQ.TRADE_NOT_EXIST`. */
  readonly reason?: string | undefined
}

/** What is needed of an `Api`. */
export interface ExplainableApi {
  /** Its name on the wire. Example: `bgcpay.trade.query`. */
  readonly name: string
  /** Whether it only reads. Example: `true`. */
  readonly reads?: boolean | undefined
}

type Advice = Pick<ErrorExplanation, 'retry' | 'money'>

const QUERIES: readonly string[] = [
  'bgcpay.user.query',
  'bgcpay.trade.query',
  'bgcpay.fund.trans.common.query',
]

/**
 * Says what an error of bgcpay means and what to do; `undefined` for a code that the catalogue lacks.
 *
 * The same code means different things in different APIs: after `SYSTEM_ERROR` a query may be repeated, and a
 * transfer must not be. The API is the one that is given, or else the one that the error's message begins with.
 *
 * @example
 * try {
 *   await execute(bgcpay, fundTransUniTransfer, transfer)
 * } catch (error) {
 *   if (error instanceof GatewayError) console.error(explainError(error, fundTransUniTransfer)?.sentence)
 *   throw error
 * }
 */
export function explainError(error: ExplainableError, api?: ExplainableApi): ErrorExplanation | undefined {
  const name = api?.name ?? /^[\w.]*\w/.exec(error.message ?? '')?.[0]
  const row = find(error, name)
  if (row?.retry === undefined || row.money === undefined) return undefined
  const { of, code, reason, meaning, remedy } = row
  const reads = api?.reads ?? (name !== undefined && QUERIES.includes(name))
  const said = { retry: row.retry, money: row.money }
  const { retry, money } = of === 'gateway' ? inContext(said, reads) : said
  const words = [`${of === 'gateway' ? 'bgcpay' : of}: ${reason ?? code}.`, meaning, remedy]
  return { sentence: [...words, ...ofMoney({ retry, money })].join(' '), meaning, remedy, retry, money }
}

function find({ gatewayCode, reason }: ExplainableError, name: string | undefined): ErrorRow | undefined {
  // What an error says in detail decides; its code only where there is no detail.
  const fits = (row: ErrorRow): boolean =>
    reason ? row.reason === reason : !row.reason && row.code === gatewayCode
  const of = (owner: string | undefined) => catalogue.find(row => row.of === owner && fits(row))
  return of(name) ?? of('gateway')
}

/** The gateway's own codes do not know what was asked: a read moved nothing, a write is not repeated blindly. */
function inContext({ retry, money }: Advice, reads: boolean): Advice {
  if (money === 'untouched') return { retry, money }
  if (reads) return { retry: retry === 'query-first' ? 'give-up' : retry, money: 'untouched' }
  return { retry: retry === 'repeat' ? 'query-first' : retry, money }
}

function ofMoney({ retry, money }: Advice): string[] {
  if (money === 'untouched') return []
  if (retry === 'give-up') {
    return ['This call moved no money, but an earlier one of the same number may have: query it.']
  }
  return ['Money may have moved, or may still move: query before anything else.']
}
