/** `gateway.do` of the Alipay Open Platform: checks a request, runs its method, signs the answer. */
import { encode, isCharset } from '../charset.ts'
import { readParameters } from '../parameters.ts'
import type { Numbers } from '../random.ts'
import { isSignType, type KeyPair } from '../signing.ts'
import type { Answer, App, Bank, Call, Method } from './call.ts'
import type { Cashier } from './cashier.ts'
import { looksLikeAttack, refuseParameters, refuseSignature } from './checks.ts'
import { createFieldReader } from './fields.ts'
import { type Refusal, refuse } from './refusals.ts'
import { tradePay } from './trade.pay.ts'
import { tradeQuery } from './trade.query.ts'
import { tradeRefund } from './trade.refund.ts'

const METHODS: ReadonlyMap<string, Method> = new Map([
  ['alipay.trade.pay', tradePay],
  ['alipay.trade.query', tradeQuery],
  ['alipay.trade.refund', tradeRefund],
])
const PAGE = 'alipay.trade.page.pay'

/** What the gateway works with. */
export interface GatewayParts {
  readonly apps: ReadonlyMap<string, App>
  readonly bank: Bank
  readonly cashier: Cashier
  readonly keys: KeyPair
  readonly numbers: Numbers
}

/** Answers requests to `gateway.do`. */
export function createGateway(parts: GatewayParts): (request: Request) => Promise<Response> {
  const { apps, bank, cashier, keys, numbers } = parts
  const isMethod = (name: string) => name === PAGE || METHODS.has(name)

  async function check(parameters: ReadonlyMap<string, string>, charset: string): Promise<Call | Refusal> {
    const app = apps.get(parameters.get('app_id') ?? '')
    const malformed = refuseParameters(parameters, app, isMethod)
    if (malformed !== undefined || app === undefined) return malformed ?? refuse('isv.invalid-app-id')
    const forged = await refuseSignature(parameters, app, charset)
    if (forged !== undefined) return forged
    const business = readObject(parameters.get('biz_content') ?? '')
    if (business === undefined) return refuse('isv.invalid-parameter', '：biz_content')
    if ([...parameters.values(), ...business.values()].some(looksLikeAttack)) {
      return refuse('isv.suspected-attack')
    }
    return {
      app,
      fields: createFieldReader(business),
      charset,
      signType: parameters.get('sign_type') === 'RSA' ? 'RSA' : 'RSA2',
      notifyUrl: parameters.get('notify_url') ?? '',
      returnUrl: parameters.get('return_url') ?? '',
    }
  }

  /** Signed as soon as it is known with whom and how; before that in an unsigned `error_response`. */
  async function write(answer: Answer, parameters: ReadonlyMap<string, string>, charset: string) {
    const method = parameters.get('method') ?? ''
    const signType = parameters.get('sign_type') ?? ''
    const isKnown = apps.has(parameters.get('app_id') ?? '')
    const node = isKnown && isMethod(method) ? method.replaceAll('.', '_') : 'error'
    const inner = JSON.stringify(answer).replaceAll('/', '\\/')
    const signs = isKnown && isSignType(signType)
    const sign = signs ? `,"sign":"${await keys.sign(inner, signType, charset)}"` : ''
    return new Response(encode(`{"${node}_response":${inner}${sign}}`, charset) as BodyInit, {
      headers: { 'content-type': `text/html;charset=${charset}`, trace_id: numbers.hex(32) },
    })
  }

  return async request => {
    const { parameters, charset } = await readParameters(request, raw => {
      const named = raw('charset') ?? apps.get(raw('app_id') ?? '')?.charset ?? ''
      return isCharset(named) ? named.toLowerCase() : 'utf-8'
    })
    const call = await check(parameters, charset)
    const method = parameters.get('method') ?? ''
    if (method === PAGE) return 'code' in call ? cashier.refuse(call) : cashier.open(call)
    const answer = 'code' in call ? call : METHODS.get(method)?.(call, bank)
    return write(answer ?? refuse('isv.invalid-method'), parameters, charset)
  }
}

/** The members of a JSON object; none for an empty text, undefined for anything else. */
function readObject(text: string): ReadonlyMap<string, unknown> | undefined {
  if (text === '') return new Map()
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? new Map(Object.entries(value)) : undefined
  } catch {
    return undefined
  }
}
