/** Notifications and returns of Alipay. */
import { equal, flipped, fromBase64, ok, rejects, toBase64, utf8 } from '../checks.mjs'
import vectors from '../vectors.json' with { type: 'json' }

const { shared, appId, sellerId, parties } = vectors

export function messages(add, { zhifu, alipay }) {
  const {
    verifyNotify,
    verifyReturn,
    handleNotify,
    memoryStore,
    rsa2Signer,
    rsa2Verifier,
    rsaVerifier,
    md5,
  } = zhifu
  const { tradeStatusSync, tradePagePayReturn, tradeEvent } = alipay
  const receiver = (more = {}) =>
    alipay.createAlipay({ appId, verifier: rsa2Verifier(parties.gateway.spki), ...more })
  const { notification, pageReturn } = vectors
  const body = (changes = {}) => String(new URLSearchParams({ ...notification, ...changes }))
  const post = (text = body()) =>
    new Request('https://shop.test/notify', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: text,
    })

  add('a genuine notification is verified, from a request, a string and bytes', async () => {
    for (const source of [post(), body(), utf8(body())]) {
      const trade = await verifyNotify(receiver(), tradeStatusSync, source)
      equal(trade.out_trade_no, 'ORDER-1')
      equal(trade.total_amount, '88.88')
      equal(trade.subject, notification.subject)
      equal(tradeEvent(trade), 'paid')
      ok(!('sign' in trade), 'the signature is no field')
    }
  })

  const forged = {
    'with another amount': { total_amount: '0.01' },
    'with another order': { out_trade_no: 'ORDER-2' },
    'with another state': { trade_status: 'TRADE_FINISHED' },
    'with a field more': { refund_fee: '88.88' },
    'without a signature': { sign: '' },
    "with another notification's signature": { sign: pageReturn.sign },
    'with a bit of the signature flipped': { sign: toBase64(flipped(fromBase64(notification.sign))) },
    'with spaces for plus in its signature': {
      sign: notification.sign.replaceAll('+', ' ').replaceAll('/', ' '),
    },
    'that claims another hash': { sign_type: 'MD5' },
  }
  for (const [how, changes] of Object.entries(forged)) {
    add(`a notification ${how} is refused`, async () => {
      await rejects(() => verifyNotify(receiver(), tradeStatusSync, body(changes)), 'ERR_SIGNATURE')
    })
  }

  add("a genuine notification is refused by another app, hash, key or seller's receiver", async () => {
    const refusals = [
      [receiver({ appId: '2016000000000009' }), 'ERR_SIGNATURE'],
      [receiver({ verifier: rsaVerifier(parties.gateway.spki) }), 'ERR_SIGNATURE'],
      [receiver({ verifier: rsa2Verifier(parties.app.spki) }), 'ERR_SIGNATURE'],
      [receiver({ verifier: md5(shared.key) }), 'ERR_SIGNATURE'],
      [receiver({ sellerId: '2088000000000009' }), 'ERR_MISMATCH'],
    ]
    for (const [other, code] of refusals)
      await rejects(() => verifyNotify(other, tradeStatusSync, body()), code)
    await verifyNotify(receiver({ sellerId }), tradeStatusSync, body())
  })

  add('a sign_type that differs from the configured one is refused with its own message', async () => {
    const claimed = body({ sign_type: 'RSA' })
    const error = await rejects(
      () => verifyNotify(receiver(), tradeStatusSync, claimed),
      'ERR_SIGNATURE',
      /sign_type/,
    )
    equal(error.diagnosis, 'sign-type')
  })

  add('a repeated parameter is refused', async () => {
    const twice = `${body()}&total_amount=88.88`
    await rejects(() => verifyNotify(receiver(), tradeStatusSync, twice), 'ERR_MESSAGE')
  })

  add('what is not a raw body is a TypeError', async () => {
    for (const source of [notification, undefined, null, 1]) {
      const error = await rejects(() => verifyNotify(receiver(), tradeStatusSync, source))
      ok(error instanceof TypeError, `a TypeError, not ${error}`)
    }
    const read = post()
    await read.text()
    const error = await rejects(() => verifyNotify(receiver(), tradeStatusSync, read))
    ok(error instanceof TypeError, `a TypeError, not ${error}`)
  })

  /** Signs as the gateway would. */
  const genuine = async changes => {
    const params = Object.entries({ ...notification, ...changes }).filter(
      ([name]) => !/^sign(_type)?$/.test(name),
    )
    params.sort(([a], [b]) => (a < b ? -1 : 1))
    const text = params.map(([name, value]) => `${name}=${value}`).join('&')
    const sign = await rsa2Signer(parties.gateway.pkcs8).sign(utf8(text))
    return String(new URLSearchParams([...params, ['sign', sign]]))
  }

  add('names from outside meet no prototype', async () => {
    const odd = { constructor: '1', toString: '2', ['__proto__']: '3' }
    const trade = await verifyNotify(receiver(), tradeStatusSync, await genuine(odd))
    equal(trade.out_trade_no, 'ORDER-1')
    for (const [name, value] of Object.entries(odd)) {
      equal(Object.getOwnPropertyDescriptor(trade, name)?.value, value, name)
    }
  })

  add('a genuine text that can be read in two ways is refused', async () => {
    const source = await genuine({ subject: 'x&total_amount=0.01' })
    const error = await rejects(() => verifyNotify(receiver(), tradeStatusSync, source), 'ERR_AMBIGUOUS')
    equal([error.field, error.smuggled, error.outcome], ['subject', 'total_amount', 'unknown'])
    // A name that could not stand there in order leaves one reading only.
    const passback_params = 'x&out_trade_no=ORDER-2'
    const trade = await verifyNotify(receiver(), tradeStatusSync, await genuine({ passback_params }))
    equal([trade.out_trade_no, trade.passback_params], ['ORDER-1', passback_params])
  })

  add('a genuine return is verified, an altered one refused', async () => {
    const url = changes => `https://shop.test/back?${new URLSearchParams({ ...pageReturn, ...changes })}`
    const back = await verifyReturn(receiver(), tradePagePayReturn, url())
    equal(back.out_trade_no, 'ORDER-1')
    equal(back.total_amount, '88.88')
    await rejects(
      () => verifyReturn(receiver(), tradePagePayReturn, url({ total_amount: '0.01' })),
      'ERR_SIGNATURE',
    )
    await rejects(
      () => verifyReturn(receiver(), tradePagePayReturn, 'https://shop.test/back'),
      'ERR_SIGNATURE',
    )
  })

  const answer = async (request, { expect = () => ({ total_amount: '88.88' }), ...options } = {}) => {
    const handled = []
    const errors = []
    const response = await handleNotify(receiver(), tradeStatusSync, request, {
      expect,
      handle: trade => void handled.push(trade),
      onError: error => void errors.push(error),
      ...options,
    })
    return { status: response.status, text: await response.text(), handled, errors }
  }

  add('handleNotify handles a genuine notification and acknowledges it', async () => {
    const { status, text, handled, errors } = await answer(post())
    equal([status, text, handled.length, errors.length], [200, 'success', 1, 0])
    equal(handled[0].trade_no, notification.trade_no)
  })

  add('handleNotify handles a repeated notification once, even at the same time', async () => {
    const store = memoryStore()
    let count = 0
    const handle = () => void count++
    const first = await answer(post(), { store, handle })
    const again = await answer(post(), { store, handle })
    equal([first.status, first.text, again.status, again.text, count], [200, 'success', 200, 'success', 1])
    const busy = memoryStore()
    await Promise.all(Array.from({ length: 8 }, () => answer(post(), { store: busy, handle })))
    equal(count, 2)
  })

  add('handleNotify refuses a forged notification and handles nothing', async () => {
    const { status, text, handled, errors } = await answer(post(body({ total_amount: '0.01' })))
    equal([status, text, handled.length, errors.length], [400, 'fail', 0, 1])
    equal(errors[0].code, 'ERR_SIGNATURE')
  })

  add('handleNotify refuses a wrong amount and an unknown order', async () => {
    for (const expected of [{ total_amount: '88.89' }, null]) {
      const { status, text, handled, errors } = await answer(post(), { expect: () => expected })
      equal([status, text, handled.length, errors.length], [400, 'fail', 0, 1])
      equal(errors[0].code, 'ERR_MISMATCH')
    }
    const later = await answer(post(), {
      expect: async () => ({ total_amount: '88.88', seller_id: sellerId }),
    })
    equal(later.status, 200)
  })

  add('handleNotify asks for a repeat when the handler fails', async () => {
    const store = memoryStore()
    const handle = () => Promise.reject(new Error('the database is down'))
    const failed = await answer(post(), { store, handle })
    equal([failed.status, failed.text, failed.errors.length], [500, 'fail', 1])
    const repeated = await answer(post(), { store })
    equal([repeated.status, repeated.text, repeated.handled.length], [200, 'success', 1])
  })

  add('handleNotify refuses what is too large before it is read', async () => {
    const large = post(`${body()}&filler=${'x'.repeat(3 * 1024 * 1024)}`)
    const { status, text, handled, errors } = await answer(large)
    equal([status, text, handled.length, errors.length], [413, 'fail', 0, 1])
  })
}
