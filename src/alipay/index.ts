/**
 * The Alipay Open Platform (支付宝开放平台): its client, its APIs, its notifications.
 *
 * @module
 */
export { type TradeAppPayInput, type TradeAppPayResult, tradeAppPay } from './api/trade.app.pay.ts'
export { type TradeCancelInput, type TradeCancelResult, tradeCancel } from './api/trade.cancel.ts'
export { type TradeCloseInput, type TradeCloseResult, tradeClose } from './api/trade.close.ts'
export { type TradeCreateInput, type TradeCreateResult, tradeCreate } from './api/trade.create.ts'
export {
  type DepositBackInfo,
  type RefundRoyaltyResult,
  type TradeFastpayRefundQueryInput,
  type TradeFastpayRefundQueryResult,
  tradeFastpayRefundQuery,
} from './api/trade.fastpay.refund.query.ts'
export { type TradePagePayInput, tradePagePay } from './api/trade.page.pay.ts'
export {
  type TradePaid,
  type TradePayInput,
  type TradePayResult,
  type TradePayWaiting,
  tradePay,
} from './api/trade.pay.ts'
export {
  type TradePrecreateInput,
  type TradePrecreateResult,
  tradePrecreate,
} from './api/trade.precreate.ts'
export {
  type ExternalPayerInfo,
  type FulfillmentDetail,
  type GoodsDetailEcho,
  type HbFqPayInfo,
  type IntactChargeInfo,
  type PaymentInfoWithId,
  type TradeQueryInput,
  type TradeQueryResult,
  type TradeSettleDetail,
  type TradeSettleInfo,
  tradeQuery,
} from './api/trade.query.ts'
export {
  type RefundPresetPaytool,
  type TradeRefundInput,
  type TradeRefundResult,
  tradeRefund,
} from './api/trade.refund.ts'
export { type TradeWapPayInput, tradeWapPay } from './api/trade.wap.pay.ts'
export {
  type AlipayClient,
  type AlipayClientOptions,
  type AlipayReceiver,
  type AlipayReceiverOptions,
  alipaySandbox,
  createAlipay,
} from './gateway.ts'
export { type TradePagePayReturn, tradePagePayReturn } from './notify/trade.page.pay.return.ts'
export {
  type Depositback,
  type DepositbackExpectation,
  readDepositback,
  type TradeRefundDepositbackCompleted,
  tradeRefundDepositbackCompleted,
} from './notify/trade.refund.depositback.completed.ts'
export { type TradeWapPayReturn, tradeWapPayReturn } from './notify/trade.wap.pay.return.ts'
export {
  type TradeEvent,
  type TradeExpectation,
  type TradeStatusSync,
  tradeEvent,
  tradeStatusSync,
} from './notify/trade_status_sync.ts'
export type {
  BkagentRespInfo,
  ChargeInfo,
  EnterprisePayInfo,
  FundBill,
  RefundChargeInfo,
  RefundSubFeeDetail,
  SubFeeDetail,
  TapPayInfo,
  VoucherContribution,
  VoucherDetail,
} from './results.ts'
