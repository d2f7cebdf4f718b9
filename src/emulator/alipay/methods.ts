/** What may be asked for, and by whom it is answered. */
import type { Method } from './call.ts'
import { dataDataserviceBillDownloadurlQuery } from './data.dataservice.bill.downloadurl.query.ts'
import { type OpenErrand, openFreeze, openPayment } from './errand.ts'
import { fundAccountQuery } from './fund.account.query.ts'
import { fundAuthOperationCancel } from './fund.auth.operation.cancel.ts'
import { fundAuthOperationDetailQuery } from './fund.auth.operation.detail.query.ts'
import { fundAuthOrderFreeze } from './fund.auth.order.freeze.ts'
import { fundAuthOrderUnfreeze } from './fund.auth.order.unfreeze.ts'
import { fundAuthOrderVoucherCreate } from './fund.auth.order.voucher.create.ts'
import { fundTransCommonQuery } from './fund.trans.query.ts'
import { fundTransUniTransfer } from './fund.trans.uni.transfer.ts'
import { koubeiTradeItemorderBuy } from './koubei.trade.itemorder.buy.ts'
import { koubeiTradeItemorderQuery } from './koubei.trade.itemorder.query.ts'
import { koubeiTradeItemorderRefund } from './koubei.trade.itemorder.refund.ts'
import { koubeiTradeOrderPrecreate } from './koubei.trade.order.precreate.ts'
import {
  koubeiTradeTicketTicketcodeCancel,
  koubeiTradeTicketTicketcodeDelay,
  koubeiTradeTicketTicketcodeQuery,
  koubeiTradeTicketTicketcodeSend,
} from './koubei.trade.ticket.ticketcode.ts'
import { mybankPaymentTradeOrderCreate } from './mybank.payment.trade.order.create.ts'
import { openAppAlipaycertDownload } from './open.app.alipaycert.download.ts'
import { openAuthTokenAppQuery } from './open.auth.token.app.query.ts'
import { openAuthTokenApp } from './open.auth.token.app.ts'
import { pcreditHuabeiAuthSettleApply } from './pcredit.huabei.auth.settle.apply.ts'
import { systemOauthToken } from './system.oauth.token.ts'
import { tradeAdvanceConsult } from './trade.advance.consult.ts'
import { tradeCancel } from './trade.cancel.ts'
import { tradeClose } from './trade.close.ts'
import { tradeCreate } from './trade.create.ts'
import { tradeFastpayRefundQuery } from './trade.fastpay.refund.query.ts'
import { tradeOrderSettleQuery } from './trade.order.settle.query.ts'
import { tradeOrderSettle } from './trade.order.settle.ts'
import { tradeOrderinfoSync } from './trade.orderinfo.sync.ts'
import { tradePay } from './trade.pay.ts'
import { tradePrecreate } from './trade.precreate.ts'
import { tradeQuery } from './trade.query.ts'
import { tradeRefundApply } from './trade.refund.apply.ts'
import { tradeRefund } from './trade.refund.ts'
import {
  tradeRoyaltyRelationBatchquery,
  tradeRoyaltyRelationBind,
  tradeRoyaltyRelationUnbind,
} from './trade.royalty.relation.ts'
import { tradeSettleConfirm } from './trade.settle.confirm.ts'
import { offlineMaterialImageUpload, openFileUpload } from './uploads.ts'
import { userInfoShare } from './user.info.share.ts'

/** The methods that answer in JSON. */
export const METHODS: ReadonlyMap<string, Method> = new Map([
  ['alipay.data.dataservice.bill.downloadurl.query', dataDataserviceBillDownloadurlQuery],
  ['alipay.fund.account.query', fundAccountQuery],
  ['alipay.fund.auth.operation.cancel', fundAuthOperationCancel],
  ['alipay.fund.auth.operation.detail.query', fundAuthOperationDetailQuery],
  ['alipay.fund.auth.order.freeze', fundAuthOrderFreeze],
  ['alipay.fund.auth.order.unfreeze', fundAuthOrderUnfreeze],
  ['alipay.fund.auth.order.voucher.create', fundAuthOrderVoucherCreate],
  ['alipay.fund.trans.common.query', fundTransCommonQuery],
  ['alipay.fund.trans.uni.transfer', fundTransUniTransfer],
  ['alipay.open.app.alipaycert.download', openAppAlipaycertDownload],
  ['alipay.offline.material.image.upload', offlineMaterialImageUpload],
  ['alipay.open.file.upload', openFileUpload],
  ['alipay.open.auth.token.app', openAuthTokenApp],
  ['alipay.open.auth.token.app.query', openAuthTokenAppQuery],
  ['alipay.pcredit.huabei.auth.settle.apply', pcreditHuabeiAuthSettleApply],
  ['alipay.system.oauth.token', systemOauthToken],
  ['alipay.trade.advance.consult', tradeAdvanceConsult],
  ['alipay.trade.cancel', tradeCancel],
  ['alipay.trade.close', tradeClose],
  ['alipay.trade.create', tradeCreate],
  ['alipay.trade.fastpay.refund.query', tradeFastpayRefundQuery],
  ['alipay.trade.order.settle', tradeOrderSettle],
  ['alipay.trade.order.settle.query', tradeOrderSettleQuery],
  ['alipay.trade.orderinfo.sync', tradeOrderinfoSync],
  ['alipay.trade.pay', tradePay],
  ['alipay.trade.precreate', tradePrecreate],
  ['alipay.trade.query', tradeQuery],
  ['alipay.trade.refund', tradeRefund],
  ['alipay.trade.refund.apply', tradeRefundApply],
  ['alipay.trade.royalty.relation.batchquery', tradeRoyaltyRelationBatchquery],
  ['alipay.trade.royalty.relation.bind', tradeRoyaltyRelationBind],
  ['alipay.trade.royalty.relation.unbind', tradeRoyaltyRelationUnbind],
  ['alipay.user.info.share', userInfoShare],
  ['alipay.trade.settle.confirm', tradeSettleConfirm],
  ['koubei.trade.itemorder.buy', koubeiTradeItemorderBuy],
  ['koubei.trade.itemorder.query', koubeiTradeItemorderQuery],
  ['koubei.trade.itemorder.refund', koubeiTradeItemorderRefund],
  ['koubei.trade.order.precreate', koubeiTradeOrderPrecreate],
  ['koubei.trade.ticket.ticketcode.cancel', koubeiTradeTicketTicketcodeCancel],
  ['koubei.trade.ticket.ticketcode.delay', koubeiTradeTicketTicketcodeDelay],
  ['koubei.trade.ticket.ticketcode.query', koubeiTradeTicketTicketcodeQuery],
  ['koubei.trade.ticket.ticketcode.send', koubeiTradeTicketTicketcodeSend],
  ['mybank.payment.trade.order.create', mybankPaymentTradeOrderCreate],
])

/** The methods about users, whose refusals stand in `error_response`. */
export const OF_USERS: ReadonlySet<string> = new Set(['alipay.system.oauth.token', 'alipay.user.info.share'])

/** The methods whose fields are parameters of their own. */
export const FLAT: ReadonlySet<string> = new Set([
  ...OF_USERS,
  'alipay.offline.material.image.upload',
  'alipay.open.file.upload',
])

/** The methods that a browser opens. */
export const PAGES: ReadonlySet<string> = new Set([
  'alipay.trade.page.pay',
  'alipay.trade.page.refund',
  'alipay.trade.wap.pay',
])

/** The methods of order strings, which the payer's app opens. */
export const APP_METHODS: ReadonlyMap<string, OpenErrand> = new Map([
  ['alipay.fund.auth.order.app.freeze', openFreeze],
  ['alipay.trade.app.pay', openPayment],
])

/** Whether `gateway.do` has a method. */
export function isGatewayMethod(name: string): boolean {
  return PAGES.has(name) || METHODS.has(name)
}

/** Whether Alipay has a method, at `gateway.do` or in the payer's app. */
export function isAlipayMethod(name: string): boolean {
  return isGatewayMethod(name) || APP_METHODS.has(name)
}
