/**
 * mapi: a batch of transfers in GBK, one of which fails, against the emulator on loopback.
 *
 * That a batch was accepted says nothing of payment, and nobody signs it. What was paid comes in the notification:
 * its signature is verified over its GBK bytes, the gateway is asked whether it sent it (`notify_verify`), and
 * every transfer is held against the batch that was sent.
 */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { execute, GatewayError, handleNotify, md5, memoryStore, TransportError } from 'zhifu'
import { createEmulator } from 'zhifu/emulator'
import { gbk } from 'zhifu/gbk'
import { batchTransNotification, batchTransNotifyNoPwd, createMapi, type ReconciledBatch } from 'zhifu/mapi'

const step = (text: string): void => console.log(`\n— ${text}`)
const say = (name: string, value: unknown): void => console.log(`  ${name.padEnd(14)} ${value}`)

const partner = '2088000000000001'
const key = crypto.randomUUID().replaceAll('-', '') // the shared key (安全校验码), from Alipay's console
const payer = { email: 'payer@example.com', account_name: '花店' }
const batch = {
  ...payer,
  batch_no: 'SALARY202601',
  transfers: [
    { serial: 'S1', account: 'lilei@example.com', name: '李雷', amount: '20.00', note: '一月 January' },
    { serial: 'S2', account: 'meimei@example.com', name: '韩梅梅', amount: '12.50' },
    { serial: 'S3', account: 'nobody@example.com', name: '欧阳', amount: '8.80' },
  ],
}

const emulator = await createEmulator({
  baseUrl: 'http://127.0.0.1:1',
  apps: [],
  mapi: {
    partners: [
      { partner, email: payer.email, accountName: payer.account_name, md5Key: key, balance: '100.00' },
    ],
    // The third account does not exist.
    payees: batch.transfers.slice(0, 2),
  },
})
const mapi = createMapi({
  partner,
  signer: md5(key),
  verifier: md5(key),
  charset: gbk,
  endpoint: emulator.mapi.gateway,
  fetch: request => {
    if (request.method === 'GET') say('asked', 'notify_verify: is this notification yours?')
    return emulator.fetch(request)
  },
})

let news: ReconciledBatch | undefined
const store = memoryStore()
const shop = (request: Request): Promise<Response> =>
  handleNotify(mapi, batchTransNotification, request, {
    expect: ({ batch_no }) => (batch_no === batch.batch_no ? batch : null), // as you stored it before sending
    handle: message => {
      news = message
      say('notified', `${message.batch_no}: ${message.paid.count} paid, ${message.unpaid.count} failed`)
    },
    store,
    onError: error => say('refused', error),
  })
const server = serve({ fetch: shop, port: 0, hostname: '127.0.0.1' })
await new Promise(resolve => server.once('listening', resolve))
const notifyUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`

try {
  step(
    'A batch of three transfers is sent in GBK; its reply gets lost, so that nobody knows what became of it',
  )
  emulator.fault('reply-lost', { method: 'batch_trans_notify_no_pwd' })
  const lost = await execute(mapi, batchTransNotifyNoPwd, batch, { notifyUrl }).catch(
    (error: unknown) => error,
  )
  if (lost instanceof TransportError) say('outcome', lost.outcome)

  step('It is sent again under the same number, which the gateway pays once')
  const again = await execute(mapi, batchTransNotifyNoPwd, batch, { notifyUrl }).catch(
    (error: unknown) => error,
  )
  if (again instanceof GatewayError) say('answer', `${again.reason}: it was taken the first time`)
  say('balance', `${emulator.mapi.balance(partner)} yuan: accepted is not paid`)

  step('A minute later: the notification is verified, confirmed, and held against the batch')
  await emulator.advance(60_000)
  if (news === undefined) throw new Error('there was no notification')
  for (const { serial, name, amount } of news.succeeded) say('paid', `${serial} ${name} ${amount} yuan`)
  for (const { serial, name, amount, reason } of news.failed)
    say('not paid', `${serial} ${name} ${amount} yuan, ${reason}`)
  say('together', `${news.paid.amount} yuan paid, ${news.unpaid.amount} yuan not`)
  say('balance', `${emulator.mapi.balance(partner)} yuan`)

  step('Reconciled: every transfer that was sent is told exactly once, and none that was not')
  const { paid, failed, missing, unknown, repeated, different } = news.reconciliation
  say('paid', paid.join(', '))
  say('failed', failed.join(', '))
  say('amiss', [...missing, ...unknown, ...repeated, ...different].length || 'nothing')

  step('The same notification with another amount is refused: its signature does not fit')
  const [{ body } = { body: '' }] = emulator.notifications()
  const forged = await shop(new Request(notifyUrl, { method: 'POST', body: body.replace('12.50', '99.50') }))
  say('answer', `${forged.status} ${await forged.text()}`)

  if (
    paid.join() !== 'S1,S2' ||
    failed.join() !== 'S3' ||
    news.paid.amount !== '32.50' ||
    forged.status !== 400
  )
    throw new Error('not as expected')
  console.log('\nAll as it should be.')
} finally {
  server.close()
}
