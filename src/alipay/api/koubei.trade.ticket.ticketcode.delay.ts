/** Koubei: lets a voucher live longer (口碑凭证延期, `koubei.trade.ticket.ticketcode.delay`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import { filled, isBeijingTime } from '../fields.ts'
import type { TicketRequest } from '../results.ts'

const input = () =>
  v.strictObject({
    /** Your number of this call (请求 id); 1 to 32; a new one for each. Example: `20180112REQUEST1`. */
    request_id: filled(32),
    /**
     * Until when it lives (延至日期), Beijing time: `20180131 235959` by Alipay's model, or
     * `2018-01-31 23:59:59`, which other pages and its Java SDK write. Example: `20180131 235959`.
     */
    end_date: v.pipe(
      v.string(),
      v.check(
        value =>
          isBeijingTime(value.replace(/^(\d{4})(\d\d)(\d\d) (\d\d)(\d\d)(\d\d)$/, '$1-$2-$3 $4:$5:$6')),
        'must be a time such as "20180131 235959" or "2018-01-31 23:59:59" (Beijing time)',
      ),
    ),
    /** Koubei's number of the order (口碑订单号); 1 to 32. Example: `20180112000001`. */
    order_no: filled(32),
    /** The voucher (凭证码); 1 to 12. Example: `016569843362`. */
    ticket_code: filled(12),
    /**
     * Whose voucher it is (券码类型): `INTERNAL_CODE` is Koubei's, and filled in; `EXTERNAL_CODE` another's.
     * Example: `INTERNAL_CODE`.
     */
    code_type: v.optional(v.picklist(['INTERNAL_CODE', 'EXTERNAL_CODE']), 'INTERNAL_CODE'),
  })

/** Input of {@link koubeiTradeTicketTicketcodeDelay}. */
export interface KoubeiTradeTicketTicketcodeDelayInput extends v.InferInput<ReturnType<typeof input>> {}

/** The voucher lives longer, by this or by an earlier identical call. */
export interface KoubeiTradeTicketTicketcodeDelayResult extends TicketRequest {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
}

/**
 * Puts off the day on which a voucher runs out. It moves no money.
 *
 * It repeats safely: `biz_code` tells that an earlier call had done it. The answers to cancelling, delaying and
 * sending look alike, so give each of these calls a number of its own.
 *
 * Sources: document 000, which names it; Alipay's SDK models of it up to 2026.
 */
export const koubeiTradeTicketTicketcodeDelay: Api<
  'alipay',
  KoubeiTradeTicketTicketcodeDelayInput,
  KoubeiTradeTicketTicketcodeDelayResult,
  'call'
> = defineApi({
  gateway: 'alipay',
  name: 'koubei.trade.ticket.ticketcode.delay',
  kind: 'call',
  input,
  binds: ['request_id'],
  // No list of its codes is known, so that no refusal is sure to have moved nothing.
  refusals: [],
  amounts: [],
})
