/** Text as bytes in the gateways' charsets, by the platform's own decoder, so as not to test zhifu with zhifu. */

const LABELS: ReadonlyMap<string, string> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['gbk', 'gb18030'],
  ['gb2312', 'gb18030'],
  ['gb18030', 'gb18030'],
])

/** Whether the gateway takes this charset, in either case of letters. */
export function isCharset(name: string): boolean {
  return LABELS.has(name.toLowerCase())
}

/** Decodes bytes; what is no text in the charset becomes U+FFFD and spoils the signature later. */
export function decode(bytes: Uint8Array, charset: string): string {
  return new TextDecoder(labelOf(charset), { ignoreBOM: true }).decode(bytes as BufferSource)
}

/** Encodes text; a character that GBK does not have becomes `?`, as Java's encoder writes it. */
export function encode(text: string, charset: string): Uint8Array {
  if (labelOf(charset) === 'utf-8') return new TextEncoder().encode(text)
  doubleBytes ??= readDoubleBytes()
  const bytes: number[] = []
  for (const char of text) {
    if (char < '\x80') bytes.push(char.charCodeAt(0))
    else {
      const code = doubleBytes.get(char)
      if (code === undefined) bytes.push(0x3f)
      else bytes.push(code >> 8, code & 0xff)
    }
  }
  return Uint8Array.from(bytes)
}

function labelOf(charset: string): string {
  return LABELS.get(charset.toLowerCase()) ?? 'utf-8'
}

let doubleBytes: Map<string, number> | undefined

/** The platform decodes GBK but does not encode it, so the table is read off its decoder. */
function readDoubleBytes(): Map<string, number> {
  // Not the label gbk: Node 20 has a table of its own for it, without the euro sign.
  const decoder = new TextDecoder('gb18030', { fatal: true })
  const table = new Map<string, number>()
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      try {
        const char = decoder.decode(Uint8Array.of(lead, trail))
        if ([...char].length === 1 && !table.has(char)) table.set(char, (lead << 8) | trail)
      } catch {
        // This pair of bytes is not assigned.
      }
    }
  }
  return table
}
