/** Koubei: undoes the use of a voucher (口碑凭证码撤销核销, `koubei.trade.ticket.ticketcode.cancel`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import { type Entries, filled } from '../fields.ts'
import type { TicketRequest } from '../results.ts'

const own = () => ({
  /** Number of the call that used the voucher (核销的外部请求号); 1 to 32. Example: `20180112REQUEST1`. */
  request_id: filled(32),
  /** Business number of that call (业务请求号), mostly the same; 1 to 64. Example: `20180112REQUEST1`. */
  request_biz_no: filled(64),
  /** The voucher that it used (凭证码); 1 to 32. Example: `016569843362`. */
  ticket_code: filled(32),
  /**
   * Whose voucher it is (券码类型): `INTERNAL_CODE` is Koubei's and the default, `EXTERNAL_CODE` another's and
   * must be told. Example: `EXTERNAL_CODE`.
   */
  code_type: v.optional(v.picklist(['INTERNAL_CODE', 'EXTERNAL_CODE'])),
  /** Koubei's number of the order; required with `EXTERNAL_CODE`. Example: `20180112000001`. */
  order_no: v.optional(v.string()),
  /**
   * How many uses are undone (冲正份数): a whole number of at most 4 digits, just as many as were used; a card
   * of several uses (次卡) needs it. Example: `1`.
   */
  quantity: v.optional(
    v.pipe(v.string(), v.regex(/^[1-9]\d{0,3}$/, 'must be a whole number from 1 to 9999, such as "1"')),
  ),
})

// By name, so that declarations need not repeat all fields for the check.
interface Fields extends v.StrictObjectSchema<Entries<ReturnType<typeof own>>, undefined> {}
interface Use extends v.InferOutput<Fields> {}

const input = () =>
  v.pipe(
    v.strictObject(own()) as Fields,
    v.forward(
      v.check(
        ({ code_type, order_no }: Use) => code_type !== 'EXTERNAL_CODE' || !!order_no,
        'is required with code_type EXTERNAL_CODE',
      ),
      ['order_no'],
    ),
  )

/** Input of {@link koubeiTradeTicketTicketcodeCancel}. */
export interface KoubeiTradeTicketTicketcodeCancelInput extends v.InferInput<ReturnType<typeof input>> {}

/** The use was undone, by this or by an earlier identical call. */
export interface KoubeiTradeTicketTicketcodeCancelResult extends TicketRequest {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
}

/**
 * Undoes the use of a voucher, so that it can be used, or given back for money, once more.
 *
 * It repeats safely: `biz_code` tells that an earlier call had done it. The answers to cancelling, delaying and
 * sending look alike, so give each of these calls a number of its own.
 *
 * Sources: document 000, which names it; Alipay's SDK models of it up to 2026.
 */
export const koubeiTradeTicketTicketcodeCancel: Api<
  'alipay',
  KoubeiTradeTicketTicketcodeCancelInput,
  KoubeiTradeTicketTicketcodeCancelResult,
  'call'
> = defineApi({
  gateway: 'alipay',
  name: 'koubei.trade.ticket.ticketcode.cancel',
  kind: 'call',
  input,
  binds: ['request_id'],
  // No list of its codes is known, so that no refusal is sure to have moved nothing.
  refusals: [],
  amounts: [],
})
