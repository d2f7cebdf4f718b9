import { KeyError } from '../errors.ts'
import { utf8 } from '../message/charset.ts'

/**
 * The bytes of a key that both sides know.
 *
 * @throws {KeyError} for an empty one: everybody knows that.
 */
export function sharedKey(key: string): Uint8Array {
  if (typeof key !== 'string' || key === '')
    throw new KeyError('a shared key is expected here; found: an empty text')
  return utf8.encode(key)
}
