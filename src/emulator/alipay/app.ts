/** `alipay.trade.app.pay`: the merchant's app hands an order string to the payer's Alipay app. */
import { fromCents } from '../../message/amount.ts'
import { beijingTime } from '../../message/beijing-time.ts'
import type { Course, Faults } from '../faults.ts'
import type { KeyPair } from '../signing.ts'
import type { Answer, Bank } from './call.ts'
import { openOrder } from './order.ts'
import { cashierPayer } from './payers.ts'
import type { ReadCall, Reading } from './read-call.ts'
import { type Refusal, refuse } from './refusals.ts'
import type { Trade } from './trades.ts'
import { writeMembers } from './write-answer.ts'

const APP_METHOD = 'alipay.trade.app.pay'

/** What the payer's app hands back to the merchant's app. */
export interface AppResult {
  /**
   * `9000` paid, `4000` failed, `5000` repeated, `6001` cancelled by the payer, `6002` no network, `6004`
   * unknown: query.
   */
  readonly resultStatus: string
  /**
   * JSON text `{"alipay_trade_app_pay_response":{…},"sign":"…","sign_type":"RSA2"}`; the signature is over
   * the text of the inner object. Empty where no answer of the gateway came.
   */
  readonly result: string
  /** A word for the payer: `操作已经取消`; empty when all is well. */
  readonly memo: string
}

/** The payer's app with an order string before it. */
export interface AppCheckout {
  /** Why the gateway refuses the order string: `isv.invalid-signature`; null when it can be paid. */
  readonly refusal: string | null
  /** The payer pays; paying again resolves to `5000`, a refused or closed order to `4000`. */
  pay(): Promise<AppResult>
  /** The payer walks away: `6001`. The order goes on waiting. */
  cancel(): Promise<AppResult>
}

/** What the app works with. */
export interface AppParts {
  readonly readCall: ReadCall
  readonly bank: Bank
  readonly faults: Faults
  readonly keys: KeyPair
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

/** Opens order strings; the order exists from here on. */
export function createApp(parts: AppParts): (orderString: string) => Promise<AppCheckout> {
  const { readCall, bank, faults, keys } = parts

  return async orderString => {
    const request = new Request('http://127.0.0.1/', { method: 'POST', headers: FORM, body: orderString })
    const reading = await readCall(request, name => name === APP_METHOD)
    const call = await reading.check()
    if (!('code' in call)) call.fields.text('product_code', { max: 64 })
    const trade = 'code' in call ? call : openOrder(call, bank, '15d')

    return {
      refusal: 'code' in trade ? trade.sub_code : null,
      pay() {
        bank.clock.catchUp()
        return faults.strike(APP_METHOD, undefined, course(trade, reading))
      },
      cancel: async () => ({ resultStatus: '6001', result: '', memo: '操作已经取消' }),
    }
  }

  function course(trade: Trade | Refusal, reading: Reading): Course<AppResult> {
    return {
      run: () => pay(trade, reading),
      unavailable: async () => UNKNOWN,
      lost: async (_, isDone) => (isDone ? UNKNOWN : OFFLINE),
    }
  }

  async function pay(trade: Trade | Refusal, reading: Reading): Promise<AppResult> {
    if ('code' in trade) return failed(trade, reading)
    if (trade.status === 'TRADE_CLOSED') return failed(refuse('ACQ.TRADE_HAS_CLOSE'), reading)
    if (trade.status !== 'WAIT_BUYER_PAY') return { resultStatus: '5000', result: '', memo: '重复请求' }
    bank.trades.pay(trade, trade.payer ?? cashierPayer)
    return { resultStatus: '9000', result: await write(paid(trade), reading), memo: '' }
  }

  async function failed(refusal: Refusal, reading: Reading): Promise<AppResult> {
    return { resultStatus: '4000', result: await write(refusal, reading), memo: refusal.sub_msg }
  }

  async function write(answer: Answer, reading: Reading): Promise<string> {
    const members = await writeMembers(answer, reading, keys)
    const type = reading.signType === undefined ? [] : [`"sign_type":"${reading.signType}"`]
    return `{${[...members, ...type].join(',')}}`
  }

  function paid(trade: Trade): Answer {
    return {
      code: '10000',
      msg: 'Success',
      app_id: trade.appId,
      auth_app_id: trade.appId,
      charset: trade.charset,
      timestamp: beijingTime(bank.clock.now()),
      out_trade_no: trade.outTradeNo,
      total_amount: fromCents(trade.amount),
      trade_no: trade.tradeNo,
      seller_id: trade.sellerId,
    }
  }
}

const UNKNOWN: AppResult = { resultStatus: '6004', result: '', memo: '处理结果未知' }
const OFFLINE: AppResult = { resultStatus: '6002', result: '', memo: '网络连接出错' }
