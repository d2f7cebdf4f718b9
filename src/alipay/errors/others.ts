/** Bills, files, tokens, users and what else has a list of its own. */
import type { ErrorTable } from '../../gateway/error-catalogue.ts'

/** The codes of the other APIs. Sources: Alipay's pages, the code lists of its 2026 SDKs. */
export const others = (): ErrorTable => ({
  documented: {
    INVAILID_ARGUMENTS: ['A field is not valid.', 'Check bill_type and bill_date.'],
    BILL_NOT_EXIST: ['There is no such bill.', 'Check bill_type and bill_date, then ask again.'],
  },
  guessed: {
    NO_BILL_DATA: ['Nothing happened on that day or in that month.', 'Nothing is left to do.'],
    BILL_DATE_BEFORE_REGISTRATION: ['The day is before the merchant was registered.', 'Ask for a later day.'],
    TYPE_NOT_SUPPORTED: ['This type of bill is not supported.', 'Check bill_type.'],
    UNKNOWN_ERROR: ['The gateway failed.', 'Ask again later.', 'repeat'],
    'isv.grant-type-invalid': ['grant_type is not valid.', 'Send authorization_code or refresh_token.'],
    'isv.code-invalid': ['The code is wrong, expired or used.', 'Have the user authorise anew.'],
    'isv.refresh-token-invalid': ['refresh_token is not valid.', 'Have the user authorise anew.'],
    'isv.refresh-token-time-out': ['refresh_token has expired.', 'Have the user authorise anew.'],
    'isv.refreshed-token-invalid': [
      'The token that was refreshed is not valid.',
      'Have the user authorise anew.',
    ],
    'isv.unmatched-app-id': ['The code or token was given to another app.', 'Call with that app_id.'],
    APP_NOT_ISV: ["The app may not call in merchants' names.", 'Call with an app of a provider.'],
    GRANT_TYPE_INVALID: ['grant_type is not valid.', 'Send authorization_code or refresh_token.'],
    AUTH_CODE_NOT_EXIST: ['There is no such code.', 'Have the merchant authorise you anew.'],
    AUTH_CODE_NOT_VALID: ['The code is wrong, expired or used.', 'Have the merchant authorise you anew.'],
    APP_ID_NOT_CONSISTENT: ['The code or token was given to another app.', 'Call with that app_id.'],
    AUTH_TOKEN_NOT_FOUND: ['There is no such token.', 'Have the merchant authorise you anew.'],
    AUTH_TOKEN_NOT_EXISTED: ['There is no such token.', 'Check app_auth_token.'],
    AUTH_TOKEN_NOT_CONSISTENT: ['The token was given to another app.', 'Call with that app_id.'],
    REFRESH_TOKEN_NOT_VALID: ['refresh_token is not valid.', 'Have the merchant authorise you anew.'],
    REFRESH_TOKEN_NOT_EXIST: ['There is no such refresh_token.', 'Have the merchant authorise you anew.'],
    REFRESH_TOKEN_TIME_OUT: ['refresh_token has expired.', 'Have the merchant authorise you anew.'],
    ILLEGAL_PARAM: ['A field is not valid.', 'Check what you sent.'],
    INVALID_PARAM: ['A field is not valid.', 'Check what you sent.'],
    'isv.invalid-arguments': ['A field is not valid.', 'Check what you sent.'],
    EXCEED_MAX_SIZE: ['The file is too large.', 'Send a smaller one.'],
    'isv.exceed-max-size': ['The file is too large.', 'Send a smaller one.'],
    UNKNOWN_FORMAT: ['The format of the file is not known.', 'Check image_type.'],
    'isv.unknown-fomat': ['The format of the file is not known.', 'Check image_type.'],
    'isv.image-unsafe': ['The image was refused as unsafe.', 'Send another one.'],
    'isv.unknown-error': ['The gateway failed.', 'Upload it again.', 'repeat'],
    INVALID_FILE_BYTES: ["The file's bytes are not valid.", 'Check the file.'],
    CAPACITY_EXCEEDED: ['There is no room for more files.', 'Delete some.'],
    FILE_CHECK_FAIL: ['The file did not pass the check.', 'Check the file.'],
    AGREEMENT_NOT_EXIST: ['There is no such agreement.', 'Check agreement_no.'],
    AGREEMENT_EXPIRED: ['The agreement has ended.', 'Have it signed again.'],
    AGREEMENT_INVALID: ['The agreement is not valid.', 'Check agreement_no.'],
    AGREEMENT_ERROR: ['What is said of the agreement is wrong.', 'Check agreement_no.'],
    PAY_AMOUNT_CHECK_ERROR: ['The amount did not pass the check.', 'Check the amount.'],
    PAY_AMOUNT_IDEMPOTENT_ERROR: [
      'The number was used with another amount.',
      'Send the amount that you sent before, or use a new number.',
      'query-first',
    ],
    ORDER_IDEMPOTENT_ERROR: [
      'The number was used with other data.',
      'Send what you sent before, or use a new number.',
      'query-first',
    ],
    CONTEXT_INCONSISTENT: [
      'The number was used with other data.',
      'Send what you sent before, or use a new number.',
      'query-first',
    ],
    ORDER_ALREADY_DEAL: ['The order is dealt with already.', 'Check what became of it.', 'query-first'],
    AUTH_SCENE_NOT_SUPPORTED_ERROR: [
      'The authorisation does not support this scene.',
      'Check the agreement.',
    ],
    BEYOND_PAY_RESTRICTION: ['It is more than the merchant may receive.', 'Ask Alipay to raise the limit.'],
    BUYER_ENABLE_STATUS_FORBID: [
      "The payer's account may not do this at present.",
      'Have the payer ask Alipay.',
    ],
    BUYER_PAYMENT_AMOUNT_DAY_LIMIT: ['The payer has paid as much as one day allows.'],
    BUYER_PAYMENT_AMOUNT_MONTH_LIMIT: ['The payer has paid as much as one month allows.'],
    TOTAL_FEE_EXCEED: ['It is more than is allowed.', 'Lower the amount.'],
    INVALID_RECEIVE_ACCOUNT: ['The receiving account is not valid.', 'Check the seller.'],
    PAYMENT_REQUEST_HAS_RISK: ['The payment was refused as risky.', 'Use another way to pay.'],
    BUSINESS_ERROR: ['The business failed.'],
    CALL_LIMITED: ['The API is called too often.', 'Send fewer requests at a time.', 'repeat'],
    CONCURRENT_OPERATION_ERROR: ['Another request for it is under way.', 'Send one at a time.', 'repeat'],
    INVALID_SETTLEMENT_INFO: ['What is said of the settlement is not valid.', 'Check the settlement.'],
    INVALID_SETTLE_TIME: ['The time of the settlement is not valid.', 'Check the time.'],
  },
  apis: {
    'alipay.data.dataservice.bill.downloadurl.query': {
      reads: true,
      untouched: `NO_BILL_DATA INVAILID_ARGUMENTS BILL_NOT_EXIST UNKNOWN_ERROR BILL_DATE_BEFORE_REGISTRATION
        TYPE_NOT_SUPPORTED`,
    },
    'alipay.offline.material.image.upload': {
      moneyless: true,
      code: '',
      unknown: `isv.invalid-arguments isv.exceed-max-size isv.unknown-fomat isv.image-unsafe isv.unknown-error
        INVALID_PARAM SYSTEM_ERROR EXCEED_MAX_SIZE UNKNOWN_FORMAT INVALID_FILE_BYTES
        CAPACITY_EXCEEDED`,
      own: {
        SYSTEM_ERROR: ['The gateway failed.', 'Upload it again.', 'repeat'],
      },
    },
    'alipay.open.auth.token.app': {
      moneyless: true,
      unknown: `APP_NOT_ISV REFRESH_TOKEN_NOT_VALID GRANT_TYPE_INVALID AUTH_CODE_NOT_EXIST APP_ID_NOT_CONSISTENT
        AUTH_CODE_NOT_VALID AUTH_TOKEN_NOT_FOUND REFRESH_TOKEN_NOT_EXIST REFRESH_TOKEN_TIME_OUT`,
    },
    'alipay.open.auth.token.app.query': {
      reads: true,
      untouched: `ILLEGAL_PARAM APP_NOT_ISV AUTH_TOKEN_NOT_EXISTED SYSTEM_ERROR AUTH_TOKEN_NOT_CONSISTENT`,
      own: {
        SYSTEM_ERROR: ['The gateway failed.', 'Ask again.', 'repeat'],
      },
    },
    'alipay.open.file.upload': {
      moneyless: true,
      unknown: 'FILE_CHECK_FAIL BIZ_ERROR',
      own: {
        BIZ_ERROR: ['The business failed.', "Read the gateway's own words (subMsg)."],
      },
    },
    'alipay.pcredit.huabei.auth.settle.apply': {
      untouched: 'INVALID_PARAMETER ACCESS_FORBIDDEN',
      unknown: `SYSTEM_ERROR AGREEMENT_NOT_EXIST AGREEMENT_EXPIRED PAY_AMOUNT_CHECK_ERROR
        AUTH_SCENE_NOT_SUPPORTED_ERROR ORDER_IDEMPOTENT_ERROR ORDER_ALREADY_DEAL ORDER_NOT_EXIST
        PAY_AMOUNT_IDEMPOTENT_ERROR BEYOND_PAY_RESTRICTION BUYER_ENABLE_STATUS_FORBID
        TOTAL_FEE_EXCEED INVALID_RECEIVE_ACCOUNT BUYER_PAYMENT_AMOUNT_DAY_LIMIT CONTEXT_INCONSISTENT
        BUYER_PAYMENT_AMOUNT_MONTH_LIMIT PAYMENT_REQUEST_HAS_RISK AGREEMENT_INVALID AGREEMENT_ERROR
        BUSINESS_ERROR PRODUCT_AMOUNT_LIMIT_ERROR CALL_LIMITED CONCURRENT_OPERATION_ERROR
        INVALID_SETTLEMENT_INFO INVALID_SETTLE_TIME`,
    },
    'alipay.system.oauth.token': {
      moneyless: true,
      code: '',
      unknown: `isv.grant-type-invalid isv.code-invalid isv.refresh-token-invalid isv.refresh-token-time-out
        isv.refreshed-token-invalid isv.unmatched-app-id isp.unknow-error`,
    },
    'alipay.user.info.share': {
      reads: true,
      untouched: 'SYSTEM_ERROR',
      own: {
        SYSTEM_ERROR: ['The gateway failed.', 'Ask again.', 'repeat'],
      },
    },
    'koubei.trade.itemorder.buy': {
      learn: 'Ask koubei.trade.itemorder.query',
    },
    'koubei.trade.itemorder.query': {
      reads: true,
    },
    'koubei.trade.itemorder.refund': {
      learn: 'Ask koubei.trade.itemorder.query',
    },
    'koubei.trade.order.precreate': {
      learn: 'Ask koubei.trade.itemorder.query',
    },
    'koubei.trade.ticket.ticketcode.cancel': {
      learn: 'Ask koubei.trade.ticket.ticketcode.query',
    },
    'koubei.trade.ticket.ticketcode.delay': {
      learn: 'Ask koubei.trade.ticket.ticketcode.query',
    },
    'koubei.trade.ticket.ticketcode.query': {
      reads: true,
    },
    'koubei.trade.ticket.ticketcode.send': {
      learn: 'Ask koubei.trade.ticket.ticketcode.query',
    },
    'mybank.payment.trade.order.create': {},
  },
})
