/** URL-encoded parameters: queries and form bodies, in any charset. */
import { MessageError } from '../errors.ts'
import { type Charset, utf8 } from './charset.ts'
import type { Params } from './params.ts'

/**
 * Joins parameters for a query or an `application/x-www-form-urlencoded` body. All but RFC 3986's unreserved
 * characters are percent-encoded, so that no reader can take a value for syntax.
 */
export function encodeForm(params: Iterable<readonly [string, string]>, charset: Charset): string {
  const encode =
    charset.name === utf8.name ? encodeURIComponent : (text: string) => encodeBytes(charset.encode(text))
  let form = ''
  for (const [name, value] of params) form += `${form && '&'}${encode(name)}=${encode(value)}`
  // The platform leaves these five as they are.
  return form.replace(/[!'()*]/g, escapeChar)
}

function encodeBytes(bytes: Uint8Array): string {
  escapes ??= Array.from({ length: 256 }, (_, byte) => {
    const char = String.fromCharCode(byte)
    return /[\w.~-]/.test(char) ? char : escapeChar(char)
  })
  let encoded = ''
  for (const byte of bytes) encoded += escapes[byte]
  return encoded
}

/** How each byte is written; made when first needed. */
let escapes: readonly string[] | undefined

function escapeChar(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}

/**
 * Reads a query or form body.
 *
 * @param body its bytes, or where the host has decoded them already, its text.
 * @throws {MessageError} for a repeated name (which of the two was signed?), a broken percent sequence, or
 *   bytes that are not text in the charset.
 */
export function decodeForm(body: Uint8Array | string, charset: Charset): Params {
  const params = new Map<string, string>()
  for (const [name, value] of pairsOf(body, charset)) {
    if (params.has(name)) throw new MessageError(`the parameter ${printable(name)} is repeated`)
    params.set(name, value)
  }
  return params
}

/** A name from outside, fit for a message. */
export function printable(name: string): string {
  return /^[\w.-]{1,64}$/.test(name) ? name : 'with an unusual name'
}

function pairsOf(body: Uint8Array | string, charset: Charset): Iterable<readonly [string, string]> {
  const isText = typeof body === 'string'
  if (charset.name !== utf8.name) return bytePairs(isText ? utf8.encode(body) : body, charset)
  // Half a surrogate pair has no bytes: what is returned must be what was verified.
  return textPairs(isText ? body.toWellFormed() : utf8.decode(body))
}

function textPairs(text: string): [string, string][] {
  // Engines replace hundreds of thousands of matches in more than linear time; splitting they do not.
  const spaced = text.split('+').join(' ')
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
