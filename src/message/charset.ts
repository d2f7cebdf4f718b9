import { InputError, MessageError } from '../errors.ts'

/** How text becomes the bytes that are signed and sent, and back. */
export interface Charset {
  /** The label that travels in `charset` or `_input_charset`: `utf-8`, `gbk`. */
  readonly name: string
  /** @throws {InputError} for a character that this charset cannot write, where it has such. */
  encode(text: string): Uint8Array
  /** @throws {MessageError} for bytes that are not text in this charset. */
  decode(bytes: Uint8Array): string
  /** The index of the first character that it cannot write, or -1; absent where it writes all. */
  firstUnwritable?(text: string): number
  /** The index of the first character that a browser's form may submit in other bytes than ours, or -1. */
  firstAlteredByForms?(text: string): number
}

/** UTF-8, the default everywhere. A byte order mark is kept: it is part of what was signed. */
export const utf8: Charset = {
  name: 'utf-8',
  encode: text => new TextEncoder().encode(text),
  decode: bytes => {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    } catch (cause) {
      throw new MessageError('the bytes are not UTF-8 text; is the charset another one (gbk)?', { cause })
    }
  },
}

/** The bytes of a text; none for one that nobody can have written in this charset. */
export function bytesIfWritable(text: string, charset: Charset): Uint8Array | undefined {
  try {
    return charset.encode(text)
  } catch (error) {
    if (error instanceof InputError) return undefined
    throw error
  }
}
