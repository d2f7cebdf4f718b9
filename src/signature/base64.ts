/** How many bytes become characters at once; engines take only so many arguments. */
const CHUNK = 8192

/** Bytes as standard base64 with padding (RFC 4648 section 4). */
export function encodeBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += CHUNK) {
    // Spread, an array of bytes takes eight times as long; `apply` reads it as it is.
    binary += String.fromCharCode.apply(null, bytes.subarray(at, at + CHUNK) as unknown as number[])
  }
  return btoa(binary)
}

/**
 * The bytes of standard base64, or `undefined` for anything that {@link encodeBase64} would not write:
 * white space, the URL alphabet, missing padding, stray bits. A signature has one spelling.
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  let binary: string
  try {
    binary = atob(text)
  } catch {
    return undefined
  }
  if (btoa(binary) !== text) return undefined
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index)
  return bytes
}
