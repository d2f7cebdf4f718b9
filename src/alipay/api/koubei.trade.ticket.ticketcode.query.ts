/** Koubei: tells what a voucher is still good for (口碑凭证码查询, `koubei.trade.ticket.ticketcode.query`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import { filled } from '../fields.ts'

const input = () =>
  v.strictObject({
    /** The voucher (凭证码): 12 digits. Example: `016569843362`. */
    ticket_code: v.pipe(v.string(), v.regex(/^\d{12}$/, 'must be 12 digits')),
    /**
     * Koubei's number of the shop that asks (门店 id), by which the state is told; 1 to 64. Example:
     * `2015051100077000000000000300`.
     */
    shop_id: filled(64),
  })

/** Input of {@link koubeiTradeTicketTicketcodeQuery}. */
export interface KoubeiTradeTicketTicketcodeQueryInput extends v.InferInput<ReturnType<typeof input>> {}

/** One thing that was done with a voucher. */
export interface TicketTransInfo {
  /** Koubei's number of it (凭证流水 id). Example: `2018011200000201`. */
  ticket_trans_id?: string
  /** What it was; the values are not documented. Example: `USE`. */
  ticket_trans_type?: string
  /** How many uses it took, as a whole number; `1` for ordinary goods. Example: `1`. */
  quantity?: string
  /** When it began, Beijing time. Example: `2018-01-12 09:30:00`. */
  create_time?: string
  /** When it last changed, which is when it was done, Beijing time. Example: `2018-01-12 09:30:01`. */
  last_modify_time?: string
}

/** What a voucher is, and whether the shop that asked may take it. */
export interface KoubeiTradeTicketTicketcodeQueryResult {
  /** `10000`: the query worked; it says nothing of the voucher. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** The voucher, as it was asked for. Example: `016569843362`. */
  ticket_code: string
  /**
   * State of the voucher (券状态). `EFFECTIVE`: unused, and this shop may take it. `UN_EFFECTIVE`: unused, but
   * not for this shop. `USING`: just being used. `USED`: used up. `REFUNDING`: just being given back.
   * `REFUNDED`: given back. Example: `EFFECTIVE`.
   */
  ticket_status: 'USED' | 'EFFECTIVE' | 'UN_EFFECTIVE' | 'REFUNDED' | 'USING' | 'REFUNDING'
  /** The same in Chinese words. Example: `未核销，且可以在当前门店核销`. */
  ticket_status_desc?: string
  /**
   * How many uses are left, as a whole number: of this card (次卡), or of all vouchers of its kind in the order.
   * Example: `2`.
   */
  available_quantity?: string
  /** How many uses there were at first, counted in the same way. Example: `3`. */
  total_quantity?: string
  /** Whether it is a card of several uses (次卡). Example: `false`. */
  time_cards?: 'true' | 'false'
  /** What the goods cost when they were bought, in yuan (商品现价). Example: `10.00`. */
  current_price?: string
  /** What they cost then before any reduction, in yuan (商品原价). Example: `50.00`. */
  original_price?: string
  /** When it becomes good, Beijing time. Example: `2018-01-12 00:00:00`. */
  effect_date?: string
  /** When it runs out, Beijing time. Example: `2018-02-12 23:59:59`. */
  expire_date?: string
  /** Koubei's number of the order. Example: `20180112000001`. */
  order_no?: string
  /** Koubei's number of the goods. Example: `2018011200000301`. */
  item_id?: string
  /** Name of the goods. Example: `Gift card`. */
  item_name?: string
  /** Your own name of the goods, as it was set with Koubei. Example: `GIFT_100`. */
  item_alias?: string
  /** Tmall's number of the goods (天猫商品 ID). Example: `560000000000`. */
  tm_item_id?: string
  /** Alipay's number of the voucher behind the code. Example: `2015102600073002039000002D5O`. */
  voucher_id?: string
  /** What was done with it so far. */
  ticket_trans_info_list?: TicketTransInfo[]
}

/**
 * Tells whether a shop may take a voucher. Asking does not use it.
 *
 * `EFFECTIVE` holds for the shop that asked and for this moment: two tills may both see it.
 *
 * Sources: document 000, which names it; Alipay's SDK models of it up to 2026.
 */
export const koubeiTradeTicketTicketcodeQuery: Api<
  'alipay',
  KoubeiTradeTicketTicketcodeQueryInput,
  KoubeiTradeTicketTicketcodeQueryResult,
  'call'
> = defineApi({
  gateway: 'alipay',
  name: 'koubei.trade.ticket.ticketcode.query',
  kind: 'call',
  input,
  reads: true,
  binds: ['ticket_code'],
  marks: { holds: ['ticket_status'] },
  amounts: ['current_price', 'original_price'],
})
