/** Alipay: the rules that hold wherever a code or a refresh token is given for tokens. */
import * as v from 'valibot'

interface Grant {
  readonly grant_type: 'authorization_code' | 'refresh_token'
  readonly code?: string | undefined
  readonly refresh_token?: string | undefined
}

type Rule<Given> = v.BaseValidation<Given, Given, v.CheckIssue<Given>>

const rule = <Given extends Grant>(field: keyof Grant, grantType: Grant['grant_type']): Rule<Given> => {
  const check = v.check(
    (grant: Record<string, unknown>) => !!grant[field] === (grant['grant_type'] === grantType),
    `goes with the grant_type "${grantType}", and is required there`,
  )
  return v.forward(check, [field]) as unknown as Rule<Given>
}

/** Requires a code for `authorization_code`, and none for `refresh_token`. */
export const codeAsGranted = <Given extends Grant>(): Rule<Given> => rule('code', 'authorization_code')

/** Requires a refresh token for `refresh_token`, and none for `authorization_code`. */
export const refreshTokenAsGranted = <Given extends Grant>(): Rule<Given> =>
  rule('refresh_token', 'refresh_token')
