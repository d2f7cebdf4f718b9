import type { RawMember } from '../message/raw-json.ts'
import type { Fields } from './fields.ts'

/**
 * Reads JSON for a gateway's {@link Gateway.openReply}. The verb that calls brings it along, so that who only
 * listens carries none of it.
 */
export interface JsonReader {
  /**
   * The top-level members of a JSON object, cut out byte for byte.
   *
   * @throws {MessageError} for what is not one JSON object, and for a repeated name.
   */
  members(bytes: Uint8Array): readonly RawMember[]
  /** What a member's bytes say. @throws {MessageError} for what is not JSON. */
  value(bytes: Uint8Array): unknown
  /**
   * The fields of a JSON object. Numbers under `amounts` become strings of the digits that were written.
   *
   * @throws {MessageError} for what is not a JSON object.
   */
  object(text: string, amounts: ReadonlySet<string>): Fields
}
