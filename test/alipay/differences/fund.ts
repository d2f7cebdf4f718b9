/** Freezing money, accounts and transfers: where schema, result or refusals leave their tables. */
export const fund: Readonly<Record<string, string>> = {
  'fund.account.query request alipay_user_id required': 'alipay_open_id may stand in its place',
  'fund.account.query response available_amount required': 'a reply without it is refused',
  'fund.auth.order.app.freeze response orderStr missing': 'made here, by appString; no answer holds it',
  'fund.auth.order.app.freeze response auth_no required': 'a reply without it is refused',
  'fund.auth.order.app.freeze response operation_id required': 'a reply without it is refused',
  'fund.auth.order.app.freeze response status required': 'a reply without it is refused',
  'fund.auth.order.app.freeze response out_order_no required': 'a reply without it is refused',
  'fund.auth.order.app.freeze response out_request_no required': 'a reply without it is refused',
  'fund.auth.order.freeze request auth_code max_length':
    'by the same row a face token has 35 characters, or 300 to 700',
  'fund.auth.order.freeze response auth_no required': 'a reply without it is refused',
  'fund.auth.order.freeze response operation_id required': 'a reply without it is refused',
  'fund.auth.order.freeze response status required': 'a reply without it is refused',
  'fund.auth.order.freeze response out_order_no required': 'a reply without it is refused',
  'fund.auth.order.freeze response out_request_no required': 'a reply without it is refused',
  'fund.auth.order.unfreeze response auth_no required': 'a reply without it is refused',
  'fund.auth.order.unfreeze response operation_id required': 'a reply without it is refused',
  'fund.auth.order.unfreeze response status required': 'a reply without it is refused',
  'fund.auth.order.unfreeze response out_request_no required': 'a reply without it is refused',
  'fund.auth.operation.cancel response action required': 'a reply without it is refused',
  'fund.auth.operation.detail.query response operation_type required': 'a reply without it is refused',
  'fund.auth.operation.detail.query response status required': 'a reply without it is refused',
  'fund.auth.order.voucher.create response code_value required': 'a reply without it is refused',
  'fund.auth.order.voucher.create response out_order_no required': 'a reply without it is refused',
  'fund.auth.order.voucher.create response out_request_no required': 'a reply without it is refused',
  'fund.trans.common.query response status required': 'a reply without it is refused',
  'fund.trans.uni.transfer response order_id required': 'a reply without it is refused',
  'fund.trans.uni.transfer response out_biz_no required': 'a reply without it is refused',
  'fund.trans.uni.transfer response status required': 'a reply without it is refused',
  'fund_auth_freeze fields notify_id required': 'decides something, and stands in the real sample',
  'fund_auth_freeze fields app_id required': 'decides something, and stands in the real sample',
  'fund_auth_freeze fields auth_no required': 'decides something, and stands in the real sample',
  'fund_auth_freeze fields out_order_no required': 'decides something, and stands in the real sample',
  'fund_auth_freeze fields out_request_no required': 'decides something, and stands in the real sample',
  'fund_auth_freeze fields operation_type required': 'decides something, and stands in the real sample',
  'fund_auth_freeze fields status required': 'decides something, and stands in the real sample',
  'fund_auth_freeze fields amount required': 'decides something, and stands in the real sample',
  'fund_auth_freeze fields sign missing': 'the signature is never part of a result',
  'fund.auth.order.freeze refusals ACCESS_FORBIDDEN left out': 'the contract may have ended since',
  'fund.auth.order.freeze refusals PAYER_USER_STATUS_LIMIT left out':
    'the payer may have been restricted since',
  'fund.auth.order.freeze refusals PAYER_NOT_EXIST left out':
    'the payer may be gone since, or the code used by the earlier call',
  'fund.auth.order.freeze refusals PAYMENT_AUTH_CODE_INVALID left out':
    'a code is invalid once it was used, perhaps by the earlier call',
  'fund.auth.order.freeze refusals MONEY_NOT_ENOUGH left out':
    'the earlier call may have frozen what is missing',
  'fund.auth.order.freeze refusals ORDER_ALREADY_CLOSED left out':
    'what was frozen and released is closed too',
  'fund.auth.order.freeze refusals ERROR_BALANCE_PAYMENT_DISABLE left out':
    'the payer may have switched it off since',
  'fund.auth.order.freeze refusals PULL_MOBILE_CASHIER_FAIL left out':
    'the cashier of the earlier call may still be open before the payer',
  'fund.auth.order.freeze refusals USER_FACE_PAYMENT_SWITCH_OFF left out':
    'the payer may have switched it off since',
  'fund.auth.order.freeze refusals ORDER_ALREADY_FINISH left out': 'what was frozen and taken is finished',
  'fund.auth.order.freeze refusals PAYEE_NOT_EXIST left out': 'the payee may have closed the account since',
  'fund.auth.order.freeze refusals PAYEE_USER_STATUS_LIMIT left out':
    'the payee may have been restricted since',
  'fund.auth.order.freeze refusals NO_PAYMENT_INSTRUMENTS_AVAILABLE left out':
    'the payer may have lost them since',
  'fund.auth.order.freeze refusals CLIENT_VERSION_NOT_MATCH left out':
    'the earlier call may have been made before another device',
  'fund.auth.order.freeze refusals SECONDARY_MERCHANT_STATUS_ERROR left out':
    'the merchant may have been blocked since',
  'fund.auth.order.freeze refusals SUB_MERCHANT_LEVEL_ERROR left out':
    'the merchant may have been lowered since',
  'fund.auth.order.freeze refusals SUB_MERCHANT_NO_PERMISSION left out':
    'the permission may have ended since',
  'fund.auth.order.freeze refusals MERCHANT_STATUS_ERROR left out':
    'the merchant may have been blocked since',
  'fund.auth.order.app.freeze refusals ORDER_ALREADY_CLOSED left out':
    'what was frozen and released is closed too',
  'fund.auth.order.app.freeze refusals ORDER_ALREADY_FINISH left out':
    'what was frozen and taken is finished',
  'fund.auth.order.app.freeze refusals ACCESS_FORBIDDEN left out': 'the contract may have ended since',
  'fund.auth.order.app.freeze refusals PAYEE_NOT_EXIST left out':
    'the payee may have closed the account since',
  'fund.auth.order.app.freeze refusals PAYER_NOT_EXIST left out':
    'the payer may be gone since, or the code used by the earlier call',
  'fund.auth.order.app.freeze refusals PAYER_USER_STATUS_LIMIT left out':
    'the payer may have been restricted since',
  'fund.auth.order.app.freeze refusals PAYEE_USER_STATUS_LIMIT left out':
    'the payee may have been restricted since',
  'fund.auth.order.app.freeze refusals SECONDARY_MERCHANT_STATUS_ERROR left out':
    'the merchant may have been blocked since',
  'fund.auth.order.app.freeze refusals USER_IDENTITY_INFO_VALIDATE_FAIL left out':
    'said of who opened it now; the right payer may have agreed before',
  'fund.auth.order.app.freeze refusals USER_ACCOUNT_VALIDATE_FAIL left out':
    'said of who opened it now; the right payer may have agreed before',
  'fund.auth.order.app.freeze refusals SUB_MERCHANT_LEVEL_ERROR left out':
    'the merchant may have been lowered since',
  'fund.auth.order.app.freeze refusals SUB_MERCHANT_NO_PERMISSION left out':
    'the permission may have ended since',
  'fund.auth.order.app.freeze refusals MERCHANT_STATUS_ERROR left out':
    'the merchant may have been blocked since',
  'fund.auth.order.voucher.create refusals ACCESS_FORBIDDEN left out': 'the contract may have ended since',
  'fund.auth.order.voucher.create refusals PAYEE_NOT_EXIST left out':
    'the payee may have closed the account since',
  'fund.auth.order.voucher.create refusals PAYEE_USER_STATUS_LIMIT left out':
    'the payee may have been restricted since',
  'fund.auth.order.voucher.create refusals PAYER_USER_STATUS_LIMIT left out':
    'the payer may have been restricted since',
  'fund.auth.order.voucher.create refusals ORDER_ALREADY_FINISH left out':
    'what was frozen and taken is finished',
  'fund.auth.order.voucher.create refusals ORDER_ALREADY_CLOSED left out':
    'what was frozen and released is closed too',
  'fund.auth.order.voucher.create refusals ERROR_BALANCE_PAYMENT_DISABLE left out':
    'the payer may have switched it off since',
  'fund.auth.order.voucher.create refusals MONEY_NOT_ENOUGH left out':
    'the earlier call may have frozen what is missing',
  'fund.auth.order.voucher.create refusals NO_PAYMENT_INSTRUMENTS_AVAILABLE left out':
    'the payer may have lost them since',
  'fund.auth.order.voucher.create refusals PAYER_PAYEE_EQUAL left out':
    'said of one payer; another may have scanned the earlier code',
  'fund.auth.order.voucher.create refusals SECONDARY_MERCHANT_STATUS_ERROR left out':
    'the merchant may have been blocked since',
  'fund.auth.order.voucher.create refusals USER_IDENTITY_INFO_VALIDATE_FAIL left out':
    'said of one payer; another may have scanned the earlier code',
  'fund.auth.order.voucher.create refusals USER_ACCOUNT_VALIDATE_FAIL left out':
    'said of one payer; another may have scanned the earlier code',
  'fund.auth.order.voucher.create refusals SUB_MERCHANT_LEVEL_ERROR left out':
    'the merchant may have been lowered since',
  'fund.auth.order.voucher.create refusals SUB_MERCHANT_NO_PERMISSION left out':
    'the permission may have ended since',
  'fund.auth.order.voucher.create refusals MERCHANT_STATUS_ERROR left out':
    'the merchant may have been blocked since',
  'fund.auth.order.unfreeze refusals PAYER_USER_STATUS_LIMIT left out':
    'the payer may have been restricted since',
  'fund.auth.order.unfreeze refusals REQUEST_AMOUNT_EXCEED left out':
    'the earlier call may have released what is missing',
  'fund.auth.order.unfreeze refusals ORDER_ALREADY_FINISH left out':
    'the earlier call may have released the rest',
  'fund.auth.order.unfreeze refusals ORDER_ALREADY_CLOSED left out':
    'the earlier call may have released the rest',
  'fund.auth.order.unfreeze refusals PAYER_NOT_EXIST left out':
    'the payer may be gone since, or the code used by the earlier call',
  'fund.auth.order.unfreeze refusals BIZ_ERROR left out':
    'says nothing about why; its remedy suspects another use of the order',
  'fund.auth.order.unfreeze refusals ACCESS_FORBIDDEN left out': 'the contract may have ended since',
  'fund.auth.operation.cancel refusals ACCESS_FORBIDDEN left out': 'the contract may have ended since',
  'fund.auth.operation.cancel refusals PAYER_USER_STATUS_LIMIT left out':
    'the payer may have been restricted since',
  'fund.auth.operation.cancel refusals ORDER_ALREADY_FINISH left out':
    'the earlier call may have released it',
  'fund.auth.operation.cancel refusals REQUEST_AMOUNT_EXCEED left out':
    'the earlier call may have released what is missing',
  'fund.auth.operation.cancel refusals PAYER_NOT_EXIST left out':
    'the payer may be gone since, or the code used by the earlier call',
  'fund.trans.uni.transfer refusals EXCEED_LIMIT_MM_AMOUNT left out':
    'the earlier call may have used up the limit',
  'fund.trans.uni.transfer refusals PAYCARD_UNABLE_PAYMENT left out':
    'the payer may have been restricted since',
  'fund.trans.uni.transfer refusals PAYER_STATUS_ERROR left out': 'the payer may have been restricted since',
  'fund.trans.uni.transfer refusals PAYER_BALANCE_NOT_ENOUGH left out':
    'the earlier call may have taken what is missing',
  'fund.trans.uni.transfer refusals PAYER_USER_INFO_ERROR left out':
    'the account may have been renamed since',
  'fund.trans.uni.transfer refusals PERMIT_CHECK_PERM_IDENTITY_THEFT left out':
    'the suspicion may have arisen since',
  'fund.trans.uni.transfer refusals EXCEED_LIMIT_DM_AMOUNT left out':
    'the earlier call may have used up the limit',
  'fund.trans.uni.transfer refusals BALANCE_IS_NOT_ENOUGH left out':
    'the earlier call may have taken what is missing',
  'fund.trans.uni.transfer refusals PAYER_NOT_EXIST left out': 'the payer may have closed the account since',
  'fund.trans.uni.transfer refusals PAYEE_NOT_EXIST left out': 'the payee may have closed the account since',
  'fund.trans.uni.transfer refusals PERMIT_NON_BANK_LIMIT_PAYEE left out':
    'the payee may have been restricted since',
  'fund.trans.uni.transfer refusals NO_ORDER_PERMISSION left out': 'tells of an order that is there',
  'fund.trans.uni.transfer refusals PERM_AML_NOT_REALNAME_REV left out':
    'the payee may have been restricted since',
  'fund.trans.uni.transfer refusals EXCEED_LIMIT_DC_RECEIVED left out':
    'the earlier call may have been the last allowed one',
  'fund.trans.uni.transfer refusals PAYEE_ACC_OCUPIED left out':
    'the login may have gone to a second account since',
  'fund.trans.uni.transfer refusals PERMIT_CHECK_PERM_LIMITED left out':
    'the payer may have been restricted since',
  'fund.trans.uni.transfer refusals EXCEED_LIMIT_DM_MAX_AMOUNT left out':
    'the earlier call may have used up the limit',
  'fund.trans.uni.transfer refusals EXCEED_LIMIT_UNRN_DM_AMOUNT left out':
    'the earlier call may have used up the limit',
  'fund.trans.uni.transfer refusals BLOCK_USER_FORBBIDEN_RECIEVE left out':
    'the account may have been frozen since',
  'fund.trans.uni.transfer refusals USER_NOT_EXIST left out':
    'says itself that the account may have been closed',
  'fund.trans.uni.transfer refusals AUTHOREE_IS_NOT_MATCH left out': 'the agreement may have changed since',
  'fund.trans.uni.transfer refusals BLOCK_USER_FORBBIDEN_SEND left out':
    'the account may have been frozen since',
  'fund.trans.uni.transfer refusals PERMIT_CHECK_PERM_AML_CERT_EXPIRED left out':
    'the document may have expired since',
  'fund.trans.uni.transfer refusals PERMIT_PAYER_FORBIDDEN left out':
    'the payer may have been restricted since',
  'fund.trans.uni.transfer refusals EXCEED_LIMIT_MM_MAX_AMOUNT left out':
    'the earlier call may have used up the limit',
}
