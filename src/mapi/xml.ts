/** mapi's replies: small XML that nobody signs, read with suspicion. */
import { parseXml, XmlDocumentType, XmlElement } from '@rgrove/parse-xml'
import { MessageError } from '../errors.ts'
import type { Fields } from '../gateway/fields.ts'
import type { Charset } from '../message/charset.ts'

/** The longest reply in characters; a real one has a few hundred. */
const LONGEST = 65_536

/** How deep elements may stand in each other; a real reply has two levels. */
const DEEPEST = 32

/** The platform's decoders by the labels that such gateways write; GB18030 holds the other two. */
const DECODERS: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  gbk: 'gb18030',
  gb2312: 'gb18030',
  gb18030: 'gb18030',
}

/**
 * Decodes a reply by its XML declaration, else by its content type, else as it was asked.
 *
 * @throws {MessageError} for another charset, or bytes that are not text in it.
 */
export function decodeReply(bytes: Uint8Array, contentType: string | null, charset: Charset): string {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, 200))
  const label =
    /^\s*(?:ï»¿)?<\?xml[^>]*?\sencoding\s*=\s*["']([\w-]+)["']/.exec(head)?.[1] ??
    /charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? '')?.[1] ??
    charset.name
  const name = label.toLowerCase()
  const decoder = Object.hasOwn(DECODERS, name) ? DECODERS[name] : undefined
  if (decoder === undefined) throw new MessageError('the reply is in a charset that is not read here')
  try {
    return new TextDecoder(decoder, { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new MessageError(`the reply is not ${name} text, though it says so`, { cause })
  }
}

/**
 * Finds `is_success` and `error`, wherever they stand.
 *
 * @throws {MessageError} for what is not XML, has a document type, is too long or too deep, lacks
 *   `is_success`, or says one of the two twice.
 */
export function readXmlReply(text: string, subject: string): Fields {
  const refuse = (why: string, cause?: unknown): MessageError =>
    new MessageError(`${subject}: the reply is not the XML that was expected: ${why}`, { cause })
  if (text.length > LONGEST) throw refuse('it is too long')
  if (depth(text) > DEEPEST) throw refuse('it is too deep')
  const found = new Map<string, string>()
  const document = parse(text, refuse)
  const look = (element: XmlElement): void => {
    for (const child of element.children) {
      if (!(child instanceof XmlElement)) continue
      if (child.name === 'is_success' || child.name === 'error') {
        if (found.has(child.name)) throw refuse(`${child.name} stands twice`)
        found.set(child.name, child.text.trim())
      }
      look(child)
    }
  }
  if (document.root !== null) look(document.root)
  const success = found.get('is_success')
  const error = found.get('error')
  if (success !== 'T' && success !== 'F') throw refuse('is_success is missing, or neither T nor F')
  return error === undefined ? { is_success: success } : { is_success: success, error }
}

function parse(text: string, refuse: (why: string, cause?: unknown) => MessageError) {
  let document: ReturnType<typeof parseXml>
  try {
    document = parseXml(text, { preserveDocumentType: true })
  } catch {
    // The parser's own words quote from the reply.
    throw refuse('it is malformed')
  }
  // Entities and external files begin there; no reply of the gateway has one.
  if (document.children.some(child => child instanceof XmlDocumentType))
    throw refuse('it has a document type')
  return document
}

/**
 * How deep tags stand in each other, roughly: counted first, since the parser descends by calling itself. What is
 * miscounted (a tag whose attribute ends in `/>`) meets the parser's own end, which is no worse than malformed.
 */
function depth(text: string): number {
  let deep = 0
  let deepest = 0
  for (const [tag] of text.matchAll(/<\/?[A-Za-z_][^<>]*>/g)) {
    if (tag.startsWith('</')) deep--
    else if (!tag.endsWith('/>')) deepest = Math.max(deepest, ++deep)
  }
  return deepest
}
