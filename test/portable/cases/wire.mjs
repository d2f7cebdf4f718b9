/** The platform's own `fetch`, to a gateway on loopback that checks what arrives with another's crypto. */
import { equal, ok, rejects, timersLeft } from '../checks.mjs'
import { NO_WEBCRYPTO } from '../limits.mjs'
import vectors from '../vectors.json' with { type: 'json' }

const { appId, bgcpay: bgcpayVector, mapi: mapiVector, parties, shared } = vectors

export function wire(add, { alipay, bgcpay, gbk: { gbk }, mapi, zhifu }, { gateway, limits }) {
  const { execute, handleNotify, md5, rsa2Signer, rsa2Verifier } = zhifu
  const at = place => `${gateway}/${place}/gateway.do`

  const order = { out_trade_no: 'ORDER_1', currency: 'USDT', total_amount: '88.88', subject: '拿鐵咖啡 ☕' }
  const bgcpayClient = (place = 'bgcpay', more = {}) =>
    bgcpay.createBgcpay({
      appId: bgcpayVector.appId,
      signer: md5(shared.key),
      verifier: md5(shared.key),
      endpoint: at(place),
      ...more,
    })
  const pay = (place, options, more) => execute(bgcpayClient(place, more), bgcpay.tradePay, order, options)

  add("a multipart request arrives as it was signed, by the platform's own fetch", async () => {
    equal((await pay()).out_trade_no, 'ORDER_1')
  })
  add("the platform's fetch may be given as it is", async () => {
    equal((await pay('bgcpay', {}, { fetch: globalThis.fetch })).trade_no, '1')
    equal((await pay('bgcpay', {}, { fetch: request => fetch(request) })).trade_no, '1')
  })

  add('a fetch is called by itself, as browsers and Workers insist', async () => {
    const receivers = []
    async function strict(request) {
      receivers.push(this)
      return fetch(request)
    }
    await pay('bgcpay', {}, { fetch: strict })
    await handleNotify(
      mapiClient({ fetch: strict }),
      mapi.batchTransNotification,
      mapiVector.notifications.MD5.escaped,
      { expect: () => mapiVector.batch, handle: () => {} },
    )
    equal(receivers.length, 2)
    ok(
      receivers.every(receiver => receiver === undefined),
      'no receiver',
    )
  })

  const mapiClient = more =>
    mapi.createMapi({
      partner: mapiVector.partner,
      signer: md5(shared.key),
      verifier: md5(shared.key),
      charset: gbk,
      endpoint: at('mapi'),
      ...more,
    })
  add('a GBK request arrives as it was signed, and its GBK reply is read', async () => {
    const batch = {
      batch_no: '20261121001',
      account_name: '朱镕基',
      email: 'payer@example.com',
      transfers: [
        { serial: '1', account: 'a@example.com', name: '常炜', amount: '20.00', note: '三月 50% & +' },
      ],
    }
    equal((await execute(mapiClient(), mapi.batchTransNotifyNoPwd, batch)).is_success, 'T')
  })
  add("a notification is confirmed by the platform's own fetch", async () => {
    const handled = []
    const deliver = partner =>
      handleNotify(mapiClient(partner), mapi.batchTransNotification, mapiVector.notifications.MD5.escaped, {
        expect: () => mapiVector.batch,
        handle: news => void handled.push(news.batch_no),
      })
    equal((await deliver({})).status, 200)
    equal((await deliver({ fetch: globalThis.fetch })).status, 200)
    equal((await deliver({ endpoint: at('redirect') })).status, 500)
    equal(handled.length, 2)
  })

  add('no timer runs and nobody listens any more once the answer is there', async () => {
    const timeout = 54_321
    const told = []
    const signal = {
      aborted: false,
      addEventListener: (name, listener) => told.push(['listen', name, listener]),
      removeEventListener: (name, listener) => told.push(['leave', name, listener]),
    }
    equal(await timersLeft(timeout, () => pay('bgcpay', { signal, timeout })), 0)
    const [[began, , listener], [ended, , same]] = told
    equal([began, ended, told.length], ['listen', 'leave', 2])
    ok(listener === same, 'the listener that came goes')
    const deliver = () =>
      handleNotify(
        mapiClient({ timeout }),
        mapi.batchTransNotification,
        mapiVector.notifications.MD5.escaped,
        { expect: () => mapiVector.batch, handle: () => {} },
      )
    equal(await timersLeft(timeout, deliver), 0)
    // What counts is seen: a timer that is left is one.
    equal(await timersLeft(timeout, () => void setTimeout(() => {}, timeout)), 1)
  })

  const failures = {
    'a redirect': ['redirect', 'redirect'],
    'a status that is no success': ['unavailable', 'status'],
    'an endless reply': ['endless', 'too-large'],
    'a broken connection': ['broken', 'connection'],
    'no reply in time': ['silent', 'timeout', { timeout: 300 }],
  }
  for (const [what, [place, failure, options]] of Object.entries(failures)) {
    add(`${what} is a TransportError, and money may have moved`, async () => {
      const error = await rejects(() => pay(place, options), 'ERR_TRANSPORT')
      equal([error.failure, error.outcome], [failure, 'unknown'])
      ok(!/sign=\w|biz_content/.test(`${error.message}${error.cause}`), 'no signature')
    })
  }
  add('a call that is aborted on its way ends at once, and money may have moved', async () => {
    const controller = new AbortController()
    const fetch = request => {
      setTimeout(() => controller.abort(), 20)
      return globalThis.fetch(request)
    }
    const error = await rejects(
      () => pay('silent', { signal: controller.signal }, { fetch }),
      'ERR_TRANSPORT',
    )
    equal([error.failure, error.outcome], ['aborted', 'unknown'])
  })

  if (limits.includes(NO_WEBCRYPTO)) return
  const alipayClient = () =>
    alipay.createAlipay({
      appId,
      signer: rsa2Signer(parties.app.pkcs8),
      verifier: rsa2Verifier(parties.gateway.spki),
      endpoint: at('alipay'),
    })
  add("a signed call arrives as it was signed, and OpenSSL's reply is believed", async () => {
    const trade = await execute(alipayClient(), alipay.tradeQuery, { out_trade_no: 'ORDER-1' })
    equal([trade.total_amount, trade.subject, trade.traceId], ['88.88', '拿铁咖啡 ☕', 'trace-1'])
  })
  add('an uploaded file arrives with its name and bytes', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte)
    const file_content = new File([bytes], '照片.jpg', { type: 'image/jpeg' })
    const { file_id } = await execute(alipayClient(), alipay.openFileUpload, { biz_code: 'x', file_content })
    equal(file_id, 'A*7Cr9T6')
  })
}
