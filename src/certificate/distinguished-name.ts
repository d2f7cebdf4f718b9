/**
 * A certificate's names as Java's `X500Principal.getName()` writes them (RFC 2253): Alipay's serial numbers are
 * hashes of that text, so every character counts.
 */
import { type DerElement, OBJECT_IDENTIFIER, readDer, SEQUENCE, SET } from '../signature/der.ts'

/** One part of a name: its object identifier in dots (`2.5.4.3`) and its value's element. */
export interface NameAttribute {
  readonly oid: string
  readonly value: DerElement
}

/** The only types that have a keyword there (RFC 2253 section 2.3); every other is written by its number. */
const KEYWORDS: ReadonlyMap<string, string> = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.6', 'C'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.9', 'STREET'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  ['0.9.2342.19200300.100.1.25', 'DC'],
  ['0.9.2342.19200300.100.1.1', 'UID'],
])

/** UTF8String, PrintableString, T61String, IA5String, GeneralString, BMPString: what Java writes as text. */
const TEXTS: readonly number[] = [0x0c, 0x13, 0x14, 0x16, 0x1b, 0x1e]

/** The parts of a name in the order in which they are encoded; each inner list is one, or several joined. */
export function readName(bytes: Uint8Array): NameAttribute[][] | undefined {
  const sets = readDer(bytes)
  if (sets === undefined) return undefined
  const name: NameAttribute[][] = []
  for (const { tag, content } of sets) {
    const attributes = tag === SET ? readDer(content)?.map(readAttribute) : undefined
    if (attributes === undefined || attributes.length === 0) return undefined
    const read = attributes.filter(attribute => attribute !== undefined)
    if (read.length < attributes.length) return undefined
    name.push(read)
  }
  return name
}

function readAttribute({ tag, content }: DerElement): NameAttribute | undefined {
  const [type, value, ...rest] = (tag === SEQUENCE ? readDer(content) : undefined) ?? []
  if (type?.tag !== OBJECT_IDENTIFIER || value === undefined || rest.length > 0) return undefined
  return { oid: dotted(type.content), value }
}

/** Writes a name, the last part first: `CN=…,OU=…,O=…,C=CN`. */
export function nameText(name: readonly (readonly NameAttribute[])[]): string {
  return name
    .map(attributes => attributes.map(attributeText).join('+'))
    .reverse()
    .join(',')
}

/** The text of a name's common name, if it has exactly one. */
export function commonNameOf(name: readonly (readonly NameAttribute[])[]): string | undefined {
  const [only, ...others] = name.flat().filter(({ oid }) => oid === '2.5.4.3')
  return only === undefined || others.length > 0 ? undefined : textOf(only.value)
}

function attributeText({ oid, value }: NameAttribute): string {
  const keyword = KEYWORDS.get(oid)
  const text = keyword === undefined ? undefined : textOf(value)
  return text === undefined ? `${keyword ?? oid}=#${hex(value.whole)}` : `${keyword}=${escaped(text)}`
}

/** Java takes the bytes of every kind of text for UTF-8, those of a BMPString too. */
function textOf({ tag, content }: DerElement): string | undefined {
  return TEXTS.includes(tag) ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(content) : undefined
}

function escaped(text: string): string {
  const marked = text.replace(/[,=+<>#;"\\]/g, '\\$&').replaceAll('\0', '\\00')
  const [start = ''] = /^[ \r]*/.exec(marked) ?? []
  const rest = marked.slice(start.length)
  const kept = rest.replace(/[ \r]+$/, '')
  const spaces = (run: string): string => run.replace(/[ \r]/g, '\\$&')
  return spaces(start) + kept + spaces(rest.slice(kept.length))
}

/** An object identifier's bytes in dots: X.690 section 8.19. */
export function dotted(bytes: Uint8Array): string {
  const arcs: bigint[] = []
  let arc = 0n
  for (const byte of bytes) {
    arc = (arc << 7n) | BigInt(byte & 0x7f)
    if (byte > 0x7f) continue
    arcs.push(arc)
    arc = 0n
  }
  const [first = 0n, ...others] = arcs
  // The first two numbers share one: 40 × the first, which is at most 2, plus the second.
  const top = first >= 80n ? 2n : first / 40n
  return [top, first - 40n * top, ...others].join('.')
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}
