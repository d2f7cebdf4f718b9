/** `alipay.fund.auth.order.freeze`: freezes money of the payer whose code the merchant scans. */
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import {
  freezeFor,
  freezeNumbers,
  operationFields,
  payerFields,
  readFreeze,
  refuseRepeat,
} from './freeze-order.ts'
import type { Freeze } from './freezes.ts'
import { refuse, refuseFields } from './refusals.ts'

/** Freezes at once, or answers `INIT` when the payer has to confirm. */
export function fundAuthOrderFreeze(call: Call, bank: Bank): Answer {
  const { fields } = call
  const authCode = fields.text('auth_code', { required: true })
  fields.text('auth_code_type', { required: true, pattern: /^(?:bar_code|security_code)$/ })
  const order = readFreeze(call, bank, 'PRE_AUTH')
  if ('code' in order) return order
  if (fields.problems.length > 0) return refuseFields(fields.problems, 'ILLEGAL_ARGUMENT')

  const earlier = bank.freezes.byOrder(order.appId, order.outOrderNo)
  const repeated = refuseRepeat(earlier, order)
  if (repeated !== undefined) return repeated
  const code = bank.codes.read(authCode, earlier)
  if (code === undefined) return refuse('PAYMENT_AUTH_CODE_INVALID')
  const { payer, balance, confirms } = code
  if (payer.id === order.payeeId) return refuse('PAYER_PAYEE_EQUAL')
  if (balance !== undefined && balance < order.amount) return refuse('MONEY_NOT_ENOUGH')

  const freeze = freezeFor(order, bank)
  if ('code' in freeze) return freeze
  bank.codes.use(authCode, freeze)
  if (confirms) freeze.payer = payer
  else bank.freezes.authorize(freeze, payer)
  return frozen(freeze)
}

function frozen(freeze: Freeze): Answer {
  const [operation] = freeze.operations
  return success({
    ...freezeNumbers(freeze, operation),
    ...operationFields(operation),
    ...payerFields(freeze),
  })
}
