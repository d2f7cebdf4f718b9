/** Genuine notifications and their deliveries. Imports nothing of one runtime: it runs in Node, Deno and workerd. */
import { createAlipay, type TradeStatusSync, tradeStatusSync } from '../../src/alipay/index.ts'
import {
  handleNotify,
  type NotificationStore,
  rsa2Verifier,
  type TransactionalStore,
} from '../../src/index.ts'
import keyData from '../vectors/keys.json' with { type: 'json' }

const appId = '2021000000000001'
const { pkcs8, spki } = keyData.keys.other

/** What the shop in the tests knows and does. */
export interface Shop<Transaction> {
  readonly store: NotificationStore | TransactionalStore<Transaction>
  /** Does what is counted; where there is a transaction, in it. */
  count(order: string, transaction: Transaction): Promise<void>
}

/** A notification that says `order` was paid, signed as the gateway signs. */
export async function notification(order: string): Promise<string> {
  const fields: Record<string, string> = {
    app_id: appId,
    notify_id: `n.${order}`,
    notify_type: 'trade_status_sync',
    out_trade_no: order,
    trade_no: '2026112222001',
    trade_status: 'TRADE_SUCCESS',
    total_amount: '88.88',
  }
  const text = Object.keys(fields)
    .sort()
    .map(name => `${name}=${fields[name]}`)
    .join('&')
  const der = Uint8Array.from(atob(pkcs8.replace(/-----[^-]+-----|\s/g, '')), char => char.charCodeAt(0))
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign'])
  const bytes = new Uint8Array(await crypto.subtle.sign(algorithm, key, new TextEncoder().encode(text)))
  const sign = btoa(String.fromCharCode(...bytes))
  return new URLSearchParams({ ...fields, sign_type: 'RSA2', sign }).toString()
}

/** What the gateway gets back. */
export interface Answer {
  readonly status: number
  readonly body: string
}

/** Delivers a notification once, as the gateway would. */
export async function deliver<Transaction>(
  { store, count }: Shop<Transaction>,
  body: string,
  { lease, onError }: { lease?: number; onError?: (error: unknown) => void } = {},
): Promise<Answer> {
  const receiver = createAlipay({ appId, verifier: rsa2Verifier(spki) })
  const request = new Request('http://127.0.0.1:1/notify', { method: 'POST', body })
  const response = await handleNotify(receiver, tradeStatusSync, request, {
    expect: () => ({ total_amount: '88.88' }),
    handle: ({ out_trade_no }: TradeStatusSync, { transaction }: { transaction: Transaction }) =>
      count(out_trade_no, transaction),
    store,
    lease,
    ...(onError && { onError }),
  })
  return { status: response.status, body: await response.text() }
}

/** Delivers until it is acknowledged, as the gateway does, only sooner. */
export async function deliverUntilAcknowledged(attempt: () => Promise<Answer>, most = 200): Promise<number> {
  for (let attempts = 1; attempts <= most; attempts++) {
    const { status, body } = await attempt()
    if (status === 200 && body === 'success') return attempts
    if (status !== 500 || body !== 'fail') throw new Error(`answered ${status} ${body}`)
    // Ever less often, for 64 that ask every moment would be the load themselves.
    await pause(Math.min(25 * attempts, 200))
  }
  throw new Error(`not acknowledged in ${most} deliveries`)
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}

/** An order's number that no other test has. */
export function freshOrder(): string {
  return crypto.randomUUID()
}
