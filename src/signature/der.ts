/** As much DER as key files and certificates need: tag, length, value. */

/** One element: its tag, its content, and the whole of it with its head. */
export interface DerElement {
  readonly tag: number
  readonly content: Uint8Array
  readonly whole: Uint8Array
}

export const BOOLEAN = 0x01
export const INTEGER = 0x02
export const BIT_STRING = 0x03
export const OCTET_STRING = 0x04
export const OBJECT_IDENTIFIER = 0x06
export const SEQUENCE = 0x30
export const SET = 0x31

/** Reads the elements that stand one after another; `undefined` where the bytes are not DER. */
export function readDer(bytes: Uint8Array): DerElement[] | undefined {
  const elements: DerElement[] = []
  for (let start = 0; start < bytes.length; ) {
    const first = bytes[start + 1]
    if (first === undefined) return undefined
    let length = first
    let at = start + 2
    if (first > 0x7f) {
      const count = first & 0x7f
      if (count === 0 || count > 3) return undefined
      length = 0
      for (const end = at + count; at < end; at++) length = length * 256 + (bytes[at] ?? Number.NaN)
    }
    const end = at + length
    if (!(end <= bytes.length)) return undefined
    elements.push({
      tag: bytes[start] as number,
      content: bytes.subarray(at, end),
      whole: bytes.subarray(start, end),
    })
    start = end
  }
  return elements
}

/** Reads what is inside the one SEQUENCE that the bytes are; `undefined` where they are something else. */
export function readSequence(bytes: Uint8Array): DerElement[] | undefined {
  const [sequence, ...rest] = readDer(bytes) ?? []
  return sequence?.tag === SEQUENCE && rest.length === 0 ? readDer(sequence.content) : undefined
}

/** Writes one element. */
export function der(tag: number, ...contents: Uint8Array[]): Uint8Array {
  const length = contents.reduce((sum, content) => sum + content.length, 0)
  const head = [tag]
  if (length < 0x80) head.push(length)
  else if (length < 0x100) head.push(0x81, length)
  else head.push(0x82, length >> 8, length & 0xff)
  const element = new Uint8Array(head.length + length)
  element.set(head)
  let at = head.length
  for (const content of contents) {
    element.set(content, at)
    at += content.length
  }
  return element
}
