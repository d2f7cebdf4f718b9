/** Business fields as the methods read them: scalars, objects and lists, and what of them is wrong. */
import { AMOUNT, toCents } from '../../message/amount.ts'
import { readObject } from '../read-object.ts'

const LEAST = 1n
const MOST = 10_000_000_000n

/** What a text must be. */
export interface TextRule {
  readonly required?: boolean
  /** The greatest length in characters. */
  readonly max?: number
  readonly pattern?: RegExp
}

/** What a list must be. */
export interface ListRule {
  readonly required?: boolean
  /** The most entries. */
  readonly max?: number
}

/** Reads fields one by one and remembers the names of those that break their rule. */
export interface FieldReader {
  /** Names of what is wrong, with their way from the top: `payee_info.identity`. */
  readonly problems: readonly string[]
  /** The field's text; empty when it is absent or wrong. A JSON number is taken as its text. */
  text(name: string, rule?: TextRule): string
  /** The field's cents, within 0.01 and `most` (100000000 yuan); undefined when it is absent or wrong. */
  amount(name: string, required?: boolean, most?: bigint): bigint | undefined
  /** Whether an array of texts holds this one. */
  lists(name: string, text: string): boolean
  /** A reader of the object that the field is, also of one that travels as JSON text. */
  object(name: string, required?: boolean): FieldReader | undefined
  /** Readers of the objects in the field's list; none when it is absent or wrong. */
  items(name: string, rule?: ListRule): readonly FieldReader[]
  /** Marks a field as wrong for a reason of the method's own. */
  reject(name: string): void
}

/** A reader of fields, which are the members of `biz_content` or, for a few methods, the parameters. */
export function createFieldReader(
  fields: ReadonlyMap<string, unknown>,
  problems: string[] = [],
  above = '',
): FieldReader {
  const reject = (name: string) => void problems.push(above + name)

  const below = (name: string, value: unknown): FieldReader | undefined => {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    const members =
      typeof value === 'string' ? readObject(value) : isObject ? new Map(Object.entries(value)) : undefined
    if (members === undefined) reject(name)
    return members && createFieldReader(members, problems, `${above}${name}.`)
  }

  const reader: FieldReader = {
    problems,
    text(name, { required = false, max = Number.POSITIVE_INFINITY, pattern } = {}) {
      const value = fields.get(name) ?? ''
      if (typeof value !== 'string' && typeof value !== 'number') {
        reject(name)
        return ''
      }
      const text = String(value)
      const fits = text === '' ? !required : [...text].length <= max && (pattern?.test(text) ?? true)
      if (!fits) reject(name)
      return fits ? text : ''
    },
    amount(name, required = false, most = MOST) {
      const text = reader.text(name, { required, pattern: AMOUNT })
      if (text === '') return undefined
      const cents = toCents(text)
      if (cents >= LEAST && cents <= most) return cents
      reject(name)
      return undefined
    },
    lists(name, text) {
      const value = fields.get(name)
      return Array.isArray(value) && value.includes(text)
    },
    object(name, required = false) {
      const value = fields.get(name) ?? ''
      if (value !== '') return below(name, value)
      if (required) reject(name)
      return undefined
    },
    items(name, { required = false, max = Number.POSITIVE_INFINITY } = {}) {
      const value = fields.get(name) ?? []
      if (!Array.isArray(value) || value.length > max || (required && value.length === 0)) {
        reject(name)
        return []
      }
      return value
        .map((item: unknown, index) => below(`${name}.${index}`, item))
        .filter(item => item !== undefined)
    },
    reject,
  }
  return reader
}
