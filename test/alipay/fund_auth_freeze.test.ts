/** The news of freezes, releases and captures, signed by OpenSSL. */
import { describe, expect, it } from 'vitest'
import {
  createAlipay,
  fundAuthFreeze,
  fundAuthOrderUnfreeze,
  tradeStatusSync,
} from '../../src/alipay/index.ts'
import { handleNotify, MessageError, rsa2Verifier, verifyNotify } from '../../src/index.ts'
import { gatewayPublicKey, signedForm } from '../support/gateway-key.ts'
import { appId } from '../support/keys.ts'
import { broken } from './check.ts'

const receiver = createAlipay({ appId, verifier: rsa2Verifier(gatewayPublicKey) })

const fields: Readonly<Record<string, string>> = {
  notify_id: '2019062100222144030081886861',
  notify_type: 'fund_auth_freeze',
  notify_time: '2019-06-21 14:40:30',
  charset: 'utf-8',
  version: '1.0',
  sign_type: 'RSA2',
  app_id: appId,
  auth_no: '2019062110002001000281886861',
  out_order_no: 'HOTEL_1',
  operation_id: '20190621025153970002',
  out_request_no: 'HOTEL_1_FREEZE',
  operation_type: 'FREEZE',
  amount: '500.00',
  status: 'SUCCESS',
  gmt_create: '2019-06-21 14:40:28',
  gmt_trans: '2019-06-21 14:40:30',
  payer_user_id: '2088622903359001',
  total_freeze_amount: '500.00',
  rest_amount: '500.00',
}

const without = (name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name))

const verify = (posted: Readonly<Record<string, string>>) =>
  verifyNotify(receiver, fundAuthFreeze, signedForm(posted))

/** What the gateway is answered, and what reached the handler. */
async function handled(
  posted: Readonly<Record<string, string>>,
  expected: { amount: string } | null,
): Promise<{ status: number; body: string; seen: string[]; errors: string[] }> {
  const seen: string[] = []
  const errors: string[] = []
  const request = new Request('https://shop.example/notify', { method: 'POST', body: signedForm(posted) })
  const response = await handleNotify(receiver, fundAuthFreeze, request, {
    expect: ({ out_request_no }) => (out_request_no === 'HOTEL_1_FREEZE' ? expected : null),
    handle: async ({ operation_type, amount }) => void seen.push(`${operation_type} ${amount}`),
    onError: error => void errors.push((error as { code?: string }).code ?? ''),
  })
  return { status: response.status, body: await response.text(), seen, errors }
}

it('is believed as it was signed', async () => {
  expect({ ...(await verify(fields)) }).toEqual(without('sign_type'))
})

describe.each(fundAuthFreeze.decides.filter(name => name !== 'app_id'))('%s decides', name => {
  it('so the news is refused without it', async () => {
    await expect(verify(without(name))).rejects.toThrow(MessageError)
    await expect(verify({ ...fields, [name]: '' })).rejects.toThrow(MessageError)
    await expect(verify({ ...fields, [name]: 'a b' })).rejects.toThrow(MessageError)
  })
})

it('tells of a release by any number that a release may have', async () => {
  const out_request_no = 'HOTEL.1/release'
  const release = { auth_no: fields['auth_no'], out_request_no, amount: '1', remark: 'Back' }
  expect(broken(fundAuthOrderUnfreeze, release)).toEqual([])
  const news = { ...fields, out_request_no, operation_type: 'UNFREEZE' }
  expect(await verify(news)).toMatchObject({ out_request_no, operation_type: 'UNFREEZE' })
})

it('is read by its other name, and by that alone', async () => {
  const fundAuthUnfreeze = { ...fundAuthFreeze, name: 'fund_auth_unfreeze' }
  const released = { ...fields, notify_type: 'fund_auth_unfreeze', operation_type: 'UNFREEZE' }
  expect(await verifyNotify(receiver, fundAuthUnfreeze, signedForm(released))).toMatchObject({
    notify_type: 'fund_auth_unfreeze',
    operation_type: 'UNFREEZE',
  })
  await expect(verify(released)).rejects.toThrow(MessageError)
  await expect(verifyNotify(receiver, fundAuthUnfreeze, signedForm(fields))).rejects.toThrow(MessageError)
})

it('is refused with an operation or a state that is not known, and with what is no amount', async () => {
  for (const operation_type of ['freeze', 'REFUND', 'FREEZE\n']) {
    await expect(verify({ ...fields, operation_type })).rejects.toThrow(/operation_type is malformed/)
  }
  for (const status of ['success', 'FAIL', 'SUCCESSFUL']) {
    await expect(verify({ ...fields, status })).rejects.toThrow(/status is malformed/)
  }
  for (const amount of ['500.001', '-500', '5e2', '0500']) {
    await expect(verify({ ...fields, amount })).rejects.toThrow(/amount is malformed/)
  }
})

it('leaves out what decides nothing and is malformed', async () => {
  const news = await verify({ ...fields, rest_amount: 'all', gmt_trans: 'today' })
  expect(news).not.toHaveProperty('rest_amount')
  expect(news).not.toHaveProperty('gmt_trans')
  expect(news).toHaveProperty('total_freeze_amount', '500.00')
})

it('is compared with the amount of its operation, in cents', () => {
  const compare = (amount: string) => fundAuthFreeze.compare({ amount: '500.00' } as never, { amount })
  expect(compare('500')).toEqual([])
  expect(compare('500.0')).toEqual([])
  for (const other of ['500.01', '50.00', '5000']) expect(compare(other)).toEqual(['amount'])
  for (const none of ['', '5e2', ' 500']) expect(() => compare(none)).toThrow(/no amount as a decimal string/)
})

describe('handled', () => {
  it('is acknowledged where the amount is that of the operation', async () => {
    expect(await handled(fields, { amount: '500' })).toEqual({
      status: 200,
      body: 'success',
      seen: ['FREEZE 500.00'],
      errors: [],
    })
  })

  it('does not reach the handler with another amount, or for an operation that nobody knows', async () => {
    const other = await handled(fields, { amount: '5.00' })
    expect(other).toMatchObject({ status: 400, seen: [], errors: ['ERR_MISMATCH'] })
    const unknown = await handled({ ...fields, out_request_no: 'HOTEL_2' }, { amount: '500' })
    expect(unknown).toMatchObject({ status: 400, seen: [], errors: ['ERR_MISMATCH'] })
  })
})

it("is no trade's news, and a trade's news is none of it", async () => {
  await expect(verifyNotify(receiver, tradeStatusSync, signedForm(fields))).rejects.toThrow(MessageError)
  await expect(verify({ ...fields, notify_type: 'trade_status_sync' })).rejects.toThrow(MessageError)
})
