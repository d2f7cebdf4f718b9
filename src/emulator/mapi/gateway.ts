/** `gateway.do` of mapi: checks a request, takes a batch, confirms a notification, writes XML. */
import { encode, isCharset } from '../charset.ts'
import type { Clock } from '../clock.ts'
import type { Faults } from '../faults.ts'
import { readParameters } from '../parameters.ts'
import type { Numbers } from '../random.ts'
import type { Batch, Batches, Partner } from './batches.ts'
import { type Caller, checkBatch, checkCaller, type Refused } from './checks.ts'
import { batchPage, refusalPage } from './page.ts'

/** A request as it was read. */
interface Reading {
  readonly parameters: ReadonlyMap<string, string>
  readonly charset: string
}

/** How a service answers, and what it says while it is down. */
interface Service {
  answer(reading: Reading): Response | Promise<Response>
  down(reading: Reading): Response
}

const NAMES = ['batch_trans_notify_no_pwd', 'batch_trans_notify', 'notify_verify'] as const

/** Whether mapi has a service. */
export function isMapiService(name: string): boolean {
  return NAMES.some(service => service === name)
}

/** What the gateway works with. */
export interface MapiParts {
  readonly partners: ReadonlyMap<string, Partner>
  readonly batches: Batches
  readonly clock: Clock
  readonly numbers: Numbers
  readonly faults: Faults
  /** Whether a partner was sent a notification of this number and has not acknowledged it yet. */
  readonly isOpen: (partner: string, notifyId: string) => boolean
  /** Where the pages' forms post to, with a slash at the end. */
  readonly pages: string
}

/** Answers requests to mapi. */
export interface MapiGateway {
  answer(request: Request): Promise<Response>
  /** Presses the button of a page. */
  confirm(token: string): Response
}

/** Makes the gateway. */
export function createGateway(parts: MapiParts): MapiGateway {
  const { partners, batches, numbers, faults } = parts
  const shown = new Map<string, Batch>()

  function take(
    { parameters, charset }: Reading,
    { partner, signType, text }: Caller,
    status: 'unconfirmed' | 'accepted',
  ): Batch | Refused {
    const read = (name: string): string => parameters.get(name) ?? ''
    const earlier = batches.byNumber(partner, read('batch_no'))
    // The payer may open a page again, from the browser's history or by reloading it.
    if (status === 'unconfirmed' && earlier?.status === status && earlier.text === text) return earlier
    const checked = checkBatch(read, partner, parts)
    if ('error' in checked) return checked
    return batches.open(
      { ...checked, partner, notifyUrl: read('notify_url'), signType, charset, text },
      status,
    )
  }

  async function call(reading: Reading): Promise<Response> {
    const caller = await checkCaller(reading.parameters, partners, isMapiService, reading.charset)
    const taken = 'error' in caller ? caller : take(reading, caller, 'accepted')
    return xml('error' in taken ? taken.error : 'SUCCESS', reading)
  }

  async function open(reading: Reading): Promise<Response> {
    const caller = await checkCaller(reading.parameters, partners, isMapiService, reading.charset)
    const taken = 'error' in caller ? caller : take(reading, caller, 'unconfirmed')
    if ('error' in taken) return refusalPage(taken.error)
    const token = numbers.unique(24)
    shown.set(token, taken)
    return batchPage(taken, `${parts.pages}${token}`)
  }

  /** Whose a notification is; the document lets its number live until it is acknowledged. */
  function verify({ parameters }: Reading): Response {
    const [partner = '', id = ''] = [parameters.get('partner'), parameters.get('notify_id')]
    return plain(partner === '' || id === '' ? 'invalid' : String(parts.isOpen(partner, id)))
  }

  const failing = (reading: Reading): Response => xml('SYSTEM_ERROR', reading)
  const services: ReadonlyMap<string, Service> = new Map([
    ['batch_trans_notify', { answer: open, down: () => refusalPage('SYSTEM_ERROR') }],
    ['notify_verify', { answer: verify, down: () => plain('service unavailable', 503) }],
  ])

  return {
    async answer(request) {
      const charset = charsetOf(request)
      const { parameters } = await readParameters(request, () => charset)
      const reading = { parameters, charset }
      const name = parameters.get('service') ?? ''
      const { answer, down } = services.get(name) ?? { answer: call, down: failing }
      return faults.strike(name, request.signal, {
        run: async () => answer(reading),
        unavailable: async () => down(reading),
        lost: error => Promise.reject(error),
      })
    },
    confirm(token) {
      const batch = shown.get(token)
      if (batch === undefined) return refusalPage('SESSION_TIMEOUT')
      batches.confirm(batch)
      return batchPage(batch, `${parts.pages}${token}`)
    },
  }
}

/** The body is read by the charset that the URL names, whatever stands in the body itself. */
function charsetOf(request: Request): string {
  const named = new URL(request.url).searchParams.get('_input_charset') ?? ''
  return isCharset(named) ? named.toLowerCase() : 'utf-8'
}

function xml(error: string, { charset }: Reading): Response {
  const label = charset.toUpperCase()
  const success = error === 'SUCCESS' ? 'T' : 'F'
  const text = `<?xml version="1.0" encoding="${label}"?>
<alipay><is_success>${success}</is_success><error>${error}</error></alipay>`
  return new Response(encode(text, charset) as BodyInit, {
    headers: { 'content-type': `text/xml;charset=${label}` },
  })
}

function plain(text: string, status = 200): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/html;charset=utf-8' } })
}
