/** Alipay: closes a trade that nobody has paid (统一收单交易关闭, `alipay.trade.close`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import type { Entries } from '../fields.ts'
import { text } from '../fields.ts'
import { ofOneTrade, type TradeNumbers, tradeNumbers } from '../order-fields.ts'

const own = () => ({
  /** Your number of who closes it (商户操作员编号); at most 28. Example: `YX01`. */
  operator_id: v.optional(text(28)),
  /** What a business adds by arrangement (业务扩展参数). */
  extend_params: v.optional(
    v.strictObject({
      /** Whether the order was fulfilled by other means (是否已履约). Example: `true`. */
      is_fulfilled: v.optional(v.string()),
    }),
  ),
})

// By name, so that declarations need not repeat all fields for the check.
interface Fields extends v.StrictObjectSchema<Entries<TradeNumbers & ReturnType<typeof own>>, undefined> {}
interface Trade extends v.InferOutput<Fields> {}

const input = () => v.pipe(v.strictObject({ ...tradeNumbers(), ...own() }) as Fields, ofOneTrade<Trade>())

/** Input of {@link tradeClose}. */
export interface TradeCloseInput extends v.InferInput<ReturnType<typeof input>> {}

/** The trade is closed: it can be paid no more, and no money moved. */
export interface TradeCloseResult {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Alipay's number of the trade (支付宝交易号). Example: `2013111511001004390000105126`. */
  trade_no?: string
  /** Your order number. Example: `ORDER-1`. */
  out_trade_no?: string
}

/**
 * Closes a trade that is waiting for its payer, so that it can be paid no more.
 *
 * It never gives money back: where somebody paid meanwhile it is refused, and a query tells. A page or a code
 * may have no trade before its payer comes: then `ACQ.TRADE_NOT_EXIST` closed nothing, and it may be paid later.
 *
 * Sources: document 000, "alipay.trade.close"; Alipay's page of it and its 2026 SDK models.
 */
export const tradeClose: Api<'alipay', TradeCloseInput, TradeCloseResult, 'call'> = defineApi({
  gateway: 'alipay',
  name: 'alipay.trade.close',
  kind: 'call',
  input,
  binds: ['trade_no', 'out_trade_no'],
  // It holds nothing of its own; what the replies of the other APIs hold is known.
  marks: {
    lacks: [
      ...['total_amount', 'trade_status', 'retry_flag', 'fund_change', 'refund_amount', 'refund_status'],
      ...[
        'out_request_no',
        'buyer_user_id',
        'buyer_open_id',
        'settle_no',
        'settle_amount',
        'cashier_order_id',
      ],
      ...['order_no', 'qr_code', 'share_code', 'prepay_id'],
    ],
  },
  refusals: ['ACQ.TRADE_NOT_EXIST', 'ACQ.INVALID_PARAMETER'],
  amounts: [],
})
