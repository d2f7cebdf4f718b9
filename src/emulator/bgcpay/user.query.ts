/** `bgcpay.user.query`: who has this CID or email. */
import type { Answer, Bank, Call } from './call.ts'
import { refuse, refuseFields } from './refusals.ts'

/** Answers the user's CID and shown name; `user_cid` wins over `email`. */
export function userQuery({ fields }: Call, { ledger }: Bank): Answer {
  const cid = fields.text('user_cid', { max: 64 })
  const email = fields.text('email', { max: 64 })
  if (cid === '' && email === '') fields.reject('user_cid')
  if (fields.invalid.length > 0) return refuseFields('ACQ.INVALID_PARAMETER', fields.invalid)
  const user = cid === '' ? ledger.userByEmail(email) : ledger.userByCid(cid)
  if (user === undefined) return refuse('ACQ.USER_NOT_EXIST')
  return { code: '10000', msg: 'Success', user_cid: user.cid, display_name: user.displayName }
}
