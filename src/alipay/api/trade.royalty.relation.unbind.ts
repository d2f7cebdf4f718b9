/** Alipay: no longer lets accounts receive shares (分账关系解绑, `alipay.trade.royalty.relation.unbind`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import { requestNumber } from '../fields.ts'
import { royaltyReceiver, royaltyReceivers } from '../royalty.ts'

const input = () =>
  v.strictObject({
    /** Number of this request (外部请求号): 1 to 32 letters, digits or `_`; a new one each. Example: `BIND_2`. */
    out_request_no: requestNumber(32),
    /** Who may not receive any more (分账接收方列表): 1 to 20, also as the list tells them. */
    receiver_list: royaltyReceivers(royaltyReceiver()),
  })

/** Input of {@link tradeRoyaltyRelationUnbind}. */
export interface TradeRoyaltyRelationUnbindInput extends v.InferInput<ReturnType<typeof input>> {}

/** Whether the receivers were unbound. Code `10000` says only that the call worked: read `result_code`. */
export interface TradeRoyaltyRelationUnbindResult {
  /** `10000`: the call worked, which does not yet mean that they are unbound. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** `SUCCESS`: they are unbound; anything else: they are not. Example: `SUCCESS`. */
  result_code: 'SUCCESS' | 'FAIL'
}

/**
 * Takes accounts off those that may receive shares of your payments.
 *
 * It moves no money and takes no share back. Code `10000` does not mean unbound: only `result_code` `SUCCESS`
 * does. The reply names no receiver and no number, so for certainty list them with
 * `tradeRoyaltyRelationBatchquery`.
 *
 * Sources: Alipay's 2026 SDK models of `alipay.trade.royalty.relation.unbind`.
 */
export const tradeRoyaltyRelationUnbind: Api<
  'alipay',
  TradeRoyaltyRelationUnbindInput,
  TradeRoyaltyRelationUnbindResult,
  'call'
> = defineApi({
  gateway: 'alipay',
  name: 'alipay.trade.royalty.relation.unbind',
  kind: 'call',
  input,
  marks: {
    holds: ['result_code'],
    lacks: ['refer_result', 'risk_level', 'total_record_num'],
  },
  // Left out: what is wrong with one receiver, since nothing says that the others were not unbound.
  refusals: ['INVALID_PARAMETER'],
  amounts: [],
})
