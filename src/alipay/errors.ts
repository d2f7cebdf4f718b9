/** Alipay: what its error codes mean, what to do, and what they say of the money (错误码). */
import {
  type ErrorExplanation,
  type ErrorRow,
  type ExplainableApi,
  type ExplainableError,
  errorBook,
  errorRows,
  explain,
} from '../gateway/error-catalogue.ts'
import { freeze } from './errors/freeze.ts'
import { gateway, gatewayCodes } from './errors/gateway.ts'
import { order } from './errors/order.ts'
import { others } from './errors/others.ts'
import { payer } from './errors/payer.ts'
import { refund } from './errors/refund.ts'
import { seller } from './errors/seller.ts'
import { settle } from './errors/settle.ts'
import { trade } from './errors/trade.ts'
import { transfer } from './errors/transfer.ts'
import { transferNames } from './errors/transfer-names.ts'

export type {
  Basis,
  ErrorExplanation,
  ErrorRow,
  ExplainableApi,
  ExplainableError,
  Retry,
} from '../gateway/error-catalogue.ts'

/** The platform has methods of many families; bgcpay, whose codes look alike, is none of them. */
const METHOD = /^(?!bgcpay\.)\w+\./

/** Old lists cut codes after 32 characters, so a gateway may have done so too. */
const LONGER_THAN_32 = [
  'ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH',
  'ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR',
  'ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR',
  'ACQ.ERROR_BALANCE_PAYMENT_DISABLE',
  'ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT',
  'ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE',
]

const book = errorBook(() => ({
  gateway: 'alipay',
  owns: name => METHOD.test(name),
  business: '40004',
  common: gatewayCodes(),
  tables: [
    gateway(),
    trade(),
    order(),
    payer(),
    seller(),
    refund(),
    settle(),
    freeze(),
    transfer(),
    transferNames(),
    others(),
  ],
  fold: code => (code.length === 32 ? (LONGER_THAN_32.find(full => full.startsWith(code)) ?? code) : code),
}))

/**
 * Gives every error code that is known, with what it means and what to do.
 *
 * Sources: documents 000, 001 and 002, Alipay's pages, and the code lists of its 2026 SDKs. What stands in such a
 * list alone is `guessed`.
 */
export function catalogue(): readonly ErrorRow[] {
  const meaning = 'The call worked.'
  const remedy = 'Read the fields of the answer.'
  return [{ of: 'gateway', code: '10000', meaning, remedy, basis: 'documented' }, ...errorRows(book())]
}

/**
 * Says what an error of Alipay means and what to do; `undefined` for a code that the catalogue lacks.
 *
 * The same code means different things in different APIs: after `ACQ.SYSTEM_ERROR` a query may be repeated, and a
 * payment must not be. The API is the one that is given, or else the one that the error's message begins with.
 * A code that only other APIs document is explained too, and then says nothing certain about the money.
 *
 * @example
 * const alipay = createAlipay({ appId, signer, verifier, explain: explainError })   // fills in error.remedy
 *
 * @example
 * if (error instanceof GatewayError) console.error(explainError(error, tradePay)?.sentence)
 */
export function explainError(error: ExplainableError, api?: ExplainableApi): ErrorExplanation | undefined {
  return explain(book(), error, api)
}
