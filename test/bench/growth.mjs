/**
 * How the time of what strangers can feed us grows, from n to 16 n. The exponent says it in one figure: 1 is
 * linear, 2 would be quadratic. Single steps jump where the data leaves a cache or the collector runs; the
 * exponent over all four doublings is what to read.
 */
import { createSign, generateKeyPairSync } from 'node:crypto'
import { Bench } from 'tinybench'
import { rsa2Verifier, verifyNotify } from 'zhifu'
import { createAlipay, tradeStatusSync } from 'zhifu/alipay'
import { canonicalText, secondReading } from '../../dist/message/canonical.js'
import { utf8 } from '../../dist/message/charset.js'
import { decodeForm } from '../../dist/message/form.js'
import { quoteNumbers, rawMembers } from '../../dist/message/raw-json.js'
import { tell } from './report.mjs'

const bytes = text => new TextEncoder().encode(text)
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const receiver = createAlipay({
  appId: '1',
  verifier: rsa2Verifier(publicKey.export({ type: 'spki', format: 'pem' })),
})
const known = new Set(Array.from({ length: 50 }, (_, index) => `known${index}`))
const list = (n, item) => Array.from({ length: n }, (_, index) => item(index))

function notification(n) {
  const fields = {
    app_id: '1',
    notify_id: '1',
    notify_type: 'trade_status_sync',
    out_trade_no: '1',
    total_amount: '1',
    trade_no: '1',
    trade_status: 'TRADE_SUCCESS',
    ...Object.fromEntries(list(n, index => [`x${index}`, 'y'])),
  }
  const text = Object.keys(fields)
    .sort()
    .map(name => `${name}=${fields[name]}`)
    .join('&')
  const sign = createSign('sha256').update(text).sign(privateKey, 'base64')
  return new URLSearchParams({ ...fields, sign }).toString()
}

/** What is measured: a name, the smallest n, and how to make the work for n. */
const cases = [
  [
    'form of n parameters',
    10_000,
    n => {
      const body = bytes(list(n, index => `a${index}=%E6%94%AF`).join('&'))
      return () => decodeForm(body, utf8)
    },
  ],
  [
    'form of one value of n characters',
    100_000,
    n => {
      const body = bytes(`a=${'%41+'.repeat(n / 4)}`)
      return () => decodeForm(body, utf8)
    },
  ],
  [
    'canonical text of n parameters',
    10_000,
    n => {
      const params = new Map(list(n, index => [`a${index}`, 'x']))
      return () => canonicalText(params)
    },
  ],
  [
    'second reading in a value of n embedded names',
    10_000,
    n => {
      const params = new Map([['zz', list(n, index => `&known${index % 50}=1`).join('')]])
      return () => secondReading(params, known)
    },
  ],
  [
    'JSON scan over n nested brackets',
    50_000,
    n => {
      const reply = bytes(`{"a":${'['.repeat(n)}${']'.repeat(n)}}`)
      return () => rawMembers(reply, utf8)
    },
  ],
  [
    'JSON scan over a string of n escaped quotes',
    50_000,
    n => {
      const reply = bytes(`{"a":"${'\\"'.repeat(n)}"}`)
      return () => rawMembers(reply, utf8)
    },
  ],
  [
    'JSON scan over a string of n backslashes',
    50_000,
    n => {
      const reply = bytes(`{"a":"${'\\\\'.repeat(n)}"}`)
      return () => rawMembers(reply, utf8)
    },
  ],
  [
    'JSON scan over n members',
    10_000,
    n => {
      const reply = bytes(`{${list(n, index => `"a${index}":1`).join()}}`)
      return () => rawMembers(reply, utf8)
    },
  ],
  [
    'quoting n numbers',
    10_000,
    n => {
      const json = `{"l":[${list(n, () => '{"amount":1.10}').join()}]}`
      return () => quoteNumbers(json, new Set(['amount']))
    },
  ],
  [
    'a genuine notification of n more fields',
    60,
    n => {
      const body = notification(n)
      return () => verifyNotify(receiver, tradeStatusSync, body)
    },
  ],
  [
    'a forged notification of n unknown fields',
    60,
    n => {
      const body = `${notification(n)}&forged=1`
      return () => verifyNotify(receiver, tradeStatusSync, body).catch(() => {})
    },
  ],
]

const FACTORS = [1, 2, 4, 8, 16]
let worst = 0
for (const [name, n, make] of cases) {
  const bench = new Bench({ time: 150, warmupTime: 50 })
  for (const factor of FACTORS) bench.add(String(factor), make(n * factor))
  await bench.run()
  const medians = bench.tasks.map(({ result }) => {
    if (result.error) throw result.error
    return result.latency.p50
  })
  const exponent = Math.log(medians.at(-1) / medians[0]) / Math.log(FACTORS.at(-1))
  worst = Math.max(worst, exponent)
  const times = medians.map(time => time.toFixed(2)).join(', ')
  tell(`${name.padEnd(48)} n = ${String(n).padStart(6)}: ${times} ms; exponent ${exponent.toFixed(2)}`)
}
tell(`the steepest growth has the exponent ${worst.toFixed(2)}`)
