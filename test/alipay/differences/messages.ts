/** Notifications and returns: where their fields leave their tables. */
export const messages: Readonly<Record<string, string>> = {
  'alipay.trade.refund.depositback.completed fields sign missing': 'the signature is never part of a result',
  'alipay.trade.refund.depositback.completed fields utc_timestamp required':
    'does not decide, so it may be left out',
  'alipay.trade.refund.depositback.completed fields version required':
    'does not decide, so it may be left out',
  'alipay.trade.refund.depositback.completed fields charset required':
    'does not decide, so it may be left out',
  'alipay.trade.refund.depositback.completed fields sign_type required':
    'left out of the result where it was not signed',
  'trade_status_sync fields sign missing': 'the signature is never part of a result',
  'return_url fields sign missing': 'the signature is never part of a result',
  'trade_status_sync fields notify_time required': 'does not decide, so it may be left out',
  'trade_status_sync fields notify_type required': 'does not decide, so it may be left out',
  'trade_status_sync fields auth_app_id required': 'does not decide, and old notifications lack it',
  'trade_status_sync fields charset required': 'does not decide, so it may be left out',
  'trade_status_sync fields version required': 'does not decide, so it may be left out',
  'trade_status_sync fields sign_type required': 'left out of the result where it was not signed',
  'return_url fields method required': 'does not decide, so it may be left out',
  'return_url fields charset required': 'does not decide, so it may be left out',
  'return_url fields version required': 'does not decide, so it may be left out',
  'return_url fields timestamp required': 'does not decide, so it may be left out',
  'return_url fields sign_type required': 'left out of the result where it was not signed',
  'return_url fields seller_id required': 'does not decide, so it may be left out',
  'alipay.trade.page.refund fields sign missing': 'the signature is never part of a result',
  'alipay.trade.page.refund fields method required': 'does not decide, so it may be left out',
  'alipay.trade.page.refund fields charset required': 'does not decide, so it may be left out',
  'alipay.trade.page.refund fields version required': 'does not decide, so it may be left out',
  'alipay.trade.page.refund fields timestamp required': 'does not decide, so it may be left out',
  'alipay.trade.page.refund fields sign_type required': 'left out of the result where it was not signed',
  'alipay.trade.page.refund fields out_trade_no required': 'decides something',
  'alipay.trade.page.refund fields trade_no required': 'decides something',
  'alipay.trade.page.refund fields out_request_no required': 'decides something',
  'alipay.trade.page.refund fields refund_amount required': 'decides something',
}
