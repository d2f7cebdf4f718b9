/** Forgeries of a genuine notification. */
import { createSign } from 'node:crypto'
import keyData from '../vectors/keys.json' with { type: 'json' }
import type { Forgery } from './plan.ts'

/** Changes a notification in one way that the gateway's signature does not cover. */
export function forge(body: string, kind: Forgery): string {
  const fields = new URLSearchParams(body)
  if (kind === 'amount') fields.set('total_amount', '0.01')
  if (kind === 'another number') fields.set('notify_id', `${fields.get('notify_id')?.slice(0, -8)}99999999`)
  if (kind === 'unsigned') fields.delete('sign')
  // The worst of them: an order that nobody paid shall be delivered.
  if (kind === 'status' || kind === 'another key') {
    for (const name of ['refund_fee', 'gmt_refund', 'out_biz_no', 'gmt_close']) fields.delete(name)
    fields.set(
      'trade_status',
      fields.get('trade_status') === 'TRADE_SUCCESS' ? 'TRADE_FINISHED' : 'TRADE_SUCCESS',
    )
    fields.set('notify_id', `${fields.get('notify_id')?.slice(0, -8)}88888888`)
  }
  if (kind === 'another key') {
    const signed = [...fields].filter(([name]) => name !== 'sign' && name !== 'sign_type')
    const text = signed
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(pair => pair.join('='))
      .join('&')
    fields.set('sign', createSign('sha256').update(text).sign(keyData.keys.rsa2048.pkcs8, 'base64'))
  }
  return fields.toString()
}
