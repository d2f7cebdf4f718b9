/** Koubei's vouchers: sending, asking, delaying, and undoing their use. */
import { describe, expect, it } from 'vitest'
import {
  createAlipay,
  koubeiTradeTicketTicketcodeCancel,
  koubeiTradeTicketTicketcodeDelay,
  koubeiTradeTicketTicketcodeQuery,
  koubeiTradeTicketTicketcodeSend,
} from '../../src/alipay/index.ts'
import { type Api, readReply, rsa2Verifier } from '../../src/index.ts'
import { gatewayPublicKey, signedReply } from '../support/gateway-key.ts'
import { appId } from '../support/keys.ts'
import { broken, issues, sent } from './check.ts'

const receiver = createAlipay({ appId, verifier: rsa2Verifier(gatewayPublicKey) })

const use = { request_id: 'REQUEST1', request_biz_no: 'REQUEST1', ticket_code: '016569843362' }
const delay = {
  request_id: 'REQUEST2',
  end_date: '20180131 235959',
  order_no: '20180112000001',
  ticket_code: '016569843362',
}
const send = {
  request_id: 'REQUEST3',
  order_no: '20180112000001',
  send_order_no: '2018011200000401',
  send_token: '5e8dd9e7b2a04bd6',
  isv_ma_list: [{ code: '016569843362', num: '1' }],
}
const query = { ticket_code: '016569843362', shop_id: '2015051100077000000000000300' }

const read = (api: Api<'alipay'>, asked: object, answer: object) =>
  readReply(
    receiver,
    api as Api<'alipay', unknown, unknown, 'call'>,
    signedReply(`${api.name.replaceAll('.', '_')}_response`, JSON.stringify(answer)),
    asked,
  )

describe('undoing a use', () => {
  const cancel = (more: object): string[] => broken(koubeiTradeTicketTicketcodeCancel, { ...use, ...more })

  it("needs the order of a voucher that is not Koubei's", () => {
    expect(cancel({})).toEqual([])
    expect(cancel({ code_type: 'INTERNAL_CODE' })).toEqual([])
    expect(cancel({ code_type: 'EXTERNAL_CODE', order_no: '2018' })).toEqual([])
    for (const order_no of [undefined, '']) {
      expect(
        issues(koubeiTradeTicketTicketcodeCancel, { ...use, code_type: 'EXTERNAL_CODE', order_no }),
      ).toEqual(['order_no is required with code_type EXTERNAL_CODE'])
    }
  })

  it('counts in whole uses', () => {
    for (const quantity of ['1', '10', '9999']) expect(cancel({ quantity }), quantity).toEqual([])
    for (const quantity of ['0', '01', '1.5', '-1', '10000', 'all', 1]) {
      expect(cancel({ quantity }), `${quantity}`).toEqual(['quantity'])
    }
  })

  it("does not fill in whose voucher it is: Koubei's default holds", () => {
    expect(sent(koubeiTradeTicketTicketcodeCancel, use)).toEqual(use)
  })
})

describe('delaying', () => {
  const until = (end_date: string): string[] =>
    broken(koubeiTradeTicketTicketcodeDelay, { ...delay, end_date })

  it('takes both forms of a time that the sources name, sends them as they are, and takes no other', () => {
    for (const time of ['20180131 235959', '2018-01-31 23:59:59', '20240229 000000', '2024-02-29 00:00:00']) {
      expect(until(time), time).toEqual([])
      expect(sent(koubeiTradeTicketTicketcodeDelay, { ...delay, end_date: time })).toMatchObject({
        end_date: time,
      })
    }
    for (const time of [
      ...['20180230 000000', '2018-02-30 00:00:00', '20180131 240000', '20180131 235960', '20181301 000000'],
      ...['', '20180131', '20180131235959', '20180131 23:59:59', '2018-01-31 235959', '20180131  235959'],
      ...['2018-01-31T23:59:59', '20180131 235959 ', ' 20180131 235959', '20180131 235959\n'],
    ]) {
      expect(until(time), time).toEqual(['end_date'])
    }
  })

  it('fills in that the voucher is Koubei’s, for the gateway requires it', () => {
    expect(sent(koubeiTradeTicketTicketcodeDelay, delay)).toMatchObject({ code_type: 'INTERNAL_CODE' })
    expect(sent(koubeiTradeTicketTicketcodeDelay, { ...delay, code_type: 'EXTERNAL_CODE' })).toMatchObject({
      code_type: 'EXTERNAL_CODE',
    })
  })
})

describe('sending', () => {
  it('sends one voucher at least, each with its code', () => {
    const list = (...isv_ma_list: object[]): string[] =>
      broken(koubeiTradeTicketTicketcodeSend, { ...send, isv_ma_list })
    expect(list({ code: 'x' })).toEqual([])
    expect(list({ code: 'x', num: '3' }, { code: 'y' })).toEqual([])
    expect(list()).toEqual(['isv_ma_list'])
    expect(list({ code: 'x' }, { num: '1' })).toEqual(['isv_ma_list.1.code'])
    expect(list({ code: '' })).toEqual(['isv_ma_list.0.code'])
  })
})

describe('asking', () => {
  it('asks for 12 digits', () => {
    expect(broken(koubeiTradeTicketTicketcodeQuery, query)).toEqual([])
    for (const ticket_code of ['01656984336', '0165698433621', '01656984336x', '']) {
      expect(broken(koubeiTradeTicketTicketcodeQuery, { ...query, ticket_code }), ticket_code).toEqual([
        'ticket_code',
      ])
    }
  })

  it('tells the state, and the prices as texts', async () => {
    const answer = {
      code: '10000',
      msg: 'Success',
      ...query,
      ticket_status: 'EFFECTIVE',
      time_cards: 'false',
    }
    expect(
      await read(koubeiTradeTicketTicketcodeQuery, query, {
        ...answer,
        current_price: 10.5,
        original_price: '50',
      }),
    ).toMatchObject({ ticket_status: 'EFFECTIVE', current_price: '10.5', original_price: '50' })
  })
})

it('repeats the question only', () => {
  expect(koubeiTradeTicketTicketcodeQuery.reads).toBe(true)
  const writes = [
    koubeiTradeTicketTicketcodeCancel,
    koubeiTradeTicketTicketcodeDelay,
    koubeiTradeTicketTicketcodeSend,
  ]
  for (const api of writes) expect(api.reads, api.name).toBeUndefined()
})

describe.each([
  { api: koubeiTradeTicketTicketcodeCancel, asked: use },
  { api: koubeiTradeTicketTicketcodeDelay, asked: delay },
  { api: koubeiTradeTicketTicketcodeSend, asked: send },
])('$api.name', ({ api, asked }) => {
  const { request_id } = asked
  const done = { code: '10000', msg: 'Success', request_id }

  it('says whether an earlier call had done it', async () => {
    expect(await read(api, asked, done)).toEqual(done)
    const again = { ...done, biz_code: 'BIZ_ALREADY_SUCCESS' }
    expect(await read(api, asked, again)).toEqual(again)
  })

  it('leaves every refusal open, whatever its code', async () => {
    for (const reason of ['SYSTEM_ERROR', 'INVALID_PARAMETER', 'TICKET_NOT_EXIST']) {
      const answer = { code: '40004', msg: 'Business Failed', sub_code: reason, sub_msg: 'x' }
      await expect(read(api, asked, answer)).rejects.toMatchObject({
        code: 'ERR_GATEWAY',
        reason,
        outcome: 'unknown',
      })
    }
  })
})

it('is refused a question without doubt: asking moves nothing', async () => {
  const answer = { code: '40004', msg: 'Business Failed', sub_code: 'TICKET_NOT_EXIST', sub_msg: 'x' }
  await expect(read(koubeiTradeTicketTicketcodeQuery, query, answer)).rejects.toMatchObject({
    outcome: 'untouched',
  })
})
