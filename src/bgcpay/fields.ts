/** bgcpay: the rules that several APIs share. Each is a function, so that importing builds nothing. */
import * as v from 'valibot'
import { AMOUNT, toCents } from '../message/amount.ts'

// Messages state the rule alone: valibot's own would repeat the value that it was given.

/** A text of at most `max` characters; an empty one is left out of the request. */
export const text = (max: number) =>
  v.pipe(
    v.string(),
    v.maxLength(max),
    // Sent, an empty number might win over the other one; and no reply would be about it.
    v.transform(value => value || undefined),
  )

/** A text of 1 to `max` characters. */
export const filled = (max: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(max))

const within = (amount: string, least: bigint): boolean => {
  const cents = AMOUNT.test(amount) ? toCents(amount) : 0n
  return cents >= least && cents <= 10_000_000_000n
}

/** The amount of an order in its own currency, 0.01 to 100000000. */
export const tradeAmount = () =>
  v.pipe(
    v.string(),
    v.check(
      value => within(value, 1n),
      'must be a decimal string, 0.01 to 100000000 with at most two decimals, such as "88.88"',
    ),
  )

/** The amount of a transfer in its own currency, 0.1 to 100000000. */
export const transferAmount = () =>
  v.pipe(
    v.string(),
    v.check(
      value => within(value, 10n),
      'must be a decimal string, 0.1 to 100000000 with at most two decimals, such as "23.00"',
    ),
  )

/** A merchant's order number: 1 to 64 letters, digits or `_`. Alipay's `-` is not allowed here. */
export const orderNumber = () =>
  v.pipe(v.string(), v.regex(/^[0-9A-Za-z_]{1,64}$/, 'must be 1 to 64 letters, digits or "_"'))

/** The title of an order: 1 to 256 characters, none of them `/`, `=` or `&`. */
export const subject = () =>
  v.pipe(v.string(), v.regex(/^[^/=&]{1,256}$/, 'must be 1 to 256 characters without "/", "=" and "&"'))

/** A whole number of seconds, 1 to 2147483647. */
export const seconds = () =>
  v.pipe(
    v.number(),
    v.check(
      value => Number.isInteger(value) && value >= 1 && value <= 2_147_483_647,
      'must be a whole number of seconds from 1 to 2147483647',
    ),
  )

/** Requires one of two fields; what breaks it is told at the one that wins where both are given. */
export const either = <Fields>(
  winner: keyof Fields & string,
  other: keyof Fields & string,
): v.BaseValidation<Fields, Fields, v.CheckIssue<Fields>> => {
  const check = v.check(
    (fields: Record<string, unknown>) => !!(fields[winner] || fields[other]),
    `or ${other} is required`,
  )
  return v.forward(check, [winner]) as unknown as v.BaseValidation<Fields, Fields, v.CheckIssue<Fields>>
}
