/** One file of certificate mode given for another: each error names what was expected and what was given. */
import { beforeAll, describe, expect, test } from 'vitest'
import {
  type CertificateSignerOptions,
  type CertificateVerifierOptions,
  certificateSigner,
  certificateSn,
  certificateVerifier,
  rootCertificateSn,
  verifyChain,
} from '../../src/certificate/index.ts'
import { KeyError, rsa2Signer } from '../../src/index.ts'
import { secretsIn } from '../house/secrets.ts'
import { appKeys } from '../support/keys.ts'
import { type Cast, makeCast, now, signBy } from './cast.ts'
import { CA, issue, withoutOpenssl } from './openssl.ts'
import { realFile, withoutRealFiles } from './real-files.ts'

const APP = "appCertificate: the certificate of the app's private key (appCertPublicKey_….crt)"
const ROOT = 'rootCertificate: a root certificate (alipayRootCert.crt)'
const ALIPAY = "certificates: a certificate of Alipay's (alipayCertPublicKey_RSA2.crt)"

const text = new TextEncoder().encode('a=1')
const instead = (expected: string, found: string): KeyError =>
  new KeyError(`${expected} is expected here; found: ${found}`)

async function errorOf(run: () => unknown): Promise<Error> {
  try {
    await run()
  } catch (error) {
    expect(secretsIn(`${error}`)).toEqual([])
    return error as Error
  }
  throw new Error('nothing was refused')
}

describe.skipIf(withoutOpenssl !== undefined)('certificates of one root', () => {
  let cast: Cast
  beforeAll(() => {
    cast = makeCast()
  })
  const sign = (more: Partial<CertificateSignerOptions>) =>
    certificateSigner({
      privateKey: appKeys.pkcs8,
      appCertificate: cast.app.pem,
      rootCertificate: cast.root.pem,
      now: () => now,
      ...more,
    })
  const verify = (more: Partial<CertificateVerifierOptions>) =>
    certificateVerifier({
      certificates: cast.alipay.pem,
      rootCertificate: cast.root.pem,
      now: () => now,
      ...more,
    })

  test.each<[keyof Cast, string]>([
    ['root', 'a root certificate'],
    ['middle', "an issuer's certificate"],
    ['alipay', "Alipay's certificate, by its name"],
    ['merchant', "one of another key (one of the two is another app's, or an older one)"],
  ])('%s in place of the app’s certificate', async (given, found) => {
    const appCertificate = cast[given].pem
    expect(() => sign({ appCertificate })).toThrow(instead(APP, found))
    const kms = sign({ appCertificate, privateKey: rsa2Signer(appKeys.pkcs8) })
    expect(await errorOf(() => kms.sign(text))).toEqual(instead(APP, found))
  })

  const UNTOLD = "a certificate that issues no others, as the app's and Alipay's"
  test.each<[keyof Cast, string, string]>([
    ['app', UNTOLD, "the app's certificate"],
    ['alipay', "Alipay's certificate, by its name", "Alipay's certificate, by its name"],
    ['merchant', UNTOLD, UNTOLD],
  ])('%s in place of the root certificate', async (given, found, foundWithKey) => {
    const rootCertificate = cast[given].pem
    expect(() => sign({ rootCertificate })).toThrow(instead(ROOT, foundWithKey))
    const privateKey = rsa2Signer(appKeys.pkcs8)
    expect(() => sign({ rootCertificate, privateKey })).toThrow(instead(ROOT, found))
    expect(() => verify({ rootCertificate })).toThrow(instead(ROOT, found))
    expect(() => verify({ rootCertificate, download: async () => '' })).toThrow(instead(ROOT, found))
    expect(() => rootCertificateSn(rootCertificate)).toThrow(instead(ROOT, found))
    const chain = () => verifyChain(cast.next.pem, { rootCertificate, issuers: [cast.middle.pem], now })
    expect(await errorOf(chain)).toEqual(instead(ROOT, found))
  })

  test('the app’s and the root certificate, each in the other’s place', () => {
    const swapped = { appCertificate: cast.root.pem, rootCertificate: cast.app.pem }
    expect(() => sign(swapped)).toThrow(instead(ROOT, "the app's certificate"))
  })

  test.each<[keyof Cast, string]>([
    ['root', 'a root certificate'],
    ['middle', "an issuer's certificate"],
  ])('%s in place of Alipay’s certificate', (given, found) => {
    const error = instead(ALIPAY, `only ${found}, whose holder signs no messages`)
    expect(() => verify({ certificates: cast[given].pem })).toThrow(error)
  })

  test('no certificate at all in place of Alipay’s', () => {
    expect(() => verify({ certificates: [] })).toThrow(instead(ALIPAY, 'an empty list'))
  })

  test('the app’s certificate in place of Alipay’s shows when Alipay’s is named', async () => {
    const hint = "no certificate in `certificates` bears Alipay's name: is it your app's?"
    const genuine = signBy(cast.alipay, 'a=1')
    const context = { certificateSn: cast.alipay.sn }
    const download = async () => cast.alipay.pem + cast.middle.pem
    for (const more of [{}, { download }]) {
      const mistaken = verify({ certificates: cast.app.pem, ...more })
      const { message } = await errorOf(() => mistaken.verify(text, genuine, context))
      expect(message).toContain(hint)
      const right = verify({ certificates: cast.next.pem, ...more, isAlipays: () => false })
      expect((await errorOf(() => right.verify(text, genuine, context))).message).not.toContain(hint)
    }
  })

  test('a certificate that is not for RSA is named by its option', () => {
    const app = issue({ subject: '/CN=Shop', key: 'sm2' }).pem
    expect(() => sign({ appCertificate: app })).toThrow(
      instead(APP, 'a certificate, and its key is not for RSA'),
    )
    const alipay = issue({ subject: '/CN=支付宝(中国)网络技术有限公司-2088', key: 'sm2' }).pem
    expect(() => verify({ certificates: alipay })).toThrow(
      instead(ALIPAY, "Alipay's certificate, by its name, and its key is not for RSA"),
    )
  })

  test.each(['appCertificate', 'rootCertificate', 'certificates'] as const)(
    'what is no certificate is named with its option: %s',
    option => {
      const make = (value: unknown) => () =>
        option === 'certificates' ? verify({ certificates: value as never }) : sign({ [option]: value })
      const said = (found: string) =>
        new KeyError(`${option}: an X.509 certificate is expected here; found: ${found}`)
      expect(make(Promise.resolve(cast.app.pem))).toThrow(said('a promise; await it'))
      expect(make('')).toThrow(said('an empty text'))
      expect(make(appKeys.spki)).toThrow(said('a public key'))
      if (option !== 'certificates') {
        expect(make(undefined)).toThrow(said('undefined (an unset environment variable?)'))
        expect(make([])).toThrow(said('an array'))
      }
    },
  )

  test('a private key that is missing is said to be', () => {
    for (const privateKey of [null, undefined, '', []])
      expect(() => sign({ privateKey: privateKey as never })).toThrow(/^privateKey: an RSA private key/)
  })

  test('a root of old, which does not say that it may issue, is a root', async () => {
    const old = issue({ subject: '/C=CN/O=Ant Test/CN=Old Root' })
    const middle = issue({ subject: '/C=CN/O=Ant Test/CN=Class 3', issuer: old, extensions: CA })
    const app = issue({ subject: '/CN=Shop', issuer: middle, key: appKeys.pkcs8 })
    const signer = sign({ appCertificate: app.pem, rootCertificate: old.pem })
    expect(signer.params).toMatchObject({ alipay_root_cert_sn: certificateSn(old.pem) })
    await verifyChain(app.pem, { rootCertificate: old.pem, issuers: [middle.pem], now })
  })
})

describe.skipIf(withoutRealFiles)("Alipay's real files", () => {
  const privateKey = appKeys.pkcs8

  test('the root bundle in place of the others', () => {
    const rootCertificate = realFile('alipayRootCert.crt')
    expect(() => certificateSigner({ privateKey, appCertificate: rootCertificate, rootCertificate })).toThrow(
      instead(APP, 'a root certificate, and its key is not for RSA'),
    )
    expect(() => certificateVerifier({ certificates: rootCertificate })).toThrow(
      instead(ALIPAY, 'only a root certificate, whose holder signs no messages'),
    )
  })

  test('Alipay’s certificate in place of the others', () => {
    const alipay = realFile('alipayCertPublicKey_RSA2.crt')
    const found = "Alipay's certificate, by its name"
    const rootCertificate = realFile('alipayRootCert.crt')
    expect(() => certificateSigner({ privateKey, appCertificate: alipay, rootCertificate })).toThrow(
      instead(APP, found),
    )
    expect(() => certificateVerifier({ certificates: alipay, rootCertificate: alipay })).toThrow(
      instead(ROOT, found),
    )
  })
})
