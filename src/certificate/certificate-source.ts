/**
 * Where certificates come from that are not configured.
 *
 * Anybody can post a notification that names any serial number, so a download costs a token of a bucket that fills
 * slowly, happens once for all who wait for the same number, and is not repeated soon when it brought nothing.
 */
import { KeyError, SignatureError } from '../errors.ts'
import { verifyChain } from './chain.ts'
import { type Certificate, type CertificateInput, readCertificates } from './read-certificate.ts'
import { certificateSn } from './serial-number.ts'

/**
 * Brings Alipay's certificate with a serial number, its issuers with it: PEM. It need not be believed: the
 * certificate is verified up to the configured root.
 */
export type CertificateDownload = (certificateSn: string) => Promise<string>

/** How certificates are downloaded, and which are believed. */
export interface CertificateSourceOptions<Accepted> {
  readonly download: CertificateDownload
  /** The roots that are believed. */
  readonly rootCertificate: CertificateInput
  /** Certificates that may stand between. */
  readonly issuers: readonly Certificate[]
  /** Takes a certificate that is genuine. @throws {KeyError} for one that is not Alipay's, or cannot serve. */
  readonly accept: (certificate: Certificate) => Accepted
  /** How many may be downloaded in a minute for messages that nobody asked for. */
  readonly perMinute: number
  /** How long a download may take, in milliseconds. */
  readonly timeout: number
  readonly now: () => Date
}

/** A number that brought nothing is not asked for again for so long, in milliseconds. */
const PAUSE = 60_000
/** How many such numbers are remembered, the latest. */
const MOST_REFUSED = 1000
/** The longest file, in characters: a chain of four has about 8,000. */
const LONGEST = 32_768

/** Brings certificates that are verified and accepted, or throws a SignatureError. */
export function certificateSource<Accepted>(
  options: CertificateSourceOptions<Accepted>,
): (certificateSn: string, solicited: boolean) => Promise<Accepted> {
  const { now, perMinute } = options
  const pending = new Map<string, Promise<Accepted>>()
  const refused = new Map<string, number>()
  // A flood of notifications must not use up what the replies to our own requests need.
  const buckets = { solicited: tokenBucket(perMinute, now), unsolicited: tokenBucket(perMinute, now) }

  const bring = async (sn: string): Promise<Accepted> => {
    try {
      const text = await inTime(options.download(sn), options.timeout)
      return options.accept(await verified(sn, text, options))
    } catch (cause) {
      refused.set(sn, now().getTime() + PAUSE)
      const [oldest] = refused.keys()
      if (refused.size > MOST_REFUSED && oldest !== undefined) refused.delete(oldest)
      return notBrought(sn)(cause)
    }
  }

  return async (sn, solicited) => {
    const waiting = pending.get(sn)
    if (waiting !== undefined) {
      return inTime(waiting, options.timeout).catch(cause => {
        // Where requests end alone (Workers), one may take its download with it: the next may try again.
        if (pending.get(sn) === waiting) pending.delete(sn)
        return notBrought(sn)(cause)
      })
    }
    if ((refused.get(sn) ?? 0) > now().getTime())
      throw unknownCertificate(sn, 'it was asked for a moment ago, in vain')
    if (!buckets[solicited ? 'solicited' : 'unsolicited']())
      throw unknownCertificate(sn, 'too many unknown ones were named within the last minute')
    const brought = bring(sn).finally(() => {
      if (pending.get(sn) === brought) pending.delete(sn)
    })
    pending.set(sn, brought)
    return brought
  }
}

/** The error for a message that names a certificate that is not believed. */
export function unknownCertificate(sn: string, why: string, cause?: unknown): SignatureError {
  return new SignatureError(`it names a certificate (alipay_cert_sn=${sn}) that is not known: ${why}`, {
    diagnosis: 'not-verified',
    cause,
  })
}

/** Throws what a download's failure means for the message that named the certificate. */
function notBrought(sn: string): (cause: unknown) => never {
  return cause => {
    if (cause instanceof SignatureError) throw cause
    const why = cause instanceof KeyError ? cause.message : 'it could not be downloaded'
    throw unknownCertificate(sn, why, cause)
  }
}

/** Holds what was downloaded against the root. */
async function verified(
  sn: string,
  text: string,
  { rootCertificate, issuers, now }: CertificateSourceOptions<unknown>,
): Promise<Certificate> {
  if (typeof text !== 'string' || text.length > LONGEST)
    throw new KeyError('what was downloaded is no certificate')
  const certificates = readCertificates(text)
  const found = certificates.find(certificate => certificateSn(certificate) === sn)
  if (found === undefined) throw new KeyError('another certificate was downloaded')
  await verifyChain(found, { rootCertificate, issuers: [...certificates, ...issuers], now: now() })
  return found
}

async function inTime<T>(promise: Promise<T>, timeout: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no certificate within ${timeout} ms`)), timeout)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Gives a token while there are some; they come back evenly. */
function tokenBucket(perMinute: number, now: () => Date): () => boolean {
  let tokens = perMinute
  let filled = now().getTime()
  return () => {
    const time = now().getTime()
    tokens = Math.min(perMinute, tokens + (Math.max(0, time - filled) * perMinute) / 60_000)
    filled = time
    if (tokens < 1) return false
    tokens--
    return true
  }
}
