/** Verifying in certificate mode: which certificate is believed, and what strangers can cause. */
import { beforeAll, describe, expect, test, vi } from 'vitest'
import {
  type AlipayClient,
  createAlipay,
  tradePay,
  tradeQuery,
  tradeStatusSync,
} from '../../src/alipay/index.ts'
import {
  type CertificateVerifierOptions,
  certificateSigner,
  certificateSn,
  certificateVerifier,
  downloadThrough,
  type ExpiryNotice,
  openAppAlipaycertDownload,
} from '../../src/certificate/index.ts'
import {
  execute,
  KeyError,
  SignatureError,
  TransportError,
  type Verifier,
  type VerifyContext,
  verifyNotify,
} from '../../src/index.ts'
import { appId, appKeys } from '../support/keys.ts'
import { ALIPAY, type Cast, type Holder, makeCast, notification, now, signBy } from './cast.ts'
import { CA, issue, withoutOpenssl } from './openssl.ts'

const bytes = new TextEncoder().encode('a=1')
const random = (index: number): string => index.toString(16).padStart(32, '0')

describe.skipIf(withoutOpenssl !== undefined)('certificateVerifier', () => {
  let cast: Cast
  beforeAll(() => {
    cast = makeCast()
  })
  const make = (more: Partial<CertificateVerifierOptions> = {}): Verifier =>
    certificateVerifier({
      certificates: cast.alipay.pem,
      rootCertificate: cast.root.pem,
      now: () => now,
      ...more,
    })
  const verify = (verifier: Verifier, holder: Holder, context?: VerifyContext) =>
    verifier.verify(bytes, signBy(holder, 'a=1'), context)
  const refusal = async (promise: Promise<unknown>): Promise<SignatureError> => {
    const error = await promise.then(
      () => undefined,
      thrown => thrown as unknown,
    )
    expect(error).toBeInstanceOf(SignatureError)
    return error as SignatureError
  }

  describe('of the configured certificates', () => {
    test('the one that the message names verifies it, and no other', async () => {
      const verifier = make({ certificates: [cast.alipay.pem, cast.next.pem] })
      for (const [holder, other] of [
        [cast.alipay, cast.next],
        [cast.next, cast.alipay],
      ] as const) {
        expect(await verify(verifier, holder, { certificateSn: holder.sn })).toBe(true)
        expect(await verify(verifier, holder, { certificateSn: other.sn })).toBe(false)
      }
      expect(await verifier.verify(bytes, 'AAAA', { certificateSn: cast.next.sn })).toBe(false)
    })

    test('an unknown number is a SignatureError, even of a genuine certificate', async () => {
      const { message, diagnosis } = await refusal(verify(make(), cast.next, { certificateSn: cast.next.sn }))
      expect(message).toContain(`alipay_cert_sn=${cast.next.sn}`)
      expect(diagnosis).toBe('not-verified')
    })

    test('without a number, the only one verifies; of two, none', async () => {
      expect(await verify(make(), cast.alipay)).toBe(true)
      expect(await verify(make(), cast.alipay, { certificateSn: '' })).toBe(true)
      expect(await verify(make(), cast.next)).toBe(false)
      const two = make({ certificates: [cast.alipay.pem, cast.next.pem] })
      expect((await refusal(verify(two, cast.alipay))).message).toMatch(/names no certificate/)
    })

    test('the issuer in the same file verifies no message', async () => {
      const verifier = make({ certificates: cast.alipay.pem + cast.middle.pem })
      expect(await verify(verifier, cast.alipay)).toBe(true)
      await refusal(verify(verifier, cast.middle, { certificateSn: cast.middle.sn }))
      expect(() => make({ certificates: [cast.middle.pem, cast.root.pem] })).toThrow(KeyError)
      expect(() => make({ certificates: [] })).toThrow(KeyError)
    })

    test('one that has expired, or is not valid yet, verifies nothing', async () => {
      const genuine = signBy(cast.alipay, 'a=1')
      for (const [time, words] of [
        ['2040-01-01T00:00:01Z', /expired on 2040-01-01/],
        ['2019-12-31T23:59:59Z', /not valid before 2020-01-01/],
      ] as const) {
        const verifier = make({ now: () => new Date(time) })
        expect((await refusal(verifier.verify(bytes, genuine))).message).toMatch(words)
      }
    })

    test('expiry is told before it happens, once', async () => {
      const notices: ExpiryNotice[] = []
      const verifier = make({
        now: () => new Date('2039-12-31T00:00:00Z'),
        onExpiring: notice => notices.push(notice),
      })
      await verify(verifier, cast.alipay)
      await verify(verifier, cast.alipay)
      const notAfter = new Date('2040-01-01T00:00:00Z')
      expect(notices).toEqual([
        { use: 'alipay', certificateSn: cast.alipay.sn, notAfter, daysLeft: 1 },
        { use: 'root', certificateSn: cast.root.sn, notAfter, daysLeft: 1 },
      ])
    })

    test('SHA-1 only where it is configured', async () => {
      const signature = signBy(cast.alipay, 'a=1', 'sha1')
      expect(await make().verify(bytes, signature)).toBe(false)
      expect(await make({ type: 'RSA' }).verify(bytes, signature)).toBe(true)
      expect([make().types, make({ type: 'RSA' }).types]).toEqual([['RSA2'], ['RSA']])
    })

    test('what cannot be read, or cannot serve, is said at once', () => {
      expect(() => make({ certificates: appKeys.spki })).toThrow(/found: a public key/)
      const sm2 = issue({ subject: '/CN=x', key: 'sm2' }).pem
      expect(() => make({ certificates: sm2 })).toThrow(KeyError)
      const download = async () => ''
      expect(() => certificateVerifier({ certificates: cast.alipay.pem, download })).toThrow(
        /rootCertificate/,
      )
    })

    test('notifications are verified with the certificate that they name', async () => {
      const receiver = createAlipay({
        appId,
        verifier: make({ certificates: [cast.alipay.pem, cast.next.pem] }),
      })
      for (const holder of [cast.alipay, cast.next]) {
        const { out_trade_no } = await verifyNotify(receiver, tradeStatusSync, notification(holder))
        expect(out_trade_no).toBe('ORDER-1')
      }
      await refusal(verifyNotify(receiver, tradeStatusSync, notification(cast.next, cast.alipay.sn)))
      await refusal(verifyNotify(receiver, tradeStatusSync, notification(cast.merchant)))
    })
  })

  describe('with the download of unknown ones', () => {
    /** What the gateway would hand out, by serial number; and how often it was asked. */
    const shelf = (files: Readonly<Record<string, string>>) => {
      const asked: string[] = []
      const download = async (sn: string): Promise<string> => {
        asked.push(sn)
        const file = files[sn]
        if (file === undefined) throw new Error('no such certificate')
        return file
      }
      return { asked, download }
    }

    test('a certificate under the root is believed, and downloaded once for all', async () => {
      const { asked, download } = shelf({ [cast.next.sn]: cast.next.pem + cast.middle.pem })
      const verifier = make({ download })
      const context = { certificateSn: cast.next.sn }
      const all = await Promise.all(Array.from({ length: 20 }, () => verify(verifier, cast.next, context)))
      expect(new Set(all)).toEqual(new Set([true]))
      expect(await verify(verifier, cast.next, context)).toBe(true)
      expect(await verify(verifier, cast.alipay, context)).toBe(false)
      expect(asked).toEqual([cast.next.sn])
    })

    test('its issuer may come from the configured file', async () => {
      const { download } = shelf({ [cast.next.sn]: cast.next.pem })
      const context = { certificateSn: cast.next.sn }
      await refusal(verify(make({ download }), cast.next, context))
      const verifier = make({ download, certificates: cast.alipay.pem + cast.middle.pem })
      expect(await verify(verifier, cast.next, context)).toBe(true)
    })

    test('a message without a number is still for the configured one alone', async () => {
      const { download } = shelf({ [cast.next.sn]: cast.next.pem + cast.middle.pem })
      const verifier = make({ download })
      await verify(verifier, cast.next, { certificateSn: cast.next.sn })
      expect(await verify(verifier, cast.alipay)).toBe(true)
      expect(await verify(verifier, cast.next)).toBe(false)
    })

    test('it expires like any other', async () => {
      const { download } = shelf({ [cast.next.sn]: cast.next.pem + cast.middle.pem })
      let time = now
      const verifier = make({ download, now: () => time })
      const context = { certificateSn: cast.next.sn }
      expect(await verify(verifier, cast.next, context)).toBe(true)
      time = new Date('2040-01-02T00:00:00Z')
      expect((await refusal(verify(verifier, cast.next, context))).message).toMatch(/expired/)
    })

    const bad = (): readonly (readonly [string, () => readonly [Holder, string], RegExp])[] => {
      const sn = (pem: { pem: string; key: string }): Holder => ({ ...pem, sn: certificateSn(pem.pem) })
      return [
        ["another merchant's, under the same root", () => [cast.merchant, cast.middle.pem], /not Alipay's/],
        [
          "an issuer of Alipay's name",
          () => [sn(issue({ subject: ALIPAY, issuer: cast.root, extensions: CA })), ''],
          /not Alipay's/,
        ],
        [
          'under another root',
          () => {
            const root = issue({ subject: '/C=CN/O=Ant Test/CN=Root R1', extensions: CA })
            return [sn(issue({ subject: ALIPAY, issuer: root })), root.pem]
          },
          /not signed by the issuer/,
        ],
        ['signed by itself', () => [sn(issue({ subject: ALIPAY })), ''], /not at hand/],
        [
          "issued with a merchant's key",
          () => [sn(issue({ subject: ALIPAY, issuer: cast.merchant })), cast.merchant.pem + cast.middle.pem],
          /may not issue/,
        ],
        [
          'expired',
          () => {
            const days = ['20200101000000Z', '20260531000000Z'] as const
            return [sn(issue({ subject: ALIPAY, issuer: cast.middle, days })), cast.middle.pem]
          },
          /expired on 2026-05-31/,
        ],
        [
          'with an SM2 key',
          () => [
            sn(issue({ subject: ALIPAY, issuer: cast.middle, key: 'sm2', digest: 'sha256' })),
            cast.middle.pem,
          ],
          /not for RSA/,
        ],
      ]
    }

    test.each(bad())('%s is not believed', async (_, made, words) => {
      const [holder, issuers] = made()
      const { asked, download } = shelf({ [holder.sn]: holder.pem + issuers })
      const error = await refusal(make({ download }).verify(bytes, 'AAAA', { certificateSn: holder.sn }))
      expect(error.message).toMatch(words)
      expect(asked).toEqual([holder.sn])
    })

    test.each([
      ['another certificate than was asked for', (): string => cast.alipay.pem, /another certificate/],
      ['nothing', (): string => '', /found: an empty text/],
      ['a page', (): string => '<html></html>', /found: an HTML/],
      ['more than a chain', (): string => cast.next.pem.repeat(100), /no certificate/],
    ] as const)('%s is not believed', async (_, file, words) => {
      const error = await refusal(
        verify(make({ download: async () => file() }), cast.next, { certificateSn: cast.next.sn }),
      )
      expect(error.message).toMatch(words)
    })

    test('who is Alipay can be told otherwise, but not beyond the root', async () => {
      const { download } = shelf({ [cast.merchant.sn]: cast.merchant.pem + cast.middle.pem })
      const verifier = make({ download, isAlipays: ({ commonName }) => commonName === 'Shop B' })
      expect(await verify(verifier, cast.merchant, { certificateSn: cast.merchant.sn })).toBe(true)
    })

    test('what brought nothing is asked for again after a minute', async () => {
      let time = now
      const files: Record<string, string> = {}
      const { asked, download } = shelf(files)
      const verifier = make({ download, now: () => time })
      const context = { certificateSn: cast.next.sn }
      const failed = await refusal(verify(verifier, cast.next, context))
      expect(failed.message).toMatch(/could not be downloaded/)
      expect(failed.cause).toMatchObject({ message: 'no such certificate' })
      files[cast.next.sn] = cast.next.pem + cast.middle.pem
      expect((await refusal(verify(verifier, cast.next, context))).message).toMatch(/a moment ago/)
      expect(asked).toHaveLength(1)
      time = new Date(now.getTime() + 60_000)
      expect(await verify(verifier, cast.next, context)).toBe(true)
      expect(asked).toHaveLength(2)
    })

    test('a download that throws at once, or never ends, ends the waiting', async () => {
      const throwing = make({
        download: () => {
          throw new Error('broken')
        },
      })
      const context = { certificateSn: cast.next.sn }
      await refusal(verify(throwing, cast.next, context))
      expect((await refusal(verify(throwing, cast.next, context))).message).toMatch(/a moment ago/)
      const hanging = make({ download: () => new Promise(() => {}), downloadTimeout: 20 })
      const all = Array.from({ length: 3 }, () => refusal(verify(hanging, cast.next, context)))
      for (const { message } of await Promise.all(all)) expect(message).toMatch(/could not be downloaded/)
    })

    test.each([0, -1, Number.NaN, 2 ** 31])('a downloadTimeout of %s is refused at once', downloadTimeout => {
      expect(() => make({ download: async () => '', downloadTimeout })).toThrow(
        expect.objectContaining({
          code: 'ERR_INPUT',
          issues: [expect.objectContaining({ path: 'downloadTimeout' })],
        }),
      )
    })

    test('a download that ended with the request it was made for is made again', async () => {
      const { asked, download } = shelf({ [cast.next.sn]: cast.next.pem + cast.middle.pem })
      let lost = true
      const verifier = make({
        download: sn => (lost ? new Promise(() => {}) : download(sn)),
        downloadTimeout: 20,
      })
      const context = { certificateSn: cast.next.sn }
      const timers = vi.spyOn(globalThis, 'setTimeout').mockReturnValue(0 as never)
      void verify(verifier, cast.next, context)
      timers.mockRestore()
      lost = false
      await refusal(verify(verifier, cast.next, context))
      expect(await verify(verifier, cast.next, context)).toBe(true)
      expect(asked).toEqual([cast.next.sn])
    })

    test('what is no serial number is neither asked for nor repeated', async () => {
      const { asked, download } = shelf({})
      for (const certificateSn of [
        'x',
        '../..',
        cast.next.sn.toUpperCase(),
        `${cast.next.sn}0`,
        '2088123412341234',
      ]) {
        const { message } = await refusal(verify(make({ download }), cast.next, { certificateSn }))
        expect(message).not.toContain(certificateSn)
      }
      expect(asked).toEqual([])
    })
  })

  describe('in a flood of notifications with random serial numbers', () => {
    test('downloads are few, and none that is genuine waits', async () => {
      let asked = 0
      // Never answered: whoever waited for one of these would never end.
      const download = (): Promise<string> => {
        asked++
        return new Promise(() => {})
      }
      const verifier = make({ download, downloadTimeout: 3_600_000 })
      const receiver = createAlipay({ appId, verifier })
      const ended = { refused: 0 }
      const body = notification(cast.merchant)
      const flood = Array.from({ length: 2000 }, (_, index) =>
        verifyNotify(receiver, tradeStatusSync, body.replace(cast.merchant.sn, random(index))).catch(
          error => {
            expect(error).toBeInstanceOf(SignatureError)
            ended.refused++
          },
        ),
      )
      const genuine = await Promise.all(
        Array.from({ length: 20 }, () => verifyNotify(receiver, tradeStatusSync, notification(cast.alipay))),
      )
      expect(genuine).toHaveLength(20)
      expect(asked).toBe(3)
      // The three that wait are the flood's own.
      while (ended.refused < flood.length - 3) await new Promise(resolve => setTimeout(resolve, 5))
      expect(ended.refused).toBe(1997)
    })

    test('the rate is kept over time, and comes back', async () => {
      let time = now.getTime()
      let asked = 0
      const download = async (): Promise<string> => {
        asked++
        throw new Error('no such certificate')
      }
      const verifier = make({ download, downloadsPerMinute: 6, now: () => new Date(time) })
      for (let index = 0; index < 6000; index++, time += 100) {
        await refusal(verifier.verify(bytes, 'AAAA', { certificateSn: random(index) }))
      }
      // Six at once, then one each ten seconds of the ten minutes.
      expect(asked).toBeGreaterThanOrEqual(6 + 58)
      expect(asked).toBeLessThanOrEqual(6 + 60)
      time -= 3_600_000
      await refusal(verifier.verify(bytes, 'AAAA', { certificateSn: random(7000) }))
      expect(asked).toBeLessThanOrEqual(6 + 61)
    })

    test('the replies that we asked for keep downloads of their own', async () => {
      const download = async (sn: string): Promise<string> => {
        if (sn !== cast.next.sn) throw new Error('no such certificate')
        return cast.next.pem + cast.middle.pem
      }
      const verifier = make({ download })
      for (let index = 0; index < 50; index++) {
        await refusal(verifier.verify(bytes, 'AAAA', { certificateSn: random(index) }))
      }
      const context = { certificateSn: cast.next.sn }
      expect((await refusal(verify(verifier, cast.next, context))).message).toMatch(/too many/)
      expect(await verify(verifier, cast.next, { ...context, solicited: true })).toBe(true)
      expect(await verify(verifier, cast.next, context)).toBe(true)
    })
  })

  describe('through a client', () => {
    /** Alipay after its change of certificates: signs with the next one, and hands it out. */
    const gateway = (files: () => string, tamper = (text: string): string => text) => {
      const calls: URLSearchParams[] = []
      const fetch = async (request: Request): Promise<Response> => {
        const query = new URL(request.url).searchParams
        calls.push(query)
        const method = query.get('method') ?? ''
        const body = new URLSearchParams(await request.text())
        const { out_trade_no } = JSON.parse(body.get('biz_content') ?? '{}') as Record<string, string>
        const alipay_cert_content = Buffer.from(files()).toString('base64')
        const node = JSON.stringify({
          code: '10000',
          msg: 'Success',
          ...(method === openAppAlipaycertDownload.name
            ? { alipay_cert_content }
            : { out_trade_no, trade_no: '2026', trade_status: 'TRADE_SUCCESS', total_amount: '88.88' }),
        })
        const sign = signBy(cast.next, node)
        const reply = { alipay_cert_sn: cast.next.sn, sign }
        return new Response(
          tamper(`{"${method.replaceAll('.', '_')}_response":${node},${JSON.stringify(reply).slice(1)}`),
        )
      }
      return { calls, fetch }
    }
    const clientOf = (fetch: (request: Request) => Promise<Response>, more: Partial<AlipayClient> = {}) => {
      const verifier = make({ download: downloadThrough(() => alipay) })
      const alipay: AlipayClient = createAlipay({
        appId,
        signer: certificateSigner({
          privateKey: appKeys.pkcs8,
          appCertificate: cast.app.pem,
          rootCertificate: cast.root.pem,
        }),
        verifier,
        fetch,
        ...more,
      })
      return alipay
    }

    test('whose verifier is this very verifier: the reply is believed by the downloaded certificate', async () => {
      const { calls, fetch } = gateway(() => cast.next.pem + cast.middle.pem)
      const alipay = clientOf(fetch)
      const found = await execute(alipay, tradeQuery, { out_trade_no: 'ORDER-1' })
      expect(found.trade_status).toBe('TRADE_SUCCESS')
      await execute(alipay, tradeQuery, { out_trade_no: 'ORDER-1' })
      await verifyNotify(alipay, tradeStatusSync, notification(cast.next))
      expect(calls.map(query => query.get('method'))).toEqual([
        'alipay.trade.query',
        'alipay.open.app.alipaycert.download',
        'alipay.trade.query',
      ])
      expect(calls.map(query => query.get('app_cert_sn'))).toEqual(Array(3).fill(cast.app.sn))
    })

    test('the download’s own signature decides nothing; its chain does', async () => {
      const unsigned = gateway(
        () => cast.next.pem + cast.middle.pem,
        text =>
          text.includes('alipay_cert_content') ? text.replace(/"sign":"[^"]*"/, '"sign":"AAAA"') : text,
      )
      await execute(clientOf(unsigned.fetch), tradeQuery, { out_trade_no: 'ORDER-1' })
      const forged = gateway(() => cast.next.pem)
      const error = await refusal(execute(clientOf(forged.fetch), tradePay, payment))
      expect(error.outcome).toBe('unknown')
      expect(error.message).toMatch(/not at hand/)
      expect(forged.calls).toHaveLength(2)
    })

    test('a flood of notifications leaves the replies to our own requests their downloads', async () => {
      const { fetch } = gateway(() => cast.next.pem + cast.middle.pem)
      const alipay = clientOf(fetch)
      const body = notification(cast.merchant)
      for (let index = 0; index < 50; index++) {
        const flood = body.replace(cast.merchant.sn, random(index))
        await refusal(verifyNotify(alipay, tradeStatusSync, flood))
      }
      const genuine = notification(cast.next)
      expect((await refusal(verifyNotify(alipay, tradeStatusSync, genuine))).message).toMatch(/too many/)
      await execute(alipay, tradeQuery, { out_trade_no: 'ORDER-1' })
      await verifyNotify(alipay, tradeStatusSync, genuine)
    })

    test('an altered reply is refused all the same', async () => {
      const { fetch } = gateway(
        () => cast.next.pem + cast.middle.pem,
        text => text.replace('88.88', '88.89'),
      )
      await refusal(execute(clientOf(fetch), tradeQuery, { out_trade_no: 'ORDER-1' }))
    })

    test('a content key of the client is not used for it', async () => {
      const { calls, fetch } = gateway(() => cast.next.pem + cast.middle.pem)
      const fail = async (): Promise<string> => {
        throw new Error('not to be encrypted')
      }
      const content = { type: 'AES', encrypt: fail, decrypt: fail }
      const pem = await downloadThrough(() => clientOf(fetch, { content }))(cast.next.sn)
      expect(pem).toBe(cast.next.pem + cast.middle.pem)
      expect(calls[0]?.get('encrypt_type')).toBeNull()
    })

    test('a download that fails is told as the cause', async () => {
      const fetch = async (request: Request): Promise<Response> =>
        request.url.includes('alipaycert') ? new Response('', { status: 403 }) : new Response('{}')
      const download = downloadThrough(() => clientOf(fetch))
      const error = await refusal(verify(make({ download }), cast.next, { certificateSn: cast.next.sn }))
      expect(error.cause).toBeInstanceOf(TransportError)
    })
  })
})

const payment = {
  out_trade_no: 'ORDER-1',
  total_amount: '88.88',
  subject: 'Tea',
  scene: 'bar_code',
  auth_code: '280000000000000000',
} as const
