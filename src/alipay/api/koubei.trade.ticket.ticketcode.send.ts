/** Koubei: hands over the vouchers made for an order (码商发码成功回调, `koubei.trade.ticket.ticketcode.send`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import { filled, filledList, notEmpty } from '../fields.ts'
import type { TicketRequest } from '../results.ts'

const input = () =>
  v.strictObject({
    /** Your number of this call (请求 id); 1 to 32; a new one for each. Example: `20180112REQUEST1`. */
    request_id: filled(32),
    /** Koubei's number of the order (口碑订单号). Example: `20180112000001`. */
    order_no: notEmpty(),
    /** Koubei's number of the delivery (口碑商品发货单号). Example: `2018011200000401`. */
    send_order_no: notEmpty(),
    /** What Koubei's request for vouchers carried, repeated as it was. Example: `5e8dd9e7b2a04bd6`. */
    send_token: notEmpty(),
    /** The vouchers (发码列表), one at least. */
    isv_ma_list: filledList(
      v.strictObject({
        /** The voucher's code (串码码值). Example: `016569843362`. */
        code: notEmpty(),
        /** How often it may be used, as a whole number (可核销份数). Example: `1`. */
        num: v.optional(v.string()),
      }),
    ),
    /** When they become good (券生效时间); as the goods say by default. Example: `2018-01-12 00:00:00`. */
    valid_start: v.optional(v.string()),
    /** When they run out (券过期时间); as the goods say by default. Example: `2018-02-12 23:59:59`. */
    valid_end: v.optional(v.string()),
  })

/** Input of {@link koubeiTradeTicketTicketcodeSend}. */
export interface KoubeiTradeTicketTicketcodeSendInput extends v.InferInput<ReturnType<typeof input>> {}

/** Koubei has the vouchers, by this or by an earlier identical call. */
export interface KoubeiTradeTicketTicketcodeSendResult extends TicketRequest {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
}

/**
 * Tells Koubei which vouchers were made for an order, so that it delivers them to the buyer.
 *
 * For who makes vouchers (码商), after Koubei asked for them. It repeats safely: `biz_code` tells that an earlier
 * call had done it. The answers to cancelling, delaying and sending look alike, so give each of these calls a
 * number of its own.
 *
 * Sources: document 000, "koubei.trade.ticket.ticketcode.send"; Alipay's SDK models of it up to 2026.
 */
export const koubeiTradeTicketTicketcodeSend: Api<
  'alipay',
  KoubeiTradeTicketTicketcodeSendInput,
  KoubeiTradeTicketTicketcodeSendResult,
  'call'
> = defineApi({
  gateway: 'alipay',
  name: 'koubei.trade.ticket.ticketcode.send',
  kind: 'call',
  input,
  binds: ['request_id'],
  // No list of its codes is known, so that no refusal is sure to have moved nothing.
  refusals: [],
  amounts: [],
})
