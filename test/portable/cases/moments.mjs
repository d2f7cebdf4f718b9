/** Time. */
import { equal } from '../checks.mjs'

export function moments(add, { zhifu: { beijingTime } }) {
  add("Beijing time is the same in every host's zone", () => {
    equal(beijingTime(new Date('2026-01-01T00:00:00Z')), '2026-01-01 08:00:00')
    equal(beijingTime(new Date('2025-12-31T16:00:00.999Z')), '2026-01-01 00:00:00')
    equal(beijingTime(new Date('2028-02-28T16:30:00Z')), '2028-02-29 00:30:00')
    // Summer time in Beijing until 1991, and elsewhere today: neither counts.
    equal(beijingTime(new Date('1989-07-01T00:00:00Z')), '1989-07-01 08:00:00')
    equal(beijingTime(new Date('2026-07-01T04:05:06Z')), '2026-07-01 12:05:06')
  })
}
