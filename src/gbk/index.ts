/**
 * The charsets GBK and GB2312, for gateways that are spoken to in them.
 *
 * The platform decodes GBK everywhere and encodes it nowhere; the table for encoding is read off its decoder
 * when first needed. Sources: WHATWG Encoding, index gb18030; GB/T 2312-1980; document 004, 4.2
 * (`_input_charset`).
 *
 * @module
 */
import { InputError, MessageError } from '../errors.ts'
import type { Charset } from '../message/charset.ts'
import { inGb2312 } from './gb2312.ts'
import { doubleBytes } from './table.ts'

/** A charset that does not have every character. */
export interface PartialCharset extends Charset {
  /** The index of the first character that cannot be sent in this charset, or -1: `'é😀'` gives 1. */
  firstUnwritable(text: string): number
  /** The index of the first character that a browser may submit in other bytes than ours, or -1. */
  firstAlteredByForms(text: string): number
}

/**
 * GBK, as Java's gateways read and write it: the euro sign is A2E3.
 *
 * @example createMapi({ partner, signer, verifier, charset: gbk })
 */
export const gbk: PartialCharset = {
  name: 'gbk',
  encode: text => encode('gbk', text),
  decode,
  firstUnwritable: text => firstIndex(text, unit => unit >= 0x80 && doubleBytes()[unit] === 0),
  firstAlteredByForms,
}

/**
 * GB2312, strict in what is sent and broad in what is read.
 *
 * Gateways read the label as GBK, but one that takes it at its word would lose every character outside
 * GB2312, names among them; so these may not be sent. In what arrives all of GBK is read, and `encode`
 * writes it, so that a signature over it can be verified.
 */
export const gb2312: PartialCharset = {
  name: 'gb2312',
  encode: text => encode('gb2312', text),
  decode,
  firstUnwritable: text => firstIndex(text, unit => unit >= 0x80 && !inGb2312(doubleBytes()[unit] as number)),
  firstAlteredByForms,
}

function encode(name: string, text: string): Uint8Array {
  const table = doubleBytes()
  const bytes = new Uint8Array(2 * text.length)
  let length = 0
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 0x80) bytes[length++] = unit
    else {
      const code = table[unit] as number
      if (code === 0)
        throw new InputError(name, [{ path: '', rule: `cannot write the character at index ${index}` }])
      bytes[length++] = code >> 8
      bytes[length++] = code & 0xff
    }
  }
  return bytes.subarray(0, length)
}

/** GB18030 is GBK and more; what a gateway writes beyond GBK is text all the same. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new MessageError('the bytes are not GBK text; is the charset another one (utf-8)?', { cause })
  }
}

/**
 * Browsers write the euro sign as the one byte 80, and those from before GB18030-2022 write the eighteen
 * characters that it moved out of the private use area as `&#65040;`.
 */
function firstAlteredByForms(text: string): number {
  return text.search(/[\u20ac\u9fb4-\u9fbb\ufe10-\ufe19]/)
}

function firstIndex(text: string, matches: (unit: number) => boolean): number {
  for (let index = 0; index < text.length; index++) if (matches(text.charCodeAt(index))) return index
  return -1
}
