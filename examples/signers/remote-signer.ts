/**
 * A signer behind an HTTP endpoint, and that endpoint: the private key stays in one small service, and the shops,
 * tills and workers that pay have none.
 *
 * The endpoint signs what it is sent, so it must know who asks, and may look at what: the text names the method and
 * the amount.
 */
import type { Signer } from 'zhifu'
import { type Patience, patiently } from './retrying.ts'

/** Where the endpoint is, and who asks. */
export interface RemoteSignerOptions extends Patience {
  /** The endpoint's URL; https, unless it is on this machine. */
  readonly url: string
  /** What it signs with; `RSA2` by default. */
  readonly type?: 'RSA2' | 'RSA' | undefined
  /** Headers for each attempt, so that a token may be fresh. */
  readonly headers?: (() => Promise<Record<string, string>> | Record<string, string>) | undefined
}

/** Signs by asking an endpoint. It answers with the signature's base64 and nothing else. */
export function remoteSigner({ url, type = 'RSA2', headers, ...patience }: RemoteSignerOptions): Signer {
  return {
    type,
    sign: async message => {
      const { status, body } = await patiently(patience, async () => [
        url,
        {
          method: 'POST',
          headers: { 'content-type': 'application/octet-stream', ...(await headers?.()) },
          body: message as BodyInit,
        },
      ])
      if (status !== 200) throw new Error(`the signing endpoint answered with HTTP status ${status}`)
      if (!/^[A-Za-z\d+/]{86,}={0,2}$/.test(body)) throw new Error('the signing endpoint sent no signature')
      return body
    },
  }
}

/** What the endpoint needs. */
export interface SigningEndpointOptions {
  /** Signs; the one that has the key. */
  readonly signer: Signer
  /** Whether this caller may have this text signed. */
  readonly allows: (request: Request, params: URLSearchParams) => Promise<boolean> | boolean
}

/** The longest text that is signed, in bytes. */
const LONGEST = 65_536

/** The endpoint: for any server that takes a Request and gives a Response. */
export function signingEndpoint({
  signer,
  allows,
}: SigningEndpointOptions): (request: Request) => Promise<Response> {
  return async request => {
    if (request.method !== 'POST') return new Response(null, { status: 405 })
    const message = new Uint8Array(await request.clone().arrayBuffer())
    if (message.length > LONGEST) return new Response(null, { status: 413 })
    const params = paramsOf(message)
    if (params === undefined || !(await allows(request, params))) return new Response(null, { status: 403 })
    return new Response(await signer.sign(message), { headers: { 'content-type': 'text/plain' } })
  }
}

/** What stands in a request of Alipay's, in the order of its text. */
const NAMES = [
  ...[
    'alipay_root_cert_sn',
    'app_auth_token',
    'app_cert_sn',
    'app_id',
    'biz_content',
    'charset',
    'encrypt_type',
  ],
  ...['format', 'method', 'notify_url', 'return_url', 'sign_type', 'timestamp', 'version'],
]

/**
 * Reads the text: `name=value` joined with `&`, nothing escaped, so that a value may hold `&` too. It is read only
 * where it can be read in one way: each name once, in order.
 */
function paramsOf(message: Uint8Array): URLSearchParams | undefined {
  const pairs: [name: string, value: string][] = []
  for (const piece of new TextDecoder().decode(message).split('&')) {
    const at = piece.indexOf('=')
    const last = pairs.at(-1)
    if (NAMES.includes(piece.slice(0, at))) pairs.push([piece.slice(0, at), piece.slice(at + 1)])
    else if (last === undefined) return undefined
    else last[1] += `&${piece}`
  }
  const isInOrder = pairs.every(([name], index) => name > (pairs[index - 1]?.[0] ?? ''))
  return isInOrder ? new URLSearchParams(pairs) : undefined
}
