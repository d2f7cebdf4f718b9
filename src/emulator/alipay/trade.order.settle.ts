/** `alipay.trade.order.settle`: shares of a paid trade go on to others, once per request number. */
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import type { FieldReader } from './fields.ts'
import { findTrade } from './find.ts'
import { type Refusal, refuse, refuseFields } from './refusals.ts'
import type { Settlement, Share } from './royalties.ts'
import type { Trade } from './trades.ts'

/** Shares out no more than what the merchant has of the trade: its amount without refunds and earlier shares. */
export function tradeOrderSettle(call: Call, bank: Bank): Answer {
  const { fields } = call
  const number = fields.text('out_request_no', { required: true, max: 64 })
  fields.text('trade_no', { required: true, max: 64 })
  fields.text('operator_id', { max: 64 })
  fields.text('royalty_mode', { pattern: /^a?sync$/ })
  const finishes = fields.object('extend_params')?.text('royalty_finish', { pattern: FLAG }) === 'true'
  const items = fields.items('royalty_parameters', { required: !finishes })
  const trade = findTrade(call, bank)
  if ('code' in trade) return trade
  const shares = items.map(item => readShare(item, trade))
  if (fields.problems.length > 0) return refuseFields(fields.problems)

  const earlier = bank.royalties.byRequest(trade, number)
  if (earlier !== undefined) {
    return isSame(earlier, shares) ? settled(earlier) : refuse('ACQ.DISCORDANT_REPEAT_REQUEST')
  }
  const refusal = refuseSettling(trade, shares, bank)
  return refusal ?? settled(bank.royalties.settle(trade, number, shares, finishes))
}

const FLAG = /^(?:true|false)$/

function readShare(item: FieldReader, trade: Trade): Share {
  const type = item.text('royalty_type', { pattern: /^(?:transfer|replenish)$/ })
  const to = item.text('trans_in', { required: true, max: 64 })
  const toType = item.text('trans_in_type', { pattern: /^(?:userId|loginName|cardAliasNo|openId)$/ })
  const from = item.text('trans_out', { max: 64 })
  const fromType = item.text('trans_out_type', { pattern: /^(?:userId|loginName)$/ })
  const percentage = item.text('amount_percentage', { pattern: /^(?:[1-9]\d?|100)$/ })
  const amount = item.amount('amount', percentage === '')
  item.text('desc', { max: 1000 })
  return {
    type: type === 'replenish' ? 'replenish' : 'transfer',
    to,
    toType: toType || 'userId',
    from: from || trade.sellerId,
    fromType: fromType || 'userId',
    amount: amount ?? (trade.amount * BigInt(percentage)) / 100n,
  }
}

function refuseSettling(
  trade: Trade,
  shares: readonly Share[],
  { royalties, accounts }: Bank,
): Refusal | undefined {
  if (trade.paidAt === undefined) return refuse('ACQ.TRADE_STATUS_ERROR')
  if (trade.status === 'TRADE_CLOSED') return refuse('ACQ.REASON_TRADE_STATUS_INVALID')
  if (royalties.isFinished(trade)) return refuse('ACQ.ALREADY_FINISH_ALLOC')
  const isKnown = ({ to, toType }: Share) => toType !== 'userId' || /^2088\d{12}$/.test(to)
  if (!shares.every(isKnown)) return refuse('ACQ.ROYALTY_ACCOUNT_NOT_EXIST')
  const asked = shares.filter(({ type }) => type === 'transfer').reduce((sum, { amount }) => sum + amount, 0n)
  const left = trade.amount - trade.refunded - royalties.sharedOf(trade)
  if (asked > left) return refuse('ACQ.TRADE_SETTLE_ERROR')
  const paying = new Map<string, bigint>()
  for (const { from, amount } of shares.filter(({ fromType }) => fromType === 'userId')) {
    paying.set(from, (paying.get(from) ?? 0n) + amount)
  }
  const isCovered = [...paying].every(([from, amount]) => amount <= accounts.balance(from))
  return isCovered ? undefined : refuse('ACQ.TXN_RESULT_ACCOUNT_BALANCE_NOT_ENOUGH')
}

function isSame({ shares: earlier }: Settlement, shares: readonly Share[]): boolean {
  return (
    earlier.length === shares.length &&
    shares.every(({ to, type, amount }, index) => {
      const before = earlier[index]
      return before?.to === to && before.type === type && before.amount === amount
    })
  )
}

function settled({ trade, settleNo }: Settlement): Answer {
  return success({ settle_no: settleNo, trade_no: trade.tradeNo })
}
