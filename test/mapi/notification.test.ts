import { createHash } from 'node:crypto'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { gbk } from '../../src/gbk/index.ts'
import { handleNotify, md5, memoryStore, utf8, verifyNotify, type ZhifuEvent } from '../../src/index.ts'
import {
  batchTransNotification,
  createMapi,
  type MapiReceiver,
  type ReconciledBatch,
  type SentBatch,
} from '../../src/mapi/index.ts'

const key = '10000000000000000000000000000000'
const partner = '2088002464631181'
const PAID = '0315001^gonglei1@handsome.com.cn^龚本林^20.00^S^null^200810248427067^20081024143652|'
const FAILED =
  '0315006^xinjie_xj@163.com^星辰公司1^20.00^F^TXN_RESULT_TRANSFER_OUT_CAN_NOT_EQUAL_IN^200810248427065^20081024143651|'
const fields = {
  notify_time: '2009-08-12 11:08:32',
  notify_type: '交易状态同步通知(trade_status_sync)',
  notify_id: '70fec0c2730b27528665af4517c27b95',
  sign_type: 'MD5',
  batch_no: '20100101001',
  pay_account_no: 'maomao@alipay.com',
  pay_user_id: partner,
  pay_user_name: '毛毛',
  success_details: PAID,
  fail_details: FAILED,
}
const transfers = [
  { serial: '0315001', account: 'gonglei1@handsome.com.cn', name: '龚本林', amount: '20.00' },
  { serial: '0315006', account: 'xinjie_xj@163.com', name: '星辰公司1', amount: '20' },
]
const sent: SentBatch = { batch_no: '20100101001', transfers }

type Texts = Readonly<Record<string, string>>

/** Signed and encoded as the gateway does, by OpenSSL's MD5 and iconv-lite. */
function form(texts: Texts, charset = 'gbk', signedIn = charset): string {
  const text = Object.entries(texts)
    .filter(([name, value]) => value !== '' && name !== 'sign_type')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(pair => pair.join('='))
    .join('&')
  const sign = createHash('md5')
    .update(Buffer.concat([iconv.encode(text, signedIn), Buffer.from(key)]))
    .digest('hex')
  return Object.entries({ ...texts, sign })
    .map(([name, value]) => {
      const bytes = iconv.encode(value, charset)
      return `${name}=${Array.from(bytes, byte => (byte === 0x20 ? '+' : `%${byte.toString(16).padStart(2, '0')}`)).join('')}`
    })
    .join('&')
}

const asked: string[] = []
const listen = (answer: string | Error = 'true', more: Partial<MapiReceiver> = {}): MapiReceiver => ({
  ...createMapi({
    partner,
    verifier: md5(key),
    charset: gbk,
    endpoint: 'http://127.0.0.1:1/mapi/gateway.do',
    fetch: async request => {
      asked.push(`${request.method} ${request.url}`)
      if (answer instanceof Error) throw answer
      return new Response(answer)
    },
  }),
  ...more,
})
const verify = (body: string | Request, receiver = listen()) =>
  verifyNotify(receiver, batchTransNotification, body)

async function post(
  body: string | Request,
  order: SentBatch | null = sent,
  receiver = listen(),
  handle: (batch: ReconciledBatch) => void = () => {},
) {
  const handled: ReconciledBatch[] = []
  const errors: unknown[] = []
  asked.length = 0
  const response = await handleNotify(receiver, batchTransNotification, body, {
    expect: () => order,
    handle: batch => {
      handle(batch)
      handled.push(batch)
    },
    onError: error => void errors.push(error),
  })
  return {
    status: response.status,
    body: await response.text(),
    handled,
    error: errors[0],
    asked: [...asked],
  }
}

describe('the document’s own sample, signed', () => {
  test('is read into records, totals and times', async () => {
    expect(await verify(form(fields))).toEqual({
      notify_id: '70fec0c2730b27528665af4517c27b95',
      notify_time: '2009-08-12 11:08:32',
      notify_type: '交易状态同步通知(trade_status_sync)',
      batch_no: '20100101001',
      pay_account_no: 'maomao@alipay.com',
      pay_user_id: partner,
      pay_user_name: '毛毛',
      succeeded: [
        {
          serial: '0315001',
          account: 'gonglei1@handsome.com.cn',
          name: '龚本林',
          amount: '20.00',
          reason: null,
          alipaySerial: '200810248427067',
          finishedAt: '2008-10-24 14:36:52',
        },
      ],
      failed: [
        {
          serial: '0315006',
          account: 'xinjie_xj@163.com',
          name: '星辰公司1',
          amount: '20.00',
          reason: 'TXN_RESULT_TRANSFER_OUT_CAN_NOT_EQUAL_IN',
          alipaySerial: '200810248427065',
          finishedAt: '2008-10-24 14:36:51',
        },
      ],
      paid: { count: 1, amount: '20.00' },
      unpaid: { count: 1, amount: '20.00' },
    })
  })

  test('comes by GET with an empty pair, as it is printed, or by POST', async () => {
    const query = form(fields).replace('&pay_user_id', '&&pay_user_id')
    const get = new Request(`http://127.0.0.1:1/alipay/notify_url.php?${query}`)
    expect((await verify(get)).paid).toEqual({ count: 1, amount: '20.00' })
    const headers = { 'content-type': 'application/x-www-form-urlencoded; text/html; charset=gbk' }
    const posted = new Request('http://127.0.0.1:1/', { method: 'POST', headers, body: query })
    expect((await verify(posted)).unpaid).toEqual({ count: 1, amount: '20.00' })
  })

  test('verifies over the bytes it came in, and over no others', async () => {
    await expect(
      verify(form(fields, 'utf-8', 'gbk'), listen('true', { charset: utf8 })),
    ).rejects.toMatchObject({
      code: 'ERR_SIGNATURE',
    })
    await expect(verify(form(fields, 'utf-8', 'gbk'))).rejects.toMatchObject({
      name: expect.stringMatching(/MessageError|SignatureError/),
    })
    await expect(verify(form(fields), listen('true', { charset: utf8 }))).rejects.toMatchObject({
      code: 'ERR_MESSAGE',
    })
    expect((await verify(form(fields, 'utf-8'), listen('true', { charset: utf8 }))).pay_user_name).toBe(
      '毛毛',
    )
  })
})

describe('records that are not what the document says are refused', () => {
  test.each<[string, Partial<typeof fields>]>([
    ['seven fields', { success_details: PAID.replace('^null', '') }],
    ['nine fields', { success_details: PAID.replace('^null', '^null^x') }],
    ['a field behind the time', { success_details: PAID.replace('143652', '143652^x') }],
    ['a failure among the successes', { success_details: PAID.replace('^S^', '^F^') }],
    ['a success among the failures', { fail_details: FAILED.replace('^F^', '^S^') }],
    ['an amount that is none', { success_details: PAID.replace('20.00', '2e1') }],
    ['no serial', { success_details: PAID.replace('0315001', '') }],
    ['a day for a time', { success_details: PAID.replace('20081024143652', '20081024') }],
    ['an empty record between', { success_details: `${PAID}|${PAID}` }],
    ['no record at all', { success_details: '', fail_details: '' }],
    ['no batch', { batch_no: '' }],
  ])('%s', async (_, change) => {
    await expect(verify(form({ ...fields, ...change }))).rejects.toMatchObject({ code: 'ERR_MESSAGE' })
  })

  test('a last separator may be there or not', async () => {
    const bare = form({ ...fields, success_details: PAID.slice(0, -1), fail_details: '' })
    expect(await verify(bare)).toMatchObject({ paid: { count: 1 }, failed: [] })
  })
})

describe('against the batch that was sent', () => {
  test('every transfer is told once, as paid or as failed', async () => {
    const { handled, ...answer } = await post(form(fields))
    expect(answer).toMatchObject({ status: 200, body: 'success' })
    expect(handled[0]?.reconciliation).toEqual({
      paid: ['0315001'],
      failed: ['0315006'],
      missing: [],
      unknown: [],
      repeated: [],
      different: [],
    })
  })

  test('one that is not told of is missing, and the rest is handled', async () => {
    const more = {
      ...sent,
      transfers: [...transfers, { ...transfers[0], serial: '9' } as (typeof transfers)[0]],
    }
    const { status, handled } = await post(form(fields), more)
    expect([status, handled[0]?.reconciliation.missing]).toEqual([200, ['9']])
  })

  test.each<[string, Texts, SentBatch | null, RegExp]>([
    ['unknown', fields, { ...sent, transfers: transfers.slice(1) }, /0315001 \(unknown\)/],
    ['told twice', { ...fields, success_details: PAID + PAID }, sent, /0315001 \(told twice\)/],
    [
      'told as paid and as failed',
      {
        ...fields,
        fail_details: FAILED.replace('0315006', '0315001')
          .replace('xinjie_xj@163.com', 'gonglei1@handsome.com.cn')
          .replace('星辰公司1', '龚本林'),
      },
      sent,
      /0315001 \(told twice\)/,
    ],
    [
      'of another amount',
      { ...fields, success_details: PAID.replace('20.00', '20.01') },
      sent,
      /0315001 \(amount\)/,
    ],
    [
      'of another name',
      { ...fields, success_details: PAID.replace('龚本林', '龚本') },
      sent,
      /0315001 \(name\)/,
    ],
    [
      'to another account',
      { ...fields, success_details: PAID.replace('gonglei1', 'gonglei2') },
      sent,
      /0315001 \(account\)/,
    ],
    ['in another batch', fields, { ...sent, batch_no: '20100101002' }, /batch_no/],
    ['of a batch that is not known', fields, null, /no such order/],
  ])('a transfer %s is a mismatch, told and not acknowledged', async (_, texts, order, words) => {
    const { handled, error, ...answer } = await post(form(texts), order)
    expect(answer).toMatchObject({ status: 400, body: 'fail', asked: [] })
    expect(handled).toEqual([])
    expect(error).toMatchObject({ code: 'ERR_MISMATCH', message: expect.stringMatching(words) })
  })
})

describe('an order that is no batch', () => {
  const amounts = (amount: unknown) => transfers.map(transfer => ({ ...transfer, amount }))

  test.each<[string, object]>([
    ['lacks its transfers', { batch_no: sent.batch_no }],
    ['lacks its number', { transfers }],
    ['holds the records as they travelled', { ...sent, transfers: PAID }],
    ['holds amounts as numbers', { ...sent, transfers: amounts(20) }],
    ['holds amounts of three places', { ...sent, transfers: amounts('20.000') }],
    ['lacks amounts', { ...sent, transfers: amounts(undefined) }],
    ['holds no transfers in its list', { ...sent, transfers: [null] }],
  ])('that %s is a mistake of expect, which onError is told; the gateway repeats', async (_, order) => {
    const { error, ...answer } = await post(form(fields), order as SentBatch)
    expect(answer).toMatchObject({ status: 500, body: 'fail', handled: [], asked: [] })
    expect(error).toBeInstanceOf(TypeError)
    expect(String(error)).toBe(
      'TypeError: expect must give the batch as it was sent: { batch_no, transfers: [{ serial, account, name, amount }] }, all texts',
    )
  })
})

describe('the gateway is asked whether it sent it', () => {
  const url = `GET http://127.0.0.1:1/mapi/gateway.do?service=notify_verify&partner=${partner}&notify_id=70fec0c2730b27528665af4517c27b95`

  test('once the signature fits, and before it is handled', async () => {
    let before: string[] = []
    const answer = await post(form(fields), sent, listen(), () => {
      before = [...asked]
    })
    expect([answer.status, answer.asked, before]).toEqual([200, [url], [url]])
  })

  test('never for what is forged, and a true does not make it genuine', async () => {
    expect(await post(form(fields).replace(/sign=.*/, `sign=${'0'.repeat(32)}`))).toMatchObject({
      status: 400,
      handled: [],
      asked: [],
    })
  })

  test.each(['false', 'invalid', 'TRUE', 'true ish', ''])(
    'what it answers with "%s" is refused',
    async said => {
      const answer = await post(form(fields), sent, listen(said))
      expect(answer).toMatchObject({
        status: 400,
        body: 'fail',
        handled: [],
        error: { code: 'ERR_SIGNATURE', diagnosis: 'not-confirmed' },
      })
    },
  )

  test.each<[string, () => Promise<Response>, object]>([
    [
      'cannot be reached',
      () => Promise.reject(new TypeError('fetch failed: http://x/?notify_id=1')),
      { failure: 'connection' },
    ],
    ['fails', async () => new Response('true', { status: 502 }), { failure: 'status', status: 502 }],
    [
      'redirects',
      async () => new Response('true', { status: 302, headers: { location: '/' } }),
      { failure: 'redirect' },
    ],
    ['answers with a page', async () => new Response('true'.repeat(1000)), { failure: 'too-large' }],
    ['does not answer', () => new Promise<Response>(() => {}), { failure: 'timeout' }],
  ])('when it %s, the notification is to come again', async (_, fetch, error) => {
    const answer = await post(form(fields), sent, listen('true', { fetch, timeout: 50 }))
    expect(answer).toMatchObject({ status: 500, body: 'fail', handled: [] })
    expect(answer.error).toMatchObject({ code: 'ERR_TRANSPORT', ...error })
    expect(String((answer.error as Error).message)).not.toContain('notify_id')
  })

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, 1.5e10, '50', null])(
    'with a timeout of %s it is not asked, the notification is to come again, and onError is told',
    async timeout => {
      const answer = await post(form(fields), sent, listen('true', { timeout: timeout as number }))
      expect(answer).toMatchObject({ status: 500, body: 'fail', handled: [], asked: [] })
      expect(answer.error).toBeInstanceOf(TypeError)
      expect(String(answer.error)).toBe(
        'TypeError: notify_verify was not asked: timeout must be a number of milliseconds above 0 and at most 2147483647',
      )
    },
  )

  test('with the longest timeout it is asked', async () => {
    const answer = await post(form(fields), sent, listen('true', { timeout: 2 ** 31 - 1 }))
    expect(answer).toMatchObject({ status: 200, handled: [{ batch_no: fields.batch_no }] })
  })

  test.each([0.5, 1])('with a timeout of %s ms it is asked, and given up', async timeout => {
    let asked = false
    const fetch = () => {
      asked = true
      return new Promise<Response>(() => {})
    }
    const answer = await post(form(fields), sent, listen('true', { fetch, timeout }))
    expect(answer).toMatchObject({ status: 500, error: { code: 'ERR_TRANSPORT', failure: 'timeout' } })
    expect(asked).toBe(true)
  })

  test('unless it was told not to', async () => {
    expect(await post(form(fields), sent, listen('false', { confirm: 'skip' }))).toMatchObject({
      status: 200,
      asked: [],
    })
  })

  test('its id is encoded once', async () => {
    const { asked } = await post(form({ ...fields, notify_id: 'a/b+c%2F=' }))
    expect(asked[0]).toMatch(/&notify_id=a%2Fb%2Bc%252F%3D$/)
  })

  test('before one of another type is given to onOther', async () => {
    const { batch_no: _, ...other } = fields
    const seen: unknown[] = []
    const give = (receiver: MapiReceiver) =>
      handleNotify(receiver, batchTransNotification, form(other), {
        expect: () => sent,
        handle: () => expect.unreachable(),
        onOther: texts => void seen.push(texts['pay_user_name']),
      })
    expect((await give(listen())).status).toBe(200)
    expect((await give(listen('false'))).status).toBe(400)
    expect(seen).toEqual(['毛毛'])
  })
})

test('repeats have one number, so that a store handles the batch once', async () => {
  const store = memoryStore()
  const handled: string[] = []
  const deliver = () =>
    handleNotify(listen(), batchTransNotification, form(fields), {
      expect: () => sent,
      handle: batch => void handled.push(batch.batch_no),
      store,
    })
  expect([(await deliver()).status, (await deliver()).status]).toEqual([200, 200])
  expect(handled).toEqual(['20100101001'])
})

test('another account that pays is named in an option', async () => {
  const paidByOther = form({ ...fields, pay_user_id: '2088101117955611' })
  await expect(verify(paidByOther)).rejects.toMatchObject({ diagnosis: 'someone-elses' })
  const receiver = listen('true', { payUserId: '2088101117955611' })
  expect((await verify(paidByOther, receiver)).pay_user_id).toBe('2088101117955611')
})

test('a field that does not decide and is malformed is left out and told', async () => {
  const events: ZhifuEvent[] = []
  const message = await verify(
    form({ ...fields, notify_time: 'yesterday' }),
    listen('true', { onEvent: event => void events.push(event) }),
  )
  expect('notify_time' in message).toBe(false)
  expect(events).toContainEqual({
    type: 'field-left-out',
    notification: 'batch_trans_notify',
    field: 'notify_time',
  })
})

test('bytes that no GBK writer makes are a forgery, not an error of ours', async () => {
  for (const body of [
    `a=%94%39%FC%36&sign=${'0'.repeat(32)}`,
    `${form(fields)}&x=%94%39%FC%36`,
    `a=%94%39%FC%36&sign=x`,
  ]) {
    await expect(verify(body)).rejects.toMatchObject({
      code: 'ERR_SIGNATURE',
      diagnosis: expect.stringMatching(/charset|router/),
    })
  }
})
