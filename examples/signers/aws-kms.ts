/**
 * A signer whose key is in AWS KMS: an asymmetric RSA key for SIGN_VERIFY, whose private half never leaves.
 *
 * Only the digest of the text is sent (`MessageType: DIGEST`), so that KMS and its logs never see an order, and
 * texts above KMS' limit of 4,096 bytes can be signed too. Sources: AWS KMS API Reference, "Sign"; AWS General
 * Reference, "Signature Version 4 signing process".
 */
import type { Signer } from 'zhifu'
import { type Patience, patiently } from './retrying.ts'

/** An AWS identity that may call `kms:Sign` with the key. */
export interface AwsCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
}

/** Which key, where, and as whom. */
export interface KmsSignerOptions extends Patience {
  /** The key's id, ARN or alias: `alias/alipay`. */
  readonly keyId: string
  /** `ap-east-1` */
  readonly region: string
  /** The identity, asked for each attempt, since it may expire. */
  readonly credentials: () => Promise<AwsCredentials> | AwsCredentials
  /** The region's public endpoint by default; another for a VPC or a stand-in. */
  readonly endpoint?: string | undefined
}

/** Failures that AWS says may pass. */
const PASSING = /Throttling|KMSInternal|DependencyTimeout|KeyUnavailable/

/** Signs with a key in AWS KMS, RSA2. */
export function kmsSigner({ keyId, region, credentials, endpoint, ...patience }: KmsSignerOptions): Signer {
  const url = endpoint ?? `https://kms.${region}.amazonaws.com/`
  return {
    type: 'RSA2',
    sign: async message => {
      const digest = await crypto.subtle.digest('SHA-256', message as BufferSource)
      const body = JSON.stringify({
        KeyId: keyId,
        Message: base64(new Uint8Array(digest)),
        MessageType: 'DIGEST',
        SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
      })
      const answer = await patiently(
        patience,
        async () => {
          const headers = {
            'content-type': 'application/x-amz-json-1.1',
            'x-amz-target': 'TrentService.Sign',
          }
          const request = { method: 'POST', url, headers, body, region, service: 'kms', date: new Date() }
          return [url, { method: 'POST', headers: await signedHeaders(request, await credentials()), body }]
        },
        (status, text) => status >= 500 || PASSING.test(errorOf(text)),
      )
      if (answer.status !== 200) throw new Error(`KMS refused: ${errorOf(answer.body) || answer.status}`)
      return (JSON.parse(answer.body) as { Signature: string }).Signature
    },
  }
}

/** The name of an error, never its text: that may hold ARNs and account numbers. */
function errorOf(body: string): string {
  return /"__type"\s*:\s*"(?:[^"]*#)?(\w+)"/.exec(body)?.[1] ?? ''
}

/** A request to be signed with Signature Version 4. */
export interface AwsRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly region: string
  readonly service: string
  readonly date: Date
}

/** The headers with which AWS accepts a request whose URL has no query: Signature Version 4. */
export async function signedHeaders(
  { method, url, headers, body, region, service, date }: AwsRequest,
  { accessKeyId, secretAccessKey, sessionToken }: AwsCredentials,
): Promise<Record<string, string>> {
  const time = date.toISOString().replace(/[-:]|\.\d+/g, '')
  const { host, pathname } = new URL(url)
  const sent: Record<string, string> = {
    ...headers,
    'x-amz-date': time,
    ...(sessionToken && { 'x-amz-security-token': sessionToken }),
  }
  const signed = Object.entries({ ...sent, host }).sort(([a], [b]) => (a < b ? -1 : 1))
  const names = signed.map(([name]) => name).join(';')
  const lines = signed.map(([name, value]) => `${name}:${value}\n`).join('')
  const canonical = [method, pathname, '', lines, names, await sha256(body)].join('\n')
  const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`
  const text = ['AWS4-HMAC-SHA256', time, scope, await sha256(canonical)].join('\n')
  let key: Uint8Array = new TextEncoder().encode(`AWS4${secretAccessKey}`)
  for (const part of [...scope.split('/'), text]) key = await hmac(key, part)
  const credential = `Credential=${accessKeyId}/${scope}`
  const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names}, Signature=${hex(key)}`
  return { ...sent, authorization }
}

async function sha256(text: string): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))))
}

async function hmac(key: Uint8Array, text: string): Promise<Uint8Array> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const imported = await crypto.subtle.importKey('raw', key as BufferSource, algorithm, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, new TextEncoder().encode(text)))
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}
