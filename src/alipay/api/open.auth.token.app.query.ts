/** Alipay: tells what a merchant's token is good for (查询应用授权信息, `alipay.open.auth.token.app.query`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'

const input = () =>
  v.strictObject({
    /**
     * The token to ask about (应用授权令牌). It is a field here, not the option `appAuthToken`, which would call
     * in the merchant's name. Example: `201510BBb507dc9f5efe41a0b98ae22f01519X62`.
     */
    app_auth_token: v.pipe(v.string(), v.minLength(1)),
  })

/** Input of {@link openAuthTokenAppQuery}. */
export interface OpenAuthTokenAppQueryInput extends v.InferInput<ReturnType<typeof input>> {}

/** What the token is good for. It works only while `status` is `valid`. */
export interface OpenAuthTokenAppQueryResult {
  /** `10000`: the call worked, which does not say that the token does. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Whether the token works. Example: `valid`. */
  status: 'valid' | 'invalid'
  /** The merchant's app, or the one that was made for it (授权商户的 AppId). Example: `2013121100055554`. */
  auth_app_id: string
  /** The merchant's user id. Example: `2088102150527498`. */
  user_id?: string
  /** The methods that it may call. Example: `['alipay.trade.pay']`. */
  auth_methods?: string[]
  /** For how long it works, in seconds. Example: `31536000`. */
  expires_in?: number
  /** From when it works, Beijing time. Example: `2015-11-03 01:59:57`. */
  auth_start?: string
  /** Until when it works, Beijing time. Example: `2016-11-03 01:59:57`. */
  auth_end?: string
  /** Whether the merchant gave your app all it may do itself. Example: `true`. */
  is_by_app_auth?: boolean
}

/**
 * Tells whether a merchant's token works, for whom, and which methods it may call.
 *
 * It only reads. The answer does not repeat the token: `auth_app_id` is what to compare.
 *
 * Sources: Alipay's page of `alipay.open.auth.token.app.query` and its 2026 SDK models.
 */
export const openAuthTokenAppQuery: Api<
  'alipay',
  OpenAuthTokenAppQueryInput,
  OpenAuthTokenAppQueryResult,
  'call'
> = defineApi({
  gateway: 'alipay',
  name: 'alipay.open.auth.token.app.query',
  kind: 'call',
  input,
  marks: { holds: ['auth_app_id', 'status'] },
  reads: true,
  amounts: [],
})
