import { InputError } from '../errors.ts'
import type { Api } from '../gateway/api.ts'
import { requireSubject } from '../gateway/arguments.ts'
import type { Client } from '../gateway/gateway.ts'
import type { CallOptions } from '../gateway/options.ts'
import type { SignedRequest } from '../gateway/signed-request.ts'
import { encodeForm } from '../message/form.ts'
import { signRequest } from './sign-request.ts'

/** How the form is written. */
export interface PageFormOptions extends CallOptions {
  /** Whether a script submits it at once; `true` by default. Without scripts a button is shown. */
  readonly autoSubmit?: boolean | undefined
  /** The nonce of the page's Content-Security-Policy, for that script. */
  readonly nonce?: string | undefined
  /** The button's text; `Continue to payment` by default. */
  readonly buttonText?: string | undefined
}

/**
 * An HTML form that takes the payer's browser to the gateway, to be put into a page of yours.
 *
 * @throws {InputError} for an input that does not fit, {SigningError} when the signer fails,
 *   {KeyError} when its key cannot serve.
 */
export async function pageForm<Name extends string, Input>(
  client: Client<NoInfer<Name>>,
  api: Api<Name, Input, unknown, 'page'>,
  input: NoInfer<Input>,
  options: PageFormOptions = {},
): Promise<string> {
  requireSubject(client, api, 'page')
  const { autoSubmit, nonce, buttonText, ...callOptions } = options
  return requestForm(await signRequest(client, api, input, callOptions), { autoSubmit, nonce, buttonText })
}

/** A signed request as a form: the query stays in its action, so that the gateway knows the body's charset. */
function requestForm(
  { endpoint, query, body, charset }: SignedRequest,
  { autoSubmit = true, nonce, buttonText = 'Continue to payment' }: PageFormOptions,
): string {
  const action = `${endpoint}?${encodeForm(query, charset)}`
  const fields = body.map(([name, value]) => {
    // A browser rewrites line ends and NUL when it submits, and the signature would no longer fit.
    if (/[\r\n\0]/.test(value)) {
      throw new InputError('form', [{ path: name, rule: 'may not hold a line end or NUL in a form' }])
    }
    if ((charset.firstAlteredByForms?.(value) ?? -1) >= 0) {
      const rule = `holds a character that browsers submit otherwise than ${charset.name} is signed: use pageUrl or utf-8`
      throw new InputError('form', [{ path: name, rule }])
    }
    return `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`
  })
  const button = `<button type="submit">${escapeHtml(buttonText)}</button>`
  const form = [
    `<form method="post" action="${escapeHtml(action)}" accept-charset="${escapeHtml(charset.name)}">`,
    ...fields,
    autoSubmit ? `<noscript>${button}</noscript>` : button,
    '</form>',
  ].join('')
  if (!autoSubmit) return form
  const nonceAttribute = nonce === undefined ? '' : ` nonce="${escapeHtml(nonce)}"`
  return `${form}<script${nonceAttribute}>document.currentScript.previousElementSibling.submit()</script>`
}

/** Everything that could end an attribute or be read otherwise in another charset becomes a reference. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]|[^\x20-\x7e]/gu, char => `&#${char.codePointAt(0)};`)
}
