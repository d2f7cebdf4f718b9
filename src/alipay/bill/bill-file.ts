/** One csv of a bill: lines that begin with `#`, a header, rows, and lines that begin with `#` again. */
import { MessageError } from '../../errors.ts'
import type { Pull } from './byte-source.ts'
import { type Lines, lineReader, MAX_LINE } from './read-lines.ts'
import { type SplitRow, splitRow } from './split-row.ts'

/** A row by the names of its columns: `row['商户订单号']`. Every value is text, amounts too. */
export type BillRow = Readonly<Record<string, string>>

/** One file of a bill. */
export interface BillFile {
  /** Its name in the archive, without folders. Example: `20880000000000000156_20260131_业务明细.csv`. */
  readonly name: string
  /** `summary` for what is summed up by store or by kind (汇总), `detail` for the single entries (明细). */
  readonly kind: 'detail' | 'summary'
  /** The lines before the header: title, account, dates. Example: `['#支付宝业务明细查询', '#账号：[2088…]']`. */
  readonly preamble: readonly string[]
  /**
   * Names of the columns, as the rows have them. One that stands there again gets its place among its like:
   * `备注`, `备注 (2)`. Example: `['支付宝交易号', '商户订单号', '业务类型']`.
   */
  readonly header: readonly string[]
  /** The rows. They can be read once, and before the next file is asked for. */
  readonly rows: AsyncIterable<BillRow>
  /**
   * The lines behind the rows, with the bill's own totals; all there once the rows were read to their end. Example:
   * `['#交易合计：2笔，商家实收共88.88元，商家优惠共0.00元']`.
   */
  readonly trailer: readonly string[]
}

/** Mends a row whose number of fields is not the header's; `undefined` refuses it. */
export type RepairRow = (
  fields: readonly string[],
  header: readonly string[],
) => readonly string[] | undefined

/** A file and a way to read past what is left of it. */
export interface OpenedFile {
  readonly file: BillFile
  /** Ends the reading of its rows. */
  pass(): Promise<void>
}

const LIST_BEGINS = /^#-+[^-]*列表-/
const LIST_ENDS = /^#-+[^-]*列表结束/

/** How many lines a row may go over, by quoted line breaks. */
const MAX_LINES_OF_ROW = 50

/**
 * Reads a file as far as its header.
 *
 * @throws {MessageError} for what is no bill; its rows throw it for what is not whole.
 */
export async function openFile(name: string, read: Pull, repair?: RepairRow): Promise<OpenedFile> {
  const lines = lineReader(read)
  const note = noteTaker()
  const preamble: string[] = []
  const trailer: string[] = []
  const header = await readHeader(lines, line => note(LIST_ENDS.test(line) ? trailer : preamble, line))
  if ([...preamble, ...header].some(text => text.includes('\ufffd'))) {
    throw new MessageError('the bill is not written in GBK')
  }
  const listed = preamble.some(line => LIST_BEGINS.test(line))
  const columns = header.length
  let passed = false
  let done = false

  /** The next row's fields; nothing at the end of the list. */
  async function nextRow(): Promise<readonly string[] | undefined> {
    for (let line = await lines.next(); line !== undefined; line = await lines.next()) {
      if (line.trim() === '') continue
      if (line.startsWith('#') && (trailer.length > 0 || !listed || line.startsWith('#-'))) {
        note(trailer, line)
      } else if (trailer.length > 0) {
        throw new MessageError(`line ${lines.count()} of the bill stands behind the list's end`)
      } else return fitting(line)
    }
    if (listed && !trailer.some(line => LIST_ENDS.test(line))) {
      throw new MessageError('the bill is incomplete: its list has no end')
    }
    return undefined
  }

  async function fitting(line: string): Promise<readonly string[]> {
    const began = lines.count()
    let row = splitRow(line)
    let text = line
    // What has an open quote and all its fields is a row: its quote is a mere character.
    while (row.open && row.fields.length !== columns && lines.count() - began < MAX_LINES_OF_ROW) {
      const more = await lines.next()
      if (more === undefined) break
      text += `\n${more}`
      row = splitRow(text)
    }
    const fields = withoutSurplus(row, columns)
    if (fields.length === columns) return fields
    const repaired = repair?.(fields, header)
    if (repaired?.length === columns) return repaired
    throw new MessageError(
      `line ${began} of the bill has ${fields.length} fields, and its header ${columns}: which is which cannot be told`,
    )
  }

  async function* rows(): AsyncGenerator<BillRow, void> {
    while (!done) {
      if (passed) throw new TypeError('the rows of a file must be read before the next file is asked for')
      const fields = await nextRow()
      if (fields === undefined) done = true
      else yield record(header, fields)
    }
  }

  const kind = [name, preamble[0]].some(title => title?.includes('汇总')) ? 'summary' : 'detail'
  return {
    file: { name, kind, preamble, header, rows: { [Symbol.asyncIterator]: rows }, trailer },
    pass: async () => {
      passed = !done
      if (passed) while ((await lines.next()) !== undefined);
    },
  }
}

/** Reads remarks up to the header, and the header; it has no columns where the list ends before one. */
async function readHeader(lines: Lines, remark: (line: string) => void): Promise<readonly string[]> {
  for (let line = await lines.next(); line !== undefined; line = await lines.next()) {
    if (line.startsWith('#')) remark(line)
    else if (line.trim() !== '') return namesOf(splitRow(line).fields)
    if (LIST_ENDS.test(line)) break
  }
  return []
}

/** Keeps remarks, as many as a bill has. */
function noteTaker(): (notes: string[], line: string) => void {
  let noted = 0
  return (notes, line) => {
    noted += line.length
    if (noted > MAX_LINE) throw new MessageError('the bill holds more remarks than rows: is it a bill?')
    notes.push(withoutCommas(line))
  }
}

/** A spreadsheet gives a remark as many commas as the rows have. */
function withoutCommas(line: string): string {
  let end = line.length
  while (end > 0 && ', \t'.includes(line.charAt(end - 1))) end--
  return line.slice(0, end)
}

function namesOf(fields: readonly string[]): readonly string[] {
  if (fields.length < 2) throw new MessageError('the bill has no header: is it a bill?')
  const names = new Set<string>()
  const times = new Map<string, number>()
  for (const field of fields) {
    let name = field
    let time = times.get(field) ?? 1
    while (names.has(name)) name = `${field} (${++time})`
    times.set(field, time)
    names.add(name)
  }
  return [...names]
}

/** Commas at a line's end that begin no field. */
function withoutSurplus({ fields }: SplitRow, columns: number): readonly string[] {
  let count = fields.length
  while (count > columns && fields[count - 1] === '') count--
  return fields.slice(0, count)
}

function record(header: readonly string[], fields: readonly string[]): BillRow {
  const row: Record<string, string> = Object.create(null)
  for (let at = 0; at < header.length; at++) row[header[at] as string] = fields[at] as string
  return row
}
