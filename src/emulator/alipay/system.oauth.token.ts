/** `alipay.system.oauth.token`: a token for what a user allowed. Its success carries no code. */
import { beijingTime } from '../../message/beijing-time.ts'
import type { Answer, Bank, Call } from './call.ts'
import { refuse } from './refusals.ts'

/** Exchanges a code that a user brought, or a refresh token. */
export function systemOauthToken({ app, fields }: Call, { users }: Bank): Answer {
  const type = fields.text('grant_type')
  if (type !== 'authorization_code' && type !== 'refresh_token') return refuse('isv.grant-type-invalid')
  const isCode = type === 'authorization_code'
  const given = fields.text(isCode ? 'code' : 'refresh_token')
  const tokens = isCode ? users.exchange(app.appId, given) : users.refresh(app.appId, given)
  if (tokens === 'another app') return refuse('isv.unmatched-app-id')
  if (tokens === 'expired' && !isCode) return refuse('isv.refresh-token-time-out')
  if (typeof tokens === 'string') return refuse(isCode ? 'isv.code-invalid' : 'isv.refresh-token-invalid')
  return {
    access_token: tokens.token,
    auth_start: beijingTime(tokens.grant.time),
    expires_in: String(users.lives.token / 1000),
    re_expires_in: String(users.lives.refresh / 1000),
    refresh_token: tokens.refreshToken,
    user_id: tokens.grant.userId,
  }
}
