/**
 * From a certificate to a root that is configured (RFC 5280 section 6, as far as Alipay's certificates go): each is
 * signed by the next with RSA, valid now, and issued by one that may issue.
 */
import { KeyError } from '../errors.ts'
import { subtle } from '../signature/subtle.ts'
import {
  type Certificate,
  type CertificateInput,
  certificatesFor,
  isSame,
  readCertificates,
} from './read-certificate.ts'
import { BASIC_CONSTRAINTS, constraintsOf, KEY_USAGE, rootsIn } from './roles.ts'
import { certificateSn } from './serial-number.ts'

/** What a chain is built from. */
export interface ChainOptions {
  /** The roots that are believed (根证书): Alipay's bundle. Those that are not signed with RSA are passed over. */
  readonly rootCertificate: CertificateInput
  /** Certificates that may stand between; nothing is believed for standing here. */
  readonly issuers?: readonly CertificateInput[] | undefined
  /** The moment at which all must be valid; now by default. */
  readonly now?: Date | undefined
}

/** The most certificates between the first and its root. */
const LONGEST = 4

const EXTENDED_KEY_USAGE = '2.5.29.37'

/** Signatures that count. SHA-1's do not: whoever can find a collision could have a CA sign another's name. */
const HASHES: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.1.1.11', 'SHA-256'],
  ['1.2.840.113549.1.1.12', 'SHA-384'],
  ['1.2.840.113549.1.1.13', 'SHA-512'],
])

/**
 * Verifies a certificate up to a configured root: signatures, validity, who may issue.
 *
 * It says by whom a certificate was issued, not to whom: merchants' certificates come from the same roots as
 * Alipay's. There are no revocation lists to ask.
 *
 * @param certificate of several in one file, the first is verified; the others may be its issuers.
 * @throws {KeyError} saying which link is broken.
 */
export async function verifyChain(
  certificate: CertificateInput,
  { rootCertificate, issuers = [], now = new Date() }: ChainOptions,
): Promise<void> {
  const [leaf, ...rest] = readCertificates(certificate)
  const roots = rootsIn(rootCertificate)
  const between = [...rest, ...issuers.flatMap(input => certificatesFor('issuers', input))]
  const broken = await brokenLink(leaf as Certificate, { roots, between, now: now.getTime() }, 0)
  if (broken !== undefined) throw new KeyError(`the certificate is not to be trusted: ${broken}`)
}

interface Anchors {
  readonly roots: readonly Certificate[]
  readonly between: readonly Certificate[]
  readonly now: number
}

/** Why no path leads from a certificate to a root; `undefined` where one does. */
async function brokenLink(child: Certificate, given: Anchors, depth: number): Promise<string | undefined> {
  const invalid = invalidity(child, given.now) ?? unknownDemand(child)
  if (invalid !== undefined) return invalid
  let why = `the issuer of ${nameOf(child)} is not at hand`
  for (const root of given.roots) {
    if (!isNamedIssuer(root, child)) continue
    why = (await unsigned(child, root)) ?? invalidity(root, given.now) ?? ''
    if (why === '') return undefined
  }
  for (const issuer of depth < LONGEST ? given.between : []) {
    if (!isNamedIssuer(issuer, child) || issuer === child) continue
    const between = given.between.filter(other => other !== issuer)
    const found =
      (await unsigned(child, issuer)) ??
      unentitled(issuer, depth) ??
      (await brokenLink(issuer, { ...given, between }, depth + 1))
    if (found === undefined) return undefined
    why = found
  }
  return why
}

/** Why a certificate may not be used at a moment, in milliseconds since 1970. */
export function invalidity(certificate: Certificate, now: number): string | undefined {
  const { notBefore, notAfter } = certificate
  if (now < notBefore.getTime())
    return `${nameOf(certificate)} is not valid before ${notBefore.toISOString()}`
  if (now > notAfter.getTime()) return `${nameOf(certificate)} expired on ${notAfter.toISOString()}`
  return undefined
}

/** A certificate in an error's words: by its serial number, since names hold merchants' ids. */
function nameOf(certificate: Certificate): string {
  return `certificate ${certificateSn(certificate)}`
}

function isNamedIssuer(issuer: Certificate, child: Certificate): boolean {
  return isSame(issuer.parts.subject, child.parts.issuer)
}

async function unsigned(child: Certificate, issuer: Certificate): Promise<string | undefined> {
  const { signed, signature } = child.parts
  const hash = HASHES.get(child.signatureAlgorithm)
  if (hash === undefined) return `${nameOf(child)} is not signed with RSA and SHA-2`
  // Where WebCrypto is missing the certificate is not to blame.
  const platform = subtle()
  try {
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash }
    const key = await platform.importKey('spki', issuer.publicKey as BufferSource, algorithm, false, [
      'verify',
    ])
    if (await platform.verify(algorithm, key, signature as BufferSource, signed as BufferSource))
      return undefined
  } catch {
    // A key that WebCrypto does not take has signed nothing either.
  }
  return `${nameOf(child)} was altered, or not signed by the issuer that it names`
}

/** Why a certificate may not stand between, with `below` others beneath it. */
function unentitled(issuer: Certificate, below: number): string | undefined {
  const { issuer: mayIssue, pathLength } = constraintsOf(issuer)
  if (!mayIssue) return `${nameOf(issuer)} may not issue others`
  return below > pathLength ? `${nameOf(issuer)} may not stand so far from the end` : undefined
}

/** RFC 5280 section 4.2: what must be understood, and is not, refuses the certificate. */
function unknownDemand(certificate: Certificate): string | undefined {
  const known = [BASIC_CONSTRAINTS, KEY_USAGE, EXTENDED_KEY_USAGE]
  const unknown = [...certificate.parts.extensions].find(
    ([oid, { critical }]) => critical && !known.includes(oid),
  )
  return unknown && `${nameOf(certificate)} has a critical extension that is not known: ${unknown[0]}`
}
