/** mapi's errors and events name places, numbers and codes: no key, no signature, no payee. */
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { createEmulator } from '../../src/emulator/index.ts'
import { gbk } from '../../src/gbk/index.ts'
import {
  execute,
  handleNotify,
  md5,
  pageForm,
  verifyNotify,
  ZhifuError,
  type ZhifuEvent,
} from '../../src/index.ts'
import {
  batchTransNotification,
  batchTransNotify,
  batchTransNotifyNoPwd,
  createMapi,
  notifyVerify,
} from '../../src/mapi/index.ts'
import { secretsIn } from '../house/secrets.ts'
import { otherKeys } from '../support/keys.ts'

const partner = '2088002464631181'
const key = 'shared-key-that-nobody-may-see-1'
const transfer = { serial: 'S1', account: 'payee@example.com', name: '常炜', amount: '77.31', note: '龚本林' }
const batch = {
  batch_no: '20260101001',
  account_name: '毛毛',
  email: 'payer@example.com',
  transfers: [transfer],
}

test('every way to fail tells names of fields, serials and codes only', async () => {
  const events: ZhifuEvent[] = []
  const bodies: string[] = []
  const emulator = await createEmulator({
    baseUrl: 'http://127.0.0.1:1',
    apps: [],
    alipayPrivateKey: otherKeys.pkcs8,
    mapi: { partners: [{ partner, email: batch.email, accountName: batch.account_name, md5Key: key }] },
    fetch: async request => {
      bodies.push(await request.text())
      return new Response('no')
    },
  })
  const client = createMapi({
    partner,
    signer: md5(key),
    verifier: md5(key),
    endpoint: emulator.mapi.gateway,
    fetch: emulator.fetch,
    charset: gbk,
    onEvent: event => void events.push(event),
  })
  const told: unknown[] = []
  const fails = async (call: Promise<unknown>) => {
    const error = await call.then(
      () => expect.unreachable('it worked'),
      (error: unknown) => error,
    )
    expect(error).toBeInstanceOf(ZhifuError)
    told.push(error)
  }
  const answering = (body: string) => ({ ...client, fetch: async () => new Response(body) })
  const changed = (change: object) => ({ ...batch, transfers: [{ ...transfer, ...change }] })
  const send = (input: object, by = client) =>
    execute(by, batchTransNotifyNoPwd, input as typeof batch, { notifyUrl: 'http://127.0.0.1:1/' })

  // What is given.
  await fails(send(changed({ name: '常炜^' })))
  await fails(send(changed({ name: '常炜😀' })))
  await fails(send(changed({ amount: '常炜' })))
  await fails(send(changed({ account: 'payee@example.com&batch_fee=1' })))
  await fails(send({ ...batch, transfers: [transfer, transfer] }))
  await fails(pageForm(client, batchTransNotify, changed({ note: '毛毛 €' }) as typeof batch))

  // What comes back, or does not.
  const offline = async (request: Request) => {
    throw new TypeError(`cannot reach ${request.url}, with ${await request.text()}`)
  }
  await fails(send(batch, { ...client, fetch: offline }))
  await fails(send(batch, answering(`<html>${key} 常炜 payee@example.com</html>`)))
  await fails(send(batch, answering(`<!DOCTYPE a [<!ENTITY x "${key}">]><alipay>毛毛</alipay>`)))
  await fails(send(batch, { ...client, signer: md5('another key') }))
  await fails(execute(answering(`no: ${partner}`), notifyVerify, { notify_id: '1' }))

  // What is told.
  await send(batch)
  await emulator.advance(60_000)
  const [body = ''] = bodies
  await fails(verifyNotify(client, batchTransNotification, body.replace('77.31', '0.01')))
  await fails(
    verifyNotify(createMapi({ ...client, partner: '2088000000000000' }), batchTransNotification, body),
  )
  await fails(verifyNotify({ ...client, charset: undefined }, batchTransNotification, body))
  const receive = (by: typeof client, expected: typeof batch | null) =>
    handleNotify(by, batchTransNotification, body, {
      expect: () => expected,
      handle: () => {
        throw new Error('not now')
      },
      onError: error => void told.push(error),
    })
  const before = told.length
  await receive(client, null)
  await receive(
    client,
    changed({ name: '毛毛', account: 'another@example.com', amount: '1.00' }) as typeof batch,
  )
  await receive({ ...client, fetch: offline }, batch)
  await receive(answering('false'), batch)
  expect(told.length - before).toBe(4)

  for (const one of told) {
    const error = one as Error & { issues?: unknown }
    const shown = `${error.message} ${JSON.stringify(error)} ${inspect({ ...error, cause: undefined, stack: undefined })}`
    expect([secretsIn(shown), shown]).toEqual([[], shown])
  }
  expect(events.length).toBeGreaterThan(5)
  for (const event of events) expect(secretsIn(JSON.stringify(event))).toEqual([])
})

test('the watch knows what it looks for', () => {
  const shown = [
    ['a name', `transfer to ${transfer.name}`],
    ['an account', `transfer to ${transfer.account}`],
    ['a buyer or seller id', `partner ${partner}`],
    ['a DSA signature', 'PWLHJ0bGdAejia7nKo4M/uWJd3NxSKMxus9HoxgYRLunliPmma29TQ=='],
    ['a DSA signature', '_p_w_l_h_j0b_gd_aejia7n_ko4_m%2Fu_w_jd3_nx_s_k_mxus9_hoxg_y_r_lunli_pmma29_t_q=='],
    ['a shared key', key],
  ] as const
  for (const [what, text] of shown) expect(secretsIn(text)).toContain(what)
  expect(
    secretsIn(
      'batch_trans_notify_no_pwd: fail_details[0] is malformed TXN_RESULT_TRANSFER_OUT_CAN_NOT_EQUAL_IN',
    ),
  ).toEqual([])
})
