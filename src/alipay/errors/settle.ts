/** Sharing and settling what was paid: royalties, settlement, and who may receive. */
import type { ErrorTable } from '../../gateway/error-catalogue.ts'

/** The codes of settlement and royalties. Sources: Alipay's pages, the code lists of its 2026 SDKs. */
export const settle = (): ErrorTable => ({
  documented: {
    'ACQ.TRADE_SETTLE_ERROR': [
      'What is said of the settlement is wrong.',
      'Check settle_info, or ask Alipay.',
    ],
    'ACQ.DEFAULT_SETTLE_RULE_NOT_EXIST': [
      'The sub-merchant has no default account for settlement.',
      'Set one for it.',
    ],
    'ACQ.ROYALTY_ACCOUNT_NOT_EXIST': [
      'The account that is to receive the share does not exist.',
      'Check the receiver.',
    ],
  },
  guessed: {
    'ACQ.ROYALTY_RECEIVER_INVALID': ['The receiver of the share is not valid.', 'Check the receiver.'],
    'ACQ.FREQUENCY_LIMITED': ['The API is called too often.', 'Send fewer requests at a time.', 'repeat'],
    'ACQ.USER_ACCOUNT_HAD_FREEZEN': ["The user's account is frozen.", 'Check the account.'],
    'ACQ.ILLEGAL_SETTLE_STATE': [
      'The state of the settlement does not allow this.',
      'Act on the state that it tells.',
      'query-first',
    ],
    'ACQ.TXN_RESULT_ACCOUNT_BALANCE_NOT_ENOUGH': [
      'The balance of the paying account is too low.',
      'Top it up.',
    ],
    'ACQ.NOT_SUPPORT_ROYALTY': ['The trade cannot be shared.', 'Check the contract and the trade.'],
    'ACQ.ROYALTY_ACCOUNT_INVALID': ['An account of the share is not valid.', 'Check both accounts.'],
    'ACQ.SETTLE_ENTITY_ID_INVALID': ['settle_entity_id is not valid.', 'Check settle_entity_id.'],
    'ACQ.ROYALTY_ACCOUNTS_EQUAL': ['The share is paid and received by one account.', 'Change one of them.'],
    'ACQ.DUP_OUT_REQUEST_NO': [
      'The out_request_no was used before.',
      'For a new request use a new one.',
      'query-first',
    ],
    'ACQ.MERCHANT_RISK_LIMIT': ['The merchant is restricted for risk.', 'Ask Alipay.'],
    'ACQ.ROYALTY_PAYER_ACCOUNT_NOT_EXIST': ['The payer of the share does not exist.', 'Check the payer.'],
    'ACQ.ROYALTY_RECEIVER_ACCOUNT_NOT_EXIST': [
      'The receiver of the share does not exist.',
      'Check the receiver.',
    ],
    'ACQ.ROYALTY_PAYER_ACCOUNT_NOT_CERTIFY': [
      'The payer of the share has not proved an identity.',
      'Have it proved.',
    ],
    'ACQ.ROYALTY_RECEIVER_ACCOUNT_NOT_CERTIFY': [
      'The receiver of the share has not proved an identity.',
      'Have it proved.',
    ],
    'ACQ.ROYALTY_PAYER_ACCOUNT_NO_BALANCE': [
      'The payer of the share has no account with a balance.',
      'Name another account.',
    ],
    'ACQ.ROYALTY_RECEIVER_ACCOUNT_NO_BALANCE': [
      'The receiver of the share has no account with a balance.',
      'Name another account.',
    ],
    'ACQ.ROYALTY_ACCOUNT_NAME_NOT_MATCH': ['Name and account do not match.', 'Check the name.'],
    'ACQ.SETTLE_TO_CARD_NOT_SUPPORT': ['Nothing is settled to cards here.', 'Name an account.'],
    'ACQ.REPLENISH_ACCOUNT_INVALID': ['The account that adds to it is not valid.', 'Check that account.'],
    'ACQ.INVALID_REPLENISH_AMOUNT': ['The amount that is added is not valid.', 'Check that amount.'],
    'ACQ.ASYNC_ALLOC_NOT_SUPPORT_IN_PERIOD': [
      'A settlement by period cannot be shared later.',
      'Share it at once.',
    ],
    'ACQ.MUST_ALLOC_FROM_ROOT_ACCOUNT': [
      'A share must come from the main account.',
      'Name the main account as its payer.',
    ],
    'ACQ.UN_SUPPORT_BIZ_TYPE': [
      'This kind of business is not supported.',
      'Check the contract and the trade.',
    ],
    'ACQ.ILLEGAL_REQUEST': ['The request is not allowed.', 'Check what you sent.'],
    'ACQ.SETTLE_SCENE_NOT_SUPPORT': ['The settlement does not support this scene.', 'Check the contract.'],
    'ACQ.ALLOC_REFUSE_BEFORE_SETTLE': [
      'Nothing can be shared before it is settled.',
      'Share it after the settlement.',
      'query-first',
    ],
    'ACQ.ALLOC_REFUSE_AFTER_REFUND': ['Nothing can be shared after a refund.', 'Check what was refunded.'],
    'ACQ.ALREADY_FINISH_ALLOC': ['The trade is shared to its end already.', 'Check what was shared.'],
    'ACQ.SECONDARY_MERCHANT_ALIPAY_ACCOUNT_NOT_EXIST': [
      "The sub-merchant's account does not exist.",
      'Check the sub-merchant.',
    ],
    'ACQ.RISK_SETTLE_SUSPEND': ['The settlement is suspended for risk.', 'Ask Alipay.'],
    'ACQ.SETTLE_ACCOUNT_NOT_EXIST': ['The account for the settlement does not exist.', 'Check that account.'],
    'ACQ.SETTLE_ACCOUNT_NOT_CERTIFY': [
      'The account for the settlement has not proved an identity.',
      'Have it proved.',
    ],
    'ACQ.SETTLE_ACCOUNT_NO_BALANCE': [
      'The account for the settlement has no balance of its own.',
      'Name another account.',
    ],
    'ACQ.SETTLE_ACCOUNT_HAS_BEEN_FROZEN': [
      'The account for the settlement is frozen.',
      'Check that account.',
    ],
    'ACQ.SETTLE_ACCOUNT_INVALID': ['The account for the settlement is not valid.', 'Check that account.'],
    'ACQ.INVALID_SETTLE_AMOUNT_PARAMETER': ['The amount to settle is not valid.', 'Check the amounts.'],
    'ACQ.ALREADY_CONFIRM_SETTLE': [
      'The settlement is confirmed already.',
      'Nothing is left to do.',
      'query-first',
    ],
    'ACQ.CONFIRM_REFUSE_AFTER_REFUND': ['Nothing can be settled after a refund.', 'Check what was refunded.'],
    OPENID_APPID_NOT_MATCH: ['The openid is of another app.', 'Check that it was given to this app.'],
    MERCHANT_TRADE_NOT_MATCH: ['The trade is not of this merchant.', 'Check the trade and the merchant.'],
    PRODUCT_UNSIGN: ['The product is not signed for.', 'Sign for it.'],
    RELATION_QUANTITY_LIMIT: ['There are too many receivers.', 'Unbind some.'],
    RECEIVER_LIST_EMPTY: ['The list of receivers is empty.', 'Send at least one.'],
    RECEIVER_LIST_OVERLOAD: ['The list of receivers is too long.', 'Send at most 20.'],
    INVALID_RECEIVER_TYPE: ['The type of a receiver is not valid.', 'Check type.'],
    USERNAME_NOT_MATCH: ['Name and account do not match.', 'Check the name.'],
    RECEIVER_ACCOUNT_NOT_CERTIFY: ['The receiver has not proved an identity.', 'Have it proved.'],
    RECEIVER_ACCOUNT_NO_BALANCE: ['The receiver has no account with a balance.', 'Name another account.'],
    RECEIVER_ACCOUNT_STATE_INVALID: ["The receiver's account is not in order.", 'Check the receiver.'],
  },
  apis: {
    'alipay.trade.order.settle': {
      learn: 'Ask alipay.trade.order.settle.query',
      untouched: `ACQ.INVALID_PARAMETER ACQ.TRADE_NOT_EXIST ACQ.PARTNER_ERROR ACQ.SECONDARY_MERCHANT_ID_INVALID
        ACQ.ACCESS_FORBIDDEN`,
      unknown: `ACQ.SYSTEM_ERROR ACQ.TRADE_STATUS_ERROR ACQ.DISCORDANT_REPEAT_REQUEST ACQ.TRADE_SETTLE_ERROR
        ACQ.USER_LOGONID_DUP ACQ.ROYALTY_RECEIVER_INVALID ACQ.ALLOC_AMOUNT_VALIDATE_ERROR
        ACQ.FREQUENCY_LIMITED ACQ.CUSTOMER_VALIDATE_ERROR ACQ.USER_ACCOUNT_HAD_FREEZEN
        ACQ.ILLEGAL_SETTLE_STATE ACQ.TXN_RESULT_ACCOUNT_BALANCE_NOT_ENOUGH
        ACQ.REASON_TRADE_STATUS_INVALID ACQ.NOT_SUPPORT_ROYALTY ACQ.ROYALTY_ACCOUNT_NOT_EXIST
        ACQ.ROYALTY_ACCOUNT_INVALID ACQ.SETTLE_ENTITY_ID_INVALID ACQ.ROYALTY_ACCOUNTS_EQUAL
        ACQ.DUP_OUT_REQUEST_NO ACQ.MERCHANT_RISK_LIMIT ACQ.ROYALTY_PAYER_ACCOUNT_NOT_EXIST
        ACQ.ROYALTY_RECEIVER_ACCOUNT_NOT_EXIST ACQ.ROYALTY_PAYER_ACCOUNT_NOT_CERTIFY
        ACQ.ROYALTY_RECEIVER_ACCOUNT_NOT_CERTIFY ACQ.ROYALTY_PAYER_ACCOUNT_NO_BALANCE
        ACQ.ROYALTY_RECEIVER_ACCOUNT_NO_BALANCE ACQ.ROYALTY_ACCOUNT_NAME_NOT_MATCH
        ACQ.SETTLE_TO_CARD_NOT_SUPPORT ACQ.REPLENISH_ACCOUNT_INVALID ACQ.INVALID_REPLENISH_AMOUNT
        ACQ.ASYNC_ALLOC_NOT_SUPPORT_IN_PERIOD ACQ.MUST_ALLOC_FROM_ROOT_ACCOUNT
        ACQ.UN_SUPPORT_BIZ_TYPE ACQ.ILLEGAL_REQUEST ACQ.SETTLE_SCENE_NOT_SUPPORT
        ACQ.ALLOC_REFUSE_BEFORE_SETTLE ACQ.ALLOC_REFUSE_AFTER_REFUND ACQ.ALREADY_FINISH_ALLOC`,
    },
    'alipay.trade.settle.confirm': {
      learn: 'Ask alipay.trade.order.settle.query',
      untouched: `ACQ.INVALID_PARAMETER ACQ.TRADE_NOT_EXIST ACQ.PARTNER_ERROR ACQ.DEFAULT_SETTLE_RULE_NOT_EXIST
        ACQ.SECONDARY_MERCHANT_ID_INVALID ACQ.USER_LOGONID_DUP
        ACQ.SECONDARY_MERCHANT_ALIPAY_ACCOUNT_INVALID ACQ.INVALID_STORE_ID`,
      unknown: `ACQ.SYSTEM_ERROR ACQ.DUP_OUT_REQUEST_NO ACQ.TRADE_SETTLE_ERROR ACQ.ILLEGAL_SETTLE_STATE
        ACQ.REASON_ILLEGAL_STATUS ACQ.SECONDARY_MERCHANT_ALIPAY_ACCOUNT_NOT_EXIST
        ACQ.REASON_TRADE_STATUS_INVALID ACQ.FREQUENCY_LIMITED ACQ.USER_ACCOUNT_HAD_FREEZEN
        ACQ.DISCORDANT_REPEAT_REQUEST ACQ.TXN_RESULT_ACCOUNT_BALANCE_NOT_ENOUGH
        ACQ.SETTLE_ENTITY_ID_INVALID ACQ.RISK_SETTLE_SUSPEND ACQ.SETTLE_ACCOUNT_NOT_EXIST
        ACQ.SETTLE_ACCOUNT_NOT_CERTIFY ACQ.SETTLE_ACCOUNT_NO_BALANCE
        ACQ.INVALID_SETTLE_AMOUNT_PARAMETER ACQ.ALREADY_CONFIRM_SETTLE
        ACQ.SETTLE_ACCOUNT_HAS_BEEN_FROZEN ACQ.TRADE_HAS_CLOSE ACQ.TRADE_HAS_FINISHED
        ACQ.ILLEGAL_REQUEST ACQ.CONFIRM_REFUSE_AFTER_REFUND ACQ.SETTLE_SCENE_NOT_SUPPORT
        ACQ.SETTLE_ACCOUNT_INVALID ACQ.UN_SUPPORT_BIZ_TYPE`,
      own: {
        'ACQ.TRADE_HAS_CLOSE': [
          'The trade is closed: a full refund closes it too.',
          'Check what was refunded.',
        ],
      },
    },
    'alipay.trade.order.settle.query': {
      reads: true,
      untouched: 'INVALID_PARAMETER SYSTEM_ERROR MERCHANT_TRADE_NOT_MATCH OPENID_APPID_NOT_MATCH',
      own: {
        SYSTEM_ERROR: ['The gateway failed.', 'Ask again.', 'repeat'],
      },
    },
    'alipay.trade.royalty.relation.bind': {
      learn: 'Ask alipay.trade.royalty.relation.batchquery',
      untouched: 'INVALID_PARAMETER',
      unknown: `RELATION_QUANTITY_LIMIT PRODUCT_UNSIGN USER_NOT_EXIST SYSTEM_ERROR RECEIVER_LIST_EMPTY
        RECEIVER_LIST_OVERLOAD INVALID_RECEIVER_TYPE USERNAME_NOT_MATCH RECEIVER_ACCOUNT_NOT_CERTIFY
        RECEIVER_ACCOUNT_NO_BALANCE RECEIVER_ACCOUNT_STATE_INVALID OPENID_APPID_NOT_MATCH`,
    },
    'alipay.trade.royalty.relation.unbind': {
      learn: 'Ask alipay.trade.royalty.relation.batchquery',
      untouched: 'INVALID_PARAMETER',
      unknown: `PRODUCT_UNSIGN USER_NOT_EXIST SYSTEM_ERROR RECEIVER_LIST_EMPTY RECEIVER_LIST_OVERLOAD
        INVALID_RECEIVER_TYPE USERNAME_NOT_MATCH`,
    },
    'alipay.trade.royalty.relation.batchquery': {
      reads: true,
      untouched: 'INVALID_PARAMETER PRODUCT_UNSIGN SYSTEM_ERROR OPENID_APPID_NOT_MATCH',
      own: {
        SYSTEM_ERROR: ['The gateway failed.', 'Ask again.', 'repeat'],
      },
    },
  },
})
