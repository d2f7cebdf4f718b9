/** bgcpay: what its error codes mean, what to do, and what they say of the money (錯誤碼). */
import {
  type ErrorExplanation,
  type ErrorRow,
  type ErrorTable,
  type ExplainableApi,
  type ExplainableError,
  errorBook,
  errorRows,
  explain,
} from '../gateway/error-catalogue.ts'

export type {
  Basis,
  ErrorExplanation,
  ErrorRow,
  ExplainableApi,
  ExplainableError,
  Retry,
} from '../gateway/error-catalogue.ts'

const common = (): Readonly<Record<string, string>> => ({
  '20000': 'isp.unknow-error aop.unknow-error aop.invalid-app-auth-token-no-api',
  '40001': `isv.missing-method isv.missing-signature isv.missing-signature-type isv.missing-signature-key
    isv.missing-app-id isv.missing-timestamp isv.missing-version`,
  '40002': `isv.invalid-parameter isv.invalid-format isv.invalid-signature-type isv.invalid-signature
    isv.invalid-app-id isv.invalid-timestamp isv.invalid-charset isv.decryption-error-unknown
    isv.suspected-attack isv.forbidden-api not-online-app`,
  '40004': '40004',
  '40005': 'isv.api-call-limited',
  '40006': 'isv.insufficient-isv-permissions',
})

const table = (): ErrorTable => ({
  documented: {
    // The gateway's own.
    'isp.unknow-error': ['The service is not available.', 'Try again later.', 'repeat'],
    'aop.unknow-error': ['The gateway itself failed.', 'Try again later.', 'repeat'],
    'aop.invalid-app-auth-token-no-api': [
      'The merchant has not authorised this API.',
      'Have the merchant authorise you anew.',
    ],
    'isv.missing-method': ['method is missing.', 'Send method.'],
    'isv.missing-signature': ['sign is missing.', 'Send sign.'],
    'isv.missing-signature-type': ['sign_type is missing.', 'Send sign_type.'],
    'isv.missing-signature-key': ['The gateway has no key for this app.', 'Set the key of the app.'],
    'isv.missing-app-id': ['app_id is missing.', 'Send app_id.'],
    'isv.missing-timestamp': ['timestamp is missing.', 'Send timestamp.'],
    'isv.missing-version': ['version is missing.', 'Send version.'],
    'isv.invalid-parameter': ['A parameter is not valid.', 'Check formats, allowed values and ranges.'],
    'isv.invalid-format': ['format is not valid.', 'Send JSON.'],
    'isv.invalid-signature-type': ['sign_type is not valid.', 'Send MD5.'],
    'isv.invalid-signature': [
      'The signature is wrong.',
      'Check the key, how it joins the text (probeMd5Scheme tells from one known signature), and that nothing changes the request on its way.',
    ],
    'isv.invalid-app-id': ['app_id is not known, or its app is not online.', 'Check app_id.'],
    'isv.invalid-timestamp': ['timestamp is not valid.', 'Send it as yyyy-MM-dd HH:mm:ss.'],
    'isv.invalid-charset': ['charset is not valid.', 'Send UTF-8.'],
    'isv.decryption-error-unknown': ['The request cannot be decrypted.', 'Send it again.', 'repeat'],
    'isv.suspected-attack': [
      'The request looks like an attack.',
      'No value may look like a parameter of the gateway, such as subject or out_trade_no.',
    ],
    'isv.forbidden-api': ['The API is disabled.', 'Read what its description says.'],
    'not-online-app': ['The app is not online.', 'Bring it online in the console.'],
    'isv.api-call-limited': ['The API is called too often.', 'Send fewer requests at a time.', 'repeat'],
    'isv.insufficient-isv-permissions': [
      'The account may not use this API.',
      'Check what it is allowed to do.',
    ],
    // Users and orders.
    'ACQ.INVALID_PARAMETER': ['A field is not valid.', 'Correct what the message names, then send again.'],
    'ACQ.MISSING_PARAMETER': ['A field is missing.', 'Add what the message names, then send again.'],
    'ACQ.SYSTEM_ERROR': [
      'The gateway failed; the order may exist or not.',
      'Act on the state that it tells; if it keeps failing, ask the support.',
      'query-first',
    ],
    'ACQ.USER_NOT_EXIST': ['There is no such user.', 'Check the CID or the e-mail address.'],
    'ACQ.TRADE_NOT_EXIST': ['There is no such order.', 'Check the number that you asked for.'],
    'ACQ.TRADE_HAS_EXIST': [
      'The order number was used before.',
      'It may be paid already. A new order needs a new out_trade_no.',
      'query-first',
    ],
    'ACQ.ACCESS_FORBIDDEN': [
      'The contract does not cover this API.',
      'Check which products you have signed for.',
    ],
    'ACQ.CURRENCY_NOT_SUPPORT': [
      'The contract does not cover this currency.',
      'Check which currencies you have signed for.',
    ],
    'ACQ.TOTAL_FEE_EXCEED': ['The total is above your limit.', 'Lower total_amount, then send again.'],
    'ACQ.MERCHANT_PERM_RECEIPT_SUSPEND_LIMIT': [
      'You may not receive money at present.',
      "Ask the gateway's support.",
    ],
    // Transfers.
    SYSTEM_ERROR: [
      'The gateway or the network failed; whether money moved cannot be told.',
      'Ask with the same out_biz_no; never send it under a new number before that.',
      'query-first',
    ],
    INVALID_PARAMETER: ['A field is not valid.', 'Correct what the message names, then send again.'],
    AUTHOREE_IS_NOT_MATCH: [
      'The agreement does not allow to use this account.',
      'Check the agreement and both parties, then send again.',
    ],
    BALANCE_IS_NOT_ENOUGH: [
      'Your balance is too low.',
      'Top it up or pay from another account, then send again.',
    ],
    CURRENCY_NOT_SUPPORT: ['The currency is not supported.', 'Check which currencies you have signed for.'],
    EXCEED_LIMIT_DC_RECEIVED: [
      'The payee has had as many transfers from one payer as one day allows.',
      'Send it on the next day.',
    ],
    EXCEED_LIMIT_SM_AMOUNT: ['It is more than one transfer may be.', 'Check trans_amount.'],
    EXCEED_LIMIT_SM_MIN_AMOUNT: ['It is less than 0.1.', 'Raise trans_amount.'],
    NO_ORDER_PERMISSION: ['You may not see this transfer.', "Ask the gateway's support."],
    ORDER_NOT_EXIST: [
      'The transfer is not there: it may be under way, or have failed before it was stored.',
      'This is no failure of the transfer. Check the number, ask again after some minutes, or send it again with the same out_biz_no.',
      'query-first',
    ],
  },
  inferred: {
    '40004': [
      'The business failed, and no detailed code says why.',
      "Read the gateway's own words, and ask its support.",
      'query-first',
    ],
    BIZ_UNIQUE_EXCEPTION: [
      'The out_biz_no was used before.',
      'The transfer may have been made already.',
      'query-first',
    ],
    BLOCK_USER_FORBBIDEN_RECIEVE: ["The payee's account is frozen and cannot receive.", 'Tell the payee.'],
    BLOCK_USER_FORBBIDEN_SEND: [
      'The sending account is frozen and cannot send.',
      "Ask the gateway's support.",
    ],
    EXCEED_LIMIT_DM_AMOUNT: ['The total of one day would be exceeded.', 'Send it on the next day.'],
    EXCEED_LIMIT_DM_MAX_AMOUNT: ['The limit of one day would be exceeded.', 'Send it on the next day.'],
    EXCEED_LIMIT_ENT_SM_AMOUNT: ['It is more than one transfer to a user may be.', 'Lower trans_amount.'],
    EXCEED_LIMIT_MM_AMOUNT: ['The total of one month would be exceeded.', 'Send it in the next month.'],
    EXCEED_LIMIT_MM_MAX_AMOUNT: ['The limit of one month would be exceeded.', 'Send it in the next month.'],
    EXCEED_LIMIT_PERSONAL_SM_AMOUNT: [
      'It is more than one transfer to a person may be.',
      'Lower trans_amount.',
    ],
    EXCEED_LIMIT_UNRN_DM_AMOUNT: [
      'The payee has not proved an identity, and would receive more than one day allows.',
      'Have the payee prove it, or send it on the next day.',
    ],
  },
  apis: {
    'bgcpay.user.query': {
      reads: true,
      untouched: 'ACQ.INVALID_PARAMETER ACQ.SYSTEM_ERROR ACQ.USER_NOT_EXIST',
      own: { 'ACQ.SYSTEM_ERROR': ['The gateway failed.', 'Ask again.', 'repeat'] },
    },
    'bgcpay.trade.pay': {
      learn: 'Ask bgcpay.trade.query',
      untouched: 'ACQ.TOTAL_FEE_EXCEED ACQ.INVALID_PARAMETER ACQ.MISSING_PARAMETER',
      unknown: `ACQ.ACCESS_FORBIDDEN ACQ.CURRENCY_NOT_SUPPORT ACQ.MERCHANT_PERM_RECEIPT_SUSPEND_LIMIT
        ACQ.SYSTEM_ERROR ACQ.TRADE_HAS_EXIST`,
    },
    'bgcpay.trade.query': {
      reads: true,
      untouched: 'ACQ.INVALID_PARAMETER ACQ.SYSTEM_ERROR ACQ.TRADE_NOT_EXIST',
      own: { 'ACQ.SYSTEM_ERROR': ['The gateway failed.', 'Ask again.', 'repeat'] },
    },
    'bgcpay.fund.trans.uni.transfer': {
      learn: 'Ask bgcpay.fund.trans.common.query',
      untouched: `INVALID_PARAMETER EXCEED_LIMIT_ENT_SM_AMOUNT EXCEED_LIMIT_PERSONAL_SM_AMOUNT
        EXCEED_LIMIT_SM_AMOUNT EXCEED_LIMIT_SM_MIN_AMOUNT`,
      unknown: `SYSTEM_ERROR AUTHOREE_IS_NOT_MATCH CURRENCY_NOT_SUPPORT BALANCE_IS_NOT_ENOUGH BIZ_UNIQUE_EXCEPTION BLOCK_USER_FORBBIDEN_RECIEVE
        BLOCK_USER_FORBBIDEN_SEND EXCEED_LIMIT_DC_RECEIVED EXCEED_LIMIT_DM_AMOUNT EXCEED_LIMIT_DM_MAX_AMOUNT
        EXCEED_LIMIT_MM_AMOUNT EXCEED_LIMIT_MM_MAX_AMOUNT EXCEED_LIMIT_UNRN_DM_AMOUNT`,
    },
    'bgcpay.fund.trans.common.query': {
      reads: true,
      untouched: 'SYSTEM_ERROR INVALID_PARAMETER NO_ORDER_PERMISSION',
      unknown: 'ORDER_NOT_EXIST',
      own: {
        SYSTEM_ERROR: ['The gateway or the network failed.', 'Ask again, with the same input.', 'repeat'],
      },
    },
  },
})

/** What stands among the codes and is no error. */
const answers = (): readonly ErrorRow[] => [
  {
    of: 'gateway',
    code: '10000',
    meaning: 'The call worked.',
    remedy: 'Read the fields of the answer.',
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

const book = errorBook(() => ({
  gateway: 'bgcpay',
  owns: name => name.startsWith('bgcpay.'),
  business: '40004',
  common: common(),
  tables: [table()],
}))

/**
 * Gives every error code that is known, with what it means and what to do.
 *
 * Source: document 003, the tables of business errors of each API, 公共錯誤碼 and SPI 錯誤碼.
 */
export function catalogue(): readonly ErrorRow[] {
  return [...errorRows(book()), ...answers()]
}

/**
 * Says what an error of bgcpay means and what to do; `undefined` for a code that the catalogue lacks.
 *
 * The same code means different things in different APIs: after `SYSTEM_ERROR` a query may be repeated, and a
 * transfer must not be. The API is the one that is given, or else the one that the error's message begins with.
 * By default bgcpay signs no refusal: where the error's own `outcome` is `unknown`, believe that.
 *
 * @example
 * const bgcpay = createBgcpay({ appId, signer, verifier, explain: explainError })   // fills in error.remedy
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
  return explain(book(), error, api)
}
