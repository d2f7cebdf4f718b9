/** A `bill_download_url` → the bill's files and rows, while they come. */
import { MessageError } from '../../errors.ts'
import { checkedTimeout } from '../../gateway/timeout.ts'
import { type BillFile, openFile, type RepairRow } from './bill-file.ts'
import { type ByteSource, byteSource, type Pull } from './byte-source.ts'
import { counter, download } from './download.ts'
import { zipEntries } from './read-zip.ts'

/** How `downloadBill` may go about it. */
export interface DownloadBillOptions {
  /** How the bill is fetched; the platform's `fetch` by default. */
  readonly fetch?: ((request: Request, init?: RequestInit) => Promise<Response>) | undefined
  /**
   * How large the bill may be in bytes, as it comes and once unpacked; 1 GiB by default, which is about three
   * million rows. Example: `50_000_000`.
   */
  readonly maxBytes?: number | undefined
  /**
   * The longest wait for the next bytes in milliseconds, above 0 and at most 2147483647; 30,000 by default.
   * Example: `5_000`.
   */
  readonly timeout?: number | undefined
  /** Ends the download. Example: `AbortSignal.timeout(600_000)`. */
  readonly signal?: AbortSignal | undefined
  /**
   * Asked about a row that has more or fewer fields than the header, say for a comma in a product's name: gives
   * its fields, as many as the header has, or `undefined` to refuse it. Without it such a row ends the reading,
   * since its amounts may stand in wrong columns.
   */
  readonly repairRow?: RepairRow | undefined
}

const MAX_BYTES = 1024 ** 3
const TIMEOUT = 30_000

/**
 * Downloads a bill and gives its files, one after the other, each with its rows.
 *
 * It streams: of a bill of any size only some lines are held at a time, and no more is fetched than is asked for.
 * Rows are therefore given before the bill's end was seen. **Count a bill as read only when the loop has ended
 * without an error**: a download that breaks off, a wrong checksum, or a list without its end is told there.
 *
 * The URL is good for about thirty seconds, and the fetch begins when the first file is asked for. Rows that are
 * not read are passed over.
 *
 * @param url the `bill_download_url` of `dataDataserviceBillDownloadurlQuery`.
 * @throws {InputError} for what is no URL, or a `timeout` that no timer keeps.
 * @throws {TransportError} when the bill does not come, or no longer.
 * @throws {MessageError} for what is no bill, is damaged or not whole, or is larger than `maxBytes`.
 * @example
 * for await (const { kind, rows } of downloadBill(bill_download_url)) {
 *   if (kind === 'detail') for await (const row of rows) await settle(row['商户订单号'], row['订单金额（元）'])
 * }
 */
export async function* downloadBill(
  url: string,
  options: DownloadBillOptions = {},
): AsyncGenerator<BillFile, void, undefined> {
  const { maxBytes = MAX_BYTES, timeout: wait = TIMEOUT, signal, repairRow } = options
  const timeout = checkedTimeout('downloadBill', wait)
  const transport = { fetch: options.fetch ?? globalThis.fetch, maxBytes, timeout, signal }
  const { contentType, read, stop } = await download(url, transport)
  try {
    const count = counter(maxBytes)
    for await (const entry of filesOf(byteSource(read), contentType, url)) {
      const counted = async (): Promise<Uint8Array | undefined> => {
        const bytes = await entry.read()
        count(bytes?.length ?? 0)
        return bytes
      }
      const { file, pass } = await openFile(entry.name, counted, repairRow)
      yield file
      await pass()
    }
  } finally {
    stop()
  }
}

async function* filesOf(
  source: ByteSource,
  contentType: string,
  url: string,
): AsyncGenerator<{ name: string; read: Pull }, void> {
  const [first, second] = await source.peek(2)
  if (first === undefined) throw new MessageError("the bill's URL answered with nothing")
  // "PK", as every archive begins.
  if (first === 0x50 && second === 0x4b) {
    for await (const entry of zipEntries(source)) {
      if (!/\.csv$/i.test(entry.name)) throw new MessageError('the archive holds a file that is no csv')
      yield entry
    }
  } else if ('<{'.includes(String.fromCharCode(first)) || /html|json|xml/i.test(contentType)) {
    throw new MessageError("the bill's URL answered with a page: it is good for about thirty seconds only")
  } else yield { name: nameIn(url), read: () => rest(source) }
}

async function rest(source: ByteSource): Promise<Uint8Array | undefined> {
  const { length } = await source.peek(1)
  return length === 0 ? undefined : source.take(length)
}

/** What the URL calls the bill; only this of its query is not secret. */
function nameIn(url: string): string {
  const name = new URL(url).searchParams.get('downloadFileName') ?? 'bill.csv'
  return name.replace(/^.*[/\\]/, '').replace(/\.zip$/i, '')
}
