import { MessageError } from '../errors.ts'
import type { Fields } from '../gateway/fields.ts'
import type { JsonReader } from '../gateway/json-reader.ts'
import type { Charset } from '../message/charset.ts'
import { quoteNumbers, rawMembers } from '../message/raw-json.ts'

/** Reads the JSON of one API's reply. */
export function jsonReader(charset: Charset, subject: string): JsonReader {
  return {
    members: bytes => rawMembers(bytes, charset),
    value: bytes => parse(charset.decode(bytes)),
    object: (text, amounts) => {
      const fields = parse(amounts.size > 0 ? quoteNumbers(text, amounts) : text)
      if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) return fields as Fields
      throw new MessageError(`${subject}: the response is not an object`)
    },
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    // The engine's own words quote from the reply.
    throw new MessageError('a part of the reply is not JSON')
  }
}
