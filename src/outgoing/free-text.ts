/** Keeps a value from being taken for parameters: by the gateway, or by us when it is echoed in a notification. */
import { InputError, type InputIssue } from '../errors.ts'
import { embeddedNames, type Names } from '../message/canonical.ts'
import type { Charset } from '../message/charset.ts'

/**
 * Looks at every text of an input, at any depth.
 *
 * A value that holds `&`, a known name and `=` may be refused as an attack (`isv.suspected-attack`), and
 * once echoed it would make a notification ambiguous. URLs are not echoed and carry queries by right, so
 * names that end in `url` are passed over. Half a surrogate pair has no bytes to sign, and what the charset
 * cannot write would arrive as another text.
 *
 * @throws {InputError}
 */
export function checkFreeTexts(subject: string, fields: unknown, known: Names, charset: Charset): void {
  const issues: InputIssue[] = []
  const look = (value: unknown, path: string): void => {
    if (typeof value === 'string') {
      for (const rule of rulesBrokenBy(value, path, known, charset)) issues.push({ path, rule })
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        look(inner, path + (Array.isArray(value) ? `[${key}]` : `${path && '.'}${key}`))
      }
    }
  }
  look(fields, '')
  if (issues.length > 0) throw new InputError(subject, issues)
}

function rulesBrokenBy(text: string, path: string, known: Names, charset: Charset): string[] {
  const rules: string[] = []
  if (!text.isWellFormed()) rules.push('holds half a character (a lone surrogate)')
  const unwritable = charset.firstUnwritable?.(text) ?? -1
  if (unwritable >= 0) {
    rules.push(`holds a character that ${charset.name} cannot write, at index ${unwritable}`)
  }
  const smuggled = /url$/i.test(path) ? undefined : embeddedNames(text).find(name => known.has(name))
  if (smuggled !== undefined) {
    rules.push(`holds "&${smuggled}=", which reads as another parameter: reword or percent-encode it`)
  }
  return rules
}
