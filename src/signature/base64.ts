/** Bytes as standard base64 with padding (RFC 4648 section 4). */
export function encodeBase64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/**
 * The bytes of standard base64, or `undefined` for anything that {@link encodeBase64} would not write:
 * white space, the URL alphabet, missing padding, stray bits. A signature has one spelling.
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined
  const bytes = Uint8Array.from(atob(text), char => char.charCodeAt(0))
  return encodeBase64(bytes) === text ? bytes : undefined
}
