/**
 * bgcpay (鏈付), a gateway for digital assets: its client, its APIs, its notification.
 *
 * @module
 */
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
export { type TradePayInput, type TradePayResult, tradePay } from './api/trade.pay.ts'
export { type TradeQueryInput, type TradeQueryResult, tradeQuery } from './api/trade.query.ts'
export { type UserQueryInput, type UserQueryResult, userQuery } from './api/user.query.ts'
export {
  type BgcpayClient,
  type BgcpayClientOptions,
  type BgcpayReceiver,
  type BgcpayReceiverOptions,
  createBgcpay,
} from './gateway.ts'
export { type BgcpayTradeExpectation, type TradeNotify, tradeNotify } from './notify/trade.notify.ts'
export { type Md5Scheme, probeMd5Scheme } from './probe-md5-scheme.ts'
