/** The checksum of zip archives (CRC-32 of ISO 3309), over bytes that come in pieces. */

/** A running checksum. */
export interface Checksum {
  add(bytes: Uint8Array): void
  value(): number
}

/** Starts a checksum. */
export function crc32(): Checksum {
  const table = Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
    return value
  })
  let crc = 0xffffffff
  return {
    add: bytes => {
      let value = crc
      // By index: this runs over every byte of every bill, and an iterator takes several times as long.
      for (let at = 0; at < bytes.length; at++) {
        value = (table[(value ^ (bytes[at] as number)) & 0xff] as number) ^ (value >>> 8)
      }
      crc = value
    },
    value: () => (crc ^ 0xffffffff) >>> 0,
  }
}
