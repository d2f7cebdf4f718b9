/** Writing and signing what bgcpay tells a `notify_url`. Source: document 003, 通知推送示例. */
import { fromCents } from '../../message/amount.ts'
import { beijingTime } from '../../message/beijing-time.ts'
import type { OutgoingNotification } from '../delivery.ts'
import { writeMultipart, writeParameters } from '../parameters.ts'
import type { Numbers } from '../random.ts'
import { signedText } from '../signing.ts'
import type { SharedKey } from './signing.ts'
import type { Trade } from './trades.ts'

/** At most a hundred deliveries: the first at once, which is within 30 seconds, the n-th n × 30 seconds later. */
const PAUSES = Array.from({ length: 99 }, (_, index) => (index + 2) * 30_000)

/** The notification about a trade as it is now; repeats tell the same, each with a time and signature of its own. */
export function tradeNotification(trade: Trade, key: SharedKey, numbers: Numbers): OutgoingNotification {
  const { status, paidAt } = trade
  // A new order has another word here than in a query's answer.
  const told = status === 'WAIT_BUYER_PAY' ? 'WAIT_PAY' : status
  const fields: [string, string][] = [
    ['trade_no', trade.tradeNo],
    ['out_trade_no', trade.outTradeNo],
    ['currency', trade.currency],
    ['total_amount', fromCents(trade.amount)],
    ['subject', trade.subject],
    ['extend_params', trade.extendParams],
    ['payer_id', trade.payerId ?? ''],
    ['trade_status', told],
    ['trade_date', beijingTime(trade.createdAt)],
    ['pay_date', paidAt === undefined ? '' : beijingTime(paidAt)],
  ]
  return {
    notifyId: `${trade.tradeNo} ${told}`,
    url: trade.notifyUrl,
    acknowledgement: 'SUCCESS',
    pauses: PAUSES,
    async write(moment) {
      const query = (sign: string): [string, string][] => [
        ['charset', 'UTF-8'],
        ['method', 'alipay.trade.notify'],
        ['format', 'json'],
        ['sign', sign],
        ['app_id', trade.appId],
        ['version', '1.0'],
        ['sign_type', 'MD5'],
        ['timestamp', beijingTime(moment)],
      ]
      // The merchant's own query is kept, but it is not signed.
      const sign = await key.sign(signedText([...query(''), ...fields], []))
      const boundary = `------------------------${numbers.hex(16)}`
      return {
        url: extended(trade.notifyUrl, writeParameters(query(sign), 'utf-8')),
        type: `multipart/form-data; boundary=${boundary}`,
        body: writeMultipart(fields, boundary),
      }
    },
  }
}

/** Spliced, not parsed: the merchant's own query must come back as it was written. */
function extended(address: string, query: string): string {
  const [, before = '', fragment = ''] = /^([^#]*)(.*)$/s.exec(address) ?? []
  return `${before}${before.includes('?') ? '&' : '?'}${query}${fragment}`
}
