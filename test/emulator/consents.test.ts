import { describe, expect, it } from 'vitest'
import type { Emulator } from '../../src/emulator/index.ts'
import { requireKnown } from './conforms.ts'
import {
  appId,
  call,
  coffee,
  common,
  emulate,
  formOf,
  keys,
  otherAppId,
  otherKeys,
  pem,
  post,
  reply,
  signed,
  verifies,
} from './support.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const oauth = 'alipay.system.oauth.token'
const share = 'alipay.user.info.share'
const token = 'alipay.open.auth.token.app'
const query = 'alipay.open.auth.token.app.query'

/** Calls with parameters of their own, in place of `biz_content`. */
async function flat(
  emulator: Emulator,
  method: string,
  params: Record<string, string>,
  key = keys.privateKey,
): Promise<Record<string, string>> {
  const { biz_content: _, ...rest } = common(method, {}, params)
  const { node, inner, sign = '', answer } = await reply(await post(emulator, signed(rest, key)))
  expect(verifies(emulator, inner, sign)).toBe(true)
  requireKnown(method, answer)
  expect(node).toBe('sub_code' in answer ? 'error_response' : `${method.replaceAll('.', '_')}_response`)
  return answer
}
const byCode = (code: string) => ({ grant_type: 'authorization_code', code })
const byRefresh = (refresh_token: string) => ({ grant_type: 'refresh_token', refresh_token })
const logIn = (emulator: Emulator, more: object = {}) => emulator.consents.logIn({ appId, ...more })
const merchant = { userId: '2088102150527498', authAppId: '2013121100055554', appId }

describe(oauth, () => {
  it('gives a token for a code, once, without a code of its own', async () => {
    const emulator = await emulate()
    const code = logIn(emulator)
    expect(await flat(emulator, oauth, byCode(code))).toEqual({
      access_token: expect.stringMatching(/^[\da-f]{40}$/),
      auth_start: '2026-01-01 08:00:00',
      expires_in: '1296000',
      re_expires_in: '2592000',
      refresh_token: expect.stringMatching(/^[\da-f]{40}$/),
      user_id: '2088101117955611',
    })
    expect(await flat(emulator, oauth, byCode(code))).toMatchObject({
      code: '40002',
      sub_code: 'isv.code-invalid',
    })
  })

  it('renews a token, once, and the old one is good no longer', async () => {
    const emulator = await emulate()
    const first = await flat(emulator, oauth, byCode(logIn(emulator)))
    const second = await flat(emulator, oauth, byRefresh(first['refresh_token'] as string))
    expect(second['user_id']).toBe(first['user_id'])
    expect(second['access_token']).not.toBe(first['access_token'])
    const ask = async ({ access_token = '' }: Record<string, string>) =>
      (await flat(emulator, share, { auth_token: access_token }))['sub_code']
    expect([await ask(first), await ask(second)]).toEqual(['aop.invalid-auth-token', undefined])
    const again = await flat(emulator, oauth, byRefresh(first['refresh_token'] as string))
    expect(again['sub_code']).toBe('isv.refresh-token-invalid')
  })

  it('forgets codes and tokens in time', async () => {
    const emulator = await emulate()
    const late = logIn(emulator)
    await emulator.advance(3 * MINUTE)
    expect((await flat(emulator, oauth, byCode(late)))['sub_code']).toBe('isv.code-invalid')
    const { access_token: auth_token = '', refresh_token = '' } = await flat(
      emulator,
      oauth,
      byCode(logIn(emulator)),
    )
    await emulator.advance(15 * DAY - 1)
    expect((await flat(emulator, share, { auth_token }))['code']).toBe('10000')
    await emulator.advance(1)
    const expired = await flat(emulator, share, { auth_token })
    expect(expired).toMatchObject({ code: '20001', sub_code: 'aop.auth-token-time-out' })
    await emulator.advance(15 * DAY)
    const answer = await flat(emulator, oauth, byRefresh(refresh_token))
    expect(answer['sub_code']).toBe('isv.refresh-token-time-out')
  })

  it('refuses another grant type, nothing, and another app', async () => {
    const emulator = await emulate()
    const code = logIn(emulator)
    const refusal = async (params: Record<string, string>, ...key: [typeof keys.privateKey] | []) =>
      (await flat(emulator, oauth, params, ...key))['sub_code']
    expect(await refusal({ grant_type: 'password', code })).toBe('isv.grant-type-invalid')
    expect(await refusal({ grant_type: 'authorization_code' })).toBe('isv.code-invalid')
    const theirs = { ...byCode(code), app_id: otherAppId }
    expect(await refusal(theirs, otherKeys.privateKey)).toBe('isv.unmatched-app-id')
    expect(await refusal(byCode(code))).toBeUndefined()
  })

  it('looks for attacks in parameters too', async () => {
    const answer = await flat(await emulate(), oauth, byCode('a&total_amount=1'))
    expect(answer['sub_code']).toBe('isv.suspected-attack')
  })
})

describe(share, () => {
  it('tells what the user allowed, to its app alone', async () => {
    const emulator = await emulate()
    const code = logIn(emulator, { userId: '2088202954065786', nickName: '阿珍' })
    const { access_token: auth_token = '' } = await flat(emulator, oauth, byCode(code))
    expect(await flat(emulator, share, { auth_token })).toMatchObject({
      code: '10000',
      nick_name: '阿珍',
      user_id: '2088202954065786',
    })
    const theirs = { auth_token, app_id: otherAppId }
    expect((await flat(emulator, share, theirs, otherKeys.privateKey))['sub_code']).toBe(
      'aop.invalid-auth-token',
    )
    const base = await flat(emulator, oauth, byCode(logIn(emulator, { scope: 'auth_base' })))
    const answer = await flat(emulator, share, { auth_token: base['access_token'] as string })
    expect(answer['sub_code']).toBe('aop.invalid-auth-token')
  })

  it('must know the app', async () => {
    const emulator = await emulate()
    expect(() => emulator.consents.logIn()).toThrow(/several apps/)
    expect(() => emulator.consents.logIn({ appId: '1' })).toThrow(/no app/)
    const one = await emulate({ apps: [{ appId, publicKey: pem(keys.publicKey) }] })
    expect(one.consents.logIn()).toMatch(/^[\da-f]{32}$/)
  })
})

describe(token, () => {
  it('lets the app act for a merchant, who is paid', async () => {
    const emulator = await emulate()
    const code = emulator.consents.authorizeApp(merchant)
    const given = await call(emulator, token, byCode(code))
    expect(given).toMatchObject({
      code: '10000',
      auth_app_id: '2013121100055554',
      user_id: '2088102150527498',
    })
    const app_auth_token = given['app_auth_token'] as string
    const notify_url = 'https://merchant.test/n'
    await call(emulator, 'alipay.trade.pay', coffee, { app_auth_token, notify_url })
    expect(emulator.trade('ORDER-1')?.sellerId).toBe('2088102150527498')
    expect(emulator.balance('2088102150527498')).toBe('88.88')
    await emulator.advance(0)
    expect(formOf(emulator.notifications()[0]?.body ?? '')).toMatchObject({
      app_id: appId,
      auth_app_id: '2013121100055554',
      seller_id: '2088102150527498',
    })
    const refused = await call(
      emulator,
      'alipay.trade.query',
      { out_trade_no: 'ORDER-1' },
      { app_auth_token: 'x' },
    )
    expect(refused).toMatchObject({ code: '20001', sub_code: 'aop.invalid-app-auth-token' })
    await emulator.advance(365 * DAY)
    const late = await call(emulator, 'alipay.trade.query', { out_trade_no: 'ORDER-1' }, { app_auth_token })
    expect(late['sub_code']).toBe('aop.app-auth-token-time-out')
  })

  it('is told of, renewed, and refused to others', async () => {
    const emulator = await emulate()
    const code = emulator.consents.authorizeApp(merchant)
    const others = [{ app_id: otherAppId }, otherKeys.privateKey] as const
    expect((await call(emulator, token, byCode(code), ...others))['sub_code']).toBe('APP_ID_NOT_CONSISTENT')
    const { app_auth_token, app_refresh_token } = await call(emulator, token, byCode(code))
    expect(await call(emulator, query, { app_auth_token })).toEqual({
      code: '10000',
      msg: 'Success',
      auth_app_id: '2013121100055554',
      auth_end: '2027-01-01 08:00:00',
      auth_start: '2026-01-01 08:00:00',
      expires_in: 365 * 24 * 60 * 60,
      is_by_app_auth: true,
      status: 'valid',
      user_id: '2088102150527498',
    })
    expect((await call(emulator, query, { app_auth_token }, ...others))['sub_code']).toBe(
      'AUTH_TOKEN_NOT_CONSISTENT',
    )
    const renewed = await call(emulator, token, byRefresh(app_refresh_token as string))
    expect(renewed['code']).toBe('10000')
    expect((await call(emulator, query, { app_auth_token }))['sub_code']).toBe('AUTH_TOKEN_NOT_EXISTED')
  })

  it('is given once, in time', async () => {
    const emulator = await emulate()
    const code = emulator.consents.authorizeApp(merchant)
    const refusal = async (business: object) => (await call(emulator, token, business))['sub_code']
    expect(await refusal({ grant_type: 'password' })).toBe('GRANT_TYPE_INVALID')
    expect(await refusal(byCode('x'))).toBe('AUTH_CODE_NOT_EXIST')
    expect(await refusal(byRefresh('x'))).toBe('REFRESH_TOKEN_NOT_EXIST')
    // A user's code is not a merchant's.
    expect(await refusal(byCode(logIn(emulator)))).toBe('AUTH_CODE_NOT_EXIST')
    const { app_refresh_token } = await call(
      emulator,
      token,
      byCode(emulator.consents.authorizeApp(merchant)),
    )
    await emulator.advance(DAY)
    expect(await refusal(byCode(code))).toBe('AUTH_CODE_NOT_VALID')
    await emulator.advance(371 * DAY)
    expect(await refusal(byRefresh(app_refresh_token as string))).toBe('REFRESH_TOKEN_TIME_OUT')
  })
})
