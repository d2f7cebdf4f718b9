/** mapi: notifications in GBK, confirmed by the gateway; batches, and replies in XML that nobody signs. */
import { equal, fromBase64, ok, rejects } from '../checks.mjs'
import { NO_WEBCRYPTO } from '../limits.mjs'
import vectors from '../vectors.json' with { type: 'json' }

const { mapi: vector, parties, shared, dsa: dsaKey } = vectors

export function mapi(add, { zhifu, mapi, gbk: { gbk }, dsa: { dsaVerifier } }, { limits }) {
  const { execute, handleNotify, md5, memoryStore, rsaVerifier, verifyNotify } = zhifu
  const { batchTransNotification, batchTransNotifyNoPwd, createMapi, notifyVerify } = mapi
  const verifiers = {
    MD5: () => md5(shared.key),
    DSA: () => dsaVerifier(dsaKey.spki),
    ...(!limits.includes(NO_WEBCRYPTO) && { RSA: () => rsaVerifier(parties.gateway.spki) }),
  }
  const listen = (type, more = {}) =>
    createMapi({ partner: vector.partner, verifier: verifiers[type](), charset: gbk, ...more })
  const post = body =>
    new Request('https://shop.test/notify', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded; text/html; charset=GBK' },
      body,
    })

  for (const type of Object.keys(verifiers)) {
    const { escaped, bytes } = vector.notifications[type]
    add(`a GBK notification under ${type} is verified, escaped and in its raw bytes`, async () => {
      const raw = fromBase64(bytes)
      for (const source of [escaped, raw, raw.buffer, post(escaped), post(raw)]) {
        const news = await verifyNotify(listen(type), batchTransNotification, source)
        equal(news.pay_user_name, vector.payerName)
        equal(
          [news.paid, news.unpaid],
          [
            { count: 1, amount: '20.00' },
            { count: 1, amount: '20.00' },
          ],
        )
        equal([news.succeeded[0].name, news.failed[0].name], ['龚本林', '星辰公司1'])
      }
    })
    add(`an altered GBK notification under ${type} is refused`, async () => {
      const changes = [
        escaped.replace('20%2E00', '99%2E00'),
        escaped.replace('%C3%AB', '%C3%AC'),
        escaped.replace(/sign=..../, 'sign=AAAA'),
        escaped.replace(/sign_type=\w+/, 'sign_type=HMAC'),
      ]
      for (const changed of changes) {
        ok(changed !== escaped, 'something was changed')
        await rejects(() => verifyNotify(listen(type), batchTransNotification, changed), 'ERR_SIGNATURE')
      }
    })
  }

  add('a GBK notification that is read as UTF-8 is refused, and the error asks for GBK', async () => {
    const { escaped } = vector.notifications.MD5
    const receiver = listen('MD5', { charset: undefined })
    await rejects(() => verifyNotify(receiver, batchTransNotification, escaped), 'ERR_MESSAGE', /gbk/)
  })

  /** A notification's whole way; `answer` is what the gateway says when it is asked. */
  const deliver = async (answer, { batch = vector.batch, store, handled = [], ...more } = {}) => {
    const asked = []
    const errors = []
    const fetch = async request => {
      asked.push([request.method, request.url])
      return answer()
    }
    const receiver = listen('MD5', { fetch, ...more })
    const response = await handleNotify(
      receiver,
      batchTransNotification,
      post(vector.notifications.MD5.escaped),
      {
        expect: () => batch,
        handle: news => void handled.push(news),
        onError: error => void errors.push(error),
        store,
      },
    )
    return { status: response.status, text: await response.text(), asked, errors, handled }
  }
  const yes = () => new Response('true')

  add('handleNotify asks the gateway, reconciles the batch and handles it once', async () => {
    const [store, handled] = [memoryStore(), []]
    const first = await deliver(yes, { store, handled })
    const question = `service=notify_verify&partner=${vector.partner}&notify_id=${vector.notifyId}`
    equal(first.asked, [['GET', `https://mapi.alipay.com/gateway.do?${question}`]])
    equal([first.status, first.text, first.errors], [200, 'success', []])
    const { paid, failed, missing } = handled[0].reconciliation
    equal([paid, failed, missing], [['0315001'], ['0315006'], []])
    const again = await deliver(yes, { store, handled })
    equal([again.status, again.text, handled.length], [200, 'success', 1])
  })

  add('handleNotify believes no notification that the gateway does not confirm', async () => {
    const cases = [
      [() => new Response('false'), 400, 'ERR_SIGNATURE'],
      [() => new Response('<html>true</html>'), 400, 'ERR_SIGNATURE'],
      [() => new Response('true', { status: 503 }), 500, 'ERR_TRANSPORT'],
      [() => new Response('x'.repeat(100_000)), 500, 'ERR_TRANSPORT'],
      [() => Promise.reject(new TypeError('connection reset')), 500, 'ERR_TRANSPORT'],
    ]
    for (const [answer, status, code] of cases) {
      const refused = await deliver(answer)
      equal([refused.status, refused.text, refused.handled], [status, 'fail', []])
      equal(
        refused.errors.map(error => error.code),
        [code],
      )
    }
    const waiting = await deliver(() => new Promise(() => {}), { timeout: 20 })
    equal([waiting.status, waiting.errors[0].failure], [500, 'timeout'])
  })

  add('handleNotify refuses a batch that is not what was sent', async () => {
    const [first, second] = vector.batch.transfers
    const others = [
      null,
      { ...vector.batch, transfers: [first] },
      { ...vector.batch, transfers: [first, { ...second, amount: '20.01' }] },
      { ...vector.batch, batch_no: '20100101002' },
    ]
    for (const batch of others) {
      const refused = await deliver(yes, { batch })
      equal([refused.status, refused.text, refused.handled, refused.asked], [400, 'fail', [], []])
      equal(refused.errors[0].code, 'ERR_MISMATCH')
    }
  })

  const client = fetch =>
    createMapi({
      partner: vector.partner,
      signer: md5(shared.key),
      verifier: md5(shared.key),
      charset: gbk,
      fetch,
    })
  const batch = {
    batch_no: '20261121001',
    account_name: '毛毛',
    email: 'payer@example.com',
    transfers: [{ serial: '1', account: 'a@example.com', name: '常炜', amount: '20.00' }],
  }
  const xml = inner => () =>
    new Response(gbk.encode(`<?xml version="1.0" encoding="GBK"?><alipay>${inner}<memo>付款</memo></alipay>`))

  add('a batch is sent in GBK, and its XML reply is read', async () => {
    const bodies = []
    const fetch = async request => {
      bodies.push(await request.text())
      return xml('<is_success>T</is_success>')()
    }
    equal((await execute(client(fetch), batchTransNotifyNoPwd, batch)).is_success, 'T')
    ok(bodies[0].includes('account_name=%C3%AB%C3%AB&'), 'the body is in GBK')
  })

  add("mapi's refusal leaves the outcome open, since nobody signed it", async () => {
    const refused = xml('<is_success>F</is_success><error>ILLEGAL_SIGN</error>')
    const error = await rejects(
      () =>
        execute(
          client(async () => refused()),
          batchTransNotifyNoPwd,
          batch,
        ),
      'ERR_GATEWAY',
    )
    equal([error.reason, error.verified, error.outcome], ['ILLEGAL_SIGN', false, 'unknown'])
  })

  add('XML that is malformed, or declares entities, is refused', async () => {
    for (const text of [
      '<alipay><is_success>T</is_success>',
      '<!DOCTYPE a [<!ENTITY b "T">]><alipay><is_success>&b;</is_success></alipay>',
      `${'<a>'.repeat(50)}${'</a>'.repeat(50)}`,
      '<html><body>T</body></html>',
    ]) {
      const fetch = async () => new Response(text)
      const error = await rejects(() => execute(client(fetch), batchTransNotifyNoPwd, batch), 'ERR_MESSAGE')
      equal(error.outcome, 'unknown')
    }
  })

  add('notify_verify is asked in a plain URL', async () => {
    const fetch = async request => new Response(request.url.endsWith('&notify_id=a%2Bb') ? 'true' : 'invalid')
    equal((await execute(client(fetch), notifyVerify, { notify_id: 'a+b' })).answer, 'true')
  })
}
