/** GBK's way from characters to bytes, read off the platform's decoder, which knows only the way back. */

/** Lead bytes 81 to FE, each with the trail bytes 40 to FE but 7F: 126 × 190 pairs. */
const PAIRS = 23_940

let table: Uint16Array | undefined

/**
 * The two bytes of a UTF-16 unit as one number, 0 where GBK has none: surrogates, ASCII, unmapped characters.
 *
 * It is built when first asked for, in a few milliseconds and 128 KiB.
 */
export function doubleBytes(): Uint16Array {
  table ??= build()
  return table
}

function build(): Uint16Array {
  const pairs = new Uint8Array(2 * PAIRS)
  let length = 0
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue
      pairs[length++] = lead
      pairs[length++] = trail
    }
  }
  // Not the label gbk: Node 20 has a table of its own for it, without the euro sign.
  const chars = new TextDecoder('gb18030', { fatal: true }).decode(pairs)
  if (chars.length !== PAIRS) throw new Error("this platform's GB18030 decoder is not the usual one")
  const codes = new Uint16Array(0x10000)
  // Backwards, so that of two codes for one character (A1A1 and A3A0) the first remains.
  for (let index = PAIRS - 1; index >= 0; index--) {
    codes[chars.charCodeAt(index)] = ((pairs[2 * index] as number) << 8) | (pairs[2 * index + 1] as number)
  }
  return codes
}
