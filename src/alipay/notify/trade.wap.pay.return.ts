/** Alipay: brings the payer back, on a phone (同步返回, `alipay.trade.wap.pay.return`). */
import type { PageReturn } from '../../gateway/notification.ts'
import { type PaymentReturn, paymentReturn } from './payment-return.ts'

/**
 * What the payer's browser carries back. It is never proof of payment: show "thank you", and wait for the
 * notification or query the trade.
 */
export interface TradeWapPayReturn extends PaymentReturn {}

/**
 * Brings the payer back from the page of {@link tradeWapPay}; never proof of payment.
 *
 * Source: Alipay's page of `alipay.trade.wap.pay`, synchronous return parameters (同步通知参数).
 */
export const tradeWapPayReturn: PageReturn<'alipay', TradeWapPayReturn> = paymentReturn(
  'alipay.trade.wap.pay.return',
)
