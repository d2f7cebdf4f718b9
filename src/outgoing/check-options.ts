/** A call's options → nothing, or an InputError: here too callers come whom no compiler holds. */
import { InputError, type InputIssue } from '../errors.ts'
import type { Api } from '../gateway/api.ts'
import type { CallOptions } from '../gateway/options.ts'
import { printable } from '../message/form.ts'

const OPTIONS: readonly (keyof CallOptions)[] = [
  'notifyUrl',
  'returnUrl',
  'appAuthToken',
  'signal',
  'timeout',
  'extra',
]

/** Common parameters that have an option of their own; among the business fields no gateway looks for them. */
const OF_AN_OPTION = ['notify_url', 'return_url', 'app_auth_token']

/**
 * Checks the options of a call. A misspelt one would be missed only when no notification came.
 *
 * @throws {InputError} for a name that is no option, and for a URL that the gateway could not call.
 */
export function checkOptions(api: Api, options: CallOptions): void {
  const issues = unknownNames(options, 'options', OPTIONS)
  const { extra } = Object(options) as CallOptions
  if (extra !== undefined) issues.push(...unknownNames(extra, 'extra', ['business', 'common']))
  for (const name of Object.keys(Object(extra?.business))) {
    if (OF_AN_OPTION.includes(name))
      issues.push({ path: `extra.business.${name}`, rule: 'is an option, not a business field' })
  }
  for (const path of ['notifyUrl', 'returnUrl'] as const) {
    const url: unknown = options?.[path]
    if (url !== undefined && !isCallable(url))
      issues.push({ path, rule: 'must be an http or https URL of at most 256 characters' })
  }
  if (issues.length > 0) throw new InputError(api.name, issues)
}

function unknownNames(given: unknown, what: string, known: readonly string[]): InputIssue[] {
  if (typeof given !== 'object' || given === null) return [{ path: what, rule: 'must be an object' }]
  return Object.keys(given)
    .filter(name => !known.includes(name))
    .map(name => ({ path: printable(name), rule: `is not among the ${what}: ${known.join(', ')}` }))
}

function isCallable(url: unknown): boolean {
  return typeof url === 'string' && url.length <= 256 && URL.canParse(url) && /^https?:/i.test(url)
}
