/**
 * Walks through a zip archive while it comes, from one entry's header to the next.
 *
 * Only the inflating is fflate's. Its own streaming reader looks for an entry's end by four bytes, which a large
 * archive holds by chance, and compares no checksum. Here an entry of unknown size ends where a data descriptor
 * stands that gives the very size up to it, checksums and sizes are compared, and the archive's own list must count
 * as many entries as came.
 *
 * Source: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.6 to 4.3.16.
 */
import { Inflate } from 'fflate'
import { MessageError } from '../../errors.ts'
import type { ByteSource, Pull } from './byte-source.ts'
import { crc32 } from './crc32.ts'

/** One file of an archive. */
export interface ZipEntry {
  /** Its name, without folders. */
  readonly name: string
  /** Gives its next bytes, unpacked; nothing at its end. */
  readonly read: Pull
}

const LOCAL_HEADER = 0x04034b50
const DESCRIPTOR = 0x08074b50
const CENTRAL_HEADER = 0x02014b50
const END = 0x06054b50

/** How many packed bytes are unpacked at once: they become at most 1032 times as many. */
const SLICE = 16 * 1024

/** A field of four bytes that says that the true value stands in a Zip64 record. */
const ELSEWHERE = 0xffffffff

/**
 * The entries of an archive, one after the other. Each is read to its end before the next is looked for.
 *
 * @throws {MessageError} for an archive that is damaged, incomplete, encrypted or packed in a rare way.
 */
export async function* zipEntries(source: ByteSource): AsyncGenerator<ZipEntry, void> {
  let count = 0
  for (; (await peekNumber(source)) === LOCAL_HEADER; count++) {
    const { name, read } = await openEntry(source)
    // A name that ends so is a folder's.
    if (!name.endsWith('/')) yield { name: name.replace(/^.*[/\\]/, ''), read }
    while ((await read()) !== undefined);
  }
  await checkDirectory(source, count)
}

async function openEntry(source: ByteSource): Promise<ZipEntry> {
  const header = await takeView(source, 30)
  const flags = header.getUint16(6, true)
  const method = header.getUint16(8, true)
  const written = {
    checksum: header.getUint32(14, true),
    packed: header.getUint32(18, true),
    unpacked: header.getUint32(22, true),
  }
  const name = await takeBytes(source, header.getUint16(26, true))
  await takeBytes(source, header.getUint16(28, true))
  if (flags & 1) throw damaged('it is encrypted')
  if (method !== 0 && method !== 8) throw damaged('it is packed in a way that is not known here')
  if (written.packed === ELSEWHERE) throw damaged('it is a Zip64 archive, which is not known here')
  const label = flags & 0x800 ? 'utf-8' : 'gb18030'
  const sized = flags & 8 ? untilDescriptor(source) : ofSize(source, written)
  return { name: new TextDecoder(label).decode(name), read: checked(sized, method === 8) }
}

/** What is said of an entry before it or after it. */
interface Written {
  readonly checksum: number
  readonly packed: number
  readonly unpacked: number
}

/** An entry's bytes as they are packed, and at their end what was said of them. */
type Packed = () => Promise<Uint8Array | Written>

function ofSize(source: ByteSource, written: Written): Packed {
  let left = written.packed
  return async () => {
    if (left === 0) return written
    const ahead = await source.peek(Math.min(left, SLICE))
    if (ahead.length === 0) throw incomplete()
    const piece = source.take(Math.min(left, ahead.length, SLICE))
    left -= piece.length
    return piece
  }
}

/** For an entry that was written before its size was known: the size stands behind it, with 16 bytes in all. */
function untilDescriptor(source: ByteSource): Packed {
  let taken = 0
  return async () => {
    const ahead = (await source.peek(SLICE)).subarray(0, SLICE)
    if (ahead.length < 16) throw incomplete()
    const view = viewOf(ahead)
    const last = ahead.length - 16
    for (let at = ahead.indexOf(0x50); at >= 0 && at <= last; at = ahead.indexOf(0x50, at + 1)) {
      if (view.getUint32(at, true) !== DESCRIPTOR || view.getUint32(at + 8, true) !== taken + at) continue
      if (at > 0) return takeCounted(at)
      source.take(16)
      return {
        checksum: view.getUint32(4, true),
        packed: view.getUint32(8, true),
        unpacked: view.getUint32(12, true),
      }
    }
    return takeCounted(last + 1)
  }
  function takeCounted(count: number): Uint8Array {
    taken += count
    return source.take(count)
  }
}

/** Unpacks, and compares at the end what came with what was said. */
function checked(packed: Packed, deflated: boolean): Pull {
  const checksum = crc32()
  let length = 0
  let unpacked: Uint8Array = new Uint8Array()
  const inflate = new Inflate(bytes => {
    unpacked = bytes
  })
  let ended = false
  return async () => {
    while (!ended) {
      const piece = await packed()
      if (!(piece instanceof Uint8Array)) {
        if (checksum.value() !== piece.checksum || length !== piece.unpacked)
          throw damaged('a file in it does not have the checksum and size that it should')
        ended = true
        break
      }
      if (deflated) inflated(inflate, piece)
      else unpacked = piece
      checksum.add(unpacked)
      length += unpacked.length
      if (unpacked.length > 0) return unpacked
    }
    return undefined
  }
}

function inflated(inflate: Inflate, piece: Uint8Array): void {
  try {
    inflate.push(piece)
  } catch (cause) {
    throw damaged('a file in it cannot be unpacked', cause)
  }
}

/** The list behind the entries: it must have as many, and an end. */
async function checkDirectory(source: ByteSource, entries: number): Promise<void> {
  let listed = 0
  for (; (await peekNumber(source)) === CENTRAL_HEADER; listed++) {
    const header = await takeView(source, 46)
    for (const at of [28, 30, 32]) await takeBytes(source, header.getUint16(at, true))
  }
  if ((await peekNumber(source)) !== END) throw damaged('something stands in it that is no zip')
  const end = await takeView(source, 22)
  if (listed !== entries || end.getUint16(10, true) !== entries) {
    throw damaged('it does not hold the files that it lists')
  }
}

async function peekNumber(source: ByteSource): Promise<number> {
  const ahead = await source.peek(4)
  if (ahead.length < 4) throw incomplete()
  return viewOf(ahead).getUint32(0, true)
}

async function takeView(source: ByteSource, count: number): Promise<DataView> {
  return viewOf(await takeBytes(source, count))
}

async function takeBytes(source: ByteSource, count: number): Promise<Uint8Array> {
  if ((await source.peek(count)).length < count) throw incomplete()
  return source.take(count)
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}

function incomplete(): MessageError {
  return new MessageError('the bill is incomplete: its archive breaks off')
}

function damaged(why: string, cause?: unknown): MessageError {
  return new MessageError(`the bill's archive cannot be read: ${why}`, { cause })
}
