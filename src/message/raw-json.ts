/** JSON read without parsing it: where a member's bytes stand, and which digits a number was written with. */
import { MessageError } from '../errors.ts'
import { type Charset, utf8 } from './charset.ts'

/** A member of the top-level object: its name unescaped, and its value's place in the bytes. */
export interface RawMember {
  readonly name: string
  readonly value: Uint8Array
}

/**
 * The top-level members of a JSON object, cut out byte for byte, since it is these bytes that were signed.
 *
 * The scan runs over one character a byte (windows-1252 maps each byte to one character and leaves ASCII as
 * it is), so that indices are byte offsets. In double-byte charsets a second byte may look like `\` or `}`;
 * {@link shielded} blanks those.
 *
 * @throws {MessageError} for what is not one JSON object, and for a repeated name.
 */
export function rawMembers(bytes: Uint8Array, charset: Charset): RawMember[] {
  const view = new TextDecoder('windows-1252').decode(bytes)
  const text = charset.name === utf8.name ? view : shielded(view)
  const members: RawMember[] = []
  const names = new Set<string>()
  let at = expect(text, afterSpace(text, 0), '{')
  if (text[afterSpace(text, at)] === '}') return end(text, afterSpace(text, at) + 1, members)
  for (;;) {
    const start = afterSpace(text, at)
    const afterName = endOfString(text, start)
    const name = parseName(charset.decode(bytes.subarray(start, afterName)))
    const valueStart = afterSpace(text, expect(text, afterSpace(text, afterName), ':'))
    const valueEnd = endOfValue(text, valueStart)
    if (names.has(name)) throw notJson('a name stands twice at its top level')
    names.add(name)
    members.push({ name, value: bytes.subarray(valueStart, valueEnd) })
    at = afterSpace(text, valueEnd)
    if (text[at] === '}') return end(text, at + 1, members)
    at = expect(text, at, ',')
  }
}

/**
 * The same JSON with the numbers under the given names (arrays of numbers too) put in quotes, so that
 * parsing keeps the digits that were signed: `{"a":88.80}` → `{"a":"88.80"}`.
 */
export function quoteNumbers(json: string, names: ReadonlySet<string>): string {
  let quoted = ''
  let copied = 0
  let wanted = false
  const outer: boolean[] = []
  for (let at = 0; at < json.length; ) {
    const char = json[at] as string
    if (char === '"') {
      const stop = endOfString(json, at)
      const colon = afterSpace(json, stop)
      if (json[colon] === ':') {
        wanted = names.has(parseName(json.slice(at, stop)))
        at = colon + 1
      } else at = stop
    } else if (wanted && isNumberStart(char)) {
      const stop = endOfNumber(json, at)
      quoted += `${json.slice(copied, at)}"${json.slice(at, stop)}"`
      at = copied = stop
    } else {
      if (char === '{' || char === '[') {
        outer.push(wanted)
        wanted &&= char === '['
      } else if (char === '}' || char === ']') wanted = outer.pop() ?? false
      at++
    }
  }
  return quoted + json.slice(copied)
}

function notJson(why: string): MessageError {
  return new MessageError(`the reply is not the JSON object that was expected: ${why}`)
}

function shielded(view: string): string {
  return view.replace(/[^\0-\x7f\u20ac][\s\S]/g, '\x80\x80')
}

function afterSpace(text: string, from: number): number {
  let at = from
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++
  return at
}

function expect(text: string, at: number, char: string): number {
  if (text[at] !== char) throw notJson(at < text.length ? `"${char}" is missing` : 'it ends too early')
  return at + 1
}

function end(text: string, at: number, members: RawMember[]): RawMember[] {
  if (afterSpace(text, at) < text.length) throw notJson('something follows it')
  return members
}

function parseName(quoted: string): string {
  try {
    return JSON.parse(quoted) as string
  } catch {
    throw notJson('a name is malformed')
  }
}

/** The place after the string that begins at `start`. A quote ends it unless an odd run of `\` stands before. */
function endOfString(text: string, start: number): number {
  expect(text, start, '"')
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0
    while (text[quote - 1 - slashes] === '\\') slashes++
    if (slashes % 2 === 0) return quote + 1
  }
  throw notJson('a string does not end')
}

function endOfValue(text: string, start: number): number {
  const first = text[start]
  if (first === '"') return endOfString(text, start)
  if (first !== '{' && first !== '[') {
    let at = start
    while (at < text.length && !',}] \n\r\t'.includes(text[at] as string)) at++
    if (at === start) throw notJson('a value is missing')
    return at
  }
  let depth = 0
  for (let at = start; at < text.length; ) {
    const char = text[at]
    if (char === '"') {
      at = endOfString(text, at)
      continue
    }
    if (char === '{' || char === '[') depth++
    else if ((char === '}' || char === ']') && --depth === 0) return at + 1
    at++
  }
  throw notJson('it ends too early')
}

function isNumberStart(char: string): boolean {
  return char === '-' || (char >= '0' && char <= '9')
}

function endOfNumber(text: string, start: number): number {
  let at = start
  while (at < text.length && '+-.0123456789Ee'.includes(text[at] as string)) at++
  return at
}
