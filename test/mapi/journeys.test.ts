/** Whole ways through mapi against the emulator: batches, their notifications, confirmations, and what gets lost. */
import { createSign, createVerify, generateKeyPairSync } from 'node:crypto'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import {
  createAlipay,
  tradePagePay,
  tradePagePayReturn,
  tradePay,
  tradeStatusSync,
} from '../../src/alipay/index.ts'
import { dsaSigner, dsaVerifier } from '../../src/dsa/index.ts'
import { createEmulator, type Emulator, type MapiEmulatorOptions } from '../../src/emulator/index.ts'
import { gb2312, gbk } from '../../src/gbk/index.ts'
import {
  type Charset,
  execute,
  type GatewayError,
  handleNotify,
  InputError,
  md5,
  memoryStore,
  type NotificationStore,
  pageForm,
  pageUrl,
  rsa2Signer,
  rsa2Verifier,
  rsaSigner,
  rsaVerifier,
  SignatureError,
  type Signer,
  TransportError,
  type Verifier,
  verifyNotify,
  verifyReturn,
} from '../../src/index.ts'
import {
  type BatchTransNotifyNoPwdInput,
  batchTransNotification,
  batchTransNotify,
  batchTransNotifyNoPwd,
  createMapi,
  type MapiClientOptions,
  notifyVerify,
  type ReconciledBatch,
} from '../../src/mapi/index.ts'
import { appId, appKeys, otherKeys } from '../support/keys.ts'

const partner = '2088002464631181'
const key = 'shared-key-of-the-mapi-tests-123'
const notifyUrl = 'http://127.0.0.1:1/notify'
const batch: BatchTransNotifyNoPwdInput = {
  batch_no: '20260101001',
  account_name: '毛毛',
  email: 'payer@example.com',
  transfers: [
    { serial: 'S1', account: 'a@example.com', name: '常炜', amount: '20.00', note: '三月 March' },
    { serial: 'S2', account: 'b@example.com', name: '龚本林', amount: '0.5' },
    { serial: 'S3', account: 'c@example.com', name: '俁', amount: '1' },
  ],
}
const payees: MapiEmulatorOptions['payees'] = [
  { account: 'a@example.com', name: '常炜' },
  { account: 'b@example.com', name: '龚本林', state: 'failing' },
  { account: 'c@example.com', name: '俁' },
]

type Emulated = Partial<MapiEmulatorOptions['partners'][number]> & { readonly gatewayDsa?: Signer }

/** An emulator, a client, and a shop whose notifications go through `handleNotify`, each with its answer. */
async function bench({
  emulated = {},
  client: options = {},
  store,
  sent = batch,
}: {
  emulated?: Emulated
  client?: Partial<MapiClientOptions>
  store?: NotificationStore
  sent?: BatchTransNotifyNoPwdInput
} = {}) {
  const asked: string[] = []
  const handled: ReconciledBatch[] = []
  const answers: string[] = []
  const errors: unknown[] = []
  const bodies: Uint8Array[] = []
  const { gatewayDsa, ...settings } = emulated
  const emulator: Emulator = await createEmulator({
    baseUrl: 'http://127.0.0.1:1',
    apps: [],
    alipayPrivateKey: otherKeys.pkcs8,
    now: () => new Date('2026-01-01T00:00:00Z'),
    mapi: {
      partners: [
        {
          partner,
          email: batch.email,
          accountName: batch.account_name,
          md5Key: key,
          balance: '100.00',
          ...settings,
        },
      ],
      payees,
      dsa: gatewayDsa,
    },
    fetch: async request => {
      bodies.push(new Uint8Array(await (request.clone() as Request).arrayBuffer()))
      const answer = await handleNotify(client, batchTransNotification, request, {
        expect: ({ batch_no }) => (batch_no === sent.batch_no ? sent : null),
        handle: news => void handled.push(news),
        store,
        onError: error => void errors.push(error),
      })
      answers.push(`${answer.status} ${await (answer.clone() as Response).text()}`)
      return answer
    },
  })
  const client = createMapi({
    partner,
    signer: md5(key),
    verifier: md5(key),
    endpoint: emulator.mapi.gateway,
    now: () => new Date('2026-01-01T00:00:00Z'),
    fetch: async request => {
      asked.push(new URL(request.url).searchParams.get('service') ?? '')
      return emulator.fetch(request)
    },
    ...options,
  })
  return { emulator, client, asked, handled, answers, errors, bodies }
}

const pair = () => generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 })
const [ours, theirs] = [pair(), pair()]
const pem = {
  ours: ours.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  theirs: theirs.publicKey.export({ type: 'spki', format: 'pem' }) as string,
}

/** The gateway's side of DSA: OpenSSL's arithmetic, and the armour written once more. */
function opensslDsa(armour: 'base64' | 'case-escaped'): { signer: Signer; verifier: Verifier } {
  const wrap = (text: string) =>
    armour === 'base64'
      ? text
      : text.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`).replaceAll('/', '%2F')
  const unwrap = (text: string) =>
    armour === 'base64'
      ? text
      : decodeURIComponent(text).replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return {
    signer: {
      type: 'DSA',
      sign: async bytes =>
        wrap(
          createSign('sha1')
            .update(bytes)
            .sign({ key: theirs.privateKey, dsaEncoding: 'ieee-p1363' }, 'base64'),
        ),
    },
    verifier: {
      types: ['DSA'],
      verify: async (bytes, signature) =>
        createVerify('sha1')
          .update(bytes)
          .verify({ key: ours.publicKey, dsaEncoding: 'ieee-p1363' }, unwrap(signature), 'base64'),
    },
  }
}

interface Kind {
  name: string
  emulated: Emulated
  client(emulator: Emulator): Pick<MapiClientOptions, 'signer' | 'verifier'>
}

const kinds: Kind[] = [
  { name: 'MD5', emulated: {}, client: () => ({ signer: md5(key), verifier: md5(key) }) },
  {
    name: 'RSA',
    emulated: { md5Key: undefined, publicKey: appKeys.spki },
    client: emulator => ({
      signer: rsaSigner(appKeys.pkcs8),
      verifier: rsaVerifier(emulator.alipayPublicKey),
    }),
  },
  ...(['base64', 'case-escaped'] as const).map(armour => {
    const { signer, verifier } = opensslDsa(armour)
    return {
      name: `DSA, ${armour}`,
      emulated: { md5Key: undefined, dsa: verifier, gatewayDsa: signer },
      client: () => ({
        signer: dsaSigner(pem.ours, { armour }),
        verifier: dsaVerifier(pem.theirs, { armour }),
      }),
    }
  }),
]

describe.each(kinds)('signed with $name', ({ emulated, client: keysFor }) => {
  test.each<[string, Charset | undefined]>([
    ['utf-8', undefined],
    ['gbk', gbk],
    ['gb2312', gb2312],
  ])(
    'a batch in %s, one transfer of which fails, is accepted, told, confirmed and reconciled',
    async (_, charset) => {
      // 俁 is GBK and not GB2312.
      const transfers = charset === gb2312 ? batch.transfers.slice(0, 2) : batch.transfers
      const sent = { ...batch, transfers }
      const made = await bench({ emulated, sent, client: { charset } })
      const { emulator, asked, handled, answers, errors } = made
      Object.assign(made.client, keysFor(emulator))
      const accepted = await execute(made.client, batchTransNotifyNoPwd, sent, { notifyUrl })
      expect(accepted).toEqual({ is_success: 'T', error: 'SUCCESS' })
      expect(emulator.mapi.batch(sent.batch_no)?.transfers.map(({ name, note }) => [name, note])).toEqual(
        transfers.map(({ name, note = '' }) => [name, note]),
      )
      await emulator.advance(60_000)
      expect([errors, answers]).toEqual([[], ['200 success']])
      // The batch has `service` in its body; the question is asked in the URL.
      expect(asked).toEqual(['', 'notify_verify'])
      const [news] = handled as [ReconciledBatch]
      const paid = transfers.filter(({ serial }) => serial !== 'S2').map(({ serial }) => serial)
      expect(news.reconciliation).toEqual({
        paid,
        failed: ['S2'],
        missing: [],
        unknown: [],
        repeated: [],
        different: [],
      })
      expect(news.unpaid).toEqual({ count: 1, amount: '0.50' })
      expect(news.paid).toEqual({ count: paid.length, amount: paid.length === 1 ? '20.00' : '21.00' })
      expect(news.pay_user_name).toBe('毛毛')
      expect(news.failed).toMatchObject([
        {
          name: '龚本林',
          reason: 'TXN_RESULT_TRANSFER_OUT_CAN_NOT_EQUAL_IN',
          finishedAt: '2026-01-01 08:01:00',
        },
      ])
      expect(emulator.mapi.balance(partner)).toBe(paid.length === 1 ? '80.00' : '79.00')
      expect(emulator.notifications()).toMatchObject([{ acknowledged: true, attempts: [{ status: 200 }] }])
    },
  )

  test('the notification verifies from its GBK bytes, and from the same text in UTF-8 it does not', async () => {
    const made = await bench({ emulated, client: { charset: gbk } })
    Object.assign(made.client, keysFor(made.emulator))
    await execute(made.client, batchTransNotifyNoPwd, batch, { notifyUrl })
    await made.emulator.advance(60_000)
    const [body = new Uint8Array()] = made.bodies
    const news = await verifyNotify(made.client, batchTransNotification, body)
    expect(news.succeeded.map(({ name }) => name)).toEqual(['常炜', '俁'])
    const again = Buffer.from(body)
      .toString('latin1')
      .replace(/(?:%[\dA-F]{2})+/g, escaped => {
        const bytes = Buffer.from(escaped.replaceAll('%', ''), 'hex')
        return encodeURIComponent(iconv.decode(bytes, 'gb18030'))
      })
    expect(again).not.toBe(Buffer.from(body).toString('latin1'))
    const inUtf8 = { ...made.client, charset: undefined }
    await expect(verifyNotify(inUtf8, batchTransNotification, again)).rejects.toThrow(SignatureError)
  })
})

describe('what comes again', () => {
  test('is handled once, and acknowledged each time', async () => {
    const store = memoryStore()
    const { emulator, client, handled, answers, bodies } = await bench({
      store,
      client: { charset: gbk, confirm: 'skip' },
    })
    await execute(client, batchTransNotifyNoPwd, batch, { notifyUrl })
    await emulator.advance(60_000)
    const repeat = await handleNotify(client, batchTransNotification, bodies[0] as Uint8Array, {
      expect: () => batch,
      handle: () => expect.unreachable(),
      store,
    })
    expect([repeat.status, await repeat.text(), handled.length, answers]).toEqual([
      200,
      'success',
      1,
      ['200 success'],
    ])
  })

  test('is refused once it was acknowledged, where the gateway is asked: its number has ended', async () => {
    const { emulator, client, bodies } = await bench()
    await execute(client, batchTransNotifyNoPwd, batch, { notifyUrl })
    await emulator.advance(60_000)
    const errors: unknown[] = []
    const replayed = await handleNotify(client, batchTransNotification, bodies[0] as Uint8Array, {
      expect: () => batch,
      handle: () => expect.unreachable(),
      onError: error => void errors.push(error),
    })
    expect([replayed.status, errors]).toMatchObject([
      400,
      [{ code: 'ERR_SIGNATURE', diagnosis: 'not-confirmed' }],
    ])
  })

  test('comes until the confirmation gets through', async () => {
    const { emulator, client, handled, answers, errors } = await bench()
    await execute(client, batchTransNotifyNoPwd, batch, { notifyUrl })
    emulator.fault('reply-lost', { method: 'notify_verify' })
    emulator.fault('unavailable-before', { method: 'notify_verify' })
    await emulator.advance(60_000)
    expect([handled, answers]).toEqual([[], ['500 fail']])
    await emulator.advance(2 * 60_000)
    expect([handled, answers]).toEqual([[], ['500 fail', '500 fail']])
    await emulator.advance(10 * 60_000)
    expect(answers).toEqual(['500 fail', '500 fail', '200 success'])
    expect(handled).toHaveLength(1)
    expect(errors).toMatchObject([{ failure: 'connection' }, { failure: 'status', status: 503 }])
  })

  test('about another batch than was sent is a mismatch, though it is genuine', async () => {
    const { emulator, client, handled, answers, errors, asked } = await bench({
      sent: {
        ...batch,
        transfers: [{ ...batch.transfers[0], amount: '19.99' } as (typeof batch.transfers)[0]],
      },
    })
    await execute(client, batchTransNotifyNoPwd, batch, { notifyUrl })
    await emulator.advance(60_000)
    expect([handled, answers, asked]).toEqual([[], ['400 fail'], ['']])
    expect(errors).toMatchObject([{ code: 'ERR_MISMATCH' }])
    expect((errors[0] as Error).message).toMatch(/S1 \(amount\)/)
    expect((errors[0] as Error).message).toMatch(/S2 \(unknown\)/)
  })

  test('is asked about by hand, too', async () => {
    const { emulator, client } = await bench()
    await execute(client, batchTransNotifyNoPwd, batch, { notifyUrl: 'http://127.0.0.1:1/' })
    const listener = { ...client, confirm: 'skip' as const }
    expect(await execute(listener, notifyVerify, { notify_id: 'nobody' })).toEqual({ answer: 'false' })
    await emulator.advance(60_000)
    const notify_id = emulator.notifications()[0]?.notifyId ?? ''
    expect(await execute(listener, notifyVerify, { notify_id })).toEqual({ answer: 'false' })
  })
})

describe('what gets lost leaves the outcome open', () => {
  const failed = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => expect.unreachable(),
      (error: unknown) => error,
    )
    return error as TransportError | GatewayError
  }

  test.each(['request-lost', 'reply-lost'] as const)('%s', async kind => {
    const { emulator, client } = await bench()
    emulator.fault(kind, { method: 'batch_trans_notify_no_pwd' })
    const error = await failed(execute(client, batchTransNotifyNoPwd, batch, { notifyUrl }))
    expect(error).toBeInstanceOf(TransportError)
    expect(error).toMatchObject({ outcome: 'unknown', failure: 'connection' })
    // The same number again is safe: it is taken now, or was taken before.
    const again = await execute(client, batchTransNotifyNoPwd, batch, { notifyUrl }).catch(
      (error: unknown) => error,
    )
    if (kind === 'request-lost') expect(again).toMatchObject({ is_success: 'T' })
    else
      expect(again).toMatchObject({
        code: 'ERR_GATEWAY',
        reason: 'BATCH_NO_NOT_UNIQUE',
        outcome: 'unknown',
        verified: false,
      })
    await emulator.advance(60_000)
    expect(emulator.mapi.balance(partner)).toBe('79.00')
  })

  test.each(['unavailable-before', 'unavailable-after'] as const)('%s', async kind => {
    const { emulator, client } = await bench()
    emulator.fault(kind)
    expect(await failed(execute(client, batchTransNotifyNoPwd, batch))).toMatchObject({
      code: 'ERR_GATEWAY',
      reason: 'SYSTEM_ERROR',
      outcome: 'unknown',
    })
    const again = await execute(client, batchTransNotifyNoPwd, batch).catch((error: unknown) => error)
    expect(again).toMatchObject(
      kind === 'unavailable-before' ? { is_success: 'T' } : { reason: 'BATCH_NO_NOT_UNIQUE' },
    )
    expect(emulator.mapi.batches()).toHaveLength(1)
  })

  test('reply-late', async () => {
    const { emulator, client } = await bench()
    emulator.fault('reply-late', { milliseconds: 10_000 })
    const error = await failed(execute(client, batchTransNotifyNoPwd, batch, { timeout: 50 }))
    expect(error).toMatchObject({ outcome: 'unknown', failure: 'timeout' })
    expect(emulator.mapi.batches()).toHaveLength(1)
  })

  test('a refusal that nobody signed, though it says that the batch is wrong', async () => {
    const { client } = await bench({ emulated: { mostPerTransfer: '1.00' } })
    const error = await failed(execute(client, batchTransNotifyNoPwd, batch))
    expect(error).toMatchObject({ reason: 'MAX_SINGLE_FEE', outcome: 'unknown', verified: false })
  })

  test('a wrong key is told by the gateway', async () => {
    const { client } = await bench()
    const stranger = { ...client, signer: md5('another key') }
    expect(await failed(execute(stranger, batchTransNotifyNoPwd, batch))).toMatchObject({
      reason: 'ILLEGAL_SIGN',
    })
  })
})

describe('the page with the password', () => {
  const press = (emulator: Emulator, html: string) => {
    const action = /<form method="post" action="([^"]+)"><button>/.exec(html)?.[1] ?? '/'
    return emulator.fetch(new Request(new URL(action, emulator.mapi.gateway), { method: 'POST' }))
  }

  test.each<[string, Charset | undefined]>([
    ['utf-8', undefined],
    ['gbk', gbk],
  ])('opened by a URL in %s, confirmed, told', async (_, charset) => {
    const { emulator, client, handled, answers } = await bench({ client: { charset } })
    const url = await pageUrl(client, batchTransNotify, batch, { notifyUrl })
    const html = await (await emulator.fetch(new Request(url))).text()
    for (const { name } of batch.transfers) expect(html).toContain(name)
    await emulator.advance(60_000)
    expect(handled).toEqual([])
    expect(await (await press(emulator, html)).text()).toContain('已受理')
    await emulator.advance(60_000)
    expect([answers, handled[0]?.reconciliation.failed]).toEqual([['200 success'], ['S2']])
  })

  test.each<[string, Charset | undefined]>([
    ['utf-8', undefined],
    ['gbk', gbk],
  ])('opened by a form in %s, as a browser submits it', async (name, charset) => {
    const { emulator, client, handled } = await bench({ client: { charset } })
    const form = await pageForm(client, batchTransNotify, batch, { notifyUrl })
    const text = (escaped: string) =>
      escaped.replace(/&#(\d+);/g, (_, unit: string) => String.fromCharCode(Number(unit)))
    const [, action = ''] = /action="([^"]+)"/.exec(form) ?? []
    const inputs = [...form.matchAll(/<input[^>]* name="([^"]+)" value="([^"]*)"/g)]
    expect(inputs.length).toBeGreaterThan(8)
    const body = inputs
      .map(([, field = '', value = '']) => {
        const bytes = iconv.encode(text(value), name)
        return `${field}=${Array.from(bytes, byte => `%${byte.toString(16).padStart(2, '0')}`).join('')}`
      })
      .join('&')
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const opened = await emulator.fetch(new Request(text(action), { method: 'POST', headers, body }))
    const html = await opened.text()
    for (const transfer of batch.transfers) expect(html).toContain(transfer.name)
    await press(emulator, html)
    await emulator.advance(60_000)
    expect(handled[0]?.reconciliation.paid).toEqual(['S1', 'S3'])
  })
})

describe("Alipay's own gateway, spoken to in GBK", () => {
  const subject = '咖啡豆 龔'

  async function alipayBench() {
    const bodies: Uint8Array[] = []
    const emulator = await createEmulator({
      baseUrl: 'http://127.0.0.1:1',
      apps: [{ appId, publicKey: appKeys.spki }],
      alipayPrivateKey: otherKeys.pkcs8,
      fetch: async request => {
        bodies.push(new Uint8Array(await request.arrayBuffer()))
        return new Response('success')
      },
    })
    const client = createAlipay({
      appId,
      signer: rsa2Signer(appKeys.pkcs8),
      verifier: rsa2Verifier(emulator.alipayPublicKey),
      endpoint: emulator.gateway,
      fetch: emulator.fetch,
      charset: gbk,
    })
    return { emulator, client, bodies }
  }

  test('a payment, its signed reply and its notification', async () => {
    const { emulator, client, bodies } = await alipayBench()
    const order = { out_trade_no: 'GBK-1', total_amount: '88.88', subject, scene: 'bar_code' as const }
    const auth_code = emulator.issuePayerCode()
    const paid = await execute(client, tradePay, { ...order, auth_code }, { notifyUrl })
    expect(paid.code).toBe('10000')
    expect(emulator.trade('GBK-1')?.subject).toBe(subject)
    // A refusal is in Chinese, and signed over its GBK bytes.
    const refused = await execute(client, tradePay, { ...order, total_amount: '1.00', auth_code }, {}).catch(
      (error: unknown) => error,
    )
    expect(refused).toMatchObject({
      code: 'ERR_GATEWAY',
      verified: true,
      subMsg: expect.stringMatching(/[\u4e00-\u9fff]/),
    })
    await emulator.advance(0)
    const trade = await verifyNotify(client, tradeStatusSync, bodies[0] as Uint8Array)
    expect([trade.subject, trade.total_amount]).toEqual([subject, '88.88'])
    const inUtf8 = { ...client, charset: undefined }
    await expect(verifyNotify(inUtf8, tradeStatusSync, bodies[0] as Uint8Array)).rejects.toThrow()
  })

  test('a page by URL, its payment and the return', async () => {
    const { emulator, client } = await alipayBench()
    const input = {
      out_trade_no: 'GBK-2',
      total_amount: '5.00',
      subject,
      product_code: 'FAST_INSTANT_TRADE_PAY' as const,
    }
    const url = await pageUrl(client, tradePagePay, input, { returnUrl: 'http://127.0.0.1:1/return' })
    expect(String(url)).toContain('charset=gbk')
    expect(await (await emulator.fetch(new Request(url))).text()).toContain(subject)
    const returned = (await emulator.pay('GBK-2')) as string
    expect(returned).toContain('charset=gbk')
    expect(await verifyReturn(client, tradePagePayReturn, returned)).toMatchObject({ out_trade_no: 'GBK-2' })
    await expect(pageUrl(client, tradePagePay, { ...input, subject: 'Coffee ☕️😀' })).rejects.toThrow(
      InputError,
    )
  })
})
