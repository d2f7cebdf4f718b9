/** Reads X.509 certificates (RFC 5280 section 4.1) as far as Alipay's certificate mode needs. */
import { KeyError } from '../errors.ts'
import { decodeBase64 } from '../signature/base64.ts'
import {
  BIT_STRING,
  BOOLEAN,
  type DerElement,
  INTEGER,
  OBJECT_IDENTIFIER,
  OCTET_STRING,
  readDer,
  readSequence,
  SEQUENCE,
} from '../signature/der.ts'
import { type RsaKeyInput, recogniseKey } from '../signature/rsa-key.ts'
import { commonNameOf, dotted, nameText, readName } from './distinguished-name.ts'

/**
 * Certificates: PEM with one or several (text between them, CRLF and literal `\n` do no harm), bare base64 of
 * one, its DER bytes, or one that was read before.
 */
export type CertificateInput = string | Uint8Array | ArrayBuffer | Certificate

/** One X.509 certificate, read but not verified. */
export interface Certificate {
  /** The number that its issuer gave it, decimal. Example: `42705926349127213366741459264853914699`. */
  readonly serialNumber: string
  /** Who issued it (RFC 2253). Example: `CN=Ant Financial Certification Authority R1,OU=…,O=Ant Financial,C=CN`. */
  readonly issuer: string
  /** To whom it was issued, in the same form. */
  readonly subject: string
  /** The subject's common name, if it has exactly one. Example: `支付宝(中国)网络技术有限公司`. */
  readonly commonName: string | undefined
  /** From when on it may be used. */
  readonly notBefore: Date
  /** Until when it may be used. */
  readonly notAfter: Date
  /** The public key as SPKI in DER, which `rsa2Verifier` takes. */
  readonly publicKey: Uint8Array
  /** How its issuer signed it, as an object identifier. Example: `1.2.840.113549.1.1.11`. */
  readonly signatureAlgorithm: string
  /** Its parts as they are encoded, for whoever checks them. */
  readonly parts: CertificateParts
}

/** A certificate's parts as they are encoded. */
export interface CertificateParts {
  /** The X.509 version: 1 to 3. */
  readonly version: number
  /** What the issuer signed. */
  readonly signed: Uint8Array
  /** The issuer's signature. */
  readonly signature: Uint8Array
  /** The issuer's name in DER. */
  readonly issuer: Uint8Array
  /** The subject's name in DER. */
  readonly subject: Uint8Array
  /** The extensions by object identifier. Example: `2.5.29.19` for the basic constraints. */
  readonly extensions: ReadonlyMap<string, CertificateExtension>
}

/** An extension of a certificate. */
export interface CertificateExtension {
  /** Whether whoever does not understand it must refuse the certificate. */
  readonly critical: boolean
  /** Its value in DER. */
  readonly value: Uint8Array
}

const PEM = /-----BEGIN (?:X509 )?CERTIFICATE-----([^-]*)-----END (?:X509 )?CERTIFICATE-----/g

/**
 * Reads every certificate of a file, in its order. None is verified by that.
 *
 * @throws {KeyError} for what is no certificate, saying what was found instead.
 */
export function readCertificates(input: CertificateInput): Certificate[] {
  return certificatesFor('', input)
}

/** The same, with the option that they were given for in the error. */
export function certificatesFor(option: string, input: CertificateInput): Certificate[] {
  if (typeof input === 'object' && input !== null && 'parts' in input) return [input]
  const bodies = typeof input === 'string' ? [...input.matchAll(PEM)].map(([, body = '']) => body) : []
  if (bodies.length === 0) return [readDerCertificate(bytesOf(input), input, option)]
  return bodies.map(body => readDerCertificate(decodeBase64(bare(body)), body, option))
}

/** The first certificate of a file: an app's or Alipay's comes before those of its issuers. */
export function firstCertificate(input: CertificateInput): Certificate {
  return readCertificates(input)[0] as Certificate
}

function bytesOf(input: string | Uint8Array | ArrayBuffer): Uint8Array | undefined {
  if (typeof input === 'string') return decodeBase64(bare(input))
  if (input instanceof ArrayBuffer) return new Uint8Array(input.slice(0))
  // Made of a number, it would have so many bytes.
  return typeof input === 'object' ? new Uint8Array(input) : undefined
}

function bare(text: string): string {
  return text.replace(/\\r|\\n|[\s"']/g, '')
}

function readDerCertificate(bytes: Uint8Array | undefined, input: RsaKeyInput, option: string): Certificate {
  const certificate = bytes && readParts(bytes)
  if (certificate !== undefined) return certificate
  const where = option === '' ? '' : `${option}: `
  throw new KeyError(`${where}an X.509 certificate is expected here; found: ${foundIn(input)}`)
}

function foundIn(input: RsaKeyInput): string {
  const { kind, words } = recogniseKey(input)
  if (kind === 'CERTIFICATE') return 'a certificate that is damaged or a certificate request'
  // Node's class is told by a member, since nothing here imports it.
  return 'checkPrivateKey' in Object(input) ? "an X509Certificate of Node's; pass its toString()" : words
}

function readParts(bytes: Uint8Array): Certificate | undefined {
  const [body, algorithm, signature, ...rest] = readSequence(bytes) ?? []
  if (body?.tag !== SEQUENCE || rest.length > 0) return undefined
  // A BIT STRING begins with the number of its unused bits, which is none.
  if (signature?.tag !== BIT_STRING || signature.content[0] !== 0) return undefined
  const fields = readDer(body.content)
  const version = fields?.[0]?.tag === 0xa0 ? (fields.shift() as DerElement).content[2] : 0
  const [serial, inner, issuer, validity, subject, key, ...more] = fields ?? []
  if (serial?.tag !== INTEGER || key?.tag !== SEQUENCE || version === undefined) return undefined
  if (issuer?.tag !== SEQUENCE || subject?.tag !== SEQUENCE) return undefined
  // RFC 5280 section 4.1.1.2: it stands in both places alike, and only the inner one is signed.
  const signatureAlgorithm = isSame(algorithm?.whole, inner?.whole) ? oidIn(inner) : undefined
  if (signatureAlgorithm === undefined) return undefined
  const [issuerName, subjectName] = [readName(issuer.content), readName(subject.content)]
  const [notBefore, notAfter] = (validity && readDer(validity.content)?.map(readTime)) ?? []
  const extensions = readExtensions(more.find(({ tag }) => tag === 0xa3))
  if (!(issuerName && subjectName && notBefore && notAfter && extensions)) return undefined
  return {
    serialNumber: decimal(serial.content),
    issuer: nameText(issuerName),
    subject: nameText(subjectName),
    commonName: commonNameOf(subjectName),
    notBefore,
    notAfter,
    publicKey: key.whole,
    signatureAlgorithm,
    parts: {
      version: version + 1,
      signed: body.whole,
      signature: signature.content.subarray(1),
      issuer: issuer.whole,
      subject: subject.whole,
      extensions,
    },
  }
}

/** Whether two encodings are byte for byte the same. */
export function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  if (one === undefined || one.length !== other?.length) return false
  return one.every((byte, index) => byte === other[index])
}

function oidIn(algorithm: DerElement | undefined): string | undefined {
  const [oid] = (algorithm?.tag === SEQUENCE && readDer(algorithm.content)) || []
  return oid?.tag === OBJECT_IDENTIFIER ? dotted(oid.content) : undefined
}

/** The number in decimal; it is signed, though a negative one should not be. */
function decimal(bytes: Uint8Array): string {
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  return String(BigInt.asIntN(bytes.length * 8, value))
}

/** UTCTime or GeneralizedTime, in whole seconds of UTC as RFC 5280 section 4.1.2.5 wants them. */
function readTime({ tag, content }: DerElement): Date | undefined {
  const text = String.fromCharCode(...content.subarray(0, 16))
  const [, year = '', rest = ''] =
    (tag === 0x17 ? /^(\d\d)(\d{10})Z$/ : /^(\d{4})(\d{10})Z$/).exec(text) ?? []
  if (rest === '' || (tag !== 0x17 && tag !== 0x18)) return undefined
  const century = tag === 0x18 ? '' : Number(year) >= 50 ? '19' : '20'
  const time = new Date(`${century}${year}-${rest.replace(/(..)(..)(..)(..)(..)/, '$1-$2T$3:$4:$5')}Z`)
  return Number.isNaN(time.getTime()) ? undefined : time
}

/** The extensions, none where there are none; `undefined` where they cannot be read. */
function readExtensions(wrapped: DerElement | undefined): Map<string, CertificateExtension> | undefined {
  const extensions = new Map<string, CertificateExtension>()
  if (wrapped === undefined) return extensions
  for (const { content } of readSequence(wrapped.content) ?? []) {
    const members = readDer(content) ?? []
    const [id, second] = members
    const value = members.at(-1)
    if (id?.tag !== OBJECT_IDENTIFIER || value?.tag !== OCTET_STRING) return undefined
    const oid = dotted(id.content)
    if (extensions.has(oid)) return undefined
    extensions.set(oid, {
      critical: second?.tag === BOOLEAN && second.content[0] !== 0,
      value: value.content,
    })
  }
  return extensions.size > 0 ? extensions : undefined
}
