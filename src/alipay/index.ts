/**
 * The Alipay Open Platform (支付宝开放平台): its client, its APIs, its notifications.
 *
 * @module
 */

export {
  type DataDataserviceBillDownloadurlQueryInput,
  type DataDataserviceBillDownloadurlQueryResult,
  dataDataserviceBillDownloadurlQuery,
} from './api/data.dataservice.bill.downloadurl.query.ts'
export {
  type FundAccountAmountDetail,
  type FundAccountExternalCard,
  type FundAccountQueryInput,
  type FundAccountQueryResult,
  fundAccountQuery,
} from './api/fund.account.query.ts'
export {
  type FundAuthOperationCancelInput,
  type FundAuthOperationCancelResult,
  fundAuthOperationCancel,
} from './api/fund.auth.operation.cancel.ts'
export {
  type CreditRiskInfo,
  type FundAuthOperationDetailQueryInput,
  type FundAuthOperationDetailQueryResult,
  fundAuthOperationDetailQuery,
} from './api/fund.auth.operation.detail.query.ts'
export {
  type FundAuthOrderAppFreezeInput,
  type FundAuthOrderAppFreezeResult,
  fundAuthOrderAppFreeze,
} from './api/fund.auth.order.app.freeze.ts'
export {
  type FundAuthOrderFreezeInput,
  type FundAuthOrderFreezeResult,
  fundAuthOrderFreeze,
} from './api/fund.auth.order.freeze.ts'
export {
  type FundAuthOrderUnfreezeInput,
  type FundAuthOrderUnfreezeResult,
  fundAuthOrderUnfreeze,
} from './api/fund.auth.order.unfreeze.ts'
export {
  type FundAuthOrderVoucherCreateInput,
  type FundAuthOrderVoucherCreateResult,
  fundAuthOrderVoucherCreate,
} from './api/fund.auth.order.voucher.create.ts'
export {
  type FundTransCommonQueryInput,
  type FundTransCommonQueryResult,
  fundTransCommonQuery,
} from './api/fund.trans.common.query.ts'
export {
  type FundTransUniTransferInput,
  type FundTransUniTransferResult,
  fundTransUniTransfer,
} from './api/fund.trans.uni.transfer.ts'
export {
  type KoubeiTradeItemorderBuyInput,
  type KoubeiTradeItemorderBuyResult,
  koubeiTradeItemorderBuy,
} from './api/koubei.trade.itemorder.buy.ts'
export {
  type KoubeiItemOrder,
  type KoubeiTradeItemorderQueryInput,
  type KoubeiTradeItemorderQueryResult,
  koubeiTradeItemorderQuery,
} from './api/koubei.trade.itemorder.query.ts'
export {
  type KoubeiTradeItemorderRefundInput,
  type KoubeiTradeItemorderRefundResult,
  koubeiTradeItemorderRefund,
} from './api/koubei.trade.itemorder.refund.ts'
export {
  type KoubeiTradeOrderPrecreateInput,
  type KoubeiTradeOrderPrecreateResult,
  koubeiTradeOrderPrecreate,
} from './api/koubei.trade.order.precreate.ts'
export {
  type KoubeiTradeTicketTicketcodeCancelInput,
  type KoubeiTradeTicketTicketcodeCancelResult,
  koubeiTradeTicketTicketcodeCancel,
} from './api/koubei.trade.ticket.ticketcode.cancel.ts'
export {
  type KoubeiTradeTicketTicketcodeDelayInput,
  type KoubeiTradeTicketTicketcodeDelayResult,
  koubeiTradeTicketTicketcodeDelay,
} from './api/koubei.trade.ticket.ticketcode.delay.ts'
export {
  type KoubeiTradeTicketTicketcodeQueryInput,
  type KoubeiTradeTicketTicketcodeQueryResult,
  koubeiTradeTicketTicketcodeQuery,
  type TicketTransInfo,
} from './api/koubei.trade.ticket.ticketcode.query.ts'
export {
  type KoubeiTradeTicketTicketcodeSendInput,
  type KoubeiTradeTicketTicketcodeSendResult,
  koubeiTradeTicketTicketcodeSend,
} from './api/koubei.trade.ticket.ticketcode.send.ts'
export {
  type MybankPaymentTradeOrderCreateInput,
  type MybankPaymentTradeOrderCreateResult,
  mybankPaymentTradeOrderCreate,
} from './api/mybank.payment.trade.order.create.ts'
export {
  type OfflineMaterialImageUploadInput,
  type OfflineMaterialImageUploadResult,
  offlineMaterialImageUpload,
} from './api/offline.material.image.upload.ts'
export {
  type OpenAuthTokenAppQueryInput,
  type OpenAuthTokenAppQueryResult,
  openAuthTokenAppQuery,
} from './api/open.auth.token.app.query.ts'
export {
  type AppToken,
  type OpenAuthTokenAppInput,
  type OpenAuthTokenAppResult,
  openAuthTokenApp,
} from './api/open.auth.token.app.ts'
export {
  type OpenFileUploadInput,
  type OpenFileUploadResult,
  openFileUpload,
} from './api/open.file.upload.ts'
export {
  type PcreditHuabeiAuthSettleApplyInput,
  type PcreditHuabeiAuthSettleApplyResult,
  pcreditHuabeiAuthSettleApply,
} from './api/pcredit.huabei.auth.settle.apply.ts'
export {
  type SystemOauthTokenInput,
  type SystemOauthTokenResult,
  systemOauthToken,
} from './api/system.oauth.token.ts'
export {
  type TradeAdvanceConsultInput,
  type TradeAdvanceConsultResult,
  tradeAdvanceConsult,
  type UserRiskPrediction,
  type WaitRepaymentOrderInfo,
} from './api/trade.advance.consult.ts'
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
export {
  type RoyaltyDetail,
  type TradeOrderSettleQueryInput,
  type TradeOrderSettleQueryResult,
  tradeOrderSettleQuery,
} from './api/trade.order.settle.query.ts'
export {
  type TradeOrderSettleInput,
  type TradeOrderSettleResult,
  tradeOrderSettle,
} from './api/trade.order.settle.ts'
export {
  type TradeOrderinfoSyncInput,
  type TradeOrderinfoSyncResult,
  tradeOrderinfoSync,
} from './api/trade.orderinfo.sync.ts'
export { type TradePagePayInput, tradePagePay } from './api/trade.page.pay.ts'
export { type TradePageRefundInput, tradePageRefund } from './api/trade.page.refund.ts'
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
  type TradeRefundApplyInput,
  type TradeRefundApplyResult,
  tradeRefundApply,
} from './api/trade.refund.apply.ts'
export {
  type RefundPresetPaytool,
  type TradeRefundInput,
  type TradeRefundResult,
  tradeRefund,
} from './api/trade.refund.ts'
export {
  type RoyaltyReceiver,
  type TradeRoyaltyRelationBatchqueryInput,
  type TradeRoyaltyRelationBatchqueryResult,
  tradeRoyaltyRelationBatchquery,
} from './api/trade.royalty.relation.batchquery.ts'
export {
  type TradeRoyaltyRelationBindInput,
  type TradeRoyaltyRelationBindResult,
  tradeRoyaltyRelationBind,
} from './api/trade.royalty.relation.bind.ts'
export {
  type TradeRoyaltyRelationUnbindInput,
  type TradeRoyaltyRelationUnbindResult,
  tradeRoyaltyRelationUnbind,
} from './api/trade.royalty.relation.unbind.ts'
export {
  type TradeSettleConfirmInput,
  type TradeSettleConfirmResult,
  tradeSettleConfirm,
} from './api/trade.settle.confirm.ts'
export { type TradeWapPayInput, tradeWapPay } from './api/trade.wap.pay.ts'
export {
  type DeliverAddress,
  type UserInfoShareInput,
  type UserInfoShareResult,
  type UserPicture,
  userInfoShare,
} from './api/user.info.share.ts'
export {
  type AlipayClient,
  type AlipayClientOptions,
  type AlipayReceiver,
  type AlipayReceiverOptions,
  alipaySandbox,
  createAlipay,
} from './gateway.ts'
export { type FundAuthExpectation, type FundAuthFreeze, fundAuthFreeze } from './notify/fund_auth_freeze.ts'
export { type TradePagePayReturn, tradePagePayReturn } from './notify/trade.page.pay.return.ts'
export { type TradePageRefundReturn, tradePageRefundReturn } from './notify/trade.page.refund.return.ts'
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
  FrozenFunds,
  FundBill,
  RefundChargeInfo,
  RefundSubFeeDetail,
  SubFeeDetail,
  TapPayInfo,
  TicketRequest,
  VoucherContribution,
  VoucherDetail,
} from './results.ts'
