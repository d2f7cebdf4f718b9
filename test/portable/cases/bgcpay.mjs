/** bgcpay: multipart requests and notifications, signed by a shared key. */
import { equal, ok, rejects } from '../checks.mjs'
import vectors from '../vectors.json' with { type: 'json' }

const { bgcpay: vector, shared } = vectors

export function bgcpay(add, { zhifu, bgcpay }) {
  const { execute, explainSignature, handleNotify, md5, memoryStore, verifyNotify } = zhifu
  const { createBgcpay, probeMd5Scheme, tradeNotify, tradePay, tradeQuery } = bgcpay
  const receiver = (join = 'append') =>
    createBgcpay({ appId: vector.appId, verifier: md5(shared.key, { join }) })
  const post = (body = vector.body, query = vector.queries.append) =>
    new Request(`https://shop.test/notify?${query}`, {
      method: 'POST',
      headers: { 'content-type': `multipart/form-data; boundary=${vector.boundary}` },
      body,
    })

  add('a multipart notification is verified with its query, in the configured scheme alone', async () => {
    for (const [join, other] of [
      ['append', 'amp-key'],
      ['amp-key', 'append'],
    ]) {
      const source = () => post(vector.body, vector.queries[join])
      const trade = await verifyNotify(receiver(join), tradeNotify, source())
      equal([trade.out_trade_no, trade.total_amount, trade.currency], ['ORDER_1', '188.00', 'USDT'])
      equal(trade.subject, vector.subject)
      ok(!('extend_params' in trade), 'what is empty was not signed')
      await rejects(() => verifyNotify(receiver(other), tradeNotify, source()), 'ERR_SIGNATURE')
    }
  })

  add("a notification in the platform's own multipart form is verified", async () => {
    const form = new FormData()
    for (const [, name, value] of vector.body.matchAll(/name="(\w+)"\r\n\r\n([^\r]*)\r\n/g))
      form.append(name, value)
    const request = new Request(`https://shop.test/notify?${vector.queries.append}`, {
      method: 'POST',
      body: form,
    })
    equal((await verifyNotify(receiver(), tradeNotify, request)).subject, vector.subject)
  })

  add('an altered, repeated or broken multipart notification is refused', async () => {
    const part = (name, value) =>
      `--${vector.boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
    const file = part('total_amount', '1').replace('"total_amount"', '"file"; filename="a.txt"')
    const cases = [
      [post(vector.body.replace('188.00', '0.01')), 'ERR_SIGNATURE'],
      [post(vector.body.replace('USDT', 'AEDB')), 'ERR_SIGNATURE'],
      [post(vector.body, vector.queries.append.replace('format=json', 'format=xml')), 'ERR_SIGNATURE'],
      [post(part('total_amount', '0.01') + vector.body), 'ERR_MESSAGE'],
      [post(part('app_id', vector.appId) + vector.body), 'ERR_MESSAGE'],
      [post(file + vector.body), 'ERR_MESSAGE'],
      [post('nothing of the kind'), 'ERR_MESSAGE'],
    ]
    for (const [request, code] of cases) {
      await rejects(() => verifyNotify(receiver(), tradeNotify, request), code)
    }
  })

  add('handleNotify handles a payment once and answers in capitals', async () => {
    const store = memoryStore()
    let handled = 0
    const deliver = async order => {
      const errors = []
      const response = await handleNotify(receiver(), tradeNotify, post(), {
        expect: () => order,
        handle: () => void handled++,
        onError: error => void errors.push(error.code),
        store,
      })
      return [response.status, await response.text(), errors, handled]
    }
    equal(await deliver({ total_amount: '188.01', currency: 'USDT' }), [400, 'FAIL', ['ERR_MISMATCH'], 0])
    equal(await deliver({ total_amount: '188.00', currency: 'AEDB' }), [400, 'FAIL', ['ERR_MISMATCH'], 0])
    equal(await deliver({ total_amount: '188', currency: 'USDT' }), [200, 'SUCCESS', [], 1])
    equal(await deliver({ total_amount: '188', currency: 'USDT' }), [200, 'SUCCESS', [], 1])
  })

  const client = (fetch, more = {}) =>
    createBgcpay({ appId: vector.appId, signer: md5(shared.key), verifier: md5(shared.key), fetch, ...more })
  const order = { out_trade_no: 'ORDER_1', currency: 'USDT', total_amount: '88.88', subject: '拿鐵咖啡 ☕' }

  add(
    'a request travels as a multipart form that the platform reads back, and its signature fits',
    async () => {
      const seen = {}
      const fetch = async request => {
        seen.type = request.headers.get('content-type')
        Object.assign(seen, Object.fromEntries(new URL(request.url).searchParams))
        for (const [name, value] of await request.formData()) seen[name] = value
        return Response.json({ code: '10000', msg: 'Success', trade_no: '1', out_trade_no: 'ORDER_1' })
      }
      equal((await execute(client(fetch), tradePay, order)).trade_no, '1')
      const { type, sign, ...params } = seen
      ok(/^multipart\/form-data; ?boundary=/.test(type), type)
      equal(JSON.parse(params.biz_content), order)
      const { bytes } = explainSignature(params, client(fetch))
      equal(await md5(shared.key).verify(bytes, sign), true, 'the signature fits')
      equal((await probeMd5Scheme({ params, key: shared.key, sign })).name, 'append')
    },
  )

  add('a signed reply is believed where signatures are configured, and an unsigned one is not', async () => {
    const text = '{"code":"10000","msg":"Success","trade_no":"1","out_trade_no":"ORDER_1"}'
    const wrapped = sign => async () => new Response(`{"bgcpay_trade_pay_response":${text},"sign":"${sign}"}`)
    const sign = await md5(shared.key).sign(new TextEncoder().encode(text))
    const pay = fetch => execute(client(fetch, { replies: 'node' }), tradePay, order)
    equal((await pay(wrapped(sign))).trade_no, '1')
    await rejects(() => pay(wrapped(sign.replace(/./g, '0'))), 'ERR_SIGNATURE')
    const error = await rejects(() => pay(wrapped('')), 'ERR_SIGNATURE')
    equal(error.outcome, 'unknown')
  })

  add("bgcpay's refusal is a GatewayError", async () => {
    const refusal = { code: '40004', msg: 'Business Failed', sub_code: 'ACQ.TRADE_NOT_EXIST', sub_msg: 'x' }
    const query = () =>
      execute(
        client(async () => Response.json(refusal)),
        tradeQuery,
        { out_trade_no: 'ORDER_1' },
      )
    const error = await rejects(query, 'ERR_GATEWAY')
    equal([error.reason, error.verified, error.outcome], ['ACQ.TRADE_NOT_EXIST', false, 'untouched'])
  })
}
