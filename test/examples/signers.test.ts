/** The signers of `examples/signers`: what they ask for, and that their failures are not the payment's. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { execute, rsa2Signer, rsa2Verifier, type Signer, SigningError } from 'zhifu'
import { createAlipay, tradePay } from 'zhifu/alipay'
import { kmsSigner, signedHeaders } from '../../examples/signers/aws-kms.ts'
import { kmsStandIn } from '../../examples/signers/kms-stand-in.ts'
import { remoteSigner, signingEndpoint } from '../../examples/signers/remote-signer.ts'
import { secretsIn } from '../house/secrets.ts'
import { root } from '../house/source.ts'
import { hasChromium, launchChromium, openPage } from '../support/chromium.ts'
import { appKeys, otherKeys } from '../support/keys.ts'
import { sandbox } from '../support/sandbox.ts'

const message = new TextEncoder().encode('app_id=2021&biz_content={"a":"b=c&d"}&method=alipay.trade.pay')
const ours = rsa2Signer(appKeys.pkcs8)

/** Pays with a signer; tells how often the payment was sent, and what came of it. */
async function payWith(signer: Signer): Promise<{ sent: number; outcome: unknown; emulated: number }> {
  const { emulator, client } = await sandbox({ alipayPrivateKey: otherKeys.pkcs8 })
  let sent = 0
  const alipay = createAlipay({
    ...client,
    signer,
    fetch: request => {
      sent++
      return emulator.fetch(request)
    },
  })
  const order = { out_trade_no: 'ORDER-1', total_amount: '8.80', subject: 'Tea', scene: 'bar_code' } as const
  const outcome: unknown = await execute(alipay, tradePay, {
    ...order,
    auth_code: emulator.issuePayerCode(),
  }).catch((error: unknown) => error)
  return { sent, outcome, emulated: emulator.trades().length }
}

function expectUntouched({ sent, outcome, emulated }: Awaited<ReturnType<typeof payWith>>): SigningError {
  expect(outcome).toBeInstanceOf(SigningError)
  expect(outcome).toMatchObject({ outcome: 'untouched' })
  expect([sent, emulated]).toEqual([0, 0])
  const { cause } = outcome as SigningError
  expect(secretsIn(`${(outcome as SigningError).message} ${cause} ${JSON.stringify(cause)}`)).toEqual([])
  return outcome as SigningError
}

describe('remoteSigner', () => {
  const endpoint = signingEndpoint({ signer: ours, allows: () => true })
  const url = 'http://127.0.0.1:1/sign'
  /** Answers by turns; what is left over is answered by the endpoint. */
  const answering = (...turns: (() => Promise<Response> | Response)[]) => {
    const asked: Request[] = []
    const fetch = async (to: string, init: RequestInit): Promise<Response> => {
      const request = new Request(to, init)
      asked.push(request)
      const turn = turns.shift()
      if (turn === undefined) return endpoint(request)
      // As the platform's fetch does: a time-out ends what does not end by itself.
      const late = new Promise<never>((_, reject) => {
        init.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error))
      })
      return Promise.race([turn(), late])
    }
    return { asked, fetch }
  }

  test('brings the signature that the key itself would make', async () => {
    const { asked, fetch } = answering()
    expect(await remoteSigner({ url, fetch }).sign(message)).toBe(await ours.sign(message))
    expect(asked.map(({ method }) => method)).toEqual(['POST'])
  })

  test.each<[string, () => Promise<Response> | Response]>([
    ['an overloaded endpoint', () => new Response(null, { status: 503 })],
    ['too many requests', () => new Response(null, { status: 429 })],
    ['a broken connection', () => Promise.reject(new TypeError('fetch failed'))],
    ['a time-out', () => new Promise(() => {})],
  ])('%s is sat out twice, and the payment is sent once', async (_, failure) => {
    const { asked, fetch } = answering(failure, failure)
    let token = 0
    const headers = () => ({ authorization: `Bearer ${++token}` })
    const { sent, outcome, emulated } = await payWith(remoteSigner({ url, fetch, headers, timeout: 30 }))
    expect(outcome).toMatchObject({ code: '10000' })
    expect([asked.length, sent, emulated]).toEqual([3, 1, 1])
    expect(asked.map(request => request.headers.get('authorization'))).toEqual([
      'Bearer 1',
      'Bearer 2',
      'Bearer 3',
    ])
    const { asked: more, fetch: worse } = answering(failure, failure, failure)
    expectUntouched(await payWith(remoteSigner({ url, fetch: worse, timeout: 30 })))
    expect(more).toHaveLength(3)
  })

  test.each<[string, () => Response]>([
    ['a refusal', () => new Response('forbidden', { status: 403 })],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: '/' } })],
    ['a page', () => new Response('<html>')],
    ['an empty answer', () => new Response('')],
  ])('%s ends it at once, and nothing is sent', async (_, answer) => {
    const { asked, fetch } = answering(answer)
    expectUntouched(await payWith(remoteSigner({ url, fetch })))
    expect(asked).toHaveLength(1)
  })

  test('the endpoint signs for whom it knows, and what it allows', async () => {
    const seen: string[] = []
    const guarded = signingEndpoint({
      signer: ours,
      allows: (request, params) => {
        seen.push(`${params.get('method')} ${params.get('app_id')}`)
        return request.headers.get('authorization') === 'Bearer till'
      },
    })
    const ask = (init: RequestInit) => guarded(new Request(url, init))
    const body = message as BodyInit
    const allowed = await ask({ method: 'POST', body, headers: { authorization: 'Bearer till' } })
    expect(await rsa2Verifier(appKeys.spki).verify(message, await allowed.text())).toBe(true)
    const denied = await ask({ method: 'POST', body })
    expect([denied.status, await denied.text()]).toEqual([403, ''])
    expect(seen).toEqual(['alipay.trade.pay 2021', 'alipay.trade.pay 2021'])
    const trusted = { method: 'POST', headers: { authorization: 'Bearer till' } }
    for (const text of [
      // A second method, behind the one that is allowed or before it, is signed for nobody.
      'app_id=2021&biz_content={}&method=alipay.trade.query&method=alipay.fund.trans.uni.transfer',
      'app_id=2021&method=alipay.trade.query&biz_content={}',
      'free text',
    ]) {
      expect((await ask({ ...trusted, body: text })).status).toBe(403)
    }
    const whole = 'app_id=2021&biz_content={"subject":"Tea & cake=1"}&method=alipay.trade.pay'
    expect((await ask({ ...trusted, body: whole })).status).toBe(200)
    expect((await ask({ method: 'GET' })).status).toBe(405)
    expect((await ask({ method: 'POST', body: new Uint8Array(65_537) })).status).toBe(413)
  })
})

describe('kmsSigner', () => {
  const options = {
    keyId: 'alias/alipay',
    region: 'ap-east-1',
    credentials: () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example', sessionToken: 'session' }),
  }
  const make = () => {
    const kms = kmsStandIn('alias/alipay', appKeys.pkcs8)
    const asked: Request[] = []
    const fetch = async (to: string, init: RequestInit): Promise<Response> => {
      asked.push(new Request(to, init))
      return kms.fetch(new Request(to, init))
    }
    return { kms, asked, fetch }
  }

  test('signs the digest: the same signature as the key itself would make', async () => {
    const { asked, fetch } = make()
    const long = new Uint8Array(10_000).fill(65)
    for (const text of [message, long]) {
      expect(await kmsSigner({ ...options, fetch }).sign(text)).toBe(await ours.sign(text))
    }
    expect(asked[0]?.url).toBe('https://kms.ap-east-1.amazonaws.com/')
    expect(await asked[0]?.json()).toEqual({
      KeyId: 'alias/alipay',
      Message: Buffer.from(await crypto.subtle.digest('SHA-256', message)).toString('base64'),
      MessageType: 'DIGEST',
      SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
    })
    expect(asked[0]?.headers.get('x-amz-security-token')).toBe('session')
    expect(asked[0]?.headers.get('authorization')).toContain(
      'SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target,',
    )
  })

  test("is signed as AWS' own test suite says (Signature Version 4, post-vanilla)", async () => {
    const { authorization } = await signedHeaders(
      {
        method: 'POST',
        url: 'https://example.amazonaws.com/',
        headers: {},
        body: '',
        region: 'us-east-1',
        service: 'service',
        date: new Date('2015-08-30T12:36:00Z'),
      },
      { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
    )
    expect(authorization).toBe(
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ' +
        'SignedHeaders=host;x-amz-date, ' +
        'Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
    )
  })

  test('failures that may pass are sat out, and the payment is sent once', async () => {
    const { kms, fetch } = make()
    kms.failures.push('ThrottlingException', 'DependencyTimeoutException')
    const { sent, outcome, emulated } = await payWith(kmsSigner({ ...options, fetch }))
    expect(outcome).toMatchObject({ code: '10000' })
    expect([kms.calls(), sent, emulated]).toEqual([3, 1, 1])
  })

  test.each([
    ['KMSInternalException', 3],
    ['DisabledException', 1],
    ['AccessDeniedException', 1],
  ] as const)('%s ends it after %i, and nothing is sent', async (name, times) => {
    const { kms, fetch } = make()
    kms.failures.push(...Array<string>(3).fill(name))
    const { cause } = expectUntouched(await payWith(kmsSigner({ ...options, fetch })))
    expect((cause as Error).message).toBe(`KMS refused: ${name}`)
    expect(kms.calls()).toBe(times)
  })

  test('another key is refused', async () => {
    const { fetch } = make()
    const signer = kmsSigner({ ...options, keyId: 'alias/other', fetch })
    expect((expectUntouched(await payWith(signer)).cause as Error).message).toBe(
      'KMS refused: NotFoundException',
    )
  })

  test('the stand-in has the limits of the real one', async () => {
    const { kms } = make()
    const ask = async (body: object, more: Record<string, string> = {}): Promise<string | undefined> => {
      const headers = {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'TrentService.Sign',
        'x-amz-date': '20260101T000000Z',
        authorization: `AWS4-HMAC-SHA256 Credential=A/20260101/ap-east-1/kms/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
        ...more,
      }
      const asked = {
        KeyId: 'alias/alipay',
        SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
        MessageType: 'RAW',
        Message: Buffer.from(message).toString('base64'),
        ...body,
      }
      const url = 'https://kms.ap-east-1.amazonaws.com/'
      const answer = await kms.fetch(
        new Request(url, { method: 'POST', headers, body: JSON.stringify(asked) }),
      )
      const { __type, Signature } = (await answer.json()) as Record<string, string>
      return __type ?? Signature
    }
    expect(await ask({})).toBe(await ours.sign(message))
    expect(await ask({ Message: Buffer.alloc(4097).toString('base64') })).toBe('ValidationException')
    expect(await ask({ MessageType: 'DIGEST' })).toBe('ValidationException')
    expect(await ask({ SigningAlgorithm: 'ECDSA_SHA_256' })).toBe('InvalidKeyUsageException')
    expect(await ask({}, { authorization: '' })).toBe('IncompleteSignature')
    expect(await ask({}, { 'x-amz-target': 'TrentService.Verify' })).toBe('UnknownOperationException')
  })
})

const there = hasChromium()

test.runIf(there)('browserKey signs in Chromium, stays over a reload, and never leaves', async () => {
  const contents = `
    import { browserKey } from './examples/signers/browser-key.ts'
    globalThis.browserKey = browserKey
  `
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    alias: { zhifu: `${root}src/index.ts` },
    bundle: true,
    format: 'esm',
    write: false,
  })
  const script = outputFiles[0]?.text
  const server = createServer((request, response) => {
    const isPage = request.url === '/'
    response.setHeader('content-type', isPage ? 'text/html; charset=utf-8' : 'text/javascript; charset=utf-8')
    response.end(isPage ? '<link rel=icon href=data:,><script type=module src=/script.js></script>' : script)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const browser = await launchChromium()
  try {
    const page = await openPage(browser)
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const visit = async (): Promise<{ sign: string; publicKey: string }> => {
      await page.goto(url)
      await page.waitForFunction(() => 'browserKey' in globalThis)
      return page.evaluate(async () => {
        const make = Reflect.get(globalThis, 'browserKey') as () => Promise<{
          signer: { sign(message: Uint8Array): Promise<string> }
          publicKey: string
        }>
        const [{ signer, publicKey }, second] = await Promise.all([make(), make()])
        if (second.publicKey !== publicKey) throw new Error('two were made')
        return { sign: await signer.sign(new TextEncoder().encode('a=1')), publicKey }
      })
    }
    const [first, again] = [await visit(), await visit()]
    expect(again).toEqual(first)
    const believed = rsa2Verifier(first.publicKey).verify(new TextEncoder().encode('a=1'), first.sign)
    expect(await believed).toBe(true)
    const left = await page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>(resolve => {
        const request = indexedDB.open('zhifu', 1)
        request.onsuccess = () => resolve(request.result)
      })
      const { privateKey } = await new Promise<CryptoKeyPair>(resolve => {
        const request = database.transaction('keys').objectStore('keys').get('alipay')
        request.onsuccess = () => resolve(request.result as CryptoKeyPair)
      })
      const attempts = (['pkcs8', 'jwk'] as const).map(format =>
        crypto.subtle.exportKey(format, privateKey).then(
          () => 'exported',
          (error: Error) => error.name,
        ),
      )
      return [privateKey.extractable, ...(await Promise.all(attempts))]
    })
    expect(left).toEqual([false, 'InvalidAccessError', 'InvalidAccessError'])
  } finally {
    await browser.close()
    server.close()
    server.closeAllConnections()
  }
})
