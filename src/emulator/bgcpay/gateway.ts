/** `gateway.do` of bgcpay: checks a request, runs its method, writes the answer. */
import type { Faults } from '../faults.ts'
import { readParameters } from '../parameters.ts'
import { readObject } from '../read-object.ts'
import type { Answer, App, Bank, Call, Method } from './call.ts'
import { looksLikeAttack, refuseParameters, refuseSignature } from './checks.ts'
import { createFieldReader } from './fields.ts'
import { fundTransCommonQuery } from './fund.trans.query.ts'
import { fundTransUniTransfer } from './fund.trans.uni.transfer.ts'
import { type Refusal, refuse, refuseFields } from './refusals.ts'
import { tradePay } from './trade.pay.ts'
import { tradeQuery } from './trade.query.ts'
import { userQuery } from './user.query.ts'
import { writeAnswer } from './write-answer.ts'

const METHODS: ReadonlyMap<string, Method> = new Map([
  ['bgcpay.fund.trans.common.query', fundTransCommonQuery],
  ['bgcpay.fund.trans.uni.transfer', fundTransUniTransfer],
  ['bgcpay.trade.pay', tradePay],
  ['bgcpay.trade.query', tradeQuery],
  ['bgcpay.user.query', userQuery],
])

/** Whether bgcpay has a method. */
export function isBgcpayMethod(name: string): boolean {
  return METHODS.has(name)
}

/** Answers requests to bgcpay's `gateway.do`. */
export function createGateway(
  apps: ReadonlyMap<string, App>,
  bank: Bank,
  faults: Faults,
): (request: Request) => Promise<Response> {
  async function check(parameters: ReadonlyMap<string, string>): Promise<Call | Refusal> {
    const text = (name: string) => parameters.get(name) ?? ''
    const app = apps.get(text('app_id'))
    const malformed = refuseParameters(parameters, app, isBgcpayMethod)
    if (malformed !== undefined || app === undefined) return malformed ?? refuse('isv.invalid-app-id')
    const forged = await refuseSignature(parameters, app)
    if (forged !== undefined) return forged
    if (app.methods !== undefined && !app.methods.includes(text('method'))) {
      return refuse('isv.insufficient-isv-permissions')
    }
    const business = text('biz_content') === '' ? undefined : readObject(text('biz_content'))
    if (business === undefined) return refuseFields('isv.invalid-parameter', ['biz_content'])
    if ([...parameters.values(), ...business.values()].some(looksLikeAttack)) {
      return refuse('isv.suspected-attack')
    }
    return { app, fields: createFieldReader(business), notifyUrl: text('notify_url') }
  }

  return async request => {
    const { parameters } = await readParameters(request, () => 'utf-8')
    const method = parameters.get('method') ?? ''
    const write = async (answer: Answer) =>
      new Response(await writeAnswer(answer, method, apps.get(parameters.get('app_id') ?? '')), {
        headers: { 'content-type': 'application/json;charset=UTF-8' },
      })
    return faults.strike(method, request.signal, {
      async run() {
        const call = await check(parameters)
        if ('code' in call) return write(call)
        return write(METHODS.get(method)?.(call, bank) ?? refuseFields('isv.invalid-parameter', ['method']))
      },
      unavailable: () => write(refuse('isp.unknow-error')),
      lost: error => Promise.reject(error),
    })
  }
}
