/** `alipay.open.auth.token.app`: a token for calls in a merchant's name. */
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { refuse } from './refusals.ts'

/** Exchanges a code that a merchant brought, or a refresh token. */
export function openAuthTokenApp({ app, fields }: Call, { merchants }: Bank): Answer {
  const type = fields.text('grant_type')
  if (type !== 'authorization_code' && type !== 'refresh_token') return refuse('GRANT_TYPE_INVALID')
  const isCode = type === 'authorization_code'
  const given = fields.text(isCode ? 'code' : 'refresh_token')
  const tokens = isCode ? merchants.exchange(app.appId, given) : merchants.refresh(app.appId, given)
  if (tokens === 'another app') return refuse('APP_ID_NOT_CONSISTENT')
  if (tokens === 'expired') return refuse(isCode ? 'AUTH_CODE_NOT_VALID' : 'REFRESH_TOKEN_TIME_OUT')
  if (tokens === 'unknown') return refuse(isCode ? 'AUTH_CODE_NOT_EXIST' : 'REFRESH_TOKEN_NOT_EXIST')
  const { token, refreshToken, grant } = tokens
  return success({
    app_auth_token: token,
    app_refresh_token: refreshToken,
    auth_app_id: grant.authAppId,
    expires_in: String(merchants.lives.token / 1000),
    re_expires_in: String(merchants.lives.refresh / 1000),
    user_id: grant.userId,
  })
}
