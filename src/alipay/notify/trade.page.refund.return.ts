/** Alipay: brings the browser back from a refund's page (退款页面同步返回, `alipay.trade.page.refund.return`). */
import { defineReturn, type PageReturn } from '../../gateway/notification.ts'
import { AMOUNT } from '../../message/amount.ts'
import { MERCHANT_NUMBER, type ReturnFrame, returnFields } from './payment-return.ts'

/** What the browser carries back. It is never proof of a refund: ask `tradeFastpayRefundQuery`. */
export interface TradePageRefundReturn extends ReturnFrame {
  /** Your order number (商户订单号). Example: `ORDER-1`. */
  out_trade_no: string
  /** Alipay's number of the trade (支付宝交易号). Example: `2013112011001004330000121536`. */
  trade_no: string
  /** Number of the refund (退款请求号). Example: `REFUND-1`. */
  out_request_no: string
  /** Amount in yuan that was to be given back (退款金额). Example: `200.12`. */
  refund_amount: string
}

/**
 * Brings the browser back from the page of {@link tradePageRefund}; never proof of a refund.
 *
 * Sources: Alipay's 2026 SDK models of `alipay.trade.page.refund`; what every return says, its page of
 * `alipay.trade.page.pay`, synchronous return parameters (同步通知参数).
 */
export const tradePageRefundReturn: PageReturn<'alipay', TradePageRefundReturn> = defineReturn({
  gateway: 'alipay',
  name: 'alipay.trade.page.refund.return',
  fields: { ...returnFields(), out_request_no: MERCHANT_NUMBER, refund_amount: AMOUNT },
  decides: ['app_id', 'out_trade_no', 'trade_no', 'out_request_no', 'refund_amount'],
})
