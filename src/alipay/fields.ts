/**
 * Alipay: the rules and shapes that several APIs share. Each is a function, so that importing builds nothing.
 */
import * as v from 'valibot'
import { AMOUNT, toCents } from '../message/amount.ts'

// Messages state the rule alone: valibot's own would repeat the value that it was given.

/** A text of at most `max` characters. */
export const text = (max: number) => v.pipe(v.string(), v.maxLength(max))

/** A text of 1 to `max` characters. */
export const filled = (max: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(max))

/** A text that is not empty, of any length. */
export const notEmpty = () => v.pipe(v.string(), v.minLength(1))

/** A list of one item or more. */
export const filledList = <Item extends v.GenericSchema>(item: Item) => v.pipe(v.array(item), v.minLength(1))

/** The cents of an amount, `undefined` where there is none or its own rule is broken already. */
export const cents = (amount: string | undefined): bigint | undefined =>
  amount !== undefined && AMOUNT.test(amount) ? toCents(amount) : undefined

const within = (amount: string, least: bigint): boolean => {
  const value = cents(amount)
  return value !== undefined && value >= least && value <= 10_000_000_000n
}

/** An amount of money in yuan, 0.01 to 100000000. */
export const amount = () =>
  v.pipe(
    v.string(),
    v.check(
      value => within(value, 1n),
      'must be a decimal string in yuan, 0.01 to 100000000 with at most two decimals, such as "88.88"',
    ),
  )

/** An amount of money in yuan that may be nothing: 0 to 100000000. */
export const amountOrZero = () =>
  v.pipe(
    v.string(),
    v.check(
      value => within(value, 0n),
      'must be a decimal string in yuan, 0 to 100000000 with at most two decimals, such as "8.80"',
    ),
  )

/** A merchant's order number: 1 to 64 letters, digits, `_` or `-`. */
export const orderNumber = () =>
  v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/, 'must be 1 to 64 letters, digits, "_" or "-"'))

/** A merchant's number of a request: 1 to `max` letters, digits or `_`. */
export const requestNumber = (max: number) =>
  v.pipe(
    v.string(),
    v.check(
      value => /^[0-9A-Za-z_]+$/.test(value) && value.length <= max,
      `must be 1 to ${max} letters, digits or "_"`,
    ),
  )

/** One of the 26 currencies that Alipay prices and settles in. */
export const currency = () =>
  v.picklist([
    ...(['GBP', 'HKD', 'USD', 'SGD', 'JPY', 'CAD', 'AUD', 'EUR', 'NZD', 'KRW', 'THB', 'CHF', 'SEK'] as const),
    ...(['DKK', 'NOK', 'MYR', 'IDR', 'PHP', 'MUR', 'ILS', 'LKR', 'RUB', 'AED', 'CZK', 'ZAR', 'CNY'] as const),
  ])

const MINUTES: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1440 }

const isSpan = (value: string): boolean =>
  /^[1-9]\d{0,4}[mhd]$/.test(value) &&
  Number(value.slice(0, -1)) * (MINUTES[value.slice(-1)] ?? 0) <= 15 * 1440

/** A length of time from `1m` to `15d`. */
export const timeSpan = () =>
  v.pipe(v.string(), v.check(isSpan, 'must be a whole number of m, h or d from "1m" to "15d", such as "90m"'))

/** How long an order may be paid: `1m` to `15d`, or `1c` for until midnight, Beijing time. */
export const timeoutExpress = () =>
  v.pipe(
    v.string(),
    v.check(
      value => value === '1c' || isSpan(value),
      'must be a whole number of m, h or d from "1m" to "15d", such as "90m", or "1c"',
    ),
  )

// Engines differ over 30 February; what comes out must be what went in.
const isMoment = (iso: string): boolean => {
  const time = new Date(`${iso}Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString() === `${iso}.000Z`
}

/** Whether a text is a real moment such as `2026-01-31 09:30:00`. */
export const isBeijingTime = (value: string): boolean =>
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value) && isMoment(value.replace(' ', 'T'))

/** A real moment of Beijing time: `2026-01-31 09:30:00`. */
export const beijingTime = () =>
  v.pipe(v.string(), v.check(isBeijingTime, 'must be a time such as "2026-01-31 09:30:00" (Beijing time)'))

/** A real day: `2026-01-31`. */
export const date = () =>
  v.pipe(
    v.string(),
    v.check(
      value => /^\d{4}-\d\d-\d\d$/.test(value) && isMoment(`${value}T00:00:00`),
      'must be a day such as "2026-01-31"',
    ),
  )

/** A whole number from 1 to `max`. */
export const wholeNumber = (max: number) =>
  v.pipe(
    v.number(),
    v.check(
      value => Number.isInteger(value) && value >= 1 && value <= max,
      `must be a whole number from 1 to ${max}`,
    ),
  )

/** An object with members of any name that JSON can carry. */
export const jsonObject = () =>
  v.custom<Readonly<Record<string, unknown>>>(value => {
    if (typeof value !== 'object' || value === null) return false
    try {
      return JSON.stringify(value).startsWith('{')
    } catch {
      return false
    }
  }, 'must be an object that JSON can carry')

/**
 * What Alipay wants as JSON inside a string of at most `max` characters: given as it is, written compactly.
 * Without `max` it may have any length.
 */
export const jsonString = <Input, Output>(
  schema: v.GenericSchema<Input, Output>,
  max: number = Number.POSITIVE_INFINITY,
): v.GenericSchema<Input, string> =>
  v.pipe(
    schema,
    v.transform(value => JSON.stringify(value)),
    v.check(json => json.length <= max, `must be at most ${max} characters once it is JSON`),
  )

/** Names of optional data wanted in the answer, at most `max` characters once they are JSON. */
export const queryOptions = (max: number) =>
  v.pipe(
    v.array(v.string()),
    v.check(list => JSON.stringify(list).length <= max, `must be at most ${max} characters once it is JSON`),
  )

/** A rule between the fields of an input of any shape; what breaks it is told at `field`. */
export function rule<Input>(
  field: keyof Input & string,
  holds: (input: Input) => boolean,
  message: string,
): v.BaseValidation<Input, Input, v.CheckIssue<Input>> {
  const check = v.check((input: Record<string, unknown>) => holds(input as Input), message)
  return v.forward(check, [field]) as unknown as v.BaseValidation<Input, Input, v.CheckIssue<Input>>
}

/**
 * Entries of several shapes as one. Their schema is named by it, so that no declaration repeats the fields and
 * every field keeps its comment.
 */
export type Entries<Shapes> = { [Name in keyof Shapes]: Shapes[Name] }
