/** MYbank: records a payment or refund (网商银行全渠道收单业务订单创建, `mybank.payment.trade.order.create`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import { amountOrZero, beijingTime, filled, filledList, text } from '../fields.ts'

const input = () =>
  v.strictObject({
    /** Your id with MYbank (网商合作伙伴 ID); 1 to 32. Example: `202210000000000001278`. */
    partner_id: filled(32),
    /** Your number of the order (外部商户业务订单号); 1 to 64. Example: `20150320010101001`. */
    out_trade_no: filled(64),
    /**
     * What both sides know the payment by, such as the payment's own number (对账关联 ID); 1 to 64. Example:
     * `20150320010101001`.
     */
    recon_related_no: filled(64),
    /** MYbank's code of the product (业务产品码); 1 to 32. Example: `01050200000000000009`. */
    pd_code: filled(32),
    /** MYbank's code of the event (业务事件码); 1 to 32. Example: `12050001`. */
    ev_code: filled(32),
    /**
     * Total in cents (分), not in yuan: a whole number from 1 to 100000000, so that `8888` is 88.88 yuan.
     * Example: `8888`.
     */
    total_amount: v.pipe(
      v.string(),
      v.regex(
        /^([1-9]\d{0,7}|100000000)$/,
        'must be whole cents from 1 to 100000000, such as "8888" for 88.88 yuan',
      ),
    ),
    /** Currency, as MYbank codes it (币种); 1 to 16. Example: `156`. */
    currency_code: filled(16),
    /** What was sold (商品信息), one item at least. */
    goods_info: filledList(
      v.strictObject({
        /** Name of the goods; 1 to 256. Example: `Coffee`. */
        goods_name: filled(256),
        /**
         * Price in yuan, by the only source that names a unit; the total beside it is in cents, so ask MYbank.
         * Example: `88.88`.
         */
        goods_price: amountOrZero(),
      }),
    ),
    /** Id of the seller's terminal (卖家终端 ID); 1 to 64. Example: `2088102146225135`. */
    seller_id: filled(64),
    /** `pay` for a payment, `refund` for one that was given back (支付类型). Example: `pay`. */
    pay_type: v.picklist(['pay', 'refund']),
    /** When it was paid, Beijing time (支付时间). Example: `2026-01-31 09:30:00`. */
    pay_date: beijingTime(),
    /** A remark; at most 256. Example: `Corner Café`. */
    remark: v.optional(text(256)),
  })

/** Input of {@link mybankPaymentTradeOrderCreate}. */
export interface MybankPaymentTradeOrderCreateInput extends v.InferInput<ReturnType<typeof input>> {}

/** MYbank has taken the record. It says nothing more. */
export interface MybankPaymentTradeOrderCreateResult {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
}

/**
 * Records with MYbank a payment or refund that was made elsewhere, so that both sides' books agree.
 *
 * Beware: the total is in cents here. By its fields it is a record and moves no payer's money. No query tells
 * what was recorded, and that a repeat with the same numbers is recorded once is not documented.
 *
 * Sources: document 000, which names it; Alipay's SDK models of it up to 2026.
 */
export const mybankPaymentTradeOrderCreate: Api<
  'alipay',
  MybankPaymentTradeOrderCreateInput,
  MybankPaymentTradeOrderCreateResult,
  'call'
> = defineApi({
  gateway: 'alipay',
  name: 'mybank.payment.trade.order.create',
  kind: 'call',
  input,
  // The documented answer says nothing of the order. Every other API's says what it is about, by one of these.
  marks: {
    lacks: [
      ...['out_trade_no', 'trade_no', 'out_order_no', 'order_no', 'out_request_no', 'request_id', 'auth_no'],
      ...['order_id', 'out_biz_no', 'result_code', 'available_amount', 'bill_download_url', 'ticket_code'],
      ...['image_id', 'file_id', 'app_auth_token', 'auth_app_id', 'tokens', 'user_id', 'open_id', 'status'],
      ...['cashier_order_id', 'royalty_detail_list', 'total_record_num', 'refer_result', 'risk_level'],
    ],
  },
  // No list of its codes is known, so that no refusal is sure to have moved nothing.
  refusals: [],
  amounts: [],
})
