/** mapi: what its error codes mean, what to do, and what they say of the money (错误码). */
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

/** Table 10-1 says what a code means and not what to do; for all of table 10-2 it says to ask the support. */
const table = (): ErrorTable => ({
  documented: {
    SYSTEM_ERROR: [
      'The gateway failed; the batch may be taken or not.',
      'Ask the support, and keep the batch_no when you send it again.',
      'query-first',
    ],
    SESSION_TIMEOUT: [
      'The session timed out; the batch may be taken or not.',
      'Ask the support, and keep the batch_no when you send it again.',
      'query-first',
    ],
    ILLEGAL_SWITCH_SYSTEM: [
      'The gateway failed; the batch may be taken or not.',
      'Ask the support, and keep the batch_no when you send it again.',
      'query-first',
    ],
    ILLEGAL_TARGET_SERVICE: ['target_service is wrong.', 'Ask the support.'],
    ILLEGAL_ACCESS_SWITCH_SYSTEM: ['Your partner id may not use this system.', 'Ask the support.'],
    EXTERFACE_IS_CLOSED: ['The service is closed.', 'Ask the support.'],
  },
  inferred: {
    // The batch.
    BATCH_NO_NOT_UNIQUE: [
      'A batch of this number was sent before.',
      'It may be paid already. A new batch needs a new batch_no.',
      'query-first',
    ],
    TRANS_NO_NOT_UNIQUE: [
      'A serial number was used before.',
      'That record may be paid already. If not, give it a new serial number.',
      'query-first',
    ],
    UPLOAD_FAIL: ['The batch could not be stored.', 'Send it again with the same batch_no.', 'repeat'],
    BATCH_NO_ERROR: ['batch_no is wrong.', 'Send 11 to 32 letters and digits.'],
    batchNoIsNull: ['batch_no is missing.', 'Send batch_no.'],
    batchFeeIllegal: ['batch_fee is no amount.', 'Send yuan with two decimals.'],
    batchFeesIsNull: ['batch_fee is missing.', 'Send batch_fee.'],
    batchNumsIsNull: ['batch_num is missing.', 'Send batch_num.'],
    detailDataIsNull: ['detail_data is missing.', 'Send detail_data.'],
    payDateIsNull: ['pay_date is missing.', 'Send pay_date.'],
    BATCH_MONEY_ADD_NOT_MATCH_AMOUNT: ['The records do not add up to batch_fee.', 'Correct batch_fee.'],
    BATCH_COUNT_ADD_NOT_MATCH_AMOUNT: ['There are not batch_num records.', 'Correct batch_num.'],
    TOTAL_NUMS_LIMIT: ['There are too many records.', 'Send at most 1000 in one batch.'],
    REASON_NOT_NULL: ['A record lacks the reason of its payment.', 'Give each record a note.'],
    MAX_SINGLE_FEE: ['The amount of a record is above the limit.', 'Lower it, or split the record.'],
    MAX_SINGLE_FEE_FOR_CERT: [
      'The amount of a record between two certified merchants is above the limit.',
      'Lower it, or split the record.',
    ],
    // The paying account.
    ACCOUNT_NOT_MATCH: [
      'The batch does not fit the paying account, or that account is not in order.',
      "Check email, account_name and the account's state.",
    ],
    PAY_EMAIL_NAME_NOT_MATCH: ['email and account_name do not match.', 'Check both.'],
    partnerORPayEmailError: ['The paying account is not your own.', "Send your partner's e-mail address."],
    emailIsNull: ['email is missing.', 'Send email.'],
    baccountNameIsNull: ['account_name is missing.', 'Send account_name.'],
    NOT_ENOUGH_AMOUNT: ['The balance is too low.', 'Top it up, then send it again.'],
    USER_NOT_EXIST: ['There is no such user.', 'Check the account.'],
    USER_BLOCKED: ['The account is frozen.', 'Have it unfrozen.'],
    SELLER_NOT_CERTIFY: ['The payer has not proved an identity.', 'Have it proved.'],
    ERROR_SELF_CERTIFY_LEVEL_LIMIT: ['The proof of your identity is incomplete.', 'Complete it.'],
    PROFILE_BATCH_PAYMENT: ['The payer may not pay in batches.', 'Sign for batch payments.'],
    // The caller.
    ILLEGAL_SIGN: [
      'The signature is wrong.',
      'Check the key, sign_type, _input_charset and what was signed.',
    ],
    ILLEGAL_SIGN_TYPE: ['sign_type is wrong.', 'Send DSA, RSA or MD5, in capitals.'],
    ILLEGAL_SECURITY_PROFILE: ['There is no key for this sign_type.', 'Set the key in the console.'],
    ILLEGAL_DYN_MD5_KEY: ['The dynamic key is wrong.', 'Ask the support.'],
    ILLEGAL_ENCRYPT: ['The encryption is wrong.', 'Ask the support.'],
    ILLEGAL_CHARSET: ['_input_charset is not valid.', 'Send utf-8, gbk or gb2312.'],
    ILLEGAL_ENCODING: ['The encoding is not supported.', 'Send utf-8, gbk or gb2312.'],
    ILLEGAL_ARGUMENT: ['A parameter is wrong.', 'Check formats, allowed values and ranges.'],
    ILLEGAL_SERVICE: ['There is no such service.', 'Check service.'],
    ILLEGAL_USER: ['The user id is wrong.', 'Check the user id.'],
    ILLEGAL_PARTNER: ['The partner id is wrong.', 'Check partner.'],
    ILLEGAL_AGENT: ["The agent's id is wrong.", "Check the agent's id."],
    ILLEGAL_EXTERFACE: ['The service is set up wrongly.', 'Ask the support.'],
    ILLEGAL_PARTNER_EXTERFACE: ['The service is set up wrongly for your partner id.', 'Check the contract.'],
    HAS_NO_PRIVILEGE: ['You have not signed for this service.', 'Sign for it.'],
    ILLEGAL_CLIENT_IP: ['This IP address may not use the service.', 'Have it let in.'],
    ILLEGAL_DIGEST_TYPE: ['The type of the digest is wrong.', 'Ask the support.'],
    ILLEGAL_DIGEST: ["The file's digest is wrong.", 'Send the digest of the very bytes.'],
    ILLEGAL_FILE_FORMAT: ["The file's format is wrong.", 'Check the file.'],
    // The checks against phishing.
    ILLEGAL_REQUEST_REFERER: ['Requests from this page are not taken.', 'Ask the support.'],
    ILLEGAL_ANTI_PHISHING_KEY: ['anti_phishing_key is not valid.', 'Get a new one.'],
    ANTI_PHISHING_KEY_TIMEOUT: ['anti_phishing_key has expired.', 'Get a new one.'],
    ILLEGAL_EXTER_INVOKE_IP: ['exter_invoke_ip is not valid.', "Send the payer's IP address."],
  },
  apis: {
    batch_trans_notify_no_pwd: { learn: LEARN, unknown: BATCH_CODES },
    batch_trans_notify: { learn: LEARN, unknown: BATCH_CODES },
  },
})

const LEARN = "Learn from the batch's notification or the account"

/** No reply of mapi is signed, so that none of these is sure to have moved nothing. */
const BATCH_CODES = `ACCOUNT_NOT_MATCH USER_NOT_EXIST USER_BLOCKED batchFeeIllegal batchFeesIsNull detailDataIsNull
  ERROR_SELF_CERTIFY_LEVEL_LIMIT TOTAL_NUMS_LIMIT SELLER_NOT_CERTIFY UPLOAD_FAIL BATCH_NO_NOT_UNIQUE
  REASON_NOT_NULL emailIsNull baccountNameIsNull PAY_EMAIL_NAME_NOT_MATCH batchNoIsNull MAX_SINGLE_FEE
  NOT_ENOUGH_AMOUNT BATCH_MONEY_ADD_NOT_MATCH_AMOUNT MAX_SINGLE_FEE_FOR_CERT TRANS_NO_NOT_UNIQUE
  partnerORPayEmailError PROFILE_BATCH_PAYMENT BATCH_NO_ERROR BATCH_COUNT_ADD_NOT_MATCH_AMOUNT batchNumsIsNull
  payDateIsNull ILLEGAL_SIGN ILLEGAL_DYN_MD5_KEY ILLEGAL_ENCRYPT ILLEGAL_ARGUMENT ILLEGAL_SERVICE ILLEGAL_USER
  ILLEGAL_PARTNER ILLEGAL_EXTERFACE ILLEGAL_PARTNER_EXTERFACE ILLEGAL_SECURITY_PROFILE ILLEGAL_AGENT
  ILLEGAL_SIGN_TYPE ILLEGAL_CHARSET ILLEGAL_CLIENT_IP HAS_NO_PRIVILEGE ILLEGAL_DIGEST_TYPE ILLEGAL_DIGEST
  ILLEGAL_FILE_FORMAT ILLEGAL_ENCODING ILLEGAL_REQUEST_REFERER ILLEGAL_ANTI_PHISHING_KEY
  ANTI_PHISHING_KEY_TIMEOUT ILLEGAL_EXTER_INVOKE_IP SYSTEM_ERROR SESSION_TIMEOUT ILLEGAL_TARGET_SERVICE
  ILLEGAL_ACCESS_SWITCH_SYSTEM ILLEGAL_SWITCH_SYSTEM EXTERFACE_IS_CLOSED`

/** Printed, a capital I looks like an l, and a long code is broken: `batchFeelllegal`, `TRANS_NO_NOT_U NIQUE`. */
const fold = (code: string): string => code.replace(/\s+/g, '').toLowerCase().replaceAll('i', 'l')

const book = errorBook(() => ({
  gateway: 'mapi',
  owns: name => /^\w+$/.test(name),
  tables: [table()],
  fold,
}))

/**
 * Gives every error code that is known, with what it means and what to do.
 *
 * Source: document 004, tables 10-1 and 10-2.
 */
export function catalogue(): readonly ErrorRow[] {
  return errorRows(book())
}

/**
 * Says what an error of mapi means and what to do; `undefined` for a code that the catalogue lacks.
 *
 * Spellings that differ in case, or as a printed capital I differs from an l, are one code. mapi signs no reply, so
 * that no code says for certain that no money moved: what became of a batch tells its notification.
 *
 * @example
 * const mapi = createMapi({ partner, signer, verifier, explain: explainError })   // fills in error.remedy
 */
export function explainError(error: ExplainableError, api?: ExplainableApi): ErrorExplanation | undefined {
  return explain(book(), error, api)
}
