/** `gateway.do` of the Alipay Open Platform: checks a request, runs its method, signs the answer. */
import { encode } from '../charset.ts'
import type { Faults } from '../faults.ts'
import type { Numbers } from '../random.ts'
import type { Answer, Bank } from './call.ts'
import type { Cashier } from './cashier.ts'
import { isGatewayMethod, METHODS, PAGES } from './methods.ts'
import type { ReadCall, Reading } from './read-call.ts'
import { refuse } from './refusals.ts'
import type { Seals } from './seals.ts'
import { writeMembers } from './write-answer.ts'

/** What the gateway works with. */
export interface GatewayParts {
  readonly readCall: ReadCall
  readonly bank: Bank
  readonly cashier: Cashier
  readonly faults: Faults
  readonly seals: Seals
  readonly numbers: Numbers
}

/** Answers requests to `gateway.do`. */
export function createGateway(parts: GatewayParts): (request: Request) => Promise<Response> {
  const { readCall, bank, cashier, faults, seals, numbers } = parts

  async function write(answer: Answer, reading: Reading): Promise<Response> {
    const members = await writeMembers(answer, reading, seals)
    return new Response(encode(`{${members.join(',')}}`, reading.charset) as BodyInit, {
      headers: { 'content-type': `text/html;charset=${reading.charset}`, trace_id: numbers.hex(32) },
    })
  }

  async function answer(reading: Reading): Promise<Response> {
    const call = await reading.check()
    if (PAGES.has(reading.method)) return 'code' in call ? cashier.refuse(call) : cashier.open(call)
    const method = METHODS.get(reading.method)
    if ('code' in call) return write(call, reading)
    return write(method?.(call, bank) ?? refuse('isv.invalid-method'), reading)
  }

  async function unavailable(reading: Reading): Promise<Response> {
    const refusal = refuse('isp.unknow-error')
    return PAGES.has(reading.method) ? cashier.refuse(refusal) : write(refusal, reading)
  }

  return async request => {
    const reading = await readCall(request, isGatewayMethod)
    return faults.strike(reading.method, request.signal, {
      run: () => answer(reading),
      unavailable: () => unavailable(reading),
      lost: error => Promise.reject(error),
    })
  }
}
