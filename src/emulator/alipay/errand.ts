/** What an order string asks the payer's app for: to pay an order, or to freeze money for one. */
import { fromCents } from '../../message/amount.ts'
import { beijingTime } from '../../message/beijing-time.ts'
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { freezeFor, freezeNumbers, operationFields, readFreeze } from './freeze-order.ts'
import { openOrder } from './order.ts'
import { cashierPayer } from './payers.ts'
import { type Refusal, refuse } from './refusals.ts'

/** Something that the payer may agree to, once. */
export interface Errand {
  /** Agrees: the signed answer, a refusal, or `repeated` where it was agreed to before. */
  agree(): Answer | 'repeated'
}

/** Opens what a call asks for. */
export type OpenErrand = (call: Call, bank: Bank) => Errand | Refusal

/** Pays the order of `alipay.trade.app.pay`, which exists from here on. */
export function openPayment(call: Call, bank: Bank): Errand | Refusal {
  call.fields.text('product_code', { max: 64 })
  const trade = openOrder(call, bank, '15d')
  if ('code' in trade) return trade
  return {
    agree() {
      if (trade.status === 'TRADE_CLOSED') return refuse('ACQ.TRADE_HAS_CLOSE')
      if (trade.status !== 'WAIT_BUYER_PAY') return 'repeated'
      bank.trades.pay(trade, trade.payer ?? cashierPayer)
      return success({
        app_id: trade.appId,
        auth_app_id: trade.authAppId,
        charset: trade.charset,
        timestamp: beijingTime(bank.clock.now()),
        out_trade_no: trade.outTradeNo,
        total_amount: fromCents(trade.amount),
        trade_no: trade.tradeNo,
        seller_id: trade.sellerId,
      })
    },
  }
}

/** Freezes what `alipay.fund.auth.order.app.freeze` asks for; the freeze waits from here on. */
export function openFreeze(call: Call, bank: Bank): Errand | Refusal {
  call.fields.text('product_code', { required: true })
  const order = readFreeze(call, bank, 'PRE_AUTH_ONLINE')
  const freeze = 'code' in order ? order : freezeFor(order, bank)
  if ('code' in freeze) return freeze
  return {
    agree() {
      if (freeze.status === 'CLOSED') return refuse('ORDER_ALREADY_CLOSED')
      if (freeze.status !== 'INIT') return 'repeated'
      const payer = freeze.payer ?? cashierPayer
      bank.freezes.authorize(freeze, payer)
      const [operation] = freeze.operations
      return success({
        ...freezeNumbers(freeze, operation),
        ...operationFields(operation),
        payer_user_id: payer.id,
      })
    },
  }
}
