/** Alipay: lists who may receive shares (分账关系查询, `alipay.trade.royalty.relation.batchquery`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import { requestNumber, wholeNumber } from '../fields.ts'

const input = () =>
  v.strictObject({
    /** Number of this request (外部请求号): 1 to 32 letters, digits or `_`. Example: `LIST_1`. */
    out_request_no: requestNumber(32),
    /** Which page (页数), a whole number from 1, which is the default. Example: `1`. */
    page_num: v.optional(wholeNumber(Number.MAX_SAFE_INTEGER)),
    /** How many receivers a page holds (页面大小), 1 to 100; 20 by default. Example: `20`. */
    page_size: v.optional(wholeNumber(100)),
  })

/** Input of {@link tradeRoyaltyRelationBatchquery}. */
export interface TradeRoyaltyRelationBatchqueryInput extends v.InferInput<ReturnType<typeof input>> {}

/** One account that may receive shares of your payments (分账接收方). */
export interface RoyaltyReceiver {
  /** What `account` is. Example: `userId`. */
  type?: 'userId' | 'loginName' | 'openId'
  /** The receiver's account: a user id, a login name or an openid. Example: `2088101126708402`. */
  account?: string
  /** The receiver's openid under your app. Example: `093PJtApYb2uKq0mXk_x86z_fAMOU-DtIEvErQ8x8YQKAEF`. */
  account_open_id?: string
  /** The account's login name today; not `bind_login_name` once it changed. Example: `test@alitest.xyz`. */
  login_name?: string
  /** The login name when it was bound. Example: `test@alitest.xyz`. */
  bind_login_name?: string
  /** The receiver's real name; the list is not said to tell it. Example: `Li Ming`. */
  name?: string
  /** Why this account receives. Example: `Supplier`. */
  memo?: string
}

/** One page of the accounts that may receive shares. */
export interface TradeRoyaltyRelationBatchqueryResult {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Whether the query worked. Example: `SUCCESS`. */
  result_code?: 'SUCCESS' | 'FAIL'
  /** The receivers on this page. */
  receiver_list?: RoyaltyReceiver[]
  /** Number of this page, from 1. Example: `1`. */
  current_page_num?: number
  /** How many receivers a page holds. Example: `20`. */
  current_page_size?: number
  /** How many pages there are. Example: `10`. */
  total_page_num?: number
  /** How many receivers there are. Example: `480`. */
  total_record_num: number
}

/**
 * Lists the accounts that may receive shares of your payments, page by page.
 *
 * One page is not all: go on until `total_page_num`. It only reads, so it is repeated when the network fails.
 *
 * Sources: Alipay's page of `alipay.trade.royalty.relation.batchquery` and its 2026 SDK models.
 */
export const tradeRoyaltyRelationBatchquery: Api<
  'alipay',
  TradeRoyaltyRelationBatchqueryInput,
  TradeRoyaltyRelationBatchqueryResult,
  'call'
> = defineApi({
  gateway: 'alipay',
  name: 'alipay.trade.royalty.relation.batchquery',
  kind: 'call',
  input,
  marks: { holds: ['total_record_num'] },
  reads: true,
  amounts: [],
})
