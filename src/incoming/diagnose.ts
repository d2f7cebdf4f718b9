/**
 * Why a notification does not verify, said only where it can be shown: each known mistake is undone, and if
 * the message verifies then, that was it. What was mended is for the error's text alone and never believed.
 */
import { SignatureError } from '../errors.ts'
import type { Receiver } from '../gateway/gateway.ts'
import { type Suspicion, suspectKey } from '../gateway/suspect-key.ts'
import { canonicalText, type Names } from '../message/canonical.ts'
import { bytesIfWritable, utf8 } from '../message/charset.ts'
import { printable } from '../message/form.ts'
import { countedParams, type Params } from '../message/params.ts'
import type { Verifier } from '../signature/signer.ts'

/** More unknown parameters than this are not tried in all combinations. */
const MOST_COMBINED = 4

/** The longest text, in characters, on which mistakes are undone: no stranger shall make us work for long. */
const LONGEST = 16_384

/** Says why a message is not verified. */
export async function diagnose(
  receiver: Receiver,
  posted: Params,
  known: Names,
  text: string | undefined,
): Promise<SignatureError> {
  const { diagnosis, message } = await suspect(receiver, posted, known)
  return new SignatureError(`the signature does not fit: ${message}`, { diagnosis, text })
}

async function suspect(receiver: Receiver, posted: Params, known: Names): Promise<Suspicion> {
  const signature = posted.get('sign') ?? ''
  if (signature.includes(' ')) {
    const message =
      'sign holds a space where "+" belongs: something decoded the body once too often; pass on the raw body'
    return { diagnosis: 'space-for-plus', message }
  }
  const fits = (verifier: Verifier, params: Params): Promise<boolean> => verifies(receiver, verifier, params)
  const isLong = canonicalText(posted).length > LONGEST
  for (const { params, ...suspicion } of isLong ? [] : mended(receiver, posted, known)) {
    if (await fits(receiver.verifier, params).catch(() => false)) return suspicion
  }
  if (!isWellFormed(receiver.verifier, signature)) {
    return { diagnosis: 'malformed-signature', message: 'sign was cut, padded or altered on its way' }
  }
  const key = await suspectKey(receiver, verifier => fits(verifier, posted))
  return key.diagnosis === 'not-verified' ? (suspectContent(receiver, posted) ?? key) : key
}

async function verifies(
  { gateway, charset = utf8 }: Receiver,
  verifier: Verifier,
  params: Params,
): Promise<boolean> {
  const texts = gateway.notifyReadings.map(reading => canonicalText(countedParams(params, reading)))
  for (const text of new Set(texts)) {
    const bytes = bytesIfWritable(text, charset)
    const context = { certificateSn: params.get('alipay_cert_sn') }
    if (bytes !== undefined && (await verifier.verify(bytes, params.get('sign') ?? '', context))) return true
  }
  return false
}

/** The message with one known mistake undone, for each that it shows signs of. */
function* mended(
  receiver: Receiver,
  posted: Params,
  known: Names,
): Generator<Suspicion & { params: Params }> {
  const signature = posted.get('sign') ?? ''
  const trimmed = signature.replace(/[^\w+/]|_/g, '')
  for (const length of new Set([trimmed.length, 172, 344, 512, 684])) {
    const body = trimmed.slice(0, length)
    const padded = body.padEnd(Math.ceil(body.length / 4) * 4, '=')
    if (padded === signature) continue
    const message =
      'sign was padded or lost its padding on its way: white space, "=", or something after its end'
    yield { diagnosis: 'malformed-signature', message, params: new Map(posted).set('sign', padded) }
  }
  const plain = mapValues(posted, withoutEntities)
  if (plain !== posted) {
    const message =
      'its values hold HTML entities (&quot; and the like): an escaping filter ran over the input; pass on the raw body'
    yield { diagnosis: 'html-entities', message, params: plain }
  }
  for (const names of unknownSets(posted, known)) {
    const listed = names.map(printable).join(', ')
    const message = `parameters were added that the gateway did not sign, by your router or a rewrite rule: ${listed}. Name them in the option "ignore"`
    const params = new Map([...posted].filter(([name]) => !names.includes(name)))
    yield { diagnosis: 'router-parameters', message, params }
  }
  const reread = mapValues(posted, fromLatin1)
  if (reread !== posted) {
    const message = `it was read as Latin-1 where ${receiver.charset?.name ?? utf8.name} was written; pass on the raw body`
    yield { diagnosis: 'charset', message, params: reread }
  }
}

/** What the content itself shows, when nothing that could be undone explains it. */
function suspectContent(
  { gateway, charset = utf8, ...receiver }: Receiver,
  posted: Params,
): Suspicion | undefined {
  const written = posted.get('charset')?.toLowerCase()
  if (written !== undefined && written !== charset.name && /^[\w-]{1,20}$/.test(written)) {
    return { diagnosis: 'charset', message: `it says charset=${written}, but ${charset.name} is configured` }
  }
  if ([...posted.values()].some(value => (charset.firstUnwritable?.(value) ?? -1) >= 0)) {
    return {
      diagnosis: 'charset',
      message: `its values hold characters that nobody writes in ${charset.name}`,
    }
  }
  if ([...posted.values()].some(value => value.includes('\ufffd'))) {
    const message =
      'its values hold replacement characters (U+FFFD): it was read in a charset that it was not written in'
    return { diagnosis: 'charset', message }
  }
  if (!gateway.isOurs({ ...receiver, gateway, charset }, posted)) {
    const message =
      'it is addressed to another account than the one that is configured, and so signed with another key'
    return { diagnosis: 'someone-elses', message }
  }
  return undefined
}

/** The unknown names that may have been added: all, or for a few each combination, larger ones first. */
function unknownSets(posted: Params, known: Names): string[][] {
  const unknown = [...posted.keys()].filter(name => !known.has(name))
  if (unknown.length === 0) return []
  if (unknown.length > MOST_COMBINED) return [unknown]
  const sets = Array.from({ length: 2 ** unknown.length - 1 }, (_, bits) =>
    unknown.filter((_, index) => ((bits + 1) >> index) & 1),
  )
  return sets.sort((a, b) => b.length - a.length)
}

/** The same Map when nothing changes. */
function mapValues(params: Params, change: (value: string) => string): Params {
  const changed = new Map([...params].map(([name, value]) => [name, name === 'sign' ? value : change(value)]))
  return [...params].some(([name, value]) => changed.get(name) !== value) ? changed : params
}

const ENTITIES = new Map([
  ['quot', '"'],
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['apos', "'"],
])

function withoutEntities(value: string): string {
  return value.replace(/&(?:(quot|amp|lt|gt|apos)|#0?(39|34));/g, (_, name: string, code: string) =>
    name === undefined ? String.fromCharCode(Number(code)) : (ENTITIES.get(name) ?? ''),
  )
}

function fromLatin1(value: string): string {
  if (!/[\x80-\xff]/.test(value) || /[^\0-\xff]/.test(value)) return value
  try {
    return utf8.decode(Uint8Array.from(value, char => char.charCodeAt(0)))
  } catch {
    return value
  }
}

/** Whether a signature has the shape that the algorithm writes. */
function isWellFormed({ types }: Verifier, signature: string): boolean {
  if (types.some(type => type === 'RSA2' || type === 'RSA')) {
    // An RSA signature is as long as its key's modulus: a multiple of 64 bits from 512 on in all that is used.
    const digits = signature.replace(/=+$/, '').length
    return /^[A-Za-z\d+/]+={0,2}$/.test(signature) && Math.floor((digits * 3) / 4) % 64 === 0
  }
  return /^[\w+/=%-]+$/.test(signature)
}
