/** What came with a request: query and form body taken together, read without zhifu's own reader. */
import { decode, encode } from './charset.ts'

/** What came with a request. */
export interface ReadParameters {
  readonly parameters: ReadonlyMap<string, string>
  readonly charset: string
  /** Uploaded files by their names, which no signature covers. */
  readonly files: ReadonlyMap<string, File>
}

/**
 * Reads the parameters of a request.
 *
 * A name that stands twice counts once, the query before the body, as the gateway reads it (a `charset` in the
 * URL wins over another one in the body). `charsetOf` chooses the charset from undecoded, ASCII values.
 */
export async function readParameters(
  request: Request,
  charsetOf: (raw: (name: string) => string | undefined) => string,
): Promise<ReadParameters> {
  const pairs = splitPairs(new URL(request.url).search.slice(1))
  const texts: [string, string][] = []
  const files = new Map<string, File>()
  const type = request.headers.get('content-type') ?? ''
  if (request.method === 'POST' && /^application\/x-www-form-urlencoded/i.test(type)) {
    pairs.push(...splitPairs(byteString(new Uint8Array(await request.arrayBuffer()))))
  } else if (request.method === 'POST' && /^multipart\/form-data/i.test(type)) {
    for (const [name, value] of await readMultipart(request)) {
      if (typeof value === 'string') texts.push([name, value])
      else if (!files.has(name)) files.set(name, value)
    }
  }
  const charset = charsetOf(wanted => pairs.find(([name]) => name === wanted)?.[1])
  const text = (bytes: string) => decode(bytesOf(bytes), charset)
  const parameters = new Map<string, string>()
  for (const [name, value] of [...pairs.map(([n, v]) => [text(n), text(v)] as const), ...texts]) {
    if (!parameters.has(name)) parameters.set(name, value)
  }
  return { parameters, charset, files }
}

/** Writes parameters for a query or form body: every byte but letters, digits and `-._~` is escaped. */
export function writeParameters(parameters: Iterable<readonly [string, string]>, charset: string): string {
  const escaped = (text: string) =>
    Array.from(encode(text, charset), byte => {
      const char = String.fromCharCode(byte)
      return /[\w.~-]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    }).join('')
  return Array.from(parameters, ([name, value]) => `${escaped(name)}=${escaped(value)}`).join('&')
}

/** Writes parameters as a `multipart/form-data` body, as `curl -F` does. */
export function writeMultipart(parameters: Iterable<readonly [string, string]>, boundary: string): string {
  const parts = Array.from(
    parameters,
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return `${parts.join('')}--${boundary}--\r\n`
}

async function readMultipart(request: Request): Promise<[string, string | File][]> {
  try {
    return [...(await request.formData())]
  } catch {
    return []
  }
}

/** Pairs of byte strings: one character a byte, percent sequences undone. */
function splitPairs(text: string): [string, string][] {
  return text
    .split('&')
    .filter(pair => pair !== '')
    .map(pair => {
      const equals = pair.indexOf('=')
      return equals < 0
        ? [unescaped(pair), '']
        : [unescaped(pair.slice(0, equals)), unescaped(pair.slice(equals + 1))]
    })
}

function unescaped(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

function byteString(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, char => char.charCodeAt(0))
}
