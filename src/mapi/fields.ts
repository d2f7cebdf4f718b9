/** mapi: the rules that its services share. Each is a function, so that importing builds nothing. */
import * as v from 'valibot'
import { AMOUNT, toCents } from '../message/amount.ts'

/** What separates records and fields, and what no line of a record holds. */
const PART = /^[^^|\x00-\x1f\x7f]*$/

/** A part of a record: at least one character, and none that separates. */
export const part = () =>
  v.pipe(v.string(), v.minLength(1), v.regex(PART, 'may not hold "^", "|" or a control character'))

/** A part of a record that may be empty. */
export const optionalPart = () =>
  v.pipe(v.string(), v.regex(PART, 'may not hold "^", "|" or a control character'))

/** A text of at least one character. */
export const filled = () => v.pipe(v.string(), v.minLength(1))

/** The amount of one transfer in yuan, at least 0.01. */
export const transferAmount = () =>
  v.pipe(
    v.string(),
    v.check(
      value => AMOUNT.test(value) && toCents(value) > 0n,
      'must be a decimal string in yuan, at least 0.01 with at most two decimals, such as "20.00"',
    ),
  )

/** What follows from the transfers: known, so that giving it by hand is told as what it is. */
export const computed = () => v.optional(v.undefined_('is computed from transfers: leave it out'))

/** The number of a batch. */
export const batchNumber = () =>
  v.pipe(v.string(), v.regex(/^[0-9A-Za-z]{11,32}$/, 'must be 11 to 32 letters or digits'))

/** A day, `yyyyMMdd`. */
export const day = () =>
  v.pipe(v.string(), v.regex(/^\d{8}$/, 'must be a day in the form yyyyMMdd, such as "20260101"'))

/** Named values that travel as `name^value|name^value`, at most 200 characters together. */
export const extendParam = () =>
  v.pipe(
    v.record(v.string(), v.string()),
    v.check(
      pairs =>
        Object.entries(pairs).every(([name, value]) => name !== '' && PART.test(name) && PART.test(value)),
      'may not hold "^", "|" or a control character, nor an empty name',
    ),
    v.transform(pairs =>
      Object.entries(pairs)
        .map(pair => pair.join('^'))
        .join('|'),
    ),
    v.check(
      text => text.length <= 200,
      'must have at most 200 characters when it is written as name^value|…',
    ),
  )
