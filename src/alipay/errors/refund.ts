/** Giving money back: refunds and their queries. */
import type { ErrorTable } from '../../gateway/error-catalogue.ts'

/** The codes of refunds. Sources: Alipay's pages, the code lists of its 2026 SDKs. */
export const refund = (): ErrorTable => ({
  documented: {
    TRADE_NOT_EXIST: ['There is no such trade.', 'Check the numbers that you sent.'],
    'ACQ.TRADE_HAS_FINISHED': [
      'The trade is finished, and too old for this.',
      'Settle it with the payer in another way.',
    ],
    'ACQ.TRADE_NOT_ALLOW_REFUND': [
      'The trade does not allow a refund.',
      'Check its state and the contract.',
      'query-first',
    ],
    'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL': [
      'The amount is more than is left, or out_request_no is missing for a part.',
      'Check what was refunded already; send out_request_no.',
    ],
    'ACQ.REASON_TRADE_REFUND_FEE_ERR': [
      'The amount of the refund is not valid.',
      'Check what was refunded already.',
    ],
    'ACQ.REFUND_FEE_ERROR': ['The amount of the refund is wrong.', 'Check refund_amount.'],
    'ACQ.NOT_ALLOW_PARTIAL_REFUND': [
      'This trade can only be refunded in full.',
      'Refund all of it, or settle it in another way.',
    ],
    'ACQ.ONLINE_TRADE_VOUCHER_NOT_ALLOW_REFUND': [
      'A voucher that was bought is used, and cannot be refunded.',
      'Settle it with the payer in another way.',
    ],
    'ACQ.DISCORDANT_REPEAT_REQUEST': [
      'The out_request_no was used with other data.',
      'If that was another request, use a new out_request_no; else send what you sent before.',
      'query-first',
    ],
    'ACQ.SELLER_BALANCE_NOT_ENOUGH': [
      "The seller's balance is too low.",
      'Top it up, then send the same request again.',
      'repeat',
    ],
    'ACQ.REASON_TRADE_BEEN_FREEZEN': ['The trade is frozen.', 'Ask Alipay about it.'],
    'ACQ.BUYER_ERROR': [
      "The payer's account is not in order.",
      'Ask Alipay, or settle it with the payer in another way.',
    ],
    'ACQ.REFUND_CHARGE_ERROR': [
      'The fee could not be given back.',
      'Send the same refund again later.',
      'repeat',
    ],
    'ACQ.OVERDRAFT_ASSIGN_ACCOUNT_INVALID': [
      'The account that is to advance the refund is not yours.',
      'Name one of your own accounts.',
    ],
    'ACQ.OVERDRAFT_AGREEMENT_NOT_MATCH': [
      'Advancing refunds is agreed upon in another way.',
      'Check the contract and what you sent.',
    ],
    'ACQ.REFUND_ACCOUNT_NOT_EXIST': [
      'The account that is to refund is missing or not in order.',
      'Put the account in order, then send it again.',
    ],
    'ACQ.REFUND_ROYALTY_PAYEE_ACCOUNT_NOT_EXIST': [
      'The account that takes the share back does not exist.',
      'Name another account.',
    ],
    'ACQ.REFUNDALLOC_UNAUTH_LIMIT': [
      'The receiver of the share has not allowed to take it back.',
      "Have it allowed in the receiver's merchant platform.",
    ],
    'ACQ.ALLOC_AMOUNT_VALIDATE_ERROR': [
      'More is to be taken back than was shared.',
      'Check the amounts of the shares.',
    ],
  },
  guessed: {
    'ACQ.USER_NOT_MATCH_ERR': ['The user is not that of the trade.', 'Check the user and the trade.'],
    'ACQ.REFUND_TRADE_FEE_ERROR': ['The amount of the refund is wrong.', 'Check refund_amount.'],
  },
  apis: {
    'alipay.trade.refund': {
      learn: 'Ask alipay.trade.fastpay.refund.query',
      untouched: `ACQ.INVALID_PARAMETER ACQ.REASON_TRADE_BEEN_FREEZEN ACQ.TRADE_NOT_EXIST ACQ.BUYER_NOT_EXIST
        ACQ.BUYER_ENABLE_STATUS_FORBID ACQ.NOT_ALLOW_PARTIAL_REFUND ACQ.ONLINE_TRADE_VOUCHER_NOT_ALLOW_REFUND
        ACQ.BUYER_ERROR ACQ.CURRENCY_NOT_SUPPORT ACQ.OVERDRAFT_ASSIGN_ACCOUNT_INVALID
        ACQ.OVERDRAFT_AGREEMENT_NOT_MATCH ACQ.REFUND_ACCOUNT_NOT_EXIST`,
      unknown: `ACQ.SYSTEM_ERROR ACQ.SELLER_BALANCE_NOT_ENOUGH ACQ.REFUND_AMT_NOT_EQUAL_TOTAL
        ACQ.TRADE_HAS_FINISHED ACQ.TRADE_STATUS_ERROR ACQ.DISCORDANT_REPEAT_REQUEST
        ACQ.REASON_TRADE_REFUND_FEE_ERR ACQ.TRADE_NOT_ALLOW_REFUND ACQ.REFUND_FEE_ERROR ACQ.TRADE_HAS_CLOSE
        ACQ.REASON_TRADE_STATUS_INVALID ACQ.ALLOC_AMOUNT_VALIDATE_ERROR ACQ.USER_NOT_MATCH_ERR
        ACQ.REFUND_CHARGE_ERROR ACQ.ENTERPRISE_PAY_BIZ_ERROR ACQ.TRADE_SETTLE_ERROR
        ACQ.CUSTOMER_VALIDATE_ERROR ACQ.REFUND_ROYALTY_PAYEE_ACCOUNT_NOT_EXIST ACQ.REFUNDALLOC_UNAUTH_LIMIT`,
      own: {
        'ACQ.SYSTEM_ERROR': [
          'The gateway failed; it may be refunded or not.',
          'Send it again with the same out_request_no and the same amount.',
          'repeat',
        ],
        'ACQ.TRADE_HAS_CLOSE': [
          'The trade is closed: a full refund closes it too.',
          'Check what was refunded.',
        ],
      },
    },
    'alipay.trade.refund.apply': {
      learn: 'Ask alipay.trade.fastpay.refund.query',
      untouched: 'ACQ.INVALID_PARAMETER ACQ.TRADE_NOT_EXIST',
      unknown: `ACQ.SYSTEM_ERROR ACQ.REFUND_AMT_NOT_EQUAL_TOTAL ACQ.TRADE_HAS_FINISHED ACQ.TRADE_STATUS_ERROR
        ACQ.DISCORDANT_REPEAT_REQUEST ACQ.REASON_TRADE_REFUND_FEE_ERR ACQ.TRADE_NOT_ALLOW_REFUND
        ACQ.REASON_ILLEGAL_STATUS ACQ.REFUND_TRADE_FEE_ERROR ACQ.UN_SUPPORT_BIZ_TYPE
        ACQ.TRADE_HAS_CLOSE`,
      own: {
        'ACQ.TRADE_HAS_CLOSE': [
          'The trade is closed: a full refund closes it too.',
          'Check what was refunded.',
        ],
      },
    },
    'alipay.trade.page.refund': {
      learn: 'Ask alipay.trade.fastpay.refund.query',
    },
    'alipay.trade.fastpay.refund.query': {
      reads: true,
      untouched: `ACQ.SYSTEM_ERROR ACQ.INVALID_PARAMETER TRADE_NOT_EXIST ACQ.TRADE_NOT_EXIST
        ACQ.ENTERPRISE_PAY_BIZ_ERROR`,
      own: {
        'ACQ.SYSTEM_ERROR': ['The gateway failed.', 'Ask again.', 'repeat'],
      },
    },
  },
})
