/** What an app is handed, and what it hands back. */
import { equal, ok, rejects, utf8 } from '../checks.mjs'
import vectors from '../vectors.json' with { type: 'json' }

const { appId, parties, replies } = vectors

export function appResults(add, { alipay, zhifu }) {
  const { appString, readReply, rsa2Signer, rsa2Verifier } = zhifu
  const client = (more = {}) =>
    alipay.createAlipay({
      appId,
      signer: rsa2Signer(parties.app.pkcs8),
      verifier: rsa2Verifier(parties.gateway.spki),
      ...more,
    })
  const order = { out_trade_no: 'ORDER-1', total_amount: '88.88', subject: '拿铁咖啡 ☕ + 50%' }

  add('an app string says what was asked, and its signature fits', async () => {
    const text = await appString(client(), alipay.tradeAppPay, order, {
      notifyUrl: 'https://shop.test/n?a=1&b=2',
    })
    ok(/^[\w.~%=&-]+$/.test(text), 'nothing that an app could read otherwise')
    const params = new Map(new URLSearchParams(text))
    const content = JSON.parse(params.get('biz_content'))
    for (const [name, value] of Object.entries(order)) equal(content[name], value, name)
    equal(
      [params.get('method'), params.get('notify_url')],
      ['alipay.trade.app.pay', 'https://shop.test/n?a=1&b=2'],
    )
    const sign = params.get('sign')
    params.delete('sign')
    const signed = [...params].sort(([a], [b]) => (a < b ? -1 : 1)).map(pair => pair.join('='))
    equal(
      await rsa2Verifier(parties.app.spki).verify(utf8(signed.join('&')), sign),
      true,
      'the signature fits',
    )
  })

  add("an app's result is verified on the server, as text, bytes and a Response", async () => {
    for (const source of [replies.app, utf8(replies.app), new Response(replies.app)]) {
      const paid = await readReply(client(), alipay.tradeAppPay, source, order)
      equal([paid.code, paid.out_trade_no, paid.total_amount], ['10000', 'ORDER-1', '88.88'])
    }
  })

  add("an app's result that is altered, unsigned, another order's or another app's is refused", async () => {
    const read = (text, options, input = order) =>
      rejects(() => readReply(client(options), alipay.tradeAppPay, text, input), 'ERR_SIGNATURE')
    await read(replies.app.replace('88.88', '0.01'))
    await read(replies.app.replace(/"sign":"[^"]*"/, '"sign":""'))
    await read(replies.app, {}, { ...order, out_trade_no: 'ORDER-2' })
    await read(replies.app, { appId: '2016000000000009' })
    await read(replies.app, { verifier: rsa2Verifier(parties.app.spki) })
  })
}
