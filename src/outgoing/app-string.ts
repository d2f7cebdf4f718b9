import type { Api } from '../gateway/api.ts'
import { requireSubject } from '../gateway/arguments.ts'
import type { Client } from '../gateway/gateway.ts'
import type { CallOptions } from '../gateway/options.ts'
import type { SignedRequest } from '../gateway/signed-request.ts'
import { encodeForm } from '../message/form.ts'
import { signRequest } from './sign-request.ts'

/**
 * The order string (orderStr) that the payer's app hands to the gateway's own app.
 *
 * Make it on your server: an app that holds the private key gives it away. What the app gets back is read with
 * `readReply`, again on your server.
 *
 * @throws {InputError} for an input that does not fit, {SigningError} when the signer fails,
 *   {KeyError} when its key cannot serve.
 */
export async function appString<Name extends string, Input>(
  client: Client<NoInfer<Name>>,
  api: Api<Name, Input, unknown, 'app'>,
  input: NoInfer<Input>,
  options: CallOptions = {},
): Promise<string> {
  requireSubject(client, api, 'app')
  return requestString(await signRequest(client, api, input, options))
}

/** A signed request as one text: what would stand in a URL's query. */
function requestString({ query, body, charset }: SignedRequest): string {
  return encodeForm([...query, ...body], charset)
}
