const DAY = 24 * 60 * 60 * 1000

/** How long a store remembers what was handled. */
export interface Retention {
  /**
   * For how long it remembers, in milliseconds; 30 days by default, 2 days at least, for gateways repeat a
   * notification for about 25 hours. Example: `7 * 24 * 60 * 60 * 1000`.
   */
  readonly retention?: number | undefined
}

/**
 * The time that was asked for, if the gateways' repeats fit in it.
 *
 * @throws {RangeError} for less than 2 days: a repeat would count as new.
 */
export function retentionOf({ retention = 30 * DAY }: Retention): number {
  if (Number.isSafeInteger(retention) && retention >= 2 * DAY) return retention
  throw new RangeError(
    'retention is a whole number of milliseconds, 2 days or more: gateways repeat for 25 hours',
  )
}
