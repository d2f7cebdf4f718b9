/** What bgcpay says when it says no. Source: document 003, 公共錯誤碼 and the tables of each method. */

/** The members of a refusing answer, as they travel. */
export interface Refusal {
  readonly code: string
  readonly msg: string
  readonly sub_code: string
  readonly sub_msg: string
}

const TEXTS = {
  'isp.unknow-error': '服務暫不可用（業務系統不可用）',
  'isv.missing-method': '缺少方法名參數',
  'isv.missing-signature': '缺少簽名參數',
  'isv.missing-signature-type': '缺少簽名類型參數',
  'isv.missing-signature-key': '缺少簽名配置',
  'isv.missing-app-id': '缺少appId參數',
  'isv.missing-timestamp': '缺少時間戳記參數',
  'isv.missing-version': '缺少版本參數',
  'isv.invalid-parameter': '參數無效',
  'isv.invalid-format': '無效的資料格式',
  'isv.invalid-signature-type': '無效的簽名類型',
  'isv.invalid-signature': '無效簽名，閘道生成的驗簽字串為：',
  'isv.invalid-app-id': '無效的appId參數',
  'isv.invalid-timestamp': '非法的時間戳記參數',
  'isv.invalid-charset': '字元集錯誤',
  'isv.suspected-attack': '可疑的攻擊請求',
  'not-online-app': '應用未上線',
  'isv.insufficient-isv-permissions': 'ISV 許可權不足',
  'ACQ.CURRENCY_NOT_SUPPORT': '訂單幣種不支援',
  'ACQ.INVALID_PARAMETER': '參數無效',
  'ACQ.MERCHANT_PERM_RECEIPT_SUSPEND_LIMIT': '商戶暫停收款',
  'ACQ.MISSING_PARAMETER': '參數缺失',
  'ACQ.TOTAL_FEE_EXCEED': '訂單總金額超過限額',
  'ACQ.TRADE_HAS_EXIST': '交易已存在',
  'ACQ.TRADE_NOT_EXIST': '查詢的交易不存在',
  'ACQ.USER_NOT_EXIST': '查詢的用戶不存在',
  BALANCE_IS_NOT_ENOUGH: '餘額不足，建議儘快充值。',
  BIZ_UNIQUE_EXCEPTION: '商戶訂單號衝突。',
  BLOCK_USER_FORBBIDEN_RECIEVE: '帳戶異常被凍結，無法收款。',
  BLOCK_USER_FORBBIDEN_SEND: '該帳戶被凍結，暫不可將資金轉出。',
  CURRENCY_NOT_SUPPORT: '幣種不支持',
  EXCEED_LIMIT_SM_AMOUNT: '單筆額度超限',
  EXCEED_LIMIT_SM_MIN_AMOUNT: '請求金額不能低於0.1元',
  INVALID_PARAMETER: '參數有誤',
  NO_ORDER_PERMISSION: '當前操作用戶沒有該筆單據的操作許可權',
  ORDER_NOT_EXIST: '轉帳訂單不存在',
} as const

/** The sub codes that the emulator answers. */
export type SubCode = keyof typeof TEXTS

/** The code above a sub code, by what it begins with; all others are a method's own. */
const FAMILIES = [
  ['isp.', '20000', '服務不可用'],
  ['isv.missing-', '40001', '缺少必選參數'],
  ['isv.insufficient-', '40006', '許可權不足'],
  ['isv.', '40002', '非法的參數'],
  ['not-online-app', '40002', '非法的參數'],
] as const
const BUSINESS = ['', '40004', 'Business Failed'] as const

/** The refusal for a sub code, with more words behind its text. */
export function refuse(subCode: SubCode, detail = ''): Refusal {
  const [, code, msg] = FAMILIES.find(([start]) => subCode.startsWith(start)) ?? BUSINESS
  return { code, msg, sub_code: subCode, sub_msg: TEXTS[subCode] + detail }
}

/** Refuses fields, naming them: `參數無效：total_amount`. */
export function refuseFields(subCode: SubCode, names: readonly string[]): Refusal {
  return refuse(subCode, `：${[...new Set(names)].join('，')}`)
}
