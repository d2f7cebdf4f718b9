/** `alipay.pcredit.huabei.auth.settle.apply`: takes what a member of Huabei's enjoy-first plan owes. */
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { refuse, refuseFields } from './refusals.ts'

/** Takes an application once; a repeat must say the same. Any agreement is one here. */
export function pcreditHuabeiAuthSettleApply({ app, fields, method }: Call, { requests }: Bank): Answer {
  const number = fields.text('out_request_no', { required: true, max: 64 })
  const agreement = fields.text('agreement_no', { required: true, max: 64 })
  const amount = fields.amount('pay_amount', true)
  const openId = fields.text('open_id', { max: 128 })
  const user = fields.text('alipay_user_id', { required: openId === '', max: 32 })
  const action = fields.text('action_type', { pattern: /^(?:MERCHANT|QUIT|PERIOD)_SETTLE$/ })
  const isPeriod = action === 'PERIOD_SETTLE'
  const more = fields.object('extend_params', isPeriod)
  more?.text('withhold_index', { required: isPeriod })
  more?.text('quit_type', { pattern: /^(?:USER_CANCEL|SETTLE_APPLY)_QUIT$/ })
  fields.text('need_terminated', { pattern: /^(?:true|false)$/ })
  if (fields.problems.length > 0) return refuseFields(fields.problems, 'INVALID_PARAMETER')
  const said = JSON.stringify([agreement, String(amount), openId, user, action])
  if (requests.compare(app.appId, method, number, said) === 'other') return refuse('ORDER_IDEMPOTENT_ERROR')
  requests.done(app.appId, method, number, said)
  return success({ out_request_no: number })
}
