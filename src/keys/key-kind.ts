/** Names what is no RSA key, more closely than reading one needs: by its object identifiers and its shape. */
import { INTEGER, OCTET_STRING, readSequence, SEQUENCE } from '../signature/der.ts'
import { bareText, type Finding, type KeyHalf, type Stranger } from '../signature/rsa-key.ts'

/** What a text, bytes or an object turned out to be; `private` and `public` are RSA keys. */
export type KeyKind =
  | KeyHalf
  | 'certificate'
  | 'certificate request'
  | 'encrypted private key'
  | 'elliptic-curve key'
  | 'SM2 key'
  | 'DSA key'
  | 'RSA-PSS key'
  | 'OpenSSH key'
  | 'PKCS#12 file'
  | 'truncated key'
  | 'damaged key'
  | 'several keys'
  | 'shared key'
  | 'file name'
  | 'html'
  | 'empty'
  | 'promise'
  | 'key pair'
  | 'KeyObject'
  | 'unknown'

const BY_NAME: Readonly<Record<Exclude<Stranger, 'other'>, KeyKind>> = {
  CERTIFICATE: 'certificate',
  'CERTIFICATE REQUEST': 'certificate request',
  'ENCRYPTED PRIVATE KEY': 'encrypted private key',
  'EC PRIVATE KEY': 'elliptic-curve key',
  'DSA PRIVATE KEY': 'DSA key',
  'OPENSSH PRIVATE KEY': 'OpenSSH key',
  html: 'html',
  empty: 'empty',
}

/** Object identifiers as they stand in DER, in hex; SM2 (GM/T 0006) is also an elliptic curve. */
const BY_ALGORITHM: readonly (readonly [string, KeyKind])[] = [
  ['06082a811ccf5501822d', 'SM2 key'],
  ['06072a8648ce3d0201', 'elliptic-curve key'],
  ['06032b65', 'elliptic-curve key'],
  ['06072a8648ce380401', 'DSA key'],
  ['06092a864886f70d01010a', 'RSA-PSS key'],
]

const BY_TEXT: readonly (readonly [RegExp, KeyKind])[] = [
  [/-----BEGIN EC P/, 'elliptic-curve key'],
  [/-----BEGIN [^-]*-----[\s\S]*-----BEGIN /, 'several keys'],
  [/^\s*ssh-[a-z]/, 'OpenSSH key'],
  [/^\s*(\.{0,2}\/|~\/|[a-z]:\\|file:)/i, 'file name'],
  [/\.(pem|key|txt|crt|cer|der|p8|p12|pfx|jks)\s*$/i, 'file name'],
  [/^\s*[a-z\d]{32}\s*$/i, 'shared key'],
]

/** Objects that a key is taken out of, by a member that each has. */
const BY_MEMBER: readonly (readonly [string, KeyKind])[] = [
  ['privateKey', 'key pair'],
  ['export', 'KeyObject'],
  ['then', 'promise'],
]

/** The kind of what was found in an input. */
export function kindOf(found: Finding, input: unknown): KeyKind {
  if ('key' in found) return found.kind
  const { kind, der } = found
  if (kind === 'CERTIFICATE' && der !== undefined) return x509Kind(der)
  if (kind !== 'other') return BY_NAME[kind]
  const named =
    typeof input === 'string'
      ? BY_TEXT.find(([pattern]) => pattern.test(input))
      : BY_MEMBER.find(([member]) => member in Object(input))
  if (named !== undefined) return named[1]
  if (der !== undefined) return derKind(der)
  return typeof input === 'string' ? unreadableKind(input) : 'unknown'
}

/** Base64 of a long SEQUENCE begins with MI. It was not read, so an end or a character is wrong. */
function unreadableKind(text: string): KeyKind {
  const bare = bareText(text)
  if (!/^MI.{40}/.test(bare)) return 'unknown'
  if (bare.includes('=MI')) return 'several keys'
  return /^[A-Za-z0-9+/]+$/.test(bare) ? 'truncated key' : 'damaged key'
}

/** A request holds a version, a name, a key and perhaps attributes; a certificate always more. */
function x509Kind(bytes: Uint8Array): KeyKind {
  const signed = readSequence(readSequence(bytes)?.[0]?.whole ?? bytes)
  return signed !== undefined && signed.length <= 4 ? 'certificate request' : 'certificate'
}

function derKind(bytes: Uint8Array): KeyKind {
  if (bytes[0] !== SEQUENCE) return 'unknown'
  const length = wholeLength(bytes)
  if (length > bytes.length) return 'truncated key'
  if (length < bytes.length) return 'several keys'
  const parts = readSequence(bytes)
  if (parts === undefined) return 'damaged key'
  const [first, second, third] = parts
  const algorithm = hex(first?.tag === SEQUENCE ? first.content : second?.content)
  const named = BY_ALGORITHM.find(([identifier]) => algorithm.includes(identifier))
  if (named !== undefined) return named[1]
  if (first?.tag !== INTEGER) return 'unknown'
  if (second?.tag === OCTET_STRING) return 'elliptic-curve key'
  if (second?.tag === INTEGER && third?.tag === INTEGER) return 'DSA key'
  return second?.tag === SEQUENCE ? 'PKCS#12 file' : 'unknown'
}

/** How many bytes an element says that it has, its head counted. */
function wholeLength(bytes: Uint8Array): number {
  const first = bytes[1] ?? 0
  if (first <= 0x7f) return 2 + first
  const count = first & 0x7f
  return bytes.subarray(2, 2 + count).reduce((length, byte) => length * 256 + byte, 0) + 2 + count
}

function hex(bytes: Uint8Array = new Uint8Array()): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}
