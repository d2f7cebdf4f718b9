import type { Fields } from './fields.ts'

/** A reply with its signed part found but nothing believed yet. */
export interface OpenedReply {
  /** The signed part, byte for byte as it came; the whole reply where nothing is signed. */
  readonly signed: Uint8Array
  /** The signature beside it, if there is one. */
  readonly signature?: string | undefined
  /** The serial number of the certificate that it names. */
  readonly certificateSn?: string | undefined
  /** The encrypted text of the signed part, where it is one. */
  readonly ciphertext?: string | undefined
  /** Whether it came in the gateway's own error envelope, which any API may be answered with. */
  readonly refusal: boolean
  /**
   * Parses that same part, or what it was before it was encrypted. Numbers under `amounts` become strings of
   * the digits that were signed.
   */
  read(amounts: ReadonlySet<string>, decrypted?: string): Fields
}
