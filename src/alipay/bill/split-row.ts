/** A line of a bill → its fields. */

/** The fields of a line. */
export interface SplitRow {
  /** Trimmed: Alipay pads numbers with tabs, so that no spreadsheet rounds them. */
  readonly fields: string[]
  /** Whether a quote is opened and never closed, so that the row may go on in the next line. */
  readonly open: boolean
}

/**
 * Splits at commas. A quote counts where it opens a field and a comma or the line's end follows its closing one
 * (RFC 4180, section 2); any other is a character like all, since most bills quote nothing, whatever a product is
 * called.
 */
export function splitRow(line: string): SplitRow {
  const fields: string[] = []
  let open = false
  for (let at = 0; at <= line.length; ) {
    const start = skipBlanks(line, at)
    const closing = line[start] === '"' ? closingQuote(line, start) : undefined
    const behind = closing === undefined || closing === -1 ? -1 : skipBlanks(line, closing + 1)
    if (behind === line.length || line[behind] === ',') {
      fields.push(trimmed(line, start + 1, closing as number).replaceAll('""', '"'))
      at = behind + 1
    } else {
      if (closing === -1) open = true
      const comma = line.indexOf(',', at)
      const end = comma === -1 ? line.length : comma
      fields.push(trimmed(line, start, end))
      at = end + 1
    }
  }
  return { fields, open }
}

/** Where the quote that is opened at `open` is closed; `""` stands for a quote inside. -1 if it is not. */
function closingQuote(line: string, open: number): number {
  let at = line.indexOf('"', open + 1)
  while (at >= 0 && line[at + 1] === '"') at = line.indexOf('"', at + 2)
  return at
}

/** Without tabs and blanks at both ends. Other white space is the name's own. */
function trimmed(line: string, from: number, to: number): string {
  let end = to
  while (end > from && isBlank(line, end - 1)) end--
  return line.slice(Math.min(skipBlanks(line, from), end), end)
}

function skipBlanks(line: string, from: number): number {
  let at = from
  while (isBlank(line, at)) at++
  return at
}

function isBlank(line: string, at: number): boolean {
  const code = line.charCodeAt(at)
  return code === 0x20 || code === 0x09
}
