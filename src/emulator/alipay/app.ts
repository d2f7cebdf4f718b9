/** Order strings: the merchant's app hands one to the payer's Alipay app, which asks the payer. */
import type { Course, Faults } from '../faults.ts'
import type { Answer, Bank } from './call.ts'
import type { Errand } from './errand.ts'
import { APP_METHODS } from './methods.ts'
import type { ReadCall, Reading } from './read-call.ts'
import { type Refusal, refuse } from './refusals.ts'
import type { Seals } from './seals.ts'
import { writeMembers } from './write-answer.ts'

/** What the payer's app hands back to the merchant's app. */
export interface AppResult {
  /**
   * `9000` paid, `4000` failed, `5000` repeated, `6001` cancelled by the payer, `6002` no network, `6004`
   * unknown: query.
   */
  readonly resultStatus: string
  /**
   * JSON text `{"alipay_trade_app_pay_response":{…},"sign":"…","sign_type":"RSA2"}`, named after its method;
   * the signature is over the text of the inner object. Empty where no answer of the gateway came.
   */
  readonly result: string
  /** A word for the payer: `操作已经取消`; empty when all is well. */
  readonly memo: string
}

/** The payer's app with an order string before it. */
export interface AppCheckout {
  /** Why the gateway refuses the order string: `isv.invalid-signature`; null when it can be paid. */
  readonly refusal: string | null
  /** The payer pays, or agrees to a freeze; once more resolves to `5000`, what is refused or closed to `4000`. */
  pay(): Promise<AppResult>
  /** The payer walks away: `6001`. The order goes on waiting. */
  cancel(): Promise<AppResult>
}

/** What the app works with. */
export interface AppParts {
  readonly readCall: ReadCall
  readonly bank: Bank
  readonly faults: Faults
  readonly seals: Seals
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

/** Opens order strings; the order exists from here on. */
export function createApp(parts: AppParts): (orderString: string) => Promise<AppCheckout> {
  const { readCall, bank, faults, seals } = parts

  return async orderString => {
    const request = new Request('http://127.0.0.1/', { method: 'POST', headers: FORM, body: orderString })
    const reading = await readCall(request, name => APP_METHODS.has(name))
    const call = await reading.check()
    const open = APP_METHODS.get(reading.method)
    const errand = 'code' in call ? call : (open?.(call, bank) ?? refuse('isv.invalid-method'))

    return {
      refusal: 'code' in errand ? errand.sub_code : null,
      pay() {
        bank.clock.catchUp()
        return faults.strike(reading.method, undefined, course(errand, reading))
      },
      cancel: async () => ({ resultStatus: '6001', result: '', memo: '操作已经取消' }),
    }
  }

  function course(errand: Errand | Refusal, reading: Reading): Course<AppResult> {
    return {
      run: () => pay(errand, reading),
      unavailable: async () => UNKNOWN,
      lost: async (_, isDone) => (isDone ? UNKNOWN : OFFLINE),
    }
  }

  async function pay(errand: Errand | Refusal, reading: Reading): Promise<AppResult> {
    const answer = 'code' in errand ? errand : errand.agree()
    if (answer === 'repeated') return { resultStatus: '5000', result: '', memo: '重复请求' }
    const result = await write(answer, reading)
    if ('sub_msg' in answer) return { resultStatus: '4000', result, memo: String(answer.sub_msg) }
    return { resultStatus: '9000', result, memo: '' }
  }

  async function write(answer: Answer, reading: Reading): Promise<string> {
    const members = await writeMembers(answer, reading, seals)
    const type = reading.signType === undefined ? [] : [`"sign_type":"${reading.signType}"`]
    return `{${[...members, ...type].join(',')}}`
  }
}

const UNKNOWN: AppResult = { resultStatus: '6004', result: '', memo: '处理结果未知' }
const OFFLINE: AppResult = { resultStatus: '6002', result: '', memo: '网络连接出错' }
