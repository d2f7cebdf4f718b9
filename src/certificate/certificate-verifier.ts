/** Verifies in certificate mode (公钥证书方式): with the certificate that the message names. */
import { KeyError, SignatureError } from '../errors.ts'
import { checkedTimeout } from '../gateway/timeout.ts'
import type { SignType, Verifier, VerifyContext } from '../signature/signer.ts'
import { type CertificateDownload, certificateSource, unknownCertificate } from './certificate-source.ts'
import { invalidity } from './chain.ts'
import { type ExpiryOptions, expiryWatch } from './expiry.ts'
import { type Certificate, type CertificateInput, certificatesFor } from './read-certificate.ts'
import { bearsAlipaysName, isIssuer, roleOf, rootsIn, verifierOf } from './roles.ts'
import { certificateSn } from './serial-number.ts'

/** What {@link certificateVerifier} needs. */
export interface CertificateVerifierOptions extends ExpiryOptions {
  /**
   * Alipay's certificates (支付宝公钥证书, `alipayCertPublicKey_RSA2.crt`), several at once during a change. They are
   * believed because you put them here, as a public key is. Those of issuers in the same files serve downloads.
   */
  readonly certificates: CertificateInput | readonly CertificateInput[]
  /** Alipay's root bundle (支付宝根证书, `alipayRootCert.crt`); needed for downloads. */
  readonly rootCertificate?: CertificateInput | undefined
  /** The algorithm; `RSA2` by default. */
  readonly type?: 'RSA2' | 'RSA' | undefined
  /** Brings a certificate that is named but not known, say `downloadThrough(() => client)`; absent, none is. */
  readonly download?: CertificateDownload | undefined
  /** The most downloads in a minute that strangers can cause, and as many for replies; 3 by default. */
  readonly downloadsPerMinute?: number | undefined
  /** How long a download may take, in milliseconds above 0 and at most 2147483647; 10,000 by default. */
  readonly downloadTimeout?: number | undefined
  /**
   * Whether a downloaded certificate, genuine by its chain, is Alipay's: merchants' come from the same issuers. By
   * default its common name must be that of one of `certificates`.
   */
  readonly isAlipays?: ((certificate: Certificate) => boolean) | undefined
}

const EXPECTED = "certificates: a certificate of Alipay's (alipayCertPublicKey_RSA2.crt)"

/** The most downloaded certificates that are kept, the latest. */
const MOST_LEARNT = 32

/**
 * Verifies with Alipay's certificate that the message names (`alipay_cert_sn`), while it is valid.
 *
 * A message that names none is verified where exactly one certificate is configured, and refused otherwise. One
 * that names an unknown certificate is refused, or with `download` waits for it; nobody else waits.
 *
 * @example certificateVerifier({ certificates: alipayCertificate, rootCertificate: alipayRootCertificate })
 * @throws {KeyError} for a certificate that cannot be read or cannot serve.
 * @throws {InputError} for a `downloadTimeout` that no timer keeps.
 */
export function certificateVerifier(options: CertificateVerifierOptions): Verifier {
  const { type = 'RSA2', download, rootCertificate, now = () => new Date() } = options
  const given = [options.certificates]
    .flat()
    .flatMap(input => certificatesFor('certificates', input as CertificateInput))
  const holder = (certificate: Certificate): Holder => ({
    certificate,
    verifier: verifierOf(certificate, type, EXPECTED),
  })
  const configured = holdersOf(given, holder)
  const roots = rootCertificate === undefined ? [] : rootsIn(rootCertificate)
  if (download !== undefined && rootCertificate === undefined)
    throw new TypeError('rootCertificate is missing: without it no download is believed')
  const alipays = [...configured.values()].map(({ certificate }) => certificate)
  const names = alipays.map(({ commonName }) => commonName)
  const perhapsApps = alipays.some(bearsAlipaysName)
    ? ''
    : "; no certificate in `certificates` bears Alipay's name: is it your app's?"
  const { isAlipays = ({ commonName }) => commonName !== undefined && names.includes(commonName) } = options
  const bring =
    download &&
    certificateSource({
      download,
      rootCertificate: rootCertificate as CertificateInput,
      issuers: given.filter(isIssuer),
      accept: certificate => {
        if (!isIssuer(certificate) && isAlipays(certificate)) return holder(certificate)
        throw new KeyError(`it is genuine, but not Alipay's: it was issued to somebody else${perhapsApps}`)
      },
      perMinute: options.downloadsPerMinute ?? 3,
      timeout: checkedTimeout('certificateVerifier', options.downloadTimeout ?? 10_000, 'downloadTimeout'),
      now,
    })
  const learnt = new Map<string, Holder>()
  const watch = expiryWatch(options)

  const choose = async ({ certificateSn: sn, solicited = false }: VerifyContext): Promise<Holder> => {
    if (sn === undefined || sn === '') return onlyOne(configured)
    const known = configured.get(sn) ?? learnt.get(sn)
    if (known !== undefined) return known
    // What is not a serial number is neither repeated nor asked for.
    if (!/^[\da-f]{32}$/.test(sn)) throw unknownCertificate('…', 'it is no serial number')
    if (bring === undefined) throw unknownCertificate(sn, `it is not among the configured ones${perhapsApps}`)
    const brought = await bring(sn, solicited)
    learnt.set(sn, brought)
    const [oldest] = learnt.keys()
    if (learnt.size > MOST_LEARNT && oldest !== undefined) learnt.delete(oldest)
    return brought
  }

  const types: readonly SignType[] = [type]
  return {
    types,
    verify: async (message, signature, context = {}) => {
      const { certificate, verifier } = await choose(context)
      const invalid = invalidity(certificate, now().getTime())
      if (invalid !== undefined) throw new SignatureError(invalid, { diagnosis: 'not-verified' })
      watch('alipay', certificate)
      for (const root of roots) watch('root', root)
      return verifier.verify(message, signature)
    },
  }
}

interface Holder {
  readonly certificate: Certificate
  readonly verifier: Verifier
}

/** Those that verify messages, by serial number; issuers in the same files do not. */
function holdersOf(
  given: readonly Certificate[],
  holder: (certificate: Certificate) => Holder,
): ReadonlyMap<string, Holder> {
  const leaves = given.filter(one => !isIssuer(one))
  if (leaves.length > 0) return new Map(leaves.map(one => [certificateSn(one), holder(one)]))
  const [first] = given
  const found =
    first === undefined ? 'an empty list' : `only ${roleOf(first)}, whose holder signs no messages`
  throw new KeyError(`${EXPECTED} is expected here; found: ${found}`)
}

function onlyOne(configured: ReadonlyMap<string, Holder>): Holder {
  const [only, another] = configured.values()
  if (only !== undefined && another === undefined) return only
  throw new SignatureError(
    'it names no certificate (alipay_cert_sn), and which of the configured ones is meant cannot be told',
    { diagnosis: 'not-verified' },
  )
}
