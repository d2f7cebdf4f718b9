import { expect, test } from 'vitest'
import { createAlipay, tradeStatusSync } from '../../src/alipay/index.ts'
import { handleNotify, rsa2Verifier, type TransactionalStore } from '../../src/index.ts'
import { gatewayPublicKey, signedForm } from '../support/gateway-key.ts'
import { appId } from '../support/keys.ts'

const receiver = createAlipay({ appId, verifier: rsa2Verifier(gatewayPublicKey) })
const body = signedForm({
  app_id: appId,
  notify_id: 'n-1',
  notify_type: 'trade_status_sync',
  out_trade_no: 'ORDER-1',
  trade_no: '2026',
  trade_status: 'TRADE_SUCCESS',
  total_amount: '88.88',
})

/** A store that keeps a list in place of a database, and drops what an unfinished transaction wrote. */
function listStore() {
  const done = new Set<string>()
  const committed: string[] = []
  const store: TransactionalStore<string[]> = {
    once: async (id, work) => {
      if (done.has(id)) return 'done'
      const written: string[] = []
      await work(written)
      done.add(id)
      committed.push(...written)
      return 'handled'
    },
  }
  return { store, committed, done }
}

const post = async (
  store: TransactionalStore<string[]>,
  handle: (no: string, written: string[]) => void | Promise<void>,
) => {
  const errors: unknown[] = []
  const response = await handleNotify(receiver, tradeStatusSync, body, {
    expect: () => ({ total_amount: '88.88', seller_id: undefined }),
    handle: (trade, { order, transaction }) =>
      handle(`${trade.out_trade_no} ${order.total_amount}`, transaction),
    store,
    onError: error => void errors.push(error),
  })
  return { status: response.status, body: await response.text(), errors }
}

test('the handler writes in the store’s transaction, once, and is given what the order said', async () => {
  const { store, committed, done } = listStore()
  const write = (what: string, written: string[]) => void written.push(what)
  expect(await post(store, write)).toEqual({ status: 200, body: 'success', errors: [] })
  expect(await post(store, write)).toEqual({ status: 200, body: 'success', errors: [] })
  expect(committed).toEqual(['ORDER-1 88.88'])
  expect([...done]).toEqual([`alipay:${appId}:n-1`])
})

test('a handler that fails keeps nothing, and the gateway repeats', async () => {
  const { store, committed } = listStore()
  const failing = (what: string, written: string[]) => {
    written.push(what)
    throw new Error('no such order row')
  }
  expect(await post(store, failing)).toMatchObject({
    status: 500,
    body: 'fail',
    errors: [{ message: 'no such order row' }],
  })
  expect(committed).toEqual([])
})

test('while another worker is at it, the gateway is asked to repeat, and the handler does not run', async () => {
  const busy: TransactionalStore<string[]> = { once: async () => 'busy' }
  expect(await post(busy, () => expect.unreachable())).toEqual({ status: 500, body: 'fail', errors: [] })
})

test('a commit that fails is told', async () => {
  const failing: TransactionalStore<string[]> = {
    once: async (_, work) => {
      await work([])
      throw new Error('commit failed')
    },
  }
  expect(await post(failing, () => {})).toMatchObject({ status: 500, errors: [{ message: 'commit failed' }] })
})
