/** `alipay.trade.settle.confirm`: the money of a trade of direct pay (直付通) goes to the merchant behind the platform. */
import { fromCents } from '../../message/amount.ts'
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { findTrade } from './find.ts'
import { refuse, refuseFields } from './refusals.ts'
import type { Trade } from './trades.ts'

/** Settles once per request number, no more than what is left of the trade. */
export function tradeSettleConfirm(call: Call, bank: Bank): Answer {
  const { fields } = call
  const number = fields.text('out_request_no', { required: true, max: 64 })
  fields.text('trade_no', { required: true, max: 64 })
  const details = fields.object('settle_info', true)?.items('settle_detail_infos', { required: true, max: 1 })
  const [detail] = details ?? []
  const type = detail?.text('trans_in_type', { required: true, pattern: TYPES }) ?? ''
  const to = detail?.text('trans_in', { required: type !== 'defaultSettle', max: 64 }) ?? ''
  if (type === 'defaultSettle' && to !== '') detail?.reject('trans_in')
  const whole = detail?.amount('amount', true)
  const amount = detail?.amount('actual_amount') ?? whole
  const trade = findTrade(call, bank)
  if ('code' in trade) return trade
  if (amount === undefined || fields.problems.length > 0) return refuseFields(fields.problems)

  const confirmed = bank.confirmed.get(trade) ?? new Map<string, bigint>()
  const earlier = confirmed.get(number)
  if (earlier !== undefined) {
    return earlier === amount ? settled(trade, number, amount) : refuse('ACQ.DISCORDANT_REPEAT_REQUEST')
  }
  if (trade.status !== 'TRADE_SUCCESS') return refuse('ACQ.REASON_TRADE_STATUS_INVALID')
  const left = [...confirmed.values()].reduce((rest, one) => rest - one, trade.amount - trade.refunded)
  if (left === 0n) return refuse('ACQ.ALREADY_CONFIRM_SETTLE')
  if (amount > left) return refuse('ACQ.TRADE_SETTLE_ERROR')
  bank.confirmed.set(trade, confirmed.set(number, amount))
  return settled(trade, number, amount)
}

const TYPES = /^(?:cardAliasNo|userId|loginName|defaultSettle)$/

function settled(trade: Trade, number: string, amount: bigint): Answer {
  return success({ out_request_no: number, settle_amount: fromCents(amount), trade_no: trade.tradeNo })
}
