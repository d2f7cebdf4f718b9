/** A genuine reply of any other API under the name of one of Koubei's, MYbank's or Huabei's. */
import { describe, expect, it } from 'vitest'
import * as alipay from '../../src/alipay/index.ts'
import { type Api, readReply, rsa2Verifier } from '../../src/index.ts'
import { gatewayPublicKey, signedReply } from '../support/gateway-key.ts'
import { appId } from '../support/keys.ts'
import { CALLS } from './facts.ts'
import { sampleOf } from './facts-schema.ts'

type Fields = Readonly<Record<string, unknown>>

const receiver = alipay.createAlipay({ appId, verifier: rsa2Verifier(gatewayPublicKey) })
const verdict = { code: '10000', msg: 'Success' }

interface Ours {
  readonly api: Api<'alipay'>
  readonly asked: Fields
  /** What it answers at the least. */
  readonly answer: Fields
  /** What of it must be as it was asked. */
  readonly binds: readonly string[]
  /** What else must be there. */
  readonly holds?: readonly string[]
  /** What only others say. */
  readonly foreign?: string
}

const OURS: readonly Ours[] = [
  {
    api: alipay.koubeiTradeItemorderBuy,
    asked: { out_order_no: 'A1' },
    answer: { order_no: '2018', trade_no: '2013', cashier_order_id: 'C1' },
    binds: [],
    holds: ['cashier_order_id'],
  },
  {
    api: alipay.koubeiTradeItemorderQuery,
    asked: { order_no: '2018' },
    answer: { order_no: '2018', status: 'PAID' },
    binds: ['order_no'],
    holds: ['status'],
  },
  {
    api: alipay.koubeiTradeItemorderRefund,
    asked: { order_no: '2018', out_request_no: 'R1' },
    answer: { order_no: '2018', out_request_no: 'R1', real_refund_amount: '1.00' },
    binds: ['order_no', 'out_request_no'],
    holds: ['real_refund_amount'],
  },
  {
    api: alipay.koubeiTradeOrderPrecreate,
    asked: { request_id: 'Q1', out_order_no: 'A1' },
    answer: { order_no: '2018', qr_code: 'https://qr.example/1' },
    binds: [],
    holds: ['order_no'],
    foreign: 'cashier_order_id trade_no out_request_no status ticket_status',
  },
  {
    api: alipay.koubeiTradeTicketTicketcodeCancel,
    asked: { request_id: 'Q1', ticket_code: '016569843362', order_no: '2018' },
    answer: { request_id: 'Q1' },
    binds: ['request_id'],
  },
  {
    api: alipay.koubeiTradeTicketTicketcodeDelay,
    asked: { request_id: 'Q1', ticket_code: '016569843362', order_no: '2018' },
    answer: { request_id: 'Q1' },
    binds: ['request_id'],
  },
  {
    api: alipay.koubeiTradeTicketTicketcodeSend,
    asked: { request_id: 'Q1', order_no: '2018' },
    answer: { request_id: 'Q1' },
    binds: ['request_id'],
  },
  {
    api: alipay.koubeiTradeTicketTicketcodeQuery,
    asked: { ticket_code: '016569843362' },
    answer: { ticket_code: '016569843362', ticket_status: 'USED' },
    binds: ['ticket_code'],
    holds: ['ticket_status'],
  },
  {
    api: alipay.mybankPaymentTradeOrderCreate,
    asked: { out_trade_no: 'ORDER-1', partner_id: '2088102146225135', seller_id: '2088102146225135' },
    answer: {},
    binds: [],
    foreign:
      'out_trade_no trade_no out_order_no order_no out_request_no request_id auth_no order_id out_biz_no result_code ' +
      'available_amount bill_download_url ticket_code image_id file_id app_auth_token auth_app_id user_id open_id',
  },
  {
    api: alipay.pcreditHuabeiAuthSettleApply,
    asked: { out_request_no: 'R1', open_id: '074a1', seller_id: '2088102146225135' },
    answer: { out_request_no: 'R1' },
    binds: ['out_request_no'],
    foreign: 'trade_no out_trade_no order_no out_order_no auth_no operation_dt royalty_detail_list',
  },
]

const TICKETS = ['cancel', 'delay', 'send'].map(verb => `koubei.trade.ticket.ticketcode.${verb}`)

/** Replies that hold nothing by which they could be told apart: each of the three holds the number of its call. */
const alike = (name: string, other: string): boolean => TICKETS.includes(name) && TICKETS.includes(other)

function read(api: Api<'alipay'>, asked: object, answer: object): Promise<unknown> {
  const reply = signedReply(
    `${api.name.replaceAll('.', '_')}_response`,
    JSON.stringify({ ...verdict, ...answer }),
  )
  return readReply(receiver, api as Api<'alipay', unknown, unknown, 'call'>, reply, asked)
}

/** Whatever an API's table lets it answer, about the very numbers that were asked. */
const fullAnswer = (call: (typeof CALLS)[number], asked: Fields): Fields =>
  Object.fromEntries(call.table.response.map(row => [row.name, asked[row.name] ?? sampleOf(row)]))

it('looks at the whole catalogue', () => {
  const names = CALLS.map(({ api }) => api.name)
  expect(OURS.filter(({ api }) => !names.includes(api.name))).toEqual([])
  expect(names.length).toBeGreaterThan(OURS.length + 10)
})

describe.each(OURS)('$api.name', ({ api, asked, answer, binds, holds = [], foreign = '' }) => {
  const others = CALLS.filter(call => call.api.name !== api.name && call.api.kind !== 'page')

  it('takes its own reply, the least and the fullest', async () => {
    expect(await read(api, asked, answer)).toEqual({ ...verdict, ...answer })
    const own = CALLS.find(call => call.api.name === api.name)
    const full = fullAnswer(own as (typeof CALLS)[number], asked)
    expect(await read(api, asked, full)).toMatchObject(verdict)
  })

  it.each(others.map(call => ({ call, name: call.api.name })))(
    'is not answered by $name',
    async ({ call, name }) => {
      const reading = read(api, asked, fullAnswer(call, asked))
      if (alike(api.name, name)) await expect(reading).resolves.toMatchObject({ request_id: 'Q1' })
      else await expect(reading).rejects.toMatchObject({ code: 'ERR_SIGNATURE', diagnosis: 'relabelled' })
    },
  )

  it.each(OURS.filter(other => other.api.name !== api.name && Object.keys(other.answer).length > 0))(
    'is not answered by the least that $api.name says',
    async other => {
      const numbers = Object.fromEntries(
        Object.entries(other.answer).map(([name, value]) => [name, asked[name] ?? value]),
      )
      const reading = read(api, asked, numbers)
      if (alike(api.name, other.api.name)) await expect(reading).resolves.toMatchObject({ request_id: 'Q1' })
      else await expect(reading).rejects.toMatchObject({ code: 'ERR_SIGNATURE', diagnosis: 'relabelled' })
    },
  )

  it('is told from others by what it must hold, and by what only they say', async () => {
    const spoilt = [
      ...holds.map(name => ({ ...answer, [name]: undefined })),
      ...foreign.split(' ').flatMap(name => (name ? [{ ...answer, [name]: 'x' }] : [])),
    ]
    for (const other of spoilt) {
      await expect(read(api, asked, other)).rejects.toMatchObject({ diagnosis: 'relabelled' })
    }
  })

  it('is bound to what it repeats, in a success and in a refusal', async () => {
    expect(api.binds ?? []).toEqual(binds)
    for (const name of binds) {
      await expect(read(api, asked, { ...answer, [name]: 'OTHER' })).rejects.toMatchObject({
        code: 'ERR_SIGNATURE',
        diagnosis: 'someone-elses',
      })
      await expect(read(api, asked, { ...answer, [name]: undefined })).rejects.toMatchObject({
        code: 'ERR_SIGNATURE',
        diagnosis: 'relabelled',
      })
      const refusal = { code: '40004', sub_code: 'SYSTEM_ERROR', [name]: 'OTHER' }
      await expect(read(api, asked, refusal)).rejects.toMatchObject({ diagnosis: 'someone-elses' })
    }
  })
})
