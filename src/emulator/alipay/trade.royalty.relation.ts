/** `alipay.trade.royalty.relation.*`: who may get shares of the merchant's trades. */
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import type { FieldReader } from './fields.ts'
import { refuseFields } from './refusals.ts'
import type { Receiver } from './royalties.ts'

/** Binds receivers; one that is bound already is bound anew. */
export function tradeRoyaltyRelationBind(call: Call, { royalties }: Bank): Answer {
  return change(call, receivers => royalties.bind(call.app.appId, receivers))
}

/** Unbinds receivers; one that is not bound is no mistake. */
export function tradeRoyaltyRelationUnbind(call: Call, { royalties }: Bank): Answer {
  return change(call, receivers => royalties.unbind(call.app.appId, receivers))
}

/** Lists receivers, page by page. */
export function tradeRoyaltyRelationBatchquery({ app, fields }: Call, { royalties }: Bank): Answer {
  fields.text('out_request_no', { required: true, max: 32 })
  const page = Number(fields.text('page_num', { pattern: /^[1-9]\d{0,5}$/ }) || '1')
  const size = Number(fields.text('page_size', { pattern: /^(?:[1-9]\d?|100)$/ }) || '20')
  if (fields.problems.length > 0) return refuseFields(fields.problems, 'INVALID_PARAMETER')
  const all = royalties.receivers(app.appId)
  return success({
    current_page_num: page,
    current_page_size: size,
    receiver_list: all.slice((page - 1) * size, page * size).map(written),
    result_code: 'SUCCESS',
    total_page_num: Math.ceil(all.length / size),
    total_record_num: all.length,
  })
}

function change({ fields }: Call, apply: (receivers: readonly Receiver[]) => void): Answer {
  fields.text('out_request_no', { required: true, max: 32 })
  const receivers = fields.items('receiver_list', { required: true, max: 20 }).map(readReceiver)
  if (fields.problems.length > 0) return refuseFields(fields.problems, 'INVALID_PARAMETER')
  apply(receivers)
  return success({ result_code: 'SUCCESS' })
}

function readReceiver(item: FieldReader): Receiver {
  const type = item.text('type', { required: true, pattern: /^(?:userId|loginName|openId)$/ })
  return {
    type,
    account: item.text('account', { required: true, max: 128 }),
    name: item.text('name', { required: type === 'loginName', max: 128 }),
    memo: item.text('memo', { max: 100 }),
  }
}

function written({ type, account, name, memo }: Receiver): Readonly<Record<string, string>> {
  return {
    account,
    ...(type === 'loginName' ? { bind_login_name: account } : {}),
    ...(memo === '' ? {} : { memo }),
    ...(name === '' ? {} : { name }),
    type,
  }
}
