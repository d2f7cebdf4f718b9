/** Koubei: tells the state of an order for goods (口碑商品交易查询, `koubei.trade.itemorder.query`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import { filled } from '../fields.ts'

const input = () =>
  v.strictObject({
    /**
     * Koubei's number of the order (口碑订单号), from `koubeiTradeItemorderBuy`; 1 to 64. Example:
     * `20180112000001`.
     */
    order_no: filled(64),
  })

/** Input of {@link koubeiTradeItemorderQuery}. */
export interface KoubeiTradeItemorderQueryInput extends v.InferInput<ReturnType<typeof input>> {}

/** One kind of goods in an order. */
export interface KoubeiItemOrder {
  /** Koubei's number of this item in the order (商品单 ID), which a refund asks for. Example: `2018011200000101`. */
  item_order_no?: string
  /** Koubei's number of the goods. Example: `2015060400076000000000012100`. */
  sku_id?: string
  /** How many of it. Example: `2`. */
  quantity?: number
  /** Price of one piece in yuan (商品单价). Example: `10.00`. */
  price?: string
  /** State of this item; the values are not documented. Example: `SUCCESS`. */
  status?: string
  /** What of the merchant's discount falls to this item, in yuan. Example: `1.00`. */
  merchant_fund?: string
  /** What of the platform's discount falls to this item, in yuan. Example: `0.50`. */
  platform_fund?: string
  /** More about it, such as the number of a foreign card, as JSON text. Example: `{"card_no":"123"}`. */
  ext_info?: string
}

/** What an order for goods has come to. */
export interface KoubeiTradeItemorderQueryResult {
  /** `10000`: the query worked; it says nothing of the payment. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Koubei's number of the order, as it was asked for. Example: `20180112000001`. */
  order_no: string
  /**
   * State of the order (订单状态). `INIT`: made. `WAIT_PAY`: waits for the buyer. `PAID`: the buyer has paid.
   * `SUCCESS`: and the merchant has the money. `FINISH`: all of it was given back. Example: `PAID`.
   */
  status: 'INIT' | 'WAIT_PAY' | 'PAID' | 'SUCCESS' | 'FINISH'
  /** Your number of the order. Example: `A2018011200000001`. */
  out_order_no?: string
  /** Alipay's number of the trade. Example: `2018011221001004680073956707`. */
  trade_no?: string
  /** Total in yuan (订单金额). Example: `20.00`. */
  total_amount?: string
  /** What the buyer really paid, in yuan (用户实付金额). Example: `17.00`. */
  real_pay_amount?: string
  /** The platform's discount in yuan (优惠金额). Example: `3.00`. */
  discount_amount?: string
  /** What of this order goes to the seller, in yuan (卖家实收金额). Example: `19.00`. */
  deliver_seller_real_amount?: string
  /** The goods that were ordered. */
  item_order_vo?: KoubeiItemOrder[]
  /** Koubei's code of the product. Example: `ONLINE_PURCHASE`. */
  biz_product?: string
  /** The buyer's Alipay account. Example: `2088102015433735`. */
  buyer_id?: string
  /** The seller's id. Example: `2088102146225135`. */
  seller_id?: string
  /** The Alipay account that the merchant signed up with. Example: `2088102146225135`. */
  partner_id?: string
  /** When it was made, Beijing time. Example: `2018-01-12 09:30:00`. */
  gmt_create?: string
  /** When it last changed, Beijing time. Example: `2018-01-12 09:31:00`. */
  gmt_modified?: string
  /** When it was paid, Beijing time. Example: `2018-01-12 09:31:00`. */
  gmt_payment?: string
}

/**
 * Tells whether an order for goods was paid, and what its items are.
 *
 * Beware of `FINISH`: it is the state of an order that was given back in full. Paid are `PAID` and `SUCCESS`;
 * an order that was given back in part stays in one of these.
 *
 * Sources: document 000, which names it; Alipay's SDK models of it up to 2026.
 */
export const koubeiTradeItemorderQuery: Api<
  'alipay',
  KoubeiTradeItemorderQueryInput,
  KoubeiTradeItemorderQueryResult,
  'call'
> = defineApi({
  gateway: 'alipay',
  name: 'koubei.trade.itemorder.query',
  kind: 'call',
  input,
  reads: true,
  binds: ['order_no'],
  marks: { holds: ['status'] },
  amounts: [
    'deliver_seller_real_amount',
    'discount_amount',
    'merchant_fund',
    'platform_fund',
    'price',
    'real_pay_amount',
    'total_amount',
  ],
})
