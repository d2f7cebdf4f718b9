/** Business fields as the methods read them; what is missing and what is wrong are told apart. */
import { AMOUNT, toCents } from '../../message/amount.ts'

/** What a text must be. */
export interface TextRule {
  readonly required?: boolean
  /** The greatest length in characters. */
  readonly max?: number
  readonly pattern?: RegExp
}

/** Reads fields one by one and remembers the names of those that break their rule. */
export interface FieldReader {
  /** The required fields that are not there. */
  readonly missing: readonly string[]
  /** The fields that are there, but wrong. */
  readonly invalid: readonly string[]
  /** The field's text; empty when it is absent or wrong. A JSON number is taken as its text. */
  text(name: string, rule?: TextRule): string
  /** The cents of a required amount, however great; undefined when it is absent or wrong. */
  amount(name: string): bigint | undefined
  /** Marks a field as wrong for a reason of the method's own. */
  reject(name: string): void
}

/** A reader of the members of `biz_content`. */
export function createFieldReader(fields: ReadonlyMap<string, unknown>): FieldReader {
  const missing: string[] = []
  const invalid: string[] = []
  const reader: FieldReader = {
    missing,
    invalid,
    text(name, { required = false, max = Number.POSITIVE_INFINITY, pattern } = {}) {
      const value = fields.get(name) ?? ''
      if (value === '') {
        if (required) missing.push(name)
        return ''
      }
      const text = typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
      if (text !== undefined && [...text].length <= max && (pattern?.test(text) ?? true)) return text
      invalid.push(name)
      return ''
    },
    amount(name) {
      const text = reader.text(name, { required: true, pattern: AMOUNT })
      return text === '' ? undefined : toCents(text)
    },
    reject(name) {
      invalid.push(name)
    },
  }
  return reader
}
