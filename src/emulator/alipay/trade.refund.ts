/** `alipay.trade.refund`: money back, once per refund number. */
import { fromCents } from '../../message/amount.ts'
import { beijingTime } from '../../message/beijing-time.ts'
import { buyerFields, refundDetails, success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { findTrade } from './find.ts'
import { type Refusal, refuse, refuseFields } from './refusals.ts'
import type { Refund, RefundOrder, Trade } from './trades.ts'

/** A refund that may be made, or was made before by the same number. */
export interface RefundRequest {
  readonly trade: Trade
  readonly order: RefundOrder
  readonly earlier: Refund | undefined
}

/** Refunds a part or all of a trade. */
export function tradeRefund(call: Call, bank: Bank): Answer {
  const request = readRefund(call, bank)
  if ('code' in request) return request
  const { trade, earlier } = request
  return refunded(call, trade, makeRefund(request, bank), earlier === undefined ? 'Y' : 'N')
}

/** Makes a refund, once. */
export function makeRefund({ trade, order, earlier }: RefundRequest, { trades }: Bank): Refund {
  return earlier ?? trades.refund(trade, order)
}

/**
 * Reads and checks what is to be refunded.
 *
 * Without `out_request_no` the order's number stands in for it, so that a second partial refund counts as a
 * repeat of the first.
 */
export function readRefund(call: Call, bank: Bank): RefundRequest | Refusal {
  const { fields } = call
  const amount = fields.amount('refund_amount', true)
  const asked = fields.text('out_request_no', { max: 64 })
  const reason = fields.text('refund_reason', { max: 256 })
  const trade = findTrade(call, bank)
  if ('code' in trade) return trade
  if (amount === undefined || fields.problems.length > 0) return refuseFields(fields.problems)

  const number = asked === '' ? trade.outTradeNo : asked
  const earlier = trade.refunds.get(number)
  const tellsDepositBack = fields.lists('query_options', 'deposit_back_info')
  const order = { number, amount, reason, tellsDepositBack }
  if (earlier !== undefined) {
    return earlier.amount === amount ? { trade, order, earlier } : refuse('ACQ.DISCORDANT_REPEAT_REQUEST')
  }
  const refusal = refuseState(trade)
  if (refusal !== undefined) return refusal
  if (trade.refunded + amount > trade.amount) return refuse('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL')
  if (bank.accounts.balance(trade.sellerId) < amount) return refuse('ACQ.SELLER_BALANCE_NOT_ENOUGH')
  return { trade, order, earlier }
}

function refuseState({ status }: Trade): Refusal | undefined {
  if (status === 'WAIT_BUYER_PAY') return refuse('ACQ.TRADE_STATUS_ERROR')
  if (status === 'TRADE_FINISHED') return refuse('ACQ.TRADE_HAS_FINISHED')
  return status === 'TRADE_CLOSED' ? refuse('ACQ.TRADE_HAS_CLOSE') : undefined
}

/** `refund_fee` is the running total of the trade, as it stood when this refund was made. */
function refunded({ fields }: Call, trade: Trade, refund: Refund, fundChange: 'Y' | 'N'): Answer {
  return success({
    ...buyerFields(trade),
    fund_change: fundChange,
    gmt_refund_pay: beijingTime(refund.time),
    out_trade_no: trade.outTradeNo,
    ...(fields.lists('query_options', 'refund_detail_item_list') ? refundDetails(refund) : {}),
    refund_fee: fromCents(refund.total),
    trade_no: trade.tradeNo,
  })
}
