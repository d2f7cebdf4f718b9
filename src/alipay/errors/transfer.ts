/** Paying money out, and the account that it comes from: alipay.fund.trans.* and alipay.fund.account.query. */
import type { ErrorTable } from '../../gateway/error-catalogue.ts'

/**
 * The codes of transfers. Most of them stand in the SDKs' lists alone, without a word.
 *
 * Sources: document 003 for those that bgcpay shares, Alipay's pages, the code lists of its 2026 SDKs.
 */
export const transfer = (): ErrorTable => ({
  documented: {
    BIZ_UNIQUE_EXCEPTION: [
      'The out_biz_no was used before.',
      'For a new transfer use a new out_biz_no.',
      'query-first',
    ],
    PAYMENT_INFO_INCONSISTENCY: [
      'The out_biz_no has a transfer with other data.',
      'Send what you sent before, or use a new out_biz_no.',
      'query-first',
    ],
    ORDER_NOT_EXIST: [
      'There is no such order, or it is still under way.',
      'Check the number, and ask again after some minutes.',
      'query-first',
    ],
    NO_ORDER_PERMISSION: ['You may not see this order.', 'Check who made the order.'],
    EXCEED_LIMIT_SM_AMOUNT: ['It is more than one transfer may be.', 'Lower trans_amount.'],
    EXCEED_LIMIT_SM_MIN_AMOUNT: ['It is less than 0.1 yuan.', 'Raise trans_amount.'],
    EXCEED_LIMIT_PERSONAL_SM_AMOUNT: [
      'It is more than one transfer to a person may be.',
      'Lower trans_amount.',
    ],
    EXCEED_LIMIT_ENT_SM_AMOUNT: ['It is more than one transfer to a company may be.', 'Lower trans_amount.'],
    EXCEED_LIMIT_UNRN_DM_AMOUNT: [
      'The payee has not proved an identity, and would receive more than a day allows.',
      'Have the payee prove it, or send it on the next day.',
    ],
    EXCEED_LIMIT_DC_RECEIVED: [
      'The payee has had as many transfers from one payer as a day allows.',
      'Send it on the next day.',
    ],
    CURRENCY_NOT_SUPPORT: ['The currency is not supported.', 'Check which currencies you have signed for.'],
    MEMO_REQUIRED_IN_TRANSFER_ERROR: ['Transfers of 50000 yuan and more need a reason.', 'Send remark.'],
    REMARK_HAS_SENSITIVE_WORD: ['The remark holds forbidden words.', 'Change remark.'],
    BALANCE_IS_NOT_ENOUGH: ['The balance is too low.', 'Top it up, or pay from another account.'],
    PAYER_BALANCE_NOT_ENOUGH: ["The payer's balance is too low.", 'Top it up.'],
    PAYCARD_UNABLE_PAYMENT: ["The payer's balance cannot be used.", "Check the payer's account."],
    PAYER_STATUS_ERROR: ["The payer's account is not in order.", 'Check the payer.'],
    PAYER_USER_INFO_ERROR: ["The payer's name or data do not match.", 'Check what is said of the payer.'],
    PAYER_PAYEE_CANNOT_SAME: ['Payer and payee are the same.', 'Change one of them.'],
    PERMIT_CHECK_PERM_IDENTITY_THEFT: [
      'The identity may be misused by another.',
      'Have the identity verified.',
    ],
    PERMIT_CHECK_PERM_LIMITED: [
      'The account is restricted, for its identity is incomplete.',
      'Have the identity completed.',
    ],
    PERMIT_CHECK_PERM_AML_CERT_EXPIRED: [
      'Payments are restricted, for the identity document has expired.',
      'Have the document renewed.',
    ],
    PERMIT_PAYER_FORBIDDEN: [
      "The payer's yearly limit of the balance is restricted.",
      'Have the payer complete the identity.',
    ],
    PERMIT_NON_BANK_LIMIT_PAYEE: [
      "The payee's identity is incomplete, or there is no account with a balance.",
      'Have the payee complete the identity.',
    ],
    PERM_AML_NOT_REALNAME_REV: [
      'The payee has still to complete the identity.',
      'Have the payee complete it.',
    ],
    PAYEE_ACC_OCUPIED: ['Several accounts have this login.', "Send the payee's real name."],
    BLOCK_USER_FORBBIDEN_RECIEVE: [
      "The payee's account is frozen and cannot receive.",
      'Have the payee unfreeze it.',
    ],
    BLOCK_USER_FORBBIDEN_SEND: ['The account is frozen and cannot send.', 'Have the account unfrozen.'],
  },
  inferred: {
    EXCEED_LIMIT_DM_AMOUNT: ['The total of one day would be exceeded.', 'Send it on the next day.'],
    EXCEED_LIMIT_DM_MAX_AMOUNT: ['The limit of one day would be exceeded.', 'Send it on the next day.'],
    EXCEED_LIMIT_MM_AMOUNT: ['The total of one month would be exceeded.', 'Send it in the next month.'],
    EXCEED_LIMIT_MM_MAX_AMOUNT: ['The limit of one month would be exceeded.', 'Send it in the next month.'],
  },
  apis: {
    'alipay.fund.trans.uni.transfer': {
      learn: 'Ask alipay.fund.trans.common.query',
      untouched: `INVALID_PARAMETER EXCEED_LIMIT_SM_AMOUNT MEMO_REQUIRED_IN_TRANSFER_ERROR REMARK_HAS_SENSITIVE_WORD
        PAYER_PAYEE_CANNOT_SAME EXCEED_LIMIT_PERSONAL_SM_AMOUNT EXCEED_LIMIT_SM_MIN_AMOUNT
        CURRENCY_NOT_SUPPORT EXCEED_LIMIT_ENT_SM_AMOUNT`,
      unknown: `CHECK_RECEIVER_CERT_NOT_ALLOW EXPAND_INDIRECT_VERIFY_FAIL SYSTEM_ERROR EXCEED_LIMIT_MM_AMOUNT
        PAYCARD_UNABLE_PAYMENT PAYER_STATUS_ERROR PAYER_CERTIFY_CHECK_FAIL PAYER_BALANCE_NOT_ENOUGH
        PAYER_USER_INFO_ERROR PAYMENT_INFO_INCONSISTENCY CARD_BIN_ERROR PAYEE_CARD_INFO_ERROR
        INST_PAY_UNABLE PERMIT_CHECK_PERM_IDENTITY_THEFT EXCEED_LIMIT_DM_AMOUNT
        NO_ACCOUNT_RECEIVE_PERMISSION BALANCE_IS_NOT_ENOUGH NO_ACCOUNT_PAYMENT_PERMISSION
        PAYER_NOT_EXIST PRODUCT_NOT_SIGN PAYMENT_TIME_EXPIRE PAYEE_NOT_EXIST
        PAYEE_ACCOUNT_STATUS_ERROR PERMIT_NON_BANK_LIMIT_PAYEE PAYEE_TRUSTEESHIP_ACC_OVER_LIMIT
        NO_PERMISSION_ACCOUNT TRUSTEESHIP_ACCOUNT_NOT_EXIST PAYEE_ACCOUNT_NOT_EXSIT ORDER_NOT_EXIST
        PAYEE_USERINFO_STATUS_ERROR PAYMENT_MONEY_NOT_ENOUGH TRUSTEESHIP_RECIEVE_QUOTA_LIMIT
        SECURITY_CHECK_FAILED NO_ORDER_PERMISSION ORDER_STATUS_INVALID PERM_AML_NOT_REALNAME_REV
        USER_AGREEMENT_VERIFY_FAIL PAYER_NOT_EQUAL_PAYEE_ERROR EXCEED_LIMIT_DC_RECEIVED
        PAYER_PERMLIMIT_CHECK_FAILURE PAYEE_ACC_OCUPIED PERMIT_CHECK_PERM_LIMITED
        RESOURCE_LIMIT_EXCEED INVALID_PAYER_ACCOUNT EXCEED_LIMIT_DM_MAX_AMOUNT
        EXCEED_LIMIT_UNRN_DM_AMOUNT INVALID_CARDNO RELEASE_USER_FORBBIDEN_RECIEVE
        PAYEE_USER_TYPE_ERROR PERMIT_CHECK_RECEIVE_LIMIT NOT_IN_WHITE_LIST MONEY_PAY_CLOSED
        NO_AVAILABLE_PAYMENT_TOOLS PAYEE_NOT_RELNAME_CERTIFY OVERSEA_TRANSFER_CLOSE PAYMENT_FAIL
        ALREADY_WITHDRAW_STD_RED_PACKET BLOCK_USER_FORBBIDEN_RECIEVE REQUEST_PROCESSING
        USER_NOT_EXIST PARAM_ILLEGAL PROCESS_FAIL PAYER_REQUESTER_RELATION_INVALID
        AUTHOREE_IS_NOT_MATCH NO_ACCOUNT_USER_FORBBIDEN_RECIEVE SIGN_INVALID
        SIGN_INVOKE_PID_INCONSISTENT SIGN_QUERY_APP_INFO_ERROR SIGN_QUERY_AGGREMENT_ERROR
        SIGN_AGREEMENT_NO_INCONSISTENT SIGN_PARAM_INVALID SIGN_NOT_ALLOW_SKIP ISV_AUTH_ERROR
        PAYER_USERINFO_NOT_EXSIT BLOCK_USER_FORBBIDEN_SEND BANK_RESPONSE_ERROR BIZ_UNIQUE_EXCEPTION
        NO_ACCOUNTBOOK_PERMISSION PERMIT_CHECK_PERM_AML_CERT_EXPIRED MRCHPROD_QUERY_ERROR
        PERMIT_PAYER_FORBIDDEN IDENTITY_FUND_RELATION_NOT_FOUND INST_PAY_REMARK_UNVALID_CHARS
        PERMIT_LIMIT_PAYEE INVALID_TAX_BILL_AGREEMENT PAY_SALARY_MODE_NOT_SUPPORT
        CONTRACTOR_ACCOUNT_BOOK_NOT_FUND BANKCODE_OR_BRANCHNAME_INFO_ERROR
        PAYEE_OUT_PERMLIMIT_CHECK_FAILURE MID_ACCOUNT_STATUS_ERROR MID_ACCOUNT_TYPE_ERROR
        PAYEE_MID_CANNOT_SAME PAYER_MID_CANNOT_SAME MID_ACCOUNT_CHECK_ERROR
        PERM_PAY_USER_DAILY_QUOTA_ORG_BALANCE_LIMIT PERM_PAY_USER_MONTH_QUOTA_ORG_BALANCE_LIMIT
        PERM_PAY_CUSTOMER_DAILY_QUOTA_ORG_BALANCE_LIMIT
        PERM_PAY_CUSTOMER_MONTH_QUOTA_ORG_BALANCE_LIMIT NOT_SUPPORT_PAYER_ACCOUNT_TYPE
        EXCEED_LIMIT_MM_MAX_AMOUNT REP_INCONSISTENT ILLEGAL_OPERATION
        PERM_RECEIVE_CUSTOMER_ALMS_LIMIT PAYEE_IDENTITY_NOT_MATCH
        FLEXIBLE_STAFFING_RISK_CONSULT_UNSIGNED_MERCHANT
        FLEXIBLE_STAFFING_RISK_CONSULT_UNAUTHORIZED_CONSULT
        FLEXIBLE_STAFFING_RISK_CONSULT_USER_NOT_EXIST FLEXIBLE_STAFFING_RISK_CONSULT_RISK_RECEIVER
        PAYEE_USERINFO_ERROR FLEXIBLE_STAFFING_HIGH_RISK_RECEIVER
        FLEXIBLE_STAFFING_POTENTIAL_RISK_RECEIVER PAYER_ACCOUNT_BOOK_INFO_EXCEPTION
        RECEIVER_ACCOUNT_BOOK_INFO_EXCEPTION ACCOUNT_BOOK_SCENE_CODE_EXCEPTION
        TRUSTEESHIP_ACCOUNT_STATUS_ERROR PAYER_NOT_EQUAL_PAYEE_FOR_BIZ_SCENE_REQUIRED
        PERMIT_PAYER_LEVEL_FORBIDDEN FLEXIBLE_STAFFING_UN_KNOWN_RISK_RECEIVER JUDICIAL_FREEZE
        TRANS_AMOUNT_NOT_IN_PRIZE_LIMIT PROMO_CAMP_RELATION_CONFIG_MISSED
        PAYEE_RECEIVE_COUNT_EXCEED_LIMIT PROMO_TRANS_ORDER_DEALING FUND_PROTITOPN_NOT_MATCH
        FUND_WALLET_INST_NOT_EXIST FUND_WALLET_UNAVAILABLE PARTITION_FORMAT_ERROR
        CURREBT_AFTER_INVALID_TIME UNAUTHORIZED_CONSULT TAX_BILL_AGREEMENT_MISS
        FORBID_OPERATION_USER_WALLET USER_RISK_FREEZE BALANCE_NOT_ENOUGH_FOR_CARD_FEE
        TRANS_ORDER_DEALING PAYEE_USER_IS_INST PAYER_NOT_RELNAME_CERTIFY BALANCE_NOT_ENOUGH
        EMPLOYEE_SERVICE_NOT_EXIST UN_SUPPORT_EMPLOYEE_SERVICE PERM_AML_NOT_REALNAME_PAY
        CONFIGURATION_ERROR ILLEGAL_REQUEST_USER_ID PARAMETER_ERROR
        PERMIT_CHECK_PERM_AML_CERT_MISS_ACC_LIMIT RECEIVER_USER_RISK_FREEZE
        PAYER_PAYEE_ACCOUNT_NAME_CAN_NOT_SAME PAYEE_CERT_INFO_ERROR ACCOUNT_IN_NOT_EXIST
        GLOBAL_USER_FORBBIDEN_RECIEVE ACCOUNT_OPERATION_LIMIT PAYER_UNABLE_PAYMENT
        EXCEED_LIMIT_INTERNAL_SM_AMOUNT ILLEGAL_STATUS_EXCEPTION PAYER_ACCOUNT_LIMIT
        PAYER_AND_PAYEE_BOTH_PERSONAL_ACCOUNT_BOOK TRANSFER_SCENE_NAME_ILLEGAL
        TRANSFER_SCENE_REPORT_INFO_ILLEGAL TRANSFER_SCENE_NAME_BLANK TRANSFER_SCENE_INFO_ADMIT_FAIL`,
      own: {
        SYSTEM_ERROR: [
          'The gateway failed; whether money moved cannot be told.',
          'Never send it under a new out_biz_no before that.',
          'query-first',
        ],
        PAYER_NOT_EXIST: ['There is no such payer.', "Check the payer's account."],
      },
    },
    'alipay.fund.trans.common.query': {
      reads: true,
      untouched: 'INVALID_PARAMETER SYSTEM_ERROR NO_ORDER_PERMISSION',
      unknown: 'ORDER_NOT_EXIST',
      own: {
        ORDER_NOT_EXIST: [
          'The transfer is not there: it may be under way, or have failed before it was stored.',
          'This is no failure of the transfer. Check the number, ask again after some minutes, or send it again with the same out_biz_no.',
          'query-first',
        ],
        SYSTEM_ERROR: ['The gateway failed.', 'Ask again.', 'repeat'],
      },
    },
    'alipay.fund.account.query': {
      reads: true,
      untouched: `INVALID_PARAMETER SYSTEM_ERROR NO_PERMISSION_ACCOUNT TRUSTEESHIP_ACCOUNT_NOT_EXIST
        USER_AGREEMENT_VERIFY_FAIL AUTH_USERID_IS_NOT_MATCH AUTHOREE_IS_NOT_MATCH
        USER_AGREEMENT_STATUS_ABNORMAL USER_AGREEMENT_IS_OUT_OF_DATE MERCHANT_AGREEMENT_VERIFY_FAIL
        AUTH_INFO_NOT_EXISTS ALIPAY_ACCOUNT_NOT_EXIST AUTH_CODE_ERROR NO_PERMISSION`,
      own: {
        SYSTEM_ERROR: ['The gateway failed.', 'Ask again.', 'repeat'],
      },
    },
  },
})
