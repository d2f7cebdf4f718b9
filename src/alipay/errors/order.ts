/** What stands in the way of a payment in the order itself, or in what became of its number. */
import type { ErrorTable } from '../../gateway/error-catalogue.ts'

/** The codes about orders. Sources: as those of payments. */
export const order = (): ErrorTable => ({
  documented: {
    // What the order says.
    'ACQ.EXIST_FORBIDDEN_WORD': ["The order's text holds forbidden words.", 'Change subject or body.'],
    'ACQ.TOTAL_FEE_EXCEED': [
      'The total is outside of what is allowed.',
      'Send more than 0 and at most 100000000 yuan.',
    ],
    'ACQ.AMOUNT_OR_CURRENCY_ERROR': [
      'The amount or the currency is wrong.',
      'Check the amount, and which currencies you have signed for.',
    ],
    'ACQ.CURRENCY_NOT_SUPPORT': [
      'The currency is not supported.',
      'Check which currencies you have signed for.',
    ],
    'ACQ.SUB_GOODS_SIZE_MAX_COUNT': ['There are too many goods.', 'Send at most 150 lines.'],
    'ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR': [
      'The time for the payment is over.',
      'Check time_expire and timeout_express.',
    ],
    'ACQ.ILLEGAL_SIGN_VALIDTY_PERIOD': ['sign_validity_period is not valid.', 'Change it.'],
    'ACQ.RISK_MERCHANT_IP_NOT_EXIST': [
      "The user's IP address is missing.",
      'Send business_params.mc_create_trade_ip.',
    ],
    'ACQ.INVALID_STORE_ID': ['store_id is not valid.', 'Check store_id.'],
    'ACQ.STORE_INFO_INVALID': ['What is said of the store is wrong.', "Check the store's fields."],
    'ACQ.UN_SUPPORT_TRADE_SCENE': ['The contract does not cover this scene.', 'Have the contract changed.'],
    'ACQ.OPEN_ID_NOT_TINY_APP': [
      'op_app_id is not the id of a mini program.',
      "Send the mini program's app_id.",
    ],
    // What became of the order number.
    'ACQ.TRADE_NOT_EXIST': ['There is no such trade.', 'Check the numbers that you sent.'],
    'ACQ.TRADE_HAS_SUCCESS': [
      'The order is paid already.',
      "If it is this payer's payment, treat it as paid; else use a new out_trade_no.",
      'query-first',
    ],
    'ACQ.TRADE_HAS_CLOSE': [
      'The trade is closed: it was not paid in time, or it was refunded in full.',
      'For a new payment use a new out_trade_no.',
    ],
    'ACQ.CONTEXT_INCONSISTENT': [
      'The order number has a trade with other data.',
      'Check what you sent; if that trade is not paid, use a new out_trade_no.',
    ],
    'ACQ.TRADE_BUYER_NOT_MATCH': [
      'The order number has a trade of another payer.',
      'Check whether it was paid by both; use a new out_trade_no.',
    ],
    'ACQ.TRADE_STATUS_ERROR': [
      'The trade is in a state that does not allow this.',
      'Act on the state that it tells.',
      'query-first',
    ],
    'ACQ.REASON_TRADE_STATUS_INVALID': [
      'The trade is in a state that does not allow this.',
      'Act on the state that it tells.',
      'query-first',
    ],
    'ACQ.REASON_ILLEGAL_STATUS': [
      'The trade is in a state that does not allow this.',
      'Act on the state that it tells.',
      'query-first',
    ],
  },
})
