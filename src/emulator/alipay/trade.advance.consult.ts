/** `alipay.trade.advance.consult`: may Alipay advance the money for a user's order (垫资)? */
import { fromCents } from '../../message/amount.ts'
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { refuse, refuseFields } from './refusals.ts'

/** Says yes to whoever owes nothing, and rates every order as one of low risk. */
export function tradeAdvanceConsult({ fields }: Call, { debts }: Bank): Answer {
  const isRating = fields.text('consult_scene', { required: true, max: 64 }) === 'ORDER_RISK_EVALUATION'
  const userId = fields.text('alipay_user_id', { required: !isRating, max: 32 })
  fields.text('agreement_no', { required: isRating, max: 64 })
  fields.text('industry_product_code', { required: true })
  fields.text('sub_merchant_id', { required: true })
  fields.text('sub_merchant_type', { required: true })
  fields.amount('estimated_order_amount')
  if (fields.problems.length > 0) return refuseFields(fields.problems, 'isv.invalid-parameter')
  if (userId !== '' && !/^2088\d{12}$/.test(userId)) return refuse('USER_NOT_EXIST')
  const owed = debts.of(userId)
  const total = owed.reduce((sum, { amount }) => sum + amount, 0n)
  return success({
    refer_result: total === 0n,
    ...(total === 0n
      ? {}
      : { result_code: 'BUYER_NOT_SUPPORT_ADVANCEPAY', result_message: '用户有未还清的垫资' }),
    ...(isRating ? { risk_level: total === 0n ? '1' : '2' } : {}),
    wait_repayment_amount: fromCents(total),
    wait_repayment_order_count: owed.length,
    wait_repayment_order_infos: owed.map(({ orderId, amount }) => ({
      advance_order_id: orderId,
      alipay_user_id: userId,
      biz_product: 'GENERAL_WITHHOLDING',
      wait_repayment_amount: Number(fromCents(amount)),
    })),
  })
}
