/** What no error, event, log or printed line may hold. */
const SECRETS: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a key or signature', /[A-Za-z0-9+/]{86,}/],
  ['a key', /-----BEGIN/],
  ['a shared key', /shared-key/],
  ['a signature', /\bsign=[\w+/%]{16,}/],
  ['a payer code', /(?<!\d)(?:2[5-9]|30)\d{14,22}(?!\d)/],
  ['a buyer or seller id', /2088\d{12}/],
  ['a login', /\d{3}\*{4}\d{4}/],
]

/** The kinds of secret that a text holds. */
export function secretsIn(text: string): string[] {
  return SECRETS.filter(([, pattern]) => pattern.test(text)).map(([what]) => what)
}
