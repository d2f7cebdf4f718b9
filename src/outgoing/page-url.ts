import type { Api } from '../gateway/api.ts'
import { requireSubject } from '../gateway/arguments.ts'
import type { Client } from '../gateway/gateway.ts'
import type { CallOptions } from '../gateway/options.ts'
import type { SignedRequest } from '../gateway/signed-request.ts'
import { encodeForm } from '../message/form.ts'
import { signRequest } from './sign-request.ts'

/**
 * The URL that takes the payer's browser to the gateway.
 *
 * A long order may exceed what browsers and proxies carry in a URL (some cut at 2,000 characters): use
 * `pageForm` there.
 *
 * @throws {InputError} for an input that does not fit, {SigningError} when the signer fails,
 *   {KeyError} when its key cannot serve.
 */
export async function pageUrl<Name extends string, Input>(
  client: Client<NoInfer<Name>>,
  api: Api<Name, Input, unknown, 'page'>,
  input: NoInfer<Input>,
  options: CallOptions = {},
): Promise<URL> {
  requireSubject(client, api, 'page')
  return new URL(requestUrl(await signRequest(client, api, input, options)))
}

/** A signed request with everything in its URL. */
function requestUrl({ endpoint, query, body, charset }: SignedRequest): string {
  // What a gateway wants in the query and in the body too stands here once.
  return `${endpoint}?${encodeForm(new Map([...query, ...body]), charset)}`
}
