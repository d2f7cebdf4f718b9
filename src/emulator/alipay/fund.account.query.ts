/** `alipay.fund.account.query`: what a merchant has on its account. */
import { fromCents } from '../../message/amount.ts'
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { refuse, refuseFields } from './refusals.ts'

/** Answers the balance of the app's own merchant; another's is nobody's business. */
export function fundAccountQuery({ app, fields }: Call, { accounts }: Bank): Answer {
  const openId = fields.text('alipay_open_id', { max: 128 })
  const userId = fields.text('alipay_user_id', { required: openId === '', max: 32 })
  fields.text('account_type', { required: true, pattern: /^(?:ACCTRANS|TRUSTEESHIP)_ACCOUNT$/ })
  if (fields.problems.length > 0) return refuseFields(fields.problems, 'INVALID_PARAMETER')
  if (userId !== app.sellerId) return refuse('AUTHOREE_IS_NOT_MATCH')
  return success({ available_amount: fromCents(accounts.balance(userId)), freeze_amount: '0.00' })
}
