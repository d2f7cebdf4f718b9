/** Moments as the gateways write and read them, always in Beijing time (UTC+8). */
import { beijingTime } from '../message/beijing-time.ts'

const DAY = 24 * 60 * 60 * 1000
const BEIJING_OFFSET = 8 * 60 * 60 * 1000
const UNITS: ReadonlyMap<string, number> = new Map([
  ['m', 60 * 1000],
  ['h', 60 * 60 * 1000],
  ['d', DAY],
])

/** The day in Beijing as the gateways' numbers begin with it: `20260101`. */
export function dayOf(moment: Date): string {
  return beijingTime(moment).slice(0, 10).replaceAll('-', '')
}

/** `yyyy-MM-dd HH:mm:ss.SSS`, which only `gmt_refund` has. */
export function beijingTimeWithMilliseconds(moment: Date): string {
  return `${beijingTime(moment)}.${String(moment.getUTCMilliseconds()).padStart(3, '0')}`
}

/** Reads `yyyy-MM-dd HH:mm:ss` into milliseconds since 1970; undefined for another form or no such day. */
export function readBeijingTime(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return undefined
  const moment = Date.parse(`${text.replace(' ', 'T')}Z`) - BEIJING_OFFSET
  return Number.isFinite(moment) && beijingTime(new Date(moment)) === text ? moment : undefined
}

/**
 * When an order created now must be paid at the latest, in milliseconds since 1970; undefined if malformed.
 *
 * `time_expire` (a moment, seconds optional) wins over `timeout_express` (`90m`, `2h`, `1d`, at most 15 days;
 * `1c`: the coming midnight). Source: document 000, `timeout_express`.
 */
export function readDeadline(
  created: number,
  timeExpire: string,
  timeoutExpress: string,
  usual: string,
): number | undefined {
  if (timeExpire !== '') {
    const moment = readBeijingTime(timeExpire.length === 16 ? `${timeExpire}:00` : timeExpire)
    return moment !== undefined && moment > created ? moment : undefined
  }
  const period = timeoutExpress === '' ? usual : timeoutExpress
  if (period === '1c') {
    return (Math.floor((created + BEIJING_OFFSET) / DAY) + 1) * DAY - BEIJING_OFFSET
  }
  const [, count, unit] = /^([1-9]\d{0,5})([mhd])$/.exec(period) ?? []
  const length = Number(count) * (UNITS.get(unit ?? '') ?? Number.NaN)
  return length <= 15 * DAY ? created + length : undefined
}
