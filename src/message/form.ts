/** URL-encoded parameters: queries and form bodies, in any charset. */
import { MessageError } from '../errors.ts'
import { type Charset, utf8 } from './charset.ts'
import type { Params } from './params.ts'

/** Percent-encodes all but RFC 3986's unreserved characters, so that no reader can take a value for syntax. */
export function percentEncode(text: string, charset: Charset): string {
  if (/^[\w.~-]*$/.test(text)) return text
  if (charset.name === utf8.name) return encodeURIComponent(text).replace(/[!'()*]/g, escapeChar)
  escapes ??= Array.from({ length: 256 }, (_, byte) => {
    const char = String.fromCharCode(byte)
    return /[\w.~-]/.test(char) ? char : escapeChar(char)
  })
  let encoded = ''
  for (const byte of charset.encode(text)) encoded += escapes[byte]
  return encoded
}

/** How each byte is written; made when first needed. */
let escapes: readonly string[] | undefined

function escapeChar(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}

/** Joins parameters for a query or an `application/x-www-form-urlencoded` body. */
export function encodeForm(params: Iterable<readonly [string, string]>, charset: Charset): string {
  return Array.from(
    params,
    ([name, value]) => `${percentEncode(name, charset)}=${percentEncode(value, charset)}`,
  ).join('&')
}

/**
 * Reads a query or form body.
 *
 * @throws {MessageError} for a repeated name (which of the two was signed?), a broken percent sequence, or
 *   bytes that are not text in the charset.
 */
export function decodeForm(body: Uint8Array, charset: Charset): Params {
  const params = new Map<string, string>()
  for (const [name, value] of charset.name === utf8.name ? textPairs(body) : bytePairs(body, charset)) {
    if (params.has(name)) throw new MessageError(`the parameter ${printable(name)} is repeated`)
    params.set(name, value)
  }
  return params
}

/** A name from outside, fit for a message. */
export function printable(name: string): string {
  return /^[\w.-]{1,64}$/.test(name) ? name : 'with an unusual name'
}

function textPairs(body: Uint8Array): [string, string][] {
  // Engines replace hundreds of thousands of matches in more than linear time; splitting they do not.
  const spaced = utf8.decode(body).split('+').join(' ')
  const pairs = spaced.split('&').filter(pair => pair !== '')
  return pairs.map(pair => {
    const equals = pair.indexOf('=')
    if (equals < 0) return [unescapeText(pair), '']
    return [unescapeText(pair.slice(0, equals)), unescapeText(pair.slice(equals + 1))]
  })
}

function unescapeText(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch (cause) {
    throw new MessageError(
      'a percent sequence is broken or is not UTF-8; is the charset another one (gbk)?',
      { cause },
    )
  }
}

function* bytePairs(body: Uint8Array, charset: Charset): Generator<[string, string]> {
  for (let start = 0; start < body.length; ) {
    const end = indexOrEnd(body, 0x26, start, body.length)
    if (end > start) {
      const equals = indexOrEnd(body, 0x3d, start, end)
      yield [
        charset.decode(unescapeBytes(body.subarray(start, equals))),
        charset.decode(unescapeBytes(body.subarray(equals + 1, end))),
      ]
    }
    start = end + 1
  }
}

function indexOrEnd(bytes: Uint8Array, byte: number, from: number, end: number): number {
  const index = bytes.subarray(from, end).indexOf(byte)
  return index < 0 ? end : from + index
}

function unescapeBytes(bytes: Uint8Array): Uint8Array {
  const plain = new Uint8Array(bytes.length)
  let length = 0
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] as number
    if (byte === 0x25) {
      const high = hexDigit(bytes[++index])
      const low = hexDigit(bytes[++index])
      if (high < 0 || low < 0) throw new MessageError('a percent sequence is broken')
      plain[length++] = high * 16 + low
    } else plain[length++] = byte === 0x2b ? 0x20 : byte
  }
  return plain.subarray(0, length)
}

/** The value of a hexadecimal digit, or -1; by arithmetic, since a notification may hold hundreds of thousands. */
function hexDigit(code: number | undefined): number {
  if (code === undefined) return -1
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const letter = code | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}
