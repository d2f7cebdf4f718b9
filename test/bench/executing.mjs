/**
 * A whole `execute` against a bare round trip to the same server: signed by bare WebCrypto, sent by bare `fetch`
 * and read to its end. The bare one checks nothing and verifies nothing; `execute` does both.
 */
import { fork } from 'node:child_process'
import { AlipaySdk } from 'alipay-sdk'
import { execute, signRequest } from 'zhifu'
import { tradeQuery } from 'zhifu/alipay'
import { ALGORITHM, alipay, order, sdk, signatureOf, signingKey, verifyingKey } from './fixtures.mjs'
import { compare } from './paired.mjs'
import { profile } from './profile.mjs'
import { hold, tell } from './report.mjs'

const { out_trade_no, total_amount } = order
const trade = JSON.stringify({
  code: '10000',
  msg: 'Success',
  buyer_logon_id: '185****2920',
  buyer_pay_amount: total_amount,
  buyer_user_id: '2088812847201551',
  invoice_amount: total_amount,
  out_trade_no,
  point_amount: '0.00',
  receipt_amount: total_amount,
  send_pay_date: '2026-01-31 09:30:04',
  total_amount,
  trade_no: '2026013122001401551430614892',
  trade_status: 'TRADE_SUCCESS',
})
const reply = `{"alipay_trade_query_response":${trade},"sign":"${signatureOf(trade)}"}`

const server = fork(new URL('reply-server.mjs', import.meta.url))
const port = await new Promise((resolve, reject) => {
  server.once('message', resolve).once('error', reject)
  server.send(reply)
})
const endpoint = `http://127.0.0.1:${port}/gateway.do`
const client = { ...alipay, endpoint }
const official = new AlipaySdk({ ...sdk.config, gateway: endpoint })

const { query, body } = await signRequest(client, tradeQuery, { out_trade_no })
const url = `${endpoint}?${new URLSearchParams(query)}`
const form = String(new URLSearchParams(body))
const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' }
const message = new TextEncoder().encode(
  [...query, ...body]
    .filter(([name]) => name !== 'sign')
    .sort()
    .map(pair => pair.join('='))
    .join('&'),
)
const signed = new TextEncoder().encode(trade)
const signature = Buffer.from(signatureOf(trade), 'base64')

/** Signs, sends and reads, and does nothing with what came. */
async function roundTrip(init = {}) {
  await crypto.subtle.sign(ALGORITHM.name, signingKey, message)
  const response = await fetch(url, { method: 'POST', headers, body: form, ...init })
  return response.arrayBuffer()
}

const contenders = {
  zhifu: () => execute(client, tradeQuery, { out_trade_no }),
  'bare fetch': () => roundTrip(),
  'bare fetch with a deadline, verified': async () => {
    await roundTrip({ signal: AbortSignal.timeout(15_000) })
    return crypto.subtle.verify(ALGORITHM.name, verifyingKey, signature, signed)
  },
  'alipay-sdk': () => official.exec('alipay.trade.query', { bizContent: { out_trade_no } }),
}
try {
  for (const width of [1, 64]) {
    const { time, cpu, speed } = await compare(contenders, { width, each: width === 1 ? 8 : 1, rounds: 21 })
    for (const name of Object.keys(contenders))
      tell(
        `${width} at once: ${name} ${time(name).toFixed(0)} µs, of processor time ${cpu(name).toFixed(0)} µs`,
      )
    const what = `execute, ${width} at once, in time of a bare signed fetch`
    // The limit is for a round trip, and a round trip is what one call alone waits for.
    if (width === 1) hold(what, 1 / speed('zhifu', 'bare fetch'), { atMost: 1.25 })
    else tell(`${what}: ${(1 / speed('zhifu', 'bare fetch')).toFixed(2)}`)
    tell(
      `${what} with a deadline, whose reply is verified: ${(1 / speed('zhifu', 'bare fetch with a deadline, verified')).toFixed(2)}`,
    )
    tell(
      `execute, ${width} at once, in speed of the official SDK: ${speed('zhifu', 'alipay-sdk').toFixed(2)}`,
    )
  }
  for (const name of ['zhifu', 'bare fetch'])
    tell(
      `1 at once, on the main thread: ${name}: ${await profile(contenders[name], { width: 1, count: 3000 })}`,
    )
} finally {
  server.kill()
}
