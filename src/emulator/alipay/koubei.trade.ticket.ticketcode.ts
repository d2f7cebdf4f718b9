/** `koubei.trade.ticket.ticketcode.*`: vouchers are handed over, asked about, live longer, are unused again. */
import { fromCents } from '../../message/amount.ts'
import { beijingTime } from '../../message/beijing-time.ts'
import { readBeijingTime } from '../times.ts'
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { type Refusal, refuseFields } from './refusals.ts'
import { type Redemption, type TicketStatus, usesLeft } from './tickets.ts'

const MONTH = 30 * 24 * 60 * 60 * 1000
const CODE_TYPE = /^(?:INTERNAL|EXTERNAL)_CODE$/

/** Hands over the vouchers of a paid order, with the token that Koubei asked for them with. */
export function koubeiTradeTicketTicketcodeSend(
  call: Call,
  { clock, itemOrders, tickets, requests }: Bank,
): Answer {
  const { app, fields } = call
  const requestId = fields.text('request_id', { required: true, max: 32 })
  const order = itemOrders.byOrderNo(app.appId, fields.text('order_no', { required: true }))
  const sendOrderNo = fields.text('send_order_no', { required: true })
  const sendToken = fields.text('send_token', { required: true })
  const start = readTime(call, 'valid_start') ?? clock.now().getTime()
  const end = readTime(call, 'valid_end') ?? start + MONTH
  const codes = fields.items('isv_ma_list', { required: true }).map(item => ({
    code: item.text('code', { required: true, max: 32 }),
    num: Number(item.text('num', { pattern: /^[1-9]\d{0,3}$/ }) || '1'),
  }))
  const names = codes.map(({ code }) => code)
  const said = JSON.stringify([sendOrderNo, codes])
  const repeat = requests.compare(app.appId, call.method, requestId, said)
  if (order?.trade.status !== 'TRADE_SUCCESS') fields.reject('order_no')
  if (order !== undefined && order.sendOrderNo !== sendOrderNo) fields.reject('send_order_no')
  if (order !== undefined && order.sendToken !== sendToken) fields.reject('send_token')
  if (repeat === 'other') fields.reject('request_id')
  const isTaken = names.some(code => tickets.byCode(app.appId, code) !== undefined)
  if (new Set(names).size < names.length || (repeat === 'new' && isTaken)) fields.reject('isv_ma_list')
  if (order === undefined || fields.problems.length > 0) return refused(fields.problems)
  if (repeat === 'new') for (const { code, num } of codes) tickets.add(order, code, num, start, end)
  return done(call, requestId, said, repeat === 'same', requests)
}

/** Lets a voucher live until another moment. */
export function koubeiTradeTicketTicketcodeDelay(call: Call, { clock, tickets, requests }: Bank): Answer {
  const { app, fields } = call
  const requestId = fields.text('request_id', { required: true, max: 32 })
  fields.text('code_type', { required: true, pattern: CODE_TYPE })
  const end = readTime(call, 'end_date')
  const ticket = tickets.byCode(app.appId, fields.text('ticket_code', { required: true, max: 12 }))
  const orderNo = fields.text('order_no', { required: true, max: 32 })
  if (ticket === undefined) fields.reject('ticket_code')
  else if (ticket.order.orderNo !== orderNo) fields.reject('order_no')
  const said = JSON.stringify([ticket?.code, end])
  const repeat = requests.compare(app.appId, call.method, requestId, said)
  if (repeat === 'other') fields.reject('request_id')
  if (end === undefined || (repeat === 'new' && end <= clock.now().getTime())) fields.reject('end_date')
  if (ticket === undefined || end === undefined || fields.problems.length > 0) return refused(fields.problems)
  if (repeat === 'new') ticket.end = end
  return done(call, requestId, said, repeat === 'same', requests)
}

/** Undoes one use of a voucher; `request_biz_no` is the number of the call that used it. */
export function koubeiTradeTicketTicketcodeCancel(call: Call, { tickets }: Bank): Answer {
  const { app, fields } = call
  const requestId = fields.text('request_id', { required: true, max: 32 })
  const number = fields.text('request_biz_no', { required: true, max: 64 })
  const isExternal = fields.text('code_type', { pattern: CODE_TYPE }) === 'EXTERNAL_CODE'
  const orderNo = fields.text('order_no', { required: isExternal })
  const quantity = fields.text('quantity', { pattern: /^[1-9]\d{0,3}$/ })
  const ticket = tickets.byCode(app.appId, fields.text('ticket_code', { required: true, max: 32 }))
  const redemption = ticket?.redemptions.get(number)
  if (ticket === undefined) fields.reject('ticket_code')
  else if (redemption === undefined) fields.reject('request_biz_no')
  if (ticket !== undefined && orderNo !== '' && ticket.order.orderNo !== orderNo) fields.reject('order_no')
  const mustSay = ticket !== undefined && ticket.quantity > 1
  if ((mustSay || quantity !== '') && redemption !== undefined && Number(quantity) !== redemption.quantity) {
    fields.reject('quantity')
  }
  if (redemption === undefined || fields.problems.length > 0) return refused(fields.problems)
  const isRepeat = redemption.undone
  if (!isRepeat) tickets.undo(redemption)
  return success({ ...(isRepeat ? ALREADY : {}), request_id: requestId })
}

/** Answers a voucher's state, in the shop of its order. */
export function koubeiTradeTicketTicketcodeQuery({ app, fields }: Call, { tickets }: Bank): Answer {
  const shopId = fields.text('shop_id', { required: true, max: 64 })
  const ticket = tickets.byCode(app.appId, fields.text('ticket_code', { required: true, max: 12 }))
  if (ticket === undefined) fields.reject('ticket_code')
  else if (ticket.order.shopId !== shopId) fields.reject('shop_id')
  if (ticket === undefined || fields.problems.length > 0) return refused(fields.problems)
  const { order, redemptions } = ticket
  const [item] = order.items
  const status = tickets.statusOf(ticket)
  return success({
    available_quantity: String(usesLeft(ticket)),
    current_price: fromCents(item?.price ?? 0n),
    effect_date: beijingTime(new Date(ticket.start)),
    expire_date: beijingTime(new Date(ticket.end)),
    item_id: item?.skuId ?? '',
    item_name: order.trade.subject,
    order_no: order.orderNo,
    original_price: fromCents(item?.originalPrice ?? 0n),
    ticket_code: ticket.code,
    ticket_status: status,
    ticket_status_desc: WORDS[status],
    ticket_trans_info_list: [...redemptions.values()].map(transFields),
    time_cards: String(ticket.quantity > 1),
    total_quantity: String(ticket.quantity),
  })
}

const WORDS: Readonly<Record<TicketStatus, string>> = {
  EFFECTIVE: '可用',
  UN_EFFECTIVE: '不可用',
  USING: '使用中',
  USED: '已使用',
  REFUNDED: '已退款',
}

const ALREADY = { biz_code: 'BIZ_ALREADY_SUCCESS' } as const

function transFields({
  transId,
  quantity,
  time,
  changedAt,
  undone,
}: Redemption): Readonly<Record<string, string>> {
  return {
    create_time: beijingTime(time),
    last_modify_time: beijingTime(changedAt),
    quantity: String(quantity),
    ticket_trans_id: transId,
    ticket_trans_type: undone ? 'CANCEL' : 'USE',
  }
}

/** No codes of these methods are documented: what is wrong is always said of a parameter. */
function refused(problems: readonly string[]): Refusal {
  return refuseFields(problems, 'isv.invalid-parameter')
}

function done(
  { app, method }: Call,
  requestId: string,
  said: string,
  isRepeat: boolean,
  requests: Bank['requests'],
): Answer {
  requests.done(app.appId, method, requestId, said)
  return success({ ...(isRepeat ? ALREADY : {}), request_id: requestId })
}

/** `20180131 235959` or `2018-01-31 23:59:59`; undefined when it is absent or neither. */
function readTime({ fields }: Call, name: string): number | undefined {
  const text = fields.text(name)
  const moment = readBeijingTime(
    text.replace(/^(\d{4})(\d\d)(\d\d) (\d\d)(\d\d)(\d\d)$/, '$1-$2-$3 $4:$5:$6'),
  )
  if (text !== '' && moment === undefined) fields.reject(name)
  return moment
}
