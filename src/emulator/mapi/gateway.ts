/** `gateway.do` of mapi: checks a request, takes a batch, confirms a notification, writes XML. */
import { encode, isCharset } from '../charset.ts'
import type { Clock } from '../clock.ts'
import type { NotificationRecord } from '../delivery.ts'
import type { Faults } from '../faults.ts'
import { readParameters } from '../parameters.ts'
import type { Numbers } from '../random.ts'
import { signedText } from '../signing.ts'
import type { Batch, Batches, Partner } from './batches.ts'
import { type CheckedBatch, checkBatch } from './checks.ts'
import { confirmationPage, confirmedPage, refusalPage } from './page.ts'
import { isMapiSignType } from './signing.ts'

type Parameters = ReadonlyMap<string, string>

const SERVICES = ['batch_trans_notify_no_pwd', 'batch_trans_notify', 'notify_verify'] as const

/** Whether mapi has a service. */
export function isMapiService(name: string): boolean {
  return SERVICES.some(service => service === name)
}

/** What the gateway works with. */
export interface MapiParts {
  readonly partners: ReadonlyMap<string, Partner>
  readonly batches: Batches
  readonly clock: Clock
  readonly numbers: Numbers
  readonly faults: Faults
  /** Which partner each notification was sent to. */
  readonly notified: ReadonlyMap<string, Partner>
  readonly notifications: () => readonly NotificationRecord[]
  /** Where confirmation forms post to, with a slash at the end. */
  readonly pages: string
}

/** Answers requests to mapi. */
export interface MapiGateway {
  answer(request: Request): Promise<Response>
  /** Presses the button of a confirmation page. */
  confirm(token: string): Response
}

/** Makes the gateway. */
export function createGateway(parts: MapiParts): MapiGateway {
  const { partners, batches, numbers, faults } = parts
  const waiting = new Map<string, Batch>()

  async function refuse(parameters: Parameters): Promise<string | undefined> {
    const text = (name: string): string => parameters.get(name) ?? ''
    const signType = text('sign_type')
    const partner = partners.get(text('partner'))
    if (!isMapiService(text('service'))) return 'ILLEGAL_SERVICE'
    if (partner === undefined) return 'ILLEGAL_PARTNER'
    if (!isCharset(text('_input_charset'))) return 'ILLEGAL_CHARSET'
    if (!isMapiSignType(signType)) return 'ILLEGAL_SIGN_TYPE'
    const seal = partner.seals.get(signType)
    if (seal === undefined) return 'ILLEGAL_SECURITY_PROFILE'
    const signed = signedText(parameters, ['sign', 'sign_type'])
    const isGenuine = await seal.verify(signed, text('sign'), text('_input_charset'))
    return isGenuine ? undefined : 'ILLEGAL_SIGN'
  }

  function take(parameters: Parameters, status: 'unconfirmed' | 'accepted'): Batch | { error: string } {
    const partner = partners.get(parameters.get('partner') ?? '') as Partner
    const checked: CheckedBatch = checkBatch(parameters, partner, parts)
    if ('error' in checked) return checked
    const signType = parameters.get('sign_type') ?? ''
    return batches.open(
      {
        ...checked,
        partner,
        notifyUrl: parameters.get('notify_url') ?? '',
        signType: isMapiSignType(signType) ? signType : 'MD5',
        charset: (parameters.get('_input_charset') ?? '').toLowerCase(),
      },
      status,
    )
  }

  async function call(parameters: Parameters, charset: string): Promise<Response> {
    const error = await refuse(parameters)
    if (error !== undefined) return xml(error, charset)
    const taken = take(parameters, 'accepted')
    return xml('error' in taken ? taken.error : 'SUCCESS', charset)
  }

  async function open(parameters: Parameters): Promise<Response> {
    const error = await refuse(parameters)
    if (error !== undefined) return refusalPage(error)
    const taken = take(parameters, 'unconfirmed')
    if ('error' in taken) return refusalPage(taken.error)
    const token = numbers.unique(24)
    waiting.set(token, taken)
    return confirmationPage(taken, `${parts.pages}${token}`)
  }

  /** `false` once it was acknowledged: the document lets the number live until then. */
  function verify(parameters: Parameters): string {
    const [partner, id] = [parameters.get('partner') ?? '', parameters.get('notify_id') ?? '']
    if (partner === '' || id === '') return 'invalid'
    if (parts.notified.get(id)?.partner !== partner) return 'false'
    const record = parts.notifications().find(({ notifyId }) => notifyId === id)
    return String(record !== undefined && !record.acknowledged)
  }

  return {
    async answer(request) {
      const { parameters, charset } = await readParameters(request, raw => {
        const named = raw('_input_charset') ?? ''
        return isCharset(named) ? named.toLowerCase() : 'utf-8'
      })
      const service = parameters.get('service') ?? ''
      return faults.strike(service, request.signal, {
        async run() {
          if (service === 'notify_verify') return plain(verify(parameters))
          return service === 'batch_trans_notify' ? open(parameters) : call(parameters, charset)
        },
        unavailable: async () => xml('SYSTEM_ERROR', charset),
        lost: error => Promise.reject(error),
      })
    },
    confirm(token) {
      const batch = waiting.get(token)
      if (batch === undefined) return refusalPage('SESSION_TIMEOUT')
      if (batch.status === 'unconfirmed') batches.confirm(batch)
      return confirmedPage(batch)
    },
  }
}

function xml(error: string, charset: string): Response {
  const text = `<?xml version="1.0" encoding="${charset.toUpperCase()}"?>\n<alipay><is_success>${
    error === 'SUCCESS' ? 'T' : 'F'
  }</is_success><error>${error}</error></alipay>`
  return new Response(encode(text, charset) as BodyInit, {
    headers: { 'content-type': `text/xml;charset=${charset.toUpperCase()}` },
  })
}

function plain(text: string): Response {
  return new Response(text, { headers: { 'content-type': 'text/html;charset=utf-8' } })
}
