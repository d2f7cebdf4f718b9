/** Input → checked → enveloped → canonical text → signature → a request that only needs to be carried. */
import { InputError, SigningError, ZhifuError } from '../errors.ts'
import type { Api } from '../gateway/api.ts'
import { requireSubject } from '../gateway/arguments.ts'
import type { Fields } from '../gateway/fields.ts'
import type { Client } from '../gateway/gateway.ts'
import { anyNames, keywordsOf } from '../gateway/known-names.ts'
import type { CallOptions } from '../gateway/options.ts'
import type { SignedRequest } from '../gateway/signed-request.ts'
import { canonicalText } from '../message/canonical.ts'
import { utf8 } from '../message/charset.ts'
import type { Params } from '../message/params.ts'
import { checkInput, mergeExtra } from './check-input.ts'
import { checkOptions } from './check-options.ts'
import { checkFreeTexts } from './free-text.ts'
import { entriesOf, schemaOf } from './schema-walk.ts'

/** A signed request with what the reply will be held against. */
export interface Prepared {
  readonly request: SignedRequest
  /** The business fields as they were sent. */
  readonly fields: Fields
  /** The text that was signed. */
  readonly text: string
}

/**
 * Signs a request without sending it.
 *
 * @throws {InputError} for an input that does not fit, {SigningError} when the signer fails,
 *   {KeyError} when its key cannot serve.
 */
export async function signRequest<Name extends string, Input>(
  client: Client<NoInfer<Name>>,
  api: Api<Name, Input>,
  input: NoInfer<Input>,
  options: CallOptions = {},
): Promise<SignedRequest> {
  return (await prepareRequest(client, api, input, options)).request
}

/** Signs a request and keeps what its reply will be held against. */
export async function prepareRequest(
  client: Client,
  api: Api,
  input: unknown,
  options: CallOptions,
): Promise<Prepared> {
  requireSubject(client, api)
  const { gateway, signer, charset = utf8 } = client
  if (typeof signer?.sign !== 'function')
    throw new TypeError('this client has no signer: it can listen but not send')
  const endpoint = checkedEndpoint(client.endpoint ?? gateway.endpoint)
  checkOptions(api, options)

  const now = client.now?.() ?? new Date()
  const fields = businessFields(client, api, input, options, now)
  const params = new Map<string, string>()
  const add = (more: Params | Readonly<Record<string, string>>): void => {
    for (const [name, value] of more instanceof Map ? more : Object.entries(more))
      if (value) params.set(name, value)
  }
  const files = filesOf(fields)
  const written = files.size === 0 ? fields : without(files, fields)
  const letter = { api, fields: written, signType: signer.type, charset, now, options }
  const extra = options.extra?.business
  if (api.place === 'top' && extra !== undefined)
    requireNoCommon(api, gateway.envelope(client, { ...letter, fields: {} }), extra)
  add(gateway.envelope(client, letter))
  add(await encrypted(client, params))
  add(signer.params ?? {})
  const common = options.extra?.common ?? {}
  for (const name of Object.keys(common)) {
    if (name !== 'sign' && !params.has(name)) continue
    throw new InputError(api.name, [{ path: `extra.common.${name}`, rule: 'is already set' }])
  }
  checkFreeTexts(api.name, { extra: { common } }, keywordsOf(gateway), charset)
  add(common)

  const text = canonicalText(new Map([...params].filter(([name]) => gateway.signs(name, api))))
  if (text !== '') params.set('sign', await signed(client, charset.encode(text)))
  const { method, query, body, encoding } = gateway.carry(params, api)
  const carried: SignedRequest = { method, endpoint, query, body, encoding, charset }
  const request: SignedRequest =
    files.size === 0 ? carried : { ...carried, files: [...files], encoding: 'multipart' }
  if (request.encoding === 'multipart' && charset.name !== utf8.name) {
    const rule = 'must be utf-8 here: platforms write multipart bodies in no other'
    throw new InputError(api.name, [{ path: 'charset', rule }])
  }
  return { request, fields, text }
}

/** Where each field is a parameter of its own, a new one may not take the place of ours: of the account, say. */
function requireNoCommon(api: Api, common: Params, extra: Fields): void {
  const name = Object.keys(extra).find(name => common.has(name) || name === 'sign')
  if (name === undefined) return
  throw new InputError(api.name, [{ path: `extra.business.${name}`, rule: 'is a common parameter' }])
}

/** Files travel beside the parameters; no gateway signs them. */
function filesOf(fields: Fields): ReadonlyMap<string, Blob> {
  return new Map(Object.entries(fields).filter((entry): entry is [string, Blob] => entry[1] instanceof Blob))
}

function without(files: ReadonlyMap<string, Blob>, fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !files.has(name)))
}

/** What is signed is the encrypted text. */
async function encrypted({ content, charset = utf8 }: Client, params: Params): Promise<Params> {
  const plain = params.get('biz_content')
  if (content === undefined || plain === undefined) return new Map()
  try {
    return new Map([
      ['biz_content', await content.encrypt(plain, charset)],
      ['encrypt_type', content.type],
    ])
  } catch (cause) {
    if (cause instanceof ZhifuError) throw cause
    throw new SigningError('the content could not be encrypted; nothing was sent', { cause })
  }
}

function businessFields(client: Client, api: Api, input: unknown, options: CallOptions, now: Date): Fields {
  const schema = schemaOf(api)
  const checked = checkInput(api, schema, input)
  const extra = options.extra?.business
  const merged = extra === undefined ? checked : mergeExtra(api, schema, checked, extra)
  const { charset = utf8 } = client
  checkFreeTexts(api.name, merged, anyNames(keywordsOf(client.gateway), entriesOf(schema)), charset)
  return api.prepare?.(merged, { now, charset }) ?? merged
}

function checkedEndpoint(endpoint: string): string {
  if (URL.canParse(endpoint) && /^https?:\/\/[^?#]+$/i.test(endpoint)) return endpoint
  throw new InputError('client', [
    { path: 'endpoint', rule: 'must be the full http or https URL of the gateway' },
  ])
}

async function signed({ signer }: Client, message: Uint8Array): Promise<string> {
  try {
    return await signer.sign(message)
  } catch (cause) {
    if (cause instanceof ZhifuError) throw cause
    throw new SigningError(`the ${signer.type} signer failed; nothing was sent`, { cause })
  }
}
