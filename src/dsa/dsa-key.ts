/**
 * DSA keys in the forms that OpenSSL and Java hand out, checked as far as that is cheap.
 *
 * Sources: RFC 5208 (PKCS#8), RFC 3279 section 2.3.2 (SPKI), OpenSSL's `DSA PRIVATE KEY`; FIPS 186-4
 * section 4.2 and SP 800-89 section 5.3 for what makes a key valid.
 */
import { KeyError } from '../errors.ts'
import { BIT_STRING, type DerElement, INTEGER, OCTET_STRING, readDer, SEQUENCE } from '../signature/der.ts'
import { bareText, type KeyHalf, recogniseKey } from '../signature/rsa-key.ts'
import { bitLength, numberOf, power, secretPower } from './modular.ts'

/**
 * A DSA key: PEM or bare base64 of PKCS#8, of SPKI or of OpenSSL's traditional form (CRLF, spaces, literal
 * `\n` and missing header lines do no harm), or the DER bytes.
 */
export type DsaKeyInput = string | Uint8Array | ArrayBuffer

interface Domain {
  readonly p: bigint
  readonly q: bigint
  readonly g: bigint
}

export interface DsaPrivateKey extends Domain {
  readonly x: bigint
}

export interface DsaPublicKey extends Domain {
  readonly y: bigint
}

/** What bytes hold: `x` for a private key, `y` for a public one; both in the traditional form. */
type Numbers = Domain & { readonly x?: bigint | undefined; readonly y?: bigint | undefined }

/** Bits of p and q: 1024/160 from FIPS 186-2, OpenSSL's 1024/224, and those of FIPS 186-4. */
const SIZES: readonly string[] = ['1024/160', '1024/224', '2048/224', '2048/256', '3072/256']

/** @throws {KeyError} saying what was found instead; never any of the key. */
export function readPrivateKey(input: DsaKeyInput): DsaPrivateKey {
  const { p, q, g, x, y } = readKey(input, 'private')
  if (x === undefined) throw expected('private', 'a public key')
  if (x === 0n || x >= q) throw damaged('private', 'x is not between 0 and q')
  if (y !== undefined && publicHalf(g, x, q, p) !== y) throw damaged('private', 'y does not belong to x')
  return { p, q, g, x }
}

function publicHalf(...numbers: Parameters<typeof secretPower>): bigint {
  try {
    return secretPower(...numbers)
  } catch {
    // Workers give no random numbers to a module that is starting, nor does their clock go on meanwhile.
    const [g, x, , p] = numbers
    return power(g, x, p)
  }
}

/** @throws {KeyError} saying what was found instead; never any of the key. */
export function readPublicKey(input: DsaKeyInput): DsaPublicKey {
  const { p, q, g, x, y } = readKey(input, 'public')
  if (x !== undefined || y === undefined)
    throw expected('public', 'a private key (keep it secret, and use its public half)')
  if (!isOfOrder(q, y, p)) throw damaged('public', 'y is not a power of g')
  return { p, q, g, y }
}

function readKey(input: DsaKeyInput, half: KeyHalf): Numbers {
  const numbers = numbersOf(input)
  if (typeof numbers === 'string') throw expected(half, numbers)
  const { p, q, g } = numbers
  const sizes = `${bitLength(p)}/${bitLength(q)}`
  if (!SIZES.includes(sizes))
    throw new KeyError(`a DSA key of ${sizes} bits (p/q); known are ${SIZES.join(', ')}`)
  if ((p - 1n) % q !== 0n) throw damaged(half, 'q does not divide p - 1')
  if (!isOfOrder(q, g, p)) throw damaged(half, 'g is not of order q')
  return numbers
}

function isOfOrder(q: bigint, number: bigint, p: bigint): boolean {
  return number > 1n && number < p && power(number, q, p) === 1n
}

function expected(half: KeyHalf, found: string): KeyError {
  return new KeyError(`a DSA ${half} key is expected here; found: ${found}`)
}

function damaged(half: KeyHalf, why: string): KeyError {
  return new KeyError(`this DSA ${half} key is damaged: ${why}`)
}

/** The numbers of a key, or the words for what was found instead. */
function numbersOf(input: unknown): Numbers | string {
  // `openssl dsaparam -genkey` writes the parameters once more before the key.
  const given =
    typeof input === 'string'
      ? input.replace(/-----BEGIN (DSA PARAMETERS)-----[^-]+-----END \1-----/, '')
      : input
  let found = recogniseKey(given)
  if (typeof given === 'string' && found.kind === 'DSA PRIVATE KEY') {
    if (/Proc-Type:.*ENCRYPTED/.test(given))
      return 'an encrypted private key; decrypt it first (openssl pkey)'
    found = recogniseKey(bareText(given))
  }
  if ('key' in found) return `an RSA ${found.kind} key`
  if (found.kind !== 'other' || found.der === undefined) return found.words
  return fromDer(found.der) ?? found.words
}

/** `undefined` where the bytes hold nothing that is known here. */
function fromDer(bytes: Uint8Array): Numbers | string | undefined {
  const [body, ...rest] = readDer(bytes) ?? []
  const parts = body?.tag === SEQUENCE && rest.length === 0 ? readDer(body.content) : undefined
  if (parts === undefined) return undefined
  const [first, second, third] = parts
  if (first?.tag === INTEGER && second?.tag === SEQUENCE && third?.tag === OCTET_STRING) {
    const x = onlyNumber(third.content)
    return withDomain(second, 'private', { x })
  }
  if (first?.tag === SEQUENCE && second?.tag === BIT_STRING) {
    // A BIT STRING begins with the number of its unused bits, which is none.
    const y = second.content[0] === 0 ? onlyNumber(second.content.subarray(1)) : undefined
    return withDomain(first, 'public', { y })
  }
  const numbers = parts.map(positive)
  if (parts.length === 3 && numbers.every(number => number !== undefined))
    return 'DSA parameters without a key'
  const [version, p, q, g, y, x] = numbers
  return version === 0n && p && q && g && y && x && parts.length === 6 ? { p, q, g, x, y } : undefined
}

/** `1.2.840.10040.4.1` id-dsa */
const ID_DSA = '42,134,72,206,56,4,1'

function withDomain(
  algorithm: DerElement,
  half: KeyHalf,
  key: { readonly x: bigint | undefined } | { readonly y: bigint | undefined },
): Numbers | string {
  const [identifier, parameters] = readDer(algorithm.content) ?? []
  if (identifier?.content.join() !== ID_DSA) return `a ${half} key that is not for DSA`
  if (parameters?.tag !== SEQUENCE) return `a ${half} key without its parameters (p, q, g)`
  const [p, q, g] = (readDer(parameters.content) ?? []).map(positive)
  if (p && q && g && Object.values(key).every(number => number !== undefined)) return { p, q, g, ...key }
  return `a damaged ${half} key`
}

function onlyNumber(bytes: Uint8Array): bigint | undefined {
  const [number, ...rest] = readDer(bytes) ?? []
  return number !== undefined && rest.length === 0 ? positive(number) : undefined
}

/** The value of an INTEGER that is not negative. */
function positive({ tag, content }: DerElement): bigint | undefined {
  return tag === INTEGER && (content[0] ?? 0xff) < 0x80 ? numberOf(content) : undefined
}
