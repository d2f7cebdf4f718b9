/** What is told of trades: notifications to `notify_url`, returns to `return_url`. */
import { fromCents } from '../../message/amount.ts'
import { beijingTime } from '../../message/beijing-time.ts'
import type { OutgoingNotification } from '../delivery.ts'
import type { Numbers } from '../random.ts'
import { beijingTimeWithMilliseconds } from '../times.ts'
import type { App } from './call.ts'
import { numberAt, outgoing, signedLocation } from './notification.ts'
import type { Seals } from './seals.ts'
import type { DepositBack, Refund, Trade, Visit } from './trades.ts'

/**
 * The notification about a trade as it is now; repeats tell the same, whatever happens to the trade later.
 *
 * A partial refund is told as `TRADE_SUCCESS`, a full one as `TRADE_CLOSED`, both with the running total in
 * `refund_fee`.
 */
export function tradeNotification(
  trade: Trade,
  refund: Refund | undefined,
  now: Date,
  numbers: Numbers,
  seals: Seals,
): OutgoingNotification {
  const notifyId = numberAt(now, numbers)
  const fields = new Map([
    ...tradeFields(trade),
    ...(refund === undefined
      ? []
      : [
          ['refund_fee', fromCents(refund.total)] as const,
          ['gmt_refund', beijingTimeWithMilliseconds(refund.time)] as const,
          ['out_biz_no', refund.number] as const,
        ]),
  ])
  const timed = (moment: Date) => ['notify_time', beijingTime(moment)] as const
  return outgoing({ notifyId, url: trade.notifyUrl, style: trade, fields, timed }, seals)
}

/**
 * The message that a refund reached a bank card, or could not and went to the payer's balance.
 *
 * It goes to the app's own gateway (应用网关), not to `notify_url`, and has another form: the trade is told in
 * `biz_content`, encrypted where the app has a key for that.
 */
export function depositBackNotification(
  { appGateway, cipher }: App,
  trade: Trade,
  refund: Refund,
  { status, time }: DepositBack,
  numbers: Numbers,
  seals: Seals,
): OutgoingNotification {
  const notifyId = numberAt(time, numbers)
  const content = {
    bank_ack_time: beijingTime(time),
    dback_amount: fromCents(refund.amount),
    dback_status: status,
    est_bank_receipt_time: beijingTime(time),
    out_request_no: refund.number,
    out_trade_no: trade.outTradeNo,
    trade_no: trade.tradeNo,
  }
  const fields = new Map([
    ['msg_method', 'alipay.trade.refund.depositback.completed'],
    ['app_id', trade.appId],
    ['msg_app_id', trade.appId],
    ['msg_type', 'app'],
    ['version', '1.1'],
    ['charset', trade.charset],
    ['biz_content', JSON.stringify(content)],
  ])
  const timed = (moment: Date) => ['utc_timestamp', String(moment.getTime())] as const
  return outgoing({ notifyId, url: appGateway, style: trade, fields, timed, cipher }, seals)
}

/** Where the payer's browser goes after paying: `return_url` with signed parameters. */
export async function returnLocation(
  trade: Trade,
  { method, returnUrl }: Visit,
  now: Date,
  seals: Seals,
): Promise<string> {
  const fields = new Map([
    ['charset', trade.charset],
    ['out_trade_no', trade.outTradeNo],
    ['method', `${method}.return`],
    ['total_amount', fromCents(trade.amount)],
    ['trade_no', trade.tradeNo],
    ['auth_app_id', trade.authAppId],
    ['version', '1.0'],
    ['app_id', trade.appId],
    ['seller_id', trade.sellerId],
    ['timestamp', beijingTime(now)],
  ])
  return signedLocation(returnUrl, fields, trade, seals)
}

function tradeFields(trade: Trade): (readonly [string, string])[] {
  const { paidAt, endedAt, payer } = trade
  const total = fromCents(trade.amount)
  return [
    ['gmt_create', beijingTime(trade.createdAt)],
    ['charset', trade.charset],
    ['gmt_payment', paidAt === undefined ? '' : beijingTime(paidAt)],
    ['gmt_close', endedAt === undefined ? '' : beijingTime(endedAt)],
    ['subject', trade.subject],
    ['body', trade.body],
    ['passback_params', trade.passbackParams],
    payer?.openId === undefined ? ['buyer_id', payer?.id ?? ''] : ['buyer_open_id', payer.openId],
    ['version', '1.0'],
    ['notify_type', 'trade_status_sync'],
    ['out_trade_no', trade.outTradeNo],
    ['trade_no', trade.tradeNo],
    ['trade_status', trade.status],
    ['total_amount', total],
    ['app_id', trade.appId],
    ['auth_app_id', trade.authAppId],
    ['seller_id', trade.sellerId],
    ...(paidAt === undefined ? [] : paidFields(total)),
  ]
}

/** The inner names are camelCase here and snake_case in answers. */
function paidFields(total: string): (readonly [string, string])[] {
  return [
    ['fund_bill_list', JSON.stringify([{ amount: total, fundChannel: 'ALIPAYACCOUNT' }])],
    ['receipt_amount', total],
    ['buyer_pay_amount', total],
    ['invoice_amount', total],
    ['point_amount', '0.00'],
  ]
}
