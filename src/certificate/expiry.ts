/** Tells of certificates before they expire: when they have, payments fail. */
import type { Certificate } from './read-certificate.ts'
import { certificateSn } from './serial-number.ts'

/** A certificate that expires soon, or has. */
export interface ExpiryNotice {
  /** Whose it is: the app's, Alipay's, or one of the roots. */
  readonly use: 'app' | 'alipay' | 'root'
  /** Its serial number. Example: `7513daaaa48aa3ba2e4018d84402479c`. */
  readonly certificateSn: string
  /** Until when it may be used. */
  readonly notAfter: Date
  /** Whole days that are left; negative when it has expired. Example: `29`. */
  readonly daysLeft: number
}

/** How expiry is told. */
export interface ExpiryOptions {
  /** The clock; the host's by default. */
  readonly now?: (() => Date) | undefined
  /** Told once of each certificate, when it is used within its last days or after them. */
  readonly onExpiring?: ((notice: ExpiryNotice) => void) | undefined
  /** How many days before the end it is told; 30 by default. */
  readonly noticeDays?: number | undefined
}

const DAY = 86_400_000

/** Looks at a certificate when it is used, and tells once when its end is near. */
export function expiryWatch({
  now = () => new Date(),
  onExpiring,
  noticeDays = 30,
}: ExpiryOptions): (use: ExpiryNotice['use'], certificate: Certificate) => void {
  const told = new Set<Certificate>()
  return (use, certificate) => {
    const { notAfter } = certificate
    const daysLeft = Math.floor((notAfter.getTime() - now().getTime()) / DAY)
    if (onExpiring === undefined || daysLeft >= noticeDays || told.has(certificate)) return
    told.add(certificate)
    try {
      onExpiring({ use, certificateSn: certificateSn(certificate), notAfter, daysLeft })
    } catch {
      // What a listener does wrong must not turn a payment into an error.
    }
  }
}
