/** Alipay: tells what became of a sharing out (交易分账查询, `alipay.trade.order.settle.query`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import type { Entries } from '../fields.ts'

const entries = () => ({
  /**
   * Alipay's number of the request (分账单号), from the answer to it. Either this, or both other numbers, which
   * are better: the reply then says which request it is about. Example: `20210718002530070036530006474222`.
   */
  settle_no: v.optional(v.string()),
  /** Your number of the request (外部请求号), as it was sent with it; with `trade_no`. Example: `SETTLE_1`. */
  out_request_no: v.optional(v.string()),
  /** Alipay's number of the trade (支付宝交易号); with `out_request_no`. Example: `2014030411001007850000672009`. */
  trade_no: v.optional(v.string()),
})

// By name, so that declarations need not repeat all fields for the check.
interface Fields extends v.StrictObjectSchema<Entries<ReturnType<typeof entries>>, undefined> {}
interface Numbers extends v.InferOutput<Fields> {}

const input = () =>
  v.pipe(
    v.strictObject(entries()) as Fields,
    v.forward(
      v.check(
        ({ settle_no, out_request_no, trade_no }: Numbers) => !!settle_no || !!(out_request_no && trade_no),
        'or both out_request_no and trade_no are required',
      ),
      ['settle_no'],
    ),
  )

/** Input of {@link tradeOrderSettleQuery}. */
export interface TradeOrderSettleQueryInput extends v.InferInput<ReturnType<typeof input>> {}

/** One share, and how far it has come (分账明细). */
export interface RoyaltyDetail {
  /** Alipay's number of this share. Example: `2023030610032004370215900000`. */
  detail_id?: string
  /** What was done: shared out, topped up, or one of these taken back. Example: `transfer`. */
  operation_type?: 'replenish' | 'replenish_refund' | 'transfer' | 'transfer_refund'
  /** Only `SUCCESS` is paid; `PROCESSING` may still be, `FAIL` is not (分账状态). Example: `SUCCESS`. */
  state?: 'SUCCESS' | 'FAIL' | 'PROCESSING'
  /** Amount in yuan. Example: `10.00`. */
  amount?: string
  /** When it was done, Beijing time. Example: `2021-07-30 12:00:00`. */
  execute_dt?: string
  /** Account that gave (支出方). Example: `2088111111111111`. */
  trans_out?: string
  /** What `trans_out` is. Example: `userId`. */
  trans_out_type?: string
  /** The giver's openid under your app. Example: `093PJtApYb2uKq0mXk_x86z_fAMOU-DtIEvErQ8x8YQKAEF`. */
  trans_out_open_id?: string
  /** Account that received (收入方). Example: `2088111111112222`. */
  trans_in?: string
  /** What `trans_in` is. Example: `userId`. */
  trans_in_type?: string
  /** The receiver's openid under your app. Example: `093PJtApYb2uKq0mXk_x86z_fAMOU-DtIEvErQ8x8YQKAEF`. */
  trans_in_open_id?: string
  /** Why it failed, if it did. Example: `TXN_RESULT_ACCOUNT_BALANCE_NOT_ENOUGH`. */
  error_code?: string
  /** The same in words. Example: `分账余额不足`. */
  error_desc?: string
}

/** What became of a request to share out. Code `10000` says only that the query worked: read each `state`. */
export interface TradeOrderSettleQueryResult {
  /** `10000`: the query worked, which says nothing of the shares. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Your number of the request. Example: `SETTLE_1`. */
  out_request_no?: string
  /** When it was accepted, Beijing time. Example: `2021-07-30 12:00:00`. */
  operation_dt?: string
  /** The shares, each with its own state (分账明细). */
  royalty_detail_list: RoyaltyDetail[]
}

/**
 * Tells what became of each share of one request.
 *
 * Shares succeed and fail one by one, so read the `state` of each. Asked by `settle_no` alone, the reply
 * names no number that it could be held against. It only reads, so it is repeated when the network fails.
 *
 * Sources: Alipay's page of `alipay.trade.order.settle.query` and its 2026 SDK models.
 */
export const tradeOrderSettleQuery: Api<
  'alipay',
  TradeOrderSettleQueryInput,
  TradeOrderSettleQueryResult,
  'call'
> = defineApi({
  gateway: 'alipay',
  name: 'alipay.trade.order.settle.query',
  kind: 'call',
  input,
  binds: ['out_request_no'],
  marks: { holds: ['royalty_detail_list'] },
  reads: true,
  amounts: ['amount'],
})
