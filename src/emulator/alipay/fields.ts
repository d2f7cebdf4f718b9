/** Business fields as the methods read them: scalars out of `biz_content`, and a list of what is wrong. */
import { AMOUNT, toCents } from '../../message/amount.ts'

const LEAST = 1n
const MOST = 10_000_000_000n

/** What a text must be. */
export interface TextRule {
  readonly required?: boolean
  /** The greatest length in characters. */
  readonly max?: number
  readonly pattern?: RegExp
}

/** Reads fields one by one and remembers the names of those that break their rule. */
export interface FieldReader {
  readonly problems: readonly string[]
  /** The field's text; empty when it is absent or wrong. A JSON number is taken as its text. */
  text(name: string, rule?: TextRule): string
  /** The field's cents, within 0.01 and 100000000 yuan; undefined when it is absent or wrong. */
  amount(name: string, required?: boolean): bigint | undefined
  /** Whether an array of texts holds this one. */
  lists(name: string, text: string): boolean
  /** Marks a field as wrong for a reason of the method's own. */
  reject(name: string): void
}

/** A reader of the members of `biz_content`. */
export function createFieldReader(fields: ReadonlyMap<string, unknown>): FieldReader {
  const problems: string[] = []
  const reader: FieldReader = {
    problems,
    text(name, { required = false, max = Number.POSITIVE_INFINITY, pattern } = {}) {
      const value = fields.get(name) ?? ''
      if (typeof value !== 'string' && typeof value !== 'number') {
        problems.push(name)
        return ''
      }
      const text = String(value)
      const fits = text === '' ? !required : [...text].length <= max && (pattern?.test(text) ?? true)
      if (!fits) problems.push(name)
      return fits ? text : ''
    },
    amount(name, required = false) {
      const text = reader.text(name, { required, pattern: AMOUNT })
      if (text === '') return undefined
      const cents = toCents(text)
      if (cents >= LEAST && cents <= MOST) return cents
      problems.push(name)
      return undefined
    },
    lists(name, text) {
      const value = fields.get(name)
      return Array.isArray(value) && value.includes(text)
    },
    reject(name) {
      problems.push(name)
    },
  }
  return reader
}
