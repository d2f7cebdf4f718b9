/** Bytes of a csv → its lines, each decoded alone, so that a row that is kept holds no more than its own line. */
import { MessageError } from '../../errors.ts'
import { joined, type Pull } from './byte-source.ts'

/** The lines of a text. */
export interface Lines {
  /** The next one; nothing at the end. */
  next(): Promise<string | undefined>
  /** How many were given. */
  count(): number
}

/** How long a line may be, in bytes; a row of a bill has a few hundred. */
export const MAX_LINE: number = 64 * 1024

const NEWLINE = 0x0a

/**
 * Reads lines. Bills are GBK, of which GB18030 is the superset that every runtime reads alike; a byte order mark
 * says UTF-8. Bytes that are no text become U+FFFD, so that a name that was cut does not cost the whole bill.
 *
 * @throws {MessageError} for a line that does not end.
 */
export function lineReader(read: Pull): Lines {
  const pull = linesByPiece(read)
  let lines: readonly string[] = []
  let at = 0
  let count = 0
  return {
    next: async () => {
      while (at === lines.length) {
        const more = await pull()
        if (more === undefined) return undefined
        lines = more
        at = 0
      }
      count++
      return lines[at++]
    },
    count: () => count,
  }
}

/** Gives the lines that end in the next piece of the text; nothing at the end. */
function linesByPiece(read: Pull): () => Promise<readonly string[] | undefined> {
  let decoder: TextDecoder | undefined
  let rest: Uint8Array = new Uint8Array()
  let ended = false
  return async () => {
    if (ended) return undefined
    const bytes = await read()
    ended = bytes === undefined
    const ahead = bytes === undefined ? rest : rest.length === 0 ? bytes : joined(rest, bytes)
    // Three bytes tell the charset.
    if (!ended && decoder === undefined && ahead.length < 3) {
      rest = ahead
      return []
    }
    decoder ??= new TextDecoder(startsWithMark(ahead) ? 'utf-8' : 'gb18030')
    const lines: string[] = []
    let from = 0
    for (let end = ahead.indexOf(NEWLINE); end >= 0; end = ahead.indexOf(NEWLINE, from)) {
      lines.push(decodeLine(decoder, ahead.subarray(from, end)))
      from = end + 1
    }
    rest = ahead.subarray(from)
    if (rest.length > MAX_LINE) throw tooLong()
    if (ended && rest.length > 0) lines.push(decodeLine(decoder, rest))
    return lines
  }
}

function decodeLine(decoder: TextDecoder, bytes: Uint8Array): string {
  if (bytes.length > MAX_LINE) throw tooLong()
  const line = decoder.decode(bytes)
  return line.endsWith('\r') ? line.slice(0, -1) : line
}

function startsWithMark([first, second, third]: Uint8Array): boolean {
  return first === 0xef && second === 0xbb && third === 0xbf
}

function tooLong(): MessageError {
  return new MessageError(`a line of the bill is longer than ${MAX_LINE} bytes: is it a bill?`)
}
