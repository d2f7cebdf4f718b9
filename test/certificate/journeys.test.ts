/** A merchant's way through certificate mode, with the emulated gateway on the other side. */
import { beforeAll, describe, expect, test } from 'vitest'
import {
  type AlipayClient,
  createAlipay,
  tradePagePay,
  tradePagePayReturn,
  tradePay,
  tradeQuery,
  tradeStatusSync,
} from '../../src/alipay/index.ts'
import { certificateSigner, certificateVerifier, downloadThrough } from '../../src/certificate/index.ts'
import { createEmulator, type EmulatorOptions } from '../../src/emulator/index.ts'
import {
  anyOf,
  execute,
  GatewayError,
  handleNotify,
  pageUrl,
  rsa2Signer,
  rsa2Verifier,
  SignatureError,
  type Verifier,
  verifyReturn,
  type ZhifuEvent,
} from '../../src/index.ts'
import { appId, appKeys } from '../support/keys.ts'
import { type Cast, makeCast, now } from './cast.ts'
import { withoutOpenssl } from './openssl.ts'

const DOWNLOAD = 'alipay.open.app.alipaycert.download'
const urls = { notifyUrl: 'http://127.0.0.1:1/notify', returnUrl: 'http://127.0.0.1:1/back' }

describe.skipIf(withoutOpenssl !== undefined)('in certificate mode', () => {
  let cast: Cast
  beforeAll(() => {
    cast = makeCast()
  })

  /** Alipay and one merchant, whose shop handles notifications as a real one does. */
  async function openShop(more: Partial<EmulatorOptions> = {}, verifierOf = ownVerifier) {
    const asked: string[] = []
    const paid: string[] = []
    const refused: unknown[] = []
    const events: ZhifuEvent[] = []
    let alipay: AlipayClient
    const emulator = await createEmulator({
      baseUrl: 'http://127.0.0.1:1',
      apps: [{ appId, certificates: { app: cast.app.pem, root: cast.root.pem } }],
      alipayPrivateKey: cast.alipay.key,
      alipayCertificate: cast.alipay.pem + cast.middle.pem,
      now: () => now,
      fetch: request =>
        handleNotify(alipay, tradeStatusSync, request, {
          expect: () => ({ total_amount: '8.80' }),
          handle: ({ out_trade_no }) => void paid.push(out_trade_no),
          onError: error => void refused.push(error),
        }),
      ...more,
    })
    alipay = createAlipay({
      appId,
      signer: certificateSigner({
        privateKey: appKeys.pkcs8,
        appCertificate: cast.app.pem,
        rootCertificate: cast.root.pem,
        now: () => now,
      }),
      verifier: verifierOf(() => alipay),
      endpoint: emulator.gateway,
      now: () => now,
      fetch: request => {
        asked.push(new URL(request.url).searchParams.get('method') ?? '')
        return emulator.fetch(request)
      },
      onEvent: event => events.push(event),
    })
    const pay = (out_trade_no: string, client = alipay) =>
      execute(
        client,
        tradePay,
        {
          out_trade_no,
          total_amount: '8.80',
          subject: '茶 & 咖啡',
          scene: 'bar_code',
          auth_code: emulator.issuePayerCode(),
        },
        urls,
      )
    const downloads = () => asked.filter(method => method === DOWNLOAD).length
    return { emulator, alipay, pay, paid, refused, events, downloads }
  }

  function ownVerifier(client: () => AlipayClient): Verifier {
    return certificateVerifier({
      certificates: cast.alipay.pem,
      rootCertificate: cast.root.pem,
      download: downloadThrough(client),
      now: () => now,
    })
  }

  const failure = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => expect.unreachable('it was believed'),
      (thrown: unknown) => thrown,
    )

  test('an order is paid, asked for, notified and returned from', async () => {
    const { emulator, alipay, pay, paid, downloads } = await openShop()
    expect(await pay('ORDER-1')).toMatchObject({ code: '10000', total_amount: '8.80' })
    expect((await execute(alipay, tradeQuery, { out_trade_no: 'ORDER-1' })).trade_status).toBe(
      'TRADE_SUCCESS',
    )
    const order = { out_trade_no: 'ORDER-2', total_amount: '8.80', subject: 'Tea' }
    const page = await emulator.fetch(new Request(await pageUrl(alipay, tradePagePay, order, urls)))
    expect(await page.text()).toContain('¥8.80')
    const back = (await emulator.pay('ORDER-2')) as string
    expect(await verifyReturn(alipay, tradePagePayReturn, back)).toMatchObject({ out_trade_no: 'ORDER-2' })
    await expect(
      verifyReturn(alipay, tradePagePayReturn, back.replace('ORDER-2', 'ORDER-1')),
    ).rejects.toThrow(SignatureError)
    await emulator.advance(0)
    expect([paid, downloads()]).toEqual([['ORDER-1', 'ORDER-2'], 0])
  })

  test('a signer that names no certificates is refused, and nothing is paid', async () => {
    const { emulator, alipay, pay } = await openShop()
    const error = await failure(pay('ORDER-1', { ...alipay, signer: rsa2Signer(appKeys.pkcs8) }))
    expect(error).toBeInstanceOf(GatewayError)
    expect(error).toMatchObject({ reason: 'isv.missing-app-cert-sn', outcome: 'untouched', verified: true })
    expect(emulator.trades()).toEqual([])
  })

  describe('when Alipay changes its certificate', () => {
    test('the first reply brings the new one, once, and payments go on', async () => {
      const { emulator, pay, paid, downloads } = await openShop()
      await pay('ORDER-1')
      await emulator.rotate(cast.next.pem + cast.middle.pem, cast.next.key)
      await Promise.all(['ORDER-2', 'ORDER-3', 'ORDER-4'].map(name => pay(name)))
      await pay('ORDER-5')
      await emulator.advance(0)
      expect([paid.length, downloads()]).toEqual([5, 1])
    })

    test('the first notifications bring it as well, once for all of them', async () => {
      const { emulator, alipay, paid, refused, downloads } = await openShop()
      const names = ['ORDER-1', 'ORDER-2', 'ORDER-3']
      for (const out_trade_no of names) {
        const order = { out_trade_no, total_amount: '8.80', subject: 'Tea' }
        await emulator.fetch(new Request(await pageUrl(alipay, tradePagePay, order, urls)))
      }
      await emulator.rotate(cast.next.pem + cast.middle.pem, cast.next.key)
      for (const name of names) await emulator.pay(name)
      await emulator.advance(0)
      expect([paid.toSorted(), refused, downloads()]).toEqual([names, [], 1])
      expect(emulator.notifications().every(({ acknowledged }) => acknowledged)).toBe(true)
    })

    test('without downloads a payment’s outcome is open, until the certificate is configured', async () => {
      const { emulator, alipay, pay } = await openShop({}, () =>
        certificateVerifier({ certificates: cast.alipay.pem, now: () => now }),
      )
      await emulator.rotate(cast.next.pem, cast.next.key)
      const error = await failure(pay('ORDER-1'))
      expect(error).toBeInstanceOf(SignatureError)
      expect(error).toMatchObject({ outcome: 'unknown', diagnosis: 'not-verified' })
      const certificates = [cast.alipay.pem, cast.next.pem]
      const renewed = { ...alipay, verifier: certificateVerifier({ certificates, now: () => now }) }
      const found = await execute(renewed, tradeQuery, { out_trade_no: 'ORDER-1' })
      expect(found.trade_status).toBe('TRADE_SUCCESS')
    })

    test.each([
      ['one of a merchant’s, from the same issuers', () => cast.merchant, () => cast.middle.pem],
      ['one whose issuer is not at hand', () => cast.next, () => ''],
    ])('%s is not believed, nor what it notifies of', async (_, holder, issuer) => {
      const { emulator, pay, paid, refused, downloads } = await openShop()
      await emulator.rotate(holder().pem + issuer(), holder().key)
      expect(await failure(pay('ORDER-1'))).toBeInstanceOf(SignatureError)
      await emulator.advance(0)
      expect(paid).toEqual([])
      expect(refused).toHaveLength(1)
      expect(refused[0]).toBeInstanceOf(SignatureError)
      expect(emulator.notifications().some(({ acknowledged }) => acknowledged)).toBe(false)
      expect(downloads()).toBe(1)
    })
  })

  test.each([
    ['the certificates first', 0, 1],
    ['the public key first', 1, 0],
  ])('an app moves from a public key to certificates with anyOf, %s', async (_, certified, plain) => {
    const before = await createEmulator({
      baseUrl: 'http://127.0.0.1:1',
      apps: [{ appId, publicKey: appKeys.spki }],
      now: () => now,
      fetch: async () => new Response('success'),
    })
    const shop = await openShop({}, () => {
      // Two of them, so that a message that names none fits neither.
      const certificates = [cast.alipay.pem, cast.next.pem]
      const verifiers = [
        [certified, certificateVerifier({ certificates, now: () => now })],
        [plain, rsa2Verifier(before.alipayPublicKey)],
      ] as const
      return anyOf(...verifiers.toSorted(([a], [b]) => a - b).map(([, verifier]) => verifier))
    })
    const auth_code = before.issuePayerCode()
    const order = { out_trade_no: 'OLD-1', total_amount: '8.80', subject: 'Tea', scene: 'bar_code' } as const
    const old = { ...shop.alipay, signer: rsa2Signer(appKeys.pkcs8), fetch: before.fetch }
    await execute(old, tradePay, { ...order, auth_code }, urls)
    await before.advance(0)
    expect(await shop.pay('NEW-1')).toMatchObject({ code: '10000' })
    // What was told before the change arrives after it.
    const [late] = before.notifications()
    const notified = await handleNotify(shop.alipay, tradeStatusSync, late?.body ?? '', {
      expect: () => ({ total_amount: '8.80' }),
      handle: ({ out_trade_no }) => void shop.paid.push(out_trade_no),
    })
    expect(await notified.text()).toBe('success')
    await shop.emulator.advance(0)
    expect(shop.paid.toSorted()).toEqual(['NEW-1', 'OLD-1'])
    const positions = shop.events.filter(({ type }) => type === 'key-matched')
    expect(positions).toEqual(
      expect.arrayContaining([plain, certified].map(position => ({ type: 'key-matched', position }))),
    )
    expect(positions).toHaveLength(4)
  })
})
