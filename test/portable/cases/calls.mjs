/** Whole calls, against the emulator in memory. */
import { equal, rejects, timersLeft } from '../checks.mjs'
import vectors from '../vectors.json' with { type: 'json' }

const { appId, dsa, parties, rsa, sellerId, shared } = vectors

const ORDER = {
  out_trade_no: 'ORDER-1',
  total_amount: '88.88',
  subject: '拿铁咖啡 ☕ + 50% <b>"\'&amp;',
  product_code: 'FAST_INSTANT_TRADE_PAY',
}

export function calls(add, { zhifu, alipay, emulator }) {
  const { execute, pageUrl, verifyReturn, handleNotify, memoryStore, rsa2Signer, rsa2Verifier } = zhifu
  const baseUrl = 'https://emulator.test'

  /** The emulator makes a key pair of its own where it is given none, which takes a while. */
  const open = async ({ alipayPrivateKey } = { alipayPrivateKey: parties.gateway.pkcs8 }) => {
    const shop = { receive: async () => new Response('success') }
    const world = await emulator.createEmulator({
      baseUrl,
      apps: [{ appId, publicKey: parties.app.spki, sellerId }],
      alipayPrivateKey,
      fetch: request => shop.receive(request),
    })
    const client = alipay.createAlipay({
      appId,
      signer: rsa2Signer(parties.app.pkcs8),
      verifier: rsa2Verifier(world.alipayPublicKey),
      endpoint: world.gateway,
      fetch: world.fetch,
    })
    const order = (out_trade_no, total_amount = '88.88') => ({
      out_trade_no,
      total_amount,
      subject: '拿铁咖啡',
      scene: 'bar_code',
      auth_code: world.issuePayerCode(),
    })
    return { world, client, shop, order }
  }

  add('a page is opened and paid; the return and the notification are believed', async () => {
    const { world, client, shop } = await open({})
    const [orders, handled, answers, errors] = [new Map([['ORDER-1', '88.88']]), [], [], []]
    const store = memoryStore()
    shop.receive = async request => {
      const response = await handleNotify(client, alipay.tradeStatusSync, request, {
        expect: ({ out_trade_no }) => ({ total_amount: orders.get(out_trade_no), seller_id: sellerId }),
        handle: trade => void handled.push([trade.out_trade_no, alipay.tradeEvent(trade)]),
        onError: error => void errors.push(error),
        store,
      })
      answers.push(response.status)
      return response
    }
    const urls = { returnUrl: 'https://shop.test/back', notifyUrl: 'https://shop.test/notify' }
    const input = { ...ORDER, subject: '拿铁咖啡 ☕ + 50%' }
    const url = await pageUrl(client, alipay.tradePagePay, input, urls)
    const cashier = await world.fetch(new Request(url))
    equal(cashier.status, 200)
    const back = await world.pay('ORDER-1')
    const returned = await verifyReturn(client, alipay.tradePagePayReturn, back)
    equal([returned.out_trade_no, returned.total_amount], ['ORDER-1', '88.88'])
    await rejects(
      () => verifyReturn(client, alipay.tradePagePayReturn, back.replace('88.88', '0.01')),
      'ERR_SIGNATURE',
    )
    await world.advance(0)
    equal([handled, answers, errors], [[['ORDER-1', 'paid']], [200], []])
    const refund = { out_trade_no: 'ORDER-1', refund_amount: '8.88', out_request_no: 'REFUND-1' }
    await execute(client, alipay.tradeRefund, refund)
    await world.advance(0)
    equal(handled[1], ['ORDER-1', 'refunded'])
  })

  add('a notification that is not acknowledged comes again, and is handled once', async () => {
    const { world, client, shop } = await open()
    const store = memoryStore()
    let [tries, handled] = [0, 0]
    shop.receive = request =>
      handleNotify(client, alipay.tradeStatusSync, request, {
        expect: () => ({ total_amount: '88.88' }),
        handle: () => {
          if (++tries < 3) throw new Error('the database is down')
          handled++
        },
        store,
      })
    await pageUrl(client, alipay.tradePagePay, ORDER, { notifyUrl: 'https://shop.test/notify' }).then(url =>
      world.fetch(new Request(url)),
    )
    await world.pay('ORDER-1')
    await world.advance(48 * 60 * 60 * 1000)
    equal([tries, handled], [3, 1])
  })

  add("the emulator's deadline for a notification ends with its answer", async () => {
    const { world, client, shop } = await open()
    shop.receive = async () => new Response('success')
    const url = await pageUrl(client, alipay.tradePagePay, ORDER, { notifyUrl: 'https://shop.test/notify' })
    await world.fetch(new Request(url))
    const pay = async () => {
      await world.pay('ORDER-1')
      await world.advance(0)
    }
    equal([await timersLeft(15_000, pay), world.notifications().length], [0, 1])
  })

  add('an order is paid, asked for, and refunded in two parts', async () => {
    const { client, order } = await open()
    const paid = await execute(client, alipay.tradePay, order('ORDER-1'))
    equal(paid.code, '10000')
    equal(paid.out_trade_no, 'ORDER-1')
    equal(paid.total_amount, '88.88')
    const query = await execute(client, alipay.tradeQuery, { out_trade_no: 'ORDER-1' })
    equal([query.trade_no, query.trade_status, query.total_amount], [paid.trade_no, 'TRADE_SUCCESS', '88.88'])
    const parts = [
      ['REFUND-1', '8.88', '8.88'],
      ['REFUND-2', '80.00', '88.88'],
    ]
    for (const [out_request_no, refund_amount, total] of parts) {
      const refund = await execute(client, alipay.tradeRefund, {
        out_trade_no: 'ORDER-1',
        refund_amount,
        out_request_no,
      })
      equal([refund.trade_no, refund.fund_change, refund.refund_fee], [paid.trade_no, 'Y', total])
    }
    const more = { out_trade_no: 'ORDER-1', refund_amount: '0.01', out_request_no: 'REFUND-3' }
    await rejects(() => execute(client, alipay.tradeRefund, more), 'ERR_GATEWAY')
  })

  add("the gateway's refusal is a GatewayError with its reason", async () => {
    const { client } = await open()
    const error = await rejects(
      () => execute(client, alipay.tradeQuery, { out_trade_no: 'NOWHERE' }),
      'ERR_GATEWAY',
      /ACQ\.TRADE_NOT_EXIST/,
    )
    equal([error.reason, error.verified, error.outcome], ['ACQ.TRADE_NOT_EXIST', true, 'untouched'])
  })

  add('an altered reply is refused, and the money may have moved', async () => {
    const { client, order } = await open()
    const altering = {
      ...client,
      fetch: async (request, init) => {
        const response = await client.fetch(request, init)
        return new Response((await response.text()).replace('88.88', '99.99'), response)
      },
    }
    const error = await rejects(() => execute(altering, alipay.tradePay, order('ORDER-1')), 'ERR_SIGNATURE')
    equal(error.outcome, 'unknown')
  })

  add("another gateway's reply is refused", async () => {
    const { client } = await open()
    const other = { ...client, verifier: rsa2Verifier(rsa[1].spki) }
    const query = () => execute(other, alipay.tradeQuery, { out_trade_no: 'ORDER-1' })
    const error = await rejects(query, 'ERR_SIGNATURE')
    equal(error.outcome, 'untouched')
  })

  add('a write is sent once, a read again, when the connection fails', async () => {
    const { client, order } = await open()
    let sent = 0
    const fetch = async () => {
      sent++
      throw new TypeError('connection reset')
    }
    const broken = { ...client, fetch }
    const write = await rejects(() => execute(broken, alipay.tradePay, order('ORDER-1')), 'ERR_TRANSPORT')
    equal([sent, write.outcome], [1, 'unknown'])
    const read = () => execute(broken, alipay.tradeQuery, { out_trade_no: 'ORDER-1' })
    equal((await rejects(read, 'ERR_TRANSPORT')).outcome, 'untouched')
    equal(sent, 4)
  })

  add('a redirect is not followed', async () => {
    const { client, order } = await open()
    const fetch = async () =>
      new Response(null, { status: 302, headers: { location: 'https://elsewhere.test/' } })
    const error = await rejects(
      () => execute({ ...client, fetch }, alipay.tradePay, order('ORDER-1')),
      'ERR_TRANSPORT',
    )
    equal(error.failure, 'redirect')
  })

  add('a call that takes too long is given up', async () => {
    const { client, order } = await open()
    const fetch = () => new Promise(() => {})
    const pay = () => execute({ ...client, fetch }, alipay.tradePay, order('ORDER-1'), { timeout: 20 })
    const error = await rejects(pay, 'ERR_TRANSPORT')
    equal([error.failure, error.outcome], ['timeout', 'unknown'])
  })

  add('an aborted call is not sent', async () => {
    const { client, order } = await open()
    const options = { signal: AbortSignal.abort() }
    const error = await rejects(
      () => execute(client, alipay.tradePay, order('ORDER-1'), options),
      'ERR_TRANSPORT',
    )
    equal([error.failure, error.outcome], ['aborted', 'untouched'])
  })
}

/** The other two gateways' emulators, from the first call to the notification. */
export function otherCalls(
  add,
  { zhifu, bgcpay, dsa: { dsaSigner, dsaVerifier }, emulator, gbk: { gbk }, mapi },
) {
  const { execute, handleNotify, md5, memoryStore, rsaSigner, rsaVerifier } = zhifu
  const notifyUrl = 'https://shop.test/notify'
  const world = (options, receive) =>
    emulator.createEmulator({
      baseUrl: 'https://emulator.test',
      apps: [],
      alipayPrivateKey: parties.gateway.pkcs8,
      fetch: receive,
      ...options,
    })

  add('bgcpay: an order is made, paid, told of and asked for', async () => {
    const payer = 'BJGv1jeHA8QxZ5jjwY8wc4PQ2GHg4772L8'
    const users = [{ cid: payer, email: 'payer@example.com' }]
    const handled = []
    const both = md5(shared.key)
    const account = { appId, signer: both, verifier: both, replies: 'params' }
    const expected = { total_amount: '88.88', currency: 'USDT' }
    const receive = request =>
      handleNotify(bgcpay.createBgcpay(account), bgcpay.tradeNotify, request, {
        expect: () => expected,
        handle: trade => void handled.push([trade.out_trade_no, trade.trade_status, trade.subject]),
        store: memoryStore(),
      })
    const apps = [{ appId, key: shared.key, replies: 'params' }]
    const it = await world({ bgcpay: { apps, users } }, receive)
    const client = { ...bgcpay.createBgcpay(account), endpoint: it.bgcpay.gateway, fetch: it.fetch }
    const order = { out_trade_no: 'ORDER_1', ...expected, subject: '拿鐵咖啡 ☕' }
    const { trade_no } = await execute(client, bgcpay.tradePay, order, { notifyUrl })
    it.bgcpay.pay('ORDER_1', payer)
    await it.advance(0)
    equal(handled, [['ORDER_1', 'TRADE_SUCCESS', '拿鐵咖啡 ☕']])
    const trade = await execute(client, bgcpay.tradeQuery, { trade_no })
    equal([trade.trade_status, trade.total_amount], ['TRADE_SUCCESS', '88.88'])
  })

  const signatures = {
    MD5: () => [md5(shared.key), md5(shared.key)],
    RSA: () => [rsaSigner(parties.app.pkcs8), rsaVerifier(parties.gateway.spki)],
    DSA: () => [dsaSigner(dsa.pkcs8), dsaVerifier(dsa.spki)],
  }
  for (const [type, make] of Object.entries(signatures)) {
    add(`mapi: a batch under ${type} is sent in GBK, settled, told of and confirmed`, async () => {
      const [signer, verifier] = make()
      const account = { partner: '2088002464631181', signer, verifier, charset: gbk }
      const batch = {
        batch_no: '20261121001',
        account_name: '毛毛',
        email: 'payer@example.com',
        transfers: [
          { serial: '1', account: 'a@example.com', name: '朱镕', amount: '20.00', note: '三月 50%' },
          { serial: '2', account: 'nobody@example.com', name: '常炜', amount: '0.01' },
        ],
      }
      const handled = []
      let client
      const receive = request =>
        handleNotify(client, mapi.batchTransNotification, request, {
          expect: () => batch,
          handle: ({ reconciliation: { paid, failed, missing } }) =>
            void handled.push([paid, failed, missing]),
          store: memoryStore(),
        })
      const partner = {
        ...{ partner: account.partner, email: batch.email, accountName: batch.account_name },
        ...{ md5Key: shared.key, publicKey: parties.app.spki, dsa: dsaVerifier(dsa.spki) },
      }
      const payees = [{ account: 'a@example.com', name: '朱镕' }]
      const it = await world({ mapi: { partners: [partner], payees, dsa: dsaSigner(dsa.pkcs8) } }, receive)
      client = { ...mapi.createMapi(account), endpoint: it.mapi.gateway, fetch: it.fetch }
      const { is_success } = await execute(client, mapi.batchTransNotifyNoPwd, batch, { notifyUrl })
      equal([is_success, handled], ['T', []])
      await it.advance(60_000)
      equal(handled, [[['1'], ['2'], []]])
    })
  }
}
