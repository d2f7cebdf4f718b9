/** Parts that several answers share. */
import { fromCents } from '../../message/amount.ts'
import { beijingTime } from '../../message/beijing-time.ts'
import type { Answer } from './call.ts'
import type { Refund, Trade } from './trades.ts'

/** The answer of a call that worked. */
export function success(fields: Readonly<Record<string, unknown>> = {}): Answer {
  return { code: '10000', msg: 'Success', ...fields }
}

/** Who paid; nothing as long as nobody has. A payer known by an open id is not named by a user id. */
export function buyerFields({ payer }: Trade): Readonly<Record<string, unknown>> {
  if (payer === undefined) return {}
  const named = payer.openId === undefined ? { buyer_user_id: payer.id } : { buyer_open_id: payer.openId }
  return { buyer_logon_id: payer.logonId, ...named }
}

/** What was paid, and through which channel. */
export function moneyFields({ amount, paidAt }: Trade): Readonly<Record<string, unknown>> {
  const paid = fromCents(paidAt === undefined ? 0n : amount)
  return {
    buyer_pay_amount: paid,
    buyer_user_type: 'PRIVATE',
    ...(paidAt === undefined ? {} : { fund_bill_list: [{ amount: paid, fund_channel: 'ALIPAYACCOUNT' }] }),
    invoice_amount: paid,
    point_amount: '0.00',
    receipt_amount: paid,
  }
}

/** Through which channel a refund went back. */
export function refundDetails(refund: Refund): Readonly<Record<string, unknown>> {
  const amount = fromCents(refund.amount)
  const channel = refund.depositBack?.status === 'S' ? 'BANKCARD' : 'ALIPAYACCOUNT'
  return { refund_detail_item_list: [{ amount, fund_channel: channel }], send_back_fee: amount }
}

/** What became of a refund to a bank card. */
export function depositBackFields({ amount, depositBack }: Refund): Readonly<Record<string, string>> {
  if (depositBack === undefined) return { has_deposit_back: 'false' }
  const time = beijingTime(depositBack.time)
  return {
    bank_ack_time: time,
    dback_amount: fromCents(amount),
    dback_status: depositBack.status,
    est_bank_receipt_time: time,
    has_deposit_back: 'true',
  }
}
