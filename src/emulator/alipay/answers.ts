/** Parts that several answers share. */
import { yuan } from './fields.ts'
import type { Trade } from './trades.ts'

/** Who paid; nothing as long as nobody has. */
export function buyerFields({ payer }: Trade): Readonly<Record<string, unknown>> {
  return payer === undefined ? {} : { buyer_logon_id: payer.logonId, buyer_user_id: payer.id }
}

/** What was paid, and through which channel. */
export function moneyFields({ amount, paidAt }: Trade): Readonly<Record<string, unknown>> {
  const paid = yuan(paidAt === undefined ? 0n : amount)
  return {
    buyer_pay_amount: paid,
    buyer_user_type: 'PRIVATE',
    ...(paidAt === undefined ? {} : { fund_bill_list: [{ amount: paid, fund_channel: 'ALIPAYACCOUNT' }] }),
    invoice_amount: paid,
    point_amount: '0.00',
    receipt_amount: paid,
  }
}
