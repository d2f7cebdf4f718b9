/** Replies of Alipay: what is believed, and what is not. */
import { equal, ok, rejects, utf8 } from '../checks.mjs'
import vectors from '../vectors.json' with { type: 'json' }

const { appId, parties } = vectors

export function replies(add, { zhifu, alipay }) {
  const { execute, rsa2Signer, rsa2Verifier } = zhifu
  const client = fetch =>
    alipay.createAlipay({
      appId,
      signer: rsa2Signer(parties.app.pkcs8),
      verifier: rsa2Verifier(parties.gateway.spki),
      endpoint: 'https://gateway.test/gateway.do',
      fetch,
    })
  const sign = text => rsa2Signer(parties.gateway.pkcs8).sign(utf8(text))
  const query = (text, out_trade_no = 'ORDER-1') =>
    execute(
      client(async () => new Response(text)),
      alipay.tradeQuery,
      { out_trade_no },
    )
  const refund = text =>
    execute(
      client(async () => new Response(text)),
      alipay.tradeRefund,
      { out_trade_no: 'ORDER-1', refund_amount: '8.88', out_request_no: 'REFUND-1' },
    )
  const QUERY = 'alipay_trade_query_response'
  const trade =
    '{ "code":"10000","msg":"Success","out_trade_no":"ORDER-1","trade_no":"2026112122001400000000000001",' +
    '"trade_status":"TRADE_SUCCESS","total_amount":88.80,"buyer_logon_id":"a\\"}\\\\","subject":"\\u62ff铁"}'
  const REFUSAL = '{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.invalid-app-id","sub_msg":"x"}'

  add('a reply is what was signed, byte for byte, and amounts keep their digits', async () => {
    const signature = await sign(trade)
    for (const text of [
      `{"${QUERY}":${trade},"sign":"${signature}"}`,
      `{ "sign" : "${signature}" , "unknown":{"total_amount":"1"}, "${QUERY}" :\n${trade} }\n`,
    ]) {
      const reply = await query(text)
      equal([reply.total_amount, reply.trade_status, reply.subject], ['88.80', 'TRADE_SUCCESS', '拿铁'])
      ok(!('unknown' in reply), 'nothing unsigned')
    }
  })

  add('a reply without a signature, or with an empty one, is refused', async () => {
    await rejects(() => query(`{"${QUERY}":${trade}}`), 'ERR_SIGNATURE')
    await rejects(() => query(`{"${QUERY}":${trade},"sign":""}`), 'ERR_SIGNATURE')
    await rejects(() => query(`{"${QUERY}":${trade},"sign":null}`), 'ERR_SIGNATURE')
    const error = await rejects(() => refund(`{"alipay_trade_refund_response":${trade}}`), 'ERR_SIGNATURE')
    equal(error.outcome, 'unknown')
  })

  add('a reply that could be read in two ways is refused', async () => {
    const signature = await sign(trade)
    const signed = `"${QUERY}":${trade},"sign":"${signature}"`
    const other = trade.replace('88.80', '99.99')
    const escaped = QUERY.replace('q', '\\u0071')
    await rejects(() => query(`{${signed},"${QUERY}":${other}}`), 'ERR_MESSAGE')
    await rejects(() => query(`{"${escaped}":${other},${signed}}`), 'ERR_MESSAGE')
    await rejects(() => query(`{${signed},"error_response":${REFUSAL}}`), 'ERR_MESSAGE')
    await rejects(() => query(`{${signed},"sign":"${signature}"}`), 'ERR_MESSAGE')
  })

  add('a genuine reply to another request is refused', async () => {
    const signature = await sign(trade)
    await rejects(() => query(`{"${QUERY}":${trade},"sign":"${signature}"}`, 'ORDER-2'), 'ERR_SIGNATURE')
  })

  add('a genuine reply of another API is refused, whatever its label', async () => {
    const signature = await sign(trade)
    for (const label of [QUERY, 'alipay_trade_refund_response', 'error_response']) {
      const error = await rejects(
        () => refund(`{"${label}":${trade},"sign":"${signature}"}`),
        'ERR_SIGNATURE',
      )
      equal(error.outcome, 'unknown')
    }
  })

  add('a genuine success in the error envelope is refused', async () => {
    await rejects(
      async () => query(`{"error_response":${trade},"sign":"${await sign(trade)}"}`),
      'ERR_SIGNATURE',
    )
  })

  add('an unsigned refusal is a refusal, marked unverified, and never a success', async () => {
    const error = await rejects(
      () => refund(`{"error_response":${REFUSAL}}`),
      'ERR_GATEWAY',
      /invalid-app-id/,
    )
    equal([error.verified, error.reason, error.outcome], [false, 'isv.invalid-app-id', 'unknown'])
    const verified = `{"error_response":${REFUSAL},"sign":"${await sign(REFUSAL)}"}`
    const sure = await rejects(() => refund(verified), 'ERR_GATEWAY')
    equal([sure.verified, sure.outcome], [true, 'untouched'])
    for (const label of ['error_response', 'alipay_trade_refund_response']) {
      await rejects(() => refund(`{"${label}":{"code":"10000","msg":"Success"}}`), 'ERR_SIGNATURE')
    }
  })

  add('a refused signature names the first difference, values masked', async () => {
    let text = ''
    const fetch = async request => {
      const url = new URL(request.url)
      const params = [...url.searchParams, ...new URLSearchParams(await request.text())]
      const theirs = params
        .filter(([name]) => name !== 'sign')
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => `${name}=${value}`)
        .join('&')
      text = theirs.replace('secret-order', 'altered-order')
      const sub_msg = `验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配，网关生成的验签字符串为：${text}`
      const refusal = { code: '40002', msg: 'Invalid Arguments', sub_code: 'isv.invalid-signature', sub_msg }
      return new Response(JSON.stringify({ error_response: refusal }))
    }
    const call = () => execute(client(fetch), alipay.tradeQuery, { out_trade_no: 'secret-order' })
    const error = await rejects(call, 'ERR_GATEWAY', /biz_content/)
    ok(text.includes('altered-order'), 'the gateway read another text')
    const told = `${error.message}${JSON.stringify(error)}${Object.values(error)}`
    ok(!/secret-order|altered-order|altered|2016000000000001/.test(told), 'no value')
    ok(error.subMsg.includes('altered-order'), 'the words of the gateway are there for the caller')
  })
}
