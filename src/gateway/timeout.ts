/** How long to wait for somebody else, as the platforms' timers can keep it. */
import { InputError } from '../errors.ts'

/** What a timeout has to be. The most is what a timer takes: with more, timers end at once or do not begin. */
export const TIMEOUT_RULE = 'must be a number of milliseconds above 0 and at most 2147483647'

/** A timeout in whole milliseconds, since no timer takes parts of one; `undefined` for what breaks the rule. */
export function readTimeout(timeout: unknown): number | undefined {
  if (typeof timeout !== 'number' || !(timeout > 0 && timeout <= 2_147_483_647)) return undefined
  return Math.ceil(timeout)
}

/**
 * The whole milliseconds of a timeout that a caller gave.
 *
 * @param path the option's name.
 * @throws {InputError} of this subject, for one that breaks the rule.
 */
export function checkedTimeout(subject: string, timeout: unknown, path = 'timeout'): number {
  const milliseconds = readTimeout(timeout)
  if (milliseconds !== undefined) return milliseconds
  throw new InputError(subject, [{ path, rule: TIMEOUT_RULE }])
}
