/** Alipay: shares out a payment that was made (统一收单交易结算, `alipay.trade.order.settle`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import type { Entries } from '../fields.ts'
import { amountOrZero, filled, requestNumber, text } from '../fields.ts'
import { royaltyShare } from '../royalty.ts'

const entries = () => ({
  /**
   * Number of this request (结算请求流水号): 1 to 64 letters, digits or `_`. The same one to repeat a request
   * whose outcome is unknown, a new one for each other. Example: `SETTLE_1`.
   */
  out_request_no: requestNumber(64),
  /** Alipay's number of the paid trade (支付宝交易号); 1 to 64. Example: `2014030411001007850000672009`. */
  trade_no: filled(64),
  /**
   * Who gets what (分账明细). Required, unless this call only ends the sharing with `royalty_finish` `true`.
   */
  royalty_parameters: v.optional(v.array(royaltyShare())),
  /** What a business adds by arrangement (业务扩展参数). */
  extend_params: v.optional(
    v.pipe(
      v.strictObject({
        /**
         * `true` ends the sharing (分账完结): what is still held for shares goes to the seller after this call.
         * Example: `true`.
         */
        royalty_finish: v.optional(v.picklist(['true', 'false'])),
        /**
         * Amount in yuan to let go where only a part of the sharing ends; only with `royalty_finish` `true`.
         * Example: `10.00`.
         */
        royalty_finish_amount: v.optional(amountOrZero()),
      }),
      v.forward(
        v.check(
          ({ royalty_finish, royalty_finish_amount }) => !royalty_finish_amount || royalty_finish === 'true',
          'goes only with royalty_finish true',
        ),
        ['royalty_finish_amount'],
      ),
    ),
  ),
  /**
   * `sync` shares out before it answers, and is the default; `async` only accepts (分账模式). One trade cannot
   * have both; for more than five receivers Alipay advises `async`. Example: `async`.
   */
  royalty_mode: v.optional(v.picklist(['sync', 'async'])),
  /** Your number of who does this (操作员编号); at most 64. Example: `A0001`. */
  operator_id: v.optional(text(64)),
})

// By name, so that declarations need not repeat all fields for the check.
interface Fields extends v.StrictObjectSchema<Entries<ReturnType<typeof entries>>, undefined> {}
interface Settlement extends v.InferOutput<Fields> {}

const input = () =>
  v.pipe(
    v.strictObject(entries()) as Fields,
    v.forward(
      v.check(
        ({ royalty_parameters, extend_params }: Settlement) =>
          !!royalty_parameters?.length || extend_params?.royalty_finish === 'true',
        'or extend_params.royalty_finish true is required',
      ),
      ['royalty_parameters'],
    ),
  )

/** Input of {@link tradeOrderSettle}. */
export interface TradeOrderSettleInput extends v.InferInput<ReturnType<typeof input>> {}

/** The shares were paid out, or with `royalty_mode` `async` only accepted. */
export interface TradeOrderSettleResult {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Alipay's number of the trade (支付宝交易号). Example: `2014030411001007850000672009`. */
  trade_no: string
  /**
   * Alipay's number of this request (分账单号), to ask for it with. Example:
   * `20210718002530070036530006474222`.
   */
  settle_no?: string
}

/**
 * Shares out a payment between accounts, when it was paid and about half a minute has gone by.
 *
 * With `royalty_mode` `async` code `10000` means accepted, not shared: ask `tradeOrderSettleQuery`. When an
 * error says `unknown`, repeat it with the same `out_request_no` and the same shares, which pays once, or
 * ask; a new number may pay twice.
 *
 * Sources: document 000, which names it; Alipay's page of `alipay.trade.order.settle` and its 2026 SDK
 * models.
 */
export const tradeOrderSettle: Api<'alipay', TradeOrderSettleInput, TradeOrderSettleResult, 'call'> =
  defineApi({
    gateway: 'alipay',
    name: 'alipay.trade.order.settle',
    kind: 'call',
    input,
    binds: ['trade_no'],
    // It need not hold more than the trade's number; what the replies of the other APIs hold is known.
    marks: { lacks: ['out_trade_no', 'out_request_no', 'order_no', 'cashier_order_id'] },
    // Left out: ACQ.TRADE_SETTLE_ERROR, after which Alipay's page says that it may have worked; what an
    // earlier identical call may have used up; and what is wrong with one receiver, since nothing says that
    // the others got nothing.
    refusals: [
      'ACQ.INVALID_PARAMETER',
      'ACQ.TRADE_NOT_EXIST',
      'ACQ.PARTNER_ERROR',
      'ACQ.SECONDARY_MERCHANT_ID_INVALID',
      'ACQ.ACCESS_FORBIDDEN',
    ],
    amounts: [],
  })
