/** Freezing money and letting it go: alipay.fund.auth.*. */
import type { ErrorTable } from '../../gateway/error-catalogue.ts'

/** The codes of pre-authorisations. Sources: Alipay's pages, the code lists of its 2026 SDKs. */
export const freeze = (): ErrorTable => ({
  documented: {
    EXIST_FORBIDDEN_WORD: ["The order's text holds forbidden words.", 'Change order_title.'],
    CURRENCY_VERIFICATION_FAIL: [
      'The currencies do not fit.',
      'Check the currencies of price and settlement.',
    ],
    UNIQUE_VIOLATION: [
      'The order number was used before.',
      'For a new order use a new number.',
      'query-first',
    ],
    FREEZE_ALREADY_SUCCESS: [
      'The money is frozen already.',
      'If it is this payer, treat it as done; else use a new number.',
      'query-first',
    ],
    ORDER_ALREADY_FINISH: ['The pre-authorisation is used up.', 'For a new one use a new order number.'],
    ORDER_ALREADY_CLOSED: ['The pre-authorisation is closed.', 'For a new one use a new order number.'],
    AUTH_ORDER_NOT_EXIST: ['There is no such pre-authorisation.', 'Check auth_no or out_order_no.'],
    AUTH_OPERATION_NOT_EXIST: ['There is no such operation.', 'Check operation_id or out_request_no.'],
    ILLEGAL_STATUS: [
      'The pre-authorisation is in a state that does not allow this.',
      'Make sure that the money was frozen.',
      'query-first',
    ],
    REQUEST_AMOUNT_EXCEED: ['It is more than is frozen.', 'Lower the amount.'],
    HAS_NO_PRIVILEGE: ["The order is not this merchant's.", 'Check who made the order.'],
    ENTERPRISE_PAY_BIZ_ERROR: ['Paying by an enterprise failed.', 'Ask again with the same input.', 'repeat'],
    PAYMENT_AUTH_CODE_INVALID: ['The payment code is not valid.', 'Have the payer show a fresh one.'],
    PULL_MOBILE_CASHIER_FAIL: [
      "The payer's app could not be opened.",
      'Check the network; have the payer show a fresh code.',
    ],
    USER_FACE_PAYMENT_SWITCH_OFF: [
      'The payer has switched payments in shops off.',
      'Have the payer switch them on.',
    ],
    ERROR_BALANCE_PAYMENT_DISABLE: [
      'The payer has switched payments from the balance off.',
      'Have the payer switch them on.',
    ],
    CLIENT_VERSION_NOT_MATCH: ["The payer's app is too old.", 'Have the payer update it.'],
    MONEY_NOT_ENOUGH: ["The payer's balance is too low.", 'Have the payer top up or add a card.'],
    NO_PAYMENT_INSTRUMENTS_AVAILABLE: ['The payer has no means to pay.', 'Use another way.'],
    PAYER_NOT_EXIST: ['There is no such payer.', 'Have the payer show a fresh code.'],
    PAYER_USER_STATUS_LIMIT: [
      "The payer's account is restricted.",
      'Have the payer prove an identity, or upgrade the account.',
    ],
    PAYER_PAYEE_EQUAL: ['Payer and payee are the same.', 'Change one of them.'],
    PAYEE_NOT_EXIST: ['There is no such payee.', "Check the payee's account."],
    PAYEE_USER_STATUS_LIMIT: [
      "The payee's account is restricted.",
      'Have the payee prove an identity, or upgrade the account.',
    ],
    USER_IDENTITY_INFO_VALIDATE_FAIL: [
      "The user's identity is another than expected.",
      'Check that it is the right user.',
    ],
    USER_ACCOUNT_VALIDATE_FAIL: [
      "The user's account is another than expected.",
      'Check that it is the right user.',
    ],
    MERCHANT_STATUS_ERROR: ["The merchant's state does not allow this.", 'Ask Alipay.'],
    SECONDARY_MERCHANT_STATUS_ERROR: [
      "The sub-merchant's state does not allow this.",
      'Have the sub-merchant ask Alipay.',
    ],
    SUB_MERCHANT_ORG_ID_ERROR: [
      "The sub-merchant's organisation is missing or wrong.",
      'Send the right one.',
    ],
    SUB_MERCHANT_LEVEL_ERROR: ["The sub-merchant's level is too low.", 'Have the level raised.'],
    SUB_MERCHANT_NO_PERMISSION: [
      'The sub-merchant may not use this product.',
      'Do not use it for this sub-merchant.',
    ],
  },
  guessed: {
    CANCEL_OPERATION_TIME_OUT: ['It is too late to cancel the operation.', 'Unfreeze the money instead.'],
    UNSUPPORT_ORDER_AMOUNT: ['This amount is not supported.', 'Check the amount.'],
    FORBIDDEN_MERCHANT_INDUSTRY: ["The merchant's trade may not use this.", 'Ask Alipay.'],
    RESTRICTED_MERCHANT_INDUSTRY: ["It is more than the merchant's trade allows.", 'Lower the amount.'],
    FOREX_ID_VERIFICATION_FAIL: [
      'The identity could not be checked for foreign currency.',
      'Check that it is the right user.',
    ],
    PRODUCT_AMOUNT_LIMIT_ERROR: ['It is more than the product allows.', 'Ask Alipay to raise the limit.'],
    SUB_MERCHANT_ORGANIZATION_ID_ERROR: [
      "The sub-merchant's organisation is missing or wrong.",
      'Send the right one.',
    ],
    UNSUPPORTED_BIZ_TYPE: ['This kind of business is not supported.', 'Check the contract.'],
    SMILE_PRE_AUTH_ZM_CONSULT_FAIL: ["Zhima's assessment for the face scan failed.", 'Use another way.'],
    USER_BANKCARD_CANCELED: ["The payer's bank card was cancelled.", 'Have the payer use another card.'],
    USER_BANKCARD_EXPRESS_ERROR: [
      "Express payment by the payer's bank card failed.",
      'Have the payer use another card.',
    ],
    USER_BANKCARD_FROZEN: ["The payer's bank card is frozen.", 'Have the payer use another card.'],
    USER_BANKCARD_PAY_ERROR: ["Paying by the payer's bank card failed.", 'Have the payer use another card.'],
    USER_BANKCARD_REPORT_LOSS: [
      "The payer's bank card was reported lost.",
      'Have the payer use another card.',
    ],
    USER_BANKCARD_STATUS_ERROR: [
      "The payer's bank card is not in order.",
      'Have the payer use another card.',
    ],
    ILLEGAL_PAYEE_USER_ID: ['payee_user_id is not valid.', 'Check payee_user_id.'],
  },
  apis: {
    'alipay.fund.auth.order.freeze': {
      learn: 'Ask alipay.fund.auth.operation.detail.query',
      untouched: `ILLEGAL_ARGUMENT EXIST_FORBIDDEN_WORD PAYER_PAYEE_EQUAL CURRENCY_VERIFICATION_FAIL
        USER_IDENTITY_INFO_VALIDATE_FAIL USER_ACCOUNT_VALIDATE_FAIL`,
      unknown: `ACCESS_FORBIDDEN UNIQUE_VIOLATION PAYER_USER_STATUS_LIMIT PAYER_NOT_EXIST PAYMENT_AUTH_CODE_INVALID
        MONEY_NOT_ENOUGH ORDER_ALREADY_CLOSED FREEZE_ALREADY_SUCCESS ERROR_BALANCE_PAYMENT_DISABLE
        PULL_MOBILE_CASHIER_FAIL USER_FACE_PAYMENT_SWITCH_OFF SYSTEM_ERROR ORDER_ALREADY_FINISH
        PAYEE_NOT_EXIST PAYEE_USER_STATUS_LIMIT NO_PAYMENT_INSTRUMENTS_AVAILABLE
        CLIENT_VERSION_NOT_MATCH UNSUPPORT_ORDER_AMOUNT FORBIDDEN_MERCHANT_INDUSTRY
        RESTRICTED_MERCHANT_INDUSTRY FOREX_ID_VERIFICATION_FAIL PRODUCT_AMOUNT_LIMIT_ERROR
        SECONDARY_MERCHANT_STATUS_ERROR SUB_MERCHANT_ORGANIZATION_ID_ERROR SUB_MERCHANT_LEVEL_ERROR
        SUB_MERCHANT_NO_PERMISSION MERCHANT_STATUS_ERROR UNSUPPORTED_BIZ_TYPE
        SMILE_PRE_AUTH_ZM_CONSULT_FAIL USER_BANKCARD_CANCELED USER_BANKCARD_EXPRESS_ERROR
        USER_BANKCARD_FROZEN USER_BANKCARD_PAY_ERROR USER_BANKCARD_REPORT_LOSS ILLEGAL_PAYEE_USER_ID
        USER_BANKCARD_STATUS_ERROR`,
    },
    'alipay.fund.auth.order.app.freeze': {
      learn: 'Ask alipay.fund.auth.operation.detail.query',
      untouched: `EXIST_FORBIDDEN_WORD ILLEGAL_ARGUMENT CURRENCY_VERIFICATION_FAIL SUB_MERCHANT_ORG_ID_ERROR`,
      unknown: `ORDER_ALREADY_CLOSED FREEZE_ALREADY_SUCCESS SYSTEM_ERROR ORDER_ALREADY_FINISH ACCESS_FORBIDDEN
        PAYEE_NOT_EXIST PAYER_NOT_EXIST PAYER_USER_STATUS_LIMIT PAYEE_USER_STATUS_LIMIT
        RESTRICTED_MERCHANT_INDUSTRY FOREX_ID_VERIFICATION_FAIL PRODUCT_AMOUNT_LIMIT_ERROR
        SECONDARY_MERCHANT_STATUS_ERROR USER_IDENTITY_INFO_VALIDATE_FAIL USER_ACCOUNT_VALIDATE_FAIL
        SUB_MERCHANT_LEVEL_ERROR SUB_MERCHANT_NO_PERMISSION MERCHANT_STATUS_ERROR`,
    },
    'alipay.fund.auth.order.voucher.create': {
      learn: 'Ask alipay.fund.auth.operation.detail.query',
      untouched: 'ILLEGAL_ARGUMENT EXIST_FORBIDDEN_WORD CURRENCY_VERIFICATION_FAIL',
      unknown: `UNIQUE_VIOLATION ACCESS_FORBIDDEN PAYEE_NOT_EXIST PAYEE_USER_STATUS_LIMIT PAYER_USER_STATUS_LIMIT
        ORDER_ALREADY_FINISH ORDER_ALREADY_CLOSED FREEZE_ALREADY_SUCCESS
        ERROR_BALANCE_PAYMENT_DISABLE SYSTEM_ERROR MONEY_NOT_ENOUGH NO_PAYMENT_INSTRUMENTS_AVAILABLE
        PAYER_PAYEE_EQUAL SECONDARY_MERCHANT_STATUS_ERROR USER_IDENTITY_INFO_VALIDATE_FAIL
        USER_ACCOUNT_VALIDATE_FAIL SUB_MERCHANT_ORGANIZATION_ID_ERROR SUB_MERCHANT_LEVEL_ERROR
        SUB_MERCHANT_NO_PERMISSION MERCHANT_STATUS_ERROR UNSUPPORTED_BIZ_TYPE ILLEGAL_PAYEE_USER_ID`,
    },
    'alipay.fund.auth.order.unfreeze': {
      learn: 'Ask alipay.fund.auth.operation.detail.query',
      untouched: 'ILLEGAL_ARGUMENT AUTH_ORDER_NOT_EXIST',
      unknown: `UNIQUE_VIOLATION SYSTEM_ERROR PAYER_USER_STATUS_LIMIT REQUEST_AMOUNT_EXCEED ILLEGAL_STATUS
        ORDER_ALREADY_FINISH ORDER_ALREADY_CLOSED PAYER_NOT_EXIST BIZ_ERROR ACCESS_FORBIDDEN`,
      own: {
        SYSTEM_ERROR: [
          'The gateway failed; it may be unfrozen or not.',
          'Send it again with the same out_request_no and the same amount, or query it.',
          'repeat',
        ],
        ORDER_ALREADY_FINISH: [
          'The pre-authorisation is used up.',
          'Check what was taken and what was unfrozen.',
        ],
        ORDER_ALREADY_CLOSED: [
          'The pre-authorisation is closed.',
          'Check what was taken and what was unfrozen.',
        ],
        PAYER_NOT_EXIST: ['There is no such payer.', 'Check the pre-authorisation.'],
        UNIQUE_VIOLATION: [
          'The out_request_no was used before.',
          'For another request use a new number.',
          'query-first',
        ],
      },
    },
    'alipay.fund.auth.operation.cancel': {
      learn: 'Ask alipay.fund.auth.operation.detail.query',
      untouched: 'ILLEGAL_ARGUMENT AUTH_ORDER_NOT_EXIST',
      unknown: `ACCESS_FORBIDDEN PAYER_USER_STATUS_LIMIT ORDER_ALREADY_FINISH CANCEL_OPERATION_TIME_OUT
        REQUEST_AMOUNT_EXCEED SYSTEM_ERROR PAYER_NOT_EXIST`,
      own: {
        SYSTEM_ERROR: [
          'The gateway failed; it may be cancelled or not.',
          'Send the same cancellation again, or query it.',
          'repeat',
        ],
        PAYER_NOT_EXIST: ['There is no such payer.', 'Check the pre-authorisation.'],
      },
    },
    'alipay.fund.auth.operation.detail.query': {
      reads: true,
      untouched: `ILLEGAL_ARGUMENT AUTH_ORDER_NOT_EXIST AUTH_OPERATION_NOT_EXIST ACCESS_FORBIDDEN SYSTEM_ERROR
        ENTERPRISE_PAY_BIZ_ERROR HAS_NO_PRIVILEGE`,
      own: {
        SYSTEM_ERROR: ['The gateway failed.', 'Ask again.', 'repeat'],
      },
    },
  },
})
