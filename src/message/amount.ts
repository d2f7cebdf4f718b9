/** Money as text: decimal strings in yuan, computed in integer cents, never in floats. */

/** A decimal string with at most two places and no superfluous zeros in front: `88.88`, `0.1`, `120`. */
export const AMOUNT: RegExp = /^(?:0|[1-9]\d{0,17})(?:\.\d{1,2})?$/

/**
 * The cents of an amount: `'88.8'` → `8880n`.
 *
 * @throws {RangeError} for a text that is not an {@link AMOUNT}.
 */
export function toCents(amount: string): bigint {
  if (!AMOUNT.test(amount)) throw new RangeError('not a decimal string with at most two places')
  const [yuan = '', cents = ''] = amount.split('.')
  return BigInt(yuan + cents.padEnd(2, '0'))
}

/** An amount of cents as a decimal string with two places: `8880n` → `'88.80'`. */
export function fromCents(cents: bigint): string {
  const digits = String(cents).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Whether two texts are the same amount (`88.8` and `88.80` are). Texts that are no amounts are never equal. */
export function sameAmount(a: string | undefined, b: string): boolean {
  return a !== undefined && AMOUNT.test(a) && AMOUNT.test(b) && toCents(a) === toCents(b)
}
