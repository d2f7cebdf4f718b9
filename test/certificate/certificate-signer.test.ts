/** Signing in certificate mode: what travels, and that key and certificate belong together. */
import { createPrivateKey, createVerify, X509Certificate } from 'node:crypto'
import { AlipaySdk } from 'alipay-sdk'
import { beforeAll, describe, expect, test } from 'vitest'
import { createAlipay, tradePagePay, tradeQuery } from '../../src/alipay/index.ts'
import { tradePay as bgcpayTradePay, createBgcpay } from '../../src/bgcpay/index.ts'
import {
  type CertificateSignerOptions,
  certificateSigner,
  type ExpiryNotice,
} from '../../src/certificate/index.ts'
import {
  execute,
  KeyError,
  pageUrl,
  type RsaKeyInput,
  rsa2Signer,
  rsa2Verifier,
  type Signer,
  signRequest,
} from '../../src/index.ts'
import { appId, appKeys, otherKeys } from '../support/keys.ts'
import { type Cast, makeCast } from './cast.ts'
import { CA, issue, withoutOpenssl } from './openssl.ts'

const endpoint = 'http://127.0.0.1:1/gateway.do'
const order = { out_trade_no: 'ORDER-1', total_amount: '88.88', subject: '咖啡 & 茶' }

describe.skipIf(withoutOpenssl !== undefined)('certificateSigner', () => {
  let cast: Cast
  beforeAll(() => {
    cast = makeCast()
  })
  const make = (more: Partial<CertificateSignerOptions> = {}): Signer =>
    certificateSigner({
      privateKey: appKeys.pkcs8,
      appCertificate: cast.app.pem,
      rootCertificate: cast.root.pem,
      ...more,
    })

  test('sends both serial numbers and signs them: the request is the official SDK’s', async () => {
    const sdk = new AlipaySdk({
      appId,
      privateKey: appKeys.pkcs8,
      keyType: 'PKCS8',
      endpoint,
      gateway: endpoint,
      camelcase: false,
      appCertContent: cast.app.pem,
      alipayPublicCertContent: cast.alipay.pem,
      alipayRootCertContent: cast.root.pem,
    })
    const client = createAlipay({ appId, signer: make(), verifier: rsa2Verifier(otherKeys.spki), endpoint })
    const bizContent = { ...order, product_code: 'FAST_INSTANT_TRADE_PAY' }
    const draft = await signRequest(client, tradePagePay, order)
    const sent = JSON.parse(draft.body[0]?.[1] as string) as object
    const params = { bizContent: sent, format: 'JSON' }
    const theirs = new Map(
      new URL(sdk.pageExec('alipay.trade.page.pay', 'GET', params) as string).searchParams,
    )
    const ours = await pageUrl(
      { ...client, now: () => new Date(`${theirs.get('timestamp')?.replace(' ', 'T')}+08:00`) },
      tradePagePay,
      order,
      { extra: { common: { alipay_sdk: theirs.get('alipay_sdk') as string } } },
    )
    expect(bizContent).toEqual(sent)
    expect([...ours.searchParams].sort()).toEqual([...theirs].sort())
    expect(theirs.get('app_cert_sn')).toBe(cast.app.sn)
    expect(theirs.get('alipay_root_cert_sn')).toBe(cast.root.sn)
  })

  test('node:crypto verifies the request with the certificate', async () => {
    const client = createAlipay({
      appId,
      signer: make({ type: 'RSA' }),
      verifier: rsa2Verifier(otherKeys.spki),
    })
    const { sign = '', ...signed } = Object.fromEntries(
      (await pageUrl(client, tradePagePay, order)).searchParams,
    )
    const text = Object.entries(signed)
      .sort()
      .map(pair => pair.join('='))
      .join('&')
    expect(signed).toMatchObject({ sign_type: 'RSA', app_cert_sn: cast.app.sn })
    const { publicKey } = new X509Certificate(cast.app.pem)
    expect(createVerify('sha1').update(text).verify(publicKey, sign, 'base64')).toBe(true)
  })

  test("bgcpay's root has its own parameter", async () => {
    const signer = make({ gateway: 'bgcpay' })
    expect(signer.params).toEqual({ app_cert_sn: cast.app.sn, bgcpay_root_cert_sn: cast.root.sn })
    const bgcpay = createBgcpay({ appId, signer, verifier: rsa2Verifier(otherKeys.spki) })
    const input = { out_trade_no: 'O_1', total_amount: '1.00', currency: 'USDT', subject: 'Tea' } as never
    const { query } = await signRequest(bgcpay, bgcpayTradePay, input)
    expect(Object.fromEntries(query)).toMatchObject({ bgcpay_root_cert_sn: cast.root.sn })
  })

  const otherForms = (): [string, RsaKeyInput][] => {
    const key = createPrivateKey(otherKeys.pkcs8)
    return [
      ['PKCS#8', otherKeys.pkcs8],
      ['PKCS#1', otherKeys.pkcs1],
      ['DER', new Uint8Array(key.export({ type: 'pkcs8', format: 'der' }))],
      ['JWK', key.export({ format: 'jwk' }) as JsonWebKey],
    ]
  }

  test.each(otherForms())("another app's key is refused at once: %s", (_, privateKey) => {
    expect(() => make({ privateKey })).toThrow(KeyError)
    expect(() => make({ privateKey })).toThrow(/appCertificate: .* expected here; found: one of another key/)
  })

  test('the right key passes in every form', async () => {
    const jwk = createPrivateKey(appKeys.pkcs8).export({ format: 'jwk' }) as JsonWebKey
    const message = new TextEncoder().encode('a=1')
    const expected = await rsa2Signer(appKeys.pkcs8).sign(message)
    for (const privateKey of [appKeys.pkcs8, appKeys.pkcs1, jwk, await cryptoKey(appKeys.pkcs8)]) {
      expect(await make({ privateKey }).sign(message)).toBe(expected)
    }
    const elsewhere: Signer = { type: 'RSA2', sign: async bytes => rsa2Signer(appKeys.pkcs8).sign(bytes) }
    expect(await make({ privateKey: elsewhere }).sign(message)).toBe(expected)
  })

  test.each(['a CryptoKey', 'a signer elsewhere'])(
    '%s that is not the certificate’s is refused when it first signs, and nothing is sent',
    async kind => {
      const privateKey =
        kind === 'a CryptoKey' ? await cryptoKey(otherKeys.pkcs8) : rsa2Signer(otherKeys.pkcs8)
      let sent = 0
      const fetch = async (): Promise<Response> => {
        sent++
        return new Response('{}')
      }
      const client = createAlipay({
        appId,
        signer: make({ privateKey }),
        verifier: rsa2Verifier(otherKeys.spki),
        fetch,
      })
      await expect(execute(client, tradeQuery, { out_trade_no: 'O' })).rejects.toThrow(KeyError)
      expect(sent).toBe(0)
    },
  )

  test('a signer elsewhere is checked once, not each time', async () => {
    let asked = 0
    const right = rsa2Signer(appKeys.pkcs8)
    const wrong = rsa2Signer(otherKeys.pkcs8)
    const signer = make({
      privateKey: { type: 'RSA2', sign: message => (asked++ === 0 ? right : wrong).sign(message) },
    })
    const message = new TextEncoder().encode('a=1')
    await signer.sign(message)
    expect(await signer.sign(message)).toBe(await wrong.sign(message))
  })

  test('what is no certificate, or not an RSA one, is a KeyError', () => {
    expect(() => make({ appCertificate: appKeys.spki })).toThrow(
      /certificate is expected here; found: a public key/,
    )
    expect(() => make({ rootCertificate: appKeys.pkcs8 })).toThrow(/found: a private key/)
    expect(() => make({ privateKey: cast.app.pem })).toThrow(
      /private key is expected here; found: a certificate/,
    )
    const sm2 = issue({ subject: '/CN=x', key: 'sm2', extensions: CA }).pem
    expect(() => make({ appCertificate: sm2 })).toThrow(KeyError)
    expect(() => make({ rootCertificate: sm2 })).toThrow(/signed with RSA/)
  })

  test('expiry is told before it happens, once of each certificate', async () => {
    const notices: ExpiryNotice[] = []
    let time = new Date('2039-12-01T00:00:00Z')
    const signer = make({ now: () => time, onExpiring: notice => notices.push(notice), noticeDays: 30 })
    const message = new TextEncoder().encode('a=1')
    await signer.sign(message)
    expect(notices).toEqual([])
    time = new Date('2039-12-10T12:00:00Z')
    await signer.sign(message)
    await signer.sign(message)
    const notAfter = new Date('2040-01-01T00:00:00Z')
    expect(notices).toEqual([
      { use: 'app', certificateSn: cast.app.sn, notAfter, daysLeft: 21 },
      { use: 'root', certificateSn: cast.root.sn, notAfter, daysLeft: 21 },
    ])
  })

  test('after the end it is told too, and a listener that throws does no harm', async () => {
    const days: number[] = []
    const signer = make({
      now: () => new Date('2040-01-03T00:00:00Z'),
      onExpiring: ({ daysLeft }) => {
        days.push(daysLeft)
        throw new Error('the listener is broken')
      },
    })
    await signer.sign(new Uint8Array())
    expect(days).toEqual([-2, -2])
  })
})

function cryptoKey(pkcs8: string): Promise<CryptoKey> {
  const der = createPrivateKey(pkcs8).export({ type: 'pkcs8', format: 'der' })
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  return crypto.subtle.importKey('pkcs8', new Uint8Array(der), algorithm, false, ['sign'])
}
