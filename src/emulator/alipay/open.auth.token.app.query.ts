/** `alipay.open.auth.token.app.query`: what a merchant's token is good for, and until when. */
import { beijingTime } from '../../message/beijing-time.ts'
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { refuse } from './refusals.ts'

/** Answers for a token that is good. */
export function openAuthTokenAppQuery({ app, fields }: Call, { merchants, clock }: Bank): Answer {
  const token = fields.text('app_auth_token')
  const grant = merchants.read(app.appId, token)
  if (grant === 'another app') return refuse('AUTH_TOKEN_NOT_CONSISTENT')
  if (typeof grant === 'string') return refuse('AUTH_TOKEN_NOT_EXISTED')
  const end = merchants.endOf(token)
  return success({
    auth_app_id: grant.authAppId,
    auth_end: beijingTime(new Date(end)),
    auth_start: beijingTime(grant.time),
    expires_in: Math.floor((end - clock.now().getTime()) / 1000),
    is_by_app_auth: true,
    status: 'valid',
    user_id: grant.userId,
  })
}
