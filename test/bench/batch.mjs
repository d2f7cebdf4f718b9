/**
 * What a batch costs at 10, 100 and 1000 transfers: checking, deriving and signing it, and verifying, reading
 * and reconciling its notification. Linear growth costs ten times as much for ten times as many.
 */
import { createHash } from 'node:crypto'
import iconv from 'iconv-lite'
import { Bench } from 'tinybench'
import { handleNotify, md5, signRequest } from 'zhifu'
import { gbk } from 'zhifu/gbk'
import { batchTransNotification, batchTransNotifyNoPwd, createMapi } from 'zhifu/mapi'
import { tell } from './report.mjs'

const key = '1'.repeat(32)
const mapi = createMapi({
  partner: '2088002464631181',
  signer: md5(key),
  verifier: md5(key),
  charset: gbk,
  confirm: 'skip',
})
const transfer = index => ({
  serial: String(index).padStart(7, '0'),
  account: `receiver${index}@example.com`,
  name: '常炜买家',
  amount: '20.00',
})
const batchOf = n => ({
  batch_no: '20260101001',
  account_name: '毛毛',
  email: 'payer@example.com',
  transfers: Array.from({ length: n }, (_, index) => transfer(index)),
})

function notificationOf({ batch_no, transfers }) {
  const fields = {
    notify_id: '1',
    batch_no,
    pay_user_id: '2088002464631181',
    success_details: transfers
      .map(({ serial, account, name, amount }) =>
        [serial, account, name, amount, 'S', 'null', `2026${serial}`, '20260101120000'].join('^'),
      )
      .join('|'),
  }
  const text = Object.keys(fields)
    .sort()
    .map(name => `${name}=${fields[name]}`)
    .join('&')
  const sign = createHash('md5').update(iconv.encode(text, 'gbk')).update(key).digest('hex')
  return Object.entries({ ...fields, sign })
    .map(([name, value]) => `${name}=${iconv.encode(value, 'gbk').toString('hex').replace(/../g, '%$&')}`)
    .join('&')
}

const sizes = [10, 100, 1000]
const bench = new Bench({ time: 1500, warmupTime: 300 })
for (const n of sizes) {
  const batch = batchOf(n)
  const body = notificationOf(batch)
  bench.add(`signing a batch of ${n}`, () => signRequest(mapi, batchTransNotifyNoPwd, batch))
  bench.add(`a notification of ${n}`, async () => {
    const { status } = await handleNotify(mapi, batchTransNotification, body, {
      expect: () => batch,
      handle: ({ reconciliation }) => {
        if (reconciliation.paid.length !== n) throw new Error('not all were told of')
      },
    })
    if (status !== 200) throw new Error(`answered with ${status}`)
  })
}
await bench.run()

for (const what of ['signing a batch of', 'a notification of']) {
  const times = sizes.map(n => {
    const { result } = bench.tasks.find(({ name }) => name === `${what} ${n}`)
    if (result.error) throw result.error
    return result.latency.p50
  })
  const cells = sizes.map((n, index) => `${n}: ${(times[index] * 1000).toFixed(0)} µs`)
  const ratios = times.slice(1).map((time, index) => `× ${(time / times[index]).toFixed(1)}`)
  tell(`${what} ${cells.join(', ')}; growth at ten times as many: ${ratios.join(', ')}`)
}
