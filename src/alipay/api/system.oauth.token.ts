/** Alipay: gives a token for what a user allowed your app (换取授权访问令牌, `alipay.system.oauth.token`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import { text } from '../fields.ts'
import { codeAsGranted, refreshTokenAsGranted } from '../grant-fields.ts'

const input = () =>
  v.pipe(
    v.strictObject({
      /** What is given for the token (授权方式). Example: `authorization_code`. */
      grant_type: v.picklist(['authorization_code', 'refresh_token']),
      /**
       * The code that the user's return to your page or mini program brought (`auth_code`); with
       * `authorization_code` only; at most 40. It works once, and soon expires. Example:
       * `4b203fe6c11548bcabd8da5bb087a83b`.
       */
      code: v.optional(text(40)),
      /**
       * The `refresh_token` of an earlier answer; with `refresh_token` only; at most 40. Example:
       * `201208134b203fe6c11548bcabd8da5bb087a83b`.
       */
      refresh_token: v.optional(text(40)),
    }),
    codeAsGranted(),
    refreshTokenAsGranted(),
  )

/** Input of {@link systemOauthToken}. */
export interface SystemOauthTokenInput extends v.InferInput<ReturnType<typeof input>> {}

/** The token, and whose it is. There is no `code` and no `msg` in a success. */
export interface SystemOauthTokenResult {
  /** The token for calls in the user's name (访问令牌). Keep it secret. Example: `20120823ac6ffaa4d2d84e7384bf983531473993`. */
  access_token: string
  /** For how long `access_token` works, in seconds. Example: `3600`. */
  expires_in?: string
  /** What a new `access_token` is given for. Keep it secret. Example: `20120823ac6ffdsdf2d84e7384bf983531473993`. */
  refresh_token?: string
  /** For how long `refresh_token` works, in seconds. Example: `3600`. */
  re_expires_in?: string
  /** The user's id (支付宝用户 ID). Apps of the openid kind get `open_id` in its place. Example: `2088102150477652`. */
  user_id?: string
  /** The user's openid under your app. Example: `074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5`. */
  open_id?: string
  /** The user's id across apps that are grouped. Example: `wiNw7MBfCUXPFWAXNHbAPmI`. */
  union_id?: string
  /** An old id; not to be used. Example: `20880072506750308812798160715407`. */
  alipay_user_id?: string
  /** When the user allowed it, Beijing time. Example: `2010-11-11 11:11:11`. */
  auth_start?: string
  /** Kind of token: `permanent` for one that never expires, or one that Alipay added since. Example: `permanent`. */
  auth_token_type?: string
}

/**
 * Gives a token for a code that a user brought, or a new one for a refresh token.
 *
 * It tells who the user is, which logging in needs; more about the user tells `userInfoShare`. A code works
 * once: when the answer is lost, ask the user again. This allows calls in a user's name; for calls in a
 * merchant's name see `openAuthTokenApp`.
 *
 * Sources: Alipay's page of `alipay.system.oauth.token` and its 2026 SDK models.
 */
export const systemOauthToken: Api<'alipay', SystemOauthTokenInput, SystemOauthTokenResult, 'call'> =
  defineApi({
    gateway: 'alipay',
    name: 'alipay.system.oauth.token',
    kind: 'call',
    input,
    place: 'top',
    accepts: [],
    marks: { holds: ['access_token'] },
    amounts: [],
  })
