const BEIJING_OFFSET = 8 * 60 * 60 * 1000

/**
 * A moment as the gateways write it: `yyyy-MM-dd HH:mm:ss` in Beijing (UTC+8, no summer time), whatever the
 * host's zone.
 *
 * @example beijingTime(new Date('2026-01-01T00:00:00Z')) // '2026-01-01 08:00:00'
 */
export function beijingTime(moment: Date): string {
  return new Date(moment.getTime() + BEIJING_OFFSET).toISOString().slice(0, 19).replace('T', ' ')
}
