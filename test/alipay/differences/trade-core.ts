/** Paying, closing, cancelling, querying and refunding: where schema, result or refusals leave their tables. */
export const tradeCore: Readonly<Record<string, string>> = {
  'trade.pay request out_trade_no pattern "a-1"': 'merchants use "-", and the gateway takes it',
  'trade.page.pay request out_trade_no pattern "a-1"': 'merchants use "-", and the gateway takes it',
  'trade.pay request auth_code max_length': '2023 pages and face tokens go to 64',
  'trade.pay request auth_code pattern none': 'Alipay advises against relying on the shape of a code',
  'trade.pay request auth_code required': 'agreement_params or auth_no may stand in its place',
  'trade.pay request scene required': 'goes with auth_code only',
  'trade.refund request out_request_no required':
    'without it a second partial refund counts as a repeat of the first',
  'trade.app.pay request out_trade_no pattern "a-1"': 'merchants use "-", and the gateway takes it',
  'trade.create request out_trade_no pattern "a-1"': 'merchants use "-", and the gateway takes it',
  'trade.precreate request out_trade_no pattern "a-1"': 'merchants use "-", and the gateway takes it',
  'trade.wap.pay request out_trade_no pattern "a-1"': 'merchants use "-", and the gateway takes it',
  'trade.app.pay request timeout_express pattern "1m"': 'less than 5m is taken, and counts as 5m',
  'trade.app.pay request timeout_express pattern "2m"': 'less than 5m is taken, and counts as 5m',
  'trade.wap.pay request timeout_express pattern "2m"': 'less than 5m is taken, and counts as 5m',
  'trade.wap.pay request timeout_express pattern "1m"': 'less than 5m is taken, and counts as 5m',
  'trade.app.pay response orderStr missing': 'made here, by appString; no answer holds it',
  'trade.cancel response action required': 'absent where no trade was found, by its own note',
  'trade.cancel response trade_no required': 'absent where no trade was found',
  'trade.pay response buyer_user_id required': 'apps of the openid kind get no user id',
  'trade.query response buyer_user_id required': 'apps of the openid kind get no user id',
  'trade.pay response fund_bill_list required': 'a query option since 2023, so a paid reply may lack it',
  'trade.query response fund_bill_list required': 'a query option, and an unpaid trade has none',
  'trade.pay response charge_info_list type': 'one object here and a list in a query: both shapes are typed',
  'trade.refund response refund_preset_paytool_list type': 'an object by its model, a list by its name: both',
  'trade.pay response trans_currency enum': 'a currency may be added; the reply is typed, not checked',
  'trade.pay response settle_currency enum': 'a currency may be added; the reply is typed, not checked',
  'trade.app.pay refusals ACQ.TRADE_HAS_CLOSE left out': 'a trade that was paid and refunded is closed too',
  'trade.app.pay refusals ACQ.CONTEXT_INCONSISTENT left out':
    'the number has a trade with other data, which may be paid',
  'trade.app.pay refusals ACQ.TRADE_BUYER_NOT_MATCH left out':
    'the number has a trade of another payer, which may be paid',
  'trade.cancel refusals ACQ.TRADE_HAS_FINISHED left out': 'the earlier cancellation may have been in time',
  'trade.cancel refusals ACQ.TRADE_CANCEL_TIME_OUT left out':
    'the earlier cancellation may have been in time',
  'trade.cancel refusals ACQ.REASON_TRADE_REFUND_FEE_ERR left out': 'speaks of what was refunded already',
  'trade.cancel refusals ACQ.CANCEL_NOT_ALLOWED left out':
    'the earlier cancellation may have led to the state that forbids another',
  'trade.create refusals ACQ.CONTEXT_INCONSISTENT left out':
    'the number has a trade with other data, which may be paid',
  'trade.create refusals ACQ.TRADE_HAS_CLOSE left out': 'a trade that was paid and refunded is closed too',
  'trade.create refusals ACQ.TRADE_BUYER_NOT_MATCH left out':
    'the number has a trade of another payer, which may be paid',
  'trade.create refusals ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR left out':
    'the trade of the earlier call may have been paid in time',
  'trade.precreate refusals ACQ.CONTEXT_INCONSISTENT left out':
    'the number has a trade with other data, which may be paid',
  'trade.precreate refusals ACQ.TRADE_HAS_CLOSE left out': 'a trade that was paid and refunded is closed too',
  'trade.precreate refusals ACQ.TRADE_BUYER_NOT_MATCH left out':
    'the number has a trade of another payer, which may be paid',
  'trade.precreate refusals ACQ.APPLY_PC_MERCHANT_CODE_ERROR left out':
    'the number has a code already, which may be paid',
  'trade.precreate refusals ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR left out':
    'the code of the earlier call may have been paid in time',
  'trade.pay refusals ACQ.TRADE_HAS_CLOSE left out': 'a trade that was paid and refunded is closed too',
  'trade.pay refusals ACQ.CONTEXT_INCONSISTENT left out':
    'the number has a trade with other data, which may be paid',
  'trade.pay refusals ACQ.TRADE_BUYER_NOT_MATCH left out':
    'the number has a trade of another payer, which may be paid',
  'trade.pay refusals ACQ.PAYMENT_AUTH_CODE_INVALID left out':
    'a code is invalid once it was used, perhaps by the earlier call',
  'trade.pay refusals ACQ.AUTH_ORDER_HAS_FINISHED left out':
    'the earlier call may have finished the pre-authorisation',
  'trade.pay refusals ACQ.AUTH_ORDER_HAS_CLOSED left out':
    'the earlier call may have taken all and closed the pre-authorisation',
  'trade.pay refusals ACQ.AUTH_NO_ERROR left out':
    'means a wrong state too, to which the earlier call may have led',
  'trade.pay refusals ACQ.AUTH_AMOUNT_NOT_ENOUGH left out': 'the earlier call may have taken what is missing',
  'trade.pay refusals ACQ.REQUEST_AMOUNT_EXCEED left out': 'the earlier call may have taken what is missing',
  'trade.pay refusals ACQ.CYCLE_PAY_TOTAL_FEE_EXCEED left out':
    'the earlier call may have used up the agreed total',
  'trade.pay refusals ACQ.CYCLE_PAY_TOTAL_TIMES_EXCEED left out':
    'the earlier call may have been the last agreed one',
  'trade.pay refusals ACQ.CYCLE_PAY_DATE_NOT_MATCH left out':
    'the earlier call may have been on the agreed date',
  'trade.pay refusals ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR left out':
    'the earlier call may have been in time',
  'trade.pay refusals ACQ.CERT_EXPIRED left out': 'the earlier call may have been in time',
  'trade.pay refusals ACQ.PULL_MOBILE_CASHIER_FAIL left out':
    'the cashier of the earlier call may still be open before the payer',
  'trade.refund request refund_royalty_parameters.trans_in max_length':
    '16 is a user id; the login names and openids that the same row allows are longer',
  'trade.refund request refund_royalty_parameters.trans_out max_length':
    '16 is a user id; the login names that the same row allows are longer',
  'trade.refund refusals ACQ.TRADE_HAS_CLOSE left out': 'a full refund closes the trade',
  'trade.refund refusals ACQ.REFUND_AMT_NOT_EQUAL_TOTAL left out':
    'the amount may be too high because of the earlier refund',
  'trade.refund refusals ACQ.REASON_TRADE_REFUND_FEE_ERR left out': 'speaks of what was refunded already',
  'trade.refund refusals ACQ.REFUND_FEE_ERROR left out':
    'the amount may be wrong because of the earlier refund',
  'trade.refund refusals ACQ.TRADE_HAS_FINISHED left out': 'the earlier refund may have been in time',
  'trade.refund refusals ACQ.ALLOC_AMOUNT_VALIDATE_ERROR left out':
    'the earlier refund may have taken the shares back',
  'trade.pay refusals ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR left out':
    'the earlier call may have used up the limit',
  'trade.pay refusals ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR left out':
    'the earlier call may have used up the limit',
  'trade.pay refusals ACQ.BEYOND_PAY_RESTRICTION left out': 'the earlier call may have used up the limit',
  'trade.pay refusals ACQ.BEYOND_PER_RECEIPT_RESTRICTION left out':
    'the earlier call may have used up the limit',
  'trade.pay refusals ACQ.BEYOND_PER_RECEIPT_DAY_RESTRICTION left out':
    'the earlier call may have used up the limit',
  'trade.pay refusals ACQ.MERCHANT_PERM_RECEIPT_DAY_LIMIT left out':
    'the earlier call may have used up the limit',
  'trade.pay refusals ACQ.PRODUCT_AMOUNT_LIMIT_ERROR left out': 'the earlier call may have used up the limit',
  'trade.pay refusals ACQ.RESTRICTED_MERCHANT_INDUSTRY left out':
    'the earlier call may have used up the limit',
  'trade.pay refusals ACQ.PAYMENT_FAIL left out':
    'its remedy suspects the code, which the earlier call may have used',
  'trade.create refusals ACQ.MERCHANT_PERM_RECEIPT_DAY_LIMIT left out':
    'the payment of the earlier trade may have used up the limit',
  'trade.precreate refusals ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR left out':
    'the payment of the earlier code may have used up the limit',
  'trade.precreate refusals ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR left out':
    'the payment of the earlier code may have used up the limit',
  'trade.precreate refusals ACQ.BEYOND_PAY_RESTRICTION left out':
    'the payment of the earlier code may have used up the limit',
  'trade.precreate refusals ACQ.BEYOND_PER_RECEIPT_RESTRICTION left out':
    'the payment of the earlier code may have used up the limit',
  'trade.precreate refusals ACQ.BEYOND_PER_RECEIPT_DAY_RESTRICTION left out':
    'the payment of the earlier code may have used up the limit',
  'trade.precreate refusals ACQ.MERCHANT_PERM_RECEIPT_DAY_LIMIT left out':
    'the payment of the earlier code may have used up the limit',
  'trade.precreate refusals ACQ.BUYER_SELLER_EQUAL left out':
    'said of one payer; another may have scanned the earlier code',
  'trade.precreate refusals ACQ.BUYER_ENABLE_STATUS_FORBID left out':
    'said of one payer; another may have scanned the earlier code',
  'trade.precreate refusals ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT left out':
    'said of one payer; another may have scanned the earlier code',
  'trade.precreate refusals ACQ.BUYER_NOT_EXIST left out':
    'said of one payer; another may have scanned the earlier code',
  'trade.app.pay refusals ACQ.BUYER_SELLER_EQUAL left out':
    'said of one payer; another may have opened the earlier order',
  'trade.app.pay refusals ACQ.BUYER_ENABLE_STATUS_FORBID left out':
    'said of one payer; another may have opened the earlier order',
  'trade.refund refusals ACQ.TRADE_SETTLE_ERROR left out':
    'for sharing out the same code may mean that it worked',
  'trade.refund refusals ACQ.CUSTOMER_VALIDATE_ERROR left out':
    'about one receiver; nothing says that the others gave nothing back',
  'trade.refund refusals ACQ.REFUND_ROYALTY_PAYEE_ACCOUNT_NOT_EXIST left out':
    'about one receiver; nothing says that the others gave nothing back',
  'trade.refund refusals ACQ.REFUNDALLOC_UNAUTH_LIMIT left out':
    'about one receiver; nothing says that the others gave nothing back',
}
