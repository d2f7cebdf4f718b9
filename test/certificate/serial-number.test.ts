/** Serial numbers against the JDK, the official SDK and Alipay's real files. */
import { AlipaySdk, type AlipaySdkConfig } from 'alipay-sdk'
import { describe, expect, test } from 'vitest'
import { certificateSn, readCertificates, rootCertificateSn } from '../../src/certificate/index.ts'
import { KeyError } from '../../src/index.ts'
import { appKeys } from '../support/keys.ts'
import { CA, issue, withoutOpenssl } from './openssl.ts'
import { realFile, withoutRealFiles } from './real-files.ts'
import jdk from './vectors.json' with { type: 'json' }

describe('what a JDK says of certificates that OpenSSL made', () => {
  test.each(jdk.vectors)('$name', ({ pem, issuer, serialNumber, sn, notBefore, notAfter }) => {
    const [read] = readCertificates(pem)
    expect(read).toMatchObject({ issuer, serialNumber, subject: issuer })
    expect(read?.notBefore).toEqual(new Date(notBefore))
    expect(read?.notAfter).toEqual(new Date(notAfter))
    expect(certificateSn(pem)).toBe(sn)
    expect(rootCertificateSn(pem)).toBe(sn)
  })
})

describe.skipIf(withoutRealFiles)("Alipay's real files", () => {
  interface Expected {
    'alipayRootCert.crt': { rootSn: string; certificates: number }
    'alipayCertPublicKey_RSA2.crt': { sn: string; spki_begins: string }
  }
  const expected = (): Expected => JSON.parse(realFile('expected.json')) as Expected

  test('the root bundle, with its SM2 and ECDSA certificates', () => {
    const { rootSn, certificates } = expected()['alipayRootCert.crt']
    expect(rootCertificateSn(realFile('alipayRootCert.crt'))).toBe(rootSn)
    expect(readCertificates(realFile('alipayRootCert.crt'))).toHaveLength(certificates)
  })

  test('the public certificate', () => {
    const { sn, spki_begins } = expected()['alipayCertPublicKey_RSA2.crt']
    const pem = realFile('alipayCertPublicKey_RSA2.crt')
    expect(certificateSn(pem)).toBe(sn)
    const [certificate] = readCertificates(pem)
    expect(Buffer.from(certificate?.publicKey ?? []).toString('base64')).toContain(spki_begins)
    expect(certificate?.notAfter.toISOString()).toBe('2022-05-14T14:42:01.000Z')
  })
})

describe.skipIf(withoutOpenssl !== undefined)('the official SDK, for certificates made just now', () => {
  const sdkSays = (app: string, alipay: string, root: string): AlipaySdkConfig & Record<string, unknown> =>
    new AlipaySdk({
      appId: '1',
      privateKey: appKeys.pkcs8,
      appCertContent: app,
      alipayPublicCertContent: alipay,
      alipayRootCertContent: root,
    }).config as never

  test('an RSA and an SM2 root in one bundle; app and Alipay under them', () => {
    const names = '/C=CN/O=Ant (Test) 支付宝/OU=First/OU=Second: 2\\/3/OU=Third'
    const rsa = issue({ subject: `${names}/CN=Root 1`, extensions: CA })
    const printable = issue({ subject: '/C=CN/O=Plain - Root/CN=Root 2', extensions: CA, mask: 'default' })
    const sm2 = issue({ subject: '/C=CN/O=NRCAC/CN=ROOTCA', key: 'sm2', extensions: CA })
    const serial = '7f3e5d00112233445566778899aabbccddeeff01'
    const app = issue({ subject: '/C=CN/O=Shop/CN=shop', issuer: rsa, key: appKeys.pkcs8, serial })
    const alipay = issue({
      subject: '/C=CN/CN=Alipay',
      issuer: printable,
      serial: '00ffeeddccbbaa998877665544332211',
    })
    const encoded = (pem: string): string =>
      Buffer.from(readCertificates(pem)[0]?.parts.issuer ?? []).toString('latin1')
    expect(encoded(alipay.pem)).toContain('\x13\x0cPlain - Root')
    expect(encoded(app.pem)).toContain('\x0c\x06Root 1')
    const bundle = [sm2.pem, rsa.pem, printable.pem].join('\n')

    const said = sdkSays(app.pem, alipay.pem, bundle)
    expect(certificateSn(app.pem)).toBe(said['appCertSn'])
    expect(certificateSn(alipay.pem)).toBe(said['alipayCertSn'])
    expect(rootCertificateSn(bundle)).toBe(said['alipayRootCertSn'])
    expect(rootCertificateSn(bundle)).toBe(`${certificateSn(rsa.pem)}_${certificateSn(printable.pem)}`)
    expect(readCertificates(app.pem)[0]).toMatchObject({
      serialNumber: BigInt(`0x${serial}`).toString(),
      issuer: 'CN=Root 1,OU=Third,OU=Second: 2/3,OU=First,O=Ant (Test) 支付宝,C=CN',
      subject: 'CN=shop,O=Shop,C=CN',
      commonName: 'shop',
    })
  })

  test('a bundle without an RSA root has no serial number', () => {
    const sm2 = issue({ subject: '/CN=ROOTCA', key: 'sm2', extensions: CA })
    expect(() => rootCertificateSn(sm2.pem)).toThrow(KeyError)
  })
})
