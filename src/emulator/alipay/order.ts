/** Reading an order out of a call, for all methods that open one. */
import { readDeadline } from '../times.ts'
import type { Bank, Call } from './call.ts'
import { type Refusal, refuse, refuseFields } from './refusals.ts'
import type { Order, Trade } from './trades.ts'

/**
 * Reads and checks an order; `usual` is the time to pay when the order sets none, like `15d`, and `number` the
 * field that holds the merchant's number.
 */
export function readOrder(
  { fields, ...call }: Call,
  bank: Bank,
  usual: string,
  number = 'out_trade_no',
): Order | Refusal {
  const now = bank.clock.now().getTime()
  const deadline = readDeadline(now, fields.text('time_expire'), fields.text('timeout_express'), usual)
  if (deadline === undefined) fields.reject(fields.text('time_expire') ? 'time_expire' : 'timeout_express')
  const outTradeNo = fields.text(number, { required: true, max: 64, pattern: /^[\w-]+$/ })
  const subject = fields.text('subject', { required: true, max: 256 })
  const body = fields.text('body', { max: 128 })
  const sellerId = fields.text('seller_id', { max: 28 })
  const passbackParams = fields.text('passback_params', { max: 512 })
  const amount = readTotal(fields)
  if (fields.problems.length > 0 || deadline === undefined || amount === undefined) {
    return refuseFields(fields.problems)
  }
  return {
    appId: call.app.appId,
    authAppId: call.app.authAppId,
    outTradeNo,
    subject,
    body,
    amount,
    sellerId: sellerId === '' ? call.app.sellerId : sellerId,
    passbackParams,
    notifyUrl: call.notifyUrl,
    charset: call.charset,
    signType: call.signType,
    deadline,
  }
}

/** Reads the order of a call and opens its trade, or finds the one that waits already. */
export function openOrder(call: Call, bank: Bank, usual: string): Trade | Refusal {
  const order = readOrder(call, bank, usual)
  return 'code' in order ? order : tradeFor(order, bank)
}

/** The trade of an order: the one that waits already, or a new one. */
export function tradeFor(order: Order, { trades }: Bank): Trade | Refusal {
  const earlier = trades.byOrder(order.appId, order.outTradeNo)
  return refuseRepeat(earlier, order) ?? earlier ?? trades.open(order)
}

/** Why an order that came before cannot be paid by this request; undefined if it can. */
export function refuseRepeat(
  trade: Trade | undefined,
  order: Order,
  earlier: Order | undefined = trade,
): Refusal | undefined {
  if (trade?.status === 'TRADE_CLOSED') return refuse('ACQ.TRADE_HAS_CLOSE')
  if (trade !== undefined && trade.status !== 'WAIT_BUYER_PAY') return refuse('ACQ.TRADE_HAS_SUCCESS')
  if (earlier === undefined) return undefined
  const same = earlier.amount === order.amount && earlier.subject === order.subject
  return same ? undefined : refuse('ACQ.CONTEXT_INCONSISTENT')
}

/** The total, or the sum of its two parts when only they are sent. Source: document 002, `total_amount`. */
function readTotal(fields: Call['fields']): bigint | undefined {
  const discountable = fields.amount('discountable_amount')
  const undiscountable = fields.amount('undiscountable_amount')
  const parts =
    discountable === undefined || undiscountable === undefined ? undefined : discountable + undiscountable
  const total = fields.amount('total_amount', parts === undefined)
  const part = (discountable ?? 0n) + (undiscountable ?? 0n)
  if (total !== undefined && (parts === undefined ? part > total : parts !== total))
    fields.reject('total_amount')
  return total ?? parts
}
