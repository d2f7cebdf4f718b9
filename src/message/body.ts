import { MessageError } from '../errors.ts'

/** The size in bytes above which replies and notifications are refused unless configured: 2 MiB. */
export const MAX_BYTES: number = 2 * 1024 * 1024

/**
 * Reads a body, counting while it comes, so that an endless one is not kept.
 *
 * @throws {MessageError} with `tooLarge` once `maxBytes` are exceeded.
 */
export async function readBytes(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<Uint8Array> {
  if (body === null) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > maxBytes) {
      await reader.cancel().catch(() => {})
      throw tooLarge(maxBytes)
    }
    chunks.push(value)
  }
  const [only] = chunks
  if (chunks.length === 1 && only !== undefined) return only
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

/** The error for a body above the limit. */
export function tooLarge(maxBytes: number): MessageError {
  return new MessageError(`the message is larger than maxBytes (${maxBytes} bytes)`, { tooLarge: true })
}
