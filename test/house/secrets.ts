/** Digits that stand alone: within an order's number or the hex digits of a trace id, any may stand by chance. */
const alone = (digits: string): RegExp => new RegExp(`(?<![\\da-f])(?:${digits})(?![\\da-f])`)

/** What no error, event, log or printed line may hold. */
const SECRETS: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a key or signature', /[A-Za-z0-9+/]{86,}/],
  // 40 bytes in base64, or with its capitals and slashes escaped.
  ['a DSA signature', /[A-Za-z0-9+/_%]{54,}(?:==|%3D%3D)/],
  ['a key', /-----BEGIN/],
  ['a shared key', /shared-key/],
  ['a signature', /\bsign=[\w+/%]{16,}/],
  ['a payer code', alone('(?:2[5-9]|30)\\d{14,22}')],
  ['a buyer or seller id', alone('2088\\d{12}')],
  ['a login', /\d{3}\*{4}\d{4}/],
  ['an account', /[\w.]@(?:example|alitest|handsome|gmail|163|126)\.com/],
  ['a name', /常炜|龚本林|毛毛|星辰公司/],
]

/** The kinds of secret that a text holds. */
export function secretsIn(text: string): string[] {
  return SECRETS.filter(([, pattern]) => pattern.test(text)).map(([what]) => what)
}
