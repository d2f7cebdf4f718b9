/**
 * What the gateway says when it says no. Sources: document 000, 公共错误码; document 002, 错误码解释; of certificates,
 * answers of the gateway's that merchants made public.
 */

/** The members of a refusing answer, as they travel. */
export interface Refusal {
  readonly code: string
  readonly msg: string
  readonly sub_code: string
  readonly sub_msg: string
}

const TEXTS = {
  'isv.missing-method': '缺少方法名参数',
  'isv.missing-signature': '缺少签名参数',
  'isv.missing-signature-type': '缺少签名类型参数',
  'isv.missing-app-id': '缺少appId参数',
  'isv.missing-timestamp': '缺少时间戳参数',
  'isv.missing-version': '缺少版本参数',
  'isv.invalid-app-id': '无效的appId参数',
  'isv.invalid-method': '不存在的方法名',
  'isv.invalid-format': '无效的数据格式',
  'isv.invalid-signature-type': '无效的签名类型',
  'isv.invalid-charset': '字符集错误',
  'isv.invalid-timestamp': '非法的时间戳参数',
  'isv.invalid-encrypt-type': '无效的加密类型',
  'isv.decryption-error-not-valid-encrypt-key': '解密出错, 未配置加密密钥或加密密钥格式错误',
  'isv.decryption-error-missing-encrypt-type': '解密出错, 未指定加密算法',
  'isv.decryption-error-unknown': '解密出错，未知异常',
  'isv.missing-app-cert-sn': '缺少应用公钥证书序列号',
  'isv.missing-alipay-root-cert-sn': '缺少支付宝根证书序列号',
  'isv.app-cert-not-exist': '应用公钥证书不存在',
  'isv.alipay-cert-not-exist': '支付宝公钥证书不存在',
  'isv.invalid-alipay-root-cert-sn': '无效支付宝根证书序列号',
  'isv.invalid-signature':
    '验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配，网关生成的验签字符串为：',
  'isp.unknow-error': '系统繁忙',
  'isv.invalid-file-extension': '文件扩展名无效',
  'isv.invalid-file-size': '文件大小无效',
  'isv.invalid-arguments': '无效的参数',
  'isv.unknown-fomat': '图片格式未知',
  'isv.exceed-max-size': '图片超过大小限制',
  'isv.grant-type-invalid': '授权类型无效',
  'isv.code-invalid': '授权码code无效',
  'isv.refresh-token-invalid': '刷新令牌refresh_token无效',
  'isv.refresh-token-time-out': '刷新令牌refresh_token已过期',
  'isv.unmatched-app-id': '授权码与appId不匹配',
  'aop.invalid-auth-token': '无效的访问令牌',
  'aop.auth-token-time-out': '访问令牌已过期',
  'aop.invalid-app-auth-token': '无效的应用授权令牌',
  'aop.app-auth-token-time-out': '应用授权令牌已过期',
  GRANT_TYPE_INVALID: 'grant_type无效',
  APP_ID_NOT_CONSISTENT: 'appId不一致',
  AUTH_CODE_NOT_EXIST: '授权码不存在',
  AUTH_CODE_NOT_VALID: '授权码无效',
  REFRESH_TOKEN_NOT_EXIST: '刷新令牌不存在',
  REFRESH_TOKEN_TIME_OUT: '刷新令牌已过期',
  AUTH_TOKEN_NOT_EXISTED: '应用授权令牌不存在',
  AUTH_TOKEN_NOT_CONSISTENT: '应用授权令牌与appId不一致',
  'isv.suspected-attack': '可疑的攻击请求',
  'isv.invalid-parameter': '参数无效',
  'ACQ.INVALID_PARAMETER': '参数无效',
  'ACQ.PAYMENT_AUTH_CODE_INVALID': '支付授权码无效',
  'ACQ.CONTEXT_INCONSISTENT': '交易信息被篡改',
  'ACQ.TRADE_HAS_SUCCESS': '交易已被支付',
  'ACQ.TRADE_HAS_CLOSE': '交易已经关闭',
  'ACQ.TRADE_HAS_FINISHED': '交易已完结',
  'ACQ.TRADE_BUYER_NOT_MATCH': '交易买家不匹配',
  'ACQ.BUYER_BALANCE_NOT_ENOUGH': '买家余额不足',
  'ACQ.TRADE_NOT_EXIST': '交易不存在',
  'ACQ.TRADE_STATUS_ERROR': '交易状态不合法',
  'ACQ.DISCORDANT_REPEAT_REQUEST': '不一致的请求',
  'ACQ.BUYER_SELLER_EQUAL': '买卖家不能相同',
  'ACQ.REASON_TRADE_STATUS_INVALID': '交易状态异常',
  'ACQ.REASON_TRADE_REFUND_FEE_ERR': '退款金额无效',
  'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL': '退款金额超限',
  'ACQ.AUTH_NO_ERROR': '预授权号错误或不存在',
  'ACQ.AUTH_ORDER_NOT_PAID': '预授权订单未支付',
  'ACQ.AUTH_ORDER_HAS_FINISHED': '预授权订单已完结',
  'ACQ.AUTH_ORDER_HAS_CLOSED': '预授权订单已关闭',
  'ACQ.AUTH_AMOUNT_NOT_ENOUGH': '授权金额不足',
  'ACQ.PAYER_UNMATCHED': '付款方不匹配',
  'ACQ.PRE_AUTH_PROD_CODE_INCONSISTENT': '预授权产品码不一致',
  'ACQ.TRADE_SETTLE_ERROR': '分账信息校验失败',
  'ACQ.TRADE_NOT_ALLOW_REFUND': '当前交易不允许退款',
  'ACQ.SELLER_BALANCE_NOT_ENOUGH': '商户的支付宝账户中无足够的资金进行撤销',
  'ACQ.TXN_RESULT_ACCOUNT_BALANCE_NOT_ENOUGH': '付款方账户余额不足',
  'ACQ.ALREADY_CONFIRM_SETTLE': '交易已确认结算',
  'ACQ.ALREADY_FINISH_ALLOC': '交易已完结分账',
  'ACQ.ROYALTY_ACCOUNT_NOT_EXIST': '分账账户不存在',
  'ACQ.NOTIFY_STATUS_INVALID': '通知状态无效',
  INVAILID_ARGUMENTS: '入参不合法',
  BILL_NOT_EXIST: '账单不存在',
  ORDER_IDEMPOTENT_ERROR: '订单幂等校验失败',
  USER_NOT_EXIST: '用户不存在',
  INVALID_PARAMETER: '参数有误',
  PAYMENT_INFO_INCONSISTENCY: '两次请求商户单号一样，但是参数不一致',
  EXCEED_LIMIT_SM_MIN_AMOUNT: '单笔最低转账金额0.1元',
  MEMO_REQUIRED_IN_TRANSFER_ERROR: '根据监管部门的要求，单笔转账金额达到50000元时，需要填写付款理由',
  PAYER_PAYEE_CANNOT_SAME: '收付款方不能相同',
  PAYEE_NOT_EXIST: '收款账号不存在',
  PAYER_BALANCE_NOT_ENOUGH: '付款方余额不足',
  ORDER_NOT_EXIST: '订单不存在',
  AUTHOREE_IS_NOT_MATCH: '被授权方不匹配',
  ILLEGAL_ARGUMENT: '参数异常',
  UNIQUE_VIOLATION: '违反唯一性约束',
  PAYMENT_AUTH_CODE_INVALID: '支付授权码无效',
  MONEY_NOT_ENOUGH: '账户余额不足',
  PAYER_PAYEE_EQUAL: '付款方和收款方不能相同',
  FREEZE_ALREADY_SUCCESS: '冻结已成功',
  AUTH_ORDER_NOT_EXIST: '授权订单不存在',
  AUTH_OPERATION_NOT_EXIST: '授权操作不存在',
  REQUEST_AMOUNT_EXCEED: '请求金额超限',
  ILLEGAL_STATUS: '授权订单状态异常',
  ORDER_ALREADY_FINISH: '授权订单已完结',
  ORDER_ALREADY_CLOSED: '授权订单已关闭',
} as const

/** The sub codes that the emulator answers. */
export type SubCode = keyof typeof TEXTS

/** The code above a sub code, by what the sub code begins with. All others are business codes. */
const FAMILIES = [
  ['isp.', '20000', 'Service Currently Unavailable'],
  ['aop.', '20001', 'Insufficient Token Permissions'],
  ['isv.missing-app-cert-sn', '40002', 'Invalid Arguments'],
  ['isv.missing-alipay-root-cert-sn', '40002', 'Invalid Arguments'],
  ['isv.missing-', '40001', 'Missing Required Arguments'],
  ['isv.decryption-error-missing-', '40001', 'Missing Required Arguments'],
  ['isv.', '40002', 'Invalid Arguments'],
] as const
const BUSINESS = ['', '40004', 'Business Failed'] as const

/** The refusal for a sub code, with more words behind its text where the gateway gives them. */
export function refuse(subCode: SubCode, detail = ''): Refusal {
  const [, code, msg] = FAMILIES.find(([start]) => subCode.startsWith(start)) ?? BUSINESS
  return { code, msg, sub_code: subCode, sub_msg: TEXTS[subCode] + detail }
}

/** Refuses business fields, naming them: `参数无效：total_amount`. The code is the method's own. */
export function refuseFields(names: readonly string[], subCode: SubCode = 'ACQ.INVALID_PARAMETER'): Refusal {
  return refuse(subCode, `：${[...new Set(names)].join('，')}`)
}
