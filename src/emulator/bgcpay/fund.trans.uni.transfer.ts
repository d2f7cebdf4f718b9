/** `bgcpay.fund.trans.uni.transfer`: from the merchant to a user. */
import { beijingTime } from '../../message/beijing-time.ts'
import type { Answer, Bank, Call } from './call.ts'
import type { Transfer, TransferOrder } from './ledger.ts'
import { refuse, refuseFields } from './refusals.ts'

/** Ten cents of the currency. */
const LEAST = 10n

/** Does a transfer once; the same order again answers as before and moves nothing. */
export function fundTransUniTransfer({ app, fields }: Call, { ledger }: Bank): Answer {
  const outBizNo = fields.text('out_biz_no', { required: true, max: 64 })
  const currency = fields.text('currency', { required: true, max: 64 })
  const amount = fields.amount('trans_amount')
  const title = fields.text('order_title', { required: true, max: 128 })
  const payee = fields.text('payee_did', { required: true, max: 128 })
  const remark = fields.text('remark', { max: 200 })
  const user = ledger.userByCid(payee) ?? ledger.userByEmail(payee)
  if (payee !== '' && user === undefined) fields.reject('payee_did')
  const wrong = [...fields.missing, ...fields.invalid]
  if (wrong.length > 0 || amount === undefined || user === undefined) {
    return refuseFields('INVALID_PARAMETER', wrong)
  }
  const order = { appId: app.appId, outBizNo, currency, amount, title, payeeCid: user.cid, remark }
  const earlier = ledger.transferByNumber(app.appId, outBizNo)
  if (earlier !== undefined) return isSame(earlier, order) ? done(earlier) : refuse('BIZ_UNIQUE_EXCEPTION')
  if (!app.currencies.includes(currency)) return refuse('CURRENCY_NOT_SUPPORT')
  if (amount < LEAST) return refuse('EXCEED_LIMIT_SM_MIN_AMOUNT')
  if (amount > app.mostPerTransfer) return refuse('EXCEED_LIMIT_SM_AMOUNT')
  if (app.state === 'frozen') return refuse('BLOCK_USER_FORBBIDEN_SEND')
  if (user.frozen) return refuse('BLOCK_USER_FORBBIDEN_RECIEVE')
  const transfer = ledger.transfer(order)
  return transfer === undefined ? refuse('BALANCE_IS_NOT_ENOUGH') : done(transfer)
}

function isSame(earlier: Transfer, order: TransferOrder): boolean {
  return Object.entries(order).every(([name, value]) => earlier[name as keyof TransferOrder] === value)
}

function done({ outBizNo, orderId, time }: Transfer): Answer {
  return {
    code: '10000',
    msg: 'Success',
    out_biz_no: outBizNo,
    order_id: orderId,
    trans_date: beijingTime(time),
  }
}
