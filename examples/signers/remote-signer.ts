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
    if (!(await allows(request, paramsOf(message)))) return new Response(null, { status: 403 })
    return new Response(await signer.sign(message), { headers: { 'content-type': 'text/plain' } })
  }
}

/** The text is `name=value` joined with `&`, nothing escaped; `&name=` inside a value is Alipay's to refuse. */
function paramsOf(message: Uint8Array): URLSearchParams {
  const pairs = new TextDecoder().decode(message).split('&')
  return new URLSearchParams(
    pairs.map(pair => {
      const at = pair.indexOf('=')
      return [pair.slice(0, at), pair.slice(at + 1)] as [string, string]
    }),
  )
}
