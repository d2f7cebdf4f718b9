/** What happened to a key on its way through consoles, chats, editors and environment variables. */
import { bareText } from '../signature/rsa-key.ts'

/**
 * One thing that happened. The library reads a key in spite of all of them but `invisible characters`;
 * other programs may not.
 */
export type KeyDamage =
  | 'literal \\n'
  | 'CRLF'
  | 'line breaks lost'
  | 'spaces inside'
  | 'byte order mark'
  | 'invisible characters'
  | 'quotes'
  | 'header missing'
  | 'footer missing'
  | 'header of another form'
  | 'footer of another form'
  | 'base64 padding missing'

/**
 * What happened to the text of a key, in the order of {@link KeyDamage}; empty for one that is whole.
 *
 * @param label the PEM label that the bytes inside ask for, where they are a key's.
 */
export function damageOf(text: string, label: string | undefined): KeyDamage[] {
  const header = /-----BEGIN ([^-]*)-----/.exec(text)?.[1]
  const footer = /-----END ([^-]*)-----/.exec(text)?.[1]
  const inPem = header !== undefined || footer !== undefined
  const lines = text.replace(/\\r|\\n/g, '\n').replace(/-----[^-]*-----/g, '\n')
  // An encrypted key has lines of its own before the base64 (RFC 1421).
  const body = lines.replace(/^[A-Z][\w-]*: .*$/gm, '').trim()
  const found: readonly (readonly [KeyDamage, boolean])[] = [
    ['literal \\n', /\\[rn]/.test(text)],
    ['CRLF', text.includes('\r')],
    ['line breaks lost', inPem && !/[\r\n]|\\n/.test(text.trim())],
    ['spaces inside', /[^\S\r\n\ufeff]/.test(body)],
    ['byte order mark', text.startsWith('\ufeff')],
    ['invisible characters', /[\u00ad\u200b-\u200f\u2060]/.test(text)],
    ['quotes', /["']/.test(text)],
    ['header missing', inPem && header === undefined],
    ['footer missing', inPem && footer === undefined],
    ['header of another form', label !== undefined && header !== undefined && header !== label],
    ['footer of another form', label !== undefined && footer !== undefined && footer !== label],
    ['base64 padding missing', label !== undefined && bareText(text).length % 4 !== 0],
  ]
  return found.filter(([, happened]) => happened).map(([damage]) => damage)
}
