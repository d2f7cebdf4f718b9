/** Alipay: gives a token for what a merchant allowed your app (换取应用授权令牌, `alipay.open.auth.token.app`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import { codeAsGranted, refreshTokenAsGranted } from '../grant-fields.ts'

const input = () =>
  v.pipe(
    v.strictObject({
      /** What is given for the token (授权方式). Example: `authorization_code`. */
      grant_type: v.picklist(['authorization_code', 'refresh_token']),
      /**
       * The code that the merchant's return to your page brought (`app_auth_code`); with `authorization_code`
       * only. It works once, and soon expires. Example: `1cc19911172e4f8aaa509c8fb5d12F56`.
       */
      code: v.optional(v.string()),
      /**
       * The `app_refresh_token` of an earlier answer; with `refresh_token` only. Example:
       * `201509BBdcba1e3347de4e75ba3fed2c9abebE36`.
       */
      refresh_token: v.optional(v.string()),
    }),
    codeAsGranted(),
    refreshTokenAsGranted(),
  )

/** Input of {@link openAuthTokenApp}. */
export interface OpenAuthTokenAppInput extends v.InferInput<ReturnType<typeof input>> {}

/** A token for calls in one merchant's name. */
export interface AppToken {
  /**
   * The token, for the option `appAuthToken` of a call (应用授权令牌). Keep it secret. Example:
   * `201510BBb507dc9f5efe41a0b98ae22f01519X62`.
   */
  app_auth_token?: string
  /** What a new `app_auth_token` is given for. Keep it secret. Example: `201510BB0c409dd5758b4d939d4008a525463X62`. */
  app_refresh_token?: string
  /** The merchant's app, or the one that was made for it (授权商户的 AppId). Example: `2013111800001989`. */
  auth_app_id?: string
  /** Without meaning today: the token stays good. Example: `31536000`. */
  expires_in?: string
  /** For how long `app_refresh_token` works, in seconds. Example: `32140800`. */
  re_expires_in?: string
  /** The merchant's user id. Example: `2088011177545623`. */
  user_id?: string
}

/** The token, or `tokens` where one merchant allowed it for several apps. */
export interface OpenAuthTokenAppResult extends AppToken {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** The tokens of each app. Some answers hold this list alone, even for one app: look here first. */
  tokens?: AppToken[]
}

/**
 * Gives a token for a code that a merchant brought, or a new one for a refresh token.
 *
 * With it your third-party app (ISV) calls in that merchant's name, by the option `appAuthToken`. A code works
 * once: when the answer is lost, ask the merchant again. A refreshed token takes the old one's place.
 *
 * Sources: Alipay's page of `alipay.open.auth.token.app` and its 2026 SDK models.
 */
export const openAuthTokenApp: Api<'alipay', OpenAuthTokenAppInput, OpenAuthTokenAppResult, 'call'> =
  defineApi({
    gateway: 'alipay',
    name: 'alipay.open.auth.token.app',
    kind: 'call',
    input,
    // One token or a list of them.
    marks: { holdsOneOf: ['app_auth_token', 'tokens'] },
    amounts: [],
  })
