/** `alipay.user.info.share`: what a user who logged in lets the app know. */
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { refuse } from './refusals.ts'

/** Tells of the user behind `auth_token`. */
export function userInfoShare({ app, fields }: Call, { users }: Bank): Answer {
  const grant = users.read(app.appId, fields.text('auth_token'))
  if (grant === 'expired') return refuse('aop.auth-token-time-out')
  // Who only said who it is did not allow this.
  if (typeof grant === 'string' || grant.scope !== 'auth_user') return refuse('aop.invalid-auth-token')
  return success({ nick_name: grant.nickName, province: '浙江省', user_id: grant.userId })
}
