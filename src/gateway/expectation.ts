/** What `expect` gave for an order → the texts to compare with, or a TypeError: it is no fault of the sender. */
import { AMOUNT } from '../message/amount.ts'

/**
 * An amount of the order.
 *
 * @throws {TypeError} for a number, which loses cents, for what is no amount, and where there is none.
 */
export function expectedAmount<Name extends string>(
  order: Readonly<Record<Name, string>>,
  name: Name,
): string {
  const amount: unknown = order[name]
  if (typeof amount === 'string' && AMOUNT.test(amount)) return amount
  throw new TypeError(`expect gave no ${name} as a decimal string such as "12.50"`)
}

/**
 * A number or a name of the order.
 *
 * @throws {TypeError} for what is no text, and where there is none.
 */
export function expectedText<Name extends string>(order: Readonly<Record<Name, string>>, name: Name): string {
  const text: unknown = order[name]
  if (typeof text === 'string' && text !== '') return text
  throw new TypeError(`expect gave no ${name} as a text`)
}
