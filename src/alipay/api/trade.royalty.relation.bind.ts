/** Alipay: names accounts that may receive shares (分账关系绑定, `alipay.trade.royalty.relation.bind`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import { requestNumber } from '../fields.ts'
import { type RoyaltyReceiverSchema, royaltyReceiver, royaltyReceivers } from '../royalty.ts'

interface Receiver extends v.InferOutput<RoyaltyReceiverSchema> {}

const input = () =>
  v.strictObject({
    /** Number of this request (外部请求号): 1 to 32 letters, digits or `_`, a new one each. Example: `BIND_1`. */
    out_request_no: requestNumber(32),
    /** Who may receive (分账接收方列表): 1 to 20. */
    receiver_list: royaltyReceivers(
      v.pipe(
        royaltyReceiver(),
        v.forward(
          v.check(
            ({ type, name }: Receiver) => type !== 'loginName' || !!name,
            'is required with a loginName',
          ),
          ['name'],
        ),
      ),
    ),
  })

/** Input of {@link tradeRoyaltyRelationBind}. */
export interface TradeRoyaltyRelationBindInput extends v.InferInput<ReturnType<typeof input>> {}

/** Whether the receivers were bound. Code `10000` says only that the call worked: read `result_code`. */
export interface TradeRoyaltyRelationBindResult {
  /** `10000`: the call worked, which does not yet mean that they are bound. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** `SUCCESS`: they are bound; anything else: they are not. Example: `SUCCESS`. */
  result_code: 'SUCCESS' | 'FAIL'
}

/**
 * Names accounts that may receive shares of your payments; shares to others are refused.
 *
 * It moves no money. Code `10000` does not mean bound: only `result_code` `SUCCESS` does. The reply names no
 * receiver and no number, so for certainty list them with `tradeRoyaltyRelationBatchquery`.
 *
 * Sources: Alipay's page of `alipay.trade.royalty.relation.bind` and its 2026 SDK models.
 */
export const tradeRoyaltyRelationBind: Api<
  'alipay',
  TradeRoyaltyRelationBindInput,
  TradeRoyaltyRelationBindResult,
  'call'
> = defineApi({
  gateway: 'alipay',
  name: 'alipay.trade.royalty.relation.bind',
  kind: 'call',
  input,
  marks: {
    holds: ['result_code'],
    lacks: ['refer_result', 'risk_level', 'total_record_num'],
  },
  // Left out: what is wrong with one receiver, since nothing says that the others were not bound.
  refusals: ['INVALID_PARAMETER'],
  amounts: [],
})
