/** Bills to download: made by Python's zipfile or encoded by iconv-lite, served by a `fetch` of their own. */
import { readFileSync } from 'node:fs'
import iconv from 'iconv-lite'
import { type BillRow, type DownloadBillOptions, downloadBill } from '../../src/alipay/bill/index.ts'

/** The same bill as text, and packed in many ways; `bill-archives.py` makes it. */
export const made = JSON.parse(readFileSync(new URL('bill-archives.json', import.meta.url), 'utf8')) as {
  detail: string
  summary: string
  archives: Record<string, string>
}

export const archive = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(made.archives[name] ?? '', 'base64'))

export const gbk = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(iconv.encode(text, 'gbk'))

/** What no error may hold. */
export const TOKEN = 'edcf3c269f7e9e9a6b0c1fecd092b51e'
export const url = `http://127.0.0.1:1/downloadBillFile.resource?bizType=trade&token=${TOKEN}`

/** A body in pieces of a size, and how many of them were asked for. */
export function pieces(
  bytes: Uint8Array<ArrayBuffer>,
  size: number,
): { body: ReadableStream<Uint8Array<ArrayBuffer>>; asked: () => number; cancelled: () => boolean } {
  let at = 0
  let asked = 0
  let cancelled = false
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull: controller => {
        asked++
        if (at < bytes.length) controller.enqueue(bytes.slice(at, at + size))
        else controller.close()
        at += size
      },
      cancel: () => {
        cancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  return { body, asked: () => asked, cancelled: () => cancelled }
}

export const serving =
  (body: BodyInit | null, init?: ResponseInit): NonNullable<DownloadBillOptions['fetch']> =>
  async () =>
    new Response(body, init)

export interface ReadFile {
  name: string
  kind: string
  preamble: readonly string[]
  header: readonly string[]
  rows: BillRow[]
  trailer: readonly string[]
}

/** Everything that a bill holds. */
export async function readAll(body: BodyInit | null, options: DownloadBillOptions = {}): Promise<ReadFile[]> {
  const files: ReadFile[] = []
  for await (const file of downloadBill(url, { fetch: serving(body), ...options })) {
    const rows: BillRow[] = []
    for await (const row of file.rows) rows.push(row)
    files.push({ ...file, rows })
  }
  return files
}

/** The error of reading a bill. */
export async function errorOf(body: BodyInit | null, options: DownloadBillOptions = {}): Promise<unknown> {
  try {
    await readAll(body, options)
  } catch (error) {
    return error
  }
  return 'no error'
}
