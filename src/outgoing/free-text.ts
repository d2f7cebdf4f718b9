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
  const issues = [...findIssues(fields, '', known, charset)]
  if (issues.length > 0) throw new InputError(subject, issues)
}

function* findIssues(value: unknown, path: string, known: Names, charset: Charset): Generator<InputIssue> {
  if (typeof value === 'string') {
    if (/\p{Surrogate}/u.test(value)) yield { path, rule: 'holds half a character (a lone surrogate)' }
    const unwritable = charset.firstUnwritable?.(value) ?? -1
    if (unwritable >= 0)
      yield { path, rule: `holds a character that ${charset.name} cannot write, at index ${unwritable}` }
    if (/url$/i.test(path)) return
    for (const name of embeddedNames(value)) {
      if (known.has(name)) {
        yield {
          path,
          rule: `holds "&${name}=", which reads as another parameter: reword or percent-encode it`,
        }
        return
      }
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      const step = Array.isArray(value) ? `[${key}]` : `${path && '.'}${key}`
      yield* findIssues(inner, path + step, known, charset)
    }
  }
}
