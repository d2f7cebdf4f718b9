/** What Alipay and bgcpay check in the same way. */

/** Alipay's own names, which are bgcpay's too; each gateway adds its own. */
const KEY_NAMES = [
  ...['body', 'subject', 'service', 'out_trade_no', 'seller_id', 'total_fee', 'total_amount', 'trade_no'],
  ...['trade_status', 'app_id', 'sign', 'sign_type'],
]

/**
 * Makes the check for what looks like an attack: a value, of a common parameter or anywhere inside `biz_content`,
 * that smuggles in `&`, one of the gateway's names and `=` (documents 000 and 003).
 */
export function createAttackCheck(more: readonly string[]): (value: unknown) => boolean {
  const attack = new RegExp(`&(?:${[...KEY_NAMES, ...more].join('|')})=`)
  const looksLikeAttack = (value: unknown): boolean => {
    if (typeof value === 'string') return attack.test(value)
    return typeof value === 'object' && value !== null && Object.values(value).some(looksLikeAttack)
  }
  return looksLikeAttack
}

/** Whether a text is an address of the web. */
export function isAddress(text: string): boolean {
  return /^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : '')
}

/** Whether a text is an address that may stand in `notify_url` and `return_url`. */
export function isParameterAddress(text: string): boolean {
  return text.length <= 256 && isAddress(text)
}

/** The text to sign as a refusal quotes it, escaped for HTML as Alipay does. */
export function quoteSignedText(text: string): string {
  return text.replace(/[&<>"]/g, char => ENTITIES.get(char) ?? char)
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
])
