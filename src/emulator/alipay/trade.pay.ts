/** `alipay.trade.pay`: the merchant scans the payer's code. */

import { fromCents } from '../../message/amount.ts'
import { beijingTime } from '../../message/beijing-time.ts'
import { buyerFields, moneyFields, success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { readOrder, refuseRepeat } from './order.ts'
import { refuse, refuseFields } from './refusals.ts'
import { payFrozen } from './trade.pay.frozen.ts'
import type { Trade } from './trades.ts'

/** Pays at once, or answers 10003 when the payer has to confirm. */
export function tradePay(call: Call, bank: Bank): Answer {
  const { fields } = call
  if (fields.text('auth_no') !== '') {
    const taken = payFrozen(call, bank)
    return 'code' in taken ? taken : paid(taken)
  }
  fields.text('scene', { required: true, pattern: /^(?:bar_code|wave_code|security_code)$/ })
  const authCode = fields.text('auth_code', { required: true })
  const order = readOrder(call, bank, '3h')
  if ('code' in order) return order
  if (fields.problems.length > 0) return refuseFields(fields.problems)

  const earlier = bank.trades.byOrder(order.appId, order.outTradeNo)
  const repeated = refuseRepeat(earlier, order)
  if (repeated !== undefined) return repeated
  const code = bank.codes.read(authCode, earlier)
  if (code === undefined) return refuse('ACQ.PAYMENT_AUTH_CODE_INVALID')
  const { payer, balance, confirms } = code
  if (earlier?.payer !== undefined && earlier.payer.id !== payer.id)
    return refuse('ACQ.TRADE_BUYER_NOT_MATCH')
  if (balance !== undefined && balance < order.amount) return refuse('ACQ.BUYER_BALANCE_NOT_ENOUGH')

  const trade = earlier ?? bank.trades.open(order)
  bank.codes.use(authCode, trade)
  if (confirms) {
    trade.payer = payer
    return waiting(trade)
  }
  bank.trades.pay(trade, payer)
  return paid(trade)
}

function waiting(trade: Trade): Answer {
  return {
    code: '10003',
    msg: 'order success pay inprocess',
    ...buyerFields(trade),
    out_trade_no: trade.outTradeNo,
    total_amount: fromCents(trade.amount),
    trade_no: trade.tradeNo,
  }
}

function paid(trade: Trade): Answer {
  return success({
    ...buyerFields(trade),
    ...moneyFields(trade),
    gmt_payment: trade.paidAt === undefined ? '' : beijingTime(trade.paidAt),
    out_trade_no: trade.outTradeNo,
    total_amount: fromCents(trade.amount),
    trade_no: trade.tradeNo,
  })
}
