/** `alipay.fund.trans.uni.transfer`: the merchant sends money to an account or a bank card. */
import { beijingTime } from '../../message/beijing-time.ts'
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import type { FieldReader } from './fields.ts'
import { type Refusal, refuse, refuseFields } from './refusals.ts'
import type { Transfer, TransferOrder } from './transfers.ts'

/** From here on the payee must be told why, in `remark`: 50000 yuan. */
const LARGE = 5_000_000n
/** An account takes no less than 0.1 yuan. */
const LEAST = 10n

/** Sends once per `out_biz_no`; a repeat that says the same is answered as the first was. */
export function fundTransUniTransfer(call: Call, { transfers, accounts }: Bank): Answer {
  const order = readTransfer(call)
  if ('code' in order) return order
  const earlier = transfers.byOutBizNo(order.appId, order.outBizNo)
  if (earlier !== undefined) {
    return isSame(earlier, order) ? sent(earlier) : refuse('PAYMENT_INFO_INCONSISTENCY')
  }
  const refusal = refuseAmount(call.fields, order) ?? refusePayee(order)
  if (refusal !== undefined) return refusal
  if (accounts.balance(order.payerId) < order.amount) return refuse('PAYER_BALANCE_NOT_ENOUGH')
  return sent(transfers.send(order))
}

function readTransfer({ app, fields }: Call): TransferOrder | Refusal {
  const outBizNo = fields.text('out_biz_no', { required: true, max: 64 })
  const amount = fields.amount('trans_amount', true)
  const productCode = fields.text('product_code', { required: true, pattern: PRODUCT })
  const scene = fields.text('biz_scene', { pattern: /^(?:DIRECT_TRANSFER|PERSONAL_COLLECTION)$/ })
  const payee = fields.object('payee_info', true)
  const identity = payee?.text('identity', { required: true, max: 64 }) ?? ''
  const identityType = payee?.text('identity_type', { required: true, pattern: IDENTITY }) ?? ''
  const name = payee?.text('name', { required: identityType === 'ALIPAY_LOGON_ID', max: 128 }) ?? ''
  const toCard = productCode === 'TRANS_BANKCARD_NO_PWD'
  if (toCard !== (identityType === 'BANKCARD_ACCOUNT')) fields.reject('payee_info.identity_type')
  if (toCard)
    payee?.object('bankcard_ext_info', true)?.text('account_type', { required: true, pattern: /^[12]$/ })
  if (productCode === 'STD_RED_PACKET') {
    fields.object('business_params', true)?.text('sub_biz_scene', { required: true, pattern: /^REDPACKET$/ })
  }
  if (fields.problems.length > 0 || amount === undefined)
    return refuseFields(fields.problems, 'INVALID_PARAMETER')
  return {
    appId: app.appId,
    payerId: app.sellerId,
    outBizNo,
    productCode,
    scene,
    identityType,
    identity,
    name,
    amount,
    passbackParams: fields.text('passback_params'),
  }
}

const PRODUCT = /^(?:TRANS_ACCOUNT_NO_PWD|STD_RED_PACKET|TRANS_BANKCARD_NO_PWD)$/
const IDENTITY = /^(?:ALIPAY_USER_ID|ALIPAY_LOGON_ID|ALIPAY_OPEN_ID|BANKCARD_ACCOUNT)$/

function refuseAmount(fields: FieldReader, { productCode, amount }: TransferOrder): Refusal | undefined {
  if (productCode === 'TRANS_ACCOUNT_NO_PWD' && amount < LEAST) return refuse('EXCEED_LIMIT_SM_MIN_AMOUNT')
  const isUnexplained = amount >= LARGE && fields.text('remark') === ''
  return isUnexplained ? refuse('MEMO_REQUIRED_IN_TRANSFER_ERROR') : undefined
}

/** Every user id and login that is well-formed exists here. */
function refusePayee({ identityType, identity, payerId }: TransferOrder): Refusal | undefined {
  if (identityType === 'ALIPAY_USER_ID' && identity === payerId) return refuse('PAYER_PAYEE_CANNOT_SAME')
  const form = FORMS.get(identityType)
  return form === undefined || form.test(identity) ? undefined : refuse('PAYEE_NOT_EXIST')
}

const FORMS: ReadonlyMap<string, RegExp> = new Map([
  ['ALIPAY_USER_ID', /^2088\d{12}$/],
  ['ALIPAY_LOGON_ID', /^(?:1\d{10}|[^@\s]+@[^@\s]+\.[^@\s]+)$/],
])

const SAME = ['productCode', 'scene', 'identityType', 'identity', 'name', 'amount'] as const

function isSame(earlier: TransferOrder, order: TransferOrder): boolean {
  return SAME.every(name => earlier[name] === order[name])
}

function sent(transfer: Transfer): Answer {
  return success({
    order_id: transfer.orderId,
    out_biz_no: transfer.outBizNo,
    pay_fund_order_id: transfer.fundOrderId,
    status: transfer.status,
    trans_date: beijingTime(transfer.sentAt),
  })
}
