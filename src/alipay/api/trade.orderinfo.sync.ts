/** Alipay: tells Alipay how a credit order was kept (支付宝订单信息同步, `alipay.trade.orderinfo.sync`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import { filled, jsonObject, jsonString, text } from '../fields.ts'

const input = () =>
  v.strictObject({
    /** Number of this report (外部请求号), a new one for each of a trade; 1 to 64. Example: `HZ01RF001`. */
    out_request_no: filled(64),
    /**
     * The business, as agreed with Alipay (业务类型): `CREDIT_AUTH` for an order on credit, `CREDIT_DEDUCT` for a
     * debit on credit, or another; 1 to 64. Example: `CREDIT_AUTH`.
     */
    biz_type: filled(64),
    /** Alipay's number of the trade (支付宝交易号); at most 64. Example: `2018061021001004680073956707`. */
    trade_no: v.optional(text(64)),
    /**
     * Number of what it is about, such as the `out_request_no` of a refund (原始业务请求单号). Example: `REFUND-1`.
     */
    orig_request_no: v.optional(v.string()),
    /**
     * What to report (订单业务信息), in `status`: `COMPLETE` the payer paid some other way, `CLOSED` nothing is
     * owed any more, `VIOLATED` the payer broke the agreement; sent as JSON of at most 2018 characters.
     * Example: `{ status: 'COMPLETE' }`.
     */
    order_biz_info: v.optional(jsonString(jsonObject(), 2018)),
  })

/** Input of {@link tradeOrderinfoSync}. */
export interface TradeOrderinfoSyncInput extends v.InferInput<ReturnType<typeof input>> {}

/** The report was taken. */
export interface TradeOrderinfoSyncResult {
  /** `10000`: the report was taken. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Alipay's number of the trade (支付宝交易号). Example: `2018061021001004680073956707`. */
  trade_no: string
  /** Your order number. Example: `ORDER-1`. */
  out_trade_no: string
  /** The payer's user id (买家); apps of the openid kind get `buyer_open_id`. Example: `2088101117955611`. */
  buyer_user_id?: string
  /** The payer's openid under your app. Example: `074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5`. */
  buyer_open_id?: string
}

/**
 * Tells Zhima Credit (芝麻信用) how the payer kept an order on credit.
 *
 * It moves no money and takes no debit back: with `COMPLETE` and `CLOSED` the same order's debit must be
 * cancelled too (`tradeCancel`), or the payer pays twice. `VIOLATED` is a stain on the payer's credit: be
 * sure.
 *
 * Sources: document 000, which names it; Alipay's page of `alipay.trade.orderinfo.sync` and its 2026 SDK
 * models.
 */
export const tradeOrderinfoSync: Api<'alipay', TradeOrderinfoSyncInput, TradeOrderinfoSyncResult, 'call'> =
  defineApi({
    gateway: 'alipay',
    name: 'alipay.trade.orderinfo.sync',
    kind: 'call',
    input,
    binds: ['trade_no'],
    marks: {
      holds: ['trade_no', 'out_trade_no'],
      holdsOneOf: ['buyer_user_id', 'buyer_open_id'],
      lacks: ['total_amount', 'fund_change'],
    },
    refusals: ['ACQ.INVALID_PARAMETER', 'ACQ.TRADE_NOT_EXIST'],
    amounts: [],
  })
